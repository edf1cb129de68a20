"""The queue as a table: pages come from the cache when they are looked at, so that 100,000 rows cost what 200 do."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal

from credcheck.gui import icons, theme
from credcheck.gui.many import PAGE, Page, Sought
from credcheck.gui.tables import TableModel
from credcheck.gui.words import LISTED, OPINIONS, QUEUE_STATES, Sign, at, platform_word, say
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.store import Queued

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("id", "state", "name", "handle", "headline", "judged")
SORTABLE = COLUMNS[:-1]
MOST_PAGES = 40


class QueueModel(TableModel):
    """Rows that are not there yet are asked for by `wanted`, and shown as "…" until they come."""

    wanted = Signal(int)

    def __init__(self) -> None:
        """No rows."""
        super().__init__()
        self.sought = Sought()
        self.narrow = False
        """Whether the column of states is left out: then the verdict's says what has none yet."""
        self._total = 0
        self._pages: OrderedDict[int, tuple[Queued, ...]] = OrderedDict()
        self._asked: set[int] = set()

    def reset(self, sought: Sought, total: int) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.sought, self._total = sought, total
        self._pages.clear()
        self._asked.clear()
        self.endResetModel()

    def resize(self, total: int) -> None:
        """The same rows, but more or fewer of them; and what is shown may have changed."""
        if total > self._total:
            self.beginInsertRows(QModelIndex(), self._total, total - 1)
            self._total = total
            self.endInsertRows()
        elif total < self._total:
            self.beginRemoveRows(QModelIndex(), total, self._total - 1)
            self._total = total
            self.endRemoveRows()

    def take(self, page: Page) -> None:
        """Take a page in."""
        if page.sought != self.sought:
            return
        self._asked.discard(page.start)
        before = self._pages.get(page.start, ())
        self._pages[page.start] = page.rows
        self._pages.move_to_end(page.start)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        for first, last in changed(before, page.rows):
            old, new = before[first : last + 1], page.rows[first : last + 1]
            for column, name in enumerate(COLUMNS):
                if len(old) < len(new) or any(
                    cell(was, name) != cell(now, name) for was, now in zip(old, new, strict=True)
                ):
                    self._paint(page.start + first, page.start + last, column)

    def _paint(self, first: int, last: int, column: int) -> None:
        if first < self._total:
            self.dataChanged.emit(self.index(first, column), self.index(min(last, self._total - 1), column))

    def row(self, number: int) -> Queued | None:
        """One row, or None when it is not there yet; then it is asked for."""
        start = number // PAGE * PAGE
        rows = self._pages.get(start)
        if rows is None:
            self._ask(start)
            return None
        return rows[number - start] if number - start < len(rows) else None

    def starts(self) -> tuple[int, ...]:
        """Where the pages begin that are there."""
        return tuple(self._pages)

    def _ask(self, start: int) -> None:
        if start not in self._asked:
            self._asked.add(start)
            self.wanted.emit(start)

    # ------------------------------------------------------------ asked by Qt
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 — Qt's signature
        """How many rows."""
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 — Qt's signature
        """How many columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802 — Qt's name
        """The titles of the columns."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"queue.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = 0) -> Any:
        """One cell."""
        if role not in ROLES:
            return None
        row, name = self.row(index.row()), COLUMNS[index.column()]
        if row is not None and self.narrow and name == "headline" and row.headline is None:
            name = "state"
        if row is None:
            return say("queue.loading") if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DecorationRole:
            sign = sign_of(row, name)
            return icons.icon(sign.icon, theme.current().tones[sign.tone].line) if sign else None
        text = cell(row, name)
        return f"{say(f'queue.column.{name}')}: {text}" if role == Qt.ItemDataRole.AccessibleTextRole else text


def changed(before: Sequence[object], now: Sequence[object]) -> Iterator[tuple[int, int]]:
    """The runs of rows, first and last, that are not as they were: only these are painted again."""
    other = [n for n, row in enumerate(now) if n >= len(before) or before[n] != row]
    for _, run in groupby(enumerate(other), lambda pair: pair[1] - pair[0]):
        numbers = [n for _, n in run]
        yield numbers[0], numbers[-1]


ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.DecorationRole,
)


def sign_of(row: Queued, name: str) -> Sign | None:
    """The icon of a cell: states, verdicts and judgements have one, and a word beside it."""
    if name == "state":
        return QUEUE_STATES[row.state.value]
    if name == "headline" and row.headline is not None:
        return LISTED[row.headline]
    if name == "judged" and row.opinion is not None:
        return OPINIONS[row.opinion.value]
    return None


def cell(row: Queued, name: str) -> str:
    """The text of one cell."""
    if name == "id":
        return str(row.id)
    if name == "name":
        return visible(row.name)[:200] or at(row.handle) or say("queue.unnamed", n=row.id)
    if name == "handle":
        handle = at(row.handle)
        return "  ·  ".join(p for p in (handle, platform_word(row.platform) if row.platform else "") if p)
    sign = sign_of(row, name)
    return sign.word if sign else ""
