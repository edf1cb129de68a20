"""The small pieces every pane is built of: texts, cards, buttons, chips. Standard widgets only, all of them named."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMargins, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFont, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QProgressBar,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from credcheck.gui import icons
from credcheck.gui.icons import Glyph
from credcheck.gui.scroll import scrolling
from credcheck.gui.spans import breakable
from credcheck.gui.theme import Tone
from credcheck.gui.words import Sign, say, tell
from credcheck.model import Sentence
from credcheck.text import visible

GAP = 8
PAD = 16
GLYPH = 18
UNDER_BOX = 28
"""How far a text is set in to stand under the words of a check box."""


class Text(QLabel):
    """A label that never reads its text as markup, wraps, and never widens the window."""

    def __init__(self, text: str = "", role: str = "", tone: Tone | None = None) -> None:
        """A text in a role of the style sheet ("muted") or in the text colour of a tone."""
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        if role:
            self.setProperty("role", role)
        if tone:
            self.setProperty("tone", tone.value)
        self.say(text)

    def say(self, text: str) -> None:
        """Show another text; a screen reader is told it without the places where it may break."""
        shown = breakable(text)
        self.setText(shown)
        self.setAccessibleName(text if shown != text else "")

    def minimumSizeHint(self) -> QSize:  # noqa: N802 — Qt's name
        """One short line: how high a wrapped text is follows from the width it gets, never the other way round."""
        if not self.wordWrap():
            return super().minimumSizeHint()
        return QSize(24, self.fontMetrics().height())

    def sized(self, factor: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal) -> Text:
        """The same label in another size and weight."""
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * factor)
        font.setWeight(weight)
        self.setFont(font)
        return self


def heading(text: str, factor: float = 1.0) -> Text:
    """The title of a section."""
    return Text(text).sized(factor, QFont.Weight.DemiBold)


def muted(text: str, factor: float = 0.92) -> Text:
    """A text of less weight."""
    return Text(text, role="muted").sized(factor)


def beside_glyph(text: Text) -> Text:
    """A text whose first line stands level with a word beside an icon."""
    text.setContentsMargins(0, max(0, (GLYPH - text.fontMetrics().height()) // 2), 0, 0)
    return text


def said_with_rate(text: str, rate: Sentence | None) -> QVBoxLayout:
    """A remark, and under it in small type what such a remark means among real people."""
    made = QVBoxLayout()
    made.setSpacing(2)
    made.addWidget(beside_glyph(Text(text)))
    if rate is not None:
        made.addWidget(muted(tell(rate), 0.85))
    return made


class Card(QFrame):
    """A raised surface with a column of things on it; `tone` tints it."""

    def __init__(self, part: str = "card", tone: Tone | None = None, pad: int = PAD) -> None:
        """An empty card."""
        super().__init__()
        self.setProperty("tone" if tone else "part", tone.value if tone else part)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(pad, pad - 2, pad, pad - 2)
        self.column.setSpacing(GAP)

    def clear(self) -> None:
        """Take everything off."""
        empty(self.column)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; the widgets are deleted by Qt, on its own thread."""
    while (part := layout.takeAt(0)) is not None:
        widget, inner = part.widget(), part.layout()
        if widget is not None:
            widget.hide()  # no setParent(None): Python would own it and delete it inside its own click
            widget.deleteLater()
        elif inner is not None:
            empty(inner)
            inner.deleteLater()


