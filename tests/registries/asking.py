"""Invented claims and persons, and ways to put a registry before answers of our choice."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import httpx

from credcheck.mirror import Mirrors
from credcheck.model import (
    Candidate,
    Claim,
    ClaimKind,
    Claims,
    Credential,
    CredentialClass,
    Identifier,
    Institution,
    ListedName,
    Person,
    PersonName,
    Place,
)
from credcheck.net import Http, Patience
from credcheck.registries.interface import Access, Confirmer, Finder, Registry, Reply
from credcheck.vault import Vault

DATA = Path(__file__).resolve().parent / "data"
NPI = "1234567893"
ORCID = "0009-9990-0000-0013"
SWIFT = Patience(attempts=2, first_wait_s=0.01)
ONCE = Patience(attempts=1)
Answering = Callable[[httpx.Request], Any]


def recorded(name: str) -> Any:
    """An invented answer from the data folder."""
    return json.loads((DATA / name).read_text("utf-8"))


def claims(given: str = "Jane", family: str = "Example", *more: Claim) -> Claims:
    """A name and whatever else."""
    named = (Claim(ClaimKind.NAME, PersonName(given=given, family=family)),) if given or family else ()
    return Claims((*named, *more))


def country(code: str) -> Claim:
    return Claim(ClaimKind.COUNTRY, code)


def identifier(kind: str, value: str, region: str = "") -> Claim:
    return Claim(ClaimKind.IDENTIFIER, Identifier(kind, value, region))


def doctorate() -> Claim:
    return Claim(ClaimKind.CREDENTIAL, Credential("PhD", CredentialClass.ACADEMIC_DEGREE))


def employer(name: str) -> Claim:
    return Claim(ClaimKind.INSTITUTION, Institution(name, name, "current"))


def person(
    *identifiers: Identifier, given: str = "Jane", middle: str = "", family: str = "Example", registry: str = "npi_live"
) -> Person:
    """A registered person as the first round may have found her."""
    listed = (ListedName(PersonName(given=given, middle=middle, family=family)),)
    key = next((f"{i.kind}:{i.value}" for i in identifiers if i.kind in ("npi", "orcid")), f"{registry}:1")
    id = next((i.value for i in identifiers if i.kind == "npi"), "1")
    return Person(key, (Candidate(registry, id, listed, places=(Place(region="WA"),), identifiers=identifiers),))


def access(http: Http) -> Access:
    return Access(http, cast(Mirrors, None), Vault(deadline_s=1.0))


class Api:
    """A server as a function of the request: a value becomes JSON, bytes and responses stay; remembers what it got."""

    def __init__(self, answer: Answering | Any) -> None:
        self.answer: Answering = answer if callable(answer) else lambda request: answer
        self.asked: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        made = self.answer(request)
        if isinstance(made, httpx.Response):
            return made
        return httpx.Response(200, content=made) if isinstance(made, bytes) else httpx.Response(200, json=made)

    async def ask(self, plug: type[Registry], wanted: Claims, *persons: Person) -> Reply:
        http = Http(transport=httpx.MockTransport(self), patience=SWIFT)
        try:
            return await ask(plug, http, wanted, *persons)
        finally:
            await http.aclose()


async def ask(plug: type[Registry], http: Http, wanted: Claims, *persons: Person) -> Reply:
    """What a registry replies, finder or confirmer."""
    registry = plug(access(http))
    if isinstance(registry, Finder):
        return await registry.find(wanted)
    assert isinstance(registry, Confirmer)
    return await registry.confirm(persons, wanted)
