"""The command line: real commands, documented exit codes, clear sentences."""

from __future__ import annotations

import gc
import importlib
import io
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pytest

from credcheck import app, locks
from credcheck.__main__ import main
from credcheck.cli import COLLECT_AFTER

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder in which the practice register is installed."""
    folder = tmp_path_factory.mktemp("installed") / "data"
    app.practice_settings(folder)
    return folder


@pytest.fixture
def practice(installed: Path, tmp_path: Path) -> Run:
    """Runs the command line on the practice register, in a data folder of the test's own."""
    shutil.copytree(installed, tmp_path / "data")
    return lambda *args, input=b"": run(tmp_path, "--practice", *args, input=input)


def run(tmp_path: Path, *args: str, input: bytes = b"") -> Done:
    """A run of the program in this process, as its command would run it."""
    argv = ["credcheck", "--data-dir", str(tmp_path / "data"), *args]
    out, err, stdin = _Bytes(), _Bytes(), _Bytes(input)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", argv)
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, "utf-8", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, "utf-8", write_through=True))
        patch.setattr(sys, "stdin", io.TextIOWrapper(stdin, "utf-8"))
        with pytest.raises(SystemExit) as ended:
            main()
    return Done(int(str(ended.value.code)), out.getvalue(), err.getvalue())


class _Bytes(io.BytesIO):
    """A stream that keeps what was written to it after the wrapper around it is gone."""

    def close(self) -> None:
        pass


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: bytes
    stderr: bytes


class Run(Protocol):
    def __call__(self, *args: str, input: bytes = b"") -> Done: ...


EXAMPLE = "Jane Example, MD\n@janeexample_md\nCardiologist at Example Heart Institute.\nBoston, MA"


def test_a_pasted_profile_is_matched_against_the_practice_register(tmp_path: Path, practice: Run) -> None:
    done = practice("check", EXAMPLE, "--format", "json")
    assert done.returncode == 0, done.stderr.decode()
    report = json.loads(done.stdout)
    assert report["verdict"]["headline"] == "match_not_bound"
    assert {c["kind"] for c in report["claims"]} >= {"name", "credential", "profession", "specialty", "place"}


