"""A global key on X11: one grab on a connection of our own, so that only this key is seen, and no other ever."""

from __future__ import annotations

import logging
import os
import select
import threading
from collections.abc import Callable
from typing import Any

from credcheck.gui.keys import Came, Keys, Status

logger = logging.getLogger(__name__)


class X11Key:
    """Grabs until it is stopped; a key that another program holds is said to be taken."""

    def __init__(self, keys: Keys, pressed: Callable[[], object], told: Callable[[Status], object]) -> None:
        """Ask on a thread of its own; both calls come from there."""
        self._keys, self._pressed, self._told = keys, pressed, told
        self._read, self._write = os.pipe()
        self._thread = threading.Thread(target=self._run, name="hotkey", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Let the key go."""
        os.write(self._write, b"x")
        self._thread.join(2)
        if not self._thread.is_alive():
            os.close(self._read)
            os.close(self._write)

    def _run(self) -> None:
        from Xlib import display, error

        try:
            connection = display.Display()
            try:
                self._hold(connection)
            finally:
                connection.close()
        except (error.DisplayError, error.ConnectionClosedError, OSError) as wrong:
            logger.info("no key could be grabbed: %s", type(wrong).__name__)
            self._told(Status(Came.NONE))

    def _hold(self, connection: Any) -> None:
        from Xlib import XK, X, error

        root, caught = connection.screen().root, error.CatchError(error.BadAccess)
        name = self._keys.key.lower() if len(self._keys.key) == 1 else self._keys.key
        code = connection.keysym_to_keycode(XK.string_to_keysym(name))
        masks = {"ctrl": X.ControlMask, "alt": X.Mod1Mask, "shift": X.ShiftMask, "meta": X.Mod4Mask}
        held = sum(masks[m] for m in self._keys.modifiers)
        for lock in (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask):  # Caps and Num Lock must not matter
            root.grab_key(code, held | lock, False, X.GrabModeAsync, X.GrabModeAsync, onerror=caught)
        connection.sync()
        if caught.get_error():
            self._told(Status(Came.TAKEN, self._keys.text()))
            return
        self._told(Status(Came.WORKS, self._keys.text()))
        self._wait(connection)
        root.ungrab_key(code, X.AnyModifier)
        connection.sync()

    def _wait(self, connection: Any) -> None:
        from Xlib import X

        while True:
            while connection.pending_events():
                if connection.next_event().type == X.KeyPress:
                    self._pressed()
            if self._read in select.select([connection.fileno(), self._read], [], [])[0]:
                return
