"""The user's own judgement of a report, under it: agree, disagree with a reason, undecided; notes; undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import past
from credcheck.gui.fold import Fold, together
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, Text, empty, muted, row
from credcheck.gui.theme import Tone
from credcheck.gui.words import OPINIONS, say, tell
from credcheck.gui.worker import Job, Work, Worker
from credcheck.model import Report
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.store import Note

REASONS = ("namesake", "field", "outdated", "misread")


class JudgeBar(QFrame):
    """Nothing is ticked before the user has judged, whatever the verdict says."""

    decided = Signal()
    """The user has decided; what comes next must not wait for the cache."""
    settled = Signal()
    """The cache has it."""

    def __init__(self, worker: Worker) -> None:
        """Nothing to judge yet."""
        super().__init__()
        self.setProperty("part", "footer")
        self.setAccessibleName(say("judging.title"))
        self._worker = worker
        self._job: Job | None = None
        self._id = ""
        self.now = past.Judged("")
        self.state = Text("", role="muted")
        self.reasons, self.notes, self.message = Reasons(), Notes(), MessageBar()
        self.buttons = {
            name: Button(say(f"judging.{name}"), partial(self.judge, name), "", OPINIONS[name].icon)
            for name in ("agree", "disagree", "undecided")
        }
        self.undo_button = Button(say("judging.undo"), self.undo, "quiet", "undo")
        self.note_button = Button(say("judging.notes"), self.open_notes, "quiet", "note")
        self._lay_out()
        self.show_report(None)

    def show_report(self, report: Report | None) -> None:
        """Take up a report; only a finished one can be judged."""
        self.take_up(report.id if report is not None and report.complete else "")

    def take_up(self, id: str) -> None:
        """Take up the finished report of this id, which may still be on its way to the page; "" for none."""
        if id and id == self._id:
            return
        self._id = id
        self._close_panels()
        self._show(past.Judged(id))
        self.setEnabled(bool(id))
        if not id:
            self.state.say(say("judging.unsaved"))
        else:
            self._start(past.judged(id))

    def give_up(self) -> None:
        """Say that the check shown was cancelled: it will never be finished."""
        if not self._id:
            self.state.say(say("judging.cancelled"))

    # ------------------------------------------------------------ asked by the user
    def judge(self, name: str) -> None:
        """Judge; disagreeing asks for a reason first."""
        if not self._id:
            return
        if name == "disagree":
            self._close_panels()
            self.reasons.show()
            self.reasons.take_focus()
            return
        self._settle(past.judge(self._id, name))

    def undo(self) -> None:
        """Take the last judgement back, also one that has not been read yet."""
        if self._id:
            self._start(past.undo(self._id))

    def open_notes(self) -> None:
        """Show the notes, ready to write one."""
        if self._id:
            shown = self.notes.isHidden()
            self._close_panels()
            self.notes.setVisible(shown)
            self.notes.line.setFocus()

    def _disagree(self, reason: str) -> None:
        self.reasons.hide()
        self._settle(past.judge(self._id, "disagree", reason))

    def _add_note(self, text: str) -> None:
        self._start(past.note(self._id, text))

    def _drop_note(self, note: int) -> None:
        self._start(past.drop_note(self._id, note))
        back = partial(self._start, past.drop_note(self._id, note, back=True))
        self.message.say(say("judging.note_gone"), Tone.INFO, (say("judging.put_back"), back))

    # ------------------------------------------------------------ told
    def _settle(self, doing: Work) -> None:
        self._close_panels()
        self._start(doing, self.settled.emit)
        self.decided.emit()

    def _start(self, doing: Work, then: Callable[[], None] = lambda: None) -> None:
        def take(made: past.Judged) -> None:
            if made.report_id == self._id:
                self._show(made)
            then()

        self._job = self._worker.start(doing, take, self._fail, lambda: None, self)

    def _fail(self, error: CredCheckError) -> None:
        self.message.say(tell(error.sentence), Tone.BAD)

    def _show(self, made: past.Judged) -> None:
        self.now = made
        judged = made.judgement
        reason = visible(judged.reason)[:160] if judged else ""
        self.state.say(say(f"judging.was.{judged.opinion.value}", reason=reason) if judged else say("judging.not_yet"))
        self.undo_button.setVisible(judged is not None)
        for name, button in self.buttons.items():
            button.setProperty("chosen", judged is not None and judged.opinion.value == name)
            button.style().polish(button)
        count = say("judging.count", n=len(made.notes)) if made.notes else say("judging.notes")
        self.note_button.setText(count)
        self.notes.list(made.notes)

    def _close_panels(self) -> None:
        self.reasons.hide()
        self.notes.hide()
        self.message.dismiss()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 8, 16, 8)
        whole.setSpacing(8)
        for panel in (self.message, self.reasons, self.notes):
            whole.addWidget(panel)
        title = Text(say("judging.title")).sized(1.0, QFont.Weight.DemiBold)
        title.setWordWrap(False)
        said = together(title, self.state, self.undo_button)
        whole.addWidget(Fold(said, together(*self.buttons.values(), self.note_button), gap=8))
        self.reasons.chosen.connect(self._disagree)
        self.notes.added.connect(self._add_note)
        self.notes.removed.connect(self._drop_note)


class Reasons(QWidget):
    """Why the user disagrees: four usual reasons, each one key, or their own."""

    chosen = Signal(str)

    def __init__(self) -> None:
        """Hidden until asked for."""
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        self.line = QLineEdit()
        self.line.setPlaceholderText(say("judging.reason_own"))
        self.line.setAccessibleName(say("judging.reason_own"))
        self.line.returnPressed.connect(self._own)
        close = Button("", self.hide, "quiet", "cross", say("judging.reason_close"))
        asked = Text(say("judging.reason"))
        asked.setWordWrap(False)
        line = row(asked, self.line, close, gap=12)
        line.setStretch(1, 1)
        whole.addLayout(line)
        self.buttons = [self._button(number, name) for number, name in enumerate(REASONS, 1)]
        half = len(self.buttons) // 2  # two lines: the reasons are long in some languages
        for reasons in (self.buttons[:half], self.buttons[half:]):
            whole.addLayout(row(*reasons, 1))
        self.hide()

    def take_focus(self) -> None:
        """Be ready for one key."""
        self.line.clear()
        self.buttons[0].setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Esc judges nothing."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            return
        super().keyPressEvent(event)

    def _button(self, number: int, name: str) -> Button:
        reason = say(f"judging.why.{name}")
        made = Button(f"{number}  {reason}", partial(self.chosen.emit, reason), name=reason)
        key = QShortcut(QKeySequence(str(number)), self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(made.click)
        return made

    def _own(self) -> None:
        if self.line.text().strip():
            self.chosen.emit(self.line.text().strip())


class Notes(QWidget):
    """The user's notes on a report, and a line for a new one."""

    added = Signal(str)
    removed = Signal(int)

    def __init__(self) -> None:
        """Hidden until asked for."""
        super().__init__()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        self._listed = QVBoxLayout()
        self.line = QLineEdit()
        self.line.setPlaceholderText(say("judging.note_new"))
        self.line.setAccessibleName(say("judging.note_new"))
        self.line.returnPressed.connect(self._add)
        whole.addLayout(self._listed)
        whole.addWidget(self.line)
        self.hide()

    def list(self, notes: tuple[Note, ...]) -> None:
        """Show these notes, oldest first."""
        empty(self._listed)
        for note in notes[-20:]:
            when = muted(f"{note.at.astimezone():%Y-%m-%d %H:%M}", 0.9)
            when.setWordWrap(False)
            remove = Button("", partial(self.removed.emit, note.id), "quiet", "cross", say("judging.note_remove"))
            self._listed.addLayout(row(when, Text(visible(note.text)[:2000]), remove, gap=10))

    def _add(self) -> None:
        if self.line.text().strip():
            self.added.emit(self.line.text().strip())
            self.line.clear()
