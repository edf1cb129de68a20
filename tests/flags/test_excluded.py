from __future__ import annotations

from dataclasses import replace

from credcheck.flags.excluded import Excluded
from credcheck.model import (
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    Evidence,
    Identifier,
    Person,
    Profile,
    Relation,
    Sentence,
    Severity,
    Status,
)
from tests import factory


def listed(npi: str = factory.NPI, status: Status = Status.EXCLUDED) -> Candidate:
    made = replace(factory.candidate(npi, status=status), registry="leie", id=f"leie-{npi}")
    return replace(made, identifiers=(Identifier("npi", npi, valid=True),))


def severities(
    *candidates: Candidate, quoted: str = "", probability: float = 0.99, expected: str = "yes", **more: str
) -> list[Severity]:
    person = Person(f"npi:{factory.NPI}", (factory.candidate(), *candidates))
    number = (Claim(ClaimKind.IDENTIFIER, Identifier("npi", quoted, valid=True)),) if quoted else ()
    stage = Claim(ClaimKind.STAGE, more.get("stage", "practising"))
    claims = Claims((Claim(ClaimKind.NPI_EXPECTED, expected), stage, *number))
    probability = 0.5 if quoted else probability
    ranked = factory.ranking(factory.match(person, probability))
    if more.get("level"):
        said = Evidence(ClaimKind.NAME, Relation.SILENT, more["level"], 0.0, Sentence("x"))
        ranked = factory.ranking(replace(ranked.matches[0], evidence=(*ranked.matches[0].evidence, said)))
    profile = Profile("Jane", bio=more.get("bio", ""))
    return [f.severity for f in Excluded().check(Case(profile, claims, (), ranked))]


def test_a_quoted_or_matched_number_on_the_list_is_an_alarm() -> None:
    assert severities(listed(), quoted=factory.NPI) == [Severity.ALARM]
    assert severities(listed()) == [Severity.ALARM]


def test_an_alarm_is_for_a_person_who_is_certain() -> None:
    assert severities(listed(), probability=0.95) == [Severity.NOTE]
    assert severities(listed(), expected="no") == [Severity.NOTE]  # a student or somebody abroad: rather a namesake
    assert severities(listed(), expected="unknown") == [Severity.ALARM]


def test_a_student_a_relative_or_who_only_names_the_person_is_no_alarm() -> None:
    assert severities(listed(), stage="trainee") == [Severity.NOTE]
    assert severities(listed(), level="generation: not stated") == [Severity.NOTE]
    named = "Dr. Example (NPI 1234567893) hurt my mother"
    assert severities(listed(), quoted=factory.NPI, bio=named) == [Severity.NOTE]


def test_an_entry_found_by_name_only_or_an_active_one_raises_nothing() -> None:
    assert severities(listed(factory.OTHER_NPI)) == []
    assert severities(listed(status=Status.ACTIVE)) == []
    assert severities() == []
