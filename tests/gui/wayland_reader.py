"""A window on Wayland that tells what our clipboard reads, for each line it is given; "other" is only a window.

usage: wayland_reader.py ours | other
"""

from __future__ import annotations

import json
import sys
import threading

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel

from credcheck.gui.clip import Clip
from credcheck.gui.clipboard import Clipboard


class Lines(QObject):
    """The lines of standard input, told on the Qt thread."""

    came = Signal(str)

    def read(self) -> None:
        """Tell each line; the end of them is the end of the program."""
        for line in sys.stdin:
            self.came.emit(line.strip())
        self.came.emit("end")


def main() -> int:
    """Show a window and answer."""
    app = QApplication(sys.argv)
    app.setDesktopFileName(sys.argv[1])
    window = QLabel(sys.argv[1])
    window.resize(300, 200)
    window.show()
    clipboard, lines = Clipboard(app), Lines()

    def tell(clip: Clip) -> None:
        """What was read, what Qt would have said unasked, and whether our window was active."""
        raw, active = QGuiApplication.clipboard().text(), QGuiApplication.focusWindow() is not None
        sys.stdout.write(json.dumps([clip.state.value, clip.text, raw, active]) + "\n")
        sys.stdout.flush()

    lines.came.connect(lambda word: app.quit() if word == "end" else clipboard.read(tell, app))
    threading.Thread(target=lines.read, daemon=True).start()
    return app.exec()


if __name__ == "__main__":
    sys.exit(main())
