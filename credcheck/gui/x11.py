"""The X server asked on a connection of our own, never on Qt's: a clipboard whose owner hangs would stop the window.

Qt waits 5 to 15 seconds for such an owner on the thread of the window. Here a thread of ours waits, and not for long.
"""

from __future__ import annotations

import select
import time
from collections.abc import Callable
from typing import Any

from credcheck.gui.clip import CAP_CHARACTERS, KDE_HINT

DEADLINE_S = 1.0
LIST_DEADLINE_S = 5.0
"""A list of profiles may be megabytes, which come in pieces."""
PROPERTY = "CREDCHECK_CLIP"


class NoAnswer(Exception):
    """The owner of the clipboard did not answer in time."""


def read_clipboard(deadline_s: float | None = None, cap: int = CAP_CHARACTERS) -> tuple[tuple[str, ...], bytes, str]:
    """What the clipboard offers, the value of KDE's password hint, and its text; NoAnswer when its owner hangs."""
    if deadline_s is None:
        deadline_s = DEADLINE_S if cap <= CAP_CHARACTERS else LIST_DEADLINE_S
    from Xlib import display

    connection = display.Display()
    try:
        return _Reader(connection, time.monotonic() + deadline_s, 4 * cap + 4).read()
    finally:
        connection.close()


class _Reader:
    """One reading over one connection, which ends at a set time."""

    def __init__(self, connection: Any, end: float, cap_bytes: int) -> None:
        from Xlib import X

        self._x, self._display, self._end, self._cap = X, connection, end, cap_bytes
        root = connection.screen().root
        self._window = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask)
        self._clipboard, self._property = self._atom("CLIPBOARD"), self._atom(PROPERTY)

    def read(self) -> tuple[tuple[str, ...], bytes, str]:
        if self._display.get_selection_owner(self._clipboard) == self._x.NONE:
            return (), b"", ""
        formats = tuple(self._display.get_atom_name(atom) for atom in self._convert("TARGETS") or ())
        hint = bytes(self._convert(KDE_HINT) or b"") if KDE_HINT in formats else b""
        for target, code in (("UTF8_STRING", "utf-8"), ("text/plain;charset=utf-8", "utf-8"), ("STRING", "latin-1")):
            if (target in formats or not formats) and (value := self._convert(target)) is not None:
                return formats, hint, bytes(value).decode(code, "replace")
        return formats, hint, ""

    def _atom(self, name: str) -> int:
        return int(self._display.intern_atom(name))

    def _convert(self, target: str) -> Any:
        self._window.convert_selection(self._clipboard, self._atom(target), self._property, self._x.CurrentTime)
        event = self._wait(lambda e: e.type == self._x.SelectionNotify)
        if event.property == self._x.NONE:
            return None
        value = self._take()
        if value is not None and value.property_type == self._atom("INCR"):
            return self._pieces()
        return None if value is None else value.value

    def _take(self) -> Any:
        value = self._window.get_full_property(self._property, self._x.AnyPropertyType, self._cap)
        self._window.delete_property(self._property)
        self._display.flush()
        return value

    def _pieces(self) -> bytes:
        """A long text comes in pieces; what lies beyond the cap is let pass.

        Some owners (xclip) end when nobody takes the rest, and what they hold is gone from the clipboard.
        """
        whole = bytearray()
        while True:
            try:
                self._wait(lambda e: e.type == self._x.PropertyNotify and e.state == self._x.PropertyNewValue)
            except NoAnswer:
                if len(whole) <= self._cap:
                    raise
                break
            piece = self._take()
            if piece is None or not len(piece.value):
                break
            if len(whole) <= self._cap:
                whole += bytes(piece.value)
        return bytes(whole)

    def _wait(self, wanted: Callable[[Any], bool]) -> Any:
        # The time is looked at before each event: an owner that never stops sending must not keep us for ever.
        while (left := self._end - time.monotonic()) > 0:
            if self._display.pending_events():
                event = self._display.next_event()
                if wanted(event):
                    return event
            elif not select.select([self._display.fileno()], [], [], left)[0]:
                break
        raise NoAnswer
