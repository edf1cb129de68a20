"""Light and dark: every colour of the window, the palettes and the style sheet made of them.

Qt's own colour schemes do nothing on plain X11, so both palettes are ours; the tests measure every pair of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from credcheck import resources


class Tone(StrEnum):
    """How something should strike the eye; a word and an icon always stand beside it."""

    GOOD = "good"
    INFO = "info"
    WARN = "warn"
    BAD = "bad"
    NEUTRAL = "neutral"


class Topic(StrEnum):
    """What highlighted words of a profile are about."""

    NAME = "name"
    ROLE = "role"
    FIELD = "field"
    PLACE = "place"
    IDENTIFIER = "identifier"
    DENIAL = "denial"


@dataclass(frozen=True, slots=True)
class Paint:
    """Text on a tint, and the line or icon beside it."""

    text: str
    tint: str
    line: str


@dataclass(frozen=True, slots=True)
class Theme:
    """All colours of one look."""

    name: str
    window: str
    card: str
    field: str
    text: str
    muted: str
    border: str
    edge: str
    accent: str
    accent_hover: str
    on_accent: str
    link: str
    hover: str
    selection: str
    thumb: str
    tones: Mapping[Tone, Paint]
    topics: Mapping[Topic, Paint]


LIGHT = Theme(
    name="light",
    window="#f3f4f7",
    card="#ffffff",
    field="#ffffff",
    text="#1a1f27",
    muted="#566070",
    border="#dfe3e9",
    edge="#7f8897",
    accent="#2456c9",
    accent_hover="#1c46a8",
    on_accent="#ffffff",
    link="#1d4fc4",
    hover="#e8ebf1",
    selection="#dbe6ff",
    thumb="#c3c9d3",
    tones={
        Tone.GOOD: Paint("#14602c", "#e6f5ea", "#2b8a48"),
        Tone.INFO: Paint("#1b458f", "#e8effd", "#3f72d6"),
        Tone.WARN: Paint("#744600", "#fff3d9", "#b57708"),
        Tone.BAD: Paint("#9b1530", "#fdebec", "#c93246"),
        Tone.NEUTRAL: Paint("#434c59", "#eceff3", "#7b8593"),
    },
    topics={
        Topic.NAME: Paint("#1a1f27", "#d6e3ff", "#3f72d6"),
        Topic.ROLE: Paint("#1a1f27", "#cdeed6", "#2b8a48"),
        Topic.FIELD: Paint("#1a1f27", "#ecdcfb", "#8a4fc7"),
        Topic.PLACE: Paint("#1a1f27", "#ffe5bd", "#b57708"),
        Topic.IDENTIFIER: Paint("#1a1f27", "#ffd7e0", "#c93266"),
        Topic.DENIAL: Paint("#1a1f27", "#dfe3e9", "#5b6675"),
    },
)
DARK = Theme(
    name="dark",
    window="#15181d",
    card="#1e2228",
    field="#171a20",
    text="#e9ecf1",
    muted="#a4aebc",
    border="#323842",
    edge="#727d8d",
    accent="#3865d8",
    accent_hover="#436fdd",
    on_accent="#ffffff",
    link="#8fb4ff",
    hover="#2a2f38",
    selection="#274073",
    thumb="#444c58",
    tones={
        Tone.GOOD: Paint("#86dfa4", "#17301f", "#4fb573"),
        Tone.INFO: Paint("#a6c6ff", "#1a2a47", "#6794ee"),
        Tone.WARN: Paint("#f1c76c", "#372a10", "#cf962b"),
        Tone.BAD: Paint("#ffb0b0", "#421d22", "#e8636f"),
        Tone.NEUTRAL: Paint("#c4ccd8", "#2a2f38", "#7f8a99"),
    },
    topics={
        Topic.NAME: Paint("#eef2ff", "#264174", "#8fb4ff"),
        Topic.ROLE: Paint("#e9fff0", "#1d4a2d", "#7fd79c"),
        Topic.FIELD: Paint("#f6ecff", "#48306a", "#c9a0f5"),
        Topic.PLACE: Paint("#fff4df", "#573f10", "#e9b858"),
        Topic.IDENTIFIER: Paint("#ffecf1", "#642540", "#f597b6"),
        Topic.DENIAL: Paint("#f1f4f8", "#414954", "#aab4c2"),
    },
)


def current() -> Theme:
    """The look the program wears now."""
    return DARK if QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128 else LIGHT


def chosen(name: str) -> Theme:
    """The look for "light", "dark" or "system" (what the desktop asks for; light where it does not say)."""
    if name in ("light", "dark"):
        return DARK if name == "dark" else LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def wear(app: QApplication, theme: Theme) -> None:
    """Put a look on the whole program."""
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme))


def palette(theme: Theme) -> QPalette:
    """The Qt palette of a look."""
    made = QPalette()
    for role, colour in _roles(theme).items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.edge))
    return made


def _roles(theme: Theme) -> dict[QPalette.ColorRole, str]:
    role = QPalette.ColorRole
    return {
        role.Window: theme.window, role.WindowText: theme.text, role.Base: theme.field, role.Text: theme.text,
        role.AlternateBase: theme.window, role.PlaceholderText: theme.muted, role.Button: theme.card,
        role.ButtonText: theme.text, role.BrightText: theme.tones[Tone.BAD].text, role.Highlight: theme.selection,
        role.HighlightedText: theme.text, role.Link: theme.link, role.LinkVisited: theme.link,
        role.ToolTipBase: theme.card, role.ToolTipText: theme.text, role.Light: theme.hover, role.Midlight: theme.hover,
        role.Mid: theme.border, role.Dark: theme.edge, role.Shadow: theme.edge, role.Accent: theme.accent,
    }  # fmt: skip


def style_sheet(theme: Theme) -> str:
    """The style sheet: `resources/icons/window.qss` with the colours of a look filled in."""
    colours = {n: str(getattr(theme, n)) for n in Theme.__slots__ if isinstance(getattr(theme, n), str)}
    for tone, paint in theme.tones.items():
        colours |= {f"{tone}_text": paint.text, f"{tone}_tint": paint.tint, f"{tone}_line": paint.line}
    for name, drawing in (("check", "tick"), ("arrow", "arrow"), ("up", "arrow_up")):
        colours[f"{name}_image"] = (resources.folder() / "icons" / f"{drawing}.svg").as_posix()
    text = resources.read("icons/window.qss")
    for name in sorted(colours, key=len, reverse=True):
        text = text.replace(f"@{name}", colours[name])
    return text


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours by WCAG 2.2, 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
