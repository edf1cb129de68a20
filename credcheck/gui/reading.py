"""The order in which a page is read: Tab and a screen reader go through it as the eye does."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QStackedWidget, QWidget


def in_order(whole: QWidget) -> None:
    """Bring the keyboard and the screen reader through a widget in its order, also where parts were built anew."""
    for one, next_one in pairwise(_stops(whole)):
        QWidget.setTabOrder(one, next_one)


def _stops(whole: QWidget) -> Iterator[QWidget]:
    """What takes the keyboard; on the way, what a screen reader would read in another order is put right."""
    if whole.focusPolicy() & Qt.FocusPolicy.TabFocus:
        yield whole
        return
    parts = parts_of(whole)
    if not isinstance(whole, QStackedWidget):  # of which one is seen at a time
        put_right(parts)
    for part in parts:
        yield from _stops(part)


def parts_of(whole: QWidget) -> list[QWidget]:
    """What stands directly in a widget, as the eye meets it."""
    if isinstance(whole, QSplitter | QStackedWidget):
        return [part for n in range(whole.count()) if (part := whole.widget(n)) is not None]
    if isinstance(whole, QScrollArea):
        return [inside] if (inside := whole.widget()) is not None else []
    layout = whole.layout()
    return list(_laid_out(layout)) if layout is not None else []


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for part in filter(None, (layout.itemAt(number) for number in range(layout.count()))):
        widget, inner = part.widget(), part.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def put_right(parts: list[QWidget]) -> None:
    """Let siblings be children in this order: Qt hands them to a screen reader as they were made or put in front."""
    around = parts[0].parentWidget() if parts else None
    if around is None:
        return
    wanted = set(parts)
    if [child for child in around.children() if child in wanted] != parts:
        for part in parts:
            part.raise_()
