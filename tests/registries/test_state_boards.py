"""State boards: number and surname together or nothing, every notation of a number, and boards that fail alone."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck import resources
from credcheck.errors import RegistryChanged, RegistryDown, RegistryError
from credcheck.model import Claim, ClaimKind, Expected, Identifier, Person, Sentence, Status
from credcheck.net import Http
from credcheck.registries import _boards
from credcheck.registries._boards import Licence, belongs, boards, candidate, read_csv
from credcheck.registries._json import Table
from credcheck.registries.interface import NotAsked
from credcheck.registries.state_boards import StateBoards, where
from credcheck.wording import render
from tests.registries.asking import DATA, Api, access, ask, claims, identifier, person, recorded

BOARDS = {board.id: board for board in boards()}
WA, CT, MD, CO = (BOARDS[id] for id in ("wa_doh", "ct_elicense", "md_physicians", "co_dora"))


def licensed(*pairs: tuple[str, str], family: str = "Example") -> Person:
    return person(*(Identifier("licence", number, state) for state, number in pairs), family=family)


JANE = licensed(("WA", "MD 12345"))


async def test_a_licence_is_found_by_number_and_surname() -> None:
    api = Api(recorded("state_boards_wa.json"))
    reply = await api.ask(StateBoards, claims(), JANE)
    (jane,) = reply.candidates
    assert (jane.registry, jane.id) == ("state_boards", "wa_doh:MD00012345:PHYSICIANANDSURGEONLICENSE")
    assert jane.names[0].name.text() == "Jane Quill Example"
    assert (jane.status, jane.listed_since, jane.url) == (Status.ACTIVE, date(2010, 6, 17), WA.page)
    assert jane.identifiers == (Identifier("licence", "MD 12345", "WA"),)
    assert jane.taxonomies[0].label == "Physician And Surgeon License"
    assert jane.remark is not None
    assert '"ACTIVE" (valid until 2027-06-17)' in render(jane.remark)
    assert reply.asked == Sentence("state_boards.asked", what="WA MD 12345")


async def test_the_same_number_of_another_surname_is_not_theirs() -> None:
    reply = await Api(recorded("state_boards_wa.json")).ask(
        StateBoards, claims(), licensed(("WA", "12345"), family="Else")
    )
    assert (reply.candidates, reply.partial) == ((), None)


@pytest.mark.parametrize(
    ("number", "fits"),
    [("MD00012345", True), ("12345", True), ("MD-12345-A", True), ("0012345", True), ("12346", False), ("1234", False)],
)
def test_a_number_fits_in_every_notation(number: str, fits: bool) -> None:
    row = Table("WA", recorded("state_boards_wa.json")[0])
    assert belongs(WA, row, Licence("WA", number, ("EXAMPLE",))) is fits


def test_a_number_with_a_hyphen_inside_fits_as_a_whole() -> None:
    row = Table("IL", {"license_number": "036123456", "last_name": "EXAMPLE"})
    assert belongs(BOARDS["il_idfpr"], row, Licence("IL", "036-123456", ("Example",)))


def test_new_yorks_number_for_nobody_never_fits() -> None:
    row = Table("NY", {"licensenum": "000000", "last_name": "EXAMPLE"})
    assert not belongs(BOARDS["ny_bpmc"], row, Licence("NY", "000000", ("Example",)))


def test_a_name_in_one_field_is_taken_apart_by_the_surname() -> None:
    row = Table("CT", {"credentialnumber": "1.012345", "name": "JANE QUILL O'EXAMPLE", "status": "ACTIVE"})
    licence = Licence("CT", "12345", ("Sample", "O'Example"))
    assert belongs(CT, row, licence)
    name = candidate(CT, [row], licence).names[0].name
    assert (name.given, name.middle, name.family) == ("JANE", "QUILL", "O'EXAMPLE")
    assert not belongs(CT, row, Licence("CT", "12345", ("Example",)))


def test_an_apostrophe_is_doubled_and_every_spelling_is_asked_for() -> None:
    asked = where(WA, Licence("WA", "MD00123", ("O'Exämple-Sample",)))
    assert asked.startswith("credentialnumber like '%123%' AND upper(lastname) in (")
    assert "'O''EXÄMPLE-SAMPLE'" in asked
    assert "'OEXAMPLESAMPLE'" in asked
    assert where(CT, Licence("CT", "1", ("X'Y",))).endswith("AND type='INDIVIDUAL'")


@given(st.text(min_size=2, max_size=30), st.text(max_size=30))
def test_no_name_breaks_out_of_its_quotation_marks(surname: str, number: str) -> None:
    asked = where(WA, Licence("WA", number, (surname,)))
    rest = asked.partition(" in (")[2].removesuffix(")")
    for quoted in rest.split("', '"):
        assert "'" not in quoted.strip("'").replace("''", "")


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("ACTIVE", Status.ACTIVE),
        ("UNENCUMBERED", Status.ACTIVE),
        ("Active - Renewal Pending", Status.ACTIVE),
        ("Active with Restrictions", Status.ACTIVE),
        ("EXPIRED", Status.EXPIRED),
        ("Expired (see history)", Status.EXPIRED),
        ("EXPIRED WA - ACTIVE MSL", Status.EXPIRED),
        ("CLOSED", Status.EXPIRED),
        ("SUPERSEDED", Status.EXPIRED),
        ("Revoked", Status.DEACTIVATED),
        ("Revoked - stayed", Status.UNKNOWN),
        ("Suspension stayed", Status.UNKNOWN),
        ("Activated", Status.UNKNOWN),
        ("wholly new word", Status.UNKNOWN),
    ],
)
def test_status_words_are_mapped_and_a_doubtful_one_never_reads_as_taken_away(text: str, status: Status) -> None:
    assert WA.status(text) is status


def test_actions_are_shown_in_the_boards_words_and_rows_of_one_licence_are_one() -> None:
    cells = {"licensenumber": "123", "lastname": "EXAMPLE", "licensestatusdescription": "Active"}
    link = {"linktoverifylicense": {"url": "https://board.example/123"}}
    texts = ("Letter of admonition", "Letter of admonition", "Probation")
    rows = [Table("CO", cells | link | {"programaction": text}) for text in texts]
    one = candidate(CO, rows, Licence("CO", "123", ("Example",)))
    assert one.url == "https://board.example/123"
    assert one.remark is not None
    assert one.remark.id == "state_boards.licence_noted"
    assert dict(one.remark.params)["text"] == "Letter of admonition; Probation"
    assert "before drawing any conclusion" in render(one.remark)


def test_a_list_of_actions_says_nothing_of_the_licence() -> None:
    row = Table(
        "NY",
        {"licensenum": "123", "last_name": "EXAMPLE", "webaction": "License limited", "effectivedate": "2001-02-03"},
    )
    one = candidate(BOARDS["ny_bpmc"], [row], Licence("NY", "123", ("Example",)))
    assert (one.status, one.status_since) == (Status.UNKNOWN, date(2001, 2, 3))
    assert one.remark is not None
    assert one.remark.id == "state_boards.action"


async def test_a_csv_list_is_read_past_its_first_lines() -> None:
    text = (DATA / "state_boards_md.csv").read_text("utf-8")
    rows = list(read_csv(MD, text))
    assert len(rows) == 3

    def answer(request: httpx.Request) -> bytes:
        return (
            text.encode()
            if "doctor" in request.url.path
            else text.replace("License #", "Profession,License #").encode()
        )

    reply = await Api(answer).ask(StateBoards, claims(), licensed(("MD", "D12345")))
    assert [one.id for one in reply.candidates] == ["md_physicians:D0012345"]
    assert reply.partial is not None


def test_a_csv_list_with_another_header_is_our_bug() -> None:
    for text in ("", "a,b\n1,2", "License #,Last Name\n1,2", 'License #,"Last'):
        with pytest.raises(RegistryChanged):
            list(read_csv(MD, text))


async def test_one_board_that_fails_leaves_the_others_and_says_so() -> None:
    def answer(request: httpx.Request) -> Any:
        return recorded("state_boards_wa.json") if "wa.gov" in request.url.host else httpx.Response(500)

    reply = await Api(answer).ask(StateBoards, claims(), licensed(("WA", "12345"), ("TX", "Q1234")))
    assert len(reply.candidates) == 1
    assert reply.partial is not None
    assert reply.partial.id == "net.server_error"


async def test_a_miss_at_one_board_and_a_fault_at_another_is_a_fault() -> None:
    with pytest.raises(RegistryDown):
        await Api(lambda request: [] if "wa.gov" in request.url.host else httpx.Response(500)).ask(
            StateBoards, claims(), licensed(("WA", "999"), ("TX", "Q1234"))
        )


async def test_a_day_that_no_calendar_has_is_passed_over() -> None:
    never = {"Last-Modified": "Mon, 02 Jan 2023 10:00:00 +99999999999999"}
    reply = await Api(lambda request: httpx.Response(200, json=[], headers=never)).ask(StateBoards, claims(), JANE)
    assert (reply.snapshot, reply.partial) == (None, None)


async def test_a_stale_list_is_told_and_is_no_miss() -> None:
    old = {"Last-Modified": "Mon, 02 Jan 2023 10:00:00 GMT"}
    reply = await Api(lambda request: httpx.Response(200, json=[], headers=old)).ask(StateBoards, claims(), JANE)
    assert (reply.snapshot, reply.candidates) == (date(2023, 1, 2), ())
    assert reply.partial == Sentence("state_boards.stale", title=WA.title, day="2023-01-02")


async def test_a_full_page_of_rows_is_told_and_is_no_miss() -> None:
    rows = [{"credentialnumber": str(n), "lastname": "Example"} for n in range(200)]
    reply = await Api(rows).ask(StateBoards, claims(), licensed(("WA", "99999")))
    assert reply.partial == Sentence("state_boards.cap", title=WA.title, n=200)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (person(), "state_boards.no_licence"),
        (licensed(("CA", "A123")), "state_boards.no_board"),
        (licensed(("WA", "none")), "state_boards.no_licence"),
    ],
)
async def test_without_a_licence_of_an_open_board_nothing_is_asked(found: Person, why: str) -> None:
    api = Api([])
    with pytest.raises(NotAsked) as caught:
        await api.ask(StateBoards, claims(), found)
    assert (caught.value.sentence.id, api.asked) == (why, [])


async def test_a_quoted_licence_is_asked_for_with_the_claimed_surname() -> None:
    wanted = claims("Jane", "Example", identifier("licence", "MD00012345", "WA"))
    reply = await Api(recorded("state_boards_wa.json")).ask(StateBoards, wanted)
    assert len(reply.candidates) == 1


def test_a_profile_of_another_country_is_passed_over() -> None:
    abroad = claims("Jane", "Example", Claim(ClaimKind.NPI_EXPECTED, Expected.NO.value))
    assert StateBoards(access(Http())).pass_over(abroad) == Sentence("state_boards.not_us")
    assert StateBoards(access(Http())).pass_over(claims()) is None


NEW = """
[[board]]
id = "zz_board"
state = "ZZ"
title = "The Zz board"
form = "socrata"
url = "https://zz.example/resource/abcd-1234.json"
page = "https://zz.example/d/abcd-1234"
columns = { number = "no", family = "last", status = "state_word" }
statuses = { active = ["wholly new word"] }
"""


@pytest.fixture
def with_new_state(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    text = resources.read("lists/state_boards.toml")
    monkeypatch.setattr(resources, "read", lambda name: text + NEW)
    caches: tuple[Any, ...] = (_boards._file, _boards._statuses, _boards.boards)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


@pytest.mark.usefixtures("with_new_state")
async def test_a_new_state_needs_one_table_entry() -> None:
    api = Api([{"no": "77", "last": "Example", "state_word": "Wholly new word"}])
    reply = await api.ask(StateBoards, claims(), licensed(("ZZ", "0077")))
    assert [(one.id, one.status) for one in reply.candidates] == [("zz_board:77", Status.ACTIVE)]
    assert api.asked[0].url.host == "zz.example"


def test_every_entry_is_complete() -> None:
    assert len({board.id for board in boards()}) == len(boards())
    for board in boards():
        assert board.form in ("socrata", "csv")
        assert board.keeps in ("licences", "actions")
        assert {"number"} < set(board.columns)
        assert "full" in board.columns or "family" in board.columns
        assert board.keeps == "actions" or "status" in board.columns
        assert board.url.startswith("https://")
        assert board.page.startswith("https://")
        assert board.form != "csv" or board.header


@pytest.mark.real
def test_every_recorded_row_of_washington_goes_through(shared: Path) -> None:
    with (shared / "state_licences" / "jaffle_washington.csv").open(encoding="utf-8") as file:
        rows = [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(file)]
    assert len(rows) > 90
    for cells in rows:
        row = Table("WA", cells)
        licence = Licence("WA", cells["credentialnumber"], (cells["lastname"].upper(),))
        assert belongs(WA, row, licence)
        assert candidate(WA, [row], licence).status in (Status.ACTIVE, Status.EXPIRED)


@pytest.mark.online
@pytest.mark.parametrize("board", boards(), ids=lambda board: board.id)
async def test_every_real_board_still_answers_as_declared(board: _boards.Board) -> None:
    http = Http(timeout_s=120)
    try:
        await ask(StateBoards, http, claims(), licensed((board.state, "12345")))
    except RegistryError as error:
        raise AssertionError(render(error.sentence)) from error
    finally:
        await http.aclose()
