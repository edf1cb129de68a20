"""Whether a newer version is out: looked for only when the user says so, in a signed list, and never installed.

A list that nobody we trust has signed says nothing; one that is past its day says nothing either, so that an old list
cannot hide a version that mends something.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date

from credcheck import resources, signing
from credcheck.errors import BadInput
from credcheck.model import Sentence
from credcheck.net import Http

CONTEXT = b"credcheck-release\n"
"""Stands before what is signed: a signature under a report is none under a release."""
CAP_BYTES = 100_000
_VERSION = re.compile(r"\d{1,4}(?:\.\d{1,4}){0,3}")


@dataclass(frozen=True, slots=True)
class Source:
    """Where releases are announced, and the public key of who may announce them; both empty in a build of one's own."""

    address: str
    key: str


@dataclass(frozen=True, slots=True)
class Release:
    """The newest version, the page it is got from, and the last day on which this may be believed."""

    version: str
    page: str
    until: date


def source() -> Source:
    """What this build was given; BadInput where it was given nothing."""
    table = tomllib.loads(resources.read("release.toml"))
    made = Source(str(table["address"]), str(table["key"]))
    if not (made.address and made.key):
        raise BadInput(Sentence("releases.no_source"))
    return made


async def newest(http: Http, where: Source, today: date) -> Release:
    """The newest release; RegistryError when it could not be asked, BadInput when the answer cannot be believed."""
    answer = await http.get(where.address, cap_bytes=CAP_BYTES, guarded=True)
    return read(answer.body, where.key, today)


def read(raw: bytes, key: str, today: date) -> Release:
    """What a signed list says; BadInput when the signature does not hold, its day is over, or it is no such list."""
    try:
        outer = json.loads(raw)
        told, signature = outer["release"], outer["signature"]
        if not isinstance(told, str) or not signing.holds(key, str(signature), told, CONTEXT):
            raise BadInput(Sentence("releases.not_signed"))
        table = json.loads(told)
        made = Release(str(table["version"]), str(table["page"]), date.fromisoformat(table["until"]))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise BadInput(Sentence("releases.unreadable")) from error
    if not _VERSION.fullmatch(made.version) or not made.page.startswith("https://"):
        raise BadInput(Sentence("releases.unreadable"))
    if made.until < today:
        raise BadInput(Sentence("releases.old", until=made.until.isoformat()))
    return made


def write(release: Release, private: str) -> bytes:
    """A list with its signature, as `read` takes it."""
    told = json.dumps({"version": release.version, "page": release.page, "until": release.until.isoformat()})
    return json.dumps({"release": told, "signature": signing.sign(private, told, CONTEXT)}, indent=1).encode()


def is_newer(version: str, here: str) -> bool:
    """Whether a version comes after the one that runs."""
    return _numbers(version) > _numbers(here)


def _numbers(version: str) -> tuple[int, ...]:
    found = _VERSION.match(version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    return tuple(numbers + [0] * (4 - len(numbers)))
