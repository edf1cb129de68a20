"""Rule: a degree that the profile claims beside others is not among what the record lists."""

from __future__ import annotations

from credcheck import lists
from credcheck.flags._look import bound, meant, source, url
from credcheck.flags.interface import Rule
from credcheck.model import Case, Claim, ClaimKind, Credential, CredentialClass, Flag, Match, Sentence, Severity
from credcheck.text import tight

_DOCTORS = ("physician", "dentist", "pharmacist")
_BOTH = ("204E00000X", "1223S0112X", "390200000X")
"""Oral and maxillofacial surgeons often hold two degrees; a trainee's code names no profession."""


class CredentialUnlisted(Rule):
    """The record of the person most likely meant lists no profession that a claimed degree stands for.

    A second degree earned later explains some; a record that names a nurse or naturopath as such and no physician is
    worth a look where the profile says MD.
    """

    id = "credential_unlisted"
    severity = Severity.CAUTION
    order = 40

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for the first such degree."""
        match = meant(case)
        if match is None or bound(case):
            return ()
        listed = _professions(match)
        degree = next((c for c in case.claims.of(ClaimKind.CREDENTIAL) if _beyond(c, listed)), None)
        if degree is None or not isinstance(degree.value, Credential):
            return ()
        words = ", ".join(_words(match))[:120]
        said = Sentence("flag.credential_unlisted", source=source(match), claimed=degree.value.code, listed=words)
        return (Flag(self.id, self.severity, said, degree.spans, url(match)),)


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
    held = [
        part for c in match.person.candidates for text in c.credentials for part in text.replace("/", ",").split(",")
    ]
    found |= {known[key].profession for part in held if (key := tight(part)) in known}
    return frozenset(found - {""})


def _words(match: Match) -> tuple[str, ...]:
    labels = [t.label for c in match.person.candidates for t in c.taxonomies if t.label]
    return tuple(dict.fromkeys(labels)) or ("?",)
