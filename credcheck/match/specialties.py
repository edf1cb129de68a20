"""Compares claimed specialties with a record's codes, by distance in the NUCC tree."""

from __future__ import annotations

from functools import lru_cache
from math import fsum

from credcheck.match.professions import SILENT_CODES, profession_of, tree
from credcheck.match.shares import code_shares, profession_share

ORDER = ("same", "broader listed", "narrower listed", "same branch", "other")
_ALLIED = (("208M", "207R"), ("208M", "207Q"), ("208M", "2080"), ("208D", "207Q"), ("208D", "207R"), ("2081", "2083"),
           ("208G", "2086"), ("2086", "208C"), ("207K", "207R"), ("207SG", "207R"))  # fmt: skip
"""Branches apart in the tree whose people practise the same field (hospital medicine and internal medicine, ...)."""


def specialty_level(claimed: tuple[str, ...], listed: tuple[str, ...]) -> str:
    """The nearest level between any claimed and any listed code; "" where the listed ones say nothing comparable."""
    return _level(claimed, listed)


@lru_cache(maxsize=50_000)
def _level(claimed: tuple[str, ...], listed: tuple[str, ...]) -> str:
    professions = {profession_of(code) for code in claimed} - {""}
    telling = [code for code in listed if code not in SILENT_CODES and profession_of(code) in professions]
    if not telling:
        return ""
    return min((_pair(a, b) for a in claimed for b in telling), key=ORDER.index)


@lru_cache(maxsize=50_000)
def _pair(claimed: str, listed: str) -> str:
    if claimed == listed:
        return "same"
    if listed in ancestors(claimed):
        return "broader listed"
    if claimed in ancestors(listed):
        return "narrower listed"
    if claimed[:4] == listed[:4] or _allied(claimed, listed):
        return "same branch"
    return "other"


def _allied(a: str, b: str) -> bool:
    return any((a.startswith(x) and b.startswith(y)) or (b.startswith(x) and a.startswith(y)) for x, y in _ALLIED)


@lru_cache(maxsize=4096)
def ancestors(code: str) -> tuple[str, ...]:
    """The codes above a code; by prefix where the shipped list does not know it (207RC0000X -> 207R00000X)."""
    found: list[str] = []
    entry = tree().get(code)
    while entry is not None and entry.parent and entry.parent != entry.code and len(found) < 4:
        found.append(entry.parent)
        entry = tree().get(entry.parent)
    general = code[:4] + "00000X"
    return tuple(found) if found or code == general else (general,)


@lru_cache(maxsize=20_000)
def specialty_frequency(claimed: tuple[str, ...], level: str) -> float:
    """How often people of the profession carry a code at this level of the claimed specialty by chance."""
    profession = profession_of(claimed[0])
    whole = max(profession_share(profession), 1e-4)
    near = [share for code, share in _of_profession(profession) if _level(claimed, (code,)) == level]
    return min(1.0, fsum(near) / whole) or 0.001


@lru_cache(maxsize=256)
def _of_profession(profession: str) -> tuple[tuple[str, float], ...]:
    """The codes that stand for a profession, with their shares."""
    return tuple((code, share) for code, share in code_shares().items() if profession_of(code) == profession)
