"""The profile's text as a card, with its claims marked by kind, and a legend in words."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QHelpEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QToolTip

from credcheck.gui import theme
from credcheck.gui.spans import SHOWN_CHARACTERS, Mark, ShownText, marks, shown
from credcheck.gui.theme import Topic
from credcheck.gui.words import claim_text, kind_word, platform_word, say, tell, topic_word
from credcheck.model import Claim, ClaimKind, Claims, Part, Profile, Span, Stage

UNDERLINES = {
    Topic.NAME: QTextCharFormat.UnderlineStyle.SingleUnderline,
    Topic.ROLE: QTextCharFormat.UnderlineStyle.DashUnderline,
    Topic.FIELD: QTextCharFormat.UnderlineStyle.DotLine,
    Topic.PLACE: QTextCharFormat.UnderlineStyle.DashDotLine,
    Topic.IDENTIFIER: QTextCharFormat.UnderlineStyle.WaveUnderline,
    Topic.DENIAL: QTextCharFormat.UnderlineStyle.DashDotDotLine,
}
PARTS = (Part.NAME, Part.HANDLE, Part.LOCATION, Part.BIO, Part.LINKS)
MOST_HEIGHT = 460
"""A longer text scrolls by itself, so that the claims under it stay within reach."""
HIDDEN_KINDS = (ClaimKind.CUE, ClaimKind.NPI_EXPECTED, ClaimKind.HEALTH_ROLE)
MARK_PROPERTY = QTextFormat.Property.UserProperty.value + 1


@dataclass(frozen=True, slots=True)
class _Placed:
    """A part in the document: where it begins, and its characters."""

    start: int
    text: ShownText


class ProfileText(QTextEdit):
    """The whole profile as one read-only text, so that keyboard and screen reader walk through it in order."""

    def __init__(self) -> None:
        """An empty text."""
        super().__init__()
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(say("gui.profile.text"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(2)
        self._profile, self._claims = Profile(), Claims()
        self._placed: dict[Part, _Placed] = {}

    def show_profile(self, profile: Profile, claims: Claims) -> None:
        """Show a profile with its claims marked."""
        self._profile, self._claims = profile, claims
        self._write()

    def select(self, spans: tuple[Span, ...]) -> None:
        """Select the first span that lies in the shown text."""
        for span in spans:
            placed = self._placed.get(span.part)
            if placed is None or span.start >= span.end:
                continue
            cursor = QTextCursor(self.document())
            cursor.setPosition(placed.start + placed.text.at(span.start))
            cursor.setPosition(placed.start + placed.text.at(span.end), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)
            return

    def sizeHint(self) -> QSize:  # noqa: N802 — Qt's name
        """As high as the text."""
        return QSize(240, min(int(self.document().size().height()) + 6, MOST_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Grow and shrink with the text, so that only the card scrolls, unless the text is very long."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Mark again in the colours of a new look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._write()

    def event(self, event: QEvent) -> bool:
        """Say over a marked word what it was read as, and why."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self.cursorForPosition(event.pos()).charFormat().property(MARK_PROPERTY)
            QToolTip.showText(event.globalPos(), "" if number is None else why(self._claims.all[int(number)]), self)
            return True
        return super().event(event)

    def _fit(self) -> None:
        height = min(int(self.document().size().height()) + 6, MOST_HEIGHT)
        if height != self.height():
            self.setFixedHeight(height)

    def _write(self) -> None:
        self.clear()
        self._placed = {}
        cursor = self.textCursor()
        cursor.beginEditBlock()  # else the whole text is laid out anew for each of hundreds of marks
        for part in PARTS:
            text = self._profile.part(part)
            if text:
                self._write_part(cursor, part, text)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self._fit()

    def _write_part(self, cursor: QTextCursor, part: Part, original: str) -> None:
        if cursor.position() > 0:
            cursor.insertBlock()
        cursor.setBlockFormat(_spacing(part))
        prefix = "@" if part is Part.HANDLE and not original.startswith("@") else ""
        cursor.insertText(prefix, _style(self.font(), part))
        text = shown(original)
        start = cursor.position()
        cursor.insertText(text.text, _style(self.font(), part))
        self._placed[part] = _Placed(start, text)
        for mark in marks(self._profile, part, self._claims.all, text):
            self._paint(start, mark)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(_after(self._profile, part, original), _style(self.font(), Part.HANDLE))

    def _paint(self, start: int, mark: Mark) -> None:
        paint = theme.current().topics[mark.topic]
        style = QTextCharFormat()
        style.setBackground(QColor(paint.tint))
        style.setForeground(QColor(paint.text))
        style.setUnderlineStyle(UNDERLINES[mark.topic])
        style.setUnderlineColor(QColor(paint.line))
        style.setProperty(MARK_PROPERTY, mark.claim)
        at = QTextCursor(self.document())
        at.setPosition(start + mark.start)
        at.setPosition(start + mark.end, QTextCursor.MoveMode.KeepAnchor)
        at.mergeCharFormat(style)


