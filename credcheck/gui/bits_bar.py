"""The weight of one piece of evidence as a bar from the middle: right speaks for, left against."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from credcheck.gui import theme
from credcheck.gui.theme import Tone

FULL_BITS = 20.0
HALF = 32


class BitsBar(QWidget):
    """A bar of at most `FULL_BITS` to either side, with the number beside it."""

    def __init__(self, bits: float, name: str) -> None:
        """`name` says the same to a screen reader."""
        super().__init__()
        self._bits = bits
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:  # noqa: N802 — Qt's name
        """Room for both halves and the number."""
        return QSize(2 * HALF + self.fontMetrics().horizontalAdvance("+00.0") + 8, max(18, self.fontMetrics().height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the track, the bar and the number."""
        look, painter = theme.current(), QPainter(self)
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a sign stands before its number everywhere
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, height = HALF, self.height()
        top = height / 2 - 4
        painter.fillRect(QRectF(0, height / 2 - 0.5, 2 * HALF, 1), QColor(look.border))
        length = min(abs(self._bits) / FULL_BITS, 1.0) * HALF
        tone = Tone.GOOD if self._bits > 0 else Tone.BAD
        left = middle if self._bits > 0 else middle - length
        painter.fillRect(QRectF(left, top, length, 8), QColor(look.tones[tone].line))
        painter.fillRect(QRectF(middle - 0.5, top - 3, 1, 14), QColor(look.edge))
        painter.setPen(QColor(look.text))
        number = QRectF(2 * HALF + 4, 0, self.width() - 2 * HALF - 4, height)
        painter.drawText(number, 0x0082, signed(self._bits))  # AlignRight | AlignVCenter


def signed(bits: float) -> str:
    """A weight with its sign, a real minus, and one decimal."""
    return f"{bits:+.1f}".replace("-", "−").replace("+0.0", "0.0").replace("−0.0", "0.0")
