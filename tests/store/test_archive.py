from __future__ import annotations

import gzip
import stat
from contextlib import closing
from pathlib import Path

import pytest

from credcheck.errors import BadInput, StoreError
from credcheck.model import Profile
from credcheck.store import Kind, Opinion, ReportStore
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
