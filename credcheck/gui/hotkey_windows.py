"""A global key on Windows, by RegisterHotKey on a thread with a message loop of its own."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import Any

from credcheck.gui.keys import Came, Keys, Status

MODIFIERS = {"alt": 1, "ctrl": 2, "shift": 4, "meta": 8}
NO_REPEAT, WM_HOTKEY, WM_QUIT, F1 = 0x4000, 0x0312, 0x0012, 0x70


class WindowsKey:
    """Holds the key until it is stopped; a key that another program holds is said to be taken."""

    def __init__(self, keys: Keys, pressed: Callable[[], object], told: Callable[[Status], object]) -> None:
        """Ask on a thread of its own; both calls come from there."""
        self._keys, self._pressed, self._told = keys, pressed, told
        self._windll: Any = getattr(ctypes, "windll", None)
        self._id = 0
        self._thread = threading.Thread(target=self._run, name="hotkey", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the key go."""
        self._windll.user32.PostThreadMessageW(self._id, WM_QUIT, 0, 0)
        self._thread.join(2)

    def _run(self) -> None:
        from ctypes import wintypes

        user32 = self._windll.user32
        self._id = self._windll.kernel32.GetCurrentThreadId()
        held = sum(MODIFIERS[m] for m in self._keys.modifiers) | NO_REPEAT
        if not user32.RegisterHotKey(None, 1, held, virtual_key(self._keys.key)):
            self._told(Status(Came.TAKEN, self._keys.text()))
            return
        self._told(Status(Came.WORKS, self._keys.text()))
        message = wintypes.MSG()
        while user32.GetMessageW(ctypes.byref(message), None, 0, 0) > 0:
            if message.message == WM_HOTKEY:
                self._pressed()
        user32.UnregisterHotKey(None, 1)


def virtual_key(key: str) -> int:
    """Windows' number of a key: letters and digits are their own, function keys follow each other."""
    return ord(key) if len(key) == 1 else F1 + int(key[1:]) - 1
