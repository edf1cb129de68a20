"""A Bluesky handle under an institution's domain, checked both ways."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from credcheck import imitation, lists
from credcheck.bindings._reach import hosts_of
from credcheck.bindings.interface import Proof
from credcheck.errors import BlockedAddress, RegistryChanged, RegistryError
from credcheck.lists import InstitutionEntry
from credcheck.model import NO_LEADS, Binding, Claims, Leads, Level, Person, PersonName, Profile, Sentence
from credcheck.net import Fetched
from credcheck.text import tight

RESOLVER = "https://public.api.bsky.app/xrpc/com.atproto.identity.resolveHandle"
DIRECTORY = "https://plc.directory/"
NAMESAKES, _HALF = 3, 4
_HANDLE = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?\Z")
_DID = re.compile(r"did:plc:[a-z2-7]{24}|did:web:[a-z0-9.-]{4,253}")
# Names that Bluesky itself gives to everybody, or that stand for a broken handle.
_NO_OWN_DOMAIN = (".bsky.social", ".invalid")
# Parts of an institution's domain under which members, students or leavers name their own sites.
_SELF_SERVICE = re.compile(
    r"alum|alumni|blogs?|home|pages|people|scholars?|sites?|students?|users?|webs?|wiki|wordpress|wp|www"
)
_TITLES = re.compile(r"\A(?:DR|DOCTOR|PROF|PROFESSOR|NURSE)|(?:MD|DO|PHD|RN|NP|PA)\Z")


@dataclass(frozen=True, slots=True)
class _Seat:
    """Where a handle stands: the institution whose domain it is under, that domain, and the handle's own label."""

    institution: InstitutionEntry | None
    domain: str
    label: str


def _own_domain(profile: Profile) -> str:
    """The handle of a Bluesky account that is a domain of its own; "" for any other."""
    handle = profile.handle.strip().removeprefix("@").lower()
    own = profile.platform == "bluesky" and _HANDLE.fullmatch(handle) and not handle.endswith(_NO_OWN_DOMAIN)
    return handle if own else ""


class DomainHandle(Proof):
    """The Bluesky handle lies under the web domain of a known hospital, university or health body and names the person.

    Who runs a domain decides who may use it as a handle. CredCheck asks the domain which account it names, and the
    account's public identity document which handle it names: both must agree. It does not prove that the person still
    works there. A handle under any other domain shows only that the holder controls that domain.
    """

    id: ClassVar[str] = "domain_handle"
    title: ClassVar[str] = "Institution's domain as Bluesky handle"
    level: ClassVar[Level] = Level.L3
    sends: ClassVar[Sentence] = Sentence("domain_handle.sends")
    order: ClassVar[int] = 10

    def hosts(self, profile: Profile, leads: Leads) -> tuple[str, ...]:
        """The handle's own domain, Bluesky's resolver and the directory of identities."""
        handle = _own_domain(profile)
        return (handle, *hosts_of((RESOLVER, DIRECTORY))) if handle else ()

    async def prove(
        self, profile: Profile, claims: Claims, persons: tuple[Person, ...], leads: Leads = NO_LEADS
    ) -> tuple[Binding, ...]:
        """What the handle's domain says of account and person; () without a domain of one's own."""
        handle = _own_domain(profile)
        if not handle:
            return ()
        did, seen_by_us = await self._did(handle)
        if did is None or (profile.account_id.startswith("did:") and profile.account_id != did):
            return (_nothing("domain_handle.other_account", handle, against=_seat(handle).institution is not None),)
        if not await self._names(did, handle):
            return (_nothing("domain_handle.not_named_back", handle),)
        limits = "domain_handle.limits_own" if seen_by_us else "domain_handle.limits_bluesky"
        return _bindings(handle, persons, limits)

    async def _did(self, handle: str) -> tuple[str | None, bool]:
        """The account that the domain names, and whether the domain itself told us (else Bluesky read its DNS)."""
        try:
            answer = await self.http.get(f"https://{handle}/.well-known/atproto-did", cap_bytes=4096, guarded=True)
        except (RegistryError, BlockedAddress):
            answer = None  # no web server there: the usual case of a handle that stands in DNS only
        if answer is not None and answer.host == handle and _DID.fullmatch(answer.text().strip()):
            return answer.text().strip(), True
        return await self._resolved(handle), False

    async def _resolved(self, handle: str) -> str | None:
        answer = await self.http.get(RESOLVER, params={"handle": handle}, accept=(200, 400), cap_bytes=65_536)
        body = _object(answer)
        did = body.get("did")
        if answer.status == 400 and body.get("error") == "InvalidRequest":
            return None
        if answer.status != 200 or not isinstance(did, str) or not _DID.fullmatch(did):
            raise RegistryChanged(Sentence("domain_handle.changed", host=answer.host))
        return did

    async def _names(self, did: str, handle: str) -> bool:
        """Whether the account's identity document names the handle as its own."""
        if did.startswith("did:web:"):
            url, guarded = f"https://{did.removeprefix('did:web:')}/.well-known/did.json", True
        else:
            url, guarded = DIRECTORY + did, False
        answer = await self.http.get(url, accept=(200, 404, 410), cap_bytes=262_144, guarded=guarded)
        if answer.status != 200:
            return False
        body = _object(answer)
        names = body.get("alsoKnownAs")
        if not isinstance(names, list):
            raise RegistryChanged(Sentence("domain_handle.changed", host=answer.host))
        handles = [n.lower() for n in names if isinstance(n, str) and n.startswith("at://")]
        return body.get("id") == did and handles[:1] == [f"at://{handle}"]


