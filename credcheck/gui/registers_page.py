"""Registers: the copies on this machine, how old and how large they are; update, import, verify, remove."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import mirrored
from credcheck.gui.later import UNDO_S, Deed, Later
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import (
    Button,
    Card,
    Text,
    column,
    empty,
    heading,
    mark,
    muted,
    row,
    web,
    word,
)
from credcheck.gui.reading import in_order
from credcheck.gui.scroll import scrolling
from credcheck.gui.steps import Steps
from credcheck.gui.theme import Tone
from credcheck.gui.words import Sign, say, tell
from credcheck.gui.worker import Job, Work, Worker

if TYPE_CHECKING:
    from credcheck.copies import Listed

FRESH = Sign("copies.fresh", "found", Tone.GOOD)
STALE = Sign("copies.stale", "warning", Tone.WARN)
ABSENT = Sign("copies.absent", "missing", Tone.NEUTRAL)
BROKEN = Sign("copies.broken", "alarm", Tone.BAD)


class RegistersPage(QWidget):
    """One card a register that can be kept on this machine."""

    imported = Signal()
    settings_wanted = Signal()

    def __init__(self, worker: Worker) -> None:
        """An empty page; `refresh` fills it."""
        super().__init__()
        self._worker, self._later = worker, Later(worker, self)
        self._job: Job | None = None
        self._listed: tuple[Listed, ...] = ()
        self._from = ""
        self._steps = Steps(self)
        self._doers: list[Button] = []
        """The buttons that wait while a copy is worked on."""
        self.message, self.copies = MessageBar(), QVBoxLayout()
        self.stop = Button(say("gui.registers.stop"), self.cancel, "", "stop")
        self.bar, self.doing = QProgressBar(), muted("", 1.0)
        self._lay_out()
        self._rest()

    def refresh(self) -> None:
        """Look again at what is installed."""
        self._worker.start(mirrored.listed, self._show, self._fail, lambda: None, self)

    # ------------------------------------------------------------ asked by the user
    def update_copy(self, name: str) -> None:
        """Download what a copy lacks."""
        self._run(mirrored.update(name))

    def choose(self, name: str) -> None:
        """Ask which file to import."""
        dialog = QFileDialog(self, say("gui.registers.dialog"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters(["*.zip *.csv *.csv.gz (*.zip *.csv *.csv.gz)", "* (*)"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.import_file(name, Path(file)))
        dialog.open()

    def import_file(self, name: str, file: Path) -> None:
        """Import a register file; the old copy stays whole until the new one stands."""
        self._run(mirrored.import_file(name, file), say("gui.registers.importing", file=file.name))

    def verify(self, copy: Listed) -> None:
        """Read every byte of a copy."""
        whole = partial(self.message.say, say("copies.whole", title=copy.title), Tone.GOOD)
        self.message.say(say("copies.verifying", title=copy.title), Tone.INFO)
        self._worker.start(mirrored.verify(copy.name), lambda _: whole(), self._fail, lambda: None, self)

    def remove(self, copy: Listed) -> None:
        """Remove a copy, unless the user thinks better of it in time."""
        self.message.dismiss()
        kept = partial(self.message.say, say("copies.kept", title=copy.title), Tone.NEUTRAL)
        said = say("copies.removed", title=copy.title, seconds=UNDO_S)
        self._later.plan(Deed(copy.name, said, mirrored.remove(copy.name), self._remove, kept))

    def cancel(self) -> None:
        """Stop the work; the copy that was there before is untouched."""
        if self._job is not None:
            self._job.cancel()
            self.message.say(say("gui.registers.cancelled"), Tone.NEUTRAL)

    # ------------------------------------------------------------ told
    def _run(self, doing: Work, what: str = "") -> None:
        if self._job is not None:
            return
        self.message.dismiss()
        self._from = self._focused() or ""
        self._job = self._worker.start(doing, self._take, self._fail, self._rest, self)
        self._busy(what)

    def _remove(self, doing: Work) -> None:
        def gone(_: None) -> None:
            self.message.say(say("copies.gone"), Tone.INFO)
            self.refresh()

        self._worker.start(doing, gone, self._fail, lambda: None, self)

    def _take(self, value: Any) -> None:
        from credcheck.update import Step, Updated

        if isinstance(value, Step):
            known = bool(value.total)
            mark(self.bar, value.done * 1000 // value.total if known else 0, 1000 if known else 0)
            left = f" · {say('copies.left', time=duration(value.left_s))}" if value.left_s else ""
            self.doing.say(tell(value.what) + left)
            return
        if isinstance(value, Updated):
            self.message.say(*_came(value))
        else:
            self.message.say(say("gui.registers.imported", title=value.title, people=value.people), Tone.GOOD)
        self.refresh()
        self.imported.emit()

    def _fail(self, error: CredCheckError) -> None:
        self.message.say(tell(error.sentence), Tone.BAD)
        self.refresh()

    def _busy(self, what: str) -> None:
        self.bar.setRange(0, 0)
        self.doing.say(what)
        self._working.show()
        self.stop.setFocus()
        self._enable()

    def _rest(self) -> None:
        self._job = None
        held = self.stop.hasFocus()
        self.stop.clearFocus()  # else it would go to whatever stands next
        self._working.hide()
        self._enable()
        if held:
            self._focus(self._from)

    def _enable(self) -> None:
        for button in self._doers:
            button.setEnabled(self._job is None)

    def _show(self, listed: tuple[Listed, ...]) -> None:
        if listed == self._listed:
            return
        before, on = self._focused(), self.focusWidget()
        if before is not None and on is not None:
            on.clearFocus()
        self._listed = listed
        self._doers.clear()
        empty(self.copies)
        self._steps.run([*(partial(self._put, copy) for copy in listed), partial(self._all_put, before)])

    def _put(self, copy: Listed) -> None:
        self.copies.addWidget(self._card(copy))

    def _all_put(self, before: str | None) -> None:
        in_order(self)
        if before is not None and self._job is None:
            self._focus(before)

    def _focused(self) -> str | None:
        """The button of a card that has the keyboard; "" when it is where the cards are not yet."""
        on = self.focusWidget()
        if on is None or on is self.choose_button:
            return ""
        return on.accessibleName() if any(card.isAncestorOf(on) for card in self._cards()) else None

    def _focus(self, name: str) -> None:
        """Give the keyboard back to the button of this name, or to the first."""
        buttons = [b for card in self._cards() for b in card.findChildren(Button) if b.isEnabled()]
        same = next((b for b in buttons if b.accessibleName() == name), next(iter(buttons), None))
        if same is not None:
            same.setFocus()

    def _cards(self) -> list[QWidget]:
        parts = (self.copies.itemAt(number) for number in range(self.copies.count()))
        return [widget for part in parts if part is not None and (widget := part.widget()) is not None]

    # ------------------------------------------------------------ layout
    def _card(self, copy: Listed) -> Card:
        card = Card()
        practice = copy.copy is not None and copy.copy.practice
        title = heading(say("gui.registers.practice") if practice else copy.title, 1.05)
        card.column.addLayout(row(title, word(state(copy), 0.95), gap=12))
        for line in facts(copy):
            card.column.addWidget(muted(line, 0.95))
        if copy.fault is not None:
            card.column.addWidget(Text(tell(copy.fault), tone=Tone.BAD))
        card.column.addLayout(row(*self._buttons(copy), 1, *_home(copy), gap=8))
        return card

    def _buttons(self, copy: Listed) -> list[QWidget]:
        made = []
        here = copy.copy is not None
        if copy.can_download:
            name = "update" if here else "download"
            made.append(self._button(name, copy, partial(self.update_copy, copy.name)))
        made.append(self._button("import", copy, partial(self.choose, copy.name)))
        if here or copy.fault is not None:
            made.append(self._button("verify", copy, partial(self.verify, copy), "quiet"))
            made.append(self._button("remove", copy, partial(self.remove, copy), "quiet"))
        return made

    def _button(self, name: str, copy: Listed, press: Any, role: str = "") -> QWidget:
        icons = {"update": "again", "download": "download", "import": "import", "verify": "check", "remove": "trash"}
        words = say(f"copies.{name}")
        made = Button(words, press, role, icons[name], f"{words}: {copy.title}")
        made.setEnabled(self._job is None)
        self._doers.append(made)
        return made

    def _lay_out(self) -> None:
        page, self._working = QWidget(), Card()
        inside = self._inside = column(page, 24, 12)
        inside.addWidget(heading(say("gui.registers.title"), 1.45))
        inside.addWidget(muted(say("gui.registers.intro"), 1.0))
        inside.addWidget(self._later.bar)
        inside.addWidget(self.message)
        self.bar.setAccessibleName(say("gui.registers.import_progress"))
        self.bar.setTextVisible(False)
        self._working.column.addLayout(row(self.doing, self.stop))
        self._working.column.addWidget(self.bar)
        inside.addWidget(self._working)
        self.copies.setSpacing(12)
        inside.addLayout(self.copies)
        self.choose_button = Button(say("copies.settings"), self.settings_wanted.emit, "quiet", "settings")
        where = muted(say("copies.choose"), 1.0)
        where.setWordWrap(False)
        inside.addLayout(row(where, self.choose_button, 1))
        inside.addStretch(1)
        column(self, 0, 0).addWidget(scrolling(page, say("gui.registers.title")))


def state(copy: Listed) -> Sign:
    """How a copy stands, in a word."""
    if copy.fault is not None:
        return BROKEN
    if copy.copy is None:
        return ABSENT
    return STALE if copy.is_stale and not copy.copy.practice else FRESH


def facts(copy: Listed) -> tuple[str, ...]:
    """What there is to know of a copy, or what it would cost to have one."""
    installed = copy.copy
    if installed is None:
        if not copy.can_download or not copy.download_bytes:
            return (say("copies.cost_unknown"),)
        return (say("copies.cost", download=size_text(copy.download_bytes), disk=size_text(copy.disk_bytes)),)
    size = size_text(installed.size_bytes)
    built = say("gui.registers.built", date=f"{installed.built_at.astimezone():%Y-%m-%d %H:%M}", size=size)
    people = say("copies.people", people=installed.people, organisations=installed.organisations)
    if copy.age_days is None:
        return (say("gui.registers.snapshot", date=say("gui.registers.unknown_date")), people, built)
    return (say("copies.age", n=copy.age_days, date=f"{installed.snapshot:%Y-%m-%d}"), people, built)


def duration(seconds: int) -> str:
    """A span of time as people say it."""
    return say("copies.minutes", n=round(seconds / 60)) if seconds >= 90 else say("copies.seconds", n=max(1, seconds))


def size_text(size_bytes: int) -> str:
    """A size as people say it."""
    for unit, least in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= least:
            return f"{size_bytes / least:.1f} {unit}"
    return f"{size_bytes} B"


def _came(updated: Any) -> tuple[str, Tone]:
    if updated.remark is not None:
        return tell(updated.remark), Tone.WARN
    if updated.copy is not None and updated.applied:
        return say("copies.updated", title=updated.copy.title, people=updated.copy.people), Tone.GOOD
    title = updated.copy.title if updated.copy is not None else ""
    return say("copies.current", title=title), Tone.INFO


def _home(copy: Listed) -> list[QWidget]:
    if not web(copy.home):
        return []
    title = say("gui.registers.home", title=copy.title)
    open_it = Button(say("copies.home"), lambda: QDesktopServices.openUrl(QUrl(copy.home)), "quiet", "outside", title)
    open_it.setToolTip(copy.home)
    return [open_it]
