"""The stage of the pictures: the real window in a folder that is thrown away, and ways to wait for it."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from credcheck import resources
from credcheck.gui import work
from credcheck.gui.inside import Inside
from credcheck.gui.main_window import MainWindow
from credcheck.gui.worker import Work, Worker
from credcheck.settings import Settings
from credcheck.store import ReportStore

EXAMPLE = resources.read("practice/example_profile.txt").strip()
HANDLE = "@janeexample"


@dataclass(frozen=True)
class Play:
    """How the program is opened: in practice or bare (no register, nothing leaves the machine), and with which text."""

    practice: bool = True
    text: str = EXAMPLE
    cache: str = ""
    """ "corrupted" or "newer": what the cache on the disk is like, "" for none."""


class Stage:
    """The window, and ways to wait for it."""

    def __init__(self, app: QApplication, folder: Path, size: tuple[int, int], play: Play) -> None:
        """Open the program on a folder of its own."""
        self.app, self.folder = app, folder
        self._after: list[Callable[[], object]] = []
        spoil(folder / "credcheck.sqlite3", play.cache)
        settings = replace(Settings(), data_dir=folder, offline=not play.practice)
        self.worker = Worker(work.Opener(settings, play.practice), app)
        kept = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        opening = work.Opening(settings, folder / "settings.toml", play.practice, play.text)
        self.window = MainWindow(kept, lambda window: Inside(window, self.worker, kept, opening))
        self.window.resize(*size)
        self.window.show()
        self.until(lambda: self.inside._ready is not None or bool(self.inside.check_page.message.text))

    @property
    def inside(self) -> Inside:
        """What stands in the window."""
        return self.window.inside

    def go(self, name: str) -> None:
        """Show a page."""
        self.inside.go(name)
        self.until(lambda: self.inside.pages.currentWidget() is self.inside.pages.page(name))
        wait(150)

    def check(self, text: str) -> None:
        """Check a text and wait for the end."""
        self.go("check")
        page = self.inside.check_page
        page.top.field.put_in(text)
        page.check()
        self.until(lambda: not page.running)
        if text.strip() != HANDLE and page.report is None:
            raise SystemExit(f"no report came: {page.message.text}")

    def show(self, *reports: Any, text: str = EXAMPLE, ends: bool = True) -> None:
        """Let a check come to these reports; one that does not end is stopped after the picture."""
        page = self.inside.check_page
        self.go("check")
        page.top.field.put_in(text)
        page._start(coming(*reports) if ends else under_way(*reports))
        self.until(lambda: page.report is not None and not (ends and page.running))
        self.after(page.cancel)

    def after(self, do: Callable[[], object]) -> None:
        """Have something undone once the picture is taken."""
        self._after.append(do)

    def clean(self) -> None:
        """Undo what the last scene asked for."""
        while self._after:
            self._after.pop()()
        self.inside.check_page.welcome(None)
        self.inside.check_page.message.dismiss()

    def until(self, true: Callable[[], bool], patience: int = 600) -> None:
        """Let the window live until something is so."""
        while not true() and patience:
            patience -= 1
            wait(50)
        if not patience:
            raise RuntimeError("the window did not get there")

    def close(self) -> None:
        """End the program."""
        self.window.close()
        self.worker.shutdown()


def spoil(file: Path, kind: str) -> None:
    """Put a cache there that cannot be used."""
    if kind == "corrupted":
        file.write_bytes(b"This is no database. " * 400)
    elif kind == "newer":
        store = ReportStore(f"sqlite:///{file}")
        store.open()
        store.close()
        with closing(sqlite3.connect(file)) as opened, opened:
            opened.execute("update alembic_version set version_num = 'of-a-later-release'")


def coming(*values: Any) -> Work:
    """Work that tells these values and ends."""

    async def run(_: Any) -> AsyncIterator[Any]:
        for value in values:
            yield value

    return run


def under_way(*values: Any) -> Work:
    """Work that tells these values and does not end."""

    async def run(_: Any) -> AsyncIterator[Any]:
        for value in values:
            yield value
        await asyncio.sleep(3600)

    return run


def wait(ms: int) -> None:
    """Let the window live for a moment."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def scroll_to(page: QWidget, part: QWidget) -> None:
    """Scroll a page until a part of it stands at the top."""
    wait(200)
    areas = [(area, inside) for area in page.findChildren(QScrollArea) if (inside := area.widget()) is not None]
    area, inside = next((a, inside) for a, inside in areas if inside.isAncestorOf(part))
    area.verticalScrollBar().setValue(part.mapTo(inside, part.rect().topLeft()).y() - 12)
