"""The past checks: search, and open one again without asking anybody."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QLineEdit, QStackedWidget, QTableView, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import icons, theme, work
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, column, empty_state, heading, muted, row
from credcheck.gui.theme import Tone
from credcheck.gui.words import HEADLINES, platform_word, say, tell
from credcheck.gui.worker import Job, Worker
from credcheck.model import Report
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.store import Line

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("when", "who", "handle", "outcome")
TYPING_MS = 150


class HistoryModel(QAbstractTableModel):
    """Lines of history as a table."""

    def __init__(self) -> None:
        """No lines."""
        super().__init__()
        self.lines: Sequence[Line] = ()

    def fill(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 — Qt's signature
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 — Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 — Qt's name
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"gui.history.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """One cell."""
        line, name = self.lines[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell(line, name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{say(f'gui.history.{name}')}: {cell(line, name)}"
        if role == Qt.ItemDataRole.DecorationRole and name == "outcome":
            sign = HEADLINES[line.headline]
            return icons.icon(sign.icon, theme.current().tones[sign.tone].line)
        return None


def cell(line: Line, name: str) -> str:
    """The text of one cell."""
    if name == "when":
        return f"{line.at.astimezone():%Y-%m-%d  %H:%M}"
    if name == "who":
        return visible(line.name)[:200] or say("gui.nothing")
    if name == "handle":
        handle = f"@{visible(line.handle).removeprefix('@')[:100]}" if line.handle else ""
        return "  ·  ".join(p for p in (handle, platform_word(line.platform) if line.platform else "") if p)
    return HEADLINES[line.headline].word


class HistoryPage(QWidget):
    """Search field and table."""

    opened = Signal(object)

    def __init__(self, worker: Worker) -> None:
        """An empty page; `refresh` fills it."""
        super().__init__()
        self._worker = worker
        self._job: Job | None = None
        self.model, self.table, self.search = HistoryModel(), QTableView(), QLineEdit()
        self.message, self._count = MessageBar(), muted("")
        self._body, self._none = QStackedWidget(), muted("")
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(TYPING_MS)
        self._typing.timeout.connect(self.refresh)
        self._lay_out()

    def refresh(self) -> None:
        """Ask the store for what fits the search."""
        if self._job is not None:
            self._job.cancel()
        doing = work.history(self.search.text().strip()[:200])
        self._job = self._worker.start(doing, self._fill, self._fail, self._done, self)

    def take_focus(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus()

    def open_chosen(self) -> None:
        """Open the chosen line."""
        number = self.table.currentIndex().row()
        if 0 <= number < len(self.model.lines):
            doing = work.past_report(self.model.lines[number].id)
            self._worker.start(doing, self._show, self._fail, lambda: None, self)

    def _show(self, report: Report) -> None:
        self.opened.emit(report)

    def _fill(self, lines: Sequence[Line]) -> None:
        self.model.fill(lines)
        searched = self.search.text().strip()
        self._count.say(say("gui.history.count", n=len(lines)) if lines else "")
        self._none.say(say("gui.history.nothing", search=searched[:80]))
        self._body.setCurrentIndex(2 if lines else 1 if searched else 0)
        if lines:
            self.table.selectRow(0)

    def _fail(self, error: CredCheckError) -> None:
        self.message.say(tell(error.sentence), Tone.BAD, (say("gui.action.again"), self.refresh))

    def _done(self) -> None:
        self._job = None

    def _lay_out(self) -> None:
        whole = column(self, 24, 12)
        whole.addWidget(heading(say("gui.history.title"), 1.45))
        whole.addWidget(muted(say("gui.history.intro"), 1.0))
        self.search.setPlaceholderText(say("gui.history.search_hint"))
        self.search.setAccessibleName(say("gui.history.search"))
        self.search.setMaximumWidth(420)
        self.search.textChanged.connect(lambda _: self._typing.start())
        self.button = Button(say("gui.history.open"), self.open_chosen, "", "open")
        line = row(self.search, self._count, self.button, gap=12)
        line.setStretch(0, 2)
        whole.addLayout(line)
        whole.addWidget(self.message)
        none = QWidget()
        inside = column(none, 8)
        inside.addWidget(self._none)
        inside.addStretch(1)
        self._body.addWidget(empty_state("history", say("gui.history.empty_title"), say("gui.history.empty")))
        self._body.addWidget(none)
        self._body.addWidget(self._dressed_table())
        whole.addWidget(self._body, 1)

    def _dressed_table(self) -> QTableView:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName(say("gui.history.table"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setFrameShape(QFrame.Shape.NoFrame)
        table.setTextElideMode(Qt.TextElideMode.ElideRight)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(38)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for number, width in enumerate((150, 0, 220, 330)):
            header.setSectionResizeMode(
                number, QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
            )
            if width:
                header.resizeSection(number, width)
        table.activated.connect(lambda _: self.open_chosen())
        return table
