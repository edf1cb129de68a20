"""Things beside each other that stand one under the other where there is too little room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from credcheck.gui.parts import GAP, Text, row

LEAST_TEXT, MOST_LINES = 200, 3
"""A text is hard to read when it is narrower than this, or takes more lines than that beside its buttons."""


class Fold(QWidget):
    """A row that turns into a column when its own width asks for it."""

    def __init__(self, *things: QWidget, gap: int = 10) -> None:
        """These things; what holds a text that wraps takes what the others leave."""
        super().__init__()
        self._things, self._gap = things, gap
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(gap)
        for thing in things:
            if _reads(thing):
                self._box.addWidget(thing, 1)
            else:
                self._box.addWidget(thing, 0, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        if not any(map(_reads, things)):
            self._box.addStretch(1)

    @property
    def folded(self) -> bool:
        """Whether the things stand one under the other."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def event(self, event: QEvent) -> bool:
        """Turn when what stands here has become longer or shorter."""
        done = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:
            self.turn(self.width())
        return done

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Turn with the room there is."""
        super().resizeEvent(event)
        self.turn(self.width())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 — Qt's name
        """No wider than the widest thing: a row of them never holds the window open."""
        least = (thing.minimumSizeHint().width() for thing in self._things)
        return QSize(max(least, default=0), super().minimumSizeHint().height())

    def turn(self, width: int) -> None:
        """Stand as there is room for in this width."""
        wanted = sum(map(_room, self._things)) + self._gap * (len(self._things) - 1)
        ways = QBoxLayout.Direction
        way = ways.LeftToRight if width >= wanted else ways.TopToBottom
        if way is not self._box.direction():
            self._box.setDirection(way)
            self._box.setSpacing(self._gap if way is ways.LeftToRight else min(self._gap, GAP))


def together(*things: QWidget, gap: int = GAP) -> QWidget:
    """Things that stay beside each other."""
    made = QWidget()
    made.setLayout(row(*things, gap=gap))
    return made


def _reads(thing: QWidget) -> bool:
    """Whether a thing is or holds a text that wraps, also while that text is empty."""
    texts = [thing, *thing.findChildren(Text)]
    return any(isinstance(text, Text) and text.wordWrap() for text in texts)


def _room(thing: QWidget) -> int:
    """How wide a thing should be to stand beside others."""
    if isinstance(thing, Text) and thing.wordWrap():
        whole = thing.fontMetrics().horizontalAdvance(thing.text())
        return min(whole, max(LEAST_TEXT, whole // MOST_LINES))
    inner = thing.layout()
    if inner is None or not _reads(thing):
        return thing.sizeHint().width()
    parts = [part.widget() for n in range(inner.count()) if (part := inner.itemAt(n)) is not None]
    shown = [part for part in parts if part is not None and not part.isHidden()]
    return sum(map(_room, shown)) + inner.spacing() * (len(shown) - 1)
