"""How every table of the window looks and behaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QModelIndex,
    QModelRoleData,
    QModelRoleDataSpan,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

Index = QModelIndex | QPersistentModelIndex
ROW = 38
LINES = 2
"""How many lines a cell may take before its words are cut."""


class TableModel(QAbstractTableModel):
    """A table that Qt asks once a cell, not once for each of its seven roles.

    Each question of Qt waits for Python's lock, which a busy worker holds; a painted table asks for 200 cells.
    """

    def multiData(self, index: Index, roleDataSpan: QModelRoleDataSpan | QModelRoleData) -> None:  # noqa: N802, N803
        """Fill in what `data` says of each role."""
        wanted = cast("Sequence[QModelRoleData]", roleDataSpan)  # the stubs do not know that it is one
        for number in range(len(wanted)):
            one = wanted[number]
            found = self.data(index, one.role())
            if found is None:
                one.clearData()
            else:
                one.setData(found)


def dressed(table: QTableView, model: QAbstractItemModel, name: str, widths: Sequence[int]) -> QTableView:
    """A table of whole rows; a column of width 0 takes what the others leave."""
    table.setModel(model)
    table.setAccessibleName(name)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setShowGrid(False)
    table.setWordWrap(True)
    table.setTabKeyNavigation(False)
    table.setFrameShape(QFrame.Shape.NoFrame)
    table.setTextElideMode(Qt.TextElideMode.ElideRight)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(max(ROW, LINES * table.fontMetrics().lineSpacing() + 10))
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
    for number, width in enumerate(widths):
        mode = QHeaderView.ResizeMode.Interactive if width else QHeaderView.ResizeMode.Stretch
        header.setSectionResizeMode(number, mode)
        if width:
            header.resizeSection(number, max(width, header.sectionSizeHint(number)))
    return table


def make_room(table: QTableView, names: int, width: int, narrow: bool) -> None:
    """In a narrow page the column of names is so wide, and the verdict beside it takes what is left."""
    header = table.horizontalHeader()
    mode = QHeaderView.ResizeMode.Interactive if narrow else QHeaderView.ResizeMode.Stretch
    if header.sectionResizeMode(names) is not mode or header.sectionSize(names) != width:
        header.setSectionResizeMode(names, mode)
        if narrow:
            header.resizeSection(names, width)


def choose_row(table: QTableView, number: int) -> None:
    """Choose a row. Qt's own `selectRow` does nothing from right to left when the columns end at the edge."""
    table.setCurrentIndex(table.model().index(number, 0))
