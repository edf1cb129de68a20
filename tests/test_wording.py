"""Every sentence the code makes has words, and none of the words accuses anybody."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest

from credcheck import wording
from credcheck.model import Sentence

PACKAGE = Path(wording.__file__).parent
ACCUSES = re.compile(
    r"\b(fraud(ster|ulent)?|fake[sd]?|liar|lies|lying|impost[eo]r|scam(mer)?|crook|charlatan|quack|pretend(s|ing)?)\b",
    re.I,
)
NOT_ACCUSING = {"A missing record is not proof of fraud"}


def sentences() -> dict[str, set[str] | None]:
    """Message id -> parameter names (None where they are handed through), for every literal Sentence(...)."""
    found: dict[str, set[str] | None] = {}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and ast.unparse(node.func).endswith("Sentence"):
                first, given = node.args[0], [k.arg for k in node.keywords]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    known = found.get(first.value, set())
                    found[first.value] = None if None in given or known is None else known | {k for k in given if k}
    return found


def texts(template: wording.Template) -> list[str]:
    return list(template.values()) if isinstance(template, dict) else [template]


def test_every_sentence_has_a_template_that_asks_only_for_what_it_is_given() -> None:
    wrong = []
    for id, given in sentences().items():
        template = wording.templates().get(id)
        if template is None:
            wrong.append(f"{id}: no template")
            continue
        for text in texts(template):
            wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name}
            if given is not None and not wanted <= given:
                wrong.append(f"{id}: asks for {wanted - given}")
    assert wrong == []


@pytest.mark.parametrize("id", sorted(wording.templates()))
def test_no_template_accuses_anybody(id: str) -> None:
    for text in texts(wording.templates()[id]):
        bare = re.sub(r"(not|no) proof of fraud|proof of nothing", "", text, flags=re.I)
        assert not ACCUSES.search(bare), text


def test_a_parameter_cannot_smuggle_in_a_reversing_character() -> None:
    assert "\u202e" not in wording.render(Sentence("input.unknown_platform", name="\u202ex", known="x"))


def test_braces_in_a_parameter_stay_braces() -> None:
    assert "{0.__class__}" in wording.render(Sentence("input.unknown_platform", name="{0.__class__}", known="x"))


def test_an_unknown_message_still_says_something() -> None:
    assert wording.render(Sentence("no.such", n=3)) == "no.such n=3"


@pytest.mark.parametrize(
    "way", ["{here}/secret.x", "../en/../../../secret.x", "x" * 3000 + ".x", "\x00.x", "con.x", "", "."]
)
def test_an_id_of_a_foreign_report_names_no_file(way: str, tmp_path: Path) -> None:
    (tmp_path / "secret.toml").write_text('x = "read"\n[secret]\nx = "read"\n', "utf-8")
    id = way.format(here=tmp_path)
    assert wording.template_of(id) is None
    assert "read" not in wording.render(Sentence(id))


def test_nobody_is_never_counted_as_nought_and_one_or_more_as_ever() -> None:
    said = {n: [wording.render(Sentence(f"verdict.fit.{step}", n=n)) for step in ("exact", "state")] for n in (0, 1, 7)}
    assert said[0] == ["Nobody listed carries this very name.", "The state leaves nobody of this very name."]
    assert said[1] == ["One listed person carries this name.", "The state leaves 1."]
    assert said[7] == ["7 listed people carry this name.", "The state leaves 7."]


def test_a_sentence_without_words_for_none_counts_nought() -> None:
    assert wording.render(Sentence("history.due_done", n=0)).startswith("0 ")
