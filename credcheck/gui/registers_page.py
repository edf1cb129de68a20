"""Registers: the copies on this machine, a way to import one, and whom CredCheck can ask."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import work
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button, Card, Text, column, heading, muted, row, web, word
from credcheck.gui.scroll import scrolling
from credcheck.gui.theme import Tone
from credcheck.gui.words import Sign, say, tell
from credcheck.gui.worker import Job, Worker

ONLINE = Sign("gui.registers.online", "outside", Tone.INFO)
LOCAL = Sign("gui.registers.local", "registers", Tone.GOOD)


class RegistersPage(QWidget):
    """Copies, import and sources."""

    imported = Signal()

    def __init__(self, worker: Worker) -> None:
        """An empty page; `refresh` fills it."""
        super().__init__()
        self._worker = worker
        self._job: Job | None = None
        self._made = False
        self._registers: tuple[work.RegisterLine, ...] = ()
        self.message, self.copies, self.sources = MessageBar(), Card(), QVBoxLayout()
        self.button = Button(say("gui.registers.import"), self.choose, "primary", "import")
        self.stop = Button(say("gui.registers.stop"), self.cancel, "", "stop")
        self.bar, self.doing = QProgressBar(), muted("")
        self._lay_out()
        self._rest()

    def list_registers(self, registers: tuple[work.RegisterLine, ...]) -> None:
        """List whom CredCheck can ask."""
        if registers == self._registers:
            return
        self._registers = registers
        for register in registers:
            self.sources.addWidget(_source(register))

    def refresh(self) -> None:
        """Look again at what is installed."""
        self._worker.start(work.copies, self._show, self._fail, lambda: None, self)

    def choose(self) -> None:
        """Ask which file to import."""
        dialog = QFileDialog(self, say("gui.registers.dialog"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["NPI (*.zip *.csv *.csv.gz)", "* (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.import_file(Path(file)))
        dialog.open()

    def import_file(self, file: Path) -> None:
        """Import a register file; the old copy stays whole until the new one stands."""
        if self._job is not None:
            return
        self.message.dismiss()
        self._made = False
        self._busy(say("gui.registers.importing", file=file.name))
        self._job = self._worker.start(work.import_file(file), self._take, self._fail, self._rest, self)

    def cancel(self) -> None:
        """Stop the import."""
        if self._job is not None:
            self._job.cancel()
            self.message.say(say("gui.registers.cancelled"), Tone.NEUTRAL)

    def _take(self, value: Any) -> None:
        if isinstance(value, work.CopyLine):
            self.message.say(say("gui.registers.imported", title=value.title, people=value.people), Tone.GOOD)
            self.refresh()
            self.imported.emit()
        elif isinstance(value, work.Step):
            self.bar.setRange(0, 1000 if value.total else 0)
            self.bar.setValue(value.done * 1000 // value.total if value.total else 0)
            self.doing.say(tell(value.what))

    def _fail(self, error: CredCheckError) -> None:
        self.message.say(tell(error.sentence), Tone.BAD)

    def _busy(self, what: str) -> None:
        self.bar.setRange(0, 0)
        self.doing.say(what)
        for widget in (self.bar, self.stop, self.doing):
            widget.show()
        had = self.button.hasFocus()
        self.button.hide()
        if had:
            self.stop.setFocus()

    def _rest(self) -> None:
        self._job = None
        self.button.show()
        for widget in (self.bar, self.stop, self.doing):
            widget.hide()

    def _show(self, copies: tuple[work.CopyLine, ...]) -> None:
        self.copies.clear()
        self.copies.column.addWidget(heading(say("gui.registers.copies")))
        if not copies:
            self.copies.column.addWidget(Text(say("gui.registers.none")))
        for copy in copies:
            self.copies.column.addWidget(
                Text(say("gui.registers.practice") if copy.practice else copy.title).sized(1.05)
            )
            for line in copy_facts(copy):
                self.copies.column.addWidget(muted(line))

    def _lay_out(self) -> None:
        page = QWidget()
        inside = column(page, 24, 12)
        inside.addWidget(heading(say("gui.registers.title"), 1.45))
        inside.addWidget(muted(say("gui.registers.intro"), 1.0))
        inside.addWidget(self.message)
        inside.addWidget(self.copies)
        self.bar.setAccessibleName(say("gui.registers.import_progress"))
        self.bar.setTextVisible(False)
        inside.addWidget(self.doing)
        inside.addWidget(self.bar)
        inside.addLayout(row(self.button, self.stop, 1))
        inside.addSpacing(8)
        inside.addWidget(heading(say("gui.registers.sources"), 1.15))
        self.sources.setSpacing(12)
        inside.addLayout(self.sources)
        inside.addStretch(1)
        column(self, 0, 0).addWidget(scrolling(page, say("gui.registers.title")))


def _source(register: work.RegisterLine) -> Card:
    card = Card()
    top = row(heading(register.title, 1.05), word(ONLINE if register.online else LOCAL, 0.92), gap=12)
    card.column.addLayout(top)
    card.column.addWidget(Text(register.help))
    card.column.addWidget(muted(tell(register.covers)))
    card.column.addWidget(muted(say("gui.registers.terms", terms=tell(register.terms))))
    if web(register.home):
        title = say("gui.registers.home", title=register.title)
        card.column.addLayout(
            row(1, Button(title, lambda: QDesktopServices.openUrl(QUrl(register.home)), "quiet", "outside"))
        )
    return card


def copy_facts(copy: work.CopyLine) -> tuple[str, ...]:
    """What there is to know of a copy, in three lines."""
    as_of = f"{copy.snapshot:%Y-%m-%d}" if copy.snapshot else say("gui.registers.unknown_date")
    return (
        say("gui.registers.people", people=copy.people, organisations=copy.organisations),
        say("gui.registers.snapshot", date=as_of),
        say(
            "gui.registers.built", date=f"{copy.built_at.astimezone():%Y-%m-%d %H:%M}", size=size_text(copy.size_bytes)
        ),
    )


def size_text(size_bytes: int) -> str:
    """A size as people say it."""
    for unit, least in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= least:
            return f"{size_bytes / least:.1f} {unit}"
    return f"{size_bytes} B"
