"""A small web of invented pages, and the people and accounts that they name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from credcheck.bindings.interface import Proof
from credcheck.lists import InstitutionEntry
from credcheck.model import (
    NO_LEADS,
    Binding,
    Candidate,
    Claim,
    ClaimKind,
    Claims,
    Leads,
    Link,
    ListedName,
    Person,
    PersonName,
    Profile,
)
from credcheck.net import Http, Patience

CLINIC = InstitutionEntry("r", "Example Clinic", (), ("clinic.example",), "healthcare", "", "", "US")
COLLEGE = InstitutionEntry("s", "Sample College", (), ("college.example",), "education", "", "", "US")
KNOWN = {"clinic.example": CLINIC, "college.example": COLLEGE}
PAGE = "https://clinic.example/staff/jane-example"
X = "https://x.com/janeexample"
CLAIMS = Claims((Claim(ClaimKind.NAME, PersonName("Jane", "", "Example")),))


def person(key: str = "npi:1234567893", given: str = "JANE", family: str = "EXAMPLE", **more: Any) -> Person:
    return Person(key, (Candidate("npi_mirror", key[4:], (ListedName(PersonName(given, "", family)),), **more),))


def account(*links: str | Link, platform: str = "x", handle: str = "janeexample", **more: Any) -> Profile:
    url = {"x": X, "mastodon": f"https://social.example/@{handle.partition('@')[0]}"}.get(platform, "")
    shown = tuple(Link(link) if isinstance(link, str) else link for link in links)
    return Profile("Jane Example, MD", handle, platform=platform, url=url, links=shown, **more)


async def prove(
    kind: type[Proof],
    shown: Profile,
    pages: Mapping[str, str | httpx.Response] | None = None,
    *persons: Person,
    leads: Leads = NO_LEADS,
) -> tuple[Binding, ...]:
    """What a proof shows when the web holds these pages and no others.

    It asks no host but those that it said it would, and those to which these lead.
    """
    asked, promised = set[str](), set[str]()

    def answer(request: httpx.Request) -> httpx.Response:
        asked.add(request.url.host)
        found = (pages or {}).get(str(request.url))
        if isinstance(found, httpx.Response):
            promised.add(httpx.URL(found.headers.get("location", "")).host)
            return httpx.Response(found.status_code, headers=found.headers, content=found.content)
        return httpx.Response(200, html=found) if found is not None else httpx.Response(404, html="<h1>no</h1>")

    http = Http(transport=httpx.MockTransport(answer), patience=Patience(attempts=1))
    promised.update(kind(http).hosts(shown, leads))
    try:
        return await kind(http).prove(shown, CLAIMS, persons or (person(),), leads)
    finally:
        await http.aclose()
        assert asked <= promised, f"asked without a word before: {asked - promised}"
