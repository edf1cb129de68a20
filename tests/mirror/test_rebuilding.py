"""A copy of an older format: refused with a sentence, built anew from its own records, with all it knew."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from credcheck.errors import Cancelled, MirrorError
from credcheck.mirror import About, Mirrors, NameQuery, build, patch, rebuild, rebuilding
from credcheck.mirror.storing import building, check_of, current
from credcheck.model import Sentence
from tests.mirror.test_mirror import LAYOUT, PEOPLE, SHORTS, batch

WHOLE = About("T", "whole.zip", "d0", date(2026, 11, 1))
WEEK = About("T", "week.zip", "d1", date(2026, 11, 8))
CHANGED = [{"id": "2", "family": "RENAMED", "given": "JANE"}, {"id": "20", "family": "NEWCOMER", "given": "ANN"}]


def aged(folder: Path, version: int = 2) -> None:
    """Make an installed copy one of an older format."""
    for generation in current(folder / "reg"):
        table = json.loads((generation / "manifest.json").read_bytes()) | {"format": version}
        (generation / "manifest.json").write_text(json.dumps(table | {"check": check_of(table)}))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build(tmp_path, "reg", LAYOUT, [batch(PEOPLE)], lambda: WHOLE)
    patch(tmp_path, "reg", LAYOUT, [batch(CHANGED)], lambda: WEEK)
    return tmp_path


def people(folder: Path) -> dict[str, dict[str, str]]:
    mirror = Mirrors(folder, lambda: SHORTS).open("reg")
    assert mirror is not None
    ids = [str(number) for number in range(30)]
    return {id: dict(record.cells) for id, record in mirror.by_ids(ids).items()}


def test_an_older_copy_is_never_silently_unreadable(folder: Path) -> None:
    aged(folder)
    with pytest.raises(MirrorError) as caught:
        Mirrors(folder).open("reg")
    assert caught.value.sentence.id == "mirror.older"
    assert Mirrors(folder).is_older("reg")


def test_an_older_copy_is_built_anew_with_its_changes_and_their_days(folder: Path) -> None:
    before, was = people(folder), Mirrors(folder).manifest("reg")
    aged(folder)
    now = rebuild(folder, "reg", LAYOUT)
    assert was is not None
    assert (now.rows, now.people, now.organisations) == (was.rows, was.people, was.organisations)
    assert (now.snapshot, now.digests, now.source) == (was.snapshot, was.digests, was.source)
    assert people(folder) == before
    assert not Mirrors(folder).is_older("reg")
    mirror = Mirrors(folder, lambda: SHORTS).open("reg")
    assert mirror is not None
    assert [hit.record.id for hit in mirror.search(NameQuery("Renamd", "Jane", limit=1)).hits] == ["2"]
    mirror.verify()


def test_a_rebuild_that_is_stopped_leaves_what_was_there(folder: Path) -> None:
    def stop(done: int, total: int, what: Sentence) -> None:
        raise Cancelled(Sentence("mirror.cancelled"))

    aged(folder)
    before = current(folder / "reg")
    with pytest.raises(Cancelled):
        rebuild(folder, "reg", LAYOUT, stop)
    assert current(folder / "reg") == before
    assert Mirrors(folder).is_older("reg")


def test_a_copy_of_a_newer_or_a_much_older_format_is_not_taken_for_one_that_can_be_built_anew(folder: Path) -> None:
    for version in (1, 99):
        aged(folder, version)
        assert not Mirrors(folder).is_older("reg")
        with pytest.raises(MirrorError):
            rebuild(folder, "reg", LAYOUT)


def test_what_another_command_did_just_before_a_rebuild_is_in_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    aged(folder)

    def begin_late(home: Path) -> object:
        monkeypatch.setattr(rebuilding, "building", building)
        rebuild(folder, "reg", LAYOUT)
        next_week = About("T", "week2.zip", "d2", date(2026, 11, 15))
        patch(folder, "reg", LAYOUT, [batch([{"id": "3", "family": "LATER", "given": "EVE"}])], lambda: next_week)
        return building(home)

    monkeypatch.setattr(rebuilding, "building", begin_late)
    assert rebuild(folder, "reg", LAYOUT).snapshot == date(2026, 11, 15)
    assert people(folder)["3"]["family"] == "LATER"
