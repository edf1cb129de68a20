"""Compares claimed professions and credentials with what a record's taxonomy codes and credential text stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from credcheck import lists
from credcheck.match.sources import home_of
from credcheck.model import Candidate, Credential, Person
from credcheck.text import fold

_PREFIXES: tuple[tuple[str, str], ...] = (
    ("204", "physician"), ("207", "physician"), ("208", "physician"), ("202", "physician"),
    ("363L", "nurse_practitioner"), ("364S", "nurse_practitioner"), ("3675", "nurse_practitioner"),
    ("367A", "nurse_practitioner"), ("363A", "physician_assistant"), ("163W", "nurse"), ("164", "nurse"),
    ("1835", "pharmacist"), ("122", "dentist"), ("103", "psychologist"), ("111N", "chiropractor"),
    ("175F", "naturopath"), ("101", "therapist"), ("104", "therapist"), ("106", "therapist"),
    ("225", "therapist"), ("235", "therapist"), ("102", "therapist"), ("213E", "other_health"),
    ("152W", "other_health"), ("133", "other_health"), ("174M", "veterinarian"),
)  # fmt: skip
"""Professions by code prefix, where the shipped taxonomy list does not know a code (NUCC 25.1 groupings)."""

SILENT_CODES = ("390200000X", "174400000X", "193200000X", "193400000X")
"""Codes that say nothing of a profession: student in training, "specialist", groups."""

_KIN = frozenset(
    frozenset(pair)
    for pair in (
        ("nurse", "nurse_practitioner"), ("therapist", "psychologist"), ("other_health", "therapist"),
        ("other_health", "nurse"), ("other_health", "nurse_practitioner"), ("other_health", "physician_assistant"),
        ("other_health", "psychologist"), ("other_health", "naturopath"), ("other_health", "chiropractor"),
        ("medical_student", "physician"), ("nurse_practitioner", "physician_assistant"),
        ("other_health", "pharmacist"), ("other_health", "dentist"), ("naturopath", "chiropractor"),
    )
)  # fmt: skip
_EQUIVALENT: Mapping[str, str] = MappingProxyType(
    {"MBBS": "MD", "MBCHB": "MD", "MBBCH": "MD", "BMBS": "MD", "MBBCHIR": "MD", "DMD": "DDS", "CRNP": "NP",
     "ARNP": "NP", "APRN": "NP", "FNP": "NP", "FNPBC": "NP", "FNPC": "NP", "DNP": "NP", "MSN": "NP",
     "AGNP": "NP", "PMHNP": "NP", "PAC": "PA", "MPAS": "PA", "BSN": "RN"}
)  # fmt: skip
_SPLIT = re.compile(r"[,;/&|()]+|\s+-\s+")


@lru_cache(maxsize=4096)
def profession_of(code: str) -> str:
    """The profession a taxonomy code stands for, or ""."""
    if code in SILENT_CODES:
        return ""
    entry = tree().get(code)
    if entry is not None:
        return entry.profession
    return next((name for prefix, name in _PREFIXES if code.startswith(prefix)), "")


def professions_of(person: Person) -> frozenset[str]:
    """The professions that a person's codes stand for; where those are silent, what the credentials stand for.

    A register abroad has no codes of ours: there the profession's own word stands, such as Médecin.
    """
    found = _by_codes(tuple([t.code for c in person.candidates for t in c.taxonomies]))
    abroad = [c for c in person.candidates if home_of(c.registry) not in ("", "US")]
    if abroad:
        found |= {p for c in abroad for t in c.taxonomies if not t.code and (p := calling(t.label))}
    if not found:
        found = frozenset(v.profession for c in person.candidates for v in credentials_of(c) if v.profession)
    return found if found.isdisjoint(_ASIDE) else found - _ASIDE


_ASIDE = frozenset({"other", "researcher"})


@lru_cache(maxsize=20_000)
def _by_codes(codes: tuple[str, ...]) -> frozenset[str]:
    return frozenset(p for code in codes if (p := profession_of(code)))


def calling(label: str) -> str:
    """The profession that a word for it names in one of the languages we read, as a whole; "" for any other word."""
    return _callings().get(fold(label[:80]), "")


@cache
def _callings() -> Mapping[str, str]:
    rows = [row for row in lists.rows("roles") if not row["stage"] and row["strength"] == "self"]
    return {fold(phrase): row["profession"] for row in reversed(rows) for phrase in row["phrases"].split("|")}


def profession_level(claimed: str, listed: frozenset[str]) -> str:
    """How one claimed profession compares with the listed ones."""
    if claimed in listed:
        return "same"
    return "kin" if any(frozenset((claimed, other)) in _KIN for other in listed) else "other"


def credentials_of(candidate: Candidate) -> tuple[Credential, ...]:
    """The known credentials in a record's free texts."""
    return tuple(value for text in candidate.credentials for value in parse(text))


@lru_cache(maxsize=20_000)
def parse(text: str) -> tuple[Credential, ...]:
    """The known credentials in a free text: "M.D., Ph.D" -> MD, PhD; "R.N. C.R.N.A." is tried whole and by words."""
    known = _credentials()
    found: list[Credential] = []
    for part in _SPLIT.split(text[:120]):
        whole = known.get(squeeze(part))
        found += [whole] if whole else [v for word in part.split() if (v := known.get(squeeze(word)))]
    return tuple(dict.fromkeys(found))


def credential_level(claimed: Credential, listed: tuple[Credential, ...]) -> str:
    """How a claimed credential compares with the listed ones; "" where the record says nothing of its profession."""
    rivals = [v for v in listed if v.profession]
    if not claimed.profession:
        return "agrees" if any(v.code == claimed.code for v in listed) else ""
    if not rivals:
        return ""
    if _plain(claimed.code) in {_plain(v.code) for v in rivals}:
        return "agrees"
    return "kin" if _related(claimed.profession, {v.profession for v in rivals}) else "other"


def _related(profession: str, others: set[str]) -> bool:
    return profession_level(profession, frozenset(others)) != "other"


def squeeze(text: str) -> str:
    """Letters and digits in capitals: "M.D." -> MD."""
    return "".join(c for c in text.upper() if c.isalnum())


def _plain(code: str) -> str:
    code = squeeze(code)
    return _EQUIVALENT.get(code, code)


@cache
def tree() -> Mapping[str, lists.TaxonomyEntry]:
    """The shipped NUCC codes; none where the list is missing."""
    try:
        return lists.taxonomy()
    except FileNotFoundError:
        return {}


@cache
def _credentials() -> Mapping[str, Credential]:
    try:
        return lists.credentials()
    except FileNotFoundError:
        return {}
