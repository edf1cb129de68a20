"""What a newcomer types: read as it was meant, or answered with how it is written."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from credcheck.__main__ import _face
from tests.test_cli import EXAMPLE, Run, installed, practice  # noqa: F401


@pytest.mark.parametrize(
    ("file", "begins"),
    [("r.html", b"<!DOCTYPE html>"), ("r.PDF", b"%PDF-"), ("r.json", b"{"), ("r.md", b"# "), ("r.none", b"REGISTRY")],
)
def test_a_file_holds_what_its_name_says(tmp_path: Path, practice: Run, file: str, begins: bytes) -> None:  # noqa: F811
    target = tmp_path / file
    done = practice("check", EXAMPLE, "-o", str(target))
    assert target.read_bytes().startswith(begins)
    assert f"{file} is written: Registry match, account not bound." in done.stderr.decode()


def test_a_format_that_is_named_goes_before_the_name_of_the_file(tmp_path: Path, practice: Run) -> None:  # noqa: F811
    target = tmp_path / "r.html"
    practice("check", EXAMPLE, "-o", str(target), "--format", "json")
    assert target.read_bytes().startswith(b"{")


def test_past_checks_go_into_a_workbook_by_its_name_and_their_number_is_said(
    tmp_path: Path,
    practice: Run,  # noqa: F811
) -> None:
    practice("check", EXAMPLE)
    done = practice("history", "--export", str(tmp_path / "all.xlsx"))
    assert (tmp_path / "all.xlsx").read_bytes().startswith(b"PK")
    assert b"all.xlsx is written: one check." in done.stderr


def test_words_without_quotes_are_one_text(practice: Run) -> None:  # noqa: F811
    assert b"JANE ANNE EXAMPLE" in practice("check", "Jane", "Example", "MD").stdout


def test_a_files_name_is_no_profile(tmp_path: Path, practice: Run) -> None:  # noqa: F811
    file = tmp_path / "profile.txt"
    file.write_text(EXAMPLE)
    done = practice("check", str(file))
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"check - <" in done.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("Jane Example MD",), 'credcheck check "Jane Example MD"'),
        (("@janeexample_md",), 'credcheck check "@janeexample_md"'),
        (("check", "--practice", "Jane Example"), "credcheck --practice check"),
        (("registry", "list", "--data-dir", "x"), "credcheck --data-dir registry list"),
        (("history", "nobody at all"), 'No past check holds "nobody at all".'),
        (("history",), "No check is kept yet."),
        (("consent",), "No request is in the log."),
        (("cache", "erase", "--account", "janeexample_md"), "Nothing was erased"),
        (("cache", "erase", "--person", "2999000013"), "Nothing was erased"),
    ],
)
def test_what_is_written_otherwise_is_answered_with_the_way(
    practice: Run,  # noqa: F811
    args: tuple[str, ...],
    said: str,
) -> None:
    assert said in practice(*args).stderr.decode()


def test_a_mistyped_command_is_taken_for_no_profile(practice: Run) -> None:  # noqa: F811
    assert b"To check a profile" not in practice("chekc", "Jane Example").stderr + practice("chekc").stderr


def test_a_code_is_made_for_a_handle_whose_platform_is_named(practice: Run) -> None:  # noqa: F811
    to = ("--person", "npi:2999000013", "--through", "registry", "--address", "+1 617 555 0100")
    assert practice("challenge", "@janeexample_md", *to).returncode == 2
    assert practice("challenge", "@janeexample_md", "--platform", "Twitter", *to).returncode == 0


def test_a_handle_with_its_platform_and_a_name_is_not_asked_about(practice: Run) -> None:  # noqa: F811
    done = practice("check", "@janeexample_md", "--platform", "x", "--name", "Jane Example", "--bio", "Cardiologist")
    assert b"@janeexample_md \xc2\xb7 X" in done.stdout
    assert b"latform" not in done.stderr


def test_a_saved_page_is_read_from_standard_input_and_options_go_before_it(practice: Run) -> None:  # noqa: F811
    page = (
        b"<!DOCTYPE html><html><head><title>Jane Example, MD (@janeexample_md) / X</title>"
        b'<link rel="canonical" href="https://x.com/janeexample_md">'
        b'<meta property="og:description" content="Cardiologist"></head><body></body></html>'
    )
    done = practice("check", "-", "--location", "Boston, MA", input=page).stdout.decode()
    assert "Jane Example, MD \u00b7 @janeexample_md \u00b7 X" in done
    assert "html" not in done
    assert "Boston, MA, US" in done


def test_a_past_check_is_written_to_a_file(tmp_path: Path, practice: Run) -> None:  # noqa: F811
    practice("check", EXAMPLE)
    (id,) = re.findall(rb"[0-9a-f]{32}", practice("history").stdout)
    for name, more in (("a.html", ()), ("a.json", ()), ("b.html", ("--share",))):
        assert b" is written: " in practice("history", "--show", id.decode(), "-o", str(tmp_path / name), *more).stderr
    assert practice("verify", str(tmp_path / "a.json")).returncode == 0
    assert b"This is a share copy" in (tmp_path / "b.html").read_bytes()


def test_a_database_that_is_whole_is_not_set_aside(practice: Run) -> None:  # noqa: F811
    practice("check", EXAMPLE)
    assert practice("cache", "set-aside").returncode == 2
    assert practice("history").stdout


def test_removing_a_copy_says_whether_there_was_one(practice: Run) -> None:  # noqa: F811
    assert b"leie: not installed." in practice("registry", "remove", "leie").stdout
    assert b"npi: removed." in practice("registry", "remove", "npi").stdout


def test_a_batch_reads_a_table_and_says_where_the_reasons_stand(tmp_path: Path, practice: Run) -> None:  # noqa: F811
    source = tmp_path / "in.csv"
    source.write_text("name,handle,bio\nJane Example,janeexample_md,Cardiologist\n")
    assert practice("batch", str(source), str(tmp_path / "out.jsonl")).returncode == 0
    source.rename(tmp_path / "in.jsonl")
    assert b"its line" in practice("batch", str(tmp_path / "in.jsonl"), str(tmp_path / "out2.jsonl")).stderr


def test_a_batch_reads_a_list_of_texts_as_the_window_does_and_json_under_any_name(
    tmp_path: Path,
    practice: Run,  # noqa: F811
) -> None:
    source, target = tmp_path / "in.txt", tmp_path / "out.jsonl"
    source.write_text("Jane Example, MD\n@janeexample_md\nCardiologist\n---\nSam Sample, RN\n@samsample\nNurse\n")
    assert practice("batch", str(source), str(target)).returncode == 0
    assert [json.loads(line)["profile"]["handle"] for line in target.read_bytes().splitlines()] == [
        "janeexample_md",
        "samsample",
    ]
    source.write_text('\ufeff{"id": "a", "name": "Jane Example MD"}\n', "utf-8")
    assert practice("batch", str(source), str(tmp_path / "two.jsonl")).returncode == 0
    (tmp_path / "in.unknown").write_text('{"id": "a", "name": "Jane Example MD"}\n')
    assert practice("batch", str(tmp_path / "in.unknown"), str(tmp_path / "three.jsonl")).returncode == 0


@pytest.mark.parametrize(
    ("words", "face", "rest"),
    [
        (["--practice", "gui"], "gui", ["--practice"]),
        (["--data-dir", "gui", "check", "gui"], "check", ["--data-dir", "gui", "gui"]),
        (["gui", "--practice"], "gui", ["--practice"]),
        (["--practice"], "", ["--practice"]),
        ([], "", []),
    ],
)
def test_the_window_opens_with_the_options_of_all_commands_before_it(
    words: list[str], face: str, rest: list[str]
) -> None:
    assert _face(words) == (face, rest)


@pytest.mark.skipif(os.name != "posix", reason="a pipe that nobody reads")
def test_who_stops_reading_sees_no_traceback(tmp_path: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "credcheck", "gui", "--practice", "--data-dir", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=bare) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.close()
        assert b"Traceback" not in child.stderr.read()
