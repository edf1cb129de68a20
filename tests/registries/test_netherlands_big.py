"""The BIG register: faults in SOAP's clothes, initials for given names, and no entity ever read."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.errors import RegistryChanged, RegistryDown, RegistryError, RegistryRefused
from credcheck.model import Identifier, NameKind, Sentence, Status
from credcheck.net import Fetched, Http
from credcheck.registries._xml import root
from credcheck.registries.netherlands_big import NetherlandsBig, _sent, envelope, read_people
from tests.registries.asking import DATA, Api, access, ask, claims, country, identifier

XML = (DATA / "netherlands_big_people.xml").read_bytes()
JANE = claims("Jane", "van Voorbeeld", country("NL"))
ENVELOPE = '<s:Envelope xmlns:s="x"><s:Body>{}</s:Body></s:Envelope>'
EMPTY = ENVELOPE.format("<ListHcpApprox4Result><ListHcpApprox/></ListHcpApprox4Result>").encode()
FAULT = ENVELOPE.format("<s:Fault><faultstring>Name is required</faultstring></s:Fault>").encode()


async def test_a_name_is_found_by_surname_and_initial() -> None:
    api = Api(XML)
    reply = await api.ask(NetherlandsBig, JANE)
    (jane,) = reply.candidates
    assert [(n.name.text(), n.kind) for n in jane.names] == [
        ("J.Q. van Voorbeeld", NameKind.LEGAL),
        ("J.Q. van Voorbeeld-Monster", NameKind.PROFESSIONAL),
    ]
    assert (jane.id, jane.sex, jane.status, jane.listed_since) == ("19000000001", "F", Status.ACTIVE, date(1998, 2, 6))
    assert jane.identifiers == (Identifier("licence", "19000000001", "NL"),)
    assert jane.taxonomies[0].label == "Arts"
    assert {request.method for request in api.asked} == {"POST"}
    assert b"<e:Name>van Voorbeeld</e:Name><e:Gender>V</e:Gender>" in api.asked[0].content
    assert reply.asked == Sentence("netherlands_big.asked", what="Jane van Voorbeeld")


async def test_a_number_brings_its_record_with_what_was_made_public() -> None:
    api = Api(XML)
    people = (await api.ask(NetherlandsBig, claims("", "", identifier("licence", "19000000002", "NL")))).candidates
    ended = next(one for one in people if one.id == "19000000002")
    assert (ended.status, ended.status_since) == (Status.EXPIRED, date(2012, 3, 4))
    assert ended.remark == Sentence("netherlands_big.noted", number="19000000002", text="An invented remark")
    assert b"<e:RegistrationNumber>19000000002<" in api.asked[0].content


async def test_nobody_is_not_found() -> None:
    reply = await Api(EMPTY).ask(NetherlandsBig, JANE)
    assert (reply.candidates, reply.partial) == ((), None)


@pytest.mark.parametrize(
    ("answer", "kind"),
    [
        (httpx.Response(500, content=FAULT), RegistryRefused),
        (httpx.Response(200, content=FAULT), RegistryRefused),
        (httpx.Response(500, content=b"oops"), RegistryDown),
        (httpx.Response(200, content=XML[:-200]), RegistryDown),
        (httpx.Response(200, content=b"<Envelope/>"), RegistryChanged),
        (httpx.Response(200, content=b'<!DOCTYPE e [<!ENTITY a "b">]><Envelope>&a;</Envelope>'), RegistryChanged),
        (httpx.Response(302, headers={"Location": "https://elsewhere.example/"}), RegistryChanged),
    ],
)
async def test_a_fault_is_never_a_miss(answer: httpx.Response, kind: type[RegistryError]) -> None:
    with pytest.raises(kind):
        await Api(answer).ask(NetherlandsBig, JANE)


@given(st.text(max_size=60))
def test_no_name_breaks_the_envelope(text: str) -> None:
    ET.fromstring(envelope((("Name", _sent(text)),)))


def test_only_profiles_that_speak_of_the_netherlands_are_asked_about() -> None:
    big = NetherlandsBig(access(Http()))
    assert big.pass_over(JANE) is None
    assert big.pass_over(claims("", "", identifier("licence", "19000000001", "NL"))) is None
    assert big.pass_over(claims("Jane", "Voorbeeld")) == Sentence("netherlands_big.not_netherlands")
    assert big.pass_over(claims("", "Voorbeeld", country("NL"))) == Sentence("netherlands_big.no_name")


@pytest.mark.real
def test_the_recorded_answer_goes_through(shared: Path) -> None:
    body = (shared / "netherlands_big" / "bigregister_soap_response_example.xml").read_bytes()
    (one,) = read_people(root("BIG", Fetched.of("https://big.example", 200, {}, body), "Envelope"))
    assert (one.names[0].name.family, one.status) == ("van Bar", Status.ACTIVE)


@pytest.mark.online
async def test_the_real_register_still_answers_as_recorded() -> None:
    http = Http(timeout_s=60)
    reply = await ask(NetherlandsBig, http, claims("Jan", "Jansen", country("NL")))
    await http.aclose()
    assert reply.partial is None
