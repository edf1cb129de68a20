"""The cards of the settings page that list things: registries with their terms, keys, and what was sent."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from credcheck.gui import work
from credcheck.gui.choices import KeyLine
from credcheck.gui.parts import UNDER_BOX, Button, Card, Text, empty, heading, margins, muted, row, rule, web, word
from credcheck.gui.steps import Steps
from credcheck.gui.theme import Tone
from credcheck.gui.words import Sign, say, tell
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.net import Sent

ONLINE = Sign("gui.registers.online", "online", Tone.INFO)
LOCAL = Sign("gui.registers.local", "registers", Tone.GOOD)
MOST_SHOWN = 100


class SwitchCard(Card):
    """Registries or proofs with a switch each, and beside it what asking them means."""

    switched = Signal(str, bool)

    def __init__(self, title: str, intro: str) -> None:
        """Nobody listed yet."""
        super().__init__()
        self.boxes: dict[str, QCheckBox] = {}
        self._steps = Steps(self)
        self.column.addWidget(heading(title, 1.1))
        self.column.addWidget(muted(intro, 1.0))

    def list(self, registers: Iterable[work.RegisterLine], off: Iterable[str]) -> None:
        """List whom CredCheck can ask, one after the other; those that are off are not ticked."""
        left_out = set(off)
        self._steps.run(partial(self._show, register, register.id not in left_out) for register in registers)

    def _show(self, register: work.RegisterLine, ticked: bool) -> None:
        if register.id not in self.boxes:
            self._add(register)
        box = self.boxes[register.id]
        box.blockSignals(True)
        box.setChecked(ticked)
        box.blockSignals(False)

    def _add(self, register: work.RegisterLine) -> None:
        box = QCheckBox(register.title)
        terms = [tell(register.terms)] if register.terms else []
        box.setAccessibleDescription(" ".join([tell(register.covers), *terms]))
        box.toggled.connect(partial(self.switched.emit, register.id))
        self.boxes[register.id] = box
        self.column.addWidget(rule())
        home = []
        if web(register.home):
            title = say("gui.registers.home", title=register.title)
            home.append(Button("", partial(_open, register.home), "quiet", "outside", title))
            home[0].setToolTip(visible(register.home))
        self.column.addLayout(row(box, 1, word(ONLINE if register.online else LOCAL, 0.92), *home, gap=12))
        for text in (Text(tell(register.covers)), *(muted(say("gui.registers.terms", terms=said)) for said in terms)):
            text.setContentsMargins(margins(UNDER_BOX, 0, 0, 0))
            self.column.addWidget(text)


class KeysCard(Card):
    """The keys that sources take; none is ever shown."""

    given = Signal(str, str)
    forgotten = Signal(str)

    def __init__(self) -> None:
        """No keys yet."""
        super().__init__()
        self.column.addWidget(heading(say("choices.keys"), 1.1))
        self.column.addWidget(muted(say("choices.keys_intro"), 1.0))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(10)
        self.column.addLayout(self._lines)

    def list(self, keys: tuple[KeyLine, ...]) -> None:
        """List the keys that can be given."""
        empty(self._lines)
        if not keys:
            self._lines.addWidget(muted(say("choices.keys_none"), 1.0))
        for key in keys:
            self._lines.addWidget(self._line(key))

    def _line(self, key: KeyLine) -> QWidget:
        made = QWidget()
        lines = QVBoxLayout(made)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        title = say("choices.key_for", titles=", ".join(key.titles))
        kept = tell(key.fault) if key.fault else say(f"choices.kept.{key.kept or 'none'}")
        named, where = Text(title), muted(kept, 0.95)
        where.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        where.setWordWrap(key.fault is not None)  # a few words stand at the edge, a sentence takes what it needs
        lines.addLayout(row(named, where, gap=12))
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(say("choices.key_new"))
        field.setAccessibleName(title)
        keep = Button(
            say("choices.key_keep"), lambda: self._give(key.name, field), name=f"{say('choices.key_keep')}: {title}"
        )
        field.returnPressed.connect(keep.click)
        forget = Button(
            say("choices.key_forget"),
            partial(self.forgotten.emit, key.name),
            "quiet",
            name=f"{say('choices.key_forget')}: {title}",
        )
        forget.setEnabled(key.kept in ("keyring", "session"))
        lines.addLayout(row(field, keep, forget, gap=8))
        return made

    def _give(self, name: str, field: QLineEdit) -> None:
        if field.text().strip():
            self.given.emit(name, field.text())
            field.clear()


class SigningCard(Card):
    """Whether exported reports are signed, and the public key that readers need."""

    switched = Signal(bool)

    def __init__(self, on: bool) -> None:
        """The switch as it stands; the key is shown when it is known."""
        super().__init__("well")
        self.box = QCheckBox(say("choices.sign"))
        self.box.setAccessibleDescription(say("choices.sign_help"))
        self.box.setChecked(on)
        self.box.toggled.connect(self.switched)
        self.key = Text("")
        self.key.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for text in (help := muted(say("choices.sign_help")), self.key):
            text.setContentsMargins(margins(UNDER_BOX, 0, 0, 0))
        self.column.addWidget(self.box)
        self.column.addWidget(help)
        self.column.addWidget(self.key)
        self.key.hide()

    def show_key(self, key: str) -> None:
        """Show the public key, or "" for none."""
        self.key.say(say("choices.sign_key", key=key) if key else "")
        self.key.setVisible(bool(key))

    def untick(self) -> None:
        """Nothing can be signed: the switch goes back by itself."""
        self.box.setChecked(False)


class SentCard(Card):
    """What has left this machine, when it is asked for."""

    wanted = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        """Shows nothing until it is asked."""
        super().__init__("well")
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        self.show_button = Button(say("choices.sent_show"), self._toggle, "", "outside")
        self.clear_button = Button(say("choices.sent_clear"), self.cleared.emit, "quiet", "trash")
        self.column.addLayout(row(heading(say("choices.sent_title")), self.show_button, self.clear_button))
        self.column.addLayout(self._lines)
        self._shown = False
        self.clear_button.hide()

    def list(self, sent: tuple[Sent, ...]) -> None:
        """List requests, newest first."""
        empty(self._lines)
        self._shown = True
        self.show_button.setText(say("choices.sent_hide"))
        self.clear_button.setVisible(bool(sent))
        if not sent:
            self._lines.addWidget(muted(say("choices.sent_none"), 1.0))
        for one in sent[:MOST_SHOWN]:
            keyed = f" · {say('choices.sent_key')}" if one.keyed else ""
            when = f"{one.at.astimezone():%Y-%m-%d %H:%M:%S} · {one.host} · {one.why}{keyed}"
            self._lines.addWidget(Text(visible(when)))
            self._lines.addWidget(muted(visible(one.what)[:400]))
        if len(sent) > MOST_SHOWN:
            self._lines.addWidget(muted(say("choices.sent_newest", n=MOST_SHOWN)))

    def _toggle(self) -> None:
        if not self._shown:
            self.wanted.emit()
            return
        empty(self._lines)
        self._shown = False
        self.clear_button.hide()
        self.show_button.setText(say("choices.sent_show"))


def _open(url: str) -> None:
    QDesktopServices.openUrl(QUrl(url))
