"""Whom somebody checks, what a profile says and which key is used stand in no log, traceback or message of the program.

The real command line runs with every logger at DEBUG, its own and those of the libraries; SQLAlchemy's
is at INFO, where it writes statements (at DEBUG it writes what the database holds: that is its purpose).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NAME, BIO, HANDLE, KEY = "Zorblina Quuxworth", "Sprocketologist of Flumville", "zorblina_q", "k3y-never-shown-0451"
TOLD = ("zorblina", "quuxworth", "sprocketologist", "flumville", KEY)
LOUD = """
import logging, sys
logging.basicConfig(level=logging.DEBUG, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
for name in [*logging.root.manager.loggerDict, "sqlalchemy.engine", "sqlalchemy.pool", "httpx", "httpcore", "asyncio"]:
    logging.getLogger(name).disabled = False
logging.getLogger("sqlalchemy").setLevel(logging.INFO)
from credcheck import __main__ as program
{before}
program.main()
"""
BREAKING = {
    "the verdict breaks": "from credcheck import verdict; verdict.decide = lambda case, flags: 1 / 0",
    "the matcher breaks": "from credcheck import match; match.rank = lambda *values: [][1]",
    "a sentence breaks": "from credcheck import wording; wording.render = lambda sentence: {}[0]",
    "the database refuses": (
        "from sqlalchemy import event; from sqlalchemy.engine import Engine\n"
        "def refuse(connection, record): connection.execute('PRAGMA query_only=ON')\n"
        "event.listen(Engine, 'connect', refuse)"
    ),
}


def run(home: Path, *words: str, before: str = "") -> str:
    """What the program says of itself; its report, on standard output, is for the user."""
    command = [sys.executable, "-c", LOUD.format(before=before), "--data-dir", str(home / "data"), *words]
    env = os.environ | {"CREDCHECK_KEY_OPENALEX": KEY, "CREDCHECK_KEY_NCBI": KEY, "CREDCHECK_KEY_ESANTE": KEY}
    env |= {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"}
    return subprocess.run(command, env=env, cwd=home, capture_output=True, text=True, timeout=100, check=False).stderr


def told(said: str) -> list[str]:
    """The lines that give something away."""
    return [line for line in said.splitlines() if any(word in line.lower() for word in TOLD)]


CHECK = (
    "check",
    "--name",
    NAME,
    "--bio",
    f"{BIO}. PhD, Boston University. ORCID 0000-0002-1825-0097",
    "--handle",
    HANDLE,
)


@pytest.mark.timeout(300)
def test_a_check_that_reaches_nobody_says_nothing_of_whom(tmp_path: Path) -> None:
    said = run(tmp_path, "-v", *CHECK)
    assert "DEBUG" in said
    assert told(said) == []


@pytest.mark.timeout(300)
def test_history_batch_and_verify_say_nothing_of_whom(tmp_path: Path) -> None:
    row = {"id": "1", "name": NAME, "bio": BIO, "handle": HANDLE}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row), "utf-8")
    said = run(tmp_path, "--practice", *CHECK, "--format", "json", "-o", "report.json")
    for words in (("batch", "rows.jsonl", "out.jsonl"), ("history", "zzz"), ("verify", "report.json")):
        said += run(tmp_path, "--practice", *words)
    assert told(said) == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("breaking", BREAKING.values(), ids=BREAKING)
def test_a_traceback_shows_where_and_never_whom(tmp_path: Path, breaking: str) -> None:
    run(tmp_path, "--practice", "history")
    said = run(tmp_path, "--practice", *CHECK, before=breaking)
    assert "Traceback" in said or "credcheck:" in said
    assert told(said) == []
