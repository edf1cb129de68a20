"""Look-ups as people write names: twelve ways in which a claimed name differs from the registered one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from benchmarks.speed.crowd import CODES, Crowd
from credcheck import lists
from credcheck.mirror import NameQuery
from credcheck.registries._nppes import STATES

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SOUNDS = (
    ("PH", "F"),
    ("CK", "K"),
    ("IE", "EY"),
    ("Y", "I"),
    ("C", "K"),
    ("S", "Z"),
    ("EE", "EA"),
    ("LL", "L"),
    ("A", "E"),
)


@dataclass(frozen=True)
class Case:
    """One look-up, which person is meant, and how the name was changed."""

    kind: str
    truth: int
    query: NameQuery


def make(crowd: Crowd, count: int, seed: int, limit: int = 10) -> list[Case]:
    """`count` look-ups, the twelve kinds in turn; 80 % give a state, 60 % a specialty, 8 % of those a wrong one."""
    rng = np.random.default_rng(seed)
    shorts = _shorts()
    pools = {
        "hyphen": np.nonzero([("-" in f) for f in crowd.families])[0],
        "nickname": np.nonzero([(g in shorts) for g in crowd.givens])[0],
    }
    double = np.nonzero(np.isin(crowd.family, pools["hyphen"]))[0]
    short = np.nonzero(np.isin(crowd.given, pools["nickname"]))[0]
    changed = np.nonzero(crowd.other > 0)[0]
    anybody = np.arange(len(crowd))
    people = {"hyphen": double, "nickname": short, "typo_nickname": short, "maiden": changed}
    cases = []
    for at in range(count):
        kind = KINDS[at % len(KINDS)]
        who = int(rng.choice(people.get(kind, anybody)))
        cases.append(Case(kind, who, _query(crowd, who, kind, rng, shorts, limit)))
    return cases


def _shorts() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for nickname, names in lists.nicknames().items():
        for name, _ in names:
            found.setdefault(name, []).append(nickname)
    return found


KINDS = (
    "exact", "typo", "two_typos", "first_letter", "phonetic", "nickname", "initial", "hyphen", "maiden", "given_typo",
    "swapped", "typo_nickname",
)  # fmt: skip


def _query(
    crowd: Crowd, who: int, kind: str, rng: np.random.Generator, shorts: dict[str, list[str]], limit: int
) -> NameQuery:
    family, given = crowd.families[crowd.family[who]], crowd.givens[crowd.given[who]]
    if kind in ("typo", "typo_nickname"):
        family = _typo(family, rng)
    if kind == "two_typos":
        family = _typo(_typo(family, rng), rng)
    if kind == "first_letter":
        family = LETTERS[rng.integers(26)] + family[1:]
    if kind == "phonetic":
        family = _sounding(family)
    if kind in ("nickname", "typo_nickname"):
        given = str(rng.choice(shorts[given]))
    if kind == "initial":
        given = given[:1]
    if kind == "hyphen":
        halves = family.split("-")
        family = "-".join(reversed(halves)) if rng.random() < 0.5 else halves[rng.integers(len(halves))]
    if kind == "maiden":
        family = crowd.families[crowd.other[who]]
    if kind == "given_typo":
        given = _typo(given, rng)
    if kind == "swapped":
        family, given = given, family
    return NameQuery(family, given, "", *_context(crowd, who, rng), limit=limit)


def _context(crowd: Crowd, who: int, rng: np.random.Generator) -> tuple[tuple[str, ...], tuple[str, ...]]:
    state = rng.integers(len(STATES)) if rng.random() < 0.08 else crowd.state[who]
    code = rng.integers(len(CODES)) if rng.random() < 0.08 else crowd.code[who]
    states = (STATES[state],) if rng.random() < 0.8 else ()
    return states, (CODES[code],) if rng.random() < 0.6 else ()


def _typo(word: str, rng: np.random.Generator) -> str:
    at, letter = int(rng.integers(1, max(len(word), 2))), LETTERS[rng.integers(26)]
    how = rng.integers(4)
    if how == 0:
        return word[:at] + word[at + 1 :]
    if how == 1:
        return word[:at] + letter + word[at:]
    if how == 2:
        return word[:at] + letter + word[at + 1 :]
    return word[: at - 1] + word[at : at + 1] + word[at - 1 : at] + word[at + 1 :]


def _sounding(word: str) -> str:
    for written, heard in SOUNDS:
        if written in word[1:]:
            return word[0] + word[1:].replace(written, heard, 1)
    return word + "E"
