"""Stand-ins for what lies outside: registries and proofs that answer, fail or dawdle as told."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count

from credcheck.ask import Plugs
from credcheck.bindings.interface import Proof
from credcheck.check import Checker
from credcheck.errors import CredCheckError
from credcheck.model import (
    NO_LEADS,
    Binding,
    Candidate,
    Claims,
    Identifier,
    Leads,
    Level,
    ListedName,
    Person,
    PersonName,
    Profile,
    Sentence,
    Status,
    Taxonomy,
)
from credcheck.registries.interface import Confirmer, Finder, Registry, Reply

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def listed(registry: str = "fake", npi: str = "1234567893", given: str = "JANE", family: str = "EXAMPLE") -> Candidate:
    """An invented cardiologist's record."""
    return Candidate(
        registry, npi, (ListedName(PersonName(given=given, family=family)),), f"https://registry.example/{npi}",
        ("M.D.",), (Taxonomy("207RC0000X", "Cardiovascular Disease", "12345", "MA", True),),
        identifiers=(Identifier("npi", npi, valid=True),), status=Status.ACTIVE,
    )  # fmt: skip


class FakeFinder(Finder):
    """Answers with what it was given, after `delay_s`."""

    title = "Fake finder"
    home = "https://registry.example"
    covers = Sentence("fake.covers")
    terms = Sentence("fake.terms")
    online = False

    def __init__(self, id: str = "fake", reply: Reply | CredCheckError | None = None, delay_s: float = 0.0) -> None:
        self.id = id  # type: ignore[misc]
        self.reply = reply if reply is not None else Reply((listed(id),), Sentence("fake.asked"))
        self.delay_s = delay_s
        self.asked, self.begun = 0, asyncio.Event()
        self.cancelled = False

    async def find(self, claims: Claims) -> Reply:
        self.asked += 1
        self.begun.set()
        return await _after(self)


class FakeConfirmer(Confirmer):
    """Confirms with what it was given."""

    title = "Fake confirmer"
    home = "https://confirmer.example"
    covers = Sentence("fake.covers")
    terms = Sentence("fake.terms")
    online = False

    def __init__(
        self, id: str = "confirmer", reply: Reply | CredCheckError | None = None, delay_s: float = 0.0
    ) -> None:
        self.id = id  # type: ignore[misc]
        self.reply = reply if reply is not None else Reply((), Sentence("fake.asked"))
        self.delay_s = delay_s
        self.persons: tuple[Person, ...] = ()
        self.cancelled = False

    async def confirm(self, persons: tuple[Person, ...], claims: Claims) -> Reply:
        self.persons = persons
        return await _after(self)


class FakeProof(Proof):
    """Proves what it was given."""

    id = "fake_proof"
    title = "Fake proof"
    level = Level.L4
    online = False
    sends = Sentence("check.nothing_to_ask")

    def __init__(self, found: tuple[Binding, ...] | CredCheckError = ()) -> None:
        self.found = found

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        if isinstance(self.found, CredCheckError):
            raise self.found
        return self.found


def checker(
    *registries: Registry, proofs: tuple[Proof, ...] = (), offline: bool = False, off: tuple[str, ...] = ()
) -> Checker:
    """A Checker on these registries, with a clock that stands and ids that count."""
    ids: Iterator[int] = count(1)
    return Checker(Plugs(registries, proofs, off), lambda: NOW, lambda: f"report{next(ids)}", None, offline)


async def _after(plug: FakeFinder | FakeConfirmer) -> Reply:
    try:
        await asyncio.sleep(plug.delay_s)
    except asyncio.CancelledError:
        plug.cancelled = True
        raise
    if isinstance(plug.reply, CredCheckError):
        raise plug.reply
    return plug.reply
