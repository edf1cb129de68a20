"""Settings: which registries are asked, keys, network, privacy, the quick check, look and language."""

from __future__ import annotations

import collections
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from credcheck import languages
from credcheck.errors import CredCheckError
from credcheck.gui import choices, past, work, writing
from credcheck.gui import settings_forms as forms
from credcheck.gui.field import shortcut
from credcheck.gui.filters import ChoiceBox
from credcheck.gui.hotkey import SUGGESTED
from credcheck.gui.kept import switch, switched
from credcheck.gui.keys import Status
from credcheck.gui.later import UNDO_S, Deed, Later
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, Text, column, heading, muted, row
from credcheck.gui.scroll import scrolling
from credcheck.gui.settings_cards import MOST_SHOWN, KeysCard, SentCard, SigningCard, SwitchCard
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Work, Worker
from credcheck.model import Sentence
from credcheck.settings import Settings

LOOKS = ("system", "light", "dark")


class SettingsPage(QWidget):
    """Every choice there is; each is kept at once.

    Its cards are built one after the other (`parts`): all in one turn would hold the window up.
    """

    changed = Signal(object)
    """The settings as they hold from now on."""
    kept_changed = Signal()
    """A choice of the window itself has changed: key, tray, watching."""
    look_chosen = Signal(str)

    def __init__(self, worker: Worker, kept: QSettings, opening: work.Opening) -> None:
        """Show the choices as they are."""
        super().__init__()
        self._worker, self._kept, self._file = worker, kept, opening.file
        self._settings = opening.settings
        self._later = Later(worker, self)
        self.message = MessageBar()
        self.registries = SwitchCard(say("choices.registries"), say("choices.registries_intro"))
        self.proofs = SwitchCard(say("choices.proofs"), say("choices.proofs_intro"))
        self.keys, self.sent = KeysCard(), SentCard()
        self.signing = SigningCard(switched(kept, "sign"))
        self.hotkey_state = Text("", role="muted")
        self.hotkey_state.setParent(self)  # it may be told to show itself before it has its place
        self.hotkey_state.hide()
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.parts = collections.deque[Callable[[], None]](
            (self._add_quick, self._add_look, self._add_network, self._add_privacy, self._add_lists)
        )
        self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Look again which keys there are."""
        self._do(choices.keys, self.keys.list)
        if self.signing.box.isChecked():
            self._show_key()

    def list_sources(self, registers: tuple[work.RegisterLine, ...], proofs: tuple[work.RegisterLine, ...]) -> None:
        """List whom CredCheck can ask, and which proofs look outside."""
        self.registries.list(registers, self._settings.registries_off)
        self.proofs.list(proofs, self._settings.registries_off)

    def say_hotkey(self, status: Status) -> None:
        """Say how the global key stands."""
        self.hotkey_state.say(tell(Sentence(status.sentence.id, keys=status.keys or shortcut("Ctrl+Shift+Q"))))
        self.hotkey_state.show()

    # ------------------------------------------------------------ changes
    def _change(self, **changes: Any) -> None:
        if all(getattr(self._settings, name) == value for name, value in changes.items()):
            return
        self._do(choices.save(self._file, changes), self._saved)

    def _saved(self, saved: choices.Saved) -> None:
        self._settings = saved.settings
        self.message.say(say("choices.changed"), Tone.GOOD)
        self.changed.emit(saved.settings)

    def _switch_source(self, id: str, on: bool) -> None:
        off = [one for one in self._settings.registries_off if one != id]
        self._change(registries_off=tuple(off if on else [*off, id]))

    def _switch(self, name: str, on: bool) -> None:
        switch(self._kept, name, on)
        self.kept_changed.emit()

    def _sign(self, on: bool) -> None:
        self._switch("sign", on)
        self.signing.show_key("")
        if on:
            self._show_key()

    def _show_key(self) -> None:
        self._worker.start(writing.public_key, self.signing.show_key, self._cannot_sign, lambda: None, self)

    def _cannot_sign(self, error: CredCheckError) -> None:
        self.signing.untick()
        self._fail(error)

    def _set_hotkey(self) -> None:
        self._kept.setValue("hotkey", self.hotkey.text().strip())
        self.kept_changed.emit()

    def _choose_language(self) -> None:
        code = str(self.language.currentData() or "")
        if code != self._settings.language:
            self._do(choices.save(self._file, {"language": code}), self._language_saved)

    def _language_saved(self, saved: choices.Saved) -> None:
        self._settings = saved.settings
        self.message.say(say("choices.language_later"), Tone.INFO)

    # ------------------------------------------------------------ keys, requests, retention
    def _key_done(self, said: Any) -> None:
        self.message.say(tell(said), Tone.INFO)
        self.refresh()

    def _sent_cleared(self, notes: int) -> None:
        self.message.say(say("choices.sent_gone", n=notes), Tone.INFO)
        self.sent.list(())

    def _erase_older(self) -> None:
        days = self.older.value()
        self.message.dismiss()
        kept = partial(self.message.say, say("choices.older_kept"), Tone.NEUTRAL)
        said = say("choices.older_soon", n=days, seconds=UNDO_S)
        self._later.plan(Deed(str(days), said, past.erase_older(days), self._erase, kept))

    def _erase(self, doing: Work) -> None:
        self._do(doing, lambda n: self.message.say(say("choices.older_gone", n=n), Tone.INFO))

    def _ask_save(self) -> None:
        dialog = self._dialog("choices.save_all", QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("credcheck")
        dialog.fileSelected.connect(lambda file: self._save_all(Path(file)))
        dialog.open()

    def _save_all(self, file: Path) -> None:
        said = partial(self._archived, "choices.saved_all", file=file.name)
        self._do(past.save_all(file), said)

    def _ask_take_in(self) -> None:
        dialog = self._dialog("choices.take_in", QFileDialog.AcceptMode.AcceptOpen)
        dialog.fileSelected.connect(lambda file: self._take_in(Path(file)))
        dialog.open()

    def _take_in(self, file: Path) -> None:
        self._do(past.take_in(file), partial(self._archived, "choices.taken_in"))

    def _archived(self, id: str, reports: int, **more: str) -> None:
        self.message.say(say(id, n=reports, **more), Tone.GOOD)

    def _dialog(self, title: str, mode: QFileDialog.AcceptMode) -> QFileDialog:
        dialog = QFileDialog(self, say(title))
        dialog.setAcceptMode(mode)
        dialog.setNameFilters([f"{say('choices.archive')} (*.credcheck)", "* (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return dialog

    def _do(self, doing: Work, then: Any) -> None:
        self._worker.start(doing, then, self._fail, lambda: None, self)

    def _fail(self, error: CredCheckError) -> None:
        self.message.say(tell(error.sentence), Tone.BAD)

    # ------------------------------------------------------------ layout
    def _lay_out(self) -> None:
        page = QWidget()
        inside = column(page, 24, 12)
        inside.addWidget(heading(say("choices.title"), 1.45))
        inside.addWidget(muted(say("choices.intro"), 1.0))
        inside.addLayout(self._cards)
        inside.addStretch(1)
        whole = column(self, 0, 0)
        for bar in (self._later.bar, self.message):
            bar.setContentsMargins(24, 12, 24, 0)
            whole.addWidget(bar)
        whole.addWidget(scrolling(page, say("choices.title")))

    def _add_quick(self) -> None:
        card = forms.card("choices.quick")
        self.hotkey = QLineEdit(str(self._kept.value("hotkey", "") or ""))
        self.hotkey.setPlaceholderText(say("choices.hotkey_hint", keys=SUGGESTED))
        self.hotkey.setAccessibleName(say("choices.hotkey"))
        self.hotkey.setMaximumWidth(forms.FIELD)
        set_it = Button(say("choices.hotkey_set"), self._set_hotkey)
        self.hotkey.returnPressed.connect(set_it.click)
        card.column.addWidget(forms.label("choices.hotkey", self.hotkey))
        line = row(self.hotkey, set_it, gap=8)
        line.setStretch(0, 1)
        line.addStretch(1)
        card.column.addLayout(line)
        card.column.addWidget(self.hotkey_state)
        self.watch = forms.box("choices.watch", switched(self._kept, "watch"), "choices.watch_help")
        self.tray = forms.box("choices.tray", switched(self._kept, "tray"), "choices.tray_help")
        for box, help in ((self.watch, "choices.watch_help"), (self.tray, "choices.tray_help")):
            explained = QVBoxLayout()
            explained.setSpacing(0)
            explained.addWidget(box)
            explained.addWidget(forms.indented(help))
            card.column.addLayout(explained)
        self.watch.toggled.connect(partial(self._switch, "watch"))
        self.tray.toggled.connect(partial(self._switch, "tray"))
        self._cards.addWidget(card)

    def _add_look(self) -> None:
        card = forms.card("choices.look")
        self.theme, self.language = ChoiceBox(), ChoiceBox()
        for name in LOOKS:
            self.theme.addItem(say(f"choices.theme_name.{name}"), name)
        self.theme.setCurrentIndex(max(0, self.theme.findData(str(self._kept.value("theme", "system")))))
        self.language.addItem(say("choices.language_system"), "")
        for code in languages.languages():
            self.language.addItem(say(f"choices.language_name.{code}"), code)
        self.language.setCurrentIndex(max(0, self.language.findData(self._settings.language)))
        for box, name in ((self.theme, "choices.theme"), (self.language, "choices.language")):
            box.setAccessibleName(say(name))
            card.column.addLayout(forms.line(name, box))
        self.theme.currentIndexChanged.connect(lambda _: self.look_chosen.emit(str(self.theme.currentData())))
        self.language.currentIndexChanged.connect(lambda _: self._choose_language())
        self._cards.addWidget(card)

    def _add_network(self) -> None:
        card = forms.card("choices.network")
        self.offline = forms.box("choices.offline", self._settings.offline)
        self.proxy = QLineEdit(self._settings.proxy)
        self.proxy.setPlaceholderText(say("choices.proxy_hint"))
        self.proxy.setAccessibleName(say("choices.proxy"))
        self.timeout = forms.number("choices.timeout", int(self._settings.timeout_s), 1, 600)
        card.column.addWidget(self.offline)
        card.column.addLayout(forms.line("choices.proxy", self.proxy))
        card.column.addLayout(forms.line("choices.timeout", self.timeout))
        self.offline.toggled.connect(lambda on: self._change(offline=on))
        self.proxy.editingFinished.connect(lambda: self._change(proxy=self.proxy.text().strip()))
        self._keep_typed(self.timeout, "timeout_s")
        self._cards.addWidget(card)

    def _add_privacy(self) -> None:
        card = forms.card("choices.privacy")
        self.answer_days = forms.number("choices.answer_days", self._settings.answer_days, 0, 3650)
        self.miss_days = forms.number("choices.miss_days", self._settings.miss_days, 0, 3650)
        self.older = forms.number("choices.older", 365, 1, 36500)
        for box, name in ((self.answer_days, "answer_days"), (self.miss_days, "miss_days")):
            card.column.addLayout(forms.line(f"choices.{name}", box))
            self._keep_typed(box, name)
        erase = Button(say("choices.older_now"), self._erase_older, "", "trash")
        card.column.addLayout(forms.line("choices.older", self.older, erase))
        save = Button(say("choices.save_all"), self._ask_save, "", "export")
        take_in = Button(say("choices.take_in"), self._ask_take_in, "", "import")
        card.column.addLayout(row(save, take_in, 1))
        card.column.addWidget(self.signing)
        card.column.addWidget(self.sent)
        self._cards.addWidget(card)

    def _add_lists(self) -> None:
        self._cards.addWidget(self.keys)
        self._cards.addWidget(self.registries)
        self._cards.addWidget(self.proofs)

    def _connect(self) -> None:
        for sources in (self.registries, self.proofs):
            sources.switched.connect(self._switch_source)
        self.keys.given.connect(lambda name, key: self._do(choices.set_key(name, key), self._key_done))
        self.keys.forgotten.connect(lambda name: self._do(choices.forget_key(name), self._key_done))
        self.sent.wanted.connect(lambda: self._do(choices.sent(MOST_SHOWN + 1), self.sent.list))
        self.sent.cleared.connect(lambda: self._do(choices.clear_sent, self._sent_cleared))
        self.signing.switched.connect(self._sign)

    def _keep_typed(self, number: QSpinBox, name: str) -> None:
        number.editingFinished.connect(partial(self._number_typed, name, number))

    def _number_typed(self, name: str, box: QSpinBox) -> None:
        self._change(**{name: type(getattr(Settings(), name))(box.value())})
