"""Many reports in one file: those of the queue that search and filters let through, with progress and a way to stop."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import writing
from credcheck.gui.exporting import Formats, by_suffix, opening, save_dialog
from credcheck.gui.many import Sought
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Job, Worker

SAY_EVERY_S = 0.25


class QueueExport(QObject):
    """The button that exports, and the one that stops it, of which one is shown."""

    def __init__(self, page: QWidget, worker: Worker, message: MessageBar, sought: Callable[[], Sought]) -> None:
        """`sought` says which rows are shown, `message` is where progress and outcome are said."""
        super().__init__(page)
        self._page, self._worker, self._message, self._sought = page, worker, message, sought
        self._formats: Formats = ()
        self._job: Job | None = None
        self._said_at = 0.0
        self.button = Button(say("queue.export"), self.ask, "", "export")
        self.stop_button = Button(say("queue.export_stop"), self.stop, "", "stop")
        self.stop_button.hide()

    @property
    def running(self) -> bool:
        """Whether an export is under way."""
        return self._job is not None

    def learn(self, formats: Formats) -> None:
        """Offer those of these formats that hold many reports."""
        self._formats = tuple(f for f in formats if f.many)

    def ask(self) -> None:
        """Ask where the reports go, where there is one."""
        if not self.button.isEnabled():
            self._message.say(say("exports.none"), Tone.WARN)
        elif self._formats and self._job is None:
            dialog = save_dialog(self._page, say("queue.export_title"), self._formats)
            dialog.selectFile(f"credcheck-queue{self._formats[0].suffix}")
            dialog.fileSelected.connect(lambda file: self.write(Path(file)))
            dialog.open()

    def write(self, file: Path) -> None:
        """Write what is shown into a file of the format that its ending stands for."""
        if self._job is None:
            doing = writing.export_queue(self._sought(), by_suffix(self._formats, file).id, file)
            self._message.dismiss()
            self._swap(self.button, self.stop_button)
            self._job = self._worker.start(doing, self._take, self._fail, self._end, self)

    def stop(self) -> None:
        """Stop the export; a file that was there before is untouched."""
        if self._job is not None:
            self._job.cancel()
            self._message.say(say("queue.export_stopped"), Tone.NEUTRAL)

    def _take(self, value: Any) -> None:
        from credcheck.exports import Written

        if isinstance(value, Written):
            said = say("queue.exported", n=value.reports, file=str(value.file))
            self._message.say(said, Tone.GOOD, opening(value.file))
        elif time.monotonic() - self._said_at > SAY_EVERY_S:
            self._said_at = time.monotonic()
            self._message.say(tell(value.what), Tone.INFO)

    def _fail(self, error: CredCheckError) -> None:
        self._message.say(tell(error.sentence), Tone.BAD)

    def _end(self) -> None:
        self._job = None
        self._swap(self.stop_button, self.button)

    def _swap(self, old: Button, new: Button) -> None:
        had = old.hasFocus()
        new.show()
        if had:
            new.setFocus()
        old.hide()
