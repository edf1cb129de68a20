"""What servers answer: to every registry, every proof, and every platform that is fetched.

An input is one answer or several, SEPARATOR between them: the first question gets the first one, and so on; the last
answers all that come after. The first byte of each says which status it has and what it calls itself; the first line is
a header's value where the status has one: where a redirect leads, how long to wait, from when the answer is.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import Any
from unittest.mock import patch

import httpx

from credcheck import app, bindings, discover, lists, platforms
from credcheck.bindings.interface import Proof
from credcheck.model import Identifier, Leads, Level, Link, Person, Profile
from credcheck.net import Http, Patience
from credcheck.platforms.interface import Platform
from credcheck.registries.interface import Registry
from tests import factory
from tests.bindings.pages import KNOWN, account
from tests.bindings.pages import PAGE as PAGE_AT
from tests.bindings.pages import person as example
from tests.fuzz.mutate import SEPARATOR
from tests.fuzz.target import DATA, REFUSALS, Target
from tests.platforms.test_keyed import CHANNEL, USER
from tests.registries.asking import NPI, ORCID, access, ask, person
from tests.registries.test_faults import STATES, WANTED
from tests.virtual_time import VirtualLoop

KINDS = ("application/json", "text/html", "text/csv", "application/xml", "text/plain; charset=utf-16")
STATUSES = (200, 200, 302, 404, 429, 503)
FIELDS = {
    1: (b"last-modified", b"etag"),
    2: (b"location",),
    4: (b"retry-after", b"x-ratelimit-reset"),
    5: (b"retry-after",),
}
PAGE = (
    b'<html><title>Jane Example, MD</title><link rel="me" href="https://social.example/@jane"><h1>Jane Example</h1>'
    b'<a href="https://x.com/janeexample" rel="me">me</a><p>did=did:plc:aaaa https://clinic.example/jane</p></html>'
)
STAFF = (
    b'<!doctype html><html><head><title>Jane Example, MD | Example Clinic</title><script type="application/ld+json">'
    b'{"@type":"Physician","name":"Jane Example","sameAs":["https://x.com/janeexample"]}</script></head><body>'
    b'<nav><a href="/">Home</a></nav><main><h1>Jane Example, MD</h1><p>Follow <a href="https://x.com/janeexample">'
    b"@janeexample</a></p><div hidden>x</div></main><footer>2026</footer></body></html>"
)
HANDLES = {"bluesky": "jane.social.example", "mastodon": "jane@social.example", "orcid": "0000-0002-1825-0097"}
HOME = "https://jane.example/"
ACCOUNTS = (
    Profile(handle="jane.clinic.example", platform="bluesky"),
    account(PAGE_AT, HOME, "https://bsky.app/profile/jane.social.example", "https://social.example/@jane"),
    account(Link(HOME, "Home", datetime(2023, 1, 4, tzinfo=UTC)), platform="mastodon", handle="jane@social.example"),
)
LEADS = Leads((PAGE_AT,))
PEOPLE = (factory.person(), example())
HOP = b"https://clinic.example/jane\n"


def targets() -> list[Target]:
    """One for each plug that asks somebody."""
    online = [plug for plug in app.registries() if plug.online]
    made = [Target(f"registry.{p.id}", partial(recorded, "registries", p), partial(asked, p), words(p)) for p in online]
    made += [Target(f"proof.{p.id}", partial(recorded, "bindings", p), partial(proved, p), words(p)) for p in proofs()]
    found = [(p, partial(recorded, "platforms", p)) for p in fetchable()]
    return made + [Target(f"fetch.{p.id}", seeds, partial(fetched, p), words(p)) for p, seeds in found]


def words(plug: type[Any]) -> tuple[str, ...]:
    """The modules that know which words an answer holds: the plug's own, and the shared ones beside it."""
    return (plug.__module__, f"{plug.__module__.rpartition('.')[0]}._")


def proofs() -> tuple[type[Proof], ...]:
    """Every proof that asks somebody."""
    return tuple(plug for plug in discover.plugs(bindings, Proof) if plug.online)  # type: ignore[type-abstract]


def fetchable() -> tuple[type[Platform], ...]:
    """Every platform whose profiles are fetched."""
    return tuple(plug for plug in discover.plugs(platforms, Platform) if plug.paste_only is None or plug.key)  # type: ignore[type-abstract]


