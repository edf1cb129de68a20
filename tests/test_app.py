"""How the parts are put together, where no other test looks."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from credcheck import app
from credcheck.errors import MirrorError
from credcheck.mirror import Manifest, Mirrors
from credcheck.model import Sentence
from credcheck.settings import Settings


def test_a_practice_register_of_an_older_program_is_made_anew(tmp_path: Path) -> None:
    settings = app.practice_settings(tmp_path)
    [manifest] = settings.mirrors_dir.glob("npi/*/manifest.json")
    manifest.write_text(json.dumps({**json.loads(manifest.read_text()), "format": 0}))
    copy = Mirrors(app.practice_settings(tmp_path).mirrors_dir).open("npi")
    assert copy is not None
    assert copy.manifest.people > 0


def test_two_first_walks_that_begin_at_once_share_one_register(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = app.import_register

    def meanwhile(settings: Settings, *more: Any) -> Manifest:
        made = alone(settings, *more)  # by the other, which has begun a moment earlier
        assert made.people > 0
        raise MirrorError(Sentence("mirror.busy", name="npi"))

    monkeypatch.setattr(app, "import_register", meanwhile)
    settings = app.practice_settings(tmp_path)
    assert Mirrors(settings.mirrors_dir).manifest("npi") is not None


SELDOM = ("alembic", "cryptography", "numpy", "pyarrow", "typst")


def test_a_window_at_rest_has_not_loaded_what_only_some_work_needs(tmp_path: Path) -> None:
    code = f"""
import sys
from dataclasses import replace
from pathlib import Path
from credcheck import app, platforms, report
from credcheck.settings import Settings
app.open_parts(app.practice_settings(None, replace(Settings(), data_dir=Path({str(tmp_path)!r}))))
app.registries(), platforms.platforms(), report.formats()
print(*(name for name in {SELDOM!r} if name in sys.modules))
"""
    command = [sys.executable, "-c", code]
    first, second = (subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2))
    assert "alembic" in first  # the first start makes the tables, and the copy
    assert second.strip() == ""
