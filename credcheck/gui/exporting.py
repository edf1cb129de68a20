"""Export: where a report goes, in which format, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from credcheck.errors import CredCheckError
from credcheck.gui import work, writing
from credcheck.gui.message_bar import Action, MessageBar
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Worker
from credcheck.model import Report
from credcheck.text import fold

if TYPE_CHECKING:
    from credcheck.exports import Written

Shown = Callable[[], Report | None]
Formats = tuple[work.FormatLine, ...]


class Exporting(QObject):
    """Writes the report that is shown; the menu of formats is built from the formats there are."""

    def __init__(self, window: QWidget, worker: Worker, message: MessageBar, shown: Shown) -> None:
        """`shown` gives the report on the page, `message` is where the outcome is said."""
        super().__init__(window)
        self._window, self._worker, self._message, self._shown = window, worker, message, shown
        self.formats: Formats = ()
        self.signs: Callable[[], bool] = lambda: False
        """Whether what can be signed is to be signed."""
        self.menu = QMenu(say("gui.menu.export_as"), window)

    def learn(self, formats: Formats) -> None:
        """Offer these formats."""
        self.formats = formats
        self.menu.clear()
        for format in formats:
            self.menu.addAction(f"{format.title} ({format.suffix})", self._asker(format))
        self.menu.addSeparator()
        self.menu.addAction(say("gui.menu.share"), self.ask_share)

    def ask(self, format: work.FormatLine | None = None) -> None:
        """Ask where the report goes, in one format or in any of them."""
        self._ask((format,) if format else self.formats, share=False)

    def ask_share(self) -> None:
        """Ask where a copy goes that is to be handed on."""
        self._ask(self.formats, share=True)

    def write(self, report: Report, file: Path, format: work.FormatLine | None = None, share: bool = False) -> None:
        """Write the report; the file's ending decides when no format was chosen."""
        chosen = format or by_suffix(self.formats, file)
        doing = writing.export(report, chosen.id, file, share=share, sign=self.signs())
        self._worker.start(doing, self._written, self._failed, lambda: None, self)

    def _asker(self, format: work.FormatLine) -> Callable[[], None]:
        return lambda: self.ask(format)

    def _ask(self, offered: Formats, share: bool) -> None:
        report = self._shown()
        if report is None or not report.complete or not offered:
            self._message.say(say("gui.export.nothing"), Tone.WARN)
            return
        only = offered[0] if len(offered) == 1 else None
        dialog = save_dialog(self._window, say("gui.export.share_title" if share else "gui.export.title"), offered)
        dialog.selectFile(f"{file_name(report)}{'-share' if share else ''}{offered[0].suffix}")
        dialog.fileSelected.connect(lambda file: self.write(report, Path(file), only, share))
        dialog.open()

    def _written(self, written: Written) -> None:
        said = [say("gui.export.saved", file=str(written.file)), *([say("gui.export.signed")] if written.key else [])]
        self._message.say(" ".join(said), Tone.GOOD, opening(written.file))

    def _failed(self, error: CredCheckError) -> None:
        self._message.say(tell(error.sentence), Tone.BAD, (say("gui.action.export"), self.ask))


def save_dialog(parent: QWidget, title: str, offered: Formats) -> QFileDialog:
    """A dialog that asks where to save something in one of these formats."""
    dialog = QFileDialog(parent, title)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([f"{f.title} (*{f.suffix})" for f in offered])
    dialog.setDefaultSuffix(offered[0].suffix.lstrip("."))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def by_suffix(formats: Formats, file: Path) -> work.FormatLine:
    """The format that a file's ending stands for, the first where it stands for none."""
    return next((f for f in formats if file.name.endswith(f.suffix)), formats[0])


def opening(file: Path) -> Action:
    """A button that opens what was saved."""
    return say("gui.action.open_file"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))


def file_name(report: Report) -> str:
    """A safe name for the exported file: "credcheck-jane-example-2026-11-22"."""
    called = report.case.called() or report.case.profile.handle
    who = "-".join(fold(called).lower().encode("ascii", "ignore").decode().split())[:40]
    return "-".join(p for p in ("credcheck", who.strip("-"), f"{report.at:%Y-%m-%d}") if p)
