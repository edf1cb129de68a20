"""What several rules look at: quoted numbers, the record that carries one, cues, the person most likely meant."""

from __future__ import annotations

from credcheck import lists
from credcheck.model import Case, Claim, ClaimKind, Expected, Identifier, Level, Match, Span, Stage, Status
from credcheck.quoted import is_of_another_name, is_only_linked, is_told

PRESENT = (Stage.PRACTISING.value, Stage.TRAINEE.value)


def quoted(case: Case, kind: str) -> tuple[tuple[Identifier, tuple[Span, ...]], ...]:
    """The identifiers of one kind that the profile quotes, with where it does."""
    return tuple(
        (c.value, c.spans)
        for c in case.claims.of(ClaimKind.IDENTIFIER)
        if isinstance(c.value, Identifier) and c.value.kind == kind and not is_only_linked(case.claims, c)
    )


def bearer(case: Case, npi: str) -> Match | None:
    """The match whose records carry this NPI."""
    for match in case.ranking.matches:
        if match.person.key == f"npi:{npi}" or any(c.id == npi for c in match.person.candidates):
            return match
    return None


def cues(case: Case, *wanted: str) -> tuple[Claim, ...]:
    """The cue claims with one of these values."""
    return tuple(c for c in case.claims.of(ClaimKind.CUE) if str(c.value) in wanted)


def spans(claims: tuple[Claim, ...]) -> tuple[Span, ...]:
    """Where all these claims stand."""
    return tuple(span for claim in claims for span in claim.spans)


def deactivated(match: Match) -> bool:
    """Whether the NPI records of the person are out of service, none of them active."""
    states = {c.status for c in match.person.candidates if c.registry.startswith("npi")}
    return Status.DEACTIVATED in states and Status.ACTIVE not in states


def meant(case: Case) -> Match | None:
    """The person meant: the bearer of a quoted NPI, or one who is more probable than all others together.

    Not the bearer of a number that the profile gives as another's.
    """
    for identifier, _ in quoted(case, "npi"):
        match = bearer(case, identifier.value)
        if match is not None and not (other_name(case, match) and is_told(case, match)):
            return match
    best = case.ranking.matches[0] if case.ranking.matches else None
    return best if best is not None and best.probability > 0.5 else None


def other_name(case: Case, match: Match) -> bool:
    """Whether the profile's name is not the record's."""
    return is_of_another_name(match, case.claims.name())


def numbered(case: Case, match: Match) -> bool:
    """Whether the profile quotes the NPI of this record."""
    return any(bearer(case, identifier.value) is match for identifier, _ in quoted(case, "npi"))


def expected(case: Case) -> bool:
    """Whether somebody who says what the profile says would be listed in the NPI registry."""
    return case.claims.word(ClaimKind.NPI_EXPECTED) == Expected.YES.value


def may_be_listed(case: Case) -> bool:
    """Whether one person speaks, and nothing says that they would not be listed in the NPI registry."""
    kept = cues(case, "memorial", "shared")
    return not kept and case.claims.word(ClaimKind.NPI_EXPECTED) != Expected.NO.value


def url(match: Match) -> str:
    """The first address of the person's records."""
    return next((c.url for c in match.person.candidates if c.url), "")


def bound(case: Case) -> bool:
    """Whether a proof that holds binds the account to one of the persons found."""
    persons = {m.person.key for m in case.ranking.matches}
    return any(b.level >= Level.L3 and b.person in persons and not b.failed for b in case.bindings)


def source(match: Match) -> str:
    """The register that lists the person, as people call it."""
    family = registry(match.person.candidates[0].registry)
    known = lists.registers().get(family)
    return known.title if known else family


def registry(id: str) -> str:
    """The register behind an adapter's id: "npi_mirror" and "npi_live" are both "npi"."""
    return id.partition("_")[0]
