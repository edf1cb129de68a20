from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from credcheck.errors import BadRegisterFile, MirrorError
from credcheck.mirror import About, Layout, Mirror, Mirrors, NameColumns, NameQuery, build
from credcheck.model import Count
from tests.mirror.uncompiled import plain

LAYOUT = Layout(
    id="id",
    names=(NameColumns("family", "given", "middle"), NameColumns("former", "other", "")),
    cells=(
        "id",
        "family",
        "given",
        "middle",
        "former",
        "other",
        "sex",
        "state",
        "state2",
        "code",
        "code2",
        "no",
        "org",
    ),
    organisations=("org",),
    states=("state", "state2"),
    known_states=("MA", "CA", "TX"),
    codes=("code", "code2"),
    licences=(("no", "state"),),
    sex="sex",
)
SHORTS = {"BOB": (("ROBERT", 1.0),), "LIZ": (("ELIZABETH", 1.0),)}
PEOPLE: list[dict[str, str]] = [
    {"id": "1", "family": "EXAMPLE", "given": "JANE", "middle": "A", "sex": "F", "state": "MA", "code": "HEART",
     "no": "MD00123"},
    {"id": "2", "family": "EXAMPLE", "given": "JANE", "sex": "F", "state": "TX", "code": "SKIN"},
    {"id": "3", "family": "SAMPLE-EXEMPLAR", "given": "MARIA", "state": "CA", "code": "HEART", "code2": "SKIN"},
    {"id": "4", "family": "NEWFIELD", "given": "SARAH", "former": "OLDCROFT", "other": "", "state": "CA"},
    {"id": "5", "family": "TESTWELL", "given": "ROBERT", "state": "TX", "state2": "MA", "code": "HEART"},
    {"id": "6", "family": "TESTWELL", "given": "ROBERTA", "state": "TX"},
    {"id": "7", "org": "EXAMPLE HEART INSTITUTE, INC.", "state": "MA"},
    {"id": "8", "org": "SAMPLETON GENERAL HOSPITAL", "state": "TX"},
    {"id": "9"},
    {"id": "10", "family": "ELIZABETHSON", "given": "PAUL"},
    {"id": "11", "family": "WILLIAMS", "given": "ELIZABETH"},
    {"id": "12", "family": "MUÑOZ", "given": "JOSÉ", "state": "CA"},
    {"id": "13", "family": "WICKHAM", "given": "JANE", "no": "0123"},
]  # fmt: skip


def batch(rows: list[dict[str, str]]) -> Any:
    columns = {name: pa.array([row.get(name, "") for row in rows], pa.string()) for name in LAYOUT.cells}
    return pa.RecordBatch.from_pydict(columns)


def built(folder: Path, rows: list[dict[str, str]] = PEOPLE, per_batch: int = 5) -> Mirror:
    pieces = (batch(rows[i : i + per_batch]) for i in range(0, len(rows), per_batch))
    build(folder, "test", LAYOUT, pieces, lambda: About("Test register", share=0.5))
    mirror = Mirrors(folder, lambda: SHORTS).open("test")
    assert mirror is not None
    return mirror


@pytest.fixture(scope="module")
def mirror(tmp_path_factory: pytest.TempPathFactory) -> Mirror:
    return built(tmp_path_factory.mktemp("mirrors"))


def found(mirror: Mirror, query: NameQuery) -> list[str]:
    return [hit.record.id for hit in mirror.search(query).hits]


def counts(mirror: Mirror, query: NameQuery) -> dict[str, int]:
    return {c.what: c.people for c in mirror.search(query).counts}


@pytest.mark.parametrize(
    ("family", "given", "first", "why"),
    [
        ("Example", "Jane", "1", "exact"),
        ("Exampel", "Jane", "1", "spelling"),
        ("Eksampl", "Jane", "1", "spelling"),
        ("Xeample", "Jane", "1", "spelling"),
        ("Sample", "Maria", "3", "part"),
        ("Exemplar", "Maria", "3", "part"),
        ("Exemplar-Sample", "Maria", "3", "spelling"),
        ("SampleExemplar", "Maria", "3", "spelling"),
        ("Sample Exemplar", "Maria", "3", "exact"),
        ("Oldcroft", "Sarah", "4", "other_name"),
        ("Testwell", "Bob", "5", "exact"),
        ("Testwell", "R", "5", "exact"),
        ("Testwel", "Bob", "5", "spelling"),
        ("Williams", "Liz", "11", "exact"),
        ("Sarah", "Newfield", "4", "swapped"),
        ("munoz", "jose", "12", "exact"),
    ],
)
def test_the_person_meant_comes_first(mirror: Mirror, family: str, given: str, first: str, why: str) -> None:
    best = mirror.search(NameQuery(family, given)).hits[0]
    assert (best.record.id, best.why) == (first, why)


