"""Reads and presses a running program through AT-SPI. Run by the system's python3, which has pyatspi; prints JSON.

usage: atspi_reader.py APPLICATION tree | press NAME
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

import pyatspi
from gi.repository import GLib


def application(name: str, seconds: float = 15) -> Any:
    end = time.time() + seconds
    while time.time() < end:
        for found in pyatspi.Registry.getDesktop(0):
            if found is not None and found.name == name:
                return found
        time.sleep(0.2)
    sys.exit(f"{name} is not on the accessibility bus")


def walk(node: Any, depth: int = 0) -> Iterator[Any]:
    yield node
    if depth < 40:
        for child in node:
            if child is not None:
                yield from walk(child, depth + 1)


def told(node: Any) -> dict[str, Any]:
    states = [pyatspi.stateToString(s) for s in node.getState().getStates()]
    try:
        text = node.queryText().getText(0, -1)
    except NotImplementedError:
        text = ""
    return {"role": node.getRoleName(), "name": node.name, "states": states, "text": text}


def press(app: Any, name: str) -> bool:
    for node in walk(app):
        if node.name == name and node.getState().contains(pyatspi.STATE_SHOWING):
            try:
                action = node.queryAction()
            except NotImplementedError:
                continue
            names = [action.getName(i) for i in range(action.nActions)]
            wanted = next((n for n in ("Press", "Toggle", "ShowMenu") if n in names), "")
            if wanted:
                return bool(action.doAction(names.index(wanted)))
    return False


def asked(app: Any, words: list[str]) -> Any:
    return [told(node) for node in walk(app)] if words[0] == "tree" else press(app, words[1])


def main() -> None:
    app = application(sys.argv[1])
    for left in reversed(range(20)):
        try:
            json.dump(asked(app, sys.argv[2:]), sys.stdout)
            return
        except GLib.GError:  # what was being read went away meanwhile: a window closed, a list was filled anew
            if not left:
                raise
            time.sleep(0.1)


main()
