"""The evidence of a match as a waterfall: each bar begins where the one before ended."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from credcheck.model import Evidence, Match

WIDTH = 200.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar from x, so wide, with where zero lies; `up` when it speaks for the match."""

    x: float
    width: float
    zero: float
    up: bool


@dataclass(frozen=True, slots=True)
class Fall:
    """The bars of one match: before looking, one for each evidence, and the sum."""

    prior: Bar
    evidence: tuple[tuple[Evidence, Bar], ...]
    total: Bar


def fall(match: Match) -> Fall:
    """The bars of a match, scaled to WIDTH."""
    steps = [0.0, match.prior_bits]
    for evidence in match.evidence:
        steps.append(steps[-1] + evidence.bits)
    low, high = min(*steps, match.bits), max(*steps, match.bits)
    scale = WIDTH / ((high - low) or 1.0)
    bars = [_bar(a, b, low, scale) for a, b in pairwise(steps)]
    shown = tuple(zip(match.evidence, bars[1:], strict=True))
    return Fall(bars[0], shown, _bar(0.0, match.bits, low, scale))


def _bar(start: float, end: float, low: float, scale: float) -> Bar:
    left, width = (min(start, end) - low) * scale, abs(end - start) * scale
    return Bar(round(left, 1), round(max(width, 1.5), 1), round((0.0 - low) * scale, 1), end >= start)
