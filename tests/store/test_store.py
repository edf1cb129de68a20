from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck import store, wording
from credcheck.errors import BadInput, NewerStore, StoreError
from credcheck.model import Profile
from credcheck.store import ReportStore, _migrate, _open
from credcheck.store._open import database_file
from credcheck.store._tables import REVISION, TABLES
from tests import factory


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "credcheck.sqlite3"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite:///{file}"


@pytest.fixture
def cache(url: str) -> Iterator[ReportStore]:
    with closing(ReportStore(url)) as opened:
        opened.open()
        yield opened


@pytest.fixture(scope="module")
def memory() -> Iterator[ReportStore]:
    with closing(ReportStore("sqlite://")) as opened:
        opened.open()
        yield opened


@given(name=st.text(), search=st.text())
def test_no_name_or_search_breaks_the_history(memory: ReportStore, name: str, search: str) -> None:
    report = replace(factory.empty(), case=replace(factory.empty().case, profile=Profile(name=name + "\ud800\0")))
    saved = memory.save(report)
    memory.history(search)
    assert memory.get(report.id) == saved


def test_only_the_user_may_read_the_cache(cache: ReportStore, file: Path) -> None:
    cache.save(factory.several())
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in file.parent.iterdir()}
    assert set(modes.values()) == {0o600}
    assert len(modes) == 3  # database, -wal, -shm


def test_an_open_mode_of_an_older_file_is_narrowed(url: str, file: Path) -> None:
    file.parent.mkdir()
    file.touch(0o644)
    file.chmod(0o644)
    with closing(ReportStore(url)) as cache:
        cache.open()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_opening_again_migrates_nothing_and_loses_nothing(cache: ReportStore, url: str) -> None:
    saved = cache.save(factory.several())
    cache.close()
    with closing(ReportStore(url)) as again:
        again.open()
        assert again.get("r-several") == saved


def test_the_tables_are_those_of_the_newest_migration() -> None:
    assert _migrate._scripts().get_heads() == [REVISION]


def test_a_database_of_a_newer_program_is_left_alone(cache: ReportStore, url: str, file: Path) -> None:
    cache.close()
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    before = file.read_bytes()
    with pytest.raises(NewerStore) as caught:
        ReportStore(url).open()
    assert caught.value.sentence.id == "store.newer"
    assert file.read_bytes() == before


