"""The second opinion on the NPI registry: named as such, never stronger than the first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from credcheck.errors import RegistryChanged
from credcheck.model import Identifier, Sentence, Status
from credcheck.net import Http
from credcheck.registries.npi_second import NpiSecond, read_rows
from credcheck.wording import render
from tests.registries.asking import NPI, Api, access, ask, claims, identifier, recorded

NOBODY: list[Any] = [0, [], None, []]


async def test_a_name_is_found_with_specialty_and_licence() -> None:
    api = Api(recorded("npi_second_rows.json"))
    reply = await api.ask(NpiSecond, claims())
    assert [one.id for one in reply.candidates] == [NPI, "1000000012"]
    jane = reply.candidates[0]
    assert (jane.registry, jane.names[0].name.text(), jane.sex) == ("npi_second", "JANE QUILL EXAMPLE", "F")
    assert [(t.code, t.label, t.licence, t.state, t.primary) for t in jane.taxonomies] == [
        ("207RC0000X", "Cardiovascular Disease", "036000000", "IL", True)
    ]
    assert jane.identifiers == (Identifier("npi", NPI, valid=True), Identifier("licence", "036000000", "IL"))
    assert [p.as_written for p in jane.places] == ["SPRINGFIELD, IL 62701-0001"]
    assert (jane.listed_since, jane.updated) == (date(2009, 6, 2), date(2025, 1, 14))
    assert api.asked[0].url.params["terms"] == "Jane Example"


async def test_it_says_that_it_is_a_second_hand() -> None:
    reply = await Api(recorded("npi_second_rows.json")).ask(NpiSecond, claims())
    remark = reply.candidates[0].remark
    assert remark is not None
    assert "National Library of Medicine" in render(remark)
    assert reply.candidates[0].status is Status.UNKNOWN
    assert NpiSecond.backup_for == "npi_live"


async def test_a_number_brings_only_its_own_record() -> None:
    api = Api(recorded("npi_second_rows.json"))
    reply = await api.ask(NpiSecond, claims("", "", identifier("npi", NPI)))
    assert [one.id for one in reply.candidates] == [NPI]
    assert api.asked[0].url.params["sf"] == "NPI"


async def test_more_records_than_it_shows_are_told() -> None:
    body = recorded("npi_second_rows.json")
    body[0] = 901
    reply = await Api(body).ask(NpiSecond, claims())
    assert reply.partial == Sentence("npi_second.cap", n=901, shown=500)


async def test_nobody_is_not_found() -> None:
    reply = await Api(NOBODY).ask(NpiSecond, claims())
    assert (reply.candidates, reply.partial) == ((), None)


ROW = recorded("npi_second_rows.json")[3][0]
SHAPES: list[Any] = [
    {},
    [],
    [1, [], None],
    ["many", [], None, []],
    [1, [], None, {}],
    [1, [], [], [1]],
    [1, [], {"licenses": "none"}, [ROW]],
    [1, [], {"licenses": [[]]}, [ROW, ROW]],
    [1, [], {"licenses": [[1]]}, [ROW]],
    [1, [], None, [ROW[:-1]]],
    [1, [], None, [["x", *ROW[1:]]]],
    [1, [], None, [[NPI, {"a": 1}, *ROW[2:]]]],
]


@pytest.mark.parametrize("body", SHAPES)
def test_another_shape_is_our_bug_and_no_miss(body: Any) -> None:
    with pytest.raises(RegistryChanged):
        read_rows("NLM", body)


@pytest.mark.parametrize(
    ("given", "family", "more", "asked"),
    [("Jane", "Example", "", True), ("", "Example", "", False), ("", "", NPI, True), ("", "", "1234567890", False)],
)
def test_it_is_passed_over_with_nothing_to_ask(given: str, family: str, more: str, asked: bool) -> None:
    wanted = claims(given, family, *([identifier("npi", more)] if more else []))
    assert (NpiSecond(access(Http())).pass_over(wanted) is None) is asked


@pytest.mark.online
async def test_the_real_copy_still_answers_as_recorded() -> None:
    http = Http()
    reply = await ask(NpiSecond, http, claims("John", "Smith"))
    await http.aclose()
    assert reply.candidates
    assert any(one.taxonomies and one.taxonomies[0].code for one in reply.candidates)
