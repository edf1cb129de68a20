"""docs/registries.md is what the registries declare, today."""

from __future__ import annotations

from pathlib import Path

import pytest

from credcheck import app, wording
from credcheck.cli._registers_page import page
from credcheck.registries.interface import Registry
from tests.test_cli import run

ROOT = Path(__file__).resolve().parent.parent


def test_the_page_is_current() -> None:
    """After a change of a registry: credcheck registry list --markdown > docs/registries.md."""
    assert (ROOT / "docs" / "registries.md").read_text("utf-8") == page()


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    assert run(tmp_path, "registry", "list", "--markdown").stdout.decode() == page()


@pytest.mark.parametrize("plug", app.registries(), ids=lambda plug: plug.id)
def test_every_registry_says_what_a_miss_means_its_terms_and_where_questions_go(plug: type[Registry]) -> None:
    text = page()
    section = text[text.index(f'<a id="{plug.id}"></a>') :].split("<a id=", 2)[1]
    assert wording.render(plug.covers) in section
    assert wording.render(plug.terms) in section
    assert plug.home in section
    assert all(host in section for host in plug.hosts())
    assert "{" not in section
