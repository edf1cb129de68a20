"""Callings made of a field and a word for a post."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Claims, Profile, Specialty


def read(bio: str, name: str = "Jane Example") -> Claims:
    """The claims of a bio."""
    return extract(Profile(name=name, bio=bio))


def labels(claims: Claims) -> list[str]:
    """The specialties claimed."""
    return [c.value.label for c in claims.of(ClaimKind.SPECIALTY) if isinstance(c.value, Specialty)]


@pytest.mark.parametrize(
    ("bio", "field"),
    [
        ("PGY-2 Internal Medicine", "Internal Medicine"),
        ("EM resident", "Emergency Medicine"),
        ("Psych PGY-1", "Psychiatry"),
        ("CA-1 anesthesiology", "Anesthesiology"),
        ("Incoming EM intern @sample", "Emergency Medicine"),
        ("Chief resident, pediatrics", "Pediatrics"),
        ("Hem/Onc fellow", "Hematology & Oncology"),
        ("Peds heme/onc fellow", "Pediatric Hematology-Oncology"),
        ("Anaesthetics ST4", "Anesthesiology"),
        ("SpR respiratory medicine", "Pulmonary Disease"),
        ("Gastro reg", "Gastroenterology"),
        ("SHO in A&E", "Emergency Medicine"),
    ],
)
def test_a_field_beside_a_post_in_training_makes_a_trainee(bio: str, field: str) -> None:
    claims = read(bio)
    assert [c.value for c in claims.of(ClaimKind.PROFESSION)] == ["physician"]
    assert claims.word(ClaimKind.STAGE) == "trainee"
    assert labels(claims) == [field]


@pytest.mark.parametrize(
    ("bio", "profession", "field"),
    [
        ("NICU NP", "nurse_practitioner", "Neonatal-Perinatal Medicine"),
        ("Psych NP", "nurse_practitioner", "Psychiatric/Mental Health"),
        ("Ortho PA", "physician_assistant", "Orthopaedic Surgery"),
        ("ICU nurse", "nurse", "Critical Care Medicine"),
        ("Chief of Cardiology at Sample Hospital", "physician", "Cardiovascular Disease"),
        ("Paediatric consultant", "physician", "Pediatrics"),
    ],
)
def test_a_field_beside_a_post_makes_its_holder(bio: str, profession: str, field: str) -> None:
    claims = read(bio)
    assert [c.value for c in claims.of(ClaimKind.PROFESSION)] == [profession]
    assert labels(claims) == [field]


@pytest.mark.parametrize(
    ("bio", "field"),
    [
        ("Médica de urgencias en Madrid", "Emergency Medicine"),
        ("MIR de pediatría", "Pediatrics"),
        ("Infirmière en réanimation", "Critical Care Medicine"),
        ("Fachärztin für Neurologie", "Neurology"),
        ("Chefarzt der Chirurgie", "Surgery"),
        ("Medico chirurgo specialista in pediatria", "Pediatrics"),
        ("Infermiere di terapia intensiva", "Critical Care Medicine"),
        ("AIOS interne geneeskunde", "Internal Medicine"),
    ],
)
def test_fields_are_joined_by_the_small_words_of_other_languages(bio: str, field: str) -> None:
    assert labels(read(bio)) == [field]


def test_a_year_of_training_alone_makes_a_trainee_but_not_of_a_pharmacist() -> None:
    assert read("PGY1 @sample").word(ClaimKind.STAGE) == "trainee"
    pharmacist = read("PGY-1 in Infectious Diseases", "Jane Example, PharmD")
    assert [c.value for c in pharmacist.of(ClaimKind.PROFESSION)] == ["pharmacist"]


@pytest.mark.parametrize(
    "bio",
    [
        "Senior fellow, mental health policy",
        "Fellow of the Royal College of Medicine",
        "Wife of an EM resident",
        "My GI fellow",
    ],
)
def test_an_honour_and_somebody_elses_post_make_no_trainee(bio: str) -> None:
    assert "physician" not in [c.value for c in read(bio).of(ClaimKind.PROFESSION)]


@pytest.mark.parametrize("bio", ["4th year @samplemedicine", "Final year medic", "Sampleton Medicine '24"])
def test_a_year_of_a_medical_school_makes_a_student(bio: str) -> None:
    assert read(bio).word(ClaimKind.STAGE) == "student"


def test_a_title_that_is_a_calling_is_one() -> None:
    assert [c.value for c in read("Faith over fear", "NurseJane").of(ClaimKind.PROFESSION)] == ["nurse"]
