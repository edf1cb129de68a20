from __future__ import annotations

import gzip
import hashlib
import json
import os
import stat
import subprocess
import sys
import zlib
from base64 import b64encode
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection

from credcheck.errors import BadInput, StoreError
from credcheck.model import Profile
from credcheck.net import Fetched
from credcheck.store import Kind, Opinion, ReportStore, _archive, _chain, _lines, _packed
from credcheck.store._tables import stamp
from tests import factory
from tests.store.conftest import Clock


@pytest.fixture
def other(tmp_path: Path, clock: Clock) -> ReportStore:
    opened = ReportStore(f"sqlite:///{tmp_path / 'other.sqlite3'}", clock)
    opened.open()
    return opened


def filled(cache: ReportStore) -> ReportStore:
    for report in factory.reports():
        cache.save(report)
    cache.judgements.judge("r-several", Opinion.AGREE)
    cache.notes.add("r-several", "A note.")
    cache.watches.add("r-example", 7)
    cache.queue.add([("1", Profile(name="Jane Example"))])
    return cache


def test_an_empty_cache_becomes_the_one_that_was_written(
    cache: ReportStore, other: ReportStore, tmp_path: Path
) -> None:
    file = tmp_path / "all.credcheck"
    assert filled(other).archive.write(file) == len(factory.reports())
    assert cache.archive.read(file) == len(factory.reports())
    assert cache.history() == other.history()
    assert [cache.raw(line.id) for line in cache.history()] == [other.raw(line.id) for line in other.history()]
    assert cache.log.head() == other.log.head()
    assert cache.log.audit().whole
    assert cache.notes.of("r-several")[0].text == "A note."
    assert cache.queue.count() == 1
    cache.judgements.judge("r-several", Opinion.UNDECIDED)  # numbers go on after those taken in
    assert cache.save(factory.several()).chain.startswith(f"{len(factory.reports())}:")
    other.close()


def test_a_cache_with_reports_takes_what_it_lacks_and_logs_whence(
    cache: ReportStore, other: ReportStore, tmp_path: Path
) -> None:
    file = tmp_path / "all.credcheck"
    filled(other).archive.write(file)
    mine = cache.save(factory.several())
    assert cache.archive.read(file) == len(factory.reports()) - 1
    assert cache.get("r-several") == mine
    assert cache.judgements.of("r-several") is None
    newest = cache.log.entries(1)[0]
    assert newest.kind is Kind.IMPORTED
    assert newest.content is not None
    assert newest.content["from"] == other.log.head().text()
    assert cache.log.audit().whole
    assert cache.archive.read(file) == 0
    other.close()


def test_a_cut_or_changed_archive_is_refused_whole(cache: ReportStore, other: ReportStore, tmp_path: Path) -> None:
    file, bad = tmp_path / "all.credcheck", tmp_path / "bad.credcheck"
    filled(other).archive.write(file)
    plain = gzip.decompress(file.read_bytes())
    for content in (plain[:-80], plain.replace(b"samsample", b"samsampel"), b"", b"{}\n", plain + b"[]\n"):
        bad.write_bytes(gzip.compress(content))
        with pytest.raises(BadInput) as caught:
            cache.archive.read(bad)
        assert caught.value.sentence.id == "store.bad_archive"
    bad.write_bytes(file.read_bytes()[:-20])
    with pytest.raises(BadInput):
        cache.archive.read(bad)
    assert cache.count() == 0
    other.close()


def test_an_archive_from_which_a_line_was_taken_or_a_note_changed_is_refused(
    cache: ReportStore, other: ReportStore, tmp_path: Path
) -> None:
    file, bad = tmp_path / "all.credcheck", tmp_path / "bad.credcheck"
    filled(other).archive.write(file)
    lines = gzip.decompress(file.read_bytes()).splitlines(keepends=True)
    note = next(at for at, line in enumerate(lines) if b"A note." in line)
    changed = [line.replace(b"A note.", b"A lie.") for line in lines]
    for content in (lines[:note] + lines[note + 1 :], changed):
        bad.write_bytes(gzip.compress(b"".join(content)))
        with pytest.raises(BadInput):
            cache.archive.read(bad)
    assert cache.history() == ()
    other.close()


def test_only_the_user_may_read_an_archive_and_a_failed_one_leaves_the_old(other: ReportStore, tmp_path: Path) -> None:
    file = tmp_path / "all.credcheck"
    with closing(filled(other)):
        other.archive.write(file)
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        with pytest.raises(StoreError):
            other.archive.write(tmp_path / "none" / "x")
    assert {path.name for path in tmp_path.iterdir()} >= {"all.credcheck"}
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".all")]


