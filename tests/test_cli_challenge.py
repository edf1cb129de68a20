"""`credcheck challenge` and `credcheck check --page`: codes and pages from the command line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from credcheck.bindings import challenged, new_code
from credcheck.cli import program
from credcheck.errors import BadInput
from credcheck.model import Profile

CODE = re.compile(r"credcheck-[2-9A-Z]{4}-[2-9A-Z]{4}")


def run(folder: Path, *args: str) -> str:
    found = CliRunner().invoke(
        program, ["--data-dir", str(folder), *args], catch_exceptions=False, standalone_mode=False
    )
    return found.output


def made(folder: Path, *more: str) -> str:
    found = CODE.search(run(folder, "challenge", "https://x.com/janeexample", "--person", "npi:1234567893", *more))
    assert found is not None
    return found.group()


def test_a_code_is_found_again_when_the_account_shows_it(tmp_path: Path) -> None:
    code = made(tmp_path, "--through", "registry", "--address", "1 Example Way, Boston")
    shown = ("--name", "Jane Example", "--handle", "janeexample", "--platform", "x", "--bio")
    told = run(tmp_path, "check", "--offline", "--format", "json", *shown, f"Cardiologist {code}")
    assert f'"{code}"' in told
    assert "challenge.unanswered" not in told
    assert "challenge.unanswered" in run(tmp_path, "check", "--offline", "--format", "json", *shown, "Cardiologist")


def test_an_institutions_address_must_be_at_its_own_domain(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as error:
        made(tmp_path, "--through", "institution", "--address", "jane@hospital-jobs.example")
    assert error.value.sentence.id == "challenge.no_institution"
    assert made(tmp_path, "--through", "institution", "--address", "jane.example@mayoclinic.org")


def test_codes_are_never_the_same_and_hold_no_sign_that_is_taken_for_another() -> None:
    codes = {new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(CODE.fullmatch(code) and not set(code[10:]) & set("01ILOU") for code in codes)


@pytest.mark.parametrize(
    ("profile", "key"),
    [
        (Profile(handle="@JaneExample", platform="x"), "x:janeexample"),
        (Profile(account_id="42", platform="x"), "x:42"),
        (Profile(name="Jane"), ""),
    ],
)
def test_a_code_belongs_to_one_account(profile: Profile, key: str) -> None:
    assert challenged(profile) == key
