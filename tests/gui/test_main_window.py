from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import textwrap
import threading
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from credcheck.gui import theme, work
from credcheck.gui.exporting import file_name
from credcheck.gui.inside import Inside
from credcheck.gui.main_window import MainWindow
from credcheck.gui.parts import Button
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Worker
from credcheck.model import Claims, Profile, Report, Sentence
from credcheck.settings import Settings
from tests import factory
from tests.gui.fakes import FakeParts

GUI = Path(__file__).resolve().parents[2] / "credcheck" / "gui"
HEAVY = (
    *("httpx", "sqlalchemy", "alembic", "pyarrow", "keyring", "cattrs", "numpy", "jinja2", "isal"),
    *("tomllib", "json", "PySide6.QtSvg", "credcheck.wording", "credcheck.model"),
)


def unnamed(window: QWidget) -> list[str]:
    found = []
    for widget in window.findChildren(QWidget):
        focusable = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isVisibleTo(window)
        inner = type(widget).__name__ == "QWidget" or widget.objectName().startswith("qt_")
        spoken = QAccessible.queryAccessibleInterface(widget)
        if focusable and not inner and not spoken.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()}")
    return found


@pytest.mark.parametrize("name", ["check", "queue", "history", "registers", "settings", "about", "keys"])
def test_every_widget_that_takes_the_keyboard_has_a_name(
    window: MainWindow, parts: FakeParts, name: str, qtbot: Any
) -> None:
    parts.keep(factory.match_not_bound())
    window.inside.check_page.show_report(factory.match_not_bound())
    window.inside.check_page.message.say("x", theme.Tone.WARN, ("Try", lambda: None))
    window.inside.go(name)
    qtbot.wait(100)
    assert unnamed(window) == []


def test_export_by_key_takes_what_is_seen(window: MainWindow, parts: FakeParts, qtbot: Any) -> None:
    window.inside.check_page.show_report(factory.match_not_bound())
    window.inside.go("queue")
    export = window.inside.actions["export"]
    qtbot.waitUntil(lambda: window.inside.pages.currentWidget() is window.inside.pages.page("queue"), timeout=10_000)
    assert export.isEnabled()
    export.trigger()
    assert window.inside.queue_page.message.text == say("exports.none")
    window.inside.go("history")
    qtbot.waitUntil(lambda: window.inside.pages.currentWidget() is window.inside.history_page, timeout=10_000)
    export.trigger()
    qtbot.waitUntil(lambda: window.inside.pages.currentWidget() is window.inside.check_page, timeout=10_000)
    qtbot.waitUntil(lambda: len(window.findChildren(QFileDialog)) == 1, timeout=10_000)
    assert [dialog.close() for dialog in window.findChildren(QFileDialog)] == [True]


def test_settings_that_cannot_be_read_are_said_and_set_aside_only_when_asked(
    qtbot: Any, worker: Worker, tmp_path: Path
) -> None:
    file, fault = tmp_path / "settings.toml", Sentence("settings.bad_key", path="settings.toml", key="ofline")
    file.write_text("ofline = true", "utf-8")
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    opening = work.Opening(Settings(offline=True), file, fault=fault)
    made = MainWindow(kept, lambda window: Inside(window, worker, kept, opening))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.inside._ready is not None, timeout=20_000)
    message = made.inside.check_page.message
    assert tell(fault) in message.text
    assert file.exists()
    button = next(b for b in message.findChildren(Button) if b.text() == say("gui.action.usual_choices"))
    with qtbot.waitSignal(made.inside.settings_changed, timeout=10_000) as told:
        button.click()
    assert told.args[0].offline is False
    assert [p.name for p in tmp_path.glob("settings*")] != ["settings.toml"]
    made.close()


def test_every_target_is_at_least_24_pixels_high(window: MainWindow) -> None:
    window.inside.check_page.show_report(factory.match_not_bound())
    from PySide6.QtWidgets import QAbstractButton

    small = [b for b in window.findChildren(QAbstractButton) if b.isVisibleTo(window) and b.height() < 24]
    assert small == []


def test_the_history_lists_and_opens_past_reports(window: MainWindow, parts: FakeParts, qtbot: Any) -> None:
    parts.keep(factory.match_not_bound(), factory.several())
    window.inside.go("history")
    page = window.inside.history_page
    qtbot.waitUntil(lambda: len(page.model.lines) == 2)
    page.table.selectRow(next(n for n, line in enumerate(page.model.lines) if line.id == factory.several().id))
    page.open_chosen()
    check = window.inside.check_page
    qtbot.waitUntil(lambda: check.report is not None and check.report.id == factory.several().id)
    assert window.inside.pages.currentWidget() is window.inside.check_page
    assert "Sam Sample" in window.windowTitle()


