"""The flat top level of a report file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from credcheck.model import (
    Answer,
    Binding,
    Case,
    Claim,
    Claims,
    Flag,
    Profile,
    Ranking,
    Rejected,
    Report,
    Sentence,
    Surroundings,
    Verdict,
    Versions,
)

FORM = 2
SCHEMA = f"credcheck-report/{FORM}"


@dataclass(frozen=True, slots=True)
class Seal:
    """SHA-256 of everything else in the file; with a signature over it, the public key it was signed by (both hex)."""

    digest: str = ""
    key: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A credibility report: case, flags, verdict and everything needed to derive the verdict again."""

    schema: str
    report_id: str
    at: datetime
    complete: bool
    versions: Versions
    profile: Profile
    claims: tuple[Claim, ...]
    rejected: tuple[Rejected, ...]
    steps: tuple[Sentence, ...]
    answers: tuple[Answer, ...]
    ranking: Ranking
    bindings: tuple[Binding, ...]
    surroundings: Surroundings
    today: date | None
    flags: tuple[Flag, ...]
    verdict: Verdict
    notes: tuple[str, ...]
    chain: str = ""
    redacted_of: str = ""
    seal: Seal = Seal()


def to_sheet(report: Report) -> Sheet:
    """The report laid out flat."""
    case = report.case
    return Sheet(
        schema=SCHEMA,
        report_id=report.id,
        at=report.at,
        complete=report.complete,
        versions=report.versions,
        profile=case.profile,
        claims=case.claims.all,
        rejected=case.claims.rejected,
        steps=case.claims.steps,
        answers=case.answers,
        ranking=case.ranking,
        bindings=case.bindings,
        surroundings=case.surroundings,
        today=case.today,
        flags=report.flags,
        verdict=report.verdict,
        notes=report.notes,
        chain=report.chain,
        redacted_of=report.redacted_of,
    )


def to_report(sheet: Sheet) -> Report:
    """The report a flat sheet was laid out from."""
    claims = Claims(sheet.claims, sheet.rejected, sheet.steps)
    case = Case(sheet.profile, claims, sheet.answers, sheet.ranking, sheet.bindings, sheet.surroundings, sheet.today)
    judged = (sheet.flags, sheet.verdict, sheet.at, sheet.versions, sheet.complete, sheet.notes)
    return Report(sheet.report_id, case, *judged, sheet.chain, sheet.redacted_of)
