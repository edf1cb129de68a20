"""Changes on top of a copy: the answers are those of a copy built anew from all rows."""

from __future__ import annotations

import os
import tempfile
from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck.errors import BadRegisterFile, Cancelled, MirrorError
from credcheck.mirror import About, Mirror, Mirrors, NameQuery, build, patch
from credcheck.model import Sentence
from tests.mirror.test_mirror import LAYOUT, PEOPLE, SHORTS, batch
from tests.mirror.uncompiled import plain

EXAMPLES = int(os.environ.get("CREDCHECK_EXAMPLES", "40"))
MEMORY = Path("/dev/shm")  # what is made durable thousands of times costs little there
Rows = list[dict[str, str]]
FAMILIES = ["EXAMPLE", "EXAMPEL", "EXAMPLES", "SAMPLE", "SAMPLE-EXEMPLAR", "DE LA MUESTRA", "O'EXAMPLE", "MUÑOZ", ""]
GIVENS = ["JANE", "JAN", "JOHN", "ROBERT", "BOB", "ELIZABETH", "J", "JOSÉ", ""]
ORGS = ["", "", "EXAMPLE HEART INSTITUTE, INC.", "SAMPLE GENERAL HOSPITAL", "HEART HOSPITAL OF EXAMPLE"]
ROW = st.fixed_dictionaries(
    {
        "id": st.sampled_from([str(n) for n in range(12)]),
        "family": st.sampled_from(FAMILIES),
        "given": st.sampled_from(GIVENS),
        "middle": st.sampled_from(["", "A", "BETH"]),
        "former": st.sampled_from(["", "", "OLDCROFT", "EXAMPLE"]),
        "sex": st.sampled_from(["", "F", "M"]),
        "state": st.sampled_from(["", "MA", "CA"]),
        "code": st.sampled_from(["", "HEART", "SKIN"]),
        "code2": st.sampled_from(["", "BONE"]),
        "no": st.sampled_from(["", "1", "MD001", "22"]),
        "org": st.sampled_from(ORGS),
    }
)
QUERIES = st.lists(
    st.builds(
        NameQuery,
        st.sampled_from(["Example", "Exampel", "Sampel", "Exemplar-Sample", "Muestra", "Oldcroft", "Jane", "Xq", "O"]),
        st.sampled_from(["Jane", "Bob", "Liz", "J", "Jon", "Example", ""]),
        st.sampled_from(["", "A"]),
        st.sampled_from([(), ("MA",), ("CA", "TX")]),
        st.sampled_from([(), ("HEART",), ("BONE", "SKIN"), ("NOPE",)]),
        st.sampled_from(["", "F"]),
        st.sampled_from([1, 3, 50]),
    ),
    min_size=1,
    max_size=6,
)


def opened(folder: Path) -> Mirror:
    mirror = Mirrors(folder, lambda: SHORTS).open("test")
    assert mirror is not None
    return mirror


def built(folder: Path, rows: Rows) -> Mirror:
    build(folder, "test", LAYOUT, [batch(rows)], lambda: About("T", "base.csv", "d0", date(2026, 11, 8)))
    return opened(folder)


def changed(folder: Path, rows: Rows, day: date = date(2026, 11, 15)) -> Mirror:
    patch(folder, "test", LAYOUT, [batch(rows)], lambda: About("T", "week.csv", f"d{day}", day))
    return opened(folder)


def merged(base: Rows, weeks: list[Rows]) -> Rows:
    """What a whole file would list: rows that were not replaced, then the changes in their order."""
    later: dict[str, dict[str, str]] = {}
    for week in weeks:
        fresh: dict[str, dict[str, str]] = {}
        for row in week:
            fresh.pop(row["id"], None)
            fresh[row["id"]] = row
        later = {**{k: v for k, v in later.items() if k not in fresh}, **fresh}
    return [row for row in base if row["id"] not in later] + list(later.values())


