"""The field that takes anything, and the buttons beside it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QProgressBar, QVBoxLayout, QWidget

from credcheck.gui.parts import Button
from credcheck.gui.words import say

CAP_CHARACTERS = 20_000
"""More than any profile has; the rest of a paste is not read."""
LINES = 5


class ProfileField(QPlainTextEdit):
    """Takes an address, a handle or a whole pasted profile; Ctrl+Enter checks, Enter checks a single line."""

    submitted = Signal()
    shortened = Signal(int)

    def __init__(self) -> None:
        """An empty field."""
        super().__init__()
        self.setPlaceholderText(say("gui.field.hint"))
        self.setAccessibleName(say("gui.field.label"))
        self.setAccessibleDescription(say("gui.field.hint"))
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._grow)
        self._grow()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Enter checks when the text is one line; Shift+Enter always breaks the line."""
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if enter and plain and self.blockCount() == 1 and self.toPlainText().strip():
            self.submitted.emit()
            return
        super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 — Qt's name
        """Paste as plain text, at most `CAP_CHARACTERS` of it."""
        self.put_in(source.text(), replace=False)

    def put_in(self, text: str, replace: bool = True) -> None:
        """Put text into the field; undo brings the old one back."""
        if len(text) > CAP_CHARACTERS:
            self.shortened.emit(len(text))
        cursor = self.textCursor()
        if replace:
            cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text[:CAP_CHARACTERS].replace("\0", "\ufffd"))
        if replace:
            cursor.movePosition(cursor.MoveOperation.Start)
        self.setTextCursor(cursor)

    def _grow(self) -> None:
        lines = min(max(self.document().blockCount(), 2), LINES)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 22)


class FieldPane(QFrame):
    """The field, Check, Paste and check, Cancel, and a line of progress."""

    check = Signal()
    paste = Signal()
    cancel = Signal()

    def __init__(self) -> None:
        """The pane at rest."""
        super().__init__()
        self.setProperty("part", "header")
        self.field = ProfileField()
        self.check_button = Button(say("gui.field.check"), self.check.emit, "primary", "search")
        self.cancel_button = Button(say("gui.field.cancel"), self.cancel.emit, "", "stop")
        self.paste_button = Button(say("gui.field.paste"), self.paste.emit, "", "paste")
        self.progress = QProgressBar()
        self._running = False
        self._lay_out()
        self.field.submitted.connect(self.check)
        self.rest()

    def busy(self) -> None:
        """Show that a check runs: Cancel takes Check's place."""
        self._swap(self.check_button, self.cancel_button)
        self._running = True
        self.progress.setRange(0, 0)

    def rest(self) -> None:
        """Show that nothing runs."""
        self._swap(self.cancel_button, self.check_button)
        self.progress.setRange(0, 1)
        self.progress.setValue(0)
        self._running = False

    def advance(self, done: int, total: int) -> None:
        """Show how many of the registers have answered."""
        if self._running:
            self.progress.setRange(0, total if done else 0)
            self.progress.setValue(done)

    def _swap(self, old: Button, new: Button) -> None:
        had = old.hasFocus()
        new.show()
        if had:
            new.setFocus()
        old.hide()

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(16, 14, 16, 12)
        line.setSpacing(12)
        line.addWidget(self.field, 1)
        line.addLayout(self._buttons())
        whole.addLayout(line)
        whole.addWidget(self.progress)
        self.progress.setProperty("role", "line")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("gui.progress.label"))
        self.paste_button.setToolTip(shortcut("Ctrl+Shift+V"))
        self.check_button.setToolTip(shortcut("Ctrl+Return"))
        self.cancel_button.setToolTip(shortcut("Esc"))

    def _buttons(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(8)
        for button in (self.check_button, self.cancel_button, self.paste_button):
            button.setMinimumWidth(168)
            made.addWidget(button)
        made.addStretch(1)
        return made


def shortcut(keys: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def clipboard_text() -> str:
    """The clipboard's text, capped; read only when the user asks, because a hung owner would stop the window."""
    return QGuiApplication.clipboard().text()[: CAP_CHARACTERS * 50]


def focused(widget: QWidget) -> bool:
    """Whether the keyboard is in this widget or inside it."""
    now = QGuiApplication.focusObject()
    return isinstance(now, QWidget) and (now is widget or widget.isAncestorOf(now))