def _object(answer: Fetched) -> dict[str, Any]:
    body = answer.json()
    if not isinstance(body, dict):
        raise RegistryChanged(Sentence("domain_handle.changed", host=answer.host))
    return body


def _bindings(handle: str, persons: tuple[Person, ...], limits: str) -> tuple[Binding, ...]:
    """One binding for each person that the handle names under an institution's domain; else what it shows less."""
    seat = _seat(handle)
    if seat.institution is None:
        level = Level.L0 if imitation.of(handle) is not None else Level.L1
        return (_made(handle, level, Sentence("domain_handle.private", handle=handle), "domain_handle.limits_private"),)
    named = [p for p in persons if any(_spells(seat.label, n.name) for n in p.names())]
    words = {"handle": handle, "institution": seat.institution.name}
    if 0 < len(named) <= NAMESAKES:
        return tuple(
            _made(handle, Level.L3, Sentence("domain_handle.bound", name=p.label(), **words), limits, p.key)
            for p in named
        )
    what = "domain_handle.namesakes" if named else "domain_handle.names_nobody"
    return (_made(handle, Level.L1, Sentence(what, **words), limits),)


def _seat(handle: str) -> _Seat:
    """The institution with the longest domain that is a whole-label end of the handle."""
    known, labels = lists.institution_domains(), handle.split(".")
    for start in range(len(labels) - 1):
        domain = ".".join(labels[start:])
        if domain in known and not imitation.is_shared(domain):
            return _Seat(known[domain], domain, ".".join(labels[:start]))
    return _Seat(None, handle, "")


def _spells(label: str, name: PersonName) -> bool:
    """Whether a label is made of the given name and the surname, in either order, with titles or a middle name."""
    given, middle = tight(name.given), tight(name.middle)
    families = {tight(name.family), *_halves(name.family)}
    if len(given) < 2 or len(tight(name.family)) < 2:
        return False
    middles = {"", middle, middle[:1]}
    pairs = [pair for family in families for pair in ((given, family), (family, given))]
    whole = {first + m + last for m in middles for first, last in pairs}
    first, *rest = label.lower().split(".")
    if any(_SELF_SERVICE.fullmatch(part) for part in rest):
        return False
    shown = [tight(part) for part in (label, first)]
    return any(form in whole for part in shown for form in (part, _TITLES.sub("", part)))


def _halves(family: str) -> tuple[str, ...]:
    """The parts of a double surname, which handles are often made of alone."""
    parts = [tight(part) for part in re.split(r"[-\s]+", family)]
    return tuple(part for part in parts if len(part) >= _HALF) if len(parts) == 2 else ()


def _nothing(what: str, handle: str, against: bool = False) -> Binding:
    made = _made(handle, Level.L0, Sentence(what, handle=handle), "domain_handle.limits_nothing")
    return replace(made, against=against)


def _made(handle: str, level: Level, sentence: Sentence, limits: str, person: str = "") -> Binding:
    return Binding(
        DomainHandle.id,
        level,
        sentence,
        Sentence(limits),
        person,
        f"https://bsky.app/profile/{handle}",
        datetime.now(UTC),
    )
