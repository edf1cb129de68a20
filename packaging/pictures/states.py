"""The scenes that the guide does not show: work under way, failures, empty and odd states. All people are invented."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from PySide6.QtWidgets import QMenu, QWidget

from credcheck.gui import many
from credcheck.gui.clip import CAP_CHARACTERS, Clip, State
from credcheck.gui.tables import choose_row
from credcheck.gui.theme import Tone
from credcheck.gui.words import say
from credcheck.model import Answer, Headline, Level, Outcome, RecordAxis, Sentence
from credcheck.update import Step
from pictures.guide import NOBODY, Scene, palette, shown_whole, start
from pictures.stage import EXAMPLE, Stage, scroll_to, under_way, wait
from tests import factory

PARODY = "Dr. Ima Fake\n@drimafake\nParody account. Not a doctor. Neurosurgeon of memes.\nNowhere"
HOSTILE = (
    "Jane \u202eelpmaxE\u202c Example, MD\n@jane_hostile\n"
    "Cardiologist. \u2066\u202eRN\u2069 Li\u200bcen\u200dsed <b>doctor</b> "
    + "I treat everybody. " * 520
    + "\nBoston, MA"
)
GIVEN = ("Ada", "Bea", "Cleo", "Dora", "Enid", "Faye", "Gwen", "Hope", "Iris", "June", "Jane", "Kay", "Lena")
FAMILY = ("Example", "Sample", "Muster", "Fictional", "Testwell", "Placeholder", "Specimen", "Exemplar")
MANY = "\n---\n".join(
    f"{given} {family}, MD\n@{given.lower()}_{family.lower()}\nCardiologist in Boston\nBoston, MA"
    for given in GIVEN
    for family in FAMILY
)


def scenes() -> Mapping[str, Scene]:
    """States in practice."""
    return {
        "reading": reading,
        "running": running,
        "cancelled": cancelled,
        "incomplete": lambda stage: stage.show(factory.incomplete()),
        "unforeseen": unforeseen,
        "several": lambda stage: stage.show(factory.several()),
        "contradicted": lambda stage: stage.show(factory.contradicted()),
        "bound": bound,
        "parody": lambda stage: stage.check(PARODY),
        "hostile": lambda stage: stage.check(HOSTILE),
        "hostile-odd": lambda stage: stage.show(factory.hostile()),
        "name-only": lambda stage: stage.check("Jane Example"),
        "nothing-at-all": lambda stage: stage.show(factory.empty()),
        "claim-edit": claim_edit,
        "claim-add": claim_add,
        "corrected": corrected,
        "notes": notes,
        "judged": judged,
        "proofs-empty": proofs_empty,
        "export-done": lambda stage: export(stage, stage.folder / "credcheck-jane-example-2026-11-26.pdf"),
        "export-failed": lambda stage: export(stage, Path("/nonexistent/folder/of/nobody/report.pdf")),
        "export-menu": export_menu,
        "file-menu": file_menu,
        "watch-offer": watch_offer,
        "queue-running": queue_running,
        "queue-cancelled": queue_cancelled,
        "queue-waiting": queue_waiting,
        "queue-nothing": queue_nothing,
        "queue-unread": queue_unread,
        "history-nothing": history_nothing,
        "history-undo": history_undo,
        "history-due": history_due,
        "history-checked": history_checked,
        "registers-importing": registers_importing,
        "registers-failed": registers_failed,
        "registers-undo": registers_undo,
        "registers-verified": registers_verified,
        "settings-look": lambda stage: settings(stage, "theme"),
        "settings-network": lambda stage: settings(stage, "proxy"),
        "settings-privacy": lambda stage: settings(stage, "answer_days"),
        "settings-keys": lambda stage: settings(stage, "keys"),
        "settings-registries": lambda stage: settings(stage, "registries"),
        "settings-proofs": lambda stage: settings(stage, "proofs"),
        "settings-sent": settings_sent,
        "quick-empty": lambda stage: quick(stage, Clip(State.EMPTY)),
        "quick-hung": lambda stage: quick(stage, Clip(State.NO_ANSWER)),
        "quick-unseen": lambda stage: quick(stage, Clip(State.UNSEEN)),
        "quick-secret": lambda stage: quick(stage, Clip(State.SECRET)),
        "quick-long": lambda stage: quick(stage, Clip(State.TEXT, HOSTILE[:CAP_CHARACTERS], 30_000)),
        "quick-handle": lambda stage: quick(stage, Clip(State.TEXT, "@janeexample", 12)),
        "quick-nobody": lambda stage: quick(stage, Clip(State.TEXT, NOBODY, len(NOBODY))),
        "quick-checking": quick_checking,
    }


def bare() -> Mapping[str, Scene]:
    """States of a program without a register, from which nothing leaves the machine."""
    return {
        "first-run": lambda stage: None,
        "history-empty": lambda stage: stage.go("history"),
        "no-register": no_register,
        "registers-absent": lambda stage: stage.go("registers"),
        "registers-download": registers_download,
    }


# ---------------------------------------------------------------- one check
def reading(stage: Stage) -> None:
    """A check that has no report yet."""
    page = stage.inside.check_page
    start(stage)
    page.top.field.put_in(EXAMPLE)
    page._start(under_way())
    stage.after(page.cancel)


def running(stage: Stage) -> None:
    """Answers arrive: one is in, one failed, one is awaited."""
    shown = factory.asking()
    failed = Answer("openalex", Outcome.FAILED, Sentence("net.timeout", host="api.example.org"))
    answers = (*shown.case.answers, failed)
    stage.show(replace(shown, case=replace(shown.case, answers=answers)), ends=False)


def cancelled(stage: Stage) -> None:
    """The user stopped it half way."""
    running(stage)
    stage.inside.check_page.cancel()


def unforeseen(stage: Stage) -> None:
    """What the window says of a fault of its own."""
    start(stage)
    stage.inside.check_page.message.say(
        say("gui.error.unforeseen", kind="ValueError"), Tone.BAD, (say("gui.action.again"), int)
    )


def bound(stage: Stage) -> None:
    """A page of an institution names account and person."""
    found = factory.match_not_bound()
    case = replace(found.case, bindings=(factory.binding(Level.L3), factory.binding(Level.L1, failed=True)))
    verdict = factory.verdict(RecordAxis.MATCH, Headline.BOUND, Level.L3)
    why = (verdict.why[0], Sentence("verdict.bound"))
    stage.show(replace(found, case=case, verdict=replace(verdict, why=why)))


def place_of(stage: Stage) -> int:
    """The row of the claimed place, once it is listed."""
    table = stage.inside.check_page.view().profile.table
    rows: list[int] = []

    def listed() -> bool:
        cells = (table.item(row, 1) for row in range(table.rowCount()))
        rows[:] = [row for row, cell in enumerate(cells) if cell is not None and "Boston" in cell.text()]
        return bool(rows)

    stage.until(listed)
    return rows[0]


def claim_edit(stage: Stage) -> None:
    """A claim is typed over."""
    stage.check(EXAMPLE)
    table = stage.inside.check_page.view().profile.table
    table.setCurrentCell(place_of(stage), 1)
    table.setFocus()
    table.correct()
    wait(200)
    stage.after(lambda: stage.inside.check_page.view().profile.forget())


def claim_add(stage: Stage) -> None:
    """A claim is added."""
    stage.check(EXAMPLE)
    place_of(stage)
    pane = stage.inside.check_page.view().profile
    pane.adding.open()
    pane.adding.kind.setCurrentIndex(pane.adding.kind.findData("place"))
    pane.adding.text.setText("Chicago, IL")
    stage.after(pane.adding.hide)


def corrected(stage: Stage) -> None:
    """What a correction leads to, and the way back."""
    stage.check(EXAMPLE)
    page = stage.inside.check_page
    cell = page.view().profile.table.item(place_of(stage), 1)
    assert cell is not None
    cell.setText("Denver, CO")
    stage.until(lambda: not page.running and bool(page.message.text))


def notes(stage: Stage) -> None:
    """Notes of the user."""
    stage.check(EXAMPLE)
    bar = stage.inside.check_page.judging
    stage.until(bar.isEnabled)
    for text in ("Telephoned the practice; waiting to be called back.", "A longer note. " * 12):
        bar._add_note(text)
    bar.open_notes()
    stage.after(bar.notes.hide)


def judged(stage: Stage) -> None:
    """The user disagreed, with a long reason of their own."""
    stage.check(EXAMPLE)
    bar = stage.inside.check_page.judging
    stage.until(bar.isEnabled)
    bar._disagree("The practice says that nobody of this name has worked there since the year before last.")
    wait(200)


def proofs_empty(stage: Stage) -> None:
    """A page that is nobody's, and a code for nobody."""
    stage.check(NOBODY)
    view = stage.inside.check_page.view()
    proofs = view.results.proofs
    shown_whole(stage)
    proofs.open_page()
    assert proofs.page is not None
    proofs.page.line.setText("https://blog.example.com/about-me")
    proofs.page._give()
    wait(300)
    scroll_to(view, proofs)


