"""Reads and presses a running program through AT-SPI. Run by the system's python3, which has pyatspi.

usage: atspi_reader.py APPLICATION PID
Each line it is given is a JSON list, what to do and with what; each answer is a line of JSON. "tree", "press NAME",
"focus NAME", "wait TEXT SECONDS", "gone TEXT SECONDS", "read NAME",
"where NAME", "order NAME NAME …", "chosen NAME", "offered NAME".
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pyatspi
from gi.repository import GLib

HANDS = ("Press", "Toggle", "ShowMenu")


def application(name: str, pid: int, seconds: float = 30) -> Any:
    end = time.time() + seconds
    while time.time() < end:
        for found in pyatspi.Registry.getDesktop(0):
            if found is not None and found.name == name and found.get_process_id() == pid:
                return found
        time.sleep(0.1)
    sys.exit(f"{name} ({pid}) is not on the accessibility bus")


def walk(node: Any, depth: int = 0) -> Iterator[Any]:
    """What is shown, from the top down; below what is hidden nothing can be seen, and each look costs a call."""
    yield node
    if depth < 40 and (not depth or showing(node)):
        for child in node:
            if child is not None:
                yield from walk(child, depth + 1)


def text_of(node: Any) -> str:
    try:
        return str(node.queryText().getText(0, -1))
    except NotImplementedError:
        return ""


def told(node: Any) -> dict[str, Any]:
    states = [pyatspi.stateToString(s) for s in node.getState().getStates()]
    return {"role": node.getRoleName(), "name": node.name, "states": states, "text": text_of(node)}


def showing(node: Any) -> bool:
    return bool(node.getState().contains(pyatspi.STATE_SHOWING))


def labelled(label: Any) -> Iterator[Any]:
    for relation in label.getRelationSet():
        if relation.getRelationType() == pyatspi.RELATION_LABEL_FOR:
            yield from (relation.getTarget(n) for n in range(relation.getNTargets()))


def named(app: Any, name: str) -> Iterator[Any]:
    """What is called so, then what a label of that name stands for: on this system a box is named by what it shows."""
    found = [node for node in walk(app) if node.name == name and showing(node)]
    yield from found
    for node in found:
        yield from labelled(node)


def press(app: Any, name: str) -> bool:
    for node in named(app, name):
        try:
            action = node.queryAction()
        except NotImplementedError:
            continue
        names = [action.getName(i) for i in range(action.nActions)]
        wanted = next((n for n in HANDS if n in names), "")
        if wanted:
            return bool(action.doAction(names.index(wanted)))
    return False


def focus(app: Any, name: str) -> bool:
    for node in named(app, name):
        if node.getState().contains(pyatspi.STATE_FOCUSABLE):
            return bool(node.queryComponent().grabFocus())
    return False


def read(app: Any, name: str) -> str:
    return next((text_of(node) for node in named(app, name)), "")


def where(app: Any, name: str) -> list[int]:
    """The middle of what is called so, on the screen; [] where nothing is."""
    for node in named(app, name):
        box = node.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
        return [box.x + box.width // 2, box.y + box.height // 2]
    return []


def order(app: Any, *texts: str) -> list[str]:
    """Those of these texts that are shown, as they stand from the top down."""
    shown = [node.name or text_of(node) for node in walk(app) if showing(node)]
    return [name for name in shown if name in texts]


def offered(app: Any, name: str) -> int:
    """The place of what is called so in an open list that has a name and the keyboard, from 1 on; 0 for none."""
    lists = [node for node in walk(app) if node.getRoleName() == "list" and showing(node) and node.name]
    has_keys = [node for node in lists if node.getState().contains(pyatspi.STATE_FOCUSED)]
    return next((n for node in has_keys for n, item in enumerate(node, 1) if item.name == name), 0)


def chosen(app: Any, name: str) -> str:
    """The chosen part of a text."""
    text = next(node for node in named(app, name)).queryText()
    return str(text.getText(*text.getSelection(0))) if text.getNSelections() else ""


def says(app: Any, text: str) -> bool:
    return any((text in node.name or text in text_of(node)) and showing(node) for node in walk(app))


def wait(app: Any, text: str, seconds: float, wanted: bool = True) -> bool:
    end = time.monotonic() + seconds
    while says(app, text) is not wanted:
        if time.monotonic() > end:
            return False
        time.sleep(0.1)
    return True


DEEDS: dict[str, Callable[..., Any]] = {
    "tree": lambda app: [told(node) for node in walk(app)],
    "press": press,
    "focus": focus,
    "read": read,
    "where": where,
    "chosen": chosen,
    "order": order,
    "offered": offered,
    "wait": wait,
    "gone": lambda app, text, seconds: wait(app, text, seconds, wanted=False),
}


def done(app: Any, deed: str, *words: Any) -> Any:
    for left in reversed(range(20)):
        try:
            return DEEDS[deed](app, *words)
        except GLib.GError:  # what was being read went away meanwhile: a window closed, a list was filled anew
            if not left:
                raise
            time.sleep(0.1)
    return None


def main() -> None:
    app = application(sys.argv[1], int(sys.argv[2]))
    for line in sys.stdin:
        sys.stdout.write(json.dumps(done(app, *json.loads(line))) + "\n")
        sys.stdout.flush()


main()
