"""The field that takes anything, and the buttons beside it."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPlainTextEdit, QProgressBar, QVBoxLayout

from credcheck.gui.clip import CAP_CHARACTERS, Clip
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.parts import Button, mark
from credcheck.gui.words import say

LINES = 5
FRAME = 22
"""Border, padding and the margins of the text."""
BETWEEN = 8
CUT = 16
"""The same without the lower margin, in which a sliver of the next line would show."""


class ProfileField(QPlainTextEdit):
    """Takes an address, a handle or a whole pasted profile; Ctrl+Enter checks, Enter checks a single line."""

    submitted = Signal()
    shortened = Signal(int)

    def __init__(self, clipboard: Clipboard | None = None) -> None:
        """An empty field; pasting goes through `clipboard`, which never stops the window."""
        super().__init__()
        self._clipboard = clipboard
        self._least = 0
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
        if self._clipboard is not None and event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 — Qt's name
        """Our own menu: Qt's asks the owner of the clipboard before it opens, and would wait for one that hangs."""
        menu = QMenu(self)
        chosen = self.textCursor().hasSelection()
        for name, do, possible in (
            ("undo", self.undo, self.document().isUndoAvailable()),
            ("cut", self.cut, chosen),
            ("copy", self.copy, chosen),
            ("paste", self._paste, True),
            ("all", self.selectAll, bool(self.toPlainText())),
        ):
            menu.addAction(say(f"gui.edit.{name}"), do).setEnabled(possible)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def canInsertFromMimeData(self, source: QMimeData) -> bool:  # noqa: N802 — Qt's name
        """Text only: a file that is dropped here is for the page to read."""
        return not any(url.isLocalFile() for url in source.urls()) and super().canInsertFromMimeData(source)

    def insertFromMimeData(self, source: QMimeData) -> None:  # noqa: N802 — Qt's name
        """Paste as plain text, at most `CAP_CHARACTERS` of it."""
        self.put_in(source.text(), replace=False)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 — Qt's name
        """Be as high as the lines are that now fit its width."""
        super().resizeEvent(event)
        self._grow()

    def at_least(self, height: int) -> None:
        """Never be lower than what stands beside it."""
        self._least = height
        self._grow()

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

    def _paste(self) -> None:
        if self._clipboard is None:
            self.paste()
        else:
            self._clipboard.read(self._take_clip, self)

    def _take_clip(self, clip: Clip) -> None:
        self.put_in(clip.text, replace=False)
        if clip.length > len(clip.text):
            self.shortened.emit(clip.length)

    def _grow(self) -> None:
        lines = int(self.document().size().height())  # as they are wrapped now
        height = min(max(lines, 2), LINES) * self.fontMetrics().lineSpacing() + (FRAME if lines <= LINES else CUT)
        if self.height() != max(self._least, height):
            self.setFixedHeight(max(self._least, height))


class FieldPane(QFrame):
    """The field, Check, Paste and check, Cancel, and a line of progress."""

    check = Signal()
    paste = Signal()
    cancel = Signal()

    def __init__(self, clipboard: Clipboard | None = None) -> None:
        """The pane at rest."""
        super().__init__()
        self.setProperty("part", "header")
        self.field = ProfileField(clipboard)
        self.check_button = Button(say("gui.field.check"), self.check.emit, "primary", "search")
        self.cancel_button = Button(say("gui.field.cancel"), self.cancel.emit, "", "stop")
        self.paste_button = Button(say("gui.field.paste"), self.paste.emit, "", "paste")
        self.progress = QProgressBar()
        self._running = False
        self._lay_out()
        self.field.submitted.connect(self.check)
        self.rest()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 — Qt's name
        """Make the field as high as the two buttons beside it, whose height is known only now."""
        super().showEvent(event)
        self.field.at_least(2 * self.paste_button.sizeHint().height() + BETWEEN)

    def busy(self) -> None:
        """Show that a check runs: Cancel takes Check's place."""
        self._swap(self.check_button, self.cancel_button)
        self._running = True
        mark(self.progress, 0, 0)

    def rest(self) -> None:
        """Show that nothing runs."""
        self._swap(self.cancel_button, self.check_button)
        mark(self.progress, 0, 1)
        self._running = False

    def advance(self, done: int, total: int) -> None:
        """Show how many of the registers have answered."""
        if self._running:
            mark(self.progress, done, total if done else 0)

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
        buttons = self._buttons()
        line.addWidget(self.field, 1, Qt.AlignmentFlag.AlignTop)
        line.addLayout(buttons)
        whole.addLayout(line)
        whole.addWidget(self.progress)
        self.progress.setProperty("role", "line")
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(say("gui.progress.label"))
        self.paste_button.setToolTip(shortcut("Ctrl+Shift+V"))
        self.check_button.setToolTip(shortcut("Ctrl+Enter"))
        self.cancel_button.setToolTip(shortcut("Esc"))

    def _buttons(self) -> QVBoxLayout:
        made = QVBoxLayout()
        made.setSpacing(BETWEEN)
        for button in (self.check_button, self.cancel_button, self.paste_button):
            button.setMinimumWidth(168)
            made.addWidget(button)
        made.addStretch(1)
        return made


def shortcut(keys: str) -> str:
    """A key sequence as this system writes it."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