def row(*things: QWidget | int, gap: int = GAP, top: bool = False) -> QHBoxLayout:
    """Things side by side; a number is a stretch of that weight."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(gap)
    for thing in things:
        if isinstance(thing, int):
            made.addStretch(thing)
        elif top:
            made.addWidget(thing, 1 if isinstance(thing, Text) else 0, Qt.AlignmentFlag.AlignTop)
        else:
            made.addWidget(thing, 1 if isinstance(thing, Text) and thing.wordWrap() else 0)
    return made


def margins(start: int, top: int, end: int, bottom: int) -> QMargins:
    """Margins from where reading starts to where it ends: Qt turns a layout around, but not its margins."""
    left, right = (end, start) if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft else (start, end)
    return QMargins(left, top, right, bottom)


def keep_edges(splitter: QSplitter) -> None:
    """Keep the first part whole from right to left, where Qt places the parts of a splitter a pixel too far."""
    if QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft:
        splitter.setContentsMargins(0, 0, 1, 0)


def rule() -> QFrame:
    """A hairline."""
    made = QFrame()
    made.setProperty("part", "rule")
    return made


class Button(QPushButton):
    """A button with words, and an icon that follows the look."""

    def __init__(self, text: str, press: Callable[[], object], role: str = "", icon: str = "", name: str = "") -> None:
        """`role` is "primary", "quiet", "row" or nothing; `name` is what a screen reader says instead of the text."""
        super().__init__(text)
        self._icon = icon
        self._colour = {"primary": "on_accent", "quiet": "link" if text else "muted"}.get(role, "text")
        if role:
            self.setProperty("role", role)
        if name:
            self.setAccessibleName(name)
        self.setAutoDefault(False)
        self.clicked.connect(lambda: press())
        self._draw()

    def draw(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self._draw()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 — Qt's name
        """A double click presses once: what a first press has put in this place (Cancel for Check) was not meant."""
        event.accept()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Draw the icon again in the colours of a new look."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.EnabledChange):
            self._draw()

    def _draw(self) -> None:
        if self._icon:
            asleep = "muted" if self._colour == "on_accent" else "edge"
            icons.dress(self, self._icon, self._colour if self.isEnabled() else asleep)


def word(sign: Sign, factor: float = 1.0) -> QWidget:
    """A sign: its icon and its word in its tone, on one line."""
    made = QWidget()
    label = Text(sign.word, tone=sign.tone).sized(factor, QFont.Weight.DemiBold)
    label.setWordWrap(False)
    line = row(Glyph(sign.icon, sign.tone, GLYPH), label, 1, gap=6)
    made.setLayout(line)
    return made


def mark(bar: QProgressBar, done: int, total: int) -> None:
    """Show how far something is; without updates, since Qt would paint the whole window at once otherwise."""
    bar.setUpdatesEnabled(False)
    bar.setRange(0, total)
    bar.setValue(done)
    bar.setUpdatesEnabled(True)


def column(page: QWidget, pad: int = PAD, gap: int = 12) -> QVBoxLayout:
    """A column filling a widget."""
    made = QVBoxLayout(page)
    made.setContentsMargins(pad, pad, pad, pad)
    made.setSpacing(gap)
    return made


def empty_state(icon: str, title: str | Text, *texts: str) -> QWidget:
    """What stands where nothing is yet: a drawing, a title, and what to do."""
    made, middle = QWidget(), QWidget()
    middle.setMaximumWidth(560)
    body = column(middle, 24, 12)
    body.addStretch(2)
    body.addWidget(Glyph(icon, Tone.INFO, 48), 0, Qt.AlignmentFlag.AlignHCenter)
    head = title if isinstance(title, Text) else heading(title, 1.45)
    for label in (head, *(Text(text, role="muted") for text in texts)):
        label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body.addWidget(label)
    body.addStretch(3)
    across = row(gap=0)
    across.addStretch(1)
    across.addWidget(middle, 100)
    across.addStretch(1)
    made.setLayout(across)
    return scrolling(made, "")  # in a low window it scrolls, and nothing of it is squeezed


def web(url: str) -> bool:
    """Whether a link may be opened in the browser: plain https only."""
    return url.startswith("https://") and not set(url) & set(" \t\r\n<>\"'\\")


def outside(url: str, text: str = "gui.action.open_record") -> Button:
    """A button that opens an address in the browser; the address is its tooltip."""
    made = Button(say(text), lambda: QDesktopServices.openUrl(QUrl(url)), "quiet", "outside")
    made.setToolTip(visible(url))
    made.setAccessibleDescription(visible(url))
    return made
