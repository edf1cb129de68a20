"""Every command that a document shows is run as it stands, in one folder, in order, against the practice register."""

from __future__ import annotations

import gzip
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from credcheck import app, resources
from credcheck.mirror.words import FORMAT

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "packaging" / "README.md"])
SETTING_UP = ("python -m venv", ".venv/bin/python -m pip", "apt ", "sudo apt ", "sh packaging/", "git ")
"""Run by `make setup` and `make package`, not here."""
WITHOUT_NETWORK = {"registry update": 3, "newer": 2, "keys set": 4}
"""What these end with where there is no network, no release and no keyring, as in a test."""
NO_WINDOW = ("gui", "check-clipboard")


def blocks(document: Path) -> Iterator[str]:
    """The indented and fenced blocks of a document."""
    text = document.read_text("utf-8")
    yield from re.findall(r"^```(?:sh|console|bash)?\n(.*?)^```", text, re.M | re.S)
    for found in re.findall(r"(?:^|\n\n)((?: {4}\S.*\n?(?:\n(?= {4}))?)+)", text):
        yield re.sub(r"^ {4}", "", found, flags=re.M)


def commands(document: Path) -> Iterator[list[str]]:
    """The commands that blocks show; drawings and file names are none."""
    for block in blocks(document):
        for line in _whole(block.splitlines()):
            if re.match(r"(?:\.venv/bin/)?credcheck |make |python -m |\S*python -m |sh |apt |sudo |git ", line):
                yield shlex.split(line, comments=True)


def _whole(lines: list[str]) -> Iterator[str]:
    """Lines joined where a quoted text goes over several."""
    waiting = ""
    for line in lines:
        waiting = f"{waiting}\n{line}" if waiting else line
        if waiting.count('"') % 2 == 0:
            yield waiting
            waiting = ""


