"""credential_unlisted, namesake_profession, unlisted_licence, career_longer: the record beside the profile."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck import claims as reading
from credcheck.flags.career_longer import CareerLonger
from credcheck.flags.credential_unlisted import CredentialUnlisted
from credcheck.flags.interface import Rule
from credcheck.flags.namesake_profession import NamesakeProfession
from credcheck.flags.unlisted_licence import UnlistedLicence
from credcheck.model import (
    Answer,
    Case,
    ClaimKind,
    Evidence,
    Match,
    Outcome,
    Person,
    Profile,
    Relation,
    Sentence,
    Severity,
    Taxonomy,
)
from tests import factory

NOTE, CAUTION = [Severity.NOTE], [Severity.CAUTION]


def match(code: str = "207RC0000X", credential: str = "M.D.", year: int | None = 2004, fits: bool = True) -> Match:
    record = replace(
        factory.candidate(), taxonomies=(Taxonomy(code, "As listed"),), credentials=(credential,), school_year=year
    )
    return factory.match(Person(f"npi:{factory.NPI}", (record,)), 0.9, fits)


def raised(rule: Rule, name: str, bio: str, *matches: Match, share: float = 1.0) -> list[Severity]:
    profile = Profile(name, "example", bio)
    answer = Answer("npi_mirror", Outcome.FOUND if matches else Outcome.NOT_FOUND, share=share)
    case = Case(profile, reading.extract(profile), (answer,), factory.ranking(*matches))
    return [f.severity for f in rule.check(case)]


@pytest.mark.parametrize(
    ("name", "code", "credential", "expected"),
    [
        ("Jane Example, NMD, MD", "175F00000X", "NMD", CAUTION),
        ("Jane Example, MD", "363LF0000X", "DNP", CAUTION),
        ("Jane Example, MD", "207RC0000X", "M.D.", []),
        ("Jane Example, MD", "390200000X", "", []),
        ("Jane Example, DMD, MD", "1223S0112X", "DMD", []),
        ("Jane Example, MD", "175F00000X", "ND, M.D.", []),
        ("Jane Example, PhD", "363LF0000X", "DNP", []),
        ("Jane Example, MD, DDS", "122300000X", "MD DDS", []),
        ("Jane Example, MD, DDS", "122300000X", "M.D. D.D.S.", []),
    ],
)
def test_a_degree_beyond_the_record_is_a_caution(
    name: str, code: str, credential: str, expected: list[Severity]
) -> None:
    assert raised(CredentialUnlisted(), name, "Physician", match(code, credential)) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("ICU nurse turned physician", NOTE),
        ("Former registered nurse, now a doctor", NOTE),
        ("Doctor in Springfield", CAUTION),
    ],
)
def test_a_degree_beyond_the_record_is_a_note_where_the_profile_tells_of_both(
    bio: str, expected: list[Severity]
) -> None:
    assert raised(CredentialUnlisted(), "Jane Example, MD", bio, match("163W00000X", "RN")) == expected


def named(profession: Relation) -> Match:
    told = (
        Evidence(ClaimKind.NAME, Relation.SUPPORTS, "surname: exact", 10.0, Sentence("match.surname.exact")),
        Evidence(ClaimKind.PROFESSION, profession, "profession: other", -5.0, Sentence("match.profession.other")),
    )
    return replace(match(), evidence=told)


def test_namesakes_are_noted_only_when_each_has_another_profession() -> None:
    other, same = named(Relation.REFUTES), named(Relation.SUPPORTS)
    assert raised(NamesakeProfession(), "Jane Example, MD", "Physician", other, other) == NOTE
    assert raised(NamesakeProfession(), "Jane Example, MD", "Physician", other, same) == []
    assert raised(NamesakeProfession(), "Jane Example, MD", "Physician") == []


@pytest.mark.parametrize(
    ("bio", "matches", "share", "expected"),
    [
        ("Board-certified physician in Boston", (), 1.0, NOTE),
        ("Physician in Boston", (), 1.0, []),
        ("Board-certified physician in Boston", (), 0.07, []),
        ("Board-certified physician in Boston", (match(),), 1.0, []),
    ],
)
def test_a_claimed_board_that_nobody_listed_fits_is_a_note(
    bio: str, matches: tuple[Match, ...], share: float, expected: list[Severity]
) -> None:
    assert raised(UnlistedLicence(), "Jane Example, MD", bio, *matches, share=share) == expected


@pytest.mark.parametrize(
    ("bio", "year", "expected"),
    [
        ("Treating patients since 1998", 2020, CAUTION),
        ("Treating patients since 1998", 1998, []),
        ("Treating patients since 1998", None, []),
        ("Physician. Married since 1998", 2020, CAUTION),
        ("Gardening since 1998", 2020, []),
    ],
)
def test_practice_long_before_the_listed_graduation_is_a_caution(
    bio: str, year: int | None, expected: list[Severity]
) -> None:
    assert raised(CareerLonger(), "Jane Example, MD", bio, match(year=year)) == expected
