"""Icons: our own line drawings in `resources/icons`, drawn in a colour of the look."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from credcheck import resources
from credcheck.gui import theme
from credcheck.gui.theme import Tone

GAP = 4


@cache
def pixmap(name: str, colour: str, size: int, ratio: float) -> QPixmap:
    """One drawing, `size` logical pixels square, sharp at the screen's pixel ratio."""
    drawing = resources.read(f"icons/{name}.svg").replace("currentColor", colour)
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, colour: str, size: int = 20) -> QIcon:
    """A drawing as an icon for buttons, menus and cells."""
    drawing = pixmap(name, colour, size, _ratio())
    made = QIcon(drawing)
    made.addPixmap(drawing, QIcon.Mode.Selected)  # else Qt dims it in the chosen row
    return made


def app_icon() -> QIcon:
    """The icon of the program."""
    made = QIcon()
    for size in (32, 128):
        made.addPixmap(pixmap("credcheck", "", size, 1.0))
    return made


def _ratio() -> float:
    return QGuiApplication.primaryScreen().devicePixelRatio()


def dress(button: QAbstractButton, name: str, colour: str = "text") -> None:
    """Give a button an icon in a named colour of the present look; ask again when the look changes."""
    drawing = pixmap(name, str(getattr(theme.current(), colour)), 18, _ratio())
    beside = isinstance(button, QPushButton) and bool(button.text())
    button.setIcon(QIcon(_spaced(drawing, button.isRightToLeft()) if beside else drawing))
    button.setIconSize(QSize(18 + GAP * beside, 18))


def _spaced(drawing: QPixmap, mirrored: bool) -> QPixmap:
    """A drawing with air between it and the words beside it; Qt leaves four pixels."""
    ratio = drawing.devicePixelRatio()
    made = QPixmap(QSize(18 + GAP, 18) * ratio)
    made.fill(Qt.GlobalColor.transparent)
    made.setDevicePixelRatio(ratio)
    painter = QPainter(made)
    painter.drawPixmap(GAP if mirrored else 0, 0, drawing)
    painter.end()
    return made


class Glyph(QLabel):
    """An icon beside a word; it says nothing to a screen reader, because the word does."""

    def __init__(self, name: str, tone: Tone | None = None, size: int = 20, parent: QWidget | None = None) -> None:
        """Draw `name` in the line colour of a tone, or in muted text."""
        super().__init__(parent)
        self._name, self._tone, self._size = name, tone, size
        self.setFixedSize(size, size)
        self._draw()

    def wear(self, name: str, tone: Tone | None) -> None:
        """Show another drawing in another tone."""
        self._name, self._tone = name, tone
        self._draw()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw again in the colours of a new look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._draw()

    def _draw(self) -> None:
        look = theme.current()
        colour = look.tones[self._tone].line if self._tone else look.muted
        self.setPixmap(pixmap(self._name, colour, self._size, _ratio()))
