"""`credcheck record`: what the user saw goes into a new report, or the command says what is missing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.test_cli import run

UK = "Dr Jane Example\n@janeexample_gp\nGP in London, UK. MBBS"
SAW = ("--seen", "current", "--given", "Jane", "--family", "Example", "--number", "7654321", "--on", "2026-11-20")


def report_id(tmp_path: Path) -> str:
    run(tmp_path, "--practice", "check", UK)
    (found,) = re.findall(r"\b[0-9a-f]{32}\b", run(tmp_path, "--practice", "history").stdout.decode())
    return str(found)


def test_a_finding_makes_a_new_report_that_names_register_day_and_user(tmp_path: Path) -> None:
    old = report_id(tmp_path)
    done = run(tmp_path, "--practice", "record", old, "GMC", *SAW, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    made = json.loads(done.stdout)
    (answer,) = [a for a in made["answers"] if a["registry"] == "manual"]
    assert (answer["outcome"], answer["at"][:10]) == ("found", "2026-11-20")
    text = run(tmp_path, "--practice", "history", "--show", made["report_id"]).stdout.decode()
    assert "Recorded by the user, not checked by CredCheck" in " ".join(text.split())
    assert run(tmp_path, "--practice", "history", "--show", old).returncode == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("No Such Register", *SAW), "General Medical Council"),
        (("council", *SAW), "more than one"),
        (("GMC", "--seen", "current"), "--family"),
    ],
)
def test_what_cannot_be_recorded_is_refused_with_the_reason(tmp_path: Path, args: tuple[str, ...], said: str) -> None:
    done = run(tmp_path, "--practice", "record", "x", *args)
    assert done.returncode == 2
    assert said in done.stderr.decode()


def test_having_seen_nobody_needs_no_name(tmp_path: Path) -> None:
    done = run(tmp_path, "--practice", "record", report_id(tmp_path), "GMC", "--seen", "nobody", "--format", "json")
    assert done.returncode == 0
    (answer,) = [a for a in json.loads(done.stdout)["answers"] if a["registry"] == "manual"]
    assert answer["outcome"] == "not_found"