def sealed(path: Path, *lines: list[object], head: str = _lines.FORM) -> Path:
    """An archive that somebody made by hand; its digest agrees."""
    made = b"".join(json.dumps(line).encode() + b"\n" for line in ({"form": head}, *lines))
    path.write_bytes(gzip.compress(made + json.dumps({"digest": hashlib.sha256(made).hexdigest()}).encode() + b"\n", 1))
    return path


def line_of(table: str, store: ReportStore, folder: Path, **changed: object) -> list[object]:
    """The first line of a table in a real archive, with some values changed."""
    store.archive.write(folder / "real.credcheck")
    lines = [json.loads(line) for line in gzip.decompress((folder / "real.credcheck").read_bytes()).splitlines()]
    row = next(line[1] for line in lines if isinstance(line, list) and line[0] == table)
    return [table, {**row, **changed}]


@pytest.mark.parametrize(
    ("table", "changed"),
    [
        ("reports", {"at": "yesterday"}),
        ("reports", {"at": "2026-11-26T10:00:00"}),
        ("reports", {"at": "0001-01-01T00:00:00+23:59"}),
        ("reports", {"headline": "fine"}),
        ("reports", {"account": 9}),
        ("reports", {"account": True}),
        ("reports", {"name": ["x"]}),
        ("reports", {"name": None}),
        ("reports", {"body": {"b64": "%"}}),
        ("reports", {"body": "x"}),
        ("reports", {"more": 1}),
        ("judgements", {"opinion": "guilty"}),
        ("queue", {"row": {"id": "1"}}),
        ("queue", {"row": [[[]]]}),
        ("queue", {"error": {"id": "x"}}),
        ("queue", {"state": "x"}),
        ("watches", {"every_days": 2**70}),
        ("log", {"seq": 2**60}),
        ("log", {"seq": 99}),
        ("log", {"seq": -1}),
    ],
)
def test_a_value_that_no_list_could_show_is_refused_whole(
    cache: ReportStore, other: ReportStore, tmp_path: Path, table: str, changed: dict[str, object]
) -> None:
    file = sealed(tmp_path / "bad.credcheck", line_of(table, filled(other), tmp_path, **changed))
    mine = cache.save(factory.several())
    with pytest.raises(BadInput):
        cache.archive.read(file)
    assert [line.id for line in cache.history()] == [mine.id]
    assert cache.log.audit().whole
    other.close()


@pytest.mark.parametrize(
    "line", [b"[" * 100_000, b'["reports"]', b'["x", {}]', b'["reports", 1]', b"1", b'"x"', b"null"]
)
def test_a_line_that_is_no_row_is_refused(cache: ReportStore, tmp_path: Path, line: bytes) -> None:
    made = json.dumps({"form": _lines.FORM}).encode() + b"\n" + line + b"\n"
    end = json.dumps({"digest": hashlib.sha256(made).hexdigest()}).encode()
    (tmp_path / "bad").write_bytes(gzip.compress(made + end))
    with pytest.raises(BadInput):
        cache.archive.read(tmp_path / "bad")


def test_what_registers_answered_and_which_codes_were_sent_is_believed_of_no_archive(
    cache: ReportStore, other: ReportStore, tmp_path: Path
) -> None:
    answer = {"key": "k", "url": "u", "status": 200, "headers": {}, "body": {"b64": "eJwDAAAAAAE="}, "digest": "d"}
    times = {"at": stamp(factory.AT), "expires_at": stamp(factory.AT.replace(year=2099)), "renew_until": None}
    code = {"code": "c", "account": "x:jane", "person": "npi:1", "channel": "letter", "address": "a"}
    file = sealed(
        tmp_path / "made",
        ["answers", {**answer, **times}],
        ["challenges", {**code, "made_at": stamp(factory.AT)}],
        line_of("reports", filled(other), tmp_path),
    )
    assert cache.archive.read(file) == 1
    assert cache.answers.get("k") is None
    assert cache.challenges("x:jane") == ()
    other.answers.put("k2", Fetched.of("https://example.org", 200, {}, b"x"), 1000)
    other.archive.write(file)
    assert b'["answers"' not in gzip.decompress(file.read_bytes())
    other.close()