SHOWN = {document: list(commands(document)) for document in DOCUMENTS}
RUN = {document: found for document, found in SHOWN.items() if any("credcheck" in words[0] for words in found)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the documents' commands find: profiles, a register's file, and a report."""
    (tmp_path / "profiles.jsonl").write_text(
        json.dumps({"id": "1", "name": "Jane Example", "bio": "Cardiologist"}), "utf-8"
    )
    (tmp_path / "profile.txt").write_text("Jane Example, MD\n@janeexample_md\nCardiologist. Boston, MA", "utf-8")
    practice = gzip.decompress((resources.folder() / app.PRACTICE).read_bytes())
    with zipfile.ZipFile(tmp_path / "NPPES_Data_Dissemination_November_2026_V2.zip", "w") as archive:
        archive.writestr("npidata_pfile_20050523-20261108.csv", practice)
    ran(tmp_path, ["check", "--name", "Jane Example", "--format", "json", "-o", "report.json"])
    return tmp_path


def ran(folder: Path, words: list[str]) -> subprocess.CompletedProcess[str]:
    """One command in that folder."""
    command = [sys.executable, "-m", "credcheck", "--practice", "--data-dir", str(folder / "data"), *words]
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    held = (folder / words[words.index("<") + 1]).read_text("utf-8") if "<" in words else "a-key\n"
    command = command[: command.index("<")] if "<" in command else command
    return subprocess.run(
        command, cwd=folder, env=env, input=held, capture_output=True, text=True, timeout=60, check=False
    )


@pytest.mark.timeout(300)
@pytest.mark.parametrize("document", RUN, ids=lambda path: path.name)
def test_every_command_of_a_document_does_what_it_shows(document: Path, folder: Path) -> None:
    report = json.loads((folder / "report.json").read_text("utf-8"))["report_id"]
    for words in (words[1:] for words in RUN[document] if words[0].endswith("credcheck")):
        if words[0] in NO_WINDOW:
            continue
        done = ran(folder, [report if word == "REPORT_ID" else word for word in words])
        expected = next((code for key, code in WITHOUT_NETWORK.items() if " ".join(words).startswith(key)), 0)
        assert done.returncode == expected, f"{words}: {done.stdout[-500:]} {done.stderr[-1500:]}"


PROGRAMS = [
    (document, program)
    for document in DOCUMENTS
    for program in re.findall(r"^```python\n(.*?)^```", document.read_text("utf-8"), re.M | re.S)
]


@pytest.mark.parametrize(("document", "program"), PROGRAMS, ids=lambda value: getattr(value, "name", ""))
def test_every_python_program_of_a_document_runs(document: Path, program: str, tmp_path: Path) -> None:
    env = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-c", program]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout


@pytest.mark.parametrize("document", SHOWN, ids=lambda path: path.name)
def test_every_other_command_is_one_that_there_is(document: Path) -> None:
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    for words in SHOWN[document]:
        line = " ".join(words)
        if words[0] == "make":
            assert words[1] in targets, line
        elif not words[0].endswith("credcheck") and not line.startswith(SETTING_UP):
            assert words[1:2] == ["-m"], line
            assert (ROOT / f"{words[2].replace('.', '/')}.py").exists() or words[2] == "pytest", line


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_inside_leads_somewhere(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|#|mailto:)([^)#\s]+)", document.read_text("utf-8"))
    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_command_named_in_passing_is_one(document: Path) -> None:
    from credcheck.cli import program

    named = re.findall(r"`credcheck ([a-z][\w-]*)", document.read_text("utf-8"))
    assert [name for name in named if name not in {*program.commands, *NO_WINDOW}] == []


def test_the_example_in_python_runs_as_it_stands(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.M | re.S)
    ran = subprocess.run([sys.executable, "-W", "error", "-c", example], cwd=tmp_path, capture_output=True, text=True)
    assert ran.stderr == ""
    assert ran.stdout.startswith("match 0\n")
    assert (tmp_path / "report.html").read_bytes().startswith(b"<!DOCTYPE html>")


def test_the_floors_in_the_documentation_are_those_that_the_build_holds() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    floors = [sorted(re.findall(r"\w+", floor)) for floor in contracts[0]["layers"]]
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## Floors")[2].partition("\n## ")[0]
    told = [re.split(r"\s{3,}|\n", line.strip())[0] for line in re.findall(r"^    \S.*", page, re.MULTILINE)]
    rooms = {room for floor in floors for room in floor}
    shown = [sorted(set(re.findall(r"\w+", re.sub(r"\(\w+\)", "", line))) & rooms) for line in told]
    assert shown == floors


PAGES = [*DOCUMENTS, *sorted((ROOT / "docs" / "decisions").glob("*.md"))]
TO_BE_WRITTEN = {"credcheck/registries/cpso.py", "credcheck/claims/orcid.py", "credcheck/bindings/rel_me.py"}
TO_BE_WRITTEN |= {"credcheck/flags/deactivated.py"}
"""Plugs that docs/plugs.md invents to show where a new one goes."""


def anchors(page: Path) -> set[str]:
    """What a link into this page may name: its headings as addresses write them, and what it marks itself."""
    text = page.read_text("utf-8")
    headings = (re.sub(r"[`*]", "", heading).strip().lower() for heading in re.findall(r"^#+ (.*)$", text, re.M))
    return {re.sub(r"[^\w\- ]", "", heading).replace(" ", "-") for heading in headings} | set(
        re.findall(r'<a id="(\w+)">', text)
    )


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_into_a_page_leads_to_a_place_in_it(document: Path) -> None:
    links = re.findall(r"\]\((?!https?://|mailto:)([^)#\s]*)#([^)\s]+)\)", document.read_text("utf-8"))
    lost = [(page, at) for page, at in links if at not in anchors(document.parent / page if page else document)]
    assert lost == []


@pytest.mark.parametrize("document", PAGES, ids=lambda path: path.name)
def test_every_file_that_a_page_names_is_there(document: Path) -> None:
    rooms = "credcheck|resources|tests|packaging|benchmarks|docs"
    named = set(re.findall(rf"`((?:{rooms})/[\w./-]+)`", document.read_text("utf-8"))) - TO_BE_WRITTEN
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_the_page_on_the_format_of_a_copy_tells_the_number_that_is_written() -> None:
    page = (ROOT / "docs" / "mirror-format.md").read_text("utf-8")
    told = re.findall(r"Format version (\d+)|^`format` (\d+)", page, re.M)
    assert [int(a or b) for a, b in told] == [FORMAT, FORMAT]
