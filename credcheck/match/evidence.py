"""One piece of evidence from what a comparator found: its relation, label and sentence, made once for all alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache

from credcheck.match.sources import title
from credcheck.match.weights import REFUTING, SILENT
from credcheck.model import Candidate, ClaimKind, Evidence, Person, Relation, Sentence

Comparator = Callable[[Person], list[Evidence]]
"""Says what a person's records say of some claims.

It is made once for the claims at hand; what it works out for one person it keeps for all of whom the same is listed,
because the fifty people of one name share few professions, fields and states.
"""


def evidence(
    kind: ClaimKind,
    field: str,
    name: str,
    bits: float,
    candidate: Candidate,
    at: int | None,
    claimed: str | None,
    listed: str,
) -> Evidence:
    """What a record says of one claim; `at` is the claim's place, and no claimed word is shown where it is None."""
    relation, label, sentence = _told(field, name, candidate.registry, claimed, listed)
    return Evidence(kind, relation, label, bits, sentence, candidate.url, candidate.registry, at)


@lru_cache(maxsize=4096)
def _told(field: str, name: str, registry: str, claimed: str | None, listed: str) -> tuple[Relation, str, Sentence]:
    relation, label, id = _level(field, name)
    said = ("listed", listed), ("source", title(registry))
    return relation, label, Sentence.ordered(id, *said if claimed is None else (("claimed", claimed), *said))


@cache
def _level(field: str, name: str) -> tuple[Relation, str, str]:
    """What a level says, its label and its message id."""
    relation = Relation.REFUTES if name in REFUTING else Relation.SILENT if name in SILENT else Relation.SUPPORTS
    return relation, f"{field}: {name}", f"match.{field}.{name.replace(' ', '_')}"


def first(person: Person, tells: Callable[[Candidate], object]) -> Candidate:
    """The first of a person's records that tells what was asked; the first of all where none does."""
    records = person.candidates
    return records[0] if len(records) == 1 else next(filter(tells, records), records[0])
