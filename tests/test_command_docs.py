"""The page on commands says what the command line says of itself today."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_on_commands_is_the_one_that_the_help_writes() -> None:
    written = runpy.run_path(str(ROOT / "packaging" / "command_docs.py"))["text"]()
    assert (ROOT / "docs" / "commands.md").read_text("utf-8") == written, "run: python packaging/command_docs.py"