def export(stage: Stage, file: Path) -> None:
    """A report is written, or cannot be."""
    stage.check(EXAMPLE)
    page = stage.inside.check_page
    assert page.report is not None
    page.message.dismiss()
    stage.inside.exporting.write(page.report, file)
    stage.until(lambda: bool(page.message.text))


def export_menu(stage: Stage) -> QWidget:
    """The formats."""
    menu = stage.inside.exporting.menu
    menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
    stage.after(menu.close)
    return menu


def file_menu(stage: Stage) -> QWidget:
    """The first menu of the bar."""
    menu = stage.window.menuBar().actions()[0].menu()
    assert isinstance(menu, QMenu)
    menu.popup(stage.window.mapToGlobal(stage.window.rect().topLeft()))
    stage.after(menu.close)
    return menu


def watch_offer(stage: Stage) -> None:
    """The clipboard seems to hold a profile."""
    start(stage)
    text = say("tray.offer", who="Jane Example, MD")
    stage.inside.check_page.message.say(text, Tone.INFO, (say("gui.field.check"), int))


# ---------------------------------------------------------------- many
def queue_running(stage: Stage) -> None:
    """Many profiles, some of them checked."""
    page = stage.inside.queue_page
    stage.go("queue")
    page.adding._add(many.add_text(MANY))
    stage.until(lambda: page.counts.waiting >= 100)
    page.start()
    stage.until(lambda: page.counts.done > 8)
    stage.after(page.pause)