def test_state_code_sex_and_middle_name_tell_namesakes_apart(mirror: Mirror) -> None:
    assert found(mirror, NameQuery("Example", "Jane", states=("TX",)))[0] == "2"
    assert found(mirror, NameQuery("Example", "Jane", codes=("SKIN",)))[0] == "2"
    assert found(mirror, NameQuery("Example", "Jane", middle="Anne"))[:2] == ["1", "2"]
    assert found(mirror, NameQuery("Testwell", "R", states=("MA",)))[0] == "5"


def test_nobody_is_found_twice_and_no_more_than_asked_for(mirror: Mirror) -> None:
    ids = found(mirror, NameQuery("Sample-Exemplar", "Maria"))
    assert len(ids) == len(set(ids))
    assert len(found(mirror, NameQuery("Example", "Jane", limit=1))) == 1


def test_counts_are_exact_and_stop_at_what_the_query_says(mirror: Mirror) -> None:
    assert counts(mirror, NameQuery("Example")) == {"family": 2}
    assert counts(mirror, NameQuery("Example", "Jane")) == {"family": 2, "given": 3, "pair": 2}
    narrowed = counts(mirror, NameQuery("Example", "Jane", states=("MA", "CA"), codes=("HEART", "SKIN")))
    assert narrowed == {
        "family": 2, "given": 3, "pair": 2, "pair+specialty": 2, "pair+state": 1, "pair+specialty+state": 1,
    }  # fmt: skip
    assert counts(mirror, NameQuery("Nobody", "Jane", states=("MA",)))["pair+state"] == 0


def test_a_nickname_counts_with_the_names_it_stands_for_and_an_initial_with_all(mirror: Mirror) -> None:
    assert counts(mirror, NameQuery("Testwell", "Bob"))["pair"] == 1
    assert counts(mirror, NameQuery("Testwell", "R"))["pair"] == 2
    assert Count("given", 1, exact=True) in mirror.search(NameQuery("Testwell", "Bob")).counts


def test_unknown_states_and_codes_change_nothing_and_people_are_those_listed(mirror: Mirror) -> None:
    answer = mirror.search(NameQuery("Example", "Jane", states=("ZZ",), codes=("NOPE",)))
    assert answer.people == mirror.manifest.people == 10
    assert mirror.manifest.organisations == 2
    assert mirror.manifest.rows == len(PEOPLE)


def test_records_come_back_as_they_were_by_id(mirror: Mirror) -> None:
    for row in PEOPLE:
        record = mirror.by_id(row["id"])
        assert record is not None
        assert dict(record.cells) == {k: v for k, v in row.items() if v}
    assert mirror.by_id("77") is None
    assert mirror.by_id("") is None


@pytest.mark.parametrize(
    ("number", "state", "ids"),
    [("MD00123", "MA", ["1"]), ("123", "ma", ["1"]), ("123", "TX", []), ("123", "", ["13"]), ("", "MA", [])],
)
def test_a_licence_is_found_by_its_number_and_state(mirror: Mirror, number: str, state: str, ids: list[str]) -> None:
    assert [r.id for r in mirror.by_licence(number, state)] == ids


def test_organisations_are_found_by_words_of_their_name(mirror: Mirror) -> None:
    assert [h.record.id for h in mirror.organisations("Example Heart Institute")] == ["7"]
    assert [h.record.id for h in mirror.organisations("sampleton hospital")] == ["8"]
    assert mirror.organisations("Zzz") == ()


def test_a_register_without_rows_or_without_people_is_searched_in_peace(tmp_path: Path) -> None:
    for name, rows in (("none", []), ("stubs", [{"id": "1"}])):
        empty = built(tmp_path / name, rows)
        assert empty.search(NameQuery("Example", "Jane")).hits == ()
        assert empty.organisations("Example") == ()
        assert empty.by_licence("1", "MA") == ()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=5))
def test_no_query_breaks_the_search(mirror: Mirror, family: str, first: str, rest: str) -> None:
    answer = mirror.search(NameQuery(family, first, rest, (rest,), (rest,), rest))
    assert all(0.0 <= hit.score <= 1.0 for hit in answer.hits)
    assert mirror.by_id(family) is None or family.strip() in {row["id"] for row in PEOPLE}
    mirror.by_licence(family, rest)
    mirror.organisations(family)


def test_more_kinds_of_sets_than_two_bytes_number_are_told_apart_still(tmp_path: Path) -> None:
    pairs = [(a, b) for a in range(400) for b in range(a)][:66_000]
    rows = [
        {"id": str(n), "family": "EXAMPLE", "given": "JANE", "code": f"A{a}", "code2": f"B{b}"}
        for n, (a, b) in enumerate(pairs)
    ]
    many = built(tmp_path, rows, 7000)
    for number in (0, 65_000, 65_534, 65_535, 65_990):
        a, b = pairs[number]
        told = counts(many, NameQuery("Example", "Jane", codes=(f"A{a}",)))["pair+specialty"]
        assert told == sum(x == a for x, _ in pairs)
        assert found(many, NameQuery("Example", "Jane", codes=(f"A{a}",), limit=1))[0] == str(pairs.index((a, 0)))
        assert b < a


