"""Which institution a handle stands for: a known account, or a name, acronym or web domain with a department."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from credcheck import lists
from credcheck.claims._known_names import names
from credcheck.claims._lexicon import lexicon
from credcheck.claims._phrases import named_institutions
from credcheck.claims._words import pattern, words
from credcheck.model import Institution

_COUNTRY_TAILS = {
    "uk": "GB",
    "au": "AU",
    "ca": "CA",
    "nz": "NZ",
    "ie": "IE",
    "sa": "ZA",
    "india": "IN",
    "usa": "US",
    "us": "US",
    "canada": "CA",
}

_SHORTEST, _TELLING = 3, 4
_OF_HANDLES, _OF_WORDS = 4, 5
"""Of so many letters a web domain tells whose a handle or a word is."""
_SMALL = frozenset({"of", "the", "and", "at", "for"})
_HOUSES = words("institutions.strong") | words("institutions.weak")


@cache
def _known() -> dict[str, Institution]:
    """Well-known accounts by folded handle."""
    found: dict[str, Institution] = {}
    for row in lists.rows("handles"):
        for handle in row["handles"].split():
            found.setdefault(_key(handle), _of_account(_key(handle), row["name"], row["country"]))
    return found


def _of_account(key: str, name: str, country: str) -> Institution:
    """Whose account it is: the one it is listed under, one of its name in that country, or nobody's by name."""
    if _stands_for(key, name):
        return Institution("", name, "unclear", "", country)
    other = _by_name().get(key) or _by_domain().get(key)
    return other if other is not None and other.country == country else Institution("", "", "unclear", "", country)


def _stands_for(key: str, name: str) -> bool:
    """Whether a handle is made of a name's letters, as mghsurgery is of Massachusetts General Hospital."""
    if name.startswith("*"):
        return False
    words = re.findall(r"\w+", name)
    told = [w[:_TELLING].lower() for w in words if _is_acronym(w) or (len(w) >= _TELLING and w.lower() not in _HOUSES)]
    initials = ["".join(w[0] for w in some).lower() for some in (words, [w for w in words if w not in _SMALL])]
    return any(part in key for part in told) or any(len(i) > 1 and key.startswith(i[:_SHORTEST]) for i in initials)


def _is_acronym(word: str) -> bool:
    return word.isupper() and len(word) > 1


@cache
def _by_name() -> dict[str, Institution]:
    """Institutions by name and acronym, as their handles are usually made of."""
    pairs = ((key.replace(" ", ""), value) for value, named in named_institutions() for _, key in named)
    return _first(pairs)


@cache
def _by_domain() -> dict[str, Institution]:
    """Institutions by the telling label of their web domains."""
    listed = zip(lists.institutions(), named_institutions(), strict=True)
    return _first((_stem(domain), value) for entry, (value, _) in listed for domain in entry.domains)


def _first(pairs: Iterable[tuple[str, Institution]]) -> dict[str, Institution]:
    found: dict[str, Institution] = {}
    for key, value in pairs:
        if len(key) >= _SHORTEST:
            found.setdefault(key, value)
    return found


def _stem(domain: str) -> str:
    """The telling label of a web domain: "www.example.ac.uk" -> "example"."""
    labels = domain.split(".")
    while len(labels) > 1 and (len(labels[-1]) <= 3 or labels[-1] in ("info",)):
        labels = labels[:-1]
    return re.sub(r"[^a-z0-9]", "", labels[-1])


def _key(handle: str) -> str:
    return re.sub(r"[^a-z0-9]", "", handle.lower())


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(f"(?:{pattern('handles.tail').pattern}){{1,2}}")


def institution_of(handle: str) -> Institution | None:
    """The institution a handle or a name names, or None; "@" and signs do not matter.

    Three letters are the domain of somebody somewhere ("GMC"), and a name of several words is no domain with a
    department: "Springfield Clinic" is not at springfield.example.
    """
    key = _key(handle.lstrip("@")[:60].split("@")[0])
    fewest = _OF_HANDLES if handle.startswith("@") else _OF_WORDS
    if found := _known().get(key) or _derived(key, fewest):
        return found
    for size in range(len(key) - 1, 1, -1):
        stem = key[:size]
        found = _known().get(stem) or (_derived(stem, fewest, " " not in handle) if size > _SHORTEST else None)
        if found and _tail().fullmatch(key[size:]):
            return found
    return None


def _derived(key: str, fewest: int, domains: bool = True) -> Institution | None:
    """Of this name or acronym, or at a web domain of so many letters."""
    return _by_name().get(key) or (_by_domain().get(key) if domains and len(key) >= fewest else None)


def is_known(name: str) -> bool:
    """Whether it is exactly the handle of a well-known account."""
    return name in _known()


def country_of(handle: str) -> str:
    """The country at the end of a handle: "ExampleUK" -> GB."""
    found = re.search(r"(?:_(uk|au|ca|nz|ie|sa|us)|(UK|AUS?|USA|NZ|India|Canada|CA))\d?$", handle)
    tail = (found.group(1) or found.group(2)).lower() if found else ""
    return {"aus": "AU"}.get(tail, _COUNTRY_TAILS.get(tail, ""))


def is_a_persons(handle: str) -> bool:
    """Whether a handle is a person: a given name, a hump, another name."""
    body = handle[1:]
    humps = [j for j in range(1, len(body)) if body[j].isupper() and body[j - 1].islower()] or [body.find("_")]
    first, second = body[: humps[0]].lower(), body[humps[0] :].strip("_").lower()
    return (
        humps[0] > 2
        and first in names().given
        and (
            second in names().family
            or (len(humps) == 1 and second.isalpha() and len(second) > 4 and second not in _HOUSES)
        )
        and not _is_a_field(second)
    )


def _is_a_field(word: str) -> bool:
    """Whether it is a clinical field, as the second half of a department's handle is."""
    return any(e.sort in ("spec", "field") for e in lexicon().meanings(word))