def queue_cancelled(stage: Stage) -> None:
    """Stopped half way."""
    page = stage.inside.queue_page
    stage.go("queue")
    page.start()
    wait(300)
    page.pause()


def queue_waiting(stage: Stage) -> None:
    """A row that waits is chosen."""
    page = stage.inside.queue_page
    stage.go("queue")
    page.filters["state"].setCurrentIndex(page.filters["state"].findData("waiting"))
    wait(400)
    choose_row(page.table, 2)
    stage.after(lambda: page.filters["state"].setCurrentIndex(0))


def queue_nothing(stage: Stage) -> None:
    """Nothing fits the search."""
    page = stage.inside.queue_page
    stage.go("queue")
    page.message.dismiss()
    page.search.setText("Zyx Nobody")
    wait(500)
    stage.after(page.search.clear)


def queue_unread(stage: Stage) -> None:
    """A list of which a part could not be read."""
    page = stage.inside.queue_page
    stage.go("queue")
    file = stage.folder / "list.csv"
    file.write_text('name,bio\n"Sam Sample","ER nurse"\n,\n,\n')
    page.adding.add_files((file,))
    stage.until(lambda: not page.adding.running)
    wait(300)


def history_nothing(stage: Stage) -> None:
    """Nothing fits the search."""
    page = stage.inside.history_page
    stage.go("history")
    page.message.dismiss()
    page.search.setText("Zyx Nobody")
    wait(500)
    stage.after(page.search.clear)


def history_undo(stage: Stage) -> None:
    """An account is erased, and can be had back for ten seconds."""
    page = stage.inside.history_page
    stage.go("history")
    stage.until(lambda: page.model.rowCount() > 3)
    choose_row(page.table, 1)
    page.erase()
    wait(300)
    stage.after(page._later.undo)


