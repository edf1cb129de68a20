"""Remarks on the record itself that are loud enough to overrule what the rules found."""

from __future__ import annotations

from credcheck.model import Case, Flag, Headline, RecordAxis, Sentence, Severity
from credcheck.thresholds import Thresholds
from credcheck.verdict._answers import title
from credcheck.verdict._found import Found
from credcheck.verdict._rules import none

NUMBER_OF_ANOTHER, DEGREE_UNLISTED = "npi_organisation", "credential_unlisted"
"""Remarks that overrule when they ask for caution: a quoted number is an organisation's that the profile does not speak
of (CONTRADICTED); the record that fits names another profession than the degree claimed, so nobody fits (NONE)."""


def overruled(case: Case, flags: tuple[Flag, ...], found: Found, limits: Thresholds) -> Found | None:
    """What such a remark makes of an outcome, or None where the outcome stands."""
    loud = {flag.rule: flag for flag in flags if flag.severity is not Severity.NOTE}
    if found.record in (RecordAxis.MATCH, RecordAxis.SEVERAL, RecordAxis.NONE) and NUMBER_OF_ANOTHER in loud:
        params = dict(loud[NUMBER_OF_ANOTHER].sentence.params)
        why = Sentence("verdict.not_a_person", source=title("npi"), npi=params["npi"], name=params["name"])
        return Found(RecordAxis.CONTRADICTED, Headline.CONTRADICTED, (why,))
    if found.record is RecordAxis.MATCH and DEGREE_UNLISTED in loud:
        return none(case, limits)
    return None
