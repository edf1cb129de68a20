"""Is the NPI register the right place to ask for this person?"""

from __future__ import annotations

from credcheck.claims._draft import Draft
from credcheck.claims._language import language_country
from credcheck.claims._mentions import CLINICAL
from credcheck.claims._post_nominals import tight
from credcheck.claims._words import words
from credcheck.claims.interface import Extractor
from credcheck.model import ClaimKind, Credential, CredentialClass, Expected, Sentence

# English, which tells nothing, and Spanish.
_SPOKEN_IN_THE_US = ("", "ES")
_SELDOM = words("expected.seldom")
_LISTED = words("expected.listed")
_LICENSED = (CredentialClass.LICENCE, CredentialClass.LICENCE_DEGREE)

# Which claims each answer follows from: their words are its words.
_SAID_BY = {
    "us_clinician": (ClaimKind.PROFESSION, ClaimKind.COUNTRY),
    "seldom_listed": (ClaimKind.PROFESSION, ClaimKind.COUNTRY),
    "no_country": (ClaimKind.PROFESSION,),
    "abroad": (ClaimKind.COUNTRY,),
    "student": (ClaimKind.STAGE,),
    "scientist": (ClaimKind.PROFESSION,),
    "former": (ClaimKind.STAGE,),
    "organisation": (ClaimKind.SUBJECT,),
    "persona": (ClaimKind.SUBJECT,),
}


class NpiExpected(Extractor):
    """Says whether the US register is the place to ask: not for students, scientists and people abroad."""

    order = 90

    def extract(self, draft: Draft) -> Draft:
        """The draft with yes, no or unknown and the reason."""
        value, why = _decide(draft)
        spans = tuple(dict.fromkeys(s for kind in _SAID_BY.get(why, ()) for c in draft.of(kind) for s in c.spans))
        return draft.claim(ClaimKind.NPI_EXPECTED, value.value, spans, Sentence(f"claims.expected.{why}"))


def _is_listed(draft: Draft) -> bool:
    """Whether one of the other health callings is one that the register usually lists: a licence or its word."""
    held = (v for v in draft.values(ClaimKind.CREDENTIAL) if isinstance(v, Credential))
    licences = (v for v in held if v.profession == "other_health" and v.kind in _LICENSED)
    if any(tight(v.code).lower() not in _SELDOM for v in licences):
        return True
    called = (m for m in draft.mentions if m.is_own() and m.profession == "other_health")
    return any(_LISTED & set(m.hit.phrase.split()) for m in called)


def _is_licensed(draft: Draft) -> bool:
    """Whether a licence or its degree is held: the register keeps who has one and no longer practises."""
    held = (v for v in draft.values(ClaimKind.CREDENTIAL) if isinstance(v, Credential))
    return any(v.profession in CLINICAL and v.kind in _LICENSED for v in held)


def _decide(draft: Draft) -> tuple[Expected, str]:
    professions = set(draft.values(ClaimKind.PROFESSION))
    subject = str(next(iter(draft.values(ClaimKind.SUBJECT)), ""))
    if subject in ("organisation", "persona"):
        return Expected.NO, subject
    if draft.values(ClaimKind.HEALTH_ROLE) != (True,):
        return Expected.NO, "no_role"
    if not professions & (CLINICAL - {"veterinarian"}):
        return Expected.NO, "student" if "medical_student" in professions else "scientist"
    stage = next(iter(draft.values(ClaimKind.STAGE)), "")
    if stage == "student":
        return Expected.NO, "student"
    country = next(iter(draft.values(ClaimKind.COUNTRY)), "")
    if stage == "former" and country and not _is_licensed(draft):
        return Expected.NO, "former"
    if not country:
        elsewhere = language_country(draft.bio) not in _SPOKEN_IN_THE_US
        return (Expected.NO, "language") if elsewhere else (Expected.UNKNOWN, "no_country")
    if country not in ("US", "PR"):
        return Expected.NO, "abroad"
    if professions & (CLINICAL - {"veterinarian"}) == {"other_health"} and not _is_listed(draft):
        return Expected.UNKNOWN, "seldom_listed"
    return Expected.YES, "us_clinician"
