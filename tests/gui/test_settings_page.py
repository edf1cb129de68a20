from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QLineEdit, QPushButton

from credcheck import app, settings
from credcheck.gui import choices, later, work
from credcheck.gui.kept import switched
from credcheck.gui.keys import Came, Status
from credcheck.gui.parts import Text
from credcheck.gui.settings_cards import MOST_SHOWN
from credcheck.gui.settings_page import SettingsPage
from credcheck.gui.words import say
from credcheck.gui.worker import Worker
from credcheck.net import Sent
from credcheck.settings import Settings
from credcheck.vault import Vault
from tests import factory
from tests.gui.fakes import FakeParts


@pytest.fixture
def kept(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "w.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def page(qtbot: Any, worker: Worker, parts: FakeParts, kept: QSettings, tmp_path: Path) -> SettingsPage:
    parts.vault = Vault(deadline_s=2)
    made = SettingsPage(worker, kept, work.Opening(Settings(), tmp_path / "settings.toml"))
    qtbot.addWidget(made)
    while made.parts:
        made.parts.popleft()()
    made.show()
    made.refresh()
    return made


def test_a_registry_is_switched_off_for_good_with_its_terms_beside_the_switch(
    page: SettingsPage, parts: FakeParts, tmp_path: Path, qtbot: Any
) -> None:
    ready: list[work.Ready] = []
    page._do(work.ready, ready.append)
    qtbot.waitUntil(lambda: bool(ready), timeout=20_000)
    page.list_sources(ready[0].registers, ready[0].proofs)
    qtbot.waitUntil(lambda: set(page.registries.boxes) == {r.id for r in ready[0].registers}, timeout=10_000)
    orcid = page.registries.boxes["orcid"]
    assert orcid.isChecked()
    assert orcid.accessibleDescription()
    proofs = {p.id for p in app.proofs() if p.online}
    qtbot.waitUntil(lambda: set(page.proofs.boxes) == proofs, timeout=10_000)
    held: list[Settings] = []
    page.changed.connect(held.append)
    orcid.setChecked(False)
    qtbot.waitUntil(lambda: bool(held), timeout=10_000)
    assert settings.load(tmp_path / "settings.toml").registries_off == ("orcid",)
    assert held[0].registries_off == ("orcid",)
    orcid.setChecked(True)
    qtbot.waitUntil(lambda: len(held) == 2, timeout=10_000)
    assert held[1].registries_off == ()
    page.proofs.boxes["linked_page"].setChecked(False)
    qtbot.waitUntil(lambda: len(held) == 3, timeout=10_000)
    assert held[2].registries_off == ("linked_page",)


def test_network_and_retention_are_written_as_they_are_typed(page: SettingsPage, tmp_path: Path, qtbot: Any) -> None:
    page.offline.setChecked(True)
    page.proxy.setText("http://127.0.0.1:8080")
    page.proxy.editingFinished.emit()
    page.answer_days.setValue(3)
    page.answer_days.editingFinished.emit()
    page.timeout.setValue(12)
    page.timeout.editingFinished.emit()
    file = tmp_path / "settings.toml"
    qtbot.waitUntil(lambda: file.exists() and settings.load(file).timeout_s == 12, timeout=10_000)
    found = settings.load(file)
    assert (found.offline, found.proxy, found.answer_days) == (True, "http://127.0.0.1:8080", 3)


def test_what_options_of_this_start_say_is_not_written(tmp_path: Path, parts: FakeParts) -> None:
    import asyncio

    parts.settings = Settings(offline=True, data_dir=tmp_path)
    doing: Any = choices.save(tmp_path / "s.toml", {"miss_days": 2})
    saved = asyncio.run(doing(parts))
    assert (saved.settings.offline, saved.settings.miss_days) == (True, 2)
    assert settings.load(tmp_path / "s.toml") == Settings(miss_days=2)


def test_watching_and_the_tray_are_off_until_they_are_chosen(page: SettingsPage, kept: QSettings, qtbot: Any) -> None:
    assert not page.watch.isChecked()
    assert not page.tray.isChecked()
    with qtbot.waitSignal(page.kept_changed):
        page.watch.setChecked(True)
    assert switched(kept, "watch")
    assert not switched(kept, "tray")


def test_the_global_key_is_set_and_how_it_stands_is_said(page: SettingsPage, kept: QSettings, qtbot: Any) -> None:
    page.hotkey.setText("Ctrl+Alt+K")
    with qtbot.waitSignal(page.kept_changed):
        qtbot.keyClick(page.hotkey, Qt.Key.Key_Return)
    assert kept.value("hotkey") == "Ctrl+Alt+K"
    page.say_hotkey(Status(Came.TAKEN, "Ctrl+Alt+K"))
    assert "used by another program" in page.hotkey_state.text()


def test_a_key_is_kept_and_never_shown(page: SettingsPage, parts: FakeParts, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: bool(page.keys.findChildren(QLineEdit)), timeout=20_000)
    field = page.keys.findChildren(QLineEdit)[0]
    assert field.echoMode() is QLineEdit.EchoMode.Password
    field.setText("a-key-of-mine")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.message.text), timeout=10_000)
    assert "a-key-of-mine" in parts.vault._session.values()
    assert "a-key-of-mine" not in page.message.text


