"""A global key on macOS, by Carbon's RegisterEventHotKey: it needs no permission to watch the keyboard."""

from __future__ import annotations

import ctypes
import ctypes.util
from collections.abc import Callable
from typing import Any

from credcheck.gui.keys import Came, Keys, Status

MODIFIERS = {"meta": 0x0100, "shift": 0x0200, "alt": 0x0800, "ctrl": 0x1000}
CODES = dict(zip("ASDFHGZXCV", range(10), strict=True)) | {
    "B": 11, "Q": 12, "W": 13, "E": 14, "R": 15, "Y": 16, "T": 17, "1": 18, "2": 19, "3": 20, "4": 21, "6": 22, "5": 23,
    "9": 25, "7": 26, "8": 28, "0": 29, "O": 31, "U": 32, "I": 34, "P": 35, "L": 37, "J": 38, "K": 40, "N": 45, "M": 46,
    "F1": 122, "F2": 120, "F3": 99, "F4": 118, "F5": 96, "F6": 97, "F7": 98, "F8": 100, "F9": 101, "F10": 109,
    "F11": 103, "F12": 111,
}  # fmt: skip
KEYBOARD, HOT_KEY_PRESSED = int.from_bytes(b"keyb", "big"), 5
HANDLER = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)


class _Kind(ctypes.Structure):
    _fields_ = (("of", ctypes.c_uint32), ("kind", ctypes.c_uint32))


class _Id(ctypes.Structure):
    _fields_ = (("signature", ctypes.c_uint32), ("id", ctypes.c_uint32))


class MacKey:
    """Holds the key until it is stopped; Cocoa's loop, which Qt runs, calls us on the thread of the window."""

    def __init__(self, keys: Keys, pressed: Callable[[], object], told: Callable[[Status], object]) -> None:
        """Register the key."""
        self._carbon: Any = ctypes.CDLL(ctypes.util.find_library("Carbon"))
        self._carbon.GetApplicationEventTarget.restype = ctypes.c_void_p
        self._held = ctypes.c_void_p()
        self._pressed = pressed
        self._heard = HANDLER(self._hear)
        told(Status(Came.WORKS if self._take(keys) else Came.TAKEN, keys.text()))

    def stop(self) -> None:
        """Let the key go."""
        if self._held:
            self._carbon.UnregisterEventHotKey(self._held)

    def _hear(self, *_: object) -> int:
        self._pressed()
        return 0

    def _take(self, keys: Keys) -> bool:
        target = ctypes.c_void_p(self._carbon.GetApplicationEventTarget())
        kind = _Kind(KEYBOARD, HOT_KEY_PRESSED)
        self._carbon.InstallEventHandler(target, self._heard, 1, ctypes.byref(kind), None, None)
        held, code = sum(MODIFIERS[m] for m in keys.modifiers), CODES.get(keys.key)
        if code is None:
            return False
        id = _Id(int.from_bytes(b"Cred", "big"), 1)
        return bool(self._carbon.RegisterEventHotKey(code, held, id, target, 0, ctypes.byref(self._held)) == 0)
