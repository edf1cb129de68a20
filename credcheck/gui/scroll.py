"""Pages that scroll."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QWidget

AROUND, SETTLE_MS = 24, 30
"""What is seen around the part that has the keyboard."""


class Area(QScrollArea):
    """Follows the keyboard from where reading starts; Qt's own goes to the wrong end from right to left."""

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802 — Qt's names
        """Move the keyboard, and show where it went."""
        moved = QWidget.focusNextPrevChild(self, next)
        if moved and (on := self.focusWidget()) is not None and self.isAncestorOf(on):
            self.show_part(on)
        return moved

    def show_part(self, part: QWidget, where: QRect | None = None) -> None:
        """Scroll until a part, or a place in it, is seen; its beginning, where it is larger than the room."""
        page, inside = self.widget(), where or part.rect()
        if page is None or not page.isAncestorOf(part):
            return
        place = QRect(part.mapTo(page, inside.topLeft()), inside.size())
        start = page.width() - place.right() - 1 if self.isRightToLeft() else place.left()
        _into(self.horizontalScrollBar(), start, place.width(), self.viewport().width())
        _into(self.verticalScrollBar(), place.top(), place.height(), self.viewport().height())


def _into(bar: QScrollBar, start: int, length: int, room: int) -> None:
    if start < bar.value() or length > room:
        bar.setValue(start - AROUND)
    elif start + length > bar.value() + room:
        bar.setValue(start + length + AROUND - room)


def reveal(part: QWidget, where: QRect | None = None) -> None:
    """Scroll what a part stands in until it is seen, once it has its place."""
    QTimer.singleShot(SETTLE_MS, part, lambda: _reveal(part, where))


def _reveal(part: QWidget, where: QRect | None) -> None:
    around = part.parentWidget()
    while around is not None:
        if isinstance(around, Area):
            around.show_part(part, where)
        around = around.parentWidget()


def scrolling(page: QWidget, name: str) -> Area:
    """A page that scrolls up and down, never sideways."""
    area = Area()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setAccessibleName(name)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    page.setProperty("part", "page")
    page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    area.setWidget(page)
    area.viewport().setAutoFillBackground(False)
    return area


def readable(page: QWidget, name: str) -> Area:
    """A page to read, on which nothing is pressed: it takes the keyboard, so that the keys scroll."""
    area = scrolling(page, name)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return area


class Least(QWidget):
    """Holds one thing at least so large, whatever that thing says of itself."""

    def __init__(self, inner: QWidget, least: QSize) -> None:
        """Take the thing in."""
        super().__init__()
        self._inner = inner
        inner.setParent(self)
        self.setMinimumSize(least)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Fill the room."""
        super().resizeEvent(event)
        self._inner.setGeometry(self.rect())


def roomy(page: QWidget, name: str, least: QSize) -> Area:
    """A page that is never squeezed below its least size: on a screen that is too small for it, it scrolls."""
    area = scrolling(Least(page, least), name)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    return area
