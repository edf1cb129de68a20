"""Another program, from which a user can drag: a small window that offers what each line of its input says.

usage: drag_source.py
A line is a JSON object, {"files": [...]} or {"text": "..."}; the answer is where to take hold, then what became of it.
"""

from __future__ import annotations

import json
import sys
import threading

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

SIDE = 60


class Lines(QObject):
    """The lines of standard input, told on the Qt thread."""

    came = Signal(str)
    ended = Signal()

    def read(self) -> None:
        """Tell each line; the end of them is the end of the program."""
        for line in sys.stdin:
            self.came.emit(line)
        self.ended.emit()


class Source(QLabel):
    """Over everything, in the lower corner; a drag begins when the mouse moves with its button held."""

    def __init__(self) -> None:
        """A window that offers nothing yet."""
        super().__init__("drag me")
        self.setWindowFlags(Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.setWindowFlag(Qt.WindowType.WindowDoesNotAcceptFocus)  # the keys stay with the program under test
        corner = self.screen().availableGeometry().bottomRight()
        self.setGeometry(corner.x() - 2 * SIDE, corner.y() - 2 * SIDE, SIDE, SIDE)
        self._wanted: dict[str, list[str] | str] = {}

    def offer(self, line: str) -> None:
        """Offer this from now on, and say where to take hold."""
        self._wanted = json.loads(line)
        middle = self.mapToGlobal(self.rect().center())
        say([middle.x(), middle.y()])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin the drag; it ends when the button is let go."""
        if not event.buttons() & Qt.MouseButton.LeftButton or not self._wanted:
            return
        drag, held = QDrag(self), QMimeData()
        if files := self._wanted.get("files"):
            held.setUrls([QUrl.fromLocalFile(file) for file in files])
        else:
            held.setText(str(self._wanted["text"]))
        self._wanted = {}
        drag.setMimeData(held)
        say(drag.exec(Qt.DropAction.CopyAction).name)


def say(answer: object) -> None:
    """One line of JSON."""
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    """Show the window and stay until the input ends."""
    app = QApplication(sys.argv)
    source, lines = Source(), Lines()
    lines.came.connect(source.offer)
    lines.ended.connect(app.quit)
    source.show()
    threading.Thread(target=lines.read, daemon=True).start()
    app.exec()


main()
