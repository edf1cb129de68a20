"""The one window. It is painted empty first and filled then, so that it stands at once; and the entry that opens it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

import credcheck
from credcheck import resources
from credcheck.gui import theme

if TYPE_CHECKING:
    from credcheck.gui.inside import Inside
    from credcheck.gui.work import Opener
    from credcheck.gui.worker import Worker
    from credcheck.sentence import Sentence
    from credcheck.settings import Settings

SWITCH_S = 0.0001
"""How long a busy worker may keep Python from the window's thread, which asks for it at every call into Qt."""
EXAMPLE = "practice/example_profile.txt"


class MainWindow(QMainWindow):
    """The frame; `fill` builds what stands in it after the first paint."""

    painted = Signal()
    closing = Signal()

    def __init__(self, kept: QSettings, fill: Callable[[MainWindow], Inside]) -> None:
        """An empty window of the remembered size and place."""
        super().__init__()
        self.kept, self._fill = kept, fill
        self._inside: Inside | None = None
        self._was_painted = False
        self.setWindowTitle("CredCheck")
        self.painted.connect(self.fill, Qt.ConnectionType.QueuedConnection)
        self._restore()

    @property
    def inside(self) -> Inside:
        """What stands in the window, built now if need be."""
        self.fill()
        assert self._inside is not None
        return self._inside

    @property
    def is_filled(self) -> bool:
        """Whether the window has been filled."""
        return self._inside is not None

    def fill(self) -> None:
        """Build what stands in the window, once."""
        if self._inside is None:
            self._inside = self._fill(self)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 — Qt's name
        """Say when the window was first painted."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            self.painted.emit()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802 — Qt's name
        """Remember size and place; the worker is shut down once the window is gone."""
        self.kept.setValue("geometry", self.saveGeometry())
        if self._inside is not None:
            self._inside.remember()
        self.closing.emit()
        super().closeEvent(event)

    def _restore(self) -> None:
        room = self.screen().availableSize()
        self.resize(min(1240, room.width() * 95 // 100), min(840, room.height() * 92 // 100))
        self.setMinimumSize(min(950, room.width()), min(506, room.height()))
        if geometry := self.kept.value("geometry"):
            self.restoreGeometry(geometry)


def make_app(arguments: list[str]) -> QApplication:
    """The Qt program, dressed."""
    app = QApplication(arguments)
    app.setApplicationName("CredCheck")
    app.setApplicationVersion(credcheck.__version__)
    app.setDesktopFileName("org.credcheck.CredCheck")
    app.setStyle("Fusion")
    return app


@dataclass(frozen=True, slots=True)
class Start:
    """How the program was started: settings and their file, practice, a text, only the quick check, and its address.

    `fault` says why the settings' file was not read.
    """

    settings: Settings
    file: Path | None = None
    practice: bool = False
    text: str = ""
    quick: bool = False
    fault: Sentence | None = None
    address: str = ""


def run(start: Start) -> int:
    """Open the window, or only the quick check, and stay until it is closed."""
    app, settings = make_app(sys.argv[:1]), start.settings
    kept = QSettings(str(settings.data_dir / "window.ini"), QSettings.Format.IniFormat)
    if kept.value("theme") is None:
        kept.setValue("theme", settings.theme)
    theme.wear(app, theme.chosen(str(kept.value("theme"))))
    hints = app.styleHints()
    hints.colorSchemeChanged.connect(lambda _: theme.wear(app, theme.chosen(str(kept.value("theme")))))
    window = MainWindow(kept, _filling(start))
    if start.quick:
        window.inside.quick_wanted.emit()
    else:
        window.show()
    return app.exec()


def _follow(inside: Inside, worker: Worker, opener: Opener) -> None:
    """Open the parts anew when the window asks for it, always with the choices that hold now."""
    now = [opener]

    def change(settings: Settings) -> None:
        now[0] = now[0].changed(settings)
        worker.reopen(now[0])

    inside.settings_changed.connect(change)
    inside.reopen_wanted.connect(lambda: worker.reopen(now[0]))
    inside.anew_wanted.connect(lambda: worker.reopen(now[0].anew))


def _filling(start: Start) -> Callable[[MainWindow], Inside]:
    def fill(window: MainWindow) -> Inside:
        # Imported here, after the first paint: the words of the model alone cost 40 ms, the languages 15.
        from credcheck import languages
        from credcheck.gui import icons, language, work
        from credcheck.gui.collector import Collector
        from credcheck.gui.desk import Desk
        from credcheck.gui.inside import Inside
        from credcheck.gui.worker import Worker

        app = QApplication.instance()
        assert isinstance(app, QApplication)
        languages.speak(start.settings.language)
        language.speak(app)
        app.setWindowIcon(icons.app_icon())
        Collector(app)
        sys.setswitchinterval(SWITCH_S)
        opener = work.Opener(start.settings, start.practice)
        worker = Worker(opener, app)
        app.aboutToQuit.connect(worker.shutdown)
        example = resources.read(EXAMPLE).strip() if start.practice and not start.quick else ""
        opening = work.Opening(start.settings, start.file, start.practice, start.text or example, start.fault)
        inside = Inside(window, worker, window.kept, opening)
        _follow(inside, worker, opener)
        Desk(window, inside, worker, start.address)
        return inside

    return fill
