"""OpenAlex: by ORCID iD only, with the user's key only, and the key never shows."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import httpx
import pytest

from credcheck.errors import RegistryBusy, RegistryChanged, RegistryDown
from credcheck.model import Identifier, Sentence
from credcheck.net import Http
from credcheck.registries._json import table
from credcheck.registries.interface import NotAsked
from credcheck.registries.openalex import OpenAlex, read_author
from tests.registries.asking import ORCID, Api, access, ask, claims, doctorate, person, recorded

JANE = person(Identifier("orcid", ORCID))


@pytest.fixture
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CREDCHECK_KEY_OPENALEX", "invented-key")


@pytest.mark.usefixtures("_key")
async def test_an_author_is_found_by_orcid() -> None:
    api = Api(recorded("openalex_author.json"))
    reply = await api.ask(OpenAlex, claims(), JANE)
    (jane,) = reply.candidates
    assert (jane.id, jane.url) == ("A5000000001", "https://openalex.org/A5000000001")
    assert jane.identifiers == (Identifier("orcid", ORCID, valid=True),)
    assert [n.name.text() for n in jane.names] == ["Jane Q. Example", "Jane Example", "J. Q. Example"]
    assert [(i.name, i.relation, i.ror, i.country) for i in jane.institutions] == [
        ("Example University", "unclear", "00example0", "US"),
        ("Sample Hospital", "former", "00sample00", "CA"),
    ]
    assert jane.remark == Sentence("openalex.works", n=42, topics="Cardiac Imaging, Heart Failure")
    assert jane.updated == date(2026, 5, 6)
    assert api.asked[0].url.params["api_key"] == "invented-key"
    assert "invented-key" not in repr(reply)


async def test_without_a_key_it_is_not_asked() -> None:
    api = Api(recorded("openalex_author.json"))
    with pytest.raises(NotAsked) as caught:
        await api.ask(OpenAlex, claims(), JANE)
    assert (caught.value.sentence, api.asked) == (Sentence("openalex.no_key"), [])


async def test_without_an_orcid_it_is_not_asked() -> None:
    with pytest.raises(NotAsked) as caught:
        await Api({}).ask(OpenAlex, claims(), person())
    assert caught.value.sentence == Sentence("openalex.no_orcid")


@pytest.mark.usefixtures("_key")
async def test_an_unknown_author_is_not_found_but_a_page_in_between_is_a_fault() -> None:
    missing = httpx.Response(404, json={"error": "Not Found", "message": "no author"})
    assert (await Api(missing).ask(OpenAlex, claims(), JANE)).candidates == ()
    for answer, kind in (
        (httpx.Response(404, text="<html>gone"), RegistryDown),
        (httpx.Response(404, json={}), RegistryChanged),
        (httpx.Response(429), RegistryBusy),
    ):
        with pytest.raises(kind):
            await Api(answer).ask(OpenAlex, claims(), JANE)


@pytest.mark.usefixtures("_key")
async def test_another_author_than_the_one_asked_for_is_our_bug() -> None:
    with pytest.raises(RegistryChanged):
        await Api(recorded("openalex_author.json") | {"orcid": None}).ask(OpenAlex, claims(), JANE)


def test_a_profile_that_does_not_speak_of_research_is_passed_over() -> None:
    one = OpenAlex(access(Http()))
    assert one.pass_over(claims()) == Sentence("openalex.no_research")
    assert one.pass_over(claims("Jane", "Example", doctorate())) is None


@pytest.mark.real
def test_the_recorded_author_goes_through(shared: Path) -> None:
    body = json.loads((shared / "openalex" / "author_response_1.json").read_text("utf-8"))
    one = read_author(table("OpenAlex", body), body["orcid"].rpartition("/")[2])
    assert one.names
    assert all(i.ror for i in one.institutions)
    assert {i.relation for i in one.institutions} == {"unclear", "former"}


@pytest.mark.online
async def test_the_real_openalex_still_answers_as_recorded(monkeypatch: pytest.MonkeyPatch) -> None:
    http = Http()
    try:
        await ask(OpenAlex, http, claims(), person(Identifier("orcid", "0000-0002-1825-0097")))
    except NotAsked:
        pytest.skip("needs CREDCHECK_KEY_OPENALEX")
    finally:
        await http.aclose()