def test_a_check_that_ends_while_the_history_is_looked_at_comes_into_it(
    window: MainWindow, parts: FakeParts, qtbot: Any
) -> None:
    going_on = threading.Event()

    async def watch(*_: object, **__: object) -> AsyncIterator[Report]:
        yield replace(factory.match_not_bound(), complete=False)
        await asyncio.to_thread(going_on.wait, 20)
        parts.keep(factory.match_not_bound())
        yield factory.match_not_bound()

    parts.checker.watch = watch  # type: ignore[method-assign]
    window.inside.put_in("Jane Example, MD")
    window.inside.check_page.check()
    qtbot.waitUntil(lambda: window.inside.check_page.report is not None, timeout=10_000)
    window.inside.go("history")
    page = window.inside.history_page
    qtbot.waitUntil(lambda: page._job is None and window.inside.pages.currentWidget() is page, timeout=10_000)
    assert page.model.lines == []
    going_on.set()
    qtbot.waitUntil(lambda: len(page.model.lines) == 1, timeout=10_000)


def test_the_history_is_searched_as_one_types(window: MainWindow, parts: FakeParts, qtbot: Any) -> None:
    parts.keep(factory.match_not_bound(), factory.several())
    window.inside.go("history")
    page = window.inside.history_page
    qtbot.waitUntil(lambda: len(page.model.lines) == 2)
    qtbot.keyClicks(page.search, "sam")
    qtbot.waitUntil(lambda: len(page.model.lines) == 1)
    qtbot.keyClicks(page.search, "zzz")
    qtbot.waitUntil(lambda: len(page.model.lines) == 0)
    assert page._body.currentIndex() == 1


def test_the_history_model_is_a_sound_model(
    window: MainWindow, parts: FakeParts, qtmodeltester: Any, qtbot: Any
) -> None:
    parts.keep(*factory.reports())
    window.inside.go("history")
    page = window.inside.history_page
    qtbot.waitUntil(lambda: len(page.model.lines) > 2)
    qtmodeltester.check(page.model)


def test_the_export_menu_is_built_from_the_formats(window: MainWindow) -> None:
    from credcheck import report

    listed = [action.text() for action in window.inside.exporting.menu.actions()]
    formats = [f"{report.name_of(f)} ({f.suffix})" for f in report.formats()]
    assert listed == [*formats, "", "Export a copy to &hand on…"]


