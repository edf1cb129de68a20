"""What a probability, a remark or a number of remarks means among real people: measured, with its source. Pure.

The rates belong to the program, not to a report: faces and formats ask for them when they show one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from credcheck import lists
from credcheck.model import Flag, RecordAxis, Report, Sentence, Severity, Verdict

ANY = "any"
DOUBTS = (
    "verdict.perhaps_unexpected",
    "verdict.perhaps_denied",
    "verdict.perhaps_long",
    "verdict.perhaps_calling",
    "verdict.number_only",
)
"""First reasons of a verdict that doubt the nearest person for what no probability knows of."""
LEAST_CLAIMS = 30
"""A share of fewer claims than these would be chance."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a rule spoke up among so many real people who claim a health role, by loudness."""

    people: int
    note: int
    caution: int
    alarm: int

    def share(self) -> float:
        """The share of these people in per cent, to one place."""
        told = self.note + self.caution + self.alarm
        return round(100 * told / self.people, 1) if self.people else 0.0


@dataclass(frozen=True, slots=True)
class Stated:
    """Claims for which a probability from `low` to below `high` was stated, and the share that was right."""

    low: float
    high: float
    claims: int
    right: float


@dataclass(frozen=True, slots=True)
class BaseRate:
    """What one shown thing means; `about` is "match:" and a person's key, "flag:" and a rule's id, or "flags"."""

    about: str
    sentence: Sentence
    source: Sentence


@cache
def rates() -> Mapping[str, Rate]:
    """The measured rate of every rule, and of `any` remark (benchmarks/accuracy/flags)."""
    rows = lists.rows("flag_rates")
    numbers = ((r["rule"], (int(r[k]) for k in ("people", "note", "caution", "alarm"))) for r in rows)
    return MappingProxyType({rule: Rate(*found) for rule, found in numbers})


@cache
def remarks() -> tuple[int, ...]:
    """How many of these people have no remark, one, two, … (benchmarks/accuracy/flags)."""
    counts = {int(r["remarks"]): int(r["people"]) for r in lists.rows("flag_counts")}
    return tuple(counts.get(n, 0) for n in range(max(counts) + 1))


@cache
def stated() -> tuple[Stated, ...]:
    """How often a stated probability was right, by steps (benchmarks/accuracy/linking)."""
    rows = lists.rows("probability_rates")
    return tuple(Stated(float(r["low"]), float(r["high"]), int(r["claims"]), float(r["right"])) for r in rows)


# ---------------------------------------------------------------- sentences
def of_rule(rule: str) -> Sentence | None:
    """What a remark of this rule means among ordinary people, or None for a rule that was never measured."""
    rate = rates().get(rule)
    if rate is None or not rate.people:
        return None
    share = rate.share()
    if not share:
        return Sentence("flag.rate.none", people=rate.people)
    return Sentence("flag.rate.some", people=rate.people, share=share)


def of_caution() -> Sentence | None:
    """How many ordinary people have any remark that asks for caution."""
    rate = rates().get(ANY)
    if rate is None or not rate.people:
        return None
    return Sentence("flag.rate.any", people=rate.people, n=rate.caution + rate.alarm)


def of_flags(flags: Sequence[Flag]) -> Sentence:
    """How many ordinary people have as many remarks as these, or none where there are none."""
    counts, n = remarks(), len({flag.rule for flag in flags})
    if not n:
        return Sentence("flag.rate.no_remark", people=sum(counts), none=counts[0])
    loud = sum(flag.severity is not Severity.NOTE for flag in flags)
    rate, same = rates()[ANY], sum(counts[n:])
    word = "flag.rate.with_caution" if loud else "flag.rate.remarks"
    return Sentence(word, people=sum(counts), n=n, as_many=same, loud=rate.caution + rate.alarm)


def of_probability(probability: float) -> Sentence | None:
    """How often such a probability was right; None where too few claims tell."""
    step = next((s for s in stated() if s.low <= probability < s.high or probability == s.high == 1), None)
    if step is None or step.claims < LEAST_CLAIMS:
        return None
    low, high = (f"{100 * edge:g}" for edge in (step.low, step.high))
    return Sentence("match.rate", claims=step.claims, low=low, high=high, right=round(100 * step.right, 1))


def is_doubted(verdict: Verdict) -> bool:
    """Whether the verdict doubts the nearest person, however well what was compared agrees."""
    return bool(verdict.why) and verdict.why[0].id in DOUBTS


def is_open(verdict: Verdict) -> bool:
    """Whether there was nothing to check: then a record of the name says nothing of the holder."""
    return verdict.record is RecordAxis.NOT_CHECKABLE


def of_first(report: Report) -> Sentence | None:
    """What the probability of the nearest person means; None where the verdict lets nothing follow from it."""
    matches = report.case.ranking.matches
    if not matches or is_doubted(report.verdict) or is_open(report.verdict):
        return None
    return of_probability(matches[0].probability)


def told(report: Report) -> tuple[BaseRate, ...]:
    """What everything that this report shows means: its probabilities, its remarks one by one, and their number."""
    return (*_matches(report), *_flags(report))


def _matches(report: Report) -> Iterator[BaseRate]:
    said = of_first(report)  # the rest were never measured apart
    if said is not None:
        yield BaseRate(f"match:{report.case.ranking.matches[0].person.key}", said, Sentence("match.rate_source"))


def _flags(report: Report) -> Iterator[BaseRate]:
    source = Sentence("flag.rate.source")
    for rule in dict.fromkeys(flag.rule for flag in report.flags):
        said = of_rule(rule)
        if said is not None:
            yield BaseRate(f"flag:{rule}", said, source)
    yield BaseRate("flags", of_flags(report.flags), source)
