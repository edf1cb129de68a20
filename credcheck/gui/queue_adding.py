"""How profiles come into the queue: from the clipboard, from files, and by being dropped on it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from credcheck.gui import many
from credcheck.gui.clip import CAP_LIST, Clip, State
from credcheck.gui.clipboard import Clipboard
from credcheck.gui.field import shortcut
from credcheck.gui.message_bar import MessageBar
from credcheck.gui.parts import Button
from credcheck.gui.theme import Tone
from credcheck.gui.words import say, tell
from credcheck.gui.worker import Job, Work, Worker

READS = "*.csv *.tsv *.jsonl *.ndjson *.txt *.html *.htm *.mhtml *.mht"


class QueueAdding(QObject):
    """The two buttons that add, and what is said of what was added; it can be taken out again."""

    added = Signal()
    taken_out = Signal()
    failed = Signal(object)
    """With the error."""

    def __init__(self, page: QWidget, worker: Worker, clipboard: Clipboard, message: MessageBar) -> None:
        """`message` is where what came of it is said, but for what failed."""
        super().__init__(page)
        self._page, self._worker, self._clipboard, self._message = page, worker, clipboard, message
        self._job: Job | None = None
        self.paste_button = Button(say("queue.paste"), self.paste, "", "paste")
        self.open_button = Button(say("queue.open"), self.choose, "", "import")

    @property
    def running(self) -> bool:
        """Whether something is being added."""
        return self._job is not None

    def paste(self) -> None:
        """Add the list on the clipboard."""
        self._clipboard.read(self._take_clip, self._page, CAP_LIST)

    def choose(self) -> None:
        """Ask which files to add."""
        dialog = QFileDialog(self._page, say("queue.dialog"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setNameFilters([f"{say('queue.kinds')} ({READS})"])
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(lambda files: self.add_files(tuple(map(Path, files))))
        dialog.open()

    def add_files(self, files: tuple[Path, ...]) -> None:
        """Add what files hold."""
        self._add(many.add_files(files))

    def take_dropped(self, dropped: QMimeData) -> None:
        """Add the files that were dropped, or else the text."""
        files = tuple(Path(url.toLocalFile()) for url in dropped.urls() if url.isLocalFile())
        self._add(many.add_files(files) if files else many.add_text(dropped.text()))

    def _take_clip(self, clip: Clip) -> None:
        if clip.state is State.TEXT and clip.length > len(clip.text):  # half a list is worse than none
            self._message.say(say("queue.too_long", cap=CAP_LIST), Tone.WARN)
        elif clip.state is State.TEXT:
            self._add(many.add_text(clip.text))
        else:
            self._message.say(say(f"quick.{clip.state.value}", keys=shortcut("Ctrl+V")), Tone.WARN)

    def _add(self, doing: Work) -> None:
        if self._job is None:
            self._job = self._worker.start(doing, self._added, self.failed.emit, self._end, self)

    def _added(self, added: many.Added) -> None:
        if not added.whole:
            self._message.say(say("queue.adding", n=added.rows), Tone.INFO)
            return
        text = say("queue.added", n=added.rows)
        if added.first_fault is not None:
            text += " " + say("queue.unread", n=added.unread, reason=tell(added.first_fault))
        undo = [(say("gui.action.undo"), partial(self._take_out, added.ids))] if added.rows else []
        self._message.say(text, Tone.WARN if added.unread else Tone.GOOD, *undo)

    def _take_out(self, ids: tuple[int, int]) -> None:
        self._message.dismiss()
        self._worker.start(many.take_out(*ids), self._took_out, self.failed.emit, lambda: None, self)

    def _took_out(self, _: object) -> None:
        self.taken_out.emit()

    def _end(self) -> None:
        self._job = None
        self.added.emit()
