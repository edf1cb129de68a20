"""What leaves the machine, told before it leaves: to whom, what, when, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Protocol

import httpx

LONGEST = 4000
# Names of query parameters and headers that carry a key: they never reach a report, a log or the cache.
_SECRET = frozenset({"api_key", "apikey", "api-key", "key", "token", "access_token", "client_secret"})
_HARMLESS = frozenset(
    {
        "accept",
        "accept-encoding",
        "content-type",
        "soapaction",
        "if-none-match",
        "if-modified-since",
        "range",
        "if-range",
    }
)


@dataclass(frozen=True, slots=True)
class Sent:
    """One request about to leave: when, to whom, what it holds without keys, who asks, and whether a key goes along.

    `why` is the id of the registry or proof that asks, or "fetch" for a profile the user asked to fetch.
    """

    at: datetime
    host: str
    what: str
    why: str = ""
    keyed: bool = False


class RequestLog(Protocol):
    """Where requests are noted (the verification cache implements it); what cannot be noted is not sent."""

    def note(self, sent: Sent) -> None:
        """Keep it for the user to read."""


def sent(url: httpx.URL, headers: Mapping[str, str], content: bytes, why: str) -> Sent:
    """The note on a request just before it leaves."""
    method, body = ("POST", f"\n{content.decode('utf-8', 'replace')}") if content else ("GET", "")
    keyed = shown(url) != str(url) or any(name.lower() not in _HARMLESS for name in headers)
    return Sent(datetime.now(UTC), url.host, f"{method} {shown(url)}{body}"[:LONGEST], why, keyed)


def shown(url: httpx.URL) -> str:
    """The address without keys."""
    for name in url.params:
        if name.lower() in _SECRET:
            url = url.copy_remove_param(name)
    return str(url)