@pytest.mark.parametrize("content", [b"no database at all " * 500, b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_database_is_kept_and_can_be_set_aside(url: str, file: Path, content: bytes) -> None:
    file.parent.mkdir()
    file.write_bytes(content)
    with pytest.raises(StoreError) as caught:
        ReportStore(url).open()
    assert caught.value.sentence.id == "store.broken"
    assert file.read_bytes() == content
    kept = store.set_aside(url)
    assert kept is not None
    assert kept.read_bytes() == content
    with closing(ReportStore(url)) as cache:
        cache.open()
        assert cache.history() == ()


def test_bytes_changed_anywhere_in_the_file_are_a_sentence_or_nothing(cache: ReportStore, url: str, file: Path) -> None:
    for n in range(20):
        cache.save(replace(factory.several(), id=f"r-{n}"))
    cache.queue.add([("1", Profile(name="Jane Example"))])
    cache.close()
    whole, dice = file.read_bytes(), random.Random(3)
    for _ in range(40):
        damaged = bytearray(whole)
        for _ in range(dice.choice((1, 20, 400))):
            damaged[dice.randrange(100, len(damaged))] = dice.randrange(256)
        for end in ("-wal", "-shm"):
            Path(f"{file}{end}").unlink(missing_ok=True)
        file.write_bytes(damaged)
        with closing(ReportStore(url)) as again, contextlib.suppress(StoreError, BadInput):
            again.open()
            again.log.audit()
            [again.get(line.id) for line in again.history("sample", limit=50)]
            [again.queue.profile(row.id) for row in again.queue.page()]


def test_nothing_more_is_kept_in_a_file_that_was_taken_away(cache: ReportStore, file: Path, url: str) -> None:
    cache.save(factory.match_not_bound())
    file.rename(file.with_name("elsewhere"))
    for taken in (False, True):
        if taken:
            file.write_bytes(b"another")
        with pytest.raises(StoreError) as told:
            cache.save(factory.several())
        assert told.value.sentence.id == "store.gone"
    file.with_name("elsewhere").replace(file)
    cache.save(factory.several())
    assert cache.count() == 2


def test_nothing_is_set_aside_where_nothing_lies(url: str) -> None:
    assert store.set_aside(url) is None
    assert store.set_aside("sqlite://") is None


def test_a_full_disk_loses_nothing_that_was_saved(cache: ReportStore) -> None:
    saved = cache.save(factory.several())
    with cache._desk.writing() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
    cache.close()
    cache.open()
    with cache._desk.writing() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    big = replace(factory.empty(), notes=tuple(os.urandom(99).hex() for _ in range(2000)))
    with pytest.raises(StoreError) as caught:
        cache.save(big)
    assert caught.value.sentence.id == "store.full"
    assert [line.id for line in cache.history()] == ["r-several"]
    assert cache.get("r-several") == saved


def test_a_damaged_report_says_what_to_do(cache: ReportStore, file: Path) -> None:
    cache.save(factory.several())
    with closing(sqlite3.connect(file)) as raw:
        raw.execute("UPDATE reports SET body = x'00ff'")
        raw.commit()
    with pytest.raises(StoreError) as caught:
        cache.get("r-several")
    assert caught.value.sentence.id == "store.bad_report"
    assert len(cache.history()) == 1


@pytest.mark.parametrize("url", ["", "no url", "nosuch://host/db", "sqlite+nosuch:///x"])
def test_a_wrong_url_is_named_as_such(url: str) -> None:
    with pytest.raises(StoreError) as caught:
        ReportStore(url).open()
    assert caught.value.sentence.id == "store.bad_url"


def test_a_folder_in_place_of_the_file_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        ReportStore(f"sqlite:///{tmp_path}").open()
    assert caught.value.sentence.id == "store.unreachable"


def test_a_password_is_never_shown() -> None:
    with pytest.raises(StoreError) as caught, store._open.in_our_words("postgresql://u:secret@host/db"):
        raise OSError("gone")
    assert "secret" not in wording.render(caught.value.sentence)


def test_a_closed_store_says_so(url: str) -> None:
    cache = ReportStore(url)
    with pytest.raises(StoreError) as caught:
        cache.history()
    assert caught.value.sentence.id == "store.closed"
    cache.close()


def test_the_migrations_make_exactly_the_tables_of_today(cache: ReportStore, file: Path) -> None:
    from sqlalchemy import create_engine

    fresh = create_engine("sqlite://")
    TABLES.create_all(fresh)
    with closing(sqlite3.connect(file)) as raw, fresh.connect() as today:
        for table in TABLES.tables:
            query = f"PRAGMA table_info({table})"
            assert raw.execute(query).fetchall() == [tuple(r) for r in today.exec_driver_sql(query)]
        query = "SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_%' ORDER BY name"
        assert raw.execute(query).fetchall() == [tuple(r) for r in today.exec_driver_sql(query)]
    fresh.dispose()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "postgresql://host/db"])
def test_only_a_database_file_is_a_file(url: str) -> None:
    assert database_file(url) is None


def test_a_folder_name_that_is_no_text_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as error:
        ReportStore(f"sqlite:///{tmp_path}/\udcff/cache.sqlite3").open()
    assert error.value.sentence.id == "store.unreachable"


def test_the_history_can_be_read_while_another_program_writes_for_long(
    url: str, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with closing(ReportStore(url)) as before:
        before.open()
        before.save(factory.several())
    monkeypatch.setattr(_open, "BUSY_MS", 20)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(ReportStore(url)) as cache:
            cache.open()
            cache.expire(1)
            assert [line.id for line in cache.history()] == ["r-several"]
            with pytest.raises(StoreError) as caught:
                cache.save(factory.several())
            other.execute("ROLLBACK")
            assert caught.value.sentence.id == "store.busy"
            cache.expire(1)
            assert cache.history() == ()


def test_setting_aside_deletes_nothing_though_it_is_cut_short(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(ReportStore(f"sqlite:///{tmp_path / 'running.sqlite3'}")) as running:
        running.open()
        running.save(factory.several())
        for end in ("", "-wal"):  # as a crash leaves them
            shutil.copy(tmp_path / f"running.sqlite3{end}", tmp_path / f"c.sqlite3{end}")
    written, renamed, done = (tmp_path / "c.sqlite3-wal").read_bytes(), Path.rename, list[Path]()

    def cut_short(path: Path, target: str) -> Path:
        if done:
            raise OSError("no more")
        done.append(path)
        return renamed(path, Path(target))

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", cut_short)
        with pytest.raises(StoreError):
            store.set_aside(f"sqlite:///{tmp_path / 'c.sqlite3'}")
    with closing(ReportStore(f"sqlite:///{tmp_path / 'c.sqlite3'}")) as next_start:
        next_start.open()
    assert written in [path.read_bytes() for path in tmp_path.glob("c.sqlite3*")]
