"""Rule: a degree that the profile claims beside others is not among what the record lists."""

from __future__ import annotations

import re

from credcheck import lists
from credcheck.flags._look import bound, meant, source, url
from credcheck.flags.interface import Rule
from credcheck.model import (
    Case,
    Claim,
    ClaimKind,
    Credential,
    CredentialClass,
    Flag,
    Match,
    Sentence,
    Severity,
    Specialty,
    Stage,
)
from credcheck.text import tight

_DOCTORS = ("physician", "dentist", "pharmacist")
_LATER = re.compile(r"\b(?:turned|former(?:ly)?|ex-?|previously|once an?|began as|started as|now an?)\b|[→➡]|->")
_BOTH = ("204E00000X", "1223S0112X", "390200000X")
"""Oral and maxillofacial surgeons often hold two degrees; a trainee's code names no profession."""


class CredentialUnlisted(Rule):
    """The record of the person most likely meant lists no profession that a claimed degree stands for.

    A second degree earned later explains some; a record that names a nurse or naturopath as such and no physician is
    worth a look where the profile says MD. A NOTE where the profile itself tells of both ("nurse turned MD").
    """

    id = "credential_unlisted"
    severity = Severity.CAUTION
    order = 40

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for the first such degree."""
        match = meant(case)
        if match is None or bound(case) or _claims_both(case):
            return ()
        listed = _professions(match)
        degree = next((c for c in case.claims.of(ClaimKind.CREDENTIAL) if _beyond(c, listed)), None)
        if degree is None or not isinstance(degree.value, Credential):
            return ()
        words = ", ".join(_words(match))[:120]
        said = Sentence("flag.credential_unlisted", source=source(match), claimed=degree.value.code, listed=words)
        severity = Severity.NOTE if _tells_of_both(case, listed) else self.severity
        return (Flag(self.id, severity, said, degree.spans, url(match)),)


def _claims_both(case: Case) -> bool:
    """Whether the field claimed is one whose people often hold two degrees."""
    fields = [c.value for c in case.claims.of(ClaimKind.SPECIALTY) if isinstance(c.value, Specialty)]
    return any(set(f.codes) & set(_BOTH) for f in fields)


def _beyond(claim: Claim, listed: frozenset[str]) -> bool:
    value = claim.value
    if not isinstance(value, Credential) or value.kind is not CredentialClass.LICENCE_DEGREE:
        return False
    return bool(listed) and value.profession in _DOCTORS and value.profession not in listed


def _professions(match: Match) -> frozenset[str]:
    """What the record's codes and credentials stand for; nothing where one of the codes leaves it open."""
    codes = {t.code for c in match.person.candidates for t in c.taxonomies if t.code}
    if not codes or codes & set(_BOTH):
        return frozenset()
    table, known = lists.taxonomy(), lists.credentials()
    found = {table[code].profession for code in codes if code in table}
    held = [part for c in match.person.candidates for text in c.credentials for part in _parts(text)]
    found |= {known[key].profession for part in held if (key := tight(part)) in known}
    return frozenset(found - {""})


def _parts(text: str) -> tuple[str, ...]:
    """The letters behind a name as registers hold them: "MD, DDS", "MD/PHD", "MD DDS", "M. D."."""
    whole = re.split(r"[/,;&]", text)
    return (*whole, *(word for part in whole for word in part.split()))


def _tells_of_both(case: Case, listed: frozenset[str]) -> bool:
    """Whether the profile tells of the listed profession too, and that the other one came later."""
    claimed = {str(c.value) for c in case.claims.of(ClaimKind.PROFESSION)}
    claimed |= {v.profession for c in case.claims.of(ClaimKind.CREDENTIAL) if isinstance(v := c.value, Credential)}
    trainee = case.claims.word(ClaimKind.STAGE) == Stage.TRAINEE.value
    return bool(claimed & listed) and (trainee or _LATER.search(case.profile.bio.lower()) is not None)


def _words(match: Match) -> tuple[str, ...]:
    labels = [t.label for c in match.person.candidates for t in c.taxonomies if t.label]
    return tuple(dict.fromkeys(labels)) or ("?",)
