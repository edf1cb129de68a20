"""Rule: a quoted NPI is listed under another name."""

from __future__ import annotations

from credcheck.flags._look import bearer, other_name, quoted, url
from credcheck.flags.interface import Rule
from credcheck.model import Case, ClaimKind, Flag, Match, Relation, Sentence, Severity
from credcheck.quoted import is_told
from credcheck.text import fold


class NpiBorrowed(Rule):
    """The NPI in the profile exists, but the NPI registry gives it to another name.

    ALARM where neither surname nor given name agrees. Where only one of them differs, which a marriage or a call name
    can explain, a CAUTION; a NOTE where the profile gives the listed surname too, or field or place of the record agree
    with it and nothing else speaks against, or names the listed person as somebody else ("my colleague Dr. Sample").
    """

    id = "npi_borrowed"
    severity = Severity.ALARM
    order = 10

    def check(self, case: Case) -> tuple[Flag, ...]:
        """A flag for each quoted number whose record carries another name."""
        flags: list[Flag] = []
        for identifier, spans in quoted(case, "npi"):
            match = bearer(case, identifier.value)
            seen = _seen(case, match) if match else None
            if match and seen:
                word, severity = seen
                said = Sentence(f"flag.npi_borrowed.{word}", npi=identifier.value, listed=match.person.label())
                flags.append(Flag(self.id, severity, said, spans, url(match)))
        return tuple(flags)


def _seen(case: Case, match: Match) -> tuple[str, Severity] | None:
    """Which sentence tells of the names that differ, and how loud."""
    levels = {e.level for e in match.evidence}
    surname, given = "surname: conflict" in levels, "given: conflict" in levels
    if not surname and not given:
        return None
    another = other_name(case, match)
    if (another or not surname) and is_told(case, match):
        return "told", Severity.NOTE
    if another:
        return "alarm", Severity.ALARM
    return "caution", Severity.NOTE if _agrees(match) or _said(case, match) else Severity.CAUTION


def _agrees(match: Match) -> bool:
    """Whether field or place of the record agree, and nothing but the name speaks against."""
    told = [e for e in match.evidence if e.kind not in (ClaimKind.NAME, ClaimKind.IDENTIFIER)]
    kinds = {e.kind for e in told if e.relation is Relation.SUPPORTS}
    against = any(e.relation is Relation.REFUTES for e in told)
    return bool(kinds & {ClaimKind.SPECIALTY, ClaimKind.PLACE, ClaimKind.INSTITUTION}) and not against


def _said(case: Case, match: Match) -> bool:
    """Whether the profile itself gives the listed surname ("still answering to Dr. Sample")."""
    words = set(fold(case.profile.bio).split())
    return any(set(fold(listed.name.family).split()) <= words for listed in match.person.names() if listed.name.family)
