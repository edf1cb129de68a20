"""Web domains that look like an institution's and are not. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from credcheck import lists, lookalike
from credcheck.lists import InstitutionEntry

_ENDS_HOST = re.compile(r"[/?#\\]")
_SHARED = frozenset(
    {"ac", "co", "com", "edu", "gob", "gouv", "gov", "govt", "health", "mil", "net", "nhs", "nic", "org"}
)
_SHORTEST = 8
"""Labels shorter than this differ by one letter by chance too often."""


@dataclass(frozen=True, slots=True)
class Imitated:
    """Whose domain is imitated, and how: by "letters", "inside" another, another "ending" or one other "letter"."""

    institution: InstitutionEntry
    domain: str
    how: str


def host_of(address: str) -> str:
    """The host of an address or e-mail address, in small letters, "" where there is none."""
    rest = address.strip().lower().partition("://")[2] or address.strip().lower()
    # What stands before "@" ends at the first of these signs: evil.example#@clinic.example leads to evil.example.
    host = _ENDS_HOST.split(rest, 1)[0].rpartition("@")[2].partition(":")[0].removeprefix("www.")
    return host.strip(".") if "." in host else ""


def institution_of(host: str) -> InstitutionEntry | None:
    """The institution with the longest domain that is a whole-label end of the host."""
    known = lists.institution_domains()
    return next((known[end] for end in _ends(host) if end in known), None)


def is_shared(domain: str) -> bool:
    """Whether many bodies have their domains under this one, so that it names none of them: nhs.uk, gov.br."""
    first, _, rest = domain.partition(".")
    return first in _SHARED and "." not in rest and len(rest) == 2


def of(host: str) -> Imitated | None:
    """The institution whose domain this host imitates, or None."""
    host = host_of(host)
    if not host or institution_of(host) is not None:
        return None
    return _by_letters(host) or _inside(host) or _by_ending(host) or _by_one_letter(host)


def _by_letters(host: str) -> Imitated | None:
    for end in _ends(host):
        domain = _keys().get(lookalike.domain_key(end))
        if domain is not None and domain != end:
            return _imitated(domain, "letters")
    return None


def _inside(host: str) -> Imitated | None:
    known, labels = lists.institution_domains(), host.split(".")
    for start in range(len(labels) - 2):
        for end in range(start + 2, len(labels)):
            inner = ".".join(labels[start:end])
            if inner in known and len(inner) >= _SHORTEST:
                return _imitated(inner, "inside")
    return None


def _by_ending(host: str) -> Imitated | None:
    """The institution's own label with another ending or hyphens: mayo-clinic.example."""
    for end in _ends(host):
        label = end.split(".")[0].replace("-", "")
        domain = _labels().get(label) if len(label) >= _SHORTEST else None
        if domain is not None:
            return _imitated(domain, "ending")
    return None


def _by_one_letter(host: str) -> Imitated | None:
    for end in _ends(host):
        label = end.split(".")[0].replace("-", "")
        if len(label) < _SHORTEST:
            continue
        near = next((known for known in _labels() if lookalike.one_edit(label, known)), None)
        if near is not None:
            return _imitated(_labels()[near], "letter")
    return None


def _imitated(domain: str, how: str) -> Imitated:
    return Imitated(lists.institution_domains()[domain], domain, how)


def _ends(host: str) -> list[str]:
    labels = host.split(".")
    return [".".join(labels[start:]) for start in range(len(labels) - 1)]


def _keys() -> Mapping[str, str]:
    return _keys_of(_Known(lists.institution_domains()))


def _labels() -> Mapping[str, str]:
    return _labels_of(_Known(lists.institution_domains()))


class _Known:
    """The known domains, told apart by identity: the list is loaded once."""

    def __init__(self, domains: Mapping[str, InstitutionEntry]) -> None:
        self.domains = domains

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and other.domains is self.domains

    def __hash__(self) -> int:
        return id(self.domains)


@lru_cache(maxsize=2)
def _keys_of(known: _Known) -> Mapping[str, str]:
    return MappingProxyType({lookalike.domain_key(d): d for d in known.domains})


@lru_cache(maxsize=2)
def _labels_of(known: _Known) -> Mapping[str, str]:
    """The first label of each institution's domain, where it is long enough to tell."""
    found = {d.split(".")[0].replace("-", ""): d for d in reversed(list(known.domains))}
    return MappingProxyType({label: d for label, d in found.items() if len(label) >= _SHORTEST})
