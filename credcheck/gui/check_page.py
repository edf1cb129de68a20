"""The page of one check: field above, profile left, results right, messages between."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import leads, work
from credcheck.gui.clip import CAP_CHARACTERS, Clip, State
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.cures import cures
from credcheck.gui.field import FieldPane, shortcut
from credcheck.gui.judge_bar import JudgeBar
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import PAD, empty_state
from credcheck.gui.questions import ask
from credcheck.gui.reading import in_order
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Job, Work, Worker
from credcheck.model import Outcome, Report

if TYPE_CHECKING:
    from credcheck.gui.report_view import ReportView

NOTHING, READING = 0, 1


class CheckPage(QWidget):
    """Asks the worker to check, and shows each report as it grows."""

    changed = Signal()
    finished = Signal()
    """A check came to its end, and is in the history."""
    cured = Signal(str)
    """Something is to be done about the cache."""

    def __init__(self, worker: Worker, clipboard: Clipboard) -> None:
        """The empty page."""
        super().__init__()
        self._worker, self._clipboard = worker, clipboard
        self._job: Job | None = None
        self._then: Callable[[], object] = lambda: None
        self._platforms: Mapping[str, str] = {}
        self.report: Report | None = None
        self._before: Report | None = None
        self._cut = ""
        self._pages: tuple[str, ...] = ()
        self._welcome: QWidget | None = None
        self.top, self.message = FieldPane(clipboard), MessageBar()
        self._body, self.judging = QStackedWidget(), JudgeBar(worker)
        self._view: ReportView | None = None
        self._lay_out()
        self._connect()
        self.setAcceptDrops(True)

    # ------------------------------------------------------------ asked by the user
    def check(self) -> None:
        """Check what stands in the field."""
        text = self.top.field.toPlainText()
        if not text.strip():
            self.message.say(say("gui.field.empty"), Tone.WARN)
            self.top.field.setFocus()
            return
        self._start(work.check_text(text))

    def paste_and_check(self) -> None:
        """Put the clipboard's text into the field and check it."""
        self._clipboard.read(self._take_clip, self)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 — Qt's name
        """A file may be dropped: the saved page of a profile."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 — Qt's name
        """Check what the dropped file holds."""
        file = next(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        event.acceptProposedAction()
        self.top.field.put_in("")
        self._start(work.check_file(file))

    def _take_clip(self, clip: Clip) -> None:
        if clip.state is not State.TEXT:
            self.message.say(say(f"quick.{clip.state.value}", keys=shortcut("Ctrl+V")), Tone.WARN)
            return
        self.message.dismiss()
        self.top.field.put_in(clip.text)
        self._start(work.check_text(clip.text))
        if clip.length > len(clip.text):
            self._cut = say("gui.field.too_long", n=clip.length, cap=CAP_CHARACTERS)
            self.message.say(self._cut, Tone.WARN)

    def check_again(self) -> None:
        """Check the shown profile again, or the field when none is shown."""
        if self.report is None:
            self.check()
            return
        self._start(work.check_profile(self.report.case.profile, None, self._leads()), keep_report=True)

    def correct(self, change: work.Change) -> None:
        """Check again with one claim corrected; the report before can be had back."""
        before = self.report
        if before is None:
            return
        self._start(work.correct(before, change, self._leads()), keep_report=True)
        self._then = lambda: self._corrected(before)

    def _corrected(self, before: Report) -> None:
        if self.report is before:  # what was typed could not be read
            self.view().profile.forget()
            self.show_report(before)
            return
        back = (say("gui.action.undo"), lambda: self._put_back(before))
        self.message.say(say("gui.profile.corrected"), Tone.INFO, back)

    def _put_back(self, before: Report) -> None:
        self.message.dismiss()
        self.show_report(before)

    def look_at(self, address: str) -> None:
        """Check again with a page of an institution that may name the account."""
        if (report := self.report) is not None:
            card = self.view().results.proofs
            self._worker.start(leads.page(address), partial(self._look, report), card.refuse_page, lambda: None, self)

    def _look(self, report: Report, page: str) -> None:
        if self.report is not report:
            return
        self._pages = tuple(dict.fromkeys((page, *self._pages)))
        self._start(work.check_profile(report.case.profile, report.case.claims, self._leads()), keep_report=True)
        self._then = self._looked

    def _looked(self) -> None:
        if not self.message.text:
            self.message.say(say("proofs.pages.read"), Tone.INFO)

    def _leads(self) -> tuple[str, ...]:
        """The pages that were given, and those that were looked at before."""
        before = leads.pages_of(self.report) if self.report is not None else ()
        return tuple(dict.fromkeys((*self._pages, *before)))

    def make_code(self, wish: leads.Wish) -> None:
        """Make a one-time code for the shown account."""
        if self.report is not None:
            card = self.view().results.proofs
            doing = leads.make_code(self.report.case.profile, wish)
            self._worker.start(doing, card.show_code, card.refuse_code, lambda: None, self)

    def retry(self) -> None:
        """Ask again only what failed."""
        if self.report is not None:
            self._start(work.retry(self.report, self._leads()), keep_report=True)

    def cancel(self) -> None:
        """Stop the check; what has come in stays."""
        if self._job is None:
            self.message.dismiss()
            return
        self._job.cancel()
        self.message.say(say(self._call_off()), Tone.NEUTRAL)

    def _call_off(self) -> str:
        """Show what is left of a check that was cancelled; how that is said."""
        if self._before is not None:
            self.view().profile.forget()
            self.show_report(self._before)
            return "gui.progress.cancelled_again"
        self.view().results.stop()
        self.judging.give_up()
        if self.report is None:
            self._body.setCurrentIndex(NOTHING)
            return "gui.progress.cancelled_early"
        return "gui.progress.cancelled"

    def clear(self) -> None:
        """Empty the page for a new check."""
        if self._job is not None:
            self._job.cancel()
        self.top.field.put_in("")
        self.report, self._pages = None, ()
        self._judge(None)
        self.message.dismiss()
        self._body.setCurrentIndex(NOTHING)
        self.top.field.setFocus()
        self.changed.emit()

    def take_focus(self) -> None:
        """Put the keyboard into the field."""
        self.top.field.setFocus()

    def welcome(self, card: QWidget | None) -> None:
        """Put a card over the empty page, or take it away."""
        if self._welcome is not None:
            self._welcome.hide()
            self._welcome.deleteLater()
        self._welcome = card
        self._over.setContentsMargins(PAD, 12 if card is not None else 0, PAD, 0)
        if card is not None:
            self._over.addWidget(card)

    def view(self) -> ReportView:
        """The panes of a report; built after the first paint, or when first needed."""
        if self._view is None:
            from credcheck.gui.report_view import ReportView

            self._view = ReportView()
            self._view.claims_changed.connect(self.correct)
            self._view.results.proofs.page_given.connect(self.look_at)
            self._view.results.proofs.code_wanted.connect(self.make_code)
            self._view.results.settled.connect(lambda: in_order(self))
            self._body.addWidget(self._view)
        return self._view

    # ------------------------------------------------------------ told by the worker
    @property
    def running(self) -> bool:
        """Whether a check is under way."""
        return self._job is not None

    def get_ready(self, ready: work.Ready) -> None:
        """Learn the titles of registers and platforms."""
        self._platforms = dict(ready.platforms)
        self.view().results.name_registers({r.id: r.title for r in ready.registers})

    def show_report(self, report: Report) -> None:
        """Show a report, whole or so far."""
        if self.report is not None and self.report.case.profile != report.case.profile:
            self._pages = ()
        self.report = report
        self._judge(report)
        case = report.case
        view = self.view()
        view.show_report(report, partial(self._bring_forward, report))
        waiting = sum(a.outcome is Outcome.ASKING for a in case.answers)
        self.top.advance(len(case.answers) - waiting, len(case.answers))
        self.changed.emit()

    def _bring_forward(self, report: Report) -> None:
        """Show the panes, unless something else has been asked for meanwhile."""
        if self.report is report:
            self._body.setCurrentWidget(self.view())

    def _judge(self, report: Report | None) -> None:
        if self._welcome is not None:  # it offers to begin, and one has begun
            self._welcome.setVisible(report is None)
            self._over.setContentsMargins(PAD, 12 if report is None else 0, PAD, 0)
        self.judging.setVisible(report is not None)
        self.judging.show_report(report)

    def _start(self, doing: Work, keep_report: bool = False) -> None:
        if self._job is not None:
            self._job.cancel()
        self._before = self.report if keep_report and self.report is not None and self.report.complete else None
        if not keep_report:  # never a verdict on one account under the name of another
            self.report, self._pages = None, ()
            self._judge(None)
            self._body.setCurrentIndex(READING)
        self.message.dismiss()
        self._cut = ""
        self._then = lambda: None
        self.top.busy()
        self._job = self._worker.start(doing, self._take, self._fail, self._end, self)
        self.changed.emit()

    def _take(self, value: Any) -> None:
        if isinstance(value, Report):
            self.show_report(value)
        elif isinstance(value, work.Remark):
            text, actions = ask(
                work.Question(value.sentence, value.profile, value.platforms), self._platforms, self._start
            )
            self.message.say(f"{self._cut} {text}".strip(), Tone.WARN if self._cut else Tone.INFO, *actions)
        elif isinstance(value, work.Question):
            self._ask(value)

    def _fail(self, error: CredCheckError) -> None:
        actions = (*cures(error, self.cured.emit), (say("gui.action.again"), self._try_again))
        self.message.say(tell(error.sentence), Tone.BAD, *actions)

    def _try_again(self) -> None:
        (self.check if self.report is None else self.check_again)()

    def _end(self) -> None:
        self._job = None
        self.top.rest()
        if self.report is None:
            self._body.setCurrentIndex(NOTHING)
        elif self.report.complete:
            self._say_what_failed(self.report)
            self.finished.emit()
        else:  # it ended before its time
            self._call_off()
        self._then()
        self.changed.emit()

    def _say_what_failed(self, report: Report) -> None:
        failed = sum(a.outcome is Outcome.FAILED for a in report.case.answers)
        if failed:
            self.message.say(say("gui.progress.failed", n=failed), Tone.WARN, (say("gui.action.retry"), self.retry))

    def _ask(self, asked: work.Question) -> None:
        text, actions = ask(asked, self._platforms, self._start)
        self.message.say(text, Tone.INFO, *actions)

    # ------------------------------------------------------------ layout
    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.top)
        self.message.setContentsMargins(PAD, 12, PAD, 0)
        whole.addWidget(self.message)
        self._over = QVBoxLayout()
        self._over.setContentsMargins(PAD, 0, PAD, 0)
        whole.addLayout(self._over)
        whole.addWidget(self._body, 1)
        whole.addWidget(self.judging)
        self.judging.hide()
        texts = (say("gui.empty.text"), say("gui.empty.private"), say("gui.empty.limits"))
        self._body.addWidget(empty_state("bound", say("gui.empty.title"), *texts))
        self._body.addWidget(empty_state("asking", say("gui.progress.reading"), say("gui.progress.then")))

    def _connect(self) -> None:
        self.top.check.connect(self.check)
        self.top.paste.connect(self.paste_and_check)
        self.top.cancel.connect(self.cancel)
        self.top.field.shortened.connect(self._say_cut)

    def _say_cut(self, length: int) -> None:
        self.message.say(say("gui.field.too_long", n=length, cap=CAP_CHARACTERS), Tone.WARN)
