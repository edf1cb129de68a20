"""Past checks as a table; more lines are fetched as one scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from credcheck.gui import icons, theme
from credcheck.gui.past import Chosen, Found
from credcheck.gui.tables import TableModel
from credcheck.gui.theme import Tone
from credcheck.gui.words import LISTED, OPINIONS, Sign, at, platform_word, say
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.store import Line

WATCHED = Sign("gui.history.watched", "eye", Tone.INFO)
Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("when", "who", "handle", "outcome", "judged")


class HistoryModel(TableModel):
    """Lines of history, newest first."""

    wanted = Signal(int)

    def __init__(self) -> None:
        """No lines."""
        super().__init__()
        self.chosen = Chosen()
        self.lines: list[Line] = []
        self.total = 0
        self._asked = -1
        self.hidden: frozenset[str] = frozenset()
        """Ids of reports that are about to be erased."""

    def take(self, chosen: Chosen, found: Found) -> None:
        """Show these lines: from the start anew, or after those that are there."""
        self.total, self._asked = found.total, -1
        kept = [line for line in found.lines if line.id not in self.hidden]
        if found.start == 0 or chosen != self.chosen:
            self.beginResetModel()
            self.chosen, self.lines = chosen, kept
            self.endResetModel()
        elif kept and found.start <= len(self.lines) + len(self.hidden):
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(kept) - 1)
            self.lines += kept
            self.endInsertRows()

    def row_of(self, report_id: str) -> int:
        """Where a report stands, -1 when it is not there."""
        return next((n for n, line in enumerate(self.lines) if line.id == report_id), -1)

    # ------------------------------------------------------------ asked by Qt
    def canFetchMore(self, parent: Index = QModelIndex()) -> bool:  # noqa: N802, B008 — Qt's signature
        """Whether there are older lines."""
        return not parent.isValid() and len(self.lines) + len(self.hidden) < self.total

    def fetchMore(self, parent: Index = QModelIndex()) -> None:  # noqa: N802, B008 — Qt's signature
        """Ask for older lines, once."""
        start = len(self.lines) + len(self.hidden)
        if not parent.isValid() and self._asked != start:
            self._asked = start
            self.wanted.emit(start)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 — Qt's signature
        """How many lines."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 — Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 — Qt's name
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _title(COLUMNS[section])
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """One cell."""
        line, name = self.lines[index.row()], COLUMNS[index.column()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell(line, name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{_title(name)}: {cell(line, name)}"
        if role == Qt.ItemDataRole.DecorationRole:
            sign = _sign(line, name)
            return icons.icon(sign.icon, theme.current().tones[sign.tone].line) if sign else None
        return None


def _title(name: str) -> str:
    return say("history.column_judged" if name == "judged" else f"gui.history.{name}")


def _sign(line: Line, name: str) -> Sign | None:
    if name == "outcome":
        return LISTED[line.headline]
    if name == "judged" and line.opinion is not None:
        return OPINIONS[line.opinion.value]
    if name == "who" and line.watched:
        return WATCHED
    return None


def cell(line: Line, name: str) -> str:
    """The text of one cell."""
    if name == "when":
        return f"{line.at.astimezone():%Y-%m-%d  %H:%M}"
    if name == "who":
        who = visible(line.name)[:200] or say("gui.nothing")
        return f"{who}  ({say('gui.history.watched')})" if line.watched else who
    if name == "handle":
        handle = at(line.handle)
        return "  ·  ".join(p for p in (handle, platform_word(line.platform) if line.platform else "") if p)
    sign = _sign(line, name)
    return sign.word if sign else ""
