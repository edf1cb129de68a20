"""Level D in its parts: claims that name a state only, and claims that name a city, by whether the record lists it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.accuracy._brute import cities_of
from benchmarks.accuracy._claimants import CITY, LEVELS, STATE_ONLY, Claimant
from benchmarks.accuracy._measures import Some, share, weighed
from credcheck.model import ClaimKind, Place

Part = Callable[[Claimant], bool]


def parts(linked: Some) -> list[dict[str, Any]]:
    """Each part of level D: recall and precision of MATCH, and how many of the absent are called MATCH."""
    told = [x for x in linked if x.claimant.level == LEVELS[3] and not x.claimant.group]
    return [{"part": name, **_measured([x for x in told if part(x.claimant)])} for name, part in _PARTS.items()]


def _measured(some: Some) -> dict[str, Any]:
    present, absent = [x for x in some if x.claimant.present], [x for x in some if not x.claimant.present]
    return {
        "recall": share(present, lambda x: x.matched and x.right),
        "recall_natural": weighed(present, lambda x: x.matched and x.right),
        "precision": share([x for x in some if x.matched], lambda x: x.right),
        "absent_match": share(absent, lambda x: x.matched),
    }


def named(claimant: Claimant) -> str:
    """What a claim's place is to the record: the city listed, another one of a listed state, another state."""
    if cities_of(claimant.claims) & set(claimant.somebody.cities):
        return "listed"
    places = (c.value for c in claimant.claims.of(ClaimKind.PLACE) if isinstance(c.value, Place))
    return "same state" if any(p.region in claimant.somebody.states for p in places) else "elsewhere"


_PARTS: dict[str, Part] = {
    "a state alone": lambda c: c.place == STATE_ONLY,
    "… of people whose record lists a city": lambda c: c.place == STATE_ONLY and bool(c.somebody.cities),
    "a city": lambda c: c.place == CITY,
    "… the one listed": lambda c: c.place == CITY and named(c) == "listed",
    "… another one in the state": lambda c: c.place == CITY and named(c) == "same state",
    "… one in another state": lambda c: c.place == CITY and named(c) == "elsewhere",
}


Told = Callable[[dict[str, Any]], str]


def table(rows: list[dict[str, Any]], told: Told, percent: Told) -> Iterator[str]:
    """The parts as Markdown; `told` and `percent` write a share with its interval."""
    yield "| a claim of level D names | recall | as people write | precision | absent called MATCH |"
    yield "| --- | --- | --- | --- | --- |"
    for row in rows:
        shares = (
            told(row["recall"]),
            f"{row['recall_natural']:.3f}",
            told(row["precision"]),
            percent(row["absent_match"]),
        )
        yield f"| {row['part']} | {' | '.join(shares)} |"
