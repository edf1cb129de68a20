"""The chosen profile of the queue: what came of it in a small card, and the bar to judge it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import past
from credcheck.gui.judge_bar import JudgeBar
from credcheck.gui.parts import Button, Text, column, heading, muted, row
from credcheck.gui.scroll import scrolling
from credcheck.gui.summary import Summary
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Job, Worker
from credcheck.model import Report
from credcheck.text import visible

if TYPE_CHECKING:
    from credcheck.store import Queued


class QueuePreview(QWidget):
    """Shows one row of the queue; the judge bar belongs to it and stands under the page."""

    opened = Signal(object)
    """The shown report is to be seen in full."""

    def __init__(self, worker: Worker) -> None:
        """Nothing is chosen."""
        super().__init__()
        self._worker = worker
        self._job: Job | None = None
        self._shown, self._wanted = "", False
        self.report: Report | None = None
        self.judging = JudgeBar(worker)
        self.title, self.bio, self.summary = heading("", 1.1), muted("", 1.0), Summary()
        self.word = Text("", role="muted")
        self.button = Button(say("queue.full"), self.open, "", "outside")
        self._body = QStackedWidget()
        self._lay_out()
        self.show_row(None)

    def show_row(self, queued: Queued | None) -> None:
        """Show a row: its report, or why there is none."""
        if queued is not None and queued.report_id:
            if queued.report_id != self._shown:
                self._get(queued.report_id)
            return
        self._forget()
        if queued is None:
            self._say(say("queue.choose"))
        elif queued.error is not None:
            self._say(tell(queued.error))
        else:
            self._say(f"{visible(queued.name or queued.handle)[:120]}\n\n{say('queue.waits')}")

    def open(self) -> None:
        """Open the chosen report in full, at once or as soon as it is read."""
        if self.report is not None:
            self.opened.emit(self.report)
        else:
            self._wanted = bool(self._shown)

    def _get(self, report_id: str) -> None:
        self._forget(report_id)
        self._shown = report_id
        self._job = self._worker.start(past.report(report_id), self._take, self._fail, lambda: None, self)

    def _take(self, report: Report) -> None:
        if report.id != self._shown:
            return
        profile = report.case.profile
        self.report = report
        self.title.say(visible(profile.name or profile.handle)[:120] or say("gui.nothing"))
        self.bio.say(visible(profile.bio)[:600])
        self.summary.show_report(report)
        self.judging.show_report(report)
        self.button.setEnabled(True)
        self._body.setCurrentIndex(1)
        if self._wanted:
            self._wanted = False
            self.opened.emit(report)

    def _fail(self, error: CredCheckError) -> None:
        self.judging.take_up("")
        self._say(tell(error.sentence))

    def _say(self, text: str) -> None:
        self.word.say(text)
        self._body.setCurrentIndex(0)

    def _forget(self, next_id: str = "") -> None:
        """Drop what is shown; a key that judges what comes next need not wait until that is read."""
        if self._job is not None:
            self._job.cancel()
        self._job, self._shown, self.report, self._wanted = None, "", None, False
        self.judging.take_up(next_id)
        self.button.setEnabled(False)

    def _lay_out(self) -> None:
        self.summary.setAccessibleName(say("queue.preview"))
        page, inside = QWidget(), QWidget()
        lines = column(inside, 4, 12)
        lines.addLayout(row(self.title, self.button))
        lines.addWidget(self.bio)
        lines.addWidget(self.summary)
        lines.addStretch(1)
        words = column(page, 12, 12)
        words.addWidget(self.word)
        words.addStretch(1)
        self._body.addWidget(page)
        self._body.addWidget(scrolling(inside, say("queue.preview")))
        column(self, 0, 0).addWidget(self._body)
        self.setMinimumWidth(324)
