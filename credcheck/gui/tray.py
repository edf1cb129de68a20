"""The icon in the tray, where there is a tray: everything in it is in the window too."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from credcheck.gui import icons
from credcheck.gui.words import say

LOOK_AGAIN_MS, TIMES = 2000, 15
"""A tray may come up after us: it is looked for again, for half a minute."""


class Tray(QObject):
    """Check the clipboard, show the window, quit."""

    checked = Signal()
    shown = Signal()
    quitted = Signal()

    def __init__(self, parent: QObject) -> None:
        """The icon appears when there is a place for it."""
        super().__init__(parent)
        self._icon = QSystemTrayIcon(icons.app_icon(), self)
        self._icon.setToolTip(say("tray.tip"))
        self._menu = QMenu()
        for name, signal in (("quick", self.checked), ("show", self.shown), ("quit", self.quitted)):
            self._add(name, signal.emit)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._clicked)
        self._offer: Callable[[], object] | None = None
        self._left = TIMES
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(LOOK_AGAIN_MS)
        self._look()

    @property
    def is_there(self) -> bool:
        """Whether the icon can really be seen; only then may the window go and leave it alone."""
        return self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    def offer(self, title: str, text: str, accept: Callable[[], object]) -> None:
        """Offer something; nothing happens unless the user clicks it."""
        self.tell(title, text)
        self._offer = accept

    def tell(self, title: str, text: str) -> None:
        """Say something; a click on it does nothing."""
        self._offer = None
        self._icon.showMessage(title, text, icons.app_icon(), 8000)

    def hide(self) -> None:
        """Take the icon away."""
        self._timer.stop()
        self._icon.hide()

    def _look(self) -> None:
        self._left -= 1
        if QSystemTrayIcon.isSystemTrayAvailable():
            self._icon.show()
            self._timer.stop()
        elif self._left <= 0:
            self._timer.stop()

    def _add(self, name: str, do: Callable[[], object]) -> None:
        action = QAction(say(f"tray.{name}"), self._menu)
        action.triggered.connect(lambda: do())
        self._menu.addAction(action)

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.checked.emit()

    def _clicked(self) -> None:
        accept, self._offer = self._offer, None
        if accept is not None:
            accept()
