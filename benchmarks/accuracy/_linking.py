"""Claims against a test register: what it answers, and what our matcher and verdict make of it."""

from __future__ import annotations

import time
from collections.abc import Sequence

from benchmarks.accuracy._brute import Crowd, pair_counts
from benchmarks.accuracy._claimants import Claimant
from benchmarks.accuracy._measures import Judged, Linked
from benchmarks.accuracy.profiles import answer_from
from credcheck import flags, match
from credcheck.match.weights import Weights
from credcheck.mirror import Mirrors
from credcheck.model import Answer, Case, Profile, Ranking
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.vault import Vault
from credcheck.verdict import decide

SHARE = 0.7
"""The part of the people of the benchmark's world that the test register holds."""


async def answers_to(claimants: Sequence[Claimant], mirrors: Mirrors) -> list[Answer]:
    """What the local copy says to each claim, as a check would ask it."""
    registry = NpiMirror(Access(Http(offline=True), mirrors, Vault()))
    return [await answer_from(c.claims, registry) for c in claimants]


def link(claimant: Claimant, answer: Answer, weights: Weights, crowd: Crowd | None = None) -> Linked:
    """One claim ranked and judged; its counts against counting one by one, where a crowd is given."""
    started = time.perf_counter()
    ranking = match.rank(claimant.claims, match.join((answer,)), (answer,), weights)
    seconds = time.perf_counter() - started
    case = Case(Profile(), claimant.claims, (answer,), ranking)
    verdict = decide(case, flags.raise_flags(case))
    truth = f"npi:{claimant.somebody.npi}"
    of_truth = next((m.probability for m in ranking.matches if m.person.key == truth), 0.0)
    told = {c.what: c.people for c in answer.counts}
    counted = pair_counts(crowd, claimant.claims) if crowd is not None else {}
    right = tuple(told.get(what) == people for what, people in counted.items())
    return Linked(claimant, verdict.record.value, judged(ranking), of_truth, of_truth > 0, right, seconds)


def judged(ranking: Ranking) -> Judged:
    """The first person, how probable, and by how much before the second."""
    best, *others = ranking.matches or (None,)
    if best is None:
        return Judged("", 0.0, 0.0)
    second = others[0].probability if others and others[0] else 0.0
    return Judged(best.person.key, best.probability, best.probability - second)
