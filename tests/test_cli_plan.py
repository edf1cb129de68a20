"""`check --plan`, `--ask-first`, `--without` and `retry`: said before asking, changed before asking, asked again."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from credcheck import app
from tests.test_cli import EXAMPLE, run


def test_a_plan_names_every_registry_and_asks_none(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--plan", EXAMPLE)
    assert done.returncode == 0
    lines = done.stdout.decode().splitlines()
    assert {line.split()[0] for line in lines} == {plug.id for plug in app.registries()}
    assert any("npiregistry.cms.hhs.gov" in line for line in lines)
    assert run(tmp_path, "history").stdout == b""
    assert run(tmp_path, "consent").stdout == b""


def test_before_asking_it_is_said_where_questions_go_and_offline_nothing_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")  # nobody listens there: nothing gets out
    off = [arg for plug in app.registries() if plug.online and plug.id != "npi_live" for arg in ("--without", plug.id)]
    said = run(tmp_path, "check", *off, EXAMPLE).stderr.decode()
    assert said.index("leave this machine for: npiregistry.cms.hhs.gov") < said.index("npi_live: ")
    assert "leave this machine" not in run(tmp_path, "check", "--offline", EXAMPLE).stderr.decode()


def test_a_registry_can_be_left_out(tmp_path: Path) -> None:
    done = run(tmp_path, "check", "--plan", "--without", "npi_live", EXAMPLE)
    line = next(line for line in done.stdout.decode().splitlines() if line.startswith("npi_live"))
    assert "Switched off" in line
    wrong = run(tmp_path, "check", "--without", "npi_lve", EXAMPLE)
    assert wrong.returncode == 2
    assert "npi_live" in wrong.stderr.decode()


LINKED = ("--handle", "janeexample", "--platform", "x", "--bio", "Cardiologist https://janeexample.example/me")


def test_pages_that_the_profile_links_to_are_planned_and_can_be_left_out(tmp_path: Path) -> None:
    planned = run(tmp_path, "check", "--plan", *LINKED, EXAMPLE).stdout.decode()
    line = next(line for line in planned.splitlines() if line.startswith("linked_page"))
    assert "janeexample.example" in line
    planned = run(tmp_path, "check", "--plan", "--without", "linked_page", *LINKED, EXAMPLE).stdout.decode()
    line = next(line for line in planned.splitlines() if line.startswith("linked_page"))
    assert "switched off" in line
    assert "janeexample.example" not in planned


def test_who_names_the_platform_is_not_told_to_choose_one(tmp_path: Path) -> None:
    profile = "Sam Sample, RN\n@samsample\nER nurse"
    assert "Choose the platform" in run(tmp_path, "--practice", "check", profile).stderr.decode()
    assert "Choose the platform" not in run(tmp_path, "--practice", "check", "--platform", "x", profile).stderr.decode()


def test_a_registry_that_is_off_is_asked_by_no_proof_either(tmp_path: Path) -> None:
    planned = run(tmp_path, "check", "--plan", "--without", "wikidata", *LINKED, EXAMPLE).stdout.decode()
    assert "wikidata.org" not in planned
    assert "wikidata_statement: " in run(tmp_path, "registry", "list").stdout.decode()


def test_nothing_is_asked_without_a_yes(tmp_path: Path) -> None:
    no = run(tmp_path, "--practice", "check", "--ask-first", EXAMPLE, input=b"n\n")
    assert no.returncode == 130
    assert "npi_mirror" in no.stderr.decode()
    yes = run(tmp_path, "--practice", "check", "--ask-first", EXAMPLE, input=b"y\n")
    assert yes.returncode == 0


def test_retrying_makes_a_new_report_of_an_old_one(tmp_path: Path) -> None:
    run(tmp_path, "--practice", "check", EXAMPLE)
    (old,) = re.findall(r"\b[0-9a-f]{32}\b", run(tmp_path, "--practice", "history").stdout.decode())
    done = run(tmp_path, "--practice", "retry", old, "--format", "json")
    assert done.returncode == 0
    made = json.loads(done.stdout)
    assert made["report_id"] != old
    assert made["verdict"]["headline"] == "match_not_bound"
    assert run(tmp_path, "--practice", "retry", "nosuch").returncode == 2


def test_a_registry_is_switched_off_for_good_and_on_again(tmp_path: Path) -> None:
    assert run(tmp_path, "registry", "off", "npi_live").returncode == 0
    assert run(tmp_path, "registry", "off", "npi_live").returncode == 0
    planned = run(tmp_path, "check", "--plan", EXAMPLE).stdout.decode()
    assert "Switched off" in next(line for line in planned.splitlines() if line.startswith("npi_live"))
    assert "npi_live: NPI registry (live) (switched off)" in run(tmp_path, "registry", "list").stdout.decode()
    assert run(tmp_path, "registry", "on", "npi_live").returncode == 0
    planned = run(tmp_path, "check", "--plan", EXAMPLE).stdout.decode()
    assert "Switched off" not in planned
    assert run(tmp_path, "registry", "off", "no_such").returncode == 2
