"""What every card of the settings page is made of: boxes, numbers, and fields beside their labels."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QSpinBox, QWidget

from credcheck.gui.parts import UNDER_BOX, Card, Text, heading, margins, muted, row
from credcheck.gui.words import say

LABEL, FIELD = 270, 320
"""How wide labels are in every card, and fields where there is room."""


def card(title: str) -> Card:
    """A card with its title."""
    made = Card()
    made.column.addWidget(heading(say(title), 1.1))
    return made


def box(text: str, on: bool, help: str = "") -> QCheckBox:
    """A choice of yes or no; `help` is read to those who do not see."""
    made = QCheckBox(say(text))
    made.setChecked(on)
    if help:
        made.setAccessibleDescription(say(help))
    return made


def number(name: str, value: int, least: int, most: int) -> QSpinBox:
    """A whole number between two others."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setValue(value)
    made.setAccessibleName(say(name))
    made.setFixedWidth(110)
    made.lineEdit().setTextMargins(6, 0, 6, 0)
    return made


def label(text: str, of: QWidget) -> Text:
    """A text that names a field."""
    made = Text(say(text))
    made.setBuddy(of)
    return made


def line(text: str, of: QWidget, *more: QWidget) -> QHBoxLayout:
    """A label and its field; all fields of the page begin on one line, and give way where there is little room."""
    named = label(text, of)
    named.setFixedWidth(LABEL)
    if not isinstance(of, QSpinBox):
        of.setMinimumWidth(120)
        of.setMaximumWidth(FIELD)
        of.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    made = row(named, of, *more, gap=12)
    made.setStretch(0, 0)
    made.setStretch(1, 0 if isinstance(of, QSpinBox) else 100)
    made.addStretch(1)
    return made


def indented(text: str) -> Text:
    """An explanation under a box."""
    made = muted(say(text))
    made.setContentsMargins(margins(UNDER_BOX, 0, 0, 4))
    return made
