"""Rule: two claims of the profile that do not go together."""

from __future__ import annotations

import re

from credcheck import lists
from credcheck.flags._words import spot
from credcheck.flags.interface import Rule
from credcheck.model import Case, Claim, ClaimKind, Credential, CredentialClass, Flag, Part, Sentence, Severity, Span

_MOST_DEGREES, _YOUNGEST = 3, 20
_BORN = re.compile(r"\b(?:b\.|born(?: in)?) ?(?:19|20)\d\d\b")
_SINCE = re.compile(
    r"\b(?:operating|practi[cs]ing|in practice|treating patients|physician|surgeon|doctor|nurse) since (?:19|20)\d\d\b"
)
_HOPED = re.compile(
    r"\.?,? ?\(?(?:or bust|some ?day|one day|hopeful|in progress|loading|to be|here i come|20[2-9]\d 🤞)"
)
_WISHED = re.compile(r"\b(?:want(?:ed|ing|s)?|dream\w*|hop(?:ed|ing)|fan|lover?)\b[^.!?\n]{0,30}\Z")
_BOARDS = re.compile(r"\bboard[- ]certified(?: in)?:? ?(?:[a-z&/ -]{2,30},\s?){5}")


class ImpossibleClaims(Rule):
    """Two claims of the profile do not go together by the rules of the body that grants one of them, which is named.

    The pairs stand in a list with their sources: a student is not board-certified, a fellowship of surgeons is no
    nurse's, and some degrees are not given in some countries. Jokes are common; read the profile.
    """

    id = "impossible_claims"
    severity = Severity.CAUTION
    order = 42

    def check(self, case: Case) -> tuple[Flag, ...]:
        """One flag for each pair of the list that the profile claims."""
        flags = [*_too_many(case), *_too_young(case)]
        for row in lists.rows("impossible"):
            spans = _holds(case, row)
            if spans is not None:
                said = Sentence(f"flag.impossible.{row['id']}", source=row["source"])
                flags.append(Flag(self.id, self.severity, said, spans, row["url"]))
        return tuple(flags)


def _holds(case: Case, row: dict[str, str]) -> tuple[Span, ...] | None:
    """The spans where everything the row asks for is claimed, or None."""
    claims, spans = case.claims, tuple[Span, ...]()
    if row["stage"]:
        stage = claims.first(ClaimKind.STAGE)
        if stage is None or str(stage.value) not in row["stage"].split("|"):
            return None
        spans += stage.spans
    if row["credential"]:
        held = _held(case, row["credential"].split("|"))
        if held is None:
            return None
        spans += held.spans
    if row["only"] and not _only(case, row["only"].split("|"), spans):
        return None
    if row["pattern"]:
        found = spot(case.profile.bio, re.compile(row["pattern"]))
        if found is None:
            return None
        spans += (Span(Part.BIO, *found),)
    return spans


def _held(case: Case, codes: list[str]) -> Claim | None:
    """The first claimed credential that is one of these."""
    claimed = (c for c in case.claims.of(ClaimKind.CREDENTIAL) if not _hoped_for(case, c))
    return next((c for c in claimed if isinstance(c.value, Credential) and c.value.code in codes), None)


def _hoped_for(case: Case, claim: Claim) -> bool:
    """Whether what stands right behind says that the degree is a wish: "MD or bust"."""
    return bool(claim.spans) and all(_HOPED.match(case.profile.part(s.part)[s.end :].lower()) for s in claim.spans)


def _only(case: Case, allowed: list[str], said: tuple[Span, ...]) -> bool:
    """Whether all professions claimed elsewhere than in the credential itself are among these, and there is one."""
    elsewhere = [c for c in case.claims.of(ClaimKind.PROFESSION) if not set(c.spans) <= set(said)]
    return bool(elsewhere) and all(str(c.value) in allowed for c in elsewhere)


def _too_many(case: Case) -> list[Flag]:
    """Degrees of three professions, each of which takes years of its own, or five boards and more at once."""
    degrees = [c for c in case.claims.of(ClaimKind.CREDENTIAL) if _is_degree(c)]
    kinds = {c.value.profession for c in degrees if isinstance(c.value, Credential)}
    boards = spot(case.profile.bio, _BOARDS)
    if len(kinds) < _MOST_DEGREES and boards is None:
        return []
    spans = (Span(Part.BIO, *boards),) if boards else tuple(s for c in degrees for s in c.spans)
    said = Sentence("flag.impossible.many", source="The American Board of Medical Specialties")
    return [
        Flag(ImpossibleClaims.id, ImpossibleClaims.severity, said, spans, "https://www.abms.org/board-certification/")
    ]


def _is_degree(claim: Claim) -> bool:
    value = claim.value
    return isinstance(value, Credential) and value.kind is CredentialClass.LICENCE_DEGREE and bool(value.profession)


def _too_young(case: Case) -> list[Flag]:
    """Practice that began, by the profile's own years, before an age at which any medical school ends."""
    born, since = spot(case.profile.bio, _BORN), spot(case.profile.bio, _SINCE)
    if born is None or since is None or not case.claims.is_true(ClaimKind.HEALTH_ROLE):
        return []
    if _WISHED.search(case.profile.bio[: since[0]].lower()):
        return []
    years = [int(case.profile.bio[end - 4 : end]) for _, end in (born, since)]
    if years[1] - years[0] >= _YOUNGEST:
        return []
    said = Sentence("flag.impossible.young", source="The Liaison Committee on Medical Education")
    spans = (Span(Part.BIO, *born), Span(Part.BIO, *since))
    return [Flag(ImpossibleClaims.id, ImpossibleClaims.severity, said, spans, "https://lcme.org/directory/")]
