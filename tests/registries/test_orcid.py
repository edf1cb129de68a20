"""ORCID: who entered what, what is sent, and every way to fail, on invented records and on ORCID's own sample."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.mirror import Mirrors
from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    Credential,
    CredentialClass,
    Identifier,
    Institution,
    Link,
    NameKind,
    PersonName,
    Sentence,
    Status,
)
from credcheck.net import Http, Patience
from credcheck.registries._json import table
from credcheck.registries.interface import Access, Reply
from credcheck.registries.orcid import Orcid, _query, read_record, read_search
from credcheck.vault import Vault
from credcheck.wording import render

HERE = Path(__file__).resolve().parent
SWIFT = Patience(first_wait_s=0.01)
NOBODY = {"expanded-result": None, "num-found": 0}
MISSING = {"response-code": 404, "developer-message": "404", "user-message": "not found", "error-code": 9016}


def recorded(name: str) -> Any:
    return json.loads((HERE / "data" / f"{name}.json").read_text("utf-8"))


JANET, JANE, OTHER = (row["orcid-id"] for row in recorded("orcid_search")["expanded-result"])


def claims(given_: str = "Jane", family: str = "Example", *orcids: str, employer: str = "") -> Claims:
    made = [Claim(ClaimKind.NAME, PersonName(given=given_, family=family))] if given_ or family else []
    made += [Claim(ClaimKind.IDENTIFIER, Identifier("orcid", value)) for value in orcids]
    made += [Claim(ClaimKind.INSTITUTION, Institution(employer, employer))] if employer else []
    return Claims(tuple(made))


class Api:
    """ORCID as a function of path and question."""

    def __init__(self, search: Any = NOBODY, record: Callable[[str], Any] | Any = None) -> None:
        self.search, self.record = search, record
        self.asked: list[httpx.URL] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request.url)
        if "expanded-search" in request.url.path:
            made = self.search
        else:
            made = self.record(request.url.path.split("/")[-2]) if callable(self.record) else self.record
        if made is None:
            return httpx.Response(404, json=MISSING)
        return made if isinstance(made, httpx.Response) else httpx.Response(200, json=made)

    async def find(self, wanted: Claims) -> Reply:
        http = Http(transport=httpx.MockTransport(self), patience=SWIFT)
        try:
            return await Orcid(Access(http, cast(Mirrors, None), Vault())).find(wanted)
        finally:
            await http.aclose()


async def test_a_quoted_id_brings_the_whole_record() -> None:
    api = Api(record=recorded("orcid_record"))
    (jane,) = (await api.find(claims("", "", JANE))).candidates
    assert (jane.registry, jane.id, jane.url) == ("orcid", JANE, f"https://orcid.org/{JANE}")
    assert jane.identifiers == (Identifier("orcid", JANE, valid=True),)
    assert [(n.name.text(), n.kind) for n in jane.names] == [
        ("Jane Example", NameKind.LEGAL),
        ("Jane Q. Example", NameKind.OTHER),
        ("Jane Sample", NameKind.OTHER),
    ]
    assert jane.links == (Link("https://social.example/@janeexample", "Mastodon"), Link("https://x.com/janeexample"))
    assert {p.country for p in jane.places} == {"US", "CA"}
    assert (jane.status, jane.school) == (Status.ACTIVE, "Sample Medical School")


async def test_an_employer_entered_by_an_organisation_comes_first_and_is_marked() -> None:
    (jane,) = (await Api(record=recorded("orcid_record")).find(claims("", "", JANE))).candidates
    assert [(i.name, i.relation, i.ror) for i in jane.institutions] == [
        ("Example University", "current", "00example0"),
        ("Self Entered Clinic", "current", ""),
        ("Handed On Hospital", "former", ""),
        ("Sample Medical School", "training", ""),
    ]
    assert jane.remark is not None
    assert jane.remark.id == "orcid.asserted"
    assert "Example University Identity Desk" in render(jane.remark)


async def test_what_the_person_entered_through_another_site_is_self_asserted() -> None:
    body = recorded("orcid_record")
    body["activities-summary"]["employments"]["affiliation-group"].pop()
    (jane,) = (await Api(record=body).find(claims("", "", JANE))).candidates
    assert jane.remark == Sentence("orcid.self_asserted")


async def test_a_name_brings_the_hits_and_the_nearest_are_read_whole() -> None:
    api = Api(recorded("orcid_search"), lambda orcid: recorded("orcid_record") if orcid == JANE else None)
    reply = await api.find(claims(employer="Example University"))
    assert [one.id for one in reply.candidates] == [JANE, OTHER, JANET]
    assert reply.candidates[0].remark != Sentence("orcid.search_only")
    assert reply.candidates[1].remark == Sentence("orcid.search_only")
    assert [url.path.split("/")[-2] for url in api.asked[1:]] == [JANE, OTHER, JANET]
    assert (reply.partial, len(reply.digests)) == (None, 3)


async def test_many_hits_are_told() -> None:
    reply = await Api(recorded("orcid_search") | {"num-found": 281}).find(claims())
    assert reply.partial == Sentence("orcid.many", n=281, shown=3)


async def test_an_unknown_id_and_an_unknown_name_are_not_found() -> None:
    reply = await Api().find(claims("Jane", "Example", JANE))
    assert (reply.candidates, reply.partial) == ((), None)
    assert reply.asked == Sentence("orcid.asked", what=f"Jane Example / {JANE}")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(404, text="<html>no</html>"), RegistryDown),
        (httpx.Response(404, json={}), RegistryChanged),
        (httpx.Response(409, json={"error-code": 9018}), RegistryRefused),
        (httpx.Response(500, text="org.apache.solr.search.SyntaxError"), RegistryDown),
        (httpx.Response(503), RegistryDown),
    ],
)
async def test_a_fault_on_the_way_to_a_record_is_never_a_miss(
    answer: httpx.Response, kind: type[RegistryError]
) -> None:
    with pytest.raises(kind):
        await Api(record=answer).find(claims("", "", JANE))


async def test_a_record_that_fails_leaves_the_hit_and_says_so() -> None:
    reply = await Api(recorded("orcid_search"), httpx.Response(503)).find(claims())
    assert len(reply.candidates) == 3
    assert reply.partial is not None


@pytest.mark.parametrize(
    ("name", "sent"),
    [
        (PersonName(given="Jane", family="Example"), '(family-name:"Example" AND given-names:"Jane") OR '),
        (PersonName(given="A*", family='O"X:(y)'), '(family-name:"O\\"X\\:\\(y\\)" AND given-names:"A\\*") OR '),
        (PersonName(given="Zoë", family="Sm\u202eith\x00"), '(family-name:"Smith" AND given-names:"Zoë") OR '),
    ],
)
def test_solr_signs_are_escaped(name: PersonName, sent: str) -> None:
    assert _query(name).startswith(sent)


@given(st.text(min_size=2, max_size=40), st.text(min_size=2, max_size=40))
def test_no_name_leaves_its_quotation_marks(given_name: str, family: str) -> None:
    query = _query(PersonName(given=given_name, family=family))
    bare = re.sub(r"\\.", "", query)
    assert bare.count('"') == 10
    assert re.sub(r'"[^"]*"', "", bare) == (
        "(family-name: AND given-names:) OR credit-name: OR other-names: OR given-and-family-names:"
    )


SHAPES: list[Any] = [
    [],
    "x",
    {},
    {"num-found": "many"},
    {"num-found": 1, "expanded-result": {}},
    {"num-found": 1, "expanded-result": [1]},
    {"num-found": 1, "expanded-result": [{"orcid-id": "12"}]},
]


@pytest.mark.parametrize("body", SHAPES)
def test_another_shape_is_our_bug_and_no_miss(body: Any) -> None:
    with pytest.raises(RegistryChanged):
        read_search(table("ORCID", body))


def test_every_part_of_a_record_may_be_missing_or_null() -> None:
    bare = {"orcid-identifier": {"path": JANE}}
    assert read_record(table("ORCID", bare)).id == JANE
    assert read_record(table("ORCID", bare | {"person": None, "activities-summary": None})).names == ()


PHD = Credential("PhD", CredentialClass.ACADEMIC_DEGREE)


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ((), "orcid.no_research"),
        ((Claim(ClaimKind.PROFESSION, "researcher"),), None),
        ((Claim(ClaimKind.PROFESSION, "physician"),), "orcid.no_research"),
        ((Claim(ClaimKind.CREDENTIAL, PHD),), None),
        ((Claim(ClaimKind.FIELD, "Epidemiology"),), None),
        ((Claim(ClaimKind.TITLE, "Prof"),), None),
        ((Claim(ClaimKind.IDENTIFIER, Identifier("orcid", JANE)),), None),
    ],
)
def test_orcid_is_asked_for_a_name_only_when_research_is_spoken_of(more: tuple[Claim, ...], asked: str | None) -> None:
    orcid = Orcid(Access(Http(), cast(Mirrors, None), Vault()))
    why = orcid.pass_over(Claims((*claims().all, *more)))
    assert (why.id if why else None) == asked
    nameless = orcid.pass_over(Claims(more))
    assert (nameless is None) is any(isinstance(c.value, Identifier) for c in more)


def test_an_id_with_a_wrong_check_digit_is_not_asked_for() -> None:
    wrong = JANE[:-1] + ("1" if JANE[-1] != "1" else "2")
    assert Orcid(Access(Http(), cast(Mirrors, None), Vault())).pass_over(claims("", "", wrong)) is not None


@pytest.mark.real
def test_the_sample_record_of_orcid_goes_through(shared: Path) -> None:
    one = read_record(table("ORCID", json.loads((shared / "orcid" / "record-full-3.0.json").read_text("utf-8"))))
    assert one.names
    assert one.links
    assert one.institutions
    assert one.remark is not None


@pytest.mark.online
async def test_the_real_orcid_still_answers_as_recorded() -> None:
    http = Http()
    orcid = Orcid(Access(http, cast(Mirrors, None), Vault()))
    (carberry,) = (await orcid.find(claims("", "", "0000-0002-1825-0097"))).candidates
    assert carberry.names[0].name.family == "Carberry"
    assert (await orcid.find(claims("Josiah", "Carberry"))).candidates
    await http.aclose()
