"""The page on accounts says what proofs and rules say of themselves today."""

from __future__ import annotations

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_on_accounts_is_the_one_that_the_plugs_write() -> None:
    written = runpy.run_path(str(ROOT / "packaging" / "account_docs.py"))["text"]()
    assert (ROOT / "docs" / "accounts.md").read_text("utf-8") == written, "run: python packaging/account_docs.py"
