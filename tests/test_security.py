"""The threat model, the code and the tests it names belong together."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.defences import DEFENCES, ROOT, Defence

DOCUMENT = (ROOT / "docs" / "security.md").read_text("utf-8")
ROWS = {int(number): test for number, test in re.findall(r"^\| (\d+) \|.*\| `(tests/\S+)` \|$", DOCUMENT, re.M)}


def functions(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    return {node.name for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))}


def test_every_row_of_the_threat_model_is_tried_and_nothing_else() -> None:
    assert {number: defence.test for number, defence in DEFENCES.items()} == ROWS


@pytest.mark.parametrize("defence", DEFENCES.values(), ids=DEFENCES)
def test_a_defence_stands_where_the_trial_takes_it_out(defence: Defence) -> None:
    code = (ROOT / defence.file).read_text("utf-8")
    assert [code.count(found) for found, _ in (defence.change, defence.also) if found] in ([1], [1, 1])


@pytest.mark.parametrize("named", sorted(set(re.findall(r"tests/\w+(?:/\w+)*\.py::\w+", DOCUMENT))))
def test_every_test_that_is_named_is_there(named: str) -> None:
    file, _, name = named.partition("::")
    assert name in functions(ROOT / file)
