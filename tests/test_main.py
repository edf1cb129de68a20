"""Which face is picked, and what is said where a window cannot be."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from credcheck import __main__ as main
from credcheck import settings
from credcheck.errors import BadInput
from credcheck.gui.load_qt import DEBIAN

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("fails", "said"),
    [
        ('ImportError("libEGL.so.1: cannot open shared object file")', "libEGL.so.1"),
        ('ModuleNotFoundError("No module", name="PySide6.QtCore")', "FILE.whl[gui]"),
    ],
)
def test_a_window_that_cannot_be_says_what_to_install(tmp_path: Path, fails: str, said: str) -> None:
    """As on a bare system, where Qt is not there or a library of the system is missing."""
    (tmp_path / "PySide6").mkdir()
    (tmp_path / "PySide6" / "__init__.py").write_text("", "utf-8")
    (tmp_path / "PySide6" / "QtCore.py").write_text(f"raise {fails}\n", "utf-8")
    env = os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}", "DISPLAY": ":99", "LANGUAGE": "en"}
    command = [sys.executable, "-m", "credcheck", "gui", "--data-dir", str(tmp_path / "d")]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == BadInput.exit_code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_window_needs_is_what_the_sources_install() -> None:
    script = (ROOT / "packaging" / "system.sh").read_text("utf-8")
    lists = dict(re.findall(r'^(QT|X11)="(.*)"$', script, re.M))
    assert f"{lists['QT']} {lists['X11']}" == DEBIAN


def test_a_window_opens_offline_and_says_why_where_the_settings_cannot_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who starts it from a menu sees no terminal; the file may have forbidden to ask anybody online."""
    file = tmp_path / "settings.toml"
    file.write_bytes(b"\xff[[[")
    monkeypatch.setattr(settings, "default_path", lambda: file)
    monkeypatch.setenv("DISPLAY", ":99")
    chosen, fault = main._chosen(None)
    assert chosen.offline
    assert fault is not None
    assert fault.id == "settings.unreadable"
    with pytest.raises(BadInput):  # a file that is named must be readable
        main._chosen(file)
    monkeypatch.setattr(main, "has_display", lambda: False)
    with pytest.raises(BadInput):
        main._chosen(None)
