"""A report as a row: what history shows, sorts and searches stands in columns beside the one JSON body."""

from __future__ import annotations

from typing import Any

from credcheck.model import ClaimKind, Identifier, Profile, Report
from credcheck.store._tables import stamp, storable
from credcheck.text import fold


def account_key(profile: Profile) -> str:
    """One account whenever it is checked: platform and handle; "" when the profile names none."""
    handle = profile.handle.strip().removeprefix("@").lower()
    return storable(f"{profile.platform}:{handle}")[:400] if profile.platform and handle else ""


def columns(report: Report) -> dict[str, Any]:
    """The row of a report, its body and digest apart."""
    profile, verdict = report.case.profile, report.verdict
    return {
        "id": report.id,
        "at": stamp(report.at),
        "platform": storable(profile.platform),
        "handle": storable(profile.handle),
        "name": storable(report.case.called()),
        "headline": verdict.headline.value,
        "record": verdict.record.value,
        "account": int(verdict.account),
        "complete": report.complete,
        "words": words(report.case.called(), profile.handle, profile.platform),
        "account_key": account_key(profile),
        "person": storable(verdict.person),
    }


def words(*texts: str) -> str:
    """Texts as search looks for them."""
    return storable(" ".join(fold(text) for text in texts))


def identities(report: Report) -> list[dict[str, Any]]:
    """Whose record the account fits, and whose identifiers it quotes."""
    found = {(report.verdict.person, False)} if report.verdict.person else set()
    for claim in report.case.claims.of(ClaimKind.IDENTIFIER):
        if isinstance(claim.value, Identifier) and claim.value.kind in ("npi", "orcid"):
            found.add((f"{claim.value.kind}:{claim.value.value}", True))
    rows = ({"report_id": report.id, "identity": storable(id)[:200], "quoted": quoted} for id, quoted in found)
    return sorted(rows, key=lambda row: (row["identity"], row["quoted"]))


def logged(report: Report, digest: str) -> dict[str, Any]:
    """What the log keeps of a finished check."""
    verdict = report.verdict
    return {
        "digest": digest,
        "headline": verdict.headline.value,
        "record": verdict.record.value,
        "level": int(verdict.account),
        "versions": [report.versions.program, report.versions.rules, report.versions.weights],
    }
