"""The quick check: a small window over everything. It shows what is checked, the verdict and why; Enter opens all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QCursor,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import work
from credcheck.gui.clip import CAP_CHARACTERS, Clip, State
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.field import ProfileField, shortcut
from credcheck.gui.icons import Glyph
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, heading, muted, row
from credcheck.gui.questions import ask
from credcheck.gui.reading import in_order
from credcheck.gui.scroll import scrolling
from credcheck.gui.summary import Summary
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Job, Work, Worker
from credcheck.model import Outcome, Report

WIDTH, SIDE = 620, 18
SETTLE_MS = 30
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class QuickField(ProfileField):
    """The field of the palette: Enter opens the full view, Ctrl+Enter checks again, Shift+Enter breaks the line."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 — Qt's name
        """Take Enter before the text does."""
        if event.key() in ENTERS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            (self.submitted if held else self.entered).emit()
            return
        super().keyPressEvent(event)


class QuickCheck(QFrame):
    """Reads the clipboard because the user asked for it, and checks what it holds."""

    full = Signal(str, object)

    def __init__(self, worker: Worker, clipboard: Clipboard) -> None:
        """A hidden palette."""
        super().__init__(None, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self._worker, self._clipboard = worker, clipboard
        self._job: Job | None = None
        self.titles: Mapping[str, str] = {}
        self.report: Report | None = None
        self.field, self.message, self.summary = QuickField(clipboard), MessageBar(), Summary()
        self.doing, self.bar = muted(""), QProgressBar()
        self._area = scrolling(self.summary, say("quick.verdict"))
        self.full_button = Button(say("quick.full"), self.open_full, "primary", "outside")
        self.check_button = Button(say("quick.check"), self.check, "", "again")
        self._fitting = QTimer(self)  # new widgets count only once Qt has shown them
        self._fitting.setSingleShot(True)
        self._fitting.timeout.connect(self._fit)
        self._fitted = (-1, -1)
        self._lay_out()
        self._take_keys()

    # ------------------------------------------------------------ asked by the user
    def pop_up(self, token: str = "") -> None:
        """Come to the front and check what the clipboard holds now."""
        self._forget()
        self.field.put_in("")
        self.doing.say(say("quick.reading"))
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # Qt reads it there, and lets the window come forward
        self._place()
        self.show()
        self.raise_()
        self.activateWindow()
        self.full_button.setFocus()
        self._clipboard.read(self._take_clip, self)

    def check(self) -> None:
        """Check what stands in the field."""
        self._forget()
        if not self.field.toPlainText().strip():
            self._say(say("quick.empty"), Tone.WARN)
            return
        self._start(work.check_text(self.field.toPlainText()))

    def open_full(self) -> None:
        """Hand everything to the window, and go."""
        whole = self.report if self.report and self.report.complete else None
        self.full.emit(self.field.toPlainText(), whole)
        self.close()

    def event(self, event: QEvent) -> bool:
        """Fit again when what is shown has found its size."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._fitting.start(SETTLE_MS)
        return super().event(event)

    def closeEvent(self, event: Any) -> None:  # noqa: N802 — Qt's name
        """Stop what is under way; nothing is kept of an unfinished check."""
        self._forget()
        super().closeEvent(event)

    # ------------------------------------------------------------ told
    def _take_clip(self, clip: Clip) -> None:
        if not self.isVisible():
            return
        if clip.state is not State.TEXT:
            self._say(say(f"quick.{clip.state.value}", keys=shortcut("Ctrl+V")), Tone.WARN)
            self.field.setFocus()
            return
        self.field.put_in(clip.text)
        self._start(work.check_text(clip.text))
        if clip.length > CAP_CHARACTERS:
            self.message.say(say("quick.cut", n=clip.length, cap=CAP_CHARACTERS), Tone.WARN)

    def _start(self, doing: Work) -> None:
        self.doing.say(say("quick.checking"))
        self.bar.setRange(0, 0)
        self._job = self._worker.start(doing, self._take, self._fail, self._end, self)

    def _take(self, value: Any) -> None:
        if isinstance(value, Report):
            self._show(value)
        elif isinstance(value, work.Remark):
            self._ask(work.Question(value.sentence, value.profile, value.platforms))
        elif isinstance(value, work.Question):
            self._ask(value)

    def _ask(self, asked: work.Question) -> None:
        text, actions = ask(asked, self.titles, self._again)
        self._say(text, Tone.INFO, *actions)

    def _again(self, doing: Work) -> None:
        self._forget()
        self._start(doing)

    def _show(self, report: Report) -> None:
        self.report = report
        self.summary.show_report(report)
        self._area.show()
        waiting = sum(a.outcome is Outcome.ASKING for a in report.case.answers)
        self.bar.setRange(0, max(1, len(report.case.answers)))
        self.bar.setValue(len(report.case.answers) - waiting)
        if report.complete:
            self.summary.setAccessibleDescription(self.summary.text)
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.summary.text))
        self._fitting.start(0)

    def _fail(self, error: CredCheckError) -> None:
        self._say(tell(error.sentence), Tone.BAD)

    def _end(self) -> None:
        self._job = None
        self.doing.say("")
        self.bar.setRange(0, 1)
        self.bar.setValue(0)

    def _forget(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self.report = None
        self.message.dismiss()
        self.summary.clear()
        self._area.hide()
        self._end()
        self._fitting.start(0)

    def _say(self, text: str, tone: Tone, *actions: Any) -> None:
        self.doing.say("")
        self.message.say(text, tone, *actions)
        self._fitting.start(0)

    # ------------------------------------------------------------ layout
    def _fit(self) -> None:
        """As high as what it shows, never higher than the screen; then what it shows scrolls."""
        inside = WIDTH - 2 * SIDE - (self.width() - self.contentsRect().width())
        wanted = self.summary.heightForWidth(inside) if self._area.isVisibleTo(self) else 0
        room = self.screen().availableSize().height() - 120
        others = self._others(inside)
        if (
            wanted,
            others,
        ) != self._fitted:  # what was just built settles in turns of Qt's loop: once more until it stays
            self._fitted = (wanted, others)
            self._fitting.start(SETTLE_MS)
        self._area.setFixedHeight(max(0, min(wanted, room - others)))
        self.setFixedSize(WIDTH, others + self._area.height() * self._area.isVisibleTo(self))

    def _others(self, width: int) -> int:
        """How high everything but the verdict is."""
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.activate()
        parts = [layout.itemAt(i) for i in range(layout.count())]
        shown = [p for p in parts if p is not None and p.widget() is not self._area and not p.isEmpty()]
        heights = sum(p.heightForWidth(width) if p.hasHeightForWidth() else p.sizeHint().height() for p in shown)
        margins = layout.contentsMargins()
        gaps = layout.spacing() * (len(shown) + self._area.isVisibleTo(self) - 1)
        edge = self.height() - self.contentsRect().height()
        return heights + margins.top() + margins.bottom() + gaps + edge

    def _place(self) -> None:
        screen = QGuiApplication.screenAt(QCursor.pos()) or self.screen()
        room = screen.availableGeometry()
        self.move(room.x() + (room.width() - WIDTH) // 2, room.y() + room.height() // 8)

    def _lay_out(self) -> None:
        self.setProperty("part", "palette")
        self.setWindowTitle(say("quick.title"))
        self.setAccessibleName(say("quick.title"))
        self.field.setAccessibleName(say("quick.what"))
        self.summary.setAccessibleName(say("quick.verdict"))
        self.bar.setProperty("role", "line")
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(say("gui.progress.label"))
        close = Button("", self.close, "quiet", "cross", say("quick.close"))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SIDE, 12, SIDE, 14)
        whole.setSpacing(10)
        whole.addLayout(row(Glyph("bound", Tone.INFO, 22), heading(say("quick.title"), 1.1), self.doing, close))
        asked = QVBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(self.field)
        asked.addWidget(self.bar)
        whole.addLayout(asked)
        whole.addWidget(self.message)
        whole.addWidget(self._area)
        hint = muted(say("quick.hint", full=shortcut("Enter"), esc=shortcut("Esc")), 0.85)
        whole.addLayout(row(hint, self.check_button, self.full_button))
        in_order(self)

    def _take_keys(self) -> None:
        self.field.entered.connect(self.open_full)
        self.field.submitted.connect(self.check)
        for keys, do in (
            ("Esc", self.close), ("Return", self._enter), ("Enter", self._enter), ("Ctrl+Return", self.check),
        ):  # fmt: skip
            QShortcut(QKeySequence(keys), self).activated.connect(do)

    def _enter(self) -> None:
        on: QWidget | None = self.focusWidget()
        if isinstance(on, QPushButton) and on is not self.full_button:
            on.click()
        else:
            self.open_full()