def history_due(stage: Stage) -> None:
    """Accounts that are watched are due."""
    page = stage.inside.history_page
    stage.go("history")
    page.say_due(3)
    stage.inside.rail.badge("history", 3)
    stage.after(lambda: stage.inside.rail.badge("history", 0))


def history_checked(stage: Stage) -> None:
    """An account is checked again."""
    page = stage.inside.history_page
    stage.go("history")
    page.show_everything()
    wait(500)
    choose_row(page.table, next(n for n, line in enumerate(page.model.lines) if line.account_key))
    page.check_again()
    stage.until(lambda: page.message.text not in ("", say("history.checking")))
    wait(300)


# ---------------------------------------------------------------- registers and choices
def registers_importing(stage: Stage) -> None:
    """A register is built from a file."""
    page = stage.inside.registers_page
    stage.go("registers")
    step = Step(6_400_000_000, 10_700_000_000, Sentence("mirror.reading", rows=5_412_900), 412)
    page._run(under_way(step), say("gui.registers.importing", file="npidata_pfile_example.csv"))
    wait(200)
    stage.after(page.message.dismiss)
    stage.after(page.cancel)


def registers_failed(stage: Stage) -> None:
    """A file that is no register."""
    page = stage.inside.registers_page
    stage.go("registers")
    file = stage.folder / "holiday.csv"
    file.write_text("day,place\n1,Beach\n")
    page.import_file("npi", file)
    stage.until(lambda: bool(page.message.text))
    wait(200)
    stage.after(page.message.dismiss)


def registers_undo(stage: Stage) -> None:
    """A copy is about to be removed."""
    page = stage.inside.registers_page
    stage.go("registers")
    stage.until(lambda: bool(page._listed))
    page.remove(next(copy for copy in page._listed if copy.copy))
    stage.after(page._later.undo)
    stage.after(page.message.dismiss)


def registers_verified(stage: Stage) -> None:
    """A copy is whole; another is old."""
    page = stage.inside.registers_page
    stage.go("registers")
    stage.until(lambda: bool(page._listed))
    copy = next(copy for copy in page._listed if copy.copy)
    assert copy.copy is not None
    manifest = replace(copy.copy, snapshot=date.today() - timedelta(days=100), practice=False)
    page._show((replace(copy, copy=manifest, age_days=100, is_stale=True), *page._listed[1:]))
    page.message.say(say("copies.whole", title=copy.title), Tone.GOOD)
    stage.after(page.refresh)
    stage.after(page.message.dismiss)


def settings(stage: Stage, part: str) -> None:
    """The choices, scrolled to one card."""
    page = stage.inside.settings_page
    stage.go("settings")
    wait(600)
    inner: QWidget = getattr(page, part)
    scroll_to(page, inner if part in ("keys", "registries", "proofs") else inner.parentWidget() or inner)


def settings_sent(stage: Stage) -> None:
    """What has left the machine, and a choice that was kept."""
    page = stage.inside.settings_page
    stage.go("settings")
    page.sent.wanted.emit()
    page._change(timeout_s=31.0)
    wait(400)
    scroll_to(page, page.sent)
    stage.after(page.message.dismiss)


# ---------------------------------------------------------------- the quick check
def quick(stage: Stage, clip: Clip) -> QWidget:
    """The quick check with what the clipboard held."""
    made = palette(stage)
    made._take_clip(clip)
    stage.until(lambda: made._job is None)
    return made


def quick_checking(stage: Stage) -> QWidget:
    """The quick check under way."""
    made = palette(stage)
    made._forget()
    made.field.put_in(EXAMPLE)
    made._start(under_way())
    return made


# ---------------------------------------------------------------- without a register
def no_register(stage: Stage) -> None:
    """A check that no register could answer."""
    stage.inside.check_page.welcome(None)
    stage.check(EXAMPLE)


def registers_download(stage: Stage) -> None:
    """A register is downloaded."""
    page = stage.inside.registers_page
    stage.go("registers")
    step = Step(310_000_000, 1_100_000_000, Sentence("update.downloading", file="example_2026_11.zip"), 65)
    page._run(under_way(step))
    wait(200)
    stage.after(page.cancel)
