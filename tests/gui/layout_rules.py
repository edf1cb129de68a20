"""What can be said of a window without an eye: no words cut, nothing over something else."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QSpinBox, QWidget

SLACK = 2


def cut(window: QWidget) -> Iterator[str]:
    """Each label, button and choice whose words do not fit into it."""
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.visibleRegion().isEmpty():
            continue
        if isinstance(widget, QLabel) and widget.text():
            if lacks(widget):
                yield f"label {widget.text()[:40]!r} {widget.size().toTuple()}"
        elif isinstance(widget, QAbstractButton) and widget.text():
            if widget.width() < widget.minimumSizeHint().width() - SLACK or widget.height() < 20:
                yield f"button {widget.text()!r} {widget.size().toTuple()}"
        elif isinstance(widget, QComboBox):
            room = widget.width() - 2 * 11 - 24
            if widget.fontMetrics().horizontalAdvance(widget.currentText()) > room + SLACK:
                yield f"choice {widget.currentText()!r} {widget.width()}"


def lacks(label: QLabel) -> bool:
    """Whether a label is smaller than its words need."""
    if label.wordWrap():
        longest = max(label.fontMetrics().horizontalAdvance(word) for word in label.text().split() or [""])
        return label.height() < label.heightForWidth(label.width()) - SLACK or longest > label.width() + SLACK
    return label.width() < label.sizeHint().width() - SLACK


def overlaps(window: QWidget) -> Iterator[str]:
    """Each pair of things in one layout that lie over each other."""
    for parent in [window, *window.findChildren(QWidget)]:
        inner = parent.layout()
        if inner is None or not parent.isVisible():
            continue
        parts = [w for w in parent.children() if isinstance(w, QWidget) and w.isVisible() and inner.indexOf(w) >= 0]
        parts += [
            w for w in parent.children() if isinstance(w, (QAbstractButton, QLineEdit, QSpinBox)) and w not in parts
        ]
        for one, other in combinations([p for p in parts if p.isVisible()], 2):
            shared = one.geometry().intersected(other.geometry())
            if min(shared.width(), shared.height()) > SLACK:
                yield f"{named(one)} over {named(other)}: {rect(shared)}"


def named(widget: QWidget) -> str:
    """A widget as a person would find it."""
    text = widget.text() if isinstance(widget, (QLabel, QAbstractButton)) else widget.accessibleName()
    return f"{type(widget).__name__} {text[:30]!r}"


def rect(place: QRect) -> str:
    """A rectangle, short."""
    return f"{place.width()}x{place.height()} at {place.x()},{place.y()}"
