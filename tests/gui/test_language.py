from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSettings, Qt, QTranslator
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QWidget

from credcheck import app, languages, wording
from credcheck.gui import language
from credcheck.gui.inside import Inside
from credcheck.gui.main_window import MainWindow
from credcheck.gui.rail import PAGES
from credcheck.gui.worker import Worker
from tests import factory
from tests.gui.fakes import FakeParts

GUI = Path(language.__file__).parent
KEYS = "Ctrl|Alt|Shift|Del|Esc|Enter|Return|F\\d"
DATA = re.compile(rf"(CredCheck|{KEYS}|[\d.,:%·\-–−+>< /()@*?]|[A-Z]$)+|CredCheck \d.*")


def said() -> set[str]:
    """Every message id that the window's code names in a `say("...")`."""
    found = set()
    for path in GUI.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.Call)
                and ast.unparse(node.func) in ("say", "_label", "_box", "_card")
                and node.args
            ):
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str) and "." in first.value:
                    found.add(first.value)
    return found


def test_every_message_the_window_names_has_words() -> None:
    assert len(said()) > 150
    assert sorted(id for id in said() if id not in wording.templates()) == []


@pytest.fixture
def pseudo() -> Iterator[None]:
    with languages.speaking(languages.PSEUDO):
        yield


@pytest.fixture
def foreign(
    pseudo: None, qapp: QApplication, qtbot: Any, worker: Worker, parts: FakeParts, tmp_path: Path
) -> Iterator[MainWindow]:
    parts.keep(factory.match_not_bound())
    kept = QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)
    made = MainWindow(kept, lambda window: Inside(window, worker, kept))
    made.resize(1100, 760)
    made.show()
    qtbot.waitUntil(lambda: made.inside._ready is not None, timeout=20_000)
    made.inside.check_page.show_report(factory.match_not_bound())
    yield made
    made.close()


def texts(page: QWidget) -> set[str]:
    found: set[str] = set()
    for label in page.findChildren(QLabel):
        found.add(label.text())
    for button in page.findChildren(QAbstractButton):
        found.add(button.text())
    for line in page.findChildren(QLineEdit):
        found.add(line.placeholderText())
    for box in page.findChildren(QComboBox):
        found.update(box.itemText(n) for n in range(box.count()))
    return {text.replace("\u200b", "") for text in found if text.strip()}


@pytest.mark.parametrize("name", [name for name, _ in PAGES if name != "check"] + ["keys"])
def test_no_text_of_a_page_comes_from_outside_the_catalogue(foreign: MainWindow, name: str, qtbot: Any) -> None:
    foreign.inside.go(name)
    qtbot.wait(300)
    page = foreign.inside.pages.page(name)
    titles = {plug.title for plug in app.registries()}  # names of things, the same in every language
    plain = [text for text in texts(page) - titles if "⟦" not in text and not DATA.fullmatch(text)]
    assert sorted(plain) == []


def test_no_menu_comes_from_outside_the_catalogue(foreign: MainWindow) -> None:
    shown = {a.text() for a in foreign.menuBar().findChildren(QAction) if a.text()}
    assert [text for text in shown if "⟦" not in text and "(." not in text] == []


def test_a_third_longer_texts_cut_no_button(foreign: MainWindow, qtbot: Any) -> None:
    for name, _ in PAGES:
        foreign.inside.go(name)
        qtbot.wait(150)
        for button in foreign.inside.pages.page(name).findChildren(QAbstractButton):
            if button.isVisibleTo(foreign) and button.text():
                assert button.width() >= button.minimumSizeHint().width() - 2, button.text()


def test_qts_own_words_come_in_the_users_language(qapp: QApplication) -> None:
    before = QLocale()
    with languages.speaking("de"):
        if languages.spoken() != "de":
            pytest.skip("the German catalogue is not built")
        language.speak(qapp)
    try:
        assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Abbrechen"
    finally:
        QLocale.setDefault(before)
        for translator in qapp.findChildren(QTranslator):
            qapp.removeTranslator(translator)


def test_the_window_can_be_read_from_right_to_left(foreign: MainWindow, qapp: QApplication, qtbot: Any) -> None:
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        qtbot.wait(100)
        rail, pages = foreign.inside.rail, foreign.inside.pages
        assert rail.mapToGlobal(rail.rect().topLeft()).x() > pages.mapToGlobal(pages.rect().topLeft()).x()
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


def test_a_row_is_chosen_from_right_to_left_too(foreign: MainWindow, qapp: QApplication, qtbot: Any) -> None:
    from credcheck.gui.tables import choose_row

    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        foreign.inside.go("history")
        page = foreign.inside.history_page
        qtbot.waitUntil(lambda: page.model.rowCount() > 0, timeout=10_000)
        choose_row(page.table, 0)
        assert page.table.currentIndex().row() == 0
        assert page.line() is not None
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
