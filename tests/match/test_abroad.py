"""Registers abroad: somebody who claims to practise there is expected in them, and the profession's own word counts."""

from __future__ import annotations

import pytest

from credcheck.match import join, rank
from credcheck.match.professions import calling
from credcheck.match.sources import home_of
from credcheck.model import (
    Answer,
    Candidate,
    Case,
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Identifier,
    ListedName,
    Outcome,
    PersonName,
    Place,
    Profile,
    RecordAxis,
    Status,
    Taxonomy,
)
from credcheck.verdict import decide


def said(country: str, family: str = "Exemplaire", profession: str = "physician") -> Claims:
    pairs: tuple[tuple[ClaimKind, ClaimValue], ...] = (
        (ClaimKind.SUBJECT, "person"),
        (ClaimKind.NAME, PersonName("Claire", "", family)),
        (ClaimKind.PROFESSION, profession),
        (ClaimKind.HEALTH_ROLE, True),
        (ClaimKind.COUNTRY, country),
        (ClaimKind.NPI_EXPECTED, "yes" if country == "US" else "no"),
    )
    return Claims(tuple(Claim(kind, value) for kind, value in pairs))


def french(label: str = "Médecin", family: str = "EXEMPLAIRE", number: str = "10000000001") -> Candidate:
    return Candidate(
        "france_rpps",
        number,
        (ListedName(PersonName("CLAIRE", "", family)),),
        taxonomies=(Taxonomy("", label, number, "FR"),),
        places=(Place("Lyon", "Lyon", country="FR"),),
        identifiers=(Identifier("licence", number, "FR"),),
        status=Status.ACTIVE,
    )


def record(claims: Claims, *found: Candidate) -> RecordAxis:
    answers = (Answer("france_rpps", Outcome.FOUND, candidates=found), Answer("npi_live", Outcome.NOT_FOUND))
    case = Case(Profile("Claire Exemplaire"), claims, answers, rank(claims, join(answers), answers))
    return decide(case, ()).record


def test_a_rare_name_and_its_profession_in_the_register_of_the_claimed_country_match() -> None:
    assert record(said("FR"), french()) is RecordAxis.MATCH


def test_another_profession_does_not_match() -> None:
    assert record(said("FR"), french("Infirmier")) is not RecordAxis.MATCH


def test_two_of_one_name_are_several() -> None:
    assert record(said("FR"), french(), french(number="10000000002")) is RecordAxis.SEVERAL


def test_somebody_who_claims_another_country_is_not_expected_there() -> None:
    assert record(said("US"), french()) is not RecordAxis.MATCH


@pytest.mark.parametrize(
    ("label", "profession"),
    [
        ("Médecin", "physician"),
        ("Chirurgien-Dentiste", "dentist"),
        ("Infirmier", "nurse"),
        ("Pharmacien", "pharmacist"),
        ("Arts", "physician"),
        ("Verpleegkundige", "nurse"),
        ("Cardiologie", ""),
        ("", ""),
    ],
)
def test_a_profession_is_read_from_its_own_word(label: str, profession: str) -> None:
    assert calling(label) == profession


def test_every_register_has_its_home() -> None:
    homes = {r: home_of(r) for r in ("npi_mirror", "france_rpps", "netherlands_big", "orcid", "manual", "unheard_of")}
    assert list(homes.values()) == ["US", "FR", "NL", "", "", "US"]
