"""Window tests: widgets without a screen in this process, the whole program in a private X server of its own."""

from __future__ import annotations

import gc
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QSettings
from PySide6.QtWidgets import QApplication

from credcheck.gui import theme
from credcheck.gui.inside import Inside
from credcheck.gui.main_window import MainWindow
from credcheck.gui.worker import Worker
from tests.gui.fakes import FakeParts
from tests.gui.outside import Program
from tests.gui.waiting import ROOT, wait_for


@pytest.fixture(autouse=True)
def _garbage_is_collected_on_this_thread() -> Iterator[None]:
    """As the program does (see collector.py): a collection on a worker's thread would destroy widgets there."""
    gc.disable()
    yield
    _destroy_windows()
    gc.collect()
    gc.freeze()  # what lives on is not looked at again: that would take longer than the tests
    gc.enable()


def _destroy_windows() -> None:
    """Windows left from one test would be dressed anew in each later one, which takes minutes in all.

    A QMimeData of ours left on the clipboard would be destroyed after Python itself, which ends in a crash.
    """
    if QApplication.instance() is None:
        return
    QApplication.clipboard().clear()
    for widget in QApplication.topLevelWidgets():
        if widget.parent() is None:
            widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def parts() -> FakeParts:
    return FakeParts()


@pytest.fixture
def worker(qapp: QApplication, parts: FakeParts) -> Iterator[Worker]:
    made = Worker(parts.make)
    yield made
    assert made.shutdown()


@pytest.fixture
def window(qapp: QApplication, qtbot: Any, worker: Worker, tmp_path: Path) -> Iterator[MainWindow]:
    qapp.setStyle("Fusion")
    theme.wear(qapp, theme.LIGHT)
    kept = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
    made = MainWindow(kept, lambda window: Inside(window, worker, kept))
    made.show()
    qtbot.waitUntil(lambda: made.inside._ready is not None, timeout=20_000)
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# ---------------------------------------------------------------- the whole program
def needed() -> str:
    """What is missing for whole-program tests, or ""."""
    tools = [t for t in ("xvfb-run", "dbus-run-session", "openbox", "xprop", "xclip", "xdotool") if not shutil.which(t)]
    probe = ["/usr/bin/python3", "-c", "import pyatspi"]
    if not Path(probe[0]).exists() or subprocess.run(probe, capture_output=True, check=False).returncode:
        tools.append("python3-pyatspi")
    return ", ".join(tools)


@pytest.fixture(scope="session")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The environment of an X server with a window manager and a bus: the one we run in, or one of our own."""
    if missing := needed():
        pytest.skip(f"whole-program tests need: {missing} (Debian packages of that name, see packaging/system.sh)")
    if os.environ.get("CREDCHECK_X11"):
        yield dict(os.environ)
        return
    note = tmp_path_factory.mktemp("x11") / "environment"
    keep = f"env -0 > {note}.part && mv {note}.part {note} && cat"
    command = ["sh", str(ROOT / "packaging/x11env.sh"), "sh", "-c", keep]
    server = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
    try:
        wait_for(note.exists, 20)
        yield dict(pair.split("=", 1) for pair in note.read_text().split("\0") if pair)
    finally:
        server.communicate(timeout=20)


@pytest.fixture(scope="module")
def opened(screen: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The program in practice, opened once for all tests of a module: each brings its own account."""
    made = Program(screen, tmp_path_factory.mktemp("home"))
    made.wait("Profile to check")
    yield made
    made.end()


@pytest.fixture
def program(screen: dict[str, str], tmp_path: Path) -> Iterator[Program]:
    """The program in practice, with its window open."""
    made = Program(screen, tmp_path)
    made.wait("Profile to check")
    yield made
    made.end()
