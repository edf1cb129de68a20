"""`credcheck cache`, `history --compare`, `verify` and `sign` as they are called."""

from __future__ import annotations

import json
import sqlite3
import stat
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from credcheck import app, signing
from credcheck.settings import Settings
from credcheck.store import ReportStore
from tests import factory
from tests.test_cli import Done, run
from tests.test_verify import consistent


@pytest.fixture
def data(tmp_path: Path) -> Settings:
    """A data folder with two checks in its history."""
    settings = Settings(data_dir=tmp_path / "data")
    settings.data_dir.mkdir()
    with closing(ReportStore(settings.database_url)) as cache:
        cache.open()
        cache.save(consistent(factory.match_not_bound()))
        cache.save(replace(consistent(factory.match_not_bound()), id="r-later", notes=()))
    return settings


def said(done: Done) -> str:
    return done.stdout.decode() + done.stderr.decode()


def test_a_whole_log_is_said_to_be_whole_and_a_cut_one_is_not(data: Settings, tmp_path: Path) -> None:
    done = run(tmp_path, "cache", "check")
    assert done.returncode == 0
    assert "2 rows" in said(done)
    with closing(sqlite3.connect(data.data_dir / "credcheck.sqlite3")) as raw:
        raw.execute("DELETE FROM log WHERE seq = 2")
        raw.commit()
    done = run(tmp_path, "cache", "check")
    assert done.returncode == 5
    assert "not whole" in said(done)


def test_a_cache_goes_into_a_file_and_into_another_cache(data: Settings, tmp_path: Path) -> None:
    file = tmp_path / "all.credcheck"
    assert "2 checks were written" in said(run(tmp_path, "cache", "export", str(file)))
    other = tmp_path / "other"
    other.mkdir()
    assert "2 checks were new" in said(run(other, "cache", "import", str(file)))
    assert "0 checks were new" in said(run(other, "cache", "import", str(file)))


def test_erasing_wants_to_know_exactly_what(data: Settings, tmp_path: Path) -> None:
    assert run(tmp_path, "cache", "erase").returncode == 2
    assert run(tmp_path, "cache", "erase", "--report", "a", "--person", "b").returncode == 2
    assert "One check was erased" in said(run(tmp_path, "cache", "erase", "--report", "r-later"))
    assert "One check was erased" in said(run(tmp_path, "cache", "erase", "--account", "x:@drjaneexample"))
    assert run(tmp_path, "cache", "check").returncode == 0


def test_a_damaged_database_has_a_way_out(data: Settings, tmp_path: Path) -> None:
    file = data.data_dir / "credcheck.sqlite3"
    file.write_bytes(b"no database at all " * 500)
    assert run(tmp_path, "history").returncode == 5
    assert ".kept" in said(run(tmp_path, "cache", "set-aside"))
    assert run(tmp_path, "history").returncode == 0
    assert "no database file" in said(run(tmp_path / "none", "cache", "set-aside"))


def test_two_checks_are_compared(data: Settings, tmp_path: Path) -> None:
    done = run(tmp_path, "history", "--compare", "r-example", "r-later")
    assert "Nothing differs between the two checks." in said(done)
    assert run(tmp_path, "history", "--compare", "r-example", "r-none").returncode == 2


def test_a_report_is_exported_signed_verified_and_found_in_the_log(
    data: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    private = "5c" * 32
    monkeypatch.setenv("CREDCHECK_KEY_SIGNING", private)
    file = tmp_path / "report.json"
    file.write_bytes(run(tmp_path, "history", "--show", "r-example", "--format", "json").stdout)
    assert run(tmp_path, "sign", str(file)).returncode == 0
    fingerprint = signing.fingerprint(signing.public_key(private))
    assert fingerprint in said(run(tmp_path, "sign"))
    done = run(tmp_path, "verify", str(file), "--key", fingerprint, "--cache")
    assert done.returncode == 0
    assert "Deliberate rewriting: checked" in said(done)
    assert "as row 1" in said(done)
    assert run(tmp_path, "verify", str(file), "--key", "00" * 32).returncode == 1


def test_a_changed_report_does_not_pass(data: Settings, tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    table = json.loads(run(tmp_path, "history", "--show", "r-example", "--format", "json").stdout)
    file.write_text(json.dumps({**table, "notes": []}), "utf-8")
    done = run(tmp_path, "verify", str(file))
    assert done.returncode == 1
    assert "its digest does not fit" in said(done)


def test_without_a_keyring_no_key_is_made_that_would_be_lost(data: Settings, tmp_path: Path) -> None:
    done = run(tmp_path, "sign")
    assert done.returncode == 4
    assert "CREDCHECK_KEY_SIGNING" in said(done)
    assert "in the window" not in said(done)


def test_past_checks_go_into_one_file_and_a_share_copy_names_its_whole(data: Settings, tmp_path: Path) -> None:
    table = tmp_path / "all.csv"
    assert run(tmp_path, "history", "--export", str(table), "--format", "csv").returncode == 0
    assert table.read_text("utf-8-sig").count("\n") == 3
    pages = tmp_path / "all.pdf"
    assert run(tmp_path, "history", "--export", str(pages), "--format", "pdf").returncode == 0
    assert pages.read_bytes().startswith(b"%PDF-1.7")
    assert run(tmp_path, "history", "--export", str(tmp_path / "x"), "--format", "markdown").returncode == 2
    copy = tmp_path / "copy.json"
    copy.write_bytes(run(tmp_path, "history", "--show", "r-example", "--format", "json", "--share").stdout)
    done = run(tmp_path, "verify", str(copy))
    assert done.returncode == 0
    assert json.loads(copy.read_bytes())["redacted_of"] in said(done)


async def test_what_is_older_than_the_user_wants_kept_is_erased_at_the_start(data: Settings) -> None:
    parts = app.open_parts(data)
    assert parts.store.count() == 2
    await parts.aclose()
    days = (datetime.now(UTC) - factory.AT).days - 1
    parts = app.open_parts(replace(data, keep_days=max(1, days)))
    assert parts.store.count() == (0 if days >= 1 else 2)
    assert parts.store.log.audit().whole
    await parts.aclose()


def test_only_the_user_may_read_what_is_written(data: Settings, tmp_path: Path) -> None:
    table, rows, done = tmp_path / "all.csv", tmp_path / "rows.jsonl", tmp_path / "done.jsonl"
    rows.write_text('{"id": null, "name": "Jane Example"}\n', "utf-8")
    assert run(tmp_path, "history", "--export", str(table), "--format", "csv").returncode == 0
    assert run(tmp_path, "batch", str(rows), str(done), "--offline").returncode == 0
    assert {stat.S_IMODE(file.stat().st_mode) for file in (table, done)} == {0o600}
    assert json.loads(done.read_bytes())["id"] == "1"
