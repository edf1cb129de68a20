"""What stands around the window: the quick check, the tray, the global key, and the ear for later starts."""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from credcheck.gui.field import shortcut
from credcheck.gui.hotkey import DEFAULT, Hotkey
from credcheck.gui.inside import Inside
from credcheck.gui.instance import Request
from credcheck.gui.kept import switched
from credcheck.gui.listener import Listener
from credcheck.gui.main_window import MainWindow
from credcheck.gui.quick_check import QuickCheck
from credcheck.gui.theme import Tone
from credcheck.gui.tray import Tray
from credcheck.gui.watch import Watch
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from credcheck.model import Report


class Desk(QObject):
    """Lives as long as the program; the window may come and go."""

    def __init__(self, window: MainWindow, inside: Inside, worker: Worker, address: str) -> None:
        """Put everything in its place; `address` is where later starts are heard, "" for nowhere."""
        super().__init__(window)
        self._window, self._inside, self._worker, self._kept = window, inside, worker, window.kept
        self._palette: QuickCheck | None = None
        self._wanted, self._told = "", False
        self.tray, self.hotkey = Tray(self), Hotkey(worker, self)
        self.watch = Watch(worker, inside.clipboard, self)
        self.tray.checked.connect(self.quick)
        self.tray.shown.connect(self.show)
        self.tray.quitted.connect(self.quit)
        self.hotkey.pressed.connect(self.quick)
        self.watch.seen.connect(self._offer)
        inside.quick_wanted.connect(self.quick)
        inside.quit_wanted.connect(self.quit)
        inside.choices_changed.connect(self.follow)
        window.closing.connect(self._window_closes)
        inside.hotkey = self.hotkey
        if address:
            Listener(address, self).asked.connect(self._asked)
        self.follow()

    @property
    def palette(self) -> QuickCheck:
        """The quick check, built when first called for."""
        if self._palette is None:
            self._palette = QuickCheck(self._worker, self._inside.clipboard)
            self._palette.full.connect(self._full)
        self._palette.titles = self._inside.platforms
        return self._palette

    def quick(self, token: str = "") -> None:
        """Check the clipboard in the palette."""
        self.palette.pop_up(token)

    def show(self, token: str = "") -> None:
        """Bring the window forward."""
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token
        self._window.show()
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.raise_()
        self._window.activateWindow()

    def follow(self) -> None:
        """Do as the user has chosen: watching, tray, global key."""
        self.watch.turn(switched(self._kept, "watch"))
        self._stays()
        wanted = str(self._kept.value("hotkey", DEFAULT) or "")
        if wanted != self._wanted:
            self._wanted = wanted
            self.hotkey.hold(wanted)

    def quit(self) -> None:
        """End the program."""
        self.hotkey.release()
        self.tray.hide()
        self._window.close()
        QApplication.quit()

    # ------------------------------------------------------------ told
    def _stays(self) -> bool:
        """Whether the program outlives its window; asked again each time, since a tray comes and goes."""
        stays = switched(self._kept, "tray") and self.tray.is_there
        QApplication.setQuitOnLastWindowClosed(not stays)
        return stays

    def _window_closes(self) -> None:
        if self._stays() and not self._told:
            self._told = True
            self.tray.tell("CredCheck", say("tray.stays", keys=shortcut("Ctrl+Q")))

    def _asked(self, request: Request) -> None:
        if request.wish == "check-clipboard":
            self.quick(request.token)
            return
        self.show(request.token)
        if request.text:
            self._inside.put_in(request.text)

    def _full(self, text: str, report: Report | None) -> None:
        self.show()
        self._inside.show_checked(text, report)

    def _offer(self, who: str) -> None:
        text = say("tray.offer", who=who)
        self.tray.offer(say("tray.offer_title"), text, self.quick)
        action = (say("gui.field.check"), self.quick)
        self._inside.check_page.message.say(text, Tone.INFO, action)