def test_a_flipped_byte_is_named_as_damage_when_verified_or_read(tmp_path: Path) -> None:
    mirror = built(tmp_path)
    mirror.verify()
    records = mirror.folders[0] / "records.bin"
    spoilt = bytearray(records.read_bytes())
    spoilt[len(spoilt) // 2] ^= 0xFF
    records.write_bytes(spoilt)
    with pytest.raises(MirrorError) as caught:
        mirror.verify()
    assert caught.value.sentence.id == "mirror.damaged"


@pytest.mark.parametrize(
    ("rows", "about", "refused"),
    [
        (90, About("T", "new.csv", claims_whole=True), True),
        (96, About("T", "new.csv", claims_whole=True), False),
        (9, About("T", "new.csv", share=0.1), False),
        (9, About("T", "new.csv", practice=True, claims_whole=True), False),
    ],
)
def test_a_whole_file_much_smaller_than_the_copy_is_refused(
    tmp_path: Path, rows: int, about: About, refused: bool
) -> None:
    def made(count: int, origin: About) -> None:
        people = [{"id": str(n), "family": "EXAMPLE"} for n in range(count)]
        build(tmp_path, "test", LAYOUT, [batch(people)], lambda: origin)

    made(100, About("T"))
    if refused:
        with pytest.raises(BadRegisterFile) as caught:
            made(rows, about)
        assert caught.value.sentence.id == "mirror.shrunken"
    else:
        made(rows, about)
    assert Mirrors(tmp_path).status()[0].rows == (100 if refused else rows)


MIDDLES: list[dict[str, str]] = [
    {"id": "1", "family": "EXAMPLE", "given": "JAMES", "middle": "ROBERT"},
    {"id": "2", "family": "EXAMPLE", "given": "ROBERT", "middle": "J"},
    {"id": "3", "family": "EXAMPLE", "given": "JAMES", "middle": "R"},
]


@pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "twin"])
def test_who_goes_by_the_middle_name_is_found_behind_those_whose_first_name_it_is(
    tmp_path: Path, compiled: bool
) -> None:
    with nullcontext() if compiled else plain():
        build(tmp_path, "reg", LAYOUT, [batch(MIDDLES)], lambda: About("T"))
        mirror = Mirrors(tmp_path, dict).open("reg")
        assert mirror is not None
        found = mirror.search(NameQuery("Example", "Robert"))
        assert [(hit.record.id, hit.why) for hit in found.hits[:2]] == [("2", "exact"), ("1", "middle_name")]
        by_both = mirror.search(NameQuery("Example", "J.", "Robert"))
        assert "1" in [hit.record.id for hit in by_both.hits[:2]]


@pytest.mark.parametrize("compiled", [True, False], ids=["compiled", "twin"])
def test_a_middle_name_is_never_counted_as_a_first_name(tmp_path: Path, compiled: bool) -> None:
    with nullcontext() if compiled else plain():
        build(tmp_path, "reg", LAYOUT, [batch(MIDDLES)], lambda: About("T"))
        mirror = Mirrors(tmp_path, dict).open("reg")
        assert mirror is not None
        counts = {count.what: count.people for count in mirror.search(NameQuery("Example", "Robert")).counts}
    assert counts == {"family": 3, "given": 1, "pair": 1}


def test_a_swapped_name_is_found_beside_a_straight_one_by_whoever_asks_for_many(tmp_path: Path) -> None:
    rows = [{"id": "1", "family": "JAMES", "given": "LEE"}, {"id": "2", "family": "LEE", "given": "JAMES"}]
    build(tmp_path, "reg", LAYOUT, [batch(rows)], lambda: About("T"))
    mirror = Mirrors(tmp_path, dict).open("reg")
    assert mirror is not None
    found = mirror.search(NameQuery("James", "Lee", limit=50))
    assert [(hit.record.id, hit.why) for hit in found.hits] == [("1", "exact"), ("2", "swapped")]
    assert [hit.record.id for hit in mirror.search(NameQuery("James", "Lee", limit=10)).hits] == ["1"]


def test_a_copy_that_is_replaced_before_all_its_files_were_read_answers_as_it_is_now(tmp_path: Path) -> None:
    old = built(tmp_path)
    assert old.by_id("1") is not None
    moved = [{**row, "given": "ANNA"} if row["id"] == "1" else row for row in PEOPLE]
    built(tmp_path, moved)
    assert "1" in found(old, NameQuery("Example", "Anna"))
    assert old.by_ids(("1",))["1"].cells["given"] == "ANNA"


def test_a_copy_that_is_removed_before_its_first_question_is_gone_and_not_damaged(tmp_path: Path) -> None:
    mirror = built(tmp_path)
    Mirrors(tmp_path).remove("test")
    with pytest.raises(MirrorError) as caught:
        mirror.search(NameQuery("Example", "Jane"))
    assert caught.value.sentence.id == "mirror.gone"
