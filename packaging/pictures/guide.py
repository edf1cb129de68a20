"""The scenes of the user guide, in practice: the real checker against the practice register."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from credcheck import copies
from credcheck.gui import many
from credcheck.gui.first_run import FirstRun
from credcheck.gui.quick_check import QuickCheck
from credcheck.gui.tables import choose_row
from credcheck.settings import Settings
from pictures.stage import EXAMPLE, HANDLE, Stage, scroll_to, wait

RIGHT_TO_LEFT = "ليلى مثال\n@laila_mithal\nطبيبة قلب في مستشفى المثال. Cardiologist, MD\nBoston, MA"
LONG_NAME = "Maximiliana-Alexandrina Example-Sampleton-Placeholder, MD, PhD, FACC"
LONG = f"{LONG_NAME}\n@maximiliana_ex\nCardiologist\nBoston, MA"
NOBODY = "Quentin Unlisted, MD\n@quentin_unlisted\nDermatologist in Denver\nDenver, CO"
ANONYMOUS = "The Night Nurse\n@thenightnurse\nStories from the ward. RN.\nSomewhere"
LIST = f"{EXAMPLE}\n---\n{NOBODY}\n---\n{ANONYMOUS}\n---\nSam Sample, RN\n@samsample\nER nurse in Chicago\nChicago, IL"
LOW = 700
"""In a lower window a whole card cannot be seen."""
Scene = Callable[[Stage], QWidget | None]


def scenes() -> Mapping[str, Scene]:
    """Every picture of the guide and how to get there; a scene may give another widget than the window."""
    return {
        "start": start,
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
        "queue-empty": lambda stage: stage.go("queue"),
        "queue": queue,
        "history": history,
        "compare": compare,
        "registers": lambda stage: stage.go("registers"),
        "settings": lambda stage: stage.go("settings"),
        "keys": lambda stage: stage.go("keys"),
        "about": lambda stage: stage.go("about"),
        "quick": quick,
    }


def start(stage: Stage) -> None:
    """Nothing is checked yet."""
    stage.go("check")
    stage.inside.check_page.clear()


def people(stage: Stage) -> None:
    """Scroll the results to the people and their evidence."""
    stage.check(EXAMPLE)
    view = stage.inside.check_page.view()
    scroll_to(view, view.results.candidates)


def shown_whole(stage: Stage) -> None:
    """Wait until the last part of a report is built."""
    page = stage.inside.check_page
    proofs = page.view().results.proofs
    stage.until(lambda: page.report is not None and proofs._profile == page.report.case.profile)
    stage.until(proofs.page_button.isEnabled)


def proof(stage: Stage, name: str) -> None:
    """A page is given, or a code is made; the results are scrolled to it."""
    stage.check(EXAMPLE)
    view = stage.inside.check_page.view()
    proofs = view.results.proofs
    shown_whole(stage)
    if name == "page":
        proofs.open_page()
        assert proofs.page is not None
        proofs.page.line.setText("https://www.example.edu/staff/jane-example")
    else:
        proofs.open_code()
        code = proofs.code
        assert code is not None
        code.line.setText("telephone number of the practice, as the record gives it")
        code.button.click()
        stage.until(lambda: not code.shown.isHidden())
    panel = proofs.page if name == "page" else proofs.code
    scroll_to(view, panel if panel is not None and stage.window.height() < LOW else proofs)


def judging(stage: Stage) -> None:
    """The user disagrees, and is asked why."""
    stage.check(EXAMPLE)
    bar = stage.inside.check_page.judging
    stage.until(bar.isEnabled)
    bar.judge("disagree")
    stage.after(bar.reasons.hide)


def welcome(stage: Stage) -> None:
    """The first start, as on a machine without a copy."""
    with tempfile.TemporaryDirectory() as empty:
        listed = copies.listed(replace(Settings(), data_dir=Path(empty)), date(2026, 11, 26))
    start(stage)
    stage.inside.check_page.welcome(FirstRun(next(copy for copy in listed if copy.can_download)))


def queue(stage: Stage) -> None:
    """Four profiles, checked; the first is judged."""
    page = stage.inside.queue_page
    stage.go("queue")
    page.adding._add(many.add_text(LIST))
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
    page = stage.inside.history_page
    stage.go("history")
    stage.until(lambda: page.model.rowCount() > 3)
    chosen = next(n for n, line in enumerate(page.model.lines) if line.account_key)
    choose_row(page.table, chosen)
    page.watch(30)
    wait(300)


def compare(stage: Stage) -> None:
    """What changed after the account called itself otherwise."""
    stage.check(EXAMPLE.replace("Cardiologist at Example Heart Institute", "Dermatologist at Sample Skin Clinic"))
    page = stage.inside.history_page
    stage.go("history")
    stage.until(lambda: page.model.rowCount() > 3)
    wait(300)
    choose_row(page.table, 0)
    page.compare()
    wait(400)
    stage.after(page._back)


def palette(stage: Stage) -> QuickCheck:
    """The quick check, shown."""
    made = QuickCheck(stage.worker, stage.inside.clipboard)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    made.titles = stage.inside.platforms
    made.show()
    made.full_button.setFocus()
    stage.after(made.close)
    return made


def quick(stage: Stage) -> QWidget:
    """The quick check, with the example as if it came from the clipboard."""
    made = palette(stage)
    made.field.put_in(EXAMPLE)
    made.check()
    stage.until(lambda: made.report is not None and made.report.complete)
    return made