def recorded(room: str, plug: type[Any]) -> list[bytes]:
    """Answers of invented people that lie beside the tests of a plug or its room, alone and as a talk."""
    name = plug.__module__.rpartition(".")[2]
    found = [path.read_bytes() for path in sorted((DATA / room / "data").glob(f"{name}*"))]
    if room != "registries":  # their answers are those of platforms and pages, whatever the plug's name
        found = [(DATA / "platforms" / "data" / f"{one}.json").read_bytes() for one in ANSWERS]
        found += [json.dumps(one).encode() for one in ({"data": USER}, {"items": [CHANNEL]})]
        found += [PAGE, STAFF, (DATA / "registries" / "data" / "orcid_record.json").read_bytes()]
    single = [bytes([kind]) + body for kind in (0, 1) for body in [*found, b"{}", b"[]", b"", b"<a/>", b"a,b\n1,2\n"]]
    return [*single, *talks(found)]


ANSWERS = ("actor", "bluesky_profile", "mastodon_account", "webfinger")


def talks(found: list[bytes]) -> Iterator[bytes]:
    """Several answers in turn: as they lie there, the other way round, with a redirect and faults before them."""
    for bodies in (found, found[::-1]):
        yield SEPARATOR.join(b"\0" + body for body in bodies)
        yield SEPARATOR.join(b"\5Mon, 02 Nov 2026 10:00:00 GMT\n" + body for body in bodies)
        yield SEPARATOR.join([b"\x0a" + HOP, *(b"\1" + body for body in bodies)])
        yield SEPARATOR.join([b"\x0f", b"\x14", b"\x19", *(b"\0" + body for body in bodies)])


def asked(plug: type[Registry], content: bytes) -> None:
    """Ask a registry whose every answer is this; a reply holds only what can be written down."""

    async def go() -> None:
        http, asks = Http(offline=True), plug(access(Http(offline=True)))
        for wanted in [wanted for wanted in WANTED if asks.pass_over(wanted) is None][:2]:
            http = served(content)
            with contextlib.suppress(*REFUSALS):
                reply = await ask(plug, http, wanted, jane(content))
                assert all(candidate.registry for candidate in reply.candidates)
            await http.aclose()

    at_once(go)


def jane(content: bytes) -> Person:
    """The person asked for, with licences of two states: asking ten boards makes each input five times slower."""
    at = len(content) % len(STATES)
    licences = (Identifier("licence", "12345", state) for state in (STATES[at], STATES[at - 3]))
    return person(Identifier("npi", NPI), Identifier("orcid", ORCID), *licences)


def proved(plug: type[Proof], content: bytes) -> None:
    """Look for a proof where every answer is this; junk never binds an account."""

    async def go() -> None:
        shown = [of for of in ACCOUNTS if plug(Http(offline=True)).hosts(of, LEADS)]
        for of in shown[:2]:
            http = served(content)
            with contextlib.suppress(*REFUSALS):
                found = await plug(http).prove(of, factory.claims(), PEOPLE, LEADS)
                assert all(binding.level in tuple(Level) for binding in found)
            await http.aclose()

    with patch.object(lists, "institution_domains", lambda: KNOWN):
        at_once(go)


def fetched(plug: type[Platform], content: bytes) -> None:
    """Fetch a profile from a server that answers this."""

    async def go() -> None:
        http = served(content)
        of = Profile(handle=HANDLES.get(plug.id, "janeexample"), platform=plug.id, url="https://social.example/@jane")
        with contextlib.suppress(*REFUSALS):
            await plug().fetch(of, http, "invented-key")
        await http.aclose()

    at_once(go)


def served(content: bytes) -> Http:
    """The network, where everybody answers what is next."""
    answers = content.split(SEPARATOR)
    asked = iter(range(len(answers) - 1))
    said = lambda request: response(answers[next(asked, -1)])  # noqa: E731
    return Http(transport=httpx.MockTransport(said), patience=Patience(attempts=1))


def response(content: bytes) -> httpx.Response:
    """One answer, by its first byte."""
    head, body = (content or b"\0")[0], content[1:]
    at = head // len(KINDS) % len(STATUSES)
    line, _, rest = body.partition(b"\n")
    headers = [(b"content-type", KINDS[head % len(KINDS)].encode()), *((name, line) for name in FIELDS.get(at, ()))]
    return httpx.Response(STATUSES[at], content=rest if at in FIELDS else body, headers=headers)


def at_once(go: Callable[[], Any]) -> None:
    """Run on a clock that jumps: pauses between questions take no time."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        runner.run(go())