def unique(rows: Rows) -> Rows:
    return list({row["id"]: row for row in rows}.values())


def answers(mirror: Mirror, queries: list[NameQuery]) -> list[object]:
    found: list[object] = [mirror.search(q) for q in queries]
    found += [mirror.by_id(str(n)) for n in range(13)]
    found += [mirror.by_licence("1", state) for state in ("MA", "CA", "")]
    found += [mirror.organisations(name) for name in ("Example Heart Institute", "general hospital", "heart")]
    m = mirror.manifest
    return [*found, (m.people, m.organisations, m.rows)]


@pytest.mark.timeout(300)
@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(ROW, max_size=14), st.lists(st.lists(ROW, max_size=8), min_size=1, max_size=3), QUERIES, st.booleans())
def test_changes_give_the_very_answers_of_a_copy_built_anew(
    base: Rows, weeks: list[Rows], queries: list[NameQuery], compiled: bool
) -> None:
    base = unique(base)
    place = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
    with place, nullcontext() if compiled else plain():
        built(Path(place.name) / "a", base)
        for week in weeks:
            mirror = changed(Path(place.name) / "a", week)
        anew = built(Path(place.name) / "b", merged(base, weeks))
        assert answers(mirror, queries) == answers(anew, queries)


def test_the_day_of_a_changed_copy_is_that_of_its_last_changes(tmp_path: Path) -> None:
    built(tmp_path, PEOPLE)
    changed(tmp_path, [{"id": "1", "family": "NEWNAME", "given": "JANE"}])
    manifest = changed(tmp_path, [{"id": "99", "family": "ADDED"}], date(2026, 11, 22)).manifest
    assert (manifest.snapshot, manifest.base_snapshot) == (date(2026, 11, 22), date(2026, 11, 8))
    assert manifest.digests == ("d0", "d2026-11-15", "d2026-11-22")
    assert manifest.source == "base.csv"
    assert manifest.age_days(date(2026, 11, 30)) == 8


def test_a_new_base_forgets_the_changes_to_the_old_one(tmp_path: Path) -> None:
    built(tmp_path, PEOPLE)
    changed(tmp_path, [{"id": "1", "family": "NEWNAME"}])
    anew = built(tmp_path, PEOPLE)
    assert [h.record.id for h in anew.search(NameQuery("Example", "Jane")).hits][:2] == ["1", "2"]
    assert len(list((tmp_path / "test").glob("g-*"))) == 1


def test_changes_without_a_copy_are_refused(tmp_path: Path) -> None:
    with pytest.raises(BadRegisterFile) as caught:
        changed(tmp_path, PEOPLE)
    assert caught.value.sentence.id == "mirror.nothing_to_change"


def test_stopped_changes_leave_the_copy_as_it_was(tmp_path: Path) -> None:
    def stop(done: int, total: int, what: Sentence) -> None:
        raise Cancelled(Sentence("mirror.cancelled"))

    before = built(tmp_path, PEOPLE)
    with pytest.raises(Cancelled):
        patch(tmp_path, "test", LAYOUT, [batch([{"id": "1"}])], lambda: About("T"), stop)
    assert opened(tmp_path).folders == before.folders
    assert len(list((tmp_path / "test").glob("g-*"))) == 1


def test_changes_of_another_base_are_damage(tmp_path: Path) -> None:
    built(tmp_path, PEOPLE)
    first = changed(tmp_path, [{"id": "1"}]).folders[1].name
    (tmp_path / "kept").mkdir()
    (tmp_path / "test" / first).rename(tmp_path / "kept" / first)
    built(tmp_path, PEOPLE)
    (tmp_path / "kept" / first).rename(tmp_path / "test" / first)
    current = tmp_path / "test" / "CURRENT"
    current.write_text(f"{current.read_text()} {first}")
    with pytest.raises(MirrorError) as caught:
        opened(tmp_path)
    assert caught.value.sentence.id == "mirror.damaged"
