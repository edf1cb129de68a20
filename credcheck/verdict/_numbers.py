"""What a quoted number says of the match that carries it: whose it is, whether in service, under which other name."""

from __future__ import annotations

from credcheck.model import Case, Match, PersonName, Relation, Status
from credcheck.quoted import is_of_another_name
from credcheck.text import fold
from credcheck.verdict._evidence import agreeing, disputing, is_numbered


def bearer(case: Case, npi: str) -> Match | None:
    """The match whose records carry a quoted NPI."""
    for match in case.ranking.matches:
        if match.person.key == f"npi:{npi}" or any(c.id == npi for c in match.person.candidates):
            return match
    return None


def is_deactivated(match: Match) -> bool:
    """Whether the NPI registry lists the person's number as out of service."""
    states = {c.status for c in match.person.candidates if c.registry.startswith("npi")}
    return Status.DEACTIVATED in states and Status.ACTIVE not in states


def is_relative(match: Match) -> bool:
    """The surname agrees, the given name and field or profession do not: a namesake's number."""
    refuted = {e.level.partition(": ")[0] for e in match.evidence if e.relation is Relation.REFUTES}
    return "given" in refuted and "surname" not in refuted and bool(refuted & {"specialty", "profession", "credential"})


def is_renamed(match: Match, claimed: PersonName | None) -> bool:
    """A quoted number leads to the record and only one of the names differs: the holder may have taken another.

    Surnames change by marriage; that a given name did is believed where field or place agree.
    """
    given = any(e.relation is Relation.REFUTES and e.level.startswith("given: ") for e in match.evidence)
    return is_numbered(match) and not is_of_another_name(match, claimed) and (not given or bool(agreeing(match)))


def is_own(case: Case, match: Match) -> bool:
    """Whether a changed name is explained: nothing but one name differs from the record of the quoted number.

    Either two of field, place and institution agree, or the profile itself gives the listed surname.
    """
    against = disputing(match)
    if (
        not is_renamed(match, case.claims.name())
        or len(against) != 1
        or not against[0].level.startswith(("surname: ", "given: "))
    ):
        return False
    given = any(e.relation is Relation.SUPPORTS and e.level.startswith("given: ") for e in match.evidence)
    return len(agreeing(match)) > 1 or (given and _gives_listed_surname(case, match))


def _gives_listed_surname(case: Case, match: Match) -> bool:
    words = set(fold(f"{case.profile.name} {case.profile.bio}").split())
    return any(words.issuperset(fold(n.name.family).split()) for n in match.person.names() if n.name.family)
