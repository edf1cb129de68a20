"""Offline is offline: watched by strace and in an empty network namespace, as a user would run it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from credcheck import app
from tests.test_cli import EXAMPLE

ROOT = Path(__file__).resolve().parent.parent
ALONE = ["unshare", "--map-root-user", "--net", "--"]


def _can(*command: str) -> bool:
    """Whether this machine lets us (containers may forbid namespaces or tracing)."""
    if shutil.which(command[0]) is None:
        return False
    return subprocess.run([*command, "true"], capture_output=True, check=False, timeout=30).returncode == 0


needs_alone = pytest.mark.skipif(not _can(*ALONE), reason="no network namespace can be made here (unshare --net)")
needs_strace = pytest.mark.skipif(not _can("strace", "-f", "-o", "/dev/null"), reason="strace may not trace here")


def command(data: Path, *args: str) -> list[str]:
    return [sys.executable, "-m", "credcheck", "--data-dir", str(data), *args]


def watched(tmp_path: Path, line: list[str], codes: tuple[int, ...] = (0,)) -> list[str]:
    """The sockets that a command opened towards a network, as strace saw them."""
    seen = tmp_path / "strace"
    traced = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(seen), *line]
    done = subprocess.run(traced, cwd=ROOT, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode in codes, done.stderr[-2000:]
    return [
        call for call in seen.read_text("utf-8", "replace").splitlines() if "AF_INET" in call or "AF_PACKET" in call
    ]


def checked(line: list[str], codes: tuple[int, ...]) -> dict[str, Any]:
    done = subprocess.run([*ALONE, *line], cwd=ROOT, capture_output=True, timeout=100, check=False)
    assert done.returncode in codes, done.stderr.decode()[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@needs_strace
@pytest.mark.parametrize(
    "args",
    [
        ("check", "--offline", "--format", "json", EXAMPLE),
        ("--practice", "check", "--format", "html", EXAMPLE),
        ("check", "--plan", EXAMPLE),
        ("registry", "list"),
        ("consent",),
        ("history",),
    ],
    ids=" ".join,
)
def test_no_socket_is_opened(tmp_path: Path, args: tuple[str, ...]) -> None:
    assert watched(tmp_path, command(tmp_path / "data", *args), (0, 3)) == []


@needs_strace
@needs_alone
def test_the_watch_would_see_a_socket(tmp_path: Path) -> None:
    line = [*ALONE, *command(tmp_path / "data", "check", EXAMPLE)]
    assert watched(tmp_path, line, (3,)) != []


@needs_alone
def test_in_an_empty_network_offline_answers_from_this_machine(tmp_path: Path) -> None:
    report = checked(command(tmp_path / "data", "--practice", "check", "--format", "json", EXAMPLE), (0,))
    said = {a["registry"]: a["outcome"] for a in report["answers"]}
    assert said["npi_mirror"] == "found"
    assert {said[plug.id] for plug in app.registries() if plug.online} == {"not_asked"}
    assert report["verdict"]["headline"] == "match_not_bound"


@needs_alone
def test_in_an_empty_network_going_online_fails_openly_and_finds_nobody_missing(tmp_path: Path) -> None:
    report = checked(command(tmp_path / "data", "check", "--format", "json", EXAMPLE), (3,))
    said = {a["registry"]: a["outcome"] for a in report["answers"]}
    assert said["npi_live"] == said["npi_second"] == "failed"
    assert "not_found" not in said.values()
    assert report["verdict"]["record"] == "incomplete"
