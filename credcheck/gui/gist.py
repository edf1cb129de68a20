"""A report in a few lines: the verdict, the strongest evidence for and against, the loudest flags. Values only."""

from __future__ import annotations

from dataclasses import dataclass

from credcheck import base_rates
from credcheck.gui.sides import Line, lines
from credcheck.gui.words import LEVELS, SEVERITIES, Sign, signs, tell
from credcheck.model import Match, Outcome, Report, Sentence, Severity
from credcheck.text import visible

MOST_LINES = 3
MOST_FLAGS = 2
LEAST_BITS = 0.5


@dataclass(frozen=True, slots=True)
class Gist:
    """What a small card says of a report."""

    headline: Sign
    record: Sign
    account: Sign
    why: str
    person: str
    probability: float
    evidence: tuple[Line, ...]
    rate: str
    """What the probability means among real people."""
    flags: tuple[tuple[Sign, str, Sentence | None], ...]
    """Each with what such a remark means among real people."""
    failed: int
    complete: bool


def gist(report: Report) -> Gist:
    """The few lines of a report."""
    verdict = report.verdict
    best = meant(report)
    return Gist(
        *signs(report),
        LEVELS[verdict.account],
        tell(verdict.why[0]) if verdict.why else "",
        visible(best.person.label()) if best else "",
        best.probability if best else 0.0,
        strongest(lines(report.case.claims, best)) if best else (),
        _rate(report, best),
        _loudest(report),
        sum(a.outcome is Outcome.FAILED for a in report.case.answers),
        report.complete,
    )


def meant(report: Report) -> Match | None:
    """The person the verdict speaks of, or the one who fits best if anybody does and there was something to check."""
    if base_rates.is_open(report.verdict):
        return None
    matches = report.case.ranking.matches
    named = next((m for m in matches if m.person.key == report.verdict.person), None)
    return named or next((m for m in matches if m.fits), None)


def strongest(found: tuple[Line, ...]) -> tuple[Line, ...]:
    """The pieces that weigh most, one a field, what speaks against first: it must never be the piece left out."""
    by_field: dict[str, Line] = {}
    for line in sorted(found, key=lambda each: -abs(each.bits)):
        if abs(line.bits) >= LEAST_BITS:
            by_field.setdefault(line.field, line)
    return tuple(sorted(by_field.values(), key=lambda each: (each.bits > 0, -abs(each.bits))))[:MOST_LINES]


def _rate(report: Report, best: Match | None) -> str:
    """Of the most probable person only: the others were never measured apart."""
    first = best is not None and best is report.case.ranking.matches[0]
    rate = base_rates.of_first(report) if first else None
    return tell(rate) if rate else ""


def _loudest(report: Report) -> tuple[tuple[Sign, str, Sentence | None], ...]:
    order = (Severity.ALARM, Severity.CAUTION)
    loud = sorted((f for f in report.flags if f.severity in order), key=lambda f: order.index(f.severity))
    return tuple((SEVERITIES[f.severity], tell(f.sentence), base_rates.of_rule(f.rule)) for f in loud[:MOST_FLAGS])