def test_a_packed_report_that_unpacks_to_everything_is_a_damaged_one(cache: ReportStore, tmp_path: Path) -> None:
    kept = cache.save(factory.several())
    bomb = zlib.compress(bytes(_packed.MOST + 1), 9)
    row = line_of("reports", cache, tmp_path, id="r-bomb", body={"b64": b64encode(bomb).decode()})
    assert cache.archive.read(sealed(tmp_path / "bad.credcheck", row)) == 1
    with pytest.raises(StoreError):
        cache.raw("r-bomb")
    assert {line.id for line in cache.history()} == {"r-bomb", kept.id}
    assert not cache.log.audit().whole


@pytest.mark.skipif(sys.platform != "linux", reason="bounds the memory of the program by the system")
@pytest.mark.parametrize("said", ["is no complete CredCheck archive", "unpacks to more than"])
def test_a_packed_bomb_is_refused_in_bounded_memory(tmp_path: Path, said: str) -> None:
    """Three gigabytes in three megabytes, taken in by the program itself with room for two."""
    row = {"number": 1, "at": stamp(factory.AT), "host": "h", "what": "x" * 1_000_000, "why": "", "keyed": False}
    start = json.dumps({"form": _lines.FORM}).encode() + b"\n"
    part = bytes(100_000_000) if "complete" in said else (json.dumps(["requests", row]).encode() + b"\n") * 100
    (tmp_path / "bomb").write_bytes(gzip.compress(start, 1) + gzip.compress(part, 9) * 30)
    assert (tmp_path / "bomb").stat().st_size < 5_000_000
    command = (
        f"ulimit -v 2000000; exec {sys.executable} -m credcheck --data-dir {tmp_path}/d cache import {tmp_path}/bomb"
    )
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, timeout=60)
    assert done.returncode == BadInput.exit_code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_an_archive_is_not_written_through_a_link_that_somebody_laid(other: ReportStore, tmp_path: Path) -> None:
    kept, aside = tmp_path / "mine", tmp_path / f".all.credcheck.{os.getpid()}"
    kept.write_text("mine", "utf-8")
    aside.symlink_to(kept)
    with closing(filled(other)):
        other.archive.write(tmp_path / "all.credcheck")
    assert kept.read_text("utf-8") == "mine"
    assert not aside.is_symlink()


def test_a_check_that_ends_while_the_cache_is_written_spoils_no_archive(
    cache: ReportStore, other: ReportStore, url: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(cache)
    plain, saved = _archive._plain, list[str]()

    def plain_late(row: dict[str, Any]) -> dict[str, Any]:
        if set(row) == {"id", "seq", "digest"}:  # where the log ends, which is written before the log
            with closing(ReportStore(url, clock)) as window:
                window.open()
                saved.append(window.save(replace(factory.several(), id="r-later")).id)
        return plain(row)

    monkeypatch.setattr(_archive, "_plain", plain_late)
    cache.archive.write(tmp_path / "all.credcheck")
    assert saved == ["r-later"]
    assert other.archive.read(tmp_path / "all.credcheck") == len(factory.reports())
    assert other.log.audit().whole


def test_an_archive_that_is_written_over_while_it_is_taken_in_is_taken_in_as_it_was(
    cache: ReportStore, other: ReportStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, later = tmp_path / "all.credcheck", tmp_path / "later.credcheck"
    filled(other).archive.write(file)
    other.save(replace(factory.several(), id="r-later"))
    other.archive.write(later)
    look = _archive._looked_through

    def look_early(source: Any) -> Any:
        found = look(source)
        later.replace(file)
        return found

    monkeypatch.setattr(_archive, "_looked_through", look_early)
    assert cache.archive.read(file) == len(factory.reports()) == cache.count()
    assert cache.log.audit().whole


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_an_archive_that_two_take_in_at_once_is_there_once(
    cache: ReportStore, other: ReportStore, url: str, clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, head = tmp_path / "all.credcheck", _chain.head
    filled(other).archive.write(file)
    cache.save(factory.asking())

    def head_late(connection: Connection, *, lock: bool = False) -> _chain.Head:
        monkeypatch.setattr(_chain, "head", head)
        with closing(ReportStore(url, clock)) as window:
            window.open()
            assert window.archive.read(file) > 0
        return head(connection, lock=lock)

    monkeypatch.setattr(_chain, "head", head_late)
    assert cache.archive.read(file) == 0
    assert len(cache.notes.of("r-several")) == 1
