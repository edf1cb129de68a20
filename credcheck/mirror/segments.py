"""One search over a base and the changes to it: the answers are those of a copy built from all rows at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from credcheck.mirror import counting
from credcheck.mirror.asking import Asked, Asker
from credcheck.mirror.engines import Engine
from credcheck.mirror.files import Files
from credcheck.mirror.kernel import ALL, NEAR
from credcheck.mirror.twin import Scored
from credcheck.mirror.words import NameQuery, Weights
from credcheck.model import Count

FEW = 10
"""Whoever asks for more weighs them himself: then the swapped name is looked up though the straight one was found."""


@dataclass(frozen=True)
class Segment:
    """The files of one part of a copy, and what searches them."""

    files: Files
    engine: Engine
    asker: Asker


class Ranked(NamedTuple):
    """A row found, the posting it was found by, and whether first name and surname had to be swapped."""

    score: float
    segment: int
    row: int
    post: int
    is_swapped: bool


class Result(NamedTuple):
    """The best rows of each segment, which of their postings the swapped name found, and the query as read there."""

    best: list[Scored]
    swapped: list[set[int]]
    asked: tuple[Asked, ...]


def ranked(segments: Sequence[Segment], query: NameQuery, weights: Weights) -> Result:
    """The best rows of all segments; each wider tier is searched only where the best so far is weak everywhere."""
    asked = tuple(s.asker.ask(query) for s in segments)
    best = [s.engine.search(a, NEAR) for s, a in zip(segments, asked, strict=True)]
    for at, segment in enumerate(segments):
        by_middle = segment.asker.ask_by_middle(query)
        if by_middle is not None:
            best[at] = segment.engine.search(by_middle, NEAR, best[at])
    swapped: list[set[int]] = [set() for _ in segments]
    if query.limit > FEW or _weak(best, asked, weights):
        for at, segment in enumerate(segments):
            other = segment.asker.ask_swapped(query)
            if other is not None:
                straight = set(best[at][2].tolist())
                best[at] = segment.engine.search(other, NEAR, best[at])
                swapped[at] = set(best[at][2].tolist()) - straight
    if _weak(best, asked, weights) and asked[0].variants:
        best = [s.engine.search(a, ALL, b) for s, a, b in zip(segments, asked, best, strict=True)]
    return Result(best, swapped, asked)


def _weak(best: Sequence[Scored], asked: Sequence[Asked], weights: Weights) -> bool:
    top = max((float(scores[0]) for scores, _, _ in best if len(scores)), default=0.0)
    return top < asked[0].best_possible - weights.weak


def merged(result: Result, cut: float) -> list[Ranked]:
    """The rows of all segments, best first."""
    found = [
        Ranked(score, at, row, post, post in result.swapped[at])
        for at, (scores, rows, posts) in enumerate(result.best)
        for score, row, post in zip(scores.tolist(), rows.tolist(), posts.tolist(), strict=True)
    ]
    if len(result.best) > 1:
        found = sorted(found, key=lambda r: (-r.score, r.segment, r.row))[: result.asked[0].limit]
        found = [r for r in found if r.score >= found[0].score - cut]
    return found


def counts(segments: Sequence[Segment], asked: Sequence[Asked]) -> tuple[Count, ...]:
    """How many people carry the name in all segments: nobody is in two of them."""
    total: dict[str, int] = {}
    for segment, one in zip(segments, asked, strict=True):
        for count in segment.engine.counts(one):
            total[count.what] = total.get(count.what, 0) + count.people
    exact = counting.is_exact(asked)
    return tuple(Count(what, people, exact=exact or what != "given") for what, people in total.items())
