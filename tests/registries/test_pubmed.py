"""PubMed: iD, surname and initial of one author must agree; refusals with status 200 and odd XML are never a miss."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from credcheck.errors import RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.model import Identifier, Sentence
from credcheck.net import Http
from credcheck.registries._json import table
from credcheck.registries.interface import NotAsked
from credcheck.registries.pubmed import PubMed, read_search
from tests.registries.asking import DATA, ORCID, Api, access, ask, claims, doctorate, person, recorded

JANE = person(Identifier("orcid", ORCID))
XML = (DATA / "pubmed_papers.xml").read_bytes()


def papers(xml: bytes) -> Callable[[httpx.Request], Any]:
    return lambda request: xml if "efetch" in request.url.path else recorded("pubmed_search.json")


async def test_affiliations_printed_beside_the_id_are_read() -> None:
    api = Api(papers(XML))
    reply = await api.ask(PubMed, claims(), JANE)
    (jane,) = reply.candidates
    assert [n.name.text() for n in jane.names] == ["Jane Q Example", "Jane Example"]
    assert [i.as_written for i in jane.institutions] == [
        "Department of Medicine, Example University, Springfield, IL, USA.",
        "Sample Hospital.",
    ]
    assert jane.identifiers == (Identifier("orcid", ORCID, valid=True),)
    assert jane.remark == Sentence("pubmed.papers", n=2)
    assert api.asked[0].url.params["term"] == f"{ORCID}[auid]"
    assert api.asked[1].url.params["id"] == "90000001,90000002"


async def test_an_author_of_another_name_with_the_same_id_is_no_match() -> None:
    stranger = person(Identifier("orcid", ORCID), given="Mary", family="Example")
    assert (await Api(papers(XML)).ask(PubMed, claims(), stranger)).candidates == ()


async def test_nobody_without_an_orcid_is_asked_about() -> None:
    with pytest.raises(NotAsked):
        await Api({}).ask(PubMed, claims(), person())


async def test_no_papers_are_not_found() -> None:
    none = {"esearchresult": {"count": "0", "idlist": []}}
    reply = await Api(none).ask(PubMed, claims(), JANE)
    assert (reply.candidates, reply.partial) == ((), None)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ({"error": "API rate limit exceeded", "count": "11"}, RegistryRefused),
        ({"esearchresult": {"ERROR": "Empty term and query_key - nothing todo"}}, RegistryRefused),
        ({"esearchresult": {"count": "2", "idlist": []}}, RegistryChanged),
        ({"esearchresult": {"count": "1", "idlist": ["x"]}}, RegistryChanged),
        ({"esearchresult": []}, RegistryChanged),
    ],
)
async def test_a_refusal_with_status_200_is_no_miss(body: Any, kind: type[RegistryError]) -> None:
    with pytest.raises(kind):
        await Api(body).ask(PubMed, claims(), JANE)


BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!entity b SYSTEM "file:///etc/hosts">]><PubmedArticleSet>&b;</PubmedArticleSet>'
)


@pytest.mark.parametrize(
    ("xml", "kind"),
    [
        (XML[:-300], RegistryDown),
        (b"", RegistryDown),
        (b"<html>maintenance", RegistryDown),
        (b"<PubmedArticleSet/>", RegistryChanged),
        (b"<Other/>", RegistryChanged),
        (b"not xml", RegistryChanged),
        (b"<PubmedArticleSet>&undefined;</PubmedArticleSet>", RegistryChanged),
        (BOMB, RegistryChanged),
        (BOMB.decode().encode("utf-16"), RegistryChanged),
    ],
)
async def test_odd_xml_is_never_a_miss_and_no_entity_is_read(xml: bytes, kind: type[RegistryError]) -> None:
    with pytest.raises(kind):
        await Api(papers(xml)).ask(PubMed, claims(), JANE)


def test_a_profile_that_does_not_speak_of_research_is_passed_over() -> None:
    one = PubMed(access(Http()))
    assert one.pass_over(claims()) == Sentence("pubmed.no_research")
    assert one.pass_over(claims("Jane", "Example", doctorate())) is None


@pytest.mark.real
def test_the_recorded_search_goes_through(shared: Path) -> None:
    body = json.loads((shared / "pubmed" / "esearch_author_darwin.json").read_text("utf-8"))
    total, ids = read_search(table("PubMed", body))
    assert (total, len(ids)) == (603, 20)


@pytest.mark.online
async def test_the_real_pubmed_still_answers_as_recorded() -> None:
    http = Http()
    reply = await ask(PubMed, http, claims(), person(Identifier("orcid", "0000-0002-1825-0097")))
    await http.aclose()
    assert reply.partial is None
