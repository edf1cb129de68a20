"""Renders the window with invented people, light and dark, into docs/images.

usage: sh packaging/x11env.sh .venv/bin/python packaging/screenshots.py [--scale 1] [--out docs/images]

Every picture is of the real program: the real checker against the practice register, in a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

OPTIONS = argparse.ArgumentParser(description=__doc__)
OPTIONS.add_argument("--scale", default="1")
OPTIONS.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
OPTIONS.add_argument("--look", choices=("light", "dark"), action="append")
CHOSEN = OPTIONS.parse_args()
os.environ["QT_SCALE_FACTOR"] = CHOSEN.scale

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer  # noqa: E402 — the scale must be set first
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget  # noqa: E402

from credcheck import resources  # noqa: E402
from credcheck.gui import theme, work  # noqa: E402
from credcheck.gui.inside import Inside  # noqa: E402
from credcheck.gui.main_window import MainWindow, make_app  # noqa: E402
from credcheck.gui.quick_check import QuickCheck  # noqa: E402
from credcheck.gui.worker import Worker  # noqa: E402
from credcheck.settings import Settings  # noqa: E402

EXAMPLE = resources.read("practice/example_profile.txt").strip()
RIGHT_TO_LEFT = "ليلى مثال\n@laila_mithal\nطبيبة قلب في مستشفى المثال. Cardiologist, MD\nBoston, MA"
LONG_NAME = "Maximiliana-Alexandrina " * 3 + "Example-Sampleton, MD, PhD, FACC"
LONG = f"{LONG_NAME}\n@{'very_long_handle_' * 4}\nCardiologist\nBoston, MA"
NOBODY = "Quentin Unlisted, MD\n@quentin_unlisted\nDermatologist in Denver\nDenver, CO"
ANONYMOUS = "The Night Nurse\n@thenightnurse\nStories from the ward. RN.\nSomewhere"
HANDLE = "@janeexample"
Scene = Callable[["Stage"], None]


class Stage:
    """The window, and ways to wait for it."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        """Open the program on a folder of its own."""
        self.worker = Worker(work.Opener(replace(Settings(), data_dir=folder), True), app)
        kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        self.window = MainWindow(
            kept, lambda window: Inside(window, self.worker, kept, work.Opening(practice=True, text=EXAMPLE))
        )
        self.window.resize(1240, 860)
        self.window.show()
        self.until(lambda: self.window.inside._ready is not None)

    def check(self, text: str) -> None:
        """Check a text and wait for the end."""
        self.window.inside.go("check")
        self.window.inside.check_page.top.field.put_in(text)
        self.window.inside.check_page.check()
        self.until(lambda: not self.window.inside.check_page.running)
        if text.strip() != HANDLE and self.window.inside.check_page.report is None:
            raise SystemExit(f"no report came: {self.window.inside.check_page.message.text}")

    def until(self, true: Callable[[], bool], patience: int = 600) -> None:
        """Let the window live until something is so."""
        while not true() and patience:
            patience -= 1
            wait(100)
        if not patience:
            raise SystemExit("the window did not get there")


def wait(ms: int) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def scenes() -> dict[str, Scene]:
    """Every picture and how to get there."""
    return {
        "start": lambda stage: stage.window.inside.check_page.clear(),
        "question": lambda stage: stage.check(HANDLE),
        "check": lambda stage: stage.check(EXAMPLE),
        "nobody": lambda stage: stage.check(NOBODY),
        "anonymous": lambda stage: stage.check(ANONYMOUS),
        "right-to-left": lambda stage: stage.check(RIGHT_TO_LEFT),
        "long-names": lambda stage: stage.check(LONG),
        "history": lambda stage: stage.window.inside.go("history"),
        "registers": lambda stage: stage.window.inside.go("registers"),
        "about": lambda stage: stage.window.inside.go("about"),
    }


def people(stage: Stage) -> None:
    """Scroll the results to the people and their evidence."""
    stage.check(EXAMPLE)
    wait(200)
    view = stage.window.inside.check_page.view()
    area = next(a for a in view.findChildren(QScrollArea) if a.widget() is view.results)
    area.verticalScrollBar().setValue(view.results.candidates.y() - 12)


def quick(stage: Stage) -> QWidget:
    """The quick check, with the example as if it came from the clipboard."""
    palette = QuickCheck(stage.worker, stage.window.inside.clipboard)
    palette.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    palette.show()
    palette.field.put_in(EXAMPLE)
    palette.check()
    stage.until(lambda: palette.report is not None and palette.report.complete)
    palette.full_button.setFocus()
    return palette


def main() -> None:
    """Render everything."""
    CHOSEN.out.mkdir(parents=True, exist_ok=True)
    app = make_app(["credcheck"])
    with tempfile.TemporaryDirectory() as folder:
        theme.wear(app, theme.LIGHT)
        stage = Stage(app, Path(folder))
        for look in CHOSEN.look or ("light", "dark"):
            theme.wear(app, theme.chosen(look))
            for name, scene in (scenes() | {"people": people}).items():
                scene(stage)
                wait(400)
                stage.window.grab().save(str(CHOSEN.out / f"{name}-{look}.png"))
                print(f"{name}-{look}.png")
            palette = quick(stage)
            wait(400)
            palette.grab().save(str(CHOSEN.out / f"quick-{look}.png"))
            palette.close()
        stage.window.close()
        stage.worker.shutdown()


if __name__ == "__main__":
    main()
