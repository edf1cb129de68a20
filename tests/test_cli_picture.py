"""A picture given as a file is compared with those of earlier checks."""

from __future__ import annotations

import json
from pathlib import Path

from tests.test_cli import Run, installed, practice  # noqa: F401
from tests.test_pictures import file, portrait


def test_two_accounts_with_one_picture_are_remarked_and_only_the_hash_is_kept(
    tmp_path: Path,
    practice: Run,  # noqa: F811
) -> None:
    first, again = tmp_path / "a.png", tmp_path / "b.jpg"
    first.write_bytes(file(portrait()))
    again.write_bytes(file(portrait(size=90), "JPEG", quality=70))
    one = ("check", "Dr. Sam Sample\n@samsample\nCardiologist", "--platform", "x", "--format", "json")
    other = ("check", "Dr. Jo Testman\n@jotestman\nSurgeon", "--platform", "x", "--format", "json")
    told = json.loads(practice(*one, "--picture", str(first)).stdout)
    assert len(told["profile"]["avatar"]) == 16
    assert "avatar_reused" not in {flag["rule"] for flag in told["flags"]}
    told = json.loads(practice(*other, "--picture", str(again)).stdout)
    assert "avatar_reused" in {flag["rule"] for flag in told["flags"]}


def test_a_file_that_is_no_picture_gets_a_sentence(tmp_path: Path, practice: Run) -> None:  # noqa: F811
    (tmp_path / "a.txt").write_text("no picture")
    done = practice("check", "Dr. Sam Sample\n@sam\nNurse", "--picture", str(tmp_path / "a.txt"))
    assert done.returncode == 2
    assert b"a.txt holds no picture" in done.stderr
