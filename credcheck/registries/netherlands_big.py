"""The Dutch BIG register, asked over its SOAP service."""

from __future__ import annotations

import re
from datetime import date
from typing import ClassVar
from xml.sax.saxutils import escape

from credcheck.errors import RegistryDown, RegistryRefused
from credcheck.model import (
    Candidate,
    ClaimKind,
    Claims,
    Identifier,
    ListedName,
    NameKind,
    PersonName,
    Place,
    Sentence,
    Status,
    Taxonomy,
)
from credcheck.net import Fetched
from credcheck.registries._asking import DAY_S, Gathered, countries, full_name, plain, understood
from credcheck.registries._json import changed, day
from credcheck.registries._xml import Element, all_of, line, root, word
from credcheck.registries.interface import Finder, Reply
from credcheck.text import fold, tight

API = "https://api.bigregister.nl/zksrv/soap/4"
ACTION = "http://services.cibg.nl/ExternalUser/ListHcpApprox4"
SPACE = "http://services.cibg.nl/ExternalUser"
PAGE = "https://zoeken.bigregister.nl/"
# How the register writes that a registration has no end.
_OPEN = date(1, 1, 1)
_GROUPS = {"01": "Arts"}

Question = tuple[tuple[str, str], ...]


class NetherlandsBig(Finder):
    """Asks the Dutch BIG register, which lists who may practise a protected health profession in the Netherlands.

    It lists initials, not given names, and shows measures that a disciplinary court made public.
    """

    id: ClassVar[str] = "netherlands_big"
    title: ClassVar[str] = "Netherlands: BIG register"
    home: ClassVar[str] = PAGE
    covers: ClassVar[Sentence] = Sentence("netherlands_big.covers")
    terms: ClassVar[Sentence] = Sentence("netherlands_big.terms")
    asks: ClassVar[tuple[str, ...]] = ("api.bigregister.nl",)
    order: ClassVar[int] = 46

    def pass_over(self, claims: Claims) -> Sentence | None:
        """Why not to ask: the profile does not speak of the Netherlands, or gives neither number nor full name."""
        if "NL" not in countries(claims) and not _numbers(claims):
            return Sentence("netherlands_big.not_netherlands")
        return None if _numbers(claims) or full_name(claims) else Sentence("netherlands_big.no_name")

    async def find(self, claims: Claims) -> Reply:
        """The records with the quoted BIG numbers and those of the claimed name, asked for once for each sex."""
        found, name, numbers = Gathered(), full_name(claims), _numbers(claims)
        for number in numbers:
            with found.trying():
                found.keep(await self._ask(found, (("RegistrationNumber", number),)))
        for sex in ("V", "M") if name else ():
            with found.trying():
                people = await self._ask(found, (("Name", _sent(name.family if name else "")), ("Gender", sex)))
                found.keep(one for one in people if name and _fits(one, name))
        what = " / ".join([*numbers, *([name.text()] if name else [])])
        return found.reply(Sentence("netherlands_big.asked", what=what), self.home)

    async def _ask(self, found: Gathered, question: Question) -> tuple[Candidate, ...]:
        answer = await self.access.http.get(
            API,
            content=envelope(question),
            headers={"Content-Type": "text/xml; charset=utf-8", "SOAPAction": ACTION},
            accept=(200, 500),
            keep_s=DAY_S,
            worth=understood(self._read),
            per_s=2.0,
        )
        return self._read(found.read(answer))

    def _read(self, answer: Fetched) -> tuple[Candidate, ...]:
        if answer.status == 500 and "Fault" not in answer.text():
            raise RegistryDown(Sentence("net.server_error", host=answer.host, status="500"))
        return read_people(root(self.title, answer, "Envelope"))


def envelope(question: Question) -> bytes:
    """The question as a SOAP envelope."""
    parts = "".join(f"<e:{name}>{escape(value)}</e:{name}>" for name, value in (("WebSite", "Ribiz"), *question))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="{SPACE}"><s:Body>'
        f"<e:listHcpApproxRequest>{parts}</e:listHcpApproxRequest></s:Body></s:Envelope>"
    ).encode()