def test_garbage_is_looked_for_seldom_while_a_command_runs_and_as_before_after_it(
    tmp_path: Path, practice: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, within = gc.get_threshold(), list[tuple[int, int, int]]()
    monkeypatch.setattr(app, "practice_settings", lambda *_: within.append(gc.get_threshold()))
    practice("plugs")
    assert [first for first, *_ in within] == [COLLECT_AFTER]
    assert gc.get_threshold() == before


@pytest.mark.parametrize("format", ["json", "html", "text"])
def test_every_format_can_be_written_to_a_file(tmp_path: Path, practice: Run, format: str) -> None:
    target = tmp_path / "report"
    assert practice("check", EXAMPLE, "--format", format, "-o", str(target)).returncode == 0
    assert "Jane Example" in target.read_text("utf-8")


def test_single_options_make_a_profile_and_standard_input_too(tmp_path: Path, practice: Run) -> None:
    assert practice("check", "--name", "Jane Example", "--bio", "Cardiologist").returncode == 0
    assert practice("check", "-", input=EXAMPLE.encode()).returncode == 0


@pytest.mark.parametrize(
    ("args", "input"),
    [
        (("check", ""), b""),
        (("check", "   "), b""),
        (("check", "-"), b"x" * 1_100_000),
        (("check", "-"), bytes(range(256)) * 8),
        (("check", "https://no-platform.example/whoever"), b""),
        (("check", "@someone"), b""),
        (("check", "Jane Example MD", "--format", "word"), b""),
        (("check", "Jane Example MD", "--platform", "myspace"), b""),
        (("registry", "import", "none.zip"), b""),
        (("batch", "none.jsonl", "out.jsonl"), b""),
        (("history", "--show", "none"), b""),
        (("verify", "none.json"), b""),
        (("no-such-command",), b""),
    ],
)
def test_bad_input_gets_a_sentence_and_exit_code_2(
    tmp_path: Path, practice: Run, args: tuple[str, ...], input: bytes
) -> None:
    done = practice(*args, input=input)
    assert done.returncode == 2, done.stderr.decode()
    assert b"Traceback" not in done.stderr
    assert len(done.stderr.strip()) > 20


def test_without_any_source_the_check_is_incomplete_and_ends_with_3(tmp_path: Path) -> None:
    done = run(tmp_path, "check", EXAMPLE, "--offline", "--format", "json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["verdict"]["record"] == "incomplete"


def test_batch_keeps_order_and_ids_survives_a_bad_row_and_resumes(tmp_path: Path, practice: Run) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [
        {"id": f"r{i}", "name": "Jane Example MD", "bio": "Cardiologist", "location": "Boston, MA"} for i in range(4)
    ]
    source.write_bytes(b"\n".join([json.dumps(rows[0]).encode(), b"{bad", *(json.dumps(r).encode() for r in rows[1:])]))
    assert practice("batch", str(source), str(target)).returncode == 2, "one row could not be checked"
    first = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [r["id"] for r in first] == ["r0", "line 2", "r1", "r2", "r3"]
    assert [("error" in r) for r in first] == [False, True, False, False, False]
    whole = target.read_bytes()
    assert b"--resume" in practice("batch", str(source), str(target)).stderr
    assert target.read_bytes() == whole
    target.write_bytes(whole[: len(whole) * 2 // 3])
    assert practice("batch", str(source), str(target), "--resume").returncode == 0
    assert [json.loads(line)["id"] for line in target.read_text("utf-8").splitlines()] == [r["id"] for r in first]


def test_a_batch_that_is_killed_as_it_takes_off_a_cut_line_keeps_the_whole_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out.jsonl"
    target.write_bytes(b'{"id":"a"}\n{"id":"b"}\n{"id"')

    def killed(path: Path, content: bytes) -> int:
        path.open("wb").close()
        raise OSError("killed")

    monkeypatch.setattr(Path, "write_bytes", killed)
    assert importlib.import_module("credcheck.cli.batch")._whole_lines(target) == 2
    assert target.read_bytes() == b'{"id":"a"}\n{"id":"b"}\n'


def test_two_batches_that_begin_one_file_at_the_same_moment_do_not_mix_their_rows(
    tmp_path: Path, practice: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'{"id":"a","name":"Jane Example MD"}\n')
    module = importlib.import_module("credcheck.cli.batch")
    start = module.running

    def start_late(*more: object) -> object:
        target.write_bytes(b"of the other\n")
        return start(*more)

    monkeypatch.setattr(module, "running", start_late)
    assert practice("batch", str(source), str(target)).returncode == 2
    assert target.read_bytes() == b"of the other\n"


def test_two_that_resume_one_file_do_not_write_its_rows_twice(tmp_path: Path, practice: Run) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'{"id":"a","name":"Jane Example MD"}\n')
    with target.open("ab") as of_the_other:
        assert locks.held(of_the_other)
        busy = practice("batch", str(source), str(target), "--resume")
        assert (busy.returncode, target.read_bytes()) == (2, b"")
        assert b"Another CredCheck" in busy.stderr
    assert practice("batch", str(source), str(target), "--resume").returncode == 0
    assert target.read_bytes().count(b"\n") == 1
    assert b"0 checked" in practice("batch", str(source), str(target), "--resume").stderr
    assert target.read_bytes().count(b"\n") == 1


def test_a_batch_whose_source_could_not_be_reached_ends_with_3_and_says_how_often(tmp_path: Path) -> None:
    source, target = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    source.write_bytes(b'{"name":"Jane Example MD"}\n' * 2)
    done = run(tmp_path, "batch", "--offline", str(source), str(target))
    assert done.returncode == 3
    assert b"2 of them are incomplete" in done.stderr


def test_a_batch_keeps_any_text_and_each_row_can_be_verified(tmp_path: Path, practice: Run) -> None:
    source, target, row = tmp_path / "in.jsonl", tmp_path / "out.jsonl", tmp_path / "row.json"
    source.write_text(json.dumps({"id": "a", "name": "Jane Example MD", "platform": "\ud800", "bio": "\udfff\0"}))
    assert practice("batch", "--keep", str(source), str(target)).returncode == 0
    assert json.loads(target.read_bytes())["profile"]["bio"] == "\udfff\0"
    row.write_bytes(target.read_bytes())
    assert practice("verify", str(row)).returncode == 0


def test_a_check_stays_in_the_history_and_can_be_shown_and_verified(tmp_path: Path, practice: Run) -> None:
    made = json.loads(practice("check", EXAMPLE, "--format", "json").stdout)
    listed = practice("history").stdout.decode()
    assert made["report_id"] in listed
    shown = practice("history", "--show", made["report_id"], "--format", "json").stdout
    assert json.loads(shown)["verdict"] == made["verdict"]
    file = tmp_path / "r.json"
    file.write_bytes(shown)
    assert run(tmp_path, "verify", str(file)).returncode == 0


def test_verify_sees_a_changed_verdict(tmp_path: Path, practice: Run) -> None:
    made = practice("check", EXAMPLE, "--format", "json").stdout
    file = tmp_path / "r.json"
    file.write_bytes(made.replace(b"match_not_bound", b"bound"))
    assert run(tmp_path, "verify", str(file)).returncode != 0


@pytest.mark.skipif(sys.platform != "linux", reason="displays are named so on Linux only")
def test_without_a_display_the_same_check_runs_in_the_terminal(tmp_path: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "credcheck", "gui", "--practice", "--data-dir", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, env=bare, capture_output=True, check=True, text=True)
    assert "Jane Example" in done.stdout
    page = Path(done.stdout.strip().splitlines()[-1].split(": ", 1)[1])
    assert page.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_private_folder_is_for_its_owner_only(tmp_path: Path, practice: Run) -> None:
    practice("check", EXAMPLE)
    assert (tmp_path / "data").stat().st_mode & 0o077 == 0
