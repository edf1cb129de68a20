"""Many profiles: pasted or dropped, checked in the background, judged by keyboard with one or two keys each."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QSplitter,
    QStackedWidget,
    QTableView,
    QWidget,
)

from credcheck.errors import CredCheckError
from credcheck.gui import many
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.cures import cures
from credcheck.gui.filters import ChoiceBox, fill, timer
from credcheck.gui.fold import Fold, together
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, column, empty_state, heading, keep_edges, muted, row
from credcheck.gui.queue_adding import QueueAdding
from credcheck.gui.queue_export import QueueExport
from credcheck.gui.queue_model import COLUMNS, SORTABLE, QueueModel
from credcheck.gui.queue_preview import QueuePreview
from credcheck.gui.sorting import SortMenu
from credcheck.gui.tables import choose_row, dressed, make_room
from credcheck.gui.theme import Tone
from credcheck.gui.words import LISTED, QUEUE_STATES, say, tell
from credcheck.gui.worker import Job, Work, Worker

REFRESH_MS, TYPING_MS = 400, 150
WIDTHS = (40, 104, 0, 162, 0, 124)
NARROW, TIGHT = 1200, 980
CELL = 20
"""What a cell has around its text."""
WHO, WHO_TIGHT = 148, 108


class QueuePage(QWidget):
    """Table left, the chosen profile right."""

    opened = Signal(object)
    cured = Signal(str)
    """Something is to be done about the cache."""

    def __init__(self, worker: Worker, clipboard: Clipboard, preview: QueuePreview | None = None) -> None:
        """An empty page; `refresh` fills it. The preview may have been built before, since both take their time."""
        super().__init__()
        self._worker = worker
        self._running: Job | None = None
        self.counts, self._came = many.Counts(), False
        self.model, self.table = QueueModel(), QTableView()
        self.preview, self.message = preview or QueuePreview(worker), MessageBar()
        self.search, self.filters = QLineEdit(), {name: ChoiceBox() for name in ("state", "headline", "judged")}
        self.progress, self._none = muted("", 1.0), muted(say("queue.nothing"), 1.0)
        self._body = QStackedWidget()
        self._typing, self._ticking = timer(self, TYPING_MS, self.seek), timer(self, REFRESH_MS, self.refresh)
        self._make_buttons()
        self.adding = QueueAdding(self, worker, clipboard, self.message)
        self.adding.added.connect(self.seek)
        self.adding.taken_out.connect(self.refresh)
        self.adding.failed.connect(self._fail)
        self.exporting = QueueExport(self, worker, self.message, self._sought)
        self._lay_out()
        self._take_keys()
        self.setAcceptDrops(True)
        self.model.wanted.connect(self._get_page)
        self._follow()

    # ------------------------------------------------------------ asked by the user
    def start(self) -> None:
        """Check what waits, in the background."""
        if self._running is None:
            self.message.dismiss()
            self._running = self._worker.start(many.check_waiting, self._checked, self._fail, self._ended, self)
            self._follow()

    def pause(self) -> None:
        """Stop after what is checked; nothing finished is lost."""
        if self._running is not None:
            self._running.cancel()
            self.message.say(say("queue.paused"), Tone.NEUTRAL)

    def start_anew(self) -> None:
        """Go on with the choices that hold now: a run keeps to those it began with, be it for thousands of rows."""
        if self._running is not None:
            self._running.cancel()
            self.start()

    def seek(self) -> None:
        """Show what search, filters and order ask for."""
        self._ask_counts(fresh=True)

    def refresh(self) -> None:
        """Look again at what is shown."""
        self._ask_counts(fresh=False)

    def take_focus(self) -> None:
        """Put the keyboard where judging is done, or where an empty queue is filled."""
        self._came = True
        (self.table if self.counts.all else self.adding.paste_button).setFocus()

    def open_chosen(self) -> None:
        """Open the chosen row's report in the full view."""
        self.preview.open()

    def step(self, by: int) -> None:
        """Go some rows down or up."""
        number = min(max(self.table.currentIndex().row() + by, 0), self.model.rowCount() - 1)
        if number >= 0:
            choose_row(self.table, number)

    def check_again(self) -> None:
        """Let the chosen row be checked once more."""
        chosen = self.model.row(self.table.currentIndex().row()) if self.table.currentIndex().isValid() else None
        if chosen is not None:
            self._do(many.again(chosen.id), lambda _: self.start())

    def clear_done(self) -> None:
        """Take out what is done; the reports stay in the history."""
        self._do(many.clear_done(), lambda n: self.message.say(say("queue.cleared", n=n), Tone.INFO))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 — Qt's name
        """Files and text may be dropped."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 — Qt's name
        """Add what was dropped."""
        self.adding.take_dropped(event.mimeData())
        event.acceptProposedAction()

    # ------------------------------------------------------------ told
    def _checked(self, _: int) -> None:
        if not self._ticking.isActive():
            self._ticking.start()

    def _ended(self) -> None:
        self._running = None
        if not self.message.text:
            self.message.say(say("queue.finished"), Tone.GOOD)
        self.refresh()

    def _fail(self, error: CredCheckError) -> None:
        self.message.say(tell(error.sentence), Tone.BAD, *cures(error, self.cured.emit))

    def _do(self, doing: Work, then: Callable[[Any], object] = lambda _: None) -> None:
        def take(value: Any) -> None:
            then(value)
            self.refresh()

        self._worker.start(doing, take, self._fail, lambda: None, self)

    def _ask_counts(self, fresh: bool) -> None:
        sought = self._sought()
        take = partial(self._take_counts, sought, fresh or sought != self.model.sought)
        self._worker.start(many.counts(sought), take, self._fail, lambda: None, self)

    def _take_counts(self, sought: many.Sought, fresh: bool, counts: many.Counts) -> None:
        if sought != self._sought():
            return
        self.counts = counts
        if fresh:
            self.model.reset(sought, counts.fitting)
        else:
            self.model.resize(counts.fitting)
            for start in self.model.starts():
                self._get_page(start)
        if counts.fitting and not self.table.currentIndex().isValid():
            choose_row(self.table, 0)
        self._follow()
        if self._came and self.adding.paste_button.hasFocus():  # only now it is known what there is
            self.take_focus()
        self._came = False

    def _get_page(self, start: int) -> None:
        take = self._take_page
        self._worker.start(many.page(self.model.sought, start), take, self._fail, lambda: None, self)

    def _take_page(self, page: many.Page) -> None:
        self.model.take(page)
        if page.rows:
            self._fit_numbers(max(row.id for row in page.rows))
        self._show_chosen()

    def _fit_numbers(self, highest: int) -> None:
        """Numbers of five digits need more room than those of one; the column never grows narrow again."""
        header, column = self.table.horizontalHeader(), COLUMNS.index("id")
        wanted = self.table.fontMetrics().horizontalAdvance(str(highest)) + CELL
        if wanted > header.sectionSize(column) > 0:
            header.resizeSection(column, wanted)

    def _show_chosen(self) -> None:
        now = self.table.currentIndex()
        self.preview.show_row(self.model.row(now.row()) if now.isValid() else None)

    def _sought(self) -> many.Sought:
        header = self.table.horizontalHeader()
        order = SORTABLE[header.sortIndicatorSection()] if header.sortIndicatorSection() < len(SORTABLE) else "id"
        chosen = {name: str(box.currentData() or "") for name, box in self.filters.items()}
        descending = header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return many.Sought(self.search.text().strip()[:200], **chosen, order=order, descending=descending)

    def _follow(self) -> None:
        """Show what fits the state: what there is, what runs, what can be pressed."""
        counts, running = self.counts, self._running is not None
        self._body.setCurrentIndex(0 if not counts.all else 1 if not counts.fitting else 2)
        self.preview.judging.setVisible(counts.fitting > 0)  # nothing can be judged that is not shown
        said = say("queue.progress", n=counts.all, done=counts.done) if counts.all else ""
        said += f" · {say('queue.failed', n=counts.failed)}" if counts.failed else ""
        self.progress.say(
            said if counts.fitting == counts.all else f"{said} · {say('queue.fitting', n=counts.fitting)}"
        )
        self.start_button.setVisible(not running)
        self.start_button.setEnabled(counts.waiting > 0)
        self.pause_button.setVisible(running)
        self.clear_button.setEnabled(counts.done > 0)
        self.exporting.button.setEnabled(counts.done > 0)

    def _decided(self) -> None:
        """Go on at once, so that the next key means the next row; where judged rows are left out, it slides up."""
        if self.filters["judged"].currentData() == "no" or self.table.currentIndex().row() + 1 >= self.model.rowCount():
            self.preview.show_row(None)
        else:
            self.step(1)

    # ------------------------------------------------------------ layout
    def _make_buttons(self) -> None:
        self.start_button = Button(say("queue.start"), self.start, "primary", "search")
        self.pause_button = Button(say("queue.pause"), self.pause, "", "stop")
        self.clear_button = Button(say("queue.clear"), self.clear_done, "quiet", "cross")

    def _lay_out(self) -> None:
        whole = column(self, 0, 0)
        top = QWidget()
        inside = column(top, 24, 12)
        more = (self.clear_button, self.exporting.button, self.exporting.stop_button)
        buttons = (*more, self.adding.paste_button, self.adding.open_button, self.start_button, self.pause_button)
        inside.addWidget(Fold(heading(say("queue.title"), 1.45), together(*buttons), gap=8))
        inside.addWidget(muted(say("queue.intro"), 1.0))
        inside.addWidget(self.message)
        inside.addLayout(self._filter_row())
        self._body.addWidget(
            empty_state("queue", say("queue.empty_title"), say("queue.empty"), say("queue.empty_private"))
        )
        self._body.addWidget(empty_state("search", self._none))
        self._body.addWidget(self._split())
        inside.addWidget(self._body, 1)
        inside.setContentsMargins(24, 24, 24, 12)
        whole.addWidget(top, 1)
        whole.addWidget(self.preview.judging)

    def _filter_row(self) -> QHBoxLayout:
        self.search.setPlaceholderText(say("queue.search_hint"))
        self.search.setAccessibleName(say("queue.search"))
        self.search.setMinimumWidth(180)
        self.search.textChanged.connect(lambda _: self._typing.start())
        verdicts = [(sign.word, headline.value) for headline, sign in LISTED.items()]
        states = [(sign.word, state) for state, sign in QUEUE_STATES.items()]
        judged = [(say("queue.judged_yes"), "yes"), (say("queue.judged_no"), "no")]
        for name, title, everything, choices in (
            ("state", "queue.state", "queue.all_states", states),
            ("headline", "queue.verdict", "queue.all_verdicts", verdicts),
            ("judged", "queue.judged", "queue.all_judged", judged),
        ):
            fill(self.filters[name], say(title), say(everything), choices)
            self.filters[name].currentIndexChanged.connect(lambda _: self.seek())
        made = row(self.search, *self.filters.values(), self.progress, gap=8)
        made.setStretch(0, 1)
        return made

    def _split(self) -> QSplitter:
        table = dressed(self.table, self.model, say("queue.table"), WIDTHS)
        table.setSortingEnabled(False)
        header = table.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(0, Qt.SortOrder.AscendingOrder)
        header.sortIndicatorChanged.connect(lambda *_: self.seek())
        self.sorting = SortMenu(table, [say(f"queue.column.{name}") for name in SORTABLE])
        table.setToolTip(say("queue.keys", down="J", up="K"))
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        table.activated.connect(lambda _: self.open_chosen())
        made = QSplitter(Qt.Orientation.Horizontal)
        made.setChildrenCollapsible(False)
        made.setHandleWidth(12)
        keep_edges(made)
        made.addWidget(table)
        made.addWidget(self.preview)
        made.setSizes([720, 400])
        made.setStretchFactor(0, 3)
        made.setStretchFactor(1, 2)
        return made

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """In a narrow window the columns that say least make room; the preview says them too."""
        super().resizeEvent(event)
        narrow, tight = self.width() < NARROW, self.width() < TIGHT
        for name, hidden in (("state", narrow), ("id", tight), ("handle", tight)):
            self.table.setColumnHidden(COLUMNS.index(name), hidden)
        self.model.narrow = narrow
        make_room(self.table, COLUMNS.index("name"), WHO_TIGHT if tight else WHO, narrow)

    def _row_changed(self, now: QModelIndex, _: QModelIndex) -> None:
        self.preview.show_row(self.model.row(now.row()) if now.isValid() else None)

    def _take_keys(self) -> None:
        judging = self.preview.judging
        judging.decided.connect(self._decided)
        judging.settled.connect(self.refresh)
        self.preview.opened.connect(self.opened)
        keys: tuple[tuple[str, Callable[[], object]], ...] = (
            ("J", partial(self.step, 1)), ("K", partial(self.step, -1)), ("R", self.check_again),
            ("1", partial(judging.judge, "agree")), ("2", partial(judging.judge, "disagree")),
            ("3", partial(judging.judge, "undecided")), ("U", judging.undo), ("N", judging.open_notes),
            ("S", self.sorting.open),
        )  # fmt: skip
        for key, do in keys:
            made = QShortcut(QKeySequence(key), self.table)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.setAutoRepeat(key in "JK")  # a key held down goes on, but never judges row after row
            made.activated.connect(do)
        # Everywhere on the page; a field to write in keeps the key for itself.
        pasted = QShortcut(QKeySequence("Ctrl+V"), self)
        pasted.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        pasted.setAutoRepeat(False)
        pasted.activated.connect(self.adding.paste)