def why(claim: Claim) -> str:
    """What marked words were read as, and why."""
    said = say("gui.profile.mark", kind=kind_word(claim.kind), value=claim_text(claim))
    return f"{said}\n{tell(claim.why)}" if claim.why else said


def _after(profile: Profile, part: Part, original: str) -> str:
    extra = f"  ·  {platform_word(profile.platform)}" if part is Part.HANDLE and profile.platform else ""
    if len(original) > SHOWN_CHARACTERS:
        extra += " … (" + say("gui.field.shortened", n=SHOWN_CHARACTERS) + ")"
    return extra


def _spacing(part: Part) -> QTextBlockFormat:
    made = QTextBlockFormat()
    made.setTopMargin(10 if part in (Part.BIO, Part.LINKS) else 2)
    made.setLineHeight(132 if part is Part.BIO else 118, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    return made


def _style(font: QFont, part: Part) -> QTextCharFormat:
    made, look = QTextCharFormat(), theme.current()
    made.setForeground(QColor(look.text if part in (Part.NAME, Part.BIO) else look.muted))
    size = font.pointSizeF()
    made.setFontPointSize(size * (1.4 if part is Part.NAME else 1.05 if part is Part.BIO else 1.0))
    made.setFontWeight(QFont.Weight.DemiBold if part is Part.NAME else QFont.Weight.Normal)
    return made


class Legend(QTextEdit):
    """Which marking stands for what, in words that carry the same marking."""

    def __init__(self) -> None:
        """An empty legend."""
        super().__init__()
        self.setReadOnly(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setAccessibleName(say("gui.profile.legend"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self._topics: tuple[Topic, ...] = ()

    def show_topics(self, topics: tuple[Topic, ...]) -> None:
        """Name the markings that occur."""
        self._topics = topics
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """As high as its lines."""
        super().resizeEvent(event)
        self.setFixedHeight(int(self.document().size().height()) + 4)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 — Qt's name
        """Write again in the colours of a new look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._write()

    def _write(self) -> None:
        self.clear()
        look, cursor = theme.current(), self.textCursor()
        spacing = QTextBlockFormat()
        spacing.setLineHeight(145, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(spacing)
        plain = QTextCharFormat()
        plain.setForeground(QColor(look.muted))
        cursor.insertText(say("gui.profile.legend") + " ", plain)
        for topic in self._topics:
            style = QTextCharFormat()
            style.setBackground(QColor(look.topics[topic].tint))
            style.setForeground(QColor(look.topics[topic].text))
            style.setUnderlineStyle(UNDERLINES[topic])
            style.setUnderlineColor(QColor(look.topics[topic].line))
            cursor.insertText(f"\u00a0{topic_word(topic)}\u00a0".replace(" ", "\u00a0"), style)
            cursor.insertText("  ", plain)
        self.setFixedHeight(int(self.document().size().height()) + 4)


def in_list(claims: Claims) -> tuple[Claim, ...]:
    """The claims worth listing: what the profile says, without what merely follows from it."""
    seen: dict[tuple[ClaimKind, str], Claim] = {}
    for claim in claims.all:
        if claim.kind not in HIDDEN_KINDS and claim.value is not False and claim.value != Stage.NONE.value:
            seen.setdefault((claim.kind, claim_text(claim)), claim)
    return tuple(seen.values())
