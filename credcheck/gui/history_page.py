"""The past checks: search and filter, open, check again, compare, watch, erase with undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QLineEdit, QMenu, QStackedWidget, QTableView, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import past
from credcheck.gui.compare_pane import ComparePane
from credcheck.gui.cures import cures
from credcheck.gui.filters import ChoiceBox, fill, timer
from credcheck.gui.fold import Fold, together
from credcheck.gui.history_model import HistoryModel
from credcheck.gui.later import UNDO_S, Deed, Later
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, column, empty_state, heading, muted, row
from credcheck.gui.tables import choose_row, dressed, make_room
from credcheck.gui.theme import Tone
from credcheck.gui.words import LISTED, OPINIONS, say, signs, tell
from credcheck.gui.worker import Job, Work, Worker
from credcheck.model import Report
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.store import Line

TYPING_MS = 150
WIDTHS = (134, 0, 166, 0, 120)
NARROW, WHO = 980, 142
EVERY = (("week", 7), ("month", 30), ("quarter", 90))
EMPTY, NOTHING, TABLE, COMPARED = range(4)


class HistoryPage(QWidget):
    """A table of past checks and what can be done with the chosen one."""

    opened = Signal(object)
    cured = Signal(str)
    """Something is to be done about the cache."""
    due_changed = Signal(int)

    def __init__(self, worker: Worker) -> None:
        """An empty page; `refresh` fills it."""
        super().__init__()
        self._worker = worker
        self._job: Job | None = None
        self._person = self._account = ""
        self._later = Later(worker, self)
        self.model, self.table, self.search = HistoryModel(), QTableView(), QLineEdit()
        self.verdicts, self.opinions, self.watched = ChoiceBox(), ChoiceBox(), QCheckBox(say("history.watched"))
        self.message, self.count, self.compared = MessageBar(), muted(""), ComparePane()
        self._body, self._none = QStackedWidget(), heading("", 1.15)
        self._typing = timer(self, TYPING_MS, self.refresh)
        self._make_buttons()
        self._lay_out()
        self._connect()

    # ------------------------------------------------------------ asked by the user
    def refresh(self) -> None:
        """Ask the cache for what fits."""
        self._ask(0)

    def take_focus(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()

    def line(self) -> Line | None:
        """The chosen line."""
        number = self.table.currentIndex().row()
        return self.model.lines[number] if 0 <= number < len(self.model.lines) else None

    def open_chosen(self) -> None:
        """Open the chosen line."""
        if chosen := self.line():
            self._do(past.report(chosen.id), self.opened.emit)

    def check_again(self) -> None:
        """Check the chosen account again as it was."""
        if chosen := self.line():
            self.message.say(say("history.checking"), Tone.INFO)
            self._do(past.check_again(chosen.id), self._checked_again)

    def compare(self) -> None:
        """Compare the chosen check with the one before of the same account."""
        if chosen := self.line():
            if not chosen.account_key:
                self.message.say(say("history.no_account"), Tone.NEUTRAL)
                return
            self._do(past.changed(chosen.id, chosen.account_key), self._compared)

    def same_person(self) -> None:
        """Show every account that fits the same person of a register."""
        chosen = self.line()
        if chosen is None or not chosen.person:
            self.message.say(say("history.no_person"), Tone.NEUTRAL)
            return
        self._person = chosen.person
        everything = (say("history.everything"), self.show_everything)
        self.message.say(say("history.only_person", who=chosen.person), Tone.INFO, everything)
        self.refresh()

    def show_everything(self) -> None:
        """Take every filter away."""
        self._person = self._account = ""
        self.message.dismiss()
        self.search.clear()
        self.verdicts.setCurrentIndex(0)
        self.opinions.setCurrentIndex(0)
        self.watched.setChecked(False)
        self.refresh()

    def watch(self, days: int) -> None:
        """Watch the chosen account, or with 0 days watch it no longer."""
        if chosen := self.line():
            doing = past.watch(chosen.id, days) if days else past.unwatch(chosen.account_key)
            self._do(doing, self._say_and_refresh)

    def erase(self) -> None:
        """Erase everything about the chosen account, unless the user thinks better of it in time."""
        chosen = self.line()
        if chosen is None:
            return
        self.message.dismiss()
        key = chosen.account_key
        gone = [line.id for line in self.model.lines if line.id == chosen.id or (key and line.account_key == key)]
        self.model.hidden |= frozenset(gone)
        who = visible(chosen.name or chosen.handle)[:80] or say("history.this_check")
        said = say("history.erased", who=who, seconds=UNDO_S)
        do, undone = partial(self._erase, frozenset(gone)), partial(self._keep, frozenset(gone))
        self._later.plan(Deed(chosen.id, said, past.erase(key, chosen.id), do, undone))
        self.refresh()

    def say_due(self, due: int) -> None:
        """Offer to check what is due; nothing is asked unasked."""
        if due:
            act = (say("history.again"), self._check_due)
            self.message.say(say("history.due", n=due), Tone.INFO, act)

    def _erase(self, gone: frozenset[str], doing: Work) -> None:
        self.model.hidden -= gone
        self._do(doing, lambda n: self.message.say(say("history.erased_now", n=n), Tone.INFO))

    def _keep(self, gone: frozenset[str]) -> None:
        self.model.hidden -= gone
        self.message.say(say("history.kept"), Tone.NEUTRAL)
        self.refresh()

    # ------------------------------------------------------------ told
    def _ask(self, start: int) -> None:
        if self._job is not None:
            self._job.cancel()
        chosen = self._chosen()
        take = partial(self._fill, chosen)
        self._job = self._worker.start(past.history(chosen, start), take, self._fail, self._done, self)

    def _chosen(self) -> past.Chosen:
        return past.Chosen(
            self.search.text().strip()[:200],
            str(self.verdicts.currentData() or ""),
            str(self.opinions.currentData() or ""),
            self._person,
            self._account,
            self.watched.isChecked(),
        )

    def _fill(self, chosen: past.Chosen, found: past.Found) -> None:
        before = self.line()
        self.model.take(chosen, found)
        lines = self.model.rowCount()
        self.count.say(say("gui.history.count", n=found.total) if lines else "")
        self._none.say(say("gui.history.nothing", search=chosen.search[:80]))
        if self._body.currentIndex() != COMPARED:
            self._body.setCurrentIndex(TABLE if lines else EMPTY if chosen.is_all else NOTHING)
        if lines and found.start == 0:
            choose_row(self.table, max(0, self.model.row_of(before.id) if before else 0))
        self._follow()

    def _checked_again(self, report: Report) -> None:
        verdict = signs(report)[0].word
        self.message.say(say("history.rechecked", verdict=verdict), Tone.GOOD, (say("history.compare"), self.compare))
        self.refresh()

    def _compared(self, compared: past.Compared | None) -> None:
        if compared is None:
            self.message.say(say("history.once"), Tone.NEUTRAL)
            return
        self.message.dismiss()
        self.compared.show_comparison(compared)
        self._body.setCurrentIndex(COMPARED)
        self.compared.back.setFocus()

    def _back(self) -> None:
        self._body.setCurrentIndex(TABLE)
        self.table.setFocus()

    def _check_due(self) -> None:
        self.message.say(say("history.checking"), Tone.INFO)
        self._do(past.check_due, self._due_done)

    def _due_done(self, checked: int) -> None:
        self.message.say(say("history.due_done", n=checked), Tone.GOOD)
        self._worker.start(past.due, self.due_changed.emit, lambda _: None, lambda: None, self)

    def _say_and_refresh(self, sentence: Any) -> None:
        self.message.say(tell(sentence), Tone.GOOD)

    def _do(self, doing: Work, then: Callable[[Any], object]) -> None:
        def take(value: Any) -> None:
            then(value)
            self.refresh()

        self._worker.start(doing, take, self._fail, lambda: None, self)

    def _fail(self, error: CredCheckError) -> None:
        actions = (*cures(error, self.cured.emit), (say("gui.action.again"), self.refresh))
        self.message.say(tell(error.sentence), Tone.BAD, *actions)

    def _done(self) -> None:
        self._job = None

    def _follow(self) -> None:
        chosen = self.line()
        for button in self._buttons:
            button.setEnabled(chosen is not None)
        self.watch_button.setEnabled(chosen is not None and bool(chosen.account_key))
        self._unwatch.setEnabled(chosen is not None and chosen.watched)
        self.person_button.setEnabled(chosen is not None and bool(chosen.person))

    # ------------------------------------------------------------ layout
    def _make_buttons(self) -> None:
        self.button = Button(say("gui.history.open"), self.open_chosen, "primary", "open")
        self.again_button = Button(say("history.again"), self.check_again, "", "again")
        self.compare_button = Button(say("history.compare"), self.compare, "", "compare")
        self.person_button = Button(say("history.person"), self.same_person, "", "person")
        self.watch_button = Button(say("history.watch"), int, "", "eye")
        self.erase_button = Button(say("history.erase"), self.erase, "quiet", "trash")
        menu = QMenu(self)
        for name, days in EVERY:
            menu.addAction(say(f"history.every.{name}"), partial(self.watch, days))
        self._unwatch = menu.addAction(say("history.unwatch"), partial(self.watch, 0))
        self.watch_button.setMenu(menu)
        self._buttons = (self.button, self.again_button, self.compare_button, self.erase_button)

    def _lay_out(self) -> None:
        whole = column(self, 24, 12)
        whole.addWidget(heading(say("gui.history.title"), 1.45))
        whole.addWidget(muted(say("gui.history.intro"), 1.0))
        self.search.setPlaceholderText(say("gui.history.search_hint"))
        self.search.setAccessibleName(say("gui.history.search"))
        self.search.setMinimumWidth(200)
        verdicts = [(sign.word, headline.value) for headline, sign in LISTED.items()]
        opinions = [(sign.word, name) for name, sign in OPINIONS.items()]
        fill(self.verdicts, say("history.verdict"), say("history.all_verdicts"), verdicts)
        fill(self.opinions, say("history.judged"), say("history.all_judged"), opinions)
        filters = row(self.search, self.verdicts, self.opinions, self.watched, self.count, gap=8)
        filters.setStretch(0, 1)
        whole.addLayout(filters)
        whole.addWidget(self._later.bar)
        whole.addWidget(self.message)
        self._body.addWidget(empty_state("history", say("gui.history.empty_title"), say("gui.history.empty")))
        self._body.addWidget(empty_state("search", self._none))
        self._body.addWidget(dressed(self.table, self.model, say("gui.history.table"), WIDTHS))
        self._body.addWidget(self.compared)
        whole.addWidget(self._body, 1)
        whole.addWidget(
            Fold(
                together(self.button, self.again_button, self.compare_button),
                together(self.person_button, self.watch_button, self.erase_button),
                gap=8,
            )
        )

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """In a narrow window the outcome is given the room."""
        super().resizeEvent(event)
        make_room(self.table, 1, WHO, self.width() < NARROW)

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda _: self._typing.start())
        for box in (self.verdicts, self.opinions):
            box.currentIndexChanged.connect(lambda _: self.refresh())
        self.watched.toggled.connect(lambda _: self.refresh())
        self.model.wanted.connect(self._ask)
        self.table.activated.connect(lambda _: self.open_chosen())
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._follow())
        self.compared.closed.connect(self._back)
