"""A line to add what the profile says and CredCheck did not read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from credcheck.claims import EDITABLE
from credcheck.gui import work
from credcheck.gui.filters import ChoiceBox
from credcheck.gui.parts import Button, row
from credcheck.gui.scroll import reveal
from credcheck.gui.words import kind_word, say


class AddClaim(QWidget):
    """Kind and words of one claim; hidden until it is wanted."""

    added = Signal(object)

    def __init__(self) -> None:
        """A hidden line."""
        super().__init__()
        self.kind, self.text = ChoiceBox(), QLineEdit()
        self.kind.setAccessibleName(say("gui.profile.kind"))
        for kind in EDITABLE:
            self.kind.addItem(kind_word(kind), kind.value)
        self.text.setAccessibleName(say("gui.profile.add_text"))
        self.text.setPlaceholderText(say("gui.profile.add_text"))
        self.text.returnPressed.connect(self._add)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.kind)
        whole.addLayout(row(self.text, Button(say("gui.profile.add_now"), self._add)))
        self.hide()

    def open(self) -> None:
        """Show the line, ready to type."""
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.text.setFocus()
            reveal(self)

    def _add(self) -> None:
        if self.text.text().strip():
            self.added.emit(work.Change(self.text.text(), None, str(self.kind.currentData())))
            self.text.clear()
            self.hide()