def test_a_report_is_exported_to_a_file_and_said_to_be(window: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    window.inside.check_page.show_report(factory.match_not_bound())
    window.inside.exporting.write(factory.match_not_bound(), tmp_path / "out.json")
    qtbot.waitUntil(lambda: bool(window.inside.check_page.message.text))
    assert json.loads((tmp_path / "out.json").read_bytes())
    assert "out.json" in window.inside.check_page.message.text


def test_an_export_that_cannot_be_written_says_why(window: MainWindow, tmp_path: Path, qtbot: Any) -> None:
    window.inside.exporting.write(factory.match_not_bound(), tmp_path / "no" / "out.json")
    qtbot.waitUntil(lambda: bool(window.inside.check_page.message.text))
    assert "could not be saved" in window.inside.check_page.message.text


def test_the_save_dialog_does_not_stop_the_window(window: MainWindow, qtbot: Any) -> None:
    window.inside.check_page.show_report(factory.match_not_bound())
    window.inside.exporting.ask()
    dialog = window.findChild(QFileDialog)
    assert dialog is not None
    assert len(dialog.nameFilters()) == len(window.inside.exporting.formats)
    dialog.reject()


def test_exporting_nothing_is_answered_and_not_ignored(window: MainWindow) -> None:
    window.inside.exporting.ask()
    assert window.inside.check_page.message.text == say("gui.export.nothing")


def test_the_name_of_the_file_is_safe() -> None:
    hostile = Profile(name="../../\u202eetc/passwd ليلى")
    made = file_name(factory.report(factory.case(hostile, Claims()), factory.verdict()))
    assert made.startswith("credcheck-")
    assert not set(made) & set("/\\. \u202e")
    assert file_name(factory.empty()) == "credcheck-2026-11-22"


def test_size_theme_and_splitter_are_remembered(qapp: QApplication, worker: Worker, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    first = MainWindow(kept, lambda window: Inside(window, worker, kept))
    first.resize(760, 620)
    first.inside.wear("dark")
    assert theme.current() is theme.DARK
    first.close()
    kept.sync()
    again = QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)
    assert again.value("theme") == "dark"
    second = MainWindow(again, lambda window: Inside(window, worker, again))
    assert second.height() == 620
    theme.wear(qapp, theme.LIGHT)


def test_switching_the_theme_keeps_what_is_shown(window: MainWindow, qapp: QApplication) -> None:
    window.inside.check_page.show_report(factory.match_not_bound())
    shown = window.inside.check_page.view().profile.text.toPlainText()
    window.inside.wear("dark")
    assert window.inside.check_page.view().profile.text.toPlainText() == shown
    window.inside.wear("light")


def test_practice_is_announced(qapp: QApplication, worker: Worker, tmp_path: Path) -> None:
    kept = QSettings(str(tmp_path / "p.ini"), QSettings.Format.IniFormat)
    made = MainWindow(kept, lambda window: Inside(window, worker, kept, work.Opening(practice=True, text="Jane")))
    assert made.inside.banner.isVisibleTo(made)
    assert made.inside.check_page.top.field.toPlainText() == "Jane"


def test_a_program_that_cannot_open_its_store_says_so(qapp: QApplication, qtbot: Any, tmp_path: Path) -> None:
    from credcheck.errors import NewerStore
    from credcheck.model import Sentence

    def refuse() -> FakeParts:
        raise NewerStore(Sentence("input.no_such_report", id="x"))

    worker = Worker(refuse)
    kept = QSettings(str(tmp_path / "e.ini"), QSettings.Format.IniFormat)
    made = MainWindow(kept, lambda window: Inside(window, worker, kept))
    made.show()
    qtbot.waitUntil(lambda: "could not be made ready" in made.inside.check_page.message.text)
    made.close()
    assert worker.shutdown()


PAINT = """
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QTimer
from credcheck import __main__
from credcheck.gui import instance, main_window, theme
app = main_window.make_app(["x"])
theme.wear(app, theme.LIGHT)
window = main_window.MainWindow(QSettings("w.ini", QSettings.Format.IniFormat), lambda window: None)
seen = []
window.painted.disconnect()
window.painted.connect(lambda: (seen.extend(m for m in %r if m in sys.modules), QTimer.singleShot(0, app.quit)))
window.show()
app.exec()
assert window._was_painted
print("heavy:", seen)
"""


def test_nothing_heavy_is_imported_before_the_first_paint(tmp_path: Path) -> None:
    code = PAINT % (HEAVY,)
    env = {
        "PYTHONPATH": str(GUI.parents[1]),
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": "/usr/bin:/bin",
        "HOME": str(tmp_path),
    }
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip() == "heavy: []", ran.stderr


def test_no_source_is_read_and_kept_because_qt_is_loaded(tmp_path: Path) -> None:
    code = textwrap.dedent("""
        import builtins, linecache
        from credcheck.gui.load_qt import load_qt
        load_qt()
        from credcheck.gui import main_window
        import credcheck.gui.inside
        print(builtins.__import__, [file for file in linecache.cache if "credcheck/gui" in file])
    """)
    ran = subprocess.run([sys.executable, "-c", code], cwd=GUI.parents[1], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "<built-in function __import__> []"


def test_the_window_uses_nothing_but_the_essentials_of_pyside() -> None:
    early = {"QtCore", "QtGui", "QtWidgets"}
    used = set()
    for path in GUI.glob("*.py"):
        for line in path.read_text("utf-8").splitlines():
            if line.startswith("from PySide6."):
                used.add(line.split()[1].split(".")[1])
    assert used <= early | {"QtNetwork", "QtSvg"}
    code = textwrap.dedent("""
        import sys, credcheck.gui.main_window
        print(sorted(m for m in sys.modules if m.startswith("PySide6.Qt")))
    """)
    ran = subprocess.run([sys.executable, "-c", code], cwd=GUI.parents[1], capture_output=True, text=True, check=True)
    assert set(json.loads(ran.stdout.replace("'", '"'))) == {f"PySide6.{name}" for name in early}


def test_a_changed_setting_reaches_the_queue_that_is_being_checked(
    window: MainWindow, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.inside.go("queue")
    qtbot.waitUntil(lambda: window.inside.pages.made.get("queue") is not None, timeout=10_000)
    queue, told = window.inside.pages.made["queue"], list[str]()
    window.inside.settings_changed.connect(lambda _: told.append("opened anew"))
    monkeypatch.setattr(queue, "start_anew", lambda: told.append("started anew"))
    window.inside._take_settings(replace(Settings(), offline=True))
    assert told == ["opened anew", "started anew"]
