"""Claims against a test register: what it answers, and what our matcher and verdict make of it."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.accuracy._brute import Crowd, as_good, pair_counts
from benchmarks.accuracy._claimants import Claimant
from benchmarks.accuracy._jobs import BATCH, made_of_each
from benchmarks.accuracy._limits import loose
from benchmarks.accuracy._measures import Judged, Linked
from benchmarks.accuracy.profiles import answer_from
from credcheck import flags, match, thresholds
from credcheck.match.weights import Weights
from credcheck.mirror import Mirrors
from credcheck.model import Answer, Case, Profile, Ranking, RecordAxis
from credcheck.net import Http
from credcheck.registries.interface import Access
from credcheck.registries.npi_mirror import NpiMirror
from credcheck.vault import Vault
from credcheck.verdict import beside_the_name, decide

Told = tuple[Linked, Answer | None]
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
    raised = flags.raise_flags(case)
    verdict, able = decide(case, raised), decide(case, raised, loose(thresholds.of(weights.version)))
    truth = f"npi:{claimant.somebody.npi}"
    of_truth = next((m.probability for m in ranking.matches if m.person.key == truth), 0.0)
    told = {c.what: c.people for c in answer.counts}
    counted = pair_counts(crowd, claimant.claims) if crowd is not None else {}
    right = tuple(told.get(what) == people for what, people in counted.items())
    equals = as_good(crowd, claimant.claims, claimant.somebody) if crowd is not None else 0
    return Linked(
        claimant,
        verdict.record.value,
        judged(ranking),
        of_truth,
        of_truth > 0,
        right,
        seconds,
        equals,
        told.get("pair", 0),
        able.record is RecordAxis.MATCH,
        beside_the_name(ranking.matches[0]) if ranking.matches else 0.0,
    )


@dataclass(frozen=True)
class World:
    """What every claim is asked of: the test register, the weights, and everybody in a form to count one by one.

    Rivals see the claims of every n-th person (`part`; 0: nobody's): only those answers are kept.
    """

    mirrors: Mirrors
    weights: Weights
    crowd: Crowd
    part: int = 0

    def told(self, claimants: Sequence[Claimant]) -> list[Told]:
        """What comes of each claim, and the answer where rivals see it."""
        answers = asyncio.run(answers_to(claimants, self.mirrors))
        found = zip(claimants, answers, strict=True)
        return [(link(c, a, self.weights, self.crowd), a if self._compared(c) else None) for c, a in found]

    def _compared(self, claimant: Claimant) -> bool:
        return bool(self.part) and not claimant.group and int(claimant.somebody.npi) % self.part == 0


def in_batches(world: World, claimants: Sequence[Claimant], jobs: int) -> Iterator[Told]:
    """All claims in order, by so many processes: they are forked, so that each has the world without a copy of it."""
    batches = [claimants[at : at + BATCH] for at in range(0, len(claimants), BATCH)]
    for told in made_of_each(batches, world.told, jobs, 1):
        yield from told


def judged(ranking: Ranking) -> Judged:
    """The first person, how probable, and by how much before the second."""
    best, *others = ranking.matches or (None,)
    if best is None:
        return Judged("", 0.0, 0.0)
    second = others[0].probability if others and others[0] else 0.0
    return Judged(best.person.key, best.probability, best.probability - second)
