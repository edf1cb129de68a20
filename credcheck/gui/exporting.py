"""Export: where the report goes, in which format, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import work
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Worker
from credcheck.model import Report
from credcheck.text import fold

Shown = Callable[[], Report | None]


class Exporting(QObject):
    """Writes the report that is shown; the menu of formats is built from the formats there are."""

    def __init__(self, window: QWidget, worker: Worker, message: MessageBar, shown: Shown) -> None:
        """`shown` gives the report on the page, `message` is where the outcome is said."""
        super().__init__(window)
        self._window, self._worker, self._message, self._shown = window, worker, message, shown
        self.formats: tuple[work.FormatLine, ...] = ()
        self.menu = QMenu(say("gui.menu.export_as"), window)

    def learn(self, formats: tuple[work.FormatLine, ...]) -> None:
        """Offer these formats."""
        self.formats = formats
        self.menu.clear()
        for format in formats:
            self.menu.addAction(f"{format.title} ({format.suffix})", self._asker(format))

    def ask(self, format: work.FormatLine | None = None) -> None:
        """Ask where the report goes, in one format or in any of them."""
        report = self._shown()
        if report is None or not report.complete or not self.formats:
            self._message.say(say("gui.export.nothing"), Tone.WARN)
            return
        offered = (format,) if format else self.formats
        dialog = QFileDialog(self._window, say("gui.export.title"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([f"{f.title} (*{f.suffix})" for f in offered])
        dialog.setDefaultSuffix(offered[0].suffix.lstrip("."))
        dialog.selectFile(file_name(report) + offered[0].suffix)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda file: self.write(report, Path(file), format))
        dialog.open()

    def write(self, report: Report, file: Path, format: work.FormatLine | None = None) -> None:
        """Write the report; the file's ending decides when no format was chosen."""
        by_suffix = next((f for f in self.formats if file.name.endswith(f.suffix)), self.formats[0])
        doing = work.export(report, (format or by_suffix).id, file)
        self._worker.start(doing, self._written, self._failed, lambda: None, self)

    def _written(self, file: Path) -> None:
        opening = (say("gui.action.open_file"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))))
        self._message.say(say("gui.export.saved", file=str(file)), Tone.GOOD, opening)

    def _failed(self, error: CredCheckError) -> None:
        self._message.say(tell(error.sentence), Tone.BAD, (say("gui.action.export"), self.ask))

    def _asker(self, format: work.FormatLine) -> Callable[[], None]:
        return lambda: self.ask(format)


def file_name(report: Report) -> str:
    """A safe name for the exported file: "credcheck-jane-example-2026-11-22"."""
    profile = report.case.profile
    who = "-".join(fold(profile.name or profile.handle).lower().encode("ascii", "ignore").decode().split())[:40]
    return "-".join(p for p in ("credcheck", who.strip("-"), f"{report.at:%Y-%m-%d}") if p)
