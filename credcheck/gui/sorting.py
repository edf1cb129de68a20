"""The menu that sorts a table by the keyboard: a header takes no keys."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QTableView

from credcheck.gui.words import say

ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)


class SortMenu(QMenu):
    """One line a column, and one that turns the order round; it opens over the chosen row."""

    def __init__(self, table: QTableView, columns: Sequence[str]) -> None:
        """The menu of a table, whose first columns have these names."""
        super().__init__(say("queue.sort"), table)
        self._table, self._group = table, QActionGroup(self)
        self.setAccessibleName(say("queue.sort"))
        self.addSection(say("queue.sort"))
        for number, name in enumerate(columns):
            action = self.addAction(name, partial(self._sort, number))
            action.setCheckable(True)
            self._group.addAction(action)
        self.addSeparator()
        self.addAction(say("queue.sort_turn"), self._turn)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._open_at)

    def open(self) -> None:
        """Open the menu beside the chosen row."""
        now = self._table.visualRect(self._table.currentIndex())
        self._open_at(now.bottomLeft() if now.isValid() else QPoint())

    def _open_at(self, where: QPoint) -> None:
        by = self._table.horizontalHeader().sortIndicatorSection()
        actions = self._group.actions()
        for number, action in enumerate(actions):
            action.setChecked(number == by)
        self.popup(self._table.viewport().mapToGlobal(where))
        self.setActiveAction(actions[min(max(by, 0), len(actions) - 1)])

    def _sort(self, column: int) -> None:
        header = self._table.horizontalHeader()
        header.setSortIndicator(column, header.sortIndicatorOrder())

    def _turn(self) -> None:
        header = self._table.horizontalHeader()
        other = ORDERS[header.sortIndicatorOrder() is ORDERS[0]]
        header.setSortIndicator(header.sortIndicatorSection(), other)
