"""The page on commands says what the command line says of itself today."""

from __future__ import annotations

import runpy
from pathlib import Path

from credcheck import app
from credcheck.cli import registers
from credcheck.registries.interface import Bulk

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_on_commands_is_the_one_that_the_help_writes() -> None:
    written = runpy.run_path(str(ROOT / "packaging" / "command_docs.py"))["text"]()
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == written, "run: python packaging/command_docs.py"


def test_the_help_of_update_names_every_copy_that_can_be_downloaded() -> None:
    told = registers.update.help or ""
    assert [plug.copy for plug in app.registries() if issubclass(plug, Bulk) and plug.copy not in told] == []