def test_what_was_sent_can_be_read_and_deleted(page: SettingsPage, parts: FakeParts, qtbot: Any) -> None:
    parts.store.requests.note(
        Sent(datetime.now(UTC), "registry.example", "GET https://registry.example/?n=Jane", "orcid")
    )
    page.sent.wanted.emit()
    qtbot.waitUntil(lambda: page.sent._shown, timeout=10_000)
    assert page.sent.clear_button.isVisibleTo(page.sent)
    page.sent.cleared.emit()
    qtbot.waitUntil(lambda: parts.store.requests.read() == (), timeout=10_000)


def test_of_many_requests_it_is_said_that_the_newest_are_shown(
    page: SettingsPage, parts: FakeParts, qtbot: Any
) -> None:
    for number in range(MOST_SHOWN + 3):
        parts.store.requests.note(Sent(datetime.now(UTC), f"{number}.example", "GET /", "orcid"))
    page.sent.wanted.emit()
    qtbot.waitUntil(lambda: page.sent._shown, timeout=10_000)
    said = [label.text() for label in page.sent.findChildren(Text)]
    assert said[-1] == say("choices.sent_newest", n=MOST_SHOWN)
    assert sum(".example" in text for text in said) == MOST_SHOWN


def test_old_checks_are_erased_after_second_thoughts(
    page: SettingsPage, parts: FakeParts, qtbot: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts.keep(factory.match_not_bound())
    page.older.setValue(1)
    page._erase_older()
    undo = next(b for b in page._later.bar.findChildren(QPushButton) if b.text() == say("gui.action.undo"))
    qtbot.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert page.message.text == say("choices.older_kept")
    assert parts.store.get("r-example") is not None
    monkeypatch.setattr(later, "UNDO_S", 0)
    page._erase_older()
    qtbot.waitUntil(lambda: parts.store.get("r-example") is None, timeout=10_000)


def test_the_whole_history_is_saved_and_taken_in(
    page: SettingsPage, parts: FakeParts, tmp_path: Path, qtbot: Any
) -> None:
    parts.keep(factory.match_not_bound())
    file = tmp_path / "all.credcheck"
    page._save_all(file)
    qtbot.waitUntil(file.exists, timeout=10_000)
    page._take_in(file)
    qtbot.waitUntil(lambda: page.message.text == say("choices.taken_in", n=0), timeout=10_000)
    page._take_in(tmp_path / "none")
    qtbot.waitUntil(lambda: page.message.text not in ("", say("choices.taken_in", n=0)), timeout=10_000)