def read_people(answer: Element) -> tuple[Candidate, ...]:
    """The people in an answer; RegistryRefused for a fault, RegistryChanged where there is no list of people."""
    for fault in all_of(answer, "Fault"):
        raise RegistryRefused(
            Sentence("netherlands_big.fault", reason=word(fault, "faultstring")[:200] or line(fault)[:200])
        )
    if not all_of(answer, "ListHcpApprox") and not all_of(answer, "ListHcpApprox4Result"):
        raise changed("BIG-register", "ListHcpApprox")
    return tuple(_candidate(one) for one in all_of(answer, "ListHcpApprox4"))


def _candidate(one: Element) -> Candidate:
    registrations = all_of(one, "ArticleRegistrationExtApp")
    numbers = list(dict.fromkeys(word(r, "ArticleRegistrationNumber") for r in registrations))
    if not numbers or not all(re.fullmatch(r"[0-9]{5,12}", n) for n in numbers):
        raise changed("BIG-register", "ArticleRegistrationNumber")
    ended = [day(word(r, "ArticleRegistrationEndDate")) for r in registrations]
    still = any(end in (_OPEN, None) for end in ended)
    starts = [start for r in registrations if (start := day(word(r, "ArticleRegistrationStartDate")))]
    return Candidate(
        registry=NetherlandsBig.id,
        id=numbers[0],
        names=_names(one),
        url=PAGE,
        taxonomies=tuple(_taxonomy(r) for r in registrations),
        places=(Place("Netherlands", country="NL"),),
        identifiers=tuple(Identifier("licence", number, "NL") for number in numbers),
        sex={"M": "M", "V": "F"}.get(word(one, "Gender").upper()[:1], ""),
        status=Status.ACTIVE if still else Status.EXPIRED,
        status_since=None if still else max(end for end in ended if end),
        listed_since=min(starts, default=None),
        remark=_remark(one, numbers[0]),
    )


def _names(one: Element) -> tuple[ListedName, ...]:
    initials, mailing = word(one, "Initial"), word(one, "MailingName")
    birth = " ".join(part for part in (word(one, "Prefix"), word(one, "BirthSurname")) if part)
    names = [ListedName(PersonName(given=initials, family=birth))] if birth else []
    family = mailing.removeprefix(initials).strip()
    if family and tight(family) != tight(birth):
        names.append(ListedName(PersonName(given=initials, family=family), NameKind.PROFESSIONAL))
    return tuple(names)


def _taxonomy(registration: Element) -> Taxonomy:
    group = word(registration, "ProfessionalGroupCode")
    return Taxonomy("", _GROUPS.get(group, f"BIG {group}"), word(registration, "ArticleRegistrationNumber"), "NL")


def _remark(one: Element, number: str) -> Sentence:
    """What a court or the inspectorate made public stands in the register's words."""
    public = [m for m in all_of(one, "JudgmentProvisionExtApp") if word(m, "Public").lower() == "true"]
    texts = dict.fromkeys(text for m in public if (text := word(m, "PublicDescription")))
    if texts:
        return Sentence("netherlands_big.noted", number=number, text="; ".join(texts)[:300])
    return Sentence("netherlands_big.listed", number=number)


def _fits(one: Candidate, name: PersonName) -> bool:
    """Whether surname and initial fit: the service finds names that sound alike."""
    initial, wanted = fold(name.given)[:1], set(fold(name.family).split())
    return any(
        wanted & {w for w in fold(n.name.family).split() if len(w) > 2} and fold(n.name.given)[:1] in ("", initial)
        for n in one.names
    )


def _numbers(claims: Claims) -> tuple[str, ...]:
    values = (c.value for c in claims.of(ClaimKind.IDENTIFIER))
    quoted = (v for v in values if isinstance(v, Identifier) and v.kind == "licence" and v.region.upper() == "NL")
    return tuple(dict.fromkeys(v.value for v in quoted if re.fullmatch(r"[0-9]{11}", v.value)))[:3]


def _sent(text: str) -> str:
    return " ".join(re.sub(r"[^\w '\-]|_", " ", plain(text)).split())
