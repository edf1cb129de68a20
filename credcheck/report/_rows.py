"""Reports as rows of tables, for spreadsheets and for the page about many checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from credcheck.model import Headline, Report
from credcheck.report import _words


def columns(report: Report) -> dict[str, str]:
    """One check as one row, by column name."""
    profile, verdict, case = report.case.profile, report.verdict, report.case
    person = next((m for m in case.ranking.matches if m.person.key == verdict.person), None)
    return {
        "report_id": report.id,
        "checked_at": _words.when(report.at),
        "platform": profile.platform,
        "handle": profile.handle,
        "name": profile.name,
        "outcome": _words.headline(report),
        "record": verdict.record.value,
        "account": f"L{verdict.account.value}",
        "complete": "yes" if report.complete else "no",
        "person": person.person.label() if person else "",
        "person_key": verdict.person,
        "probability": f"{person.probability:.4f}" if person else "",
        "why": " ".join(_words.said(sentence) for sentence in verdict.why),
        "flags": "; ".join(f"{f.severity.value}: {_words.said(f.sentence)}" for f in report.flags),
        "not_reached": "; ".join(_words.registry(a.registry) for a in _words.unanswered(report)),
        "rules": report.versions.rules,
        "weights": report.versions.weights,
        "chain": report.chain,
    }


def answers(report: Report) -> list[dict[str, str]]:
    """What each source answered, one row a source."""
    return [
        {
            "report_id": report.id,
            "source": _words.registry(a.registry),
            "outcome": _words.word(f"outcome.{'partial' if a.partial else a.outcome.value}"),
            "why": _words.said(a.partial or a.why),
            "asked": _words.said(a.asked),
            "at": _words.when(a.at),
            "snapshot": str(a.snapshot or ""),
            "records": str(len(a.candidates)),
            "address": a.url,
            "sha256": " ".join(a.digests),
        }
        for a in report.case.answers
    ]


def claims(report: Report) -> list[dict[str, str]]:
    """What the profile says, one row a claim."""
    return [
        {
            "report_id": report.id,
            "claim": _words.word(f"kind.{c.kind.value}"),
            "value": _words.value(c),
            "words": " / ".join(_words.quotes(report, c)),
            "by_user": "yes" if c.by_user else "no",
        }
        for c in report.case.claims.all
    ]


def evidence(report: Report) -> list[dict[str, str]]:
    """What each person's records say, one row a piece of evidence."""
    return [
        {
            "report_id": report.id,
            "person": m.person.label(),
            "person_key": m.person.key,
            "probability": f"{m.probability:.4f}",
            "claim": _words.word(f"kind.{e.kind.value}"),
            "relation": _words.word(f"relation.{e.relation.value}"),
            "bits": f"{e.bits:.2f}",
            "sentence": _words.said(e.sentence),
            "address": e.url,
        }
        for m in report.case.ranking.matches
        for e in m.evidence
    ]


def outcomes(reports: Iterable[Report]) -> list[tuple[Headline, int]]:
    """How many checks came out how, in the order of the headlines; none that did not occur."""
    return in_turn(Counter(report.verdict.headline for report in reports))


def in_turn(counted: Mapping[Headline, int]) -> list[tuple[Headline, int]]:
    """The counts in the order of the headlines; none that did not occur."""
    return [(headline, counted[headline]) for headline in Headline if counted.get(headline)]
