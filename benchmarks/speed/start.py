"""Start to first paint: `credcheck gui` against Qt for Python's own first example, in turn, in the same run.

usage: python benchmarks/speed/start.py [--runs 15] [--target 1.3]    prints a table; exit code 1 above the target
Without a display it measures on Qt's offscreen platform.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Qt for Python's own first example, with a word when it is painted.
BARE = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QVBoxLayout, QWidget
class Window(QWidget):
    def __init__(self):
        super().__init__()
        self.button = QPushButton("Click me!")
        self.text = QLabel("Hello World", alignment=Qt.AlignmentFlag.AlignCenter)
        self.layout = QVBoxLayout(self)
        self.layout.addWidget(self.text)
        self.layout.addWidget(self.button)
    def paintEvent(self, event):
        super().paintEvent(event)
        print("painted", flush=True)
        QTimer.singleShot(0, QApplication.quit)
app = QApplication(sys.argv)
window = Window()
window.resize(800, 600)
window.show()
app.exec()
"""
OURS = """
import sys
from PySide6.QtCore import QTimer
from credcheck import __main__ as program
from credcheck.gui import main_window
show = main_window.MainWindow.showEvent
def shown(self, event):
    self.painted.disconnect()
    self.painted.connect(lambda: (print("painted", flush=True), QTimer.singleShot(0, self.close)))
    show(self, event)
main_window.MainWindow.showEvent = shown
sys.argv = ["credcheck", "gui", "--practice", "--data-dir", sys.argv[1]]
program.main()
"""


def seconds(code: str, folder: str) -> float:
    """From starting Python to the first paint."""
    begun = time.perf_counter()
    command = [sys.executable, "-c", code, folder]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as running:
        assert running.stdout is not None
        if running.stdout.readline().strip() != "painted":
            raise SystemExit("the window was not painted")
        return time.perf_counter() - begun


def main() -> int:
    """Measure in turn, print medians and their ratio."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=15)
    options.add_argument("--target", type=float, default=1.3)
    chosen = options.parse_args()
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    bare, ours = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(chosen.runs + 1):
            bare.append(seconds(BARE, folder))
            ours.append(seconds(OURS, folder))
    bare, ours = bare[1:], ours[1:]  # the first pair warms the disk
    ratio = statistics.median(ours) / statistics.median(bare)
    for name, times in (("bare PySide6 window", bare), ("CredCheck window", ours)):
        print(f"{name:<22} median {statistics.median(times) * 1000:6.0f} ms   best {min(times) * 1000:6.0f} ms")
    print(f"ratio of medians {ratio:.2f} (target {chosen.target}), ratio of bests {min(ours) / min(bare):.2f}")
    return int(ratio > chosen.target)


if __name__ == "__main__":
    sys.exit(main())
