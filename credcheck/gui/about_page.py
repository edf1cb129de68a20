"""What CredCheck is and is not, which keys there are, versions and licences."""

from __future__ import annotations

import platform

import PySide6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

import credcheck
from credcheck.gui import icons
from credcheck.gui.field import shortcut
from credcheck.gui.parts import Card, Text, column, heading, muted
from credcheck.gui.scroll import scrolling
from credcheck.gui.words import say

KEYS = (
    ("Ctrl+Return", "check"),
    ("Ctrl+Shift+V", "paste"),
    ("Ctrl+N", "new"),
    ("Esc", "cancel"),
    ("F5", "again"),
    ("Ctrl+E", "export"),
    ("Ctrl+1 … Ctrl+6", "pages"),
    ("Ctrl+F", "find"),
    ("F1", "help"),
    ("Ctrl+Q", "quit"),
)


class AboutPage(QWidget):
    """One page to read."""

    def __init__(self) -> None:
        """Build the page."""
        super().__init__()
        page = QWidget()
        inside = column(page, 24, 12)
        inside.addWidget(self._head())
        inside.addWidget(_keys())
        limits = Card()
        limits.column.addWidget(heading(say("gui.about.limits_title")))
        limits.column.addWidget(Text(say("gui.about.limits")))
        limits.column.addWidget(Text(say("gui.about.correct")))
        inside.addWidget(limits)
        licence = Card()
        licence.column.addWidget(heading(say("gui.about.licence_title")))
        licence.column.addWidget(Text(say("gui.about.licence")))
        licence.column.addWidget(muted(versions()))
        inside.addWidget(licence)
        inside.addStretch(1)
        column(self, 0, 0).addWidget(scrolling(page, say("gui.about.title")))

    def _head(self) -> Card:
        card = Card()
        line = QGridLayout()
        line.setHorizontalSpacing(16)
        picture = QLabel()
        picture.setPixmap(icons.pixmap("credcheck", "", 64, self.devicePixelRatio()))
        line.addWidget(picture, 0, 0, 3, 1, Qt.AlignmentFlag.AlignTop)
        line.addWidget(heading(say("gui.title"), 1.45), 0, 1)
        line.addWidget(muted(say("gui.about.version", version=credcheck.__version__)), 1, 1)
        line.addWidget(Text(say("gui.about.what")), 2, 1)
        line.setColumnStretch(1, 1)
        card.column.addLayout(line)
        return card


def _keys() -> Card:
    card, grid = Card(), QGridLayout()
    card.column.addWidget(heading(say("gui.about.keys_title")))
    grid.setHorizontalSpacing(24)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(1, 1)
    for number, (keys, name) in enumerate(KEYS):
        shown = keys if "…" in keys else shortcut(keys)
        label = Text(shown)
        label.setWordWrap(False)
        grid.addWidget(label, number, 0)
        grid.addWidget(muted(say(f"gui.key.{name}"), 1.0), number, 1)
    card.column.addLayout(grid)
    return card


def versions() -> str:
    """What made this window, for a report of a fault."""
    return f"CredCheck {credcheck.__version__} · PySide6 {PySide6.__version__} · Python {platform.python_version()}"
