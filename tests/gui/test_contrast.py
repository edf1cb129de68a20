"""Text stands out from its ground in the real window: colours of the dressed widgets against what is painted there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from credcheck.gui import theme
from credcheck.gui.main_window import MainWindow
from credcheck.gui.theme import DARK, LIGHT, Theme
from tests import factory
from tests.gui.fakes import FakeParts

PAGES = ("queue", "history", "registers", "settings", "keys", "about")
LEAST = 4.5
SEEN = 12
"""Of a widget that shows less than this, in pixels, nothing can be read: it is scrolled away."""
ROLES = (
    (QLabel, QPalette.ColorRole.WindowText),
    (QCheckBox, QPalette.ColorRole.WindowText),
    (QAbstractButton, QPalette.ColorRole.ButtonText),
    (QLineEdit, QPalette.ColorRole.Text),
    (QPlainTextEdit, QPalette.ColorRole.Text),
    (QComboBox, QPalette.ColorRole.Text),
    (QSpinBox, QPalette.ColorRole.Text),
)


def faint(window: QWidget) -> Iterator[str]:
    """Each text whose colour does not stand out from the colour that is painted most where it stands."""
    image = window.grab().toImage()
    for widget in window.findChildren(QWidget):
        role = next((role for kind, role in ROLES if isinstance(widget, kind)), None)
        seen = widget.visibleRegion().boundingRect()
        if role is None or min(seen.height(), seen.width()) < SEEN or not widget.isEnabled() or not _words(widget):
            continue
        colour = widget.palette().color(role).name()
        ground = _ground(image, QRect(widget.mapTo(window, seen.topLeft()), seen.size()))
        if theme.contrast(colour, ground) < LEAST:
            yield f"{type(widget).__name__} {_words(widget)[:30]!r}: {colour} on {ground}"


def _words(widget: Any) -> str:
    """What the widget says."""
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return str(widget.toPlainText() if isinstance(widget, QPlainTextEdit) else widget.text())


def _ground(image: QImage, place: QRect) -> str:
    """The colour that is painted most there."""
    ratio = image.devicePixelRatio()
    spots = (
        QPoint(int(x * ratio), int(y * ratio))
        for y in range(place.top() + 2, place.bottom() - 1)
        for x in range(place.left() + 4, place.right() - 3, 2)
    )
    painted = Counter(image.pixel(spot) for spot in spots if image.rect().contains(spot))
    return QColor(painted.most_common(1)[0][0]).name()


@pytest.fixture(params=[LIGHT, DARK], ids=lambda look: look.name)
def look(request: pytest.FixtureRequest, qapp: QApplication, window: MainWindow) -> Iterator[Theme]:
    theme.wear(qapp, request.param)
    window.resize(1240, 900)
    yield request.param
    theme.wear(qapp, LIGHT)


def test_every_text_of_every_page_stands_out_from_what_is_behind_it(
    look: Theme, window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    parts.keep(factory.match_not_bound())
    found = list[str]()
    for name in PAGES:
        window.inside.go(name)
        qtbot.wait(300)
        found += [f"{name}: {text}" for text in faint(window)]
    assert found == []


def test_every_text_of_every_verdict_stands_out_from_what_is_behind_it(
    look: Theme, window: MainWindow, qtbot: Any
) -> None:
    page, found = window.inside.check_page, list[str]()
    for report in factory.reports():
        page.show_report(report)
        qtbot.wait(150)
        page.view().results.proofs.open_code()
        page.message.say("A message", next(iter(theme.Tone)))
        found += [f"{report.id}: {text}" for text in faint(window)]
    assert found == []


def test_a_faint_text_is_found(look: Theme, window: MainWindow, qtbot: Any) -> None:
    label = QLabel("Hardly to be seen", window)
    label.setStyleSheet(f"color: {look.border}; background: {look.card};")
    label.setGeometry(300, 200, 200, 30)
    label.show()
    assert [text for text in faint(window) if "Hardly" in text]
