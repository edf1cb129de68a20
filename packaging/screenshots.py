"""Renders the window with invented people, light and dark, into docs/images.

usage: sh packaging/x11env.sh .venv/bin/python packaging/screenshots.py [--scale 2] [--size 1240x860] [--mirrored]

Every picture is of the real program: the real checker against the practice register, in a folder that is thrown away.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

OPTIONS = argparse.ArgumentParser(description=__doc__)
OPTIONS.add_argument("--scale", default="1")
OPTIONS.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
OPTIONS.add_argument("--look", choices=("light", "dark"), action="append")
OPTIONS.add_argument("--only", action="append", help="only these pictures")
OPTIONS.add_argument("--size", default="1240x860", help="of the window, before scaling")
OPTIONS.add_argument("--mirrored", action="store_true", help="from right to left")
CHOSEN = OPTIONS.parse_args()
os.environ["QT_SCALE_FACTOR"] = CHOSEN.scale

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer  # noqa: E402 — the scale must be set first
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget  # noqa: E402

from credcheck import copies, resources  # noqa: E402
from credcheck.gui import many, theme, work  # noqa: E402
from credcheck.gui.first_run import FirstRun  # noqa: E402
from credcheck.gui.inside import Inside  # noqa: E402
from credcheck.gui.main_window import MainWindow, make_app  # noqa: E402
from credcheck.gui.quick_check import QuickCheck  # noqa: E402
from credcheck.gui.tables import choose_row  # noqa: E402
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
        self.window.resize(*map(int, CHOSEN.size.split("x")))
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
            raise RuntimeError("the window did not get there")


def wait(ms: int) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


LIST = f"{EXAMPLE}\n---\n{NOBODY}\n---\n{ANONYMOUS}\n---\nSam Sample, RN\n@samsample\nER nurse in Chicago\nChicago, IL"


def scenes() -> dict[str, Scene]:
    """Every picture and how to get there."""
    go: Callable[[str], Scene] = lambda name: lambda stage: stage.window.inside.go(name)  # noqa: E731
    return {
        "start": lambda stage: stage.window.inside.check_page.clear(),
        "welcome": welcome,
        "question": lambda stage: stage.check(HANDLE),
        "check": lambda stage: stage.check(EXAMPLE),
        "people": people,
        "judging": judging,
        "page": lambda stage: proof(stage, "page"),
        "challenge": lambda stage: proof(stage, "code"),
        "nobody": lambda stage: stage.check(NOBODY),
        "anonymous": lambda stage: stage.check(ANONYMOUS),
        "other-script": lambda stage: stage.check(RIGHT_TO_LEFT),
        "long-names": lambda stage: stage.check(LONG),
        "queue-empty": go("queue"),
        "queue": queue,
        "history": history,
        "compare": compare,
        "registers": go("registers"),
        "settings": go("settings"),
        "keys": go("keys"),
        "about": go("about"),
    }


def people(stage: Stage) -> None:
    """Scroll the results to the people and their evidence."""
    stage.check(EXAMPLE)
    wait(200)
    view = stage.window.inside.check_page.view()
    area = next(a for a in view.findChildren(QScrollArea) if a.widget() is view.results)
    area.verticalScrollBar().setValue(view.results.candidates.y() - 12)


def proof(stage: Stage, name: str) -> None:
    """A page is given, or a code is made; the results are scrolled to it."""
    inside = stage.window.inside
    stage.check(EXAMPLE)
    stage.until(lambda: inside.check_page.view().results.proofs.page_button.isEnabled())
    results = inside.check_page.view().results
    if name == "page":
        results.proofs.open_page()
        page = results.proofs.page
        assert page is not None
        page.line.setText("https://www.example.edu/staff/jane-example")
    else:
        results.proofs.open_code()
        code = results.proofs.code
        assert code is not None
        code.line.setText("telephone number of the practice, as the record gives it")
        code.button.click()
        stage.until(lambda: not code.shown.isHidden())
    wait(200)
    area = next(a for a in inside.check_page.view().findChildren(QScrollArea) if a.widget() is results)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def judging(stage: Stage) -> None:
    """The user disagrees, and is asked why."""
    bar = stage.window.inside.check_page.judging
    bar.judge("disagree")
    wait(100)


def welcome(stage: Stage) -> None:
    """The first start, as on a machine without a copy."""
    with tempfile.TemporaryDirectory() as empty:
        listed = copies.listed(replace(Settings(), data_dir=Path(empty)), date(2026, 11, 26))
    page = stage.window.inside.check_page
    page.clear()
    page.welcome(FirstRun(next(copy for copy in listed if copy.can_download)))


def queue(stage: Stage) -> None:
    """Four profiles, checked; the first is judged."""
    page = stage.window.inside.queue_page
    stage.window.inside.go("queue")
    page._add(many.add_text(LIST))
    stage.until(lambda: page.counts.waiting >= 4)
    page.start()
    stage.until(lambda: page.counts.waiting == 0)
    choose_row(page.table, 1)
    stage.until(lambda: page.preview.report is not None)
    page.preview.judging.judge("agree")
    wait(300)
    choose_row(page.table, 0)
    page.table.setFocus()
    stage.until(lambda: page.preview.report is not None)


def history(stage: Stage) -> None:
    """Past checks; one account is watched."""
    page = stage.window.inside.history_page
    stage.window.inside.go("history")
    stage.until(lambda: page.model.rowCount() > 3)
    chosen = next(n for n, line in enumerate(page.model.lines) if line.account_key)
    choose_row(page.table, chosen)
    page.watch(30)
    wait(300)


def compare(stage: Stage) -> None:
    """What changed after the account called itself otherwise."""
    stage.check(EXAMPLE.replace("Cardiologist at Example Heart Institute", "Dermatologist at Sample Skin Clinic"))
    page = stage.window.inside.history_page
    stage.window.inside.go("history")
    stage.until(lambda: page.model.rowCount() > 3)
    wait(300)
    choose_row(page.table, 0)
    page.compare()
    wait(400)


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
    if CHOSEN.mirrored:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    for look in CHOSEN.look or ("light", "dark"):
        with tempfile.TemporaryDirectory() as folder:
            theme.wear(app, theme.chosen(look))
            stage = Stage(app, Path(folder))
            for name, scene in scenes().items():
                if not CHOSEN.only or name in CHOSEN.only:
                    scene(stage)
                    wait(400)
                    shoot(stage.window, f"{name}-{look}")
                    stage.window.inside.check_page.welcome(None)
            palette = quick(stage)
            wait(400)
            shoot(palette, f"quick-{look}")
            palette.close()
            stage.window.close()
            stage.worker.shutdown()


def shoot(what: QWidget, name: str) -> None:
    """Keep a picture."""
    what.grab().save(str(CHOSEN.out / f"{name}.png"))
    print(f"{name}.png")


if __name__ == "__main__":
    main()
