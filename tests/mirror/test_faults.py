"""What happens to the copy when the machine or the user does its worst while a build runs."""

from __future__ import annotations

import ast
import gc
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from credcheck.errors import MirrorError
from credcheck.mirror import About, Mirrors, NameQuery, patch
from credcheck.mirror.patching import batches_of
from credcheck.mirror.storing import current
from credcheck.model import Sentence
from credcheck.registries import _nppes
from credcheck.registries.npi_mirror import NpiMirror

ROOT = Path(__file__).resolve().parents[2]
PRACTICE = ROOT / "resources" / "practice" / "practice_register.csv.gz"
FLIPS = int(os.environ.get("CREDCHECK_FLIPS", "60"))
KILLS = int(os.environ.get("CREDCHECK_KILLS", "6"))
CHILD = """
import sys
from pathlib import Path
from credcheck.mirror import Mirrors
from credcheck.mirror import building, importing
from credcheck.registries import _nppes
from credcheck.registries.npi_mirror import NpiMirror
print("ready", flush=True)
while True:
    NpiMirror.load(Path(sys.argv[1]), Mirrors(Path(sys.argv[2])), lambda done, total, what: None)
"""
LIMITED = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n" + CHILD

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


def silent(done: int, total: int, what: Sentence) -> None:
    """Nobody listens."""


def answers(folder: Path) -> bool:
    mirror = Mirrors(folder, dict).open("npi")
    assert mirror is not None
    mirror.verify()
    return mirror.search(NameQuery("Exampel", "Jane", limit=1)).hits[0].record.cells["Provider First Name"] == "JANE"


def child(code: str, folder: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, str(PRACTICE), str(folder)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.timeout(600)
def test_killed_at_any_moment_the_old_copy_answers_and_no_rest_stays(tmp_path: Path) -> None:
    NpiMirror.load(PRACTICE, Mirrors(tmp_path), silent)
    chance = random.Random(7)
    for _ in range(KILLS):
        with child(CHILD, tmp_path) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.random() * 0.5)
            process.send_signal(signal.SIGKILL)
        assert answers(tmp_path)
        assert set((tmp_path / "npi").glob("g-*")) == set(current(tmp_path / "npi"))


def test_a_disk_that_takes_no_more_is_told_and_the_old_copy_stays(tmp_path: Path) -> None:
    NpiMirror.load(PRACTICE, Mirrors(tmp_path), silent)
    with child(LIMITED, tmp_path) as process:
        _, errors = process.communicate(timeout=60)
    assert "MirrorError: mirror.unwritable" in errors
    assert answers(tmp_path)
    assert len(list((tmp_path / "npi").glob("g-*"))) == 1


def test_a_full_small_disk_is_told_and_the_old_copy_stays(tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=500k", "tmpfs", str(small)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        NpiMirror.load(PRACTICE, Mirrors(small), silent)
        (small / "filler").write_bytes(b"x" * 200_000)
        with pytest.raises(MirrorError) as caught:
            NpiMirror.load(PRACTICE, Mirrors(small), silent)
        assert caught.value.sentence.id == "mirror.unwritable"
        assert answers(small)
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)
    gc.collect()  # a file that was left open would be told here


def test_a_reader_keeps_its_copy_until_it_opens_again(tmp_path: Path) -> None:
    NpiMirror.load(PRACTICE, Mirrors(tmp_path), silent)
    mirrors = Mirrors(tmp_path, dict)
    old = mirrors.open("npi")
    assert old is not None
    old.search(NameQuery("Example", "Jane"))
    NpiMirror.load(PRACTICE, Mirrors(tmp_path), silent)
    assert old.search(NameQuery("Example", "Jane")).hits
    new = mirrors.open("npi")
    assert new is not None
    assert new is not old
    assert mirrors.open("npi") is new


@pytest.mark.timeout(900)
@pytest.mark.parametrize("compiled", ["", "1"], ids=["compiled", "twin"])
def test_flipped_bytes_are_answered_or_told_as_damage_and_never_crash_or_hang(tmp_path: Path, compiled: str) -> None:
    NpiMirror.load(PRACTICE, Mirrors(tmp_path), silent)
    row = {_nppes.NPI: "2999000021", _nppes.DEACTIVATED: "11/12/2025"}
    patch(tmp_path, "npi", _nppes.LAYOUT, batches_of([row], _nppes.LAYOUT), lambda: About("T"))
    command = [sys.executable, "-m", "tests.mirror.flipping", str(tmp_path), str(FLIPS), "1"]
    environment = os.environ | {"CREDCHECK_NO_KERNEL": compiled}
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, (done.returncode, done.stderr[-2000:])
    told = ast.literal_eval(done.stdout)
    assert sum(told.values()) == FLIPS
    assert told["damaged"] > FLIPS // 10
