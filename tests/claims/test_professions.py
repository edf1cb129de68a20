"""Callings of the holder, and of others."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


def professions(bio: str, name: str = "Jane Example") -> list[object]:
    """The professions read from a bio."""
    return [c.value for c in extract(Profile(name=name, bio=bio)).of(ClaimKind.PROFESSION)]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("ICU nurse and mom", ["nurse"]),
        ("Family doctor", ["physician"]),
        ("PharmD candidate", ["pharmacist"]),
        ("Physician scientist", ["physician", "researcher"]),
        ("Assistant Professor of Biostatistics", ["researcher"]),
        ("PhD in microbiology", ["researcher"]),
        ("PhD Neuroscience. Baker", ["researcher"]),
        ("Cosmologist", ["researcher"]),
        ("PhD Poetry. Baker", ["other"]),
        ("Mental health support worker", ["other_health"]),
        ("Support worker for adults with epilepsy", ["other_health"]),
        ("Youth support worker", []),
        ("Home health aide", ["other_health"]),
        ("Patient navigator", ["other_health"]),
        ("4th yr @examplemedicine; phlebotomist @examplehosp", ["other_health", "medical_student"]),
        ("Paramedic", ["other_health"]),
        ("Diabetes educator", ["other_health"]),
        ("Country vet", ["veterinarian"]),
        ("PharmD, CDCES", ["pharmacist"]),
        ("Not a horse doctor", []),
        ("Chauffeur, femme aide soignante", []),
        ("Femme médecin", ["physician"]),
        ("Mari infirmier", []),
        ("Médica de familia", ["physician"]),
        ("Överläkare", ["physician"]),
        ("Diş hekimi", ["dentist"]),
        ("看護師", ["nurse"]),
        ("med reg, always on call", ["physician"]),
        ("Journalist", ["other"]),
        ("Wife of a nurse", []),
        ("Ask your doctor", []),
        ("Proud to support every nurse", []),
        ("Aspiring surgeon", ["medical_student"]),
        ("MS4 | aspiring surgeon", ["medical_student"]),
        ("Nurse, activist, coach", ["nurse"]),
        ("Coach", ["other"]),
        ("Médico internista", ["physician"]),
        ("Infirmière à Lyon", ["nurse"]),
        ("Krankenschwester aus Köln", ["nurse"]),
        ("Farmacista", ["pharmacist"]),
        ("Enfermeira", ["nurse"]),
        ("Huisarts", ["physician"]),
        ("Respiratory Physiotherapist who loves hills", ["other_health"]),
        ("Because scientists found out", []),
        ("Counsellor at the embassy", []),
        ("Licensed counselor", ["therapist"]),
        ("Contre le RN et les autres, pour les gens", []),
        ("Clinical officer", ["other_health"]),
        ("GP. Founder of a choir", ["physician"]),
        ("GP at Sampler Capital, investing in startups", []),
        ("Sceptical Doctor² | dreamer", ["physician"]),
        ("Naturopathic Dr.", ["naturopath"]),
        ("#MedLabScientist", ["other_health"]),
        ("Internal Medicine, drug safety @UofTMedicine", ["physician"]),
        ("Studying the not so shy hantaviruses", ["researcher"]),
        ("Photojournalist", ["other"]),
        ("Praticien hospitalier", ["physician"]),
        ("Verpleegkundig specialist", ["nurse_practitioner"]),
        ("Teletherapist", ["therapist"]),
        ("Telepsychiatrist", ["physician"]),
        ("Dentiste", ["dentist"]),
        ("Rural generalist", ["physician"]),
        ("Врач", ["physician"]),
        ("Professore di virologia", ["other", "researcher"]),
        ("PhD in biostats", ["researcher"]),
        ("Genomics PhD", ["researcher"]),
        ("Ed Consultant", ["other"]),
        ("Fashion history, PhD jokes", []),
    ],
)
def test_callings_are_read_where_they_are_the_holders(bio: str, expected: list[str]) -> None:
    assert professions(bio) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Emergency physician assistant", ["physician_assistant"]),
        ("Family physician assistant student", ["physician_assistant"]),
        ("Emergency physician", ["physician"]),
        ("Emergency physician. Assistant professor", ["physician", "researcher"]),
        ("Physician scribe", []),
        ("Physician spouse", []),
    ],
)
def test_an_assistant_or_scribe_of_physicians_is_none(bio: str, expected: list[str]) -> None:
    assert professions(bio) == expected


def test_a_degree_implies_a_profession_and_a_doctors_title_none() -> None:
    assert professions("", "Jane Example, DDS") == ["dentist"]
    assert professions("", "Dr Jane Example") == []


def test_a_field_beside_a_doctors_title_is_a_physicians() -> None:
    assert professions("Infectious Diseases, Example Hospital", "Dr Jane Example") == ["physician"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Dr. Jane Example – Maple Pediatrics", ["physician"]),
        ("Jane Example – Maple Pediatrics", []),
        ("Dr. Jane Example – Maple Bakery", []),
    ],
)
def test_a_practice_named_after_a_field_behind_a_doctors_name_is_a_physicians(name: str, expected: list[str]) -> None:
    assert professions("Two of us, one fish tank.", name) == expected


@pytest.mark.parametrize(
    "bio",
    [
        "I nurse gin and grudges",
        "How to get into medical school",
        "Doctor nahi ban paya, teacher hoon",
        "Penjual nasi goreng, suami perawat",
        "Mother of an ICU RN and a med student",
        "Daily quotes from the Doctor. Allons-y!",
        "Married (literally, he's a surgeon). Book club.",
        "Proud sister of Dr. Ana Example, cardiologist",
        "Dating a cardiologist",
        "Cardiologist? No. Cardio enthusiast!",
        "AI cardiologist. I answer heart questions 24/7",
        "Stock photo of a cardiologist",
    ],
)
def test_other_peoples_callings_and_other_senses_make_no_clinician(bio: str) -> None:
    assert not extract(Profile(name="Jane Example", bio=bio)).is_true(ClaimKind.HEALTH_ROLE)


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("看護師8年目。猫が好き。", ["nurse"]),
        ("看護師です", ["nurse"]),
        ("看護師の妻", []),
        ("医師会からのお知らせ", []),
        ("心内科主治医师", ["physician"]),
        ("感谢主治医师", []),
        ("医学部5年。サッカー。", ["medical_student"]),
    ],
)
def test_a_calling_in_a_run_without_spaces_counts_only_where_it_says_what_the_holder_is(
    bio: str, expected: list[str]
) -> None:
    assert professions(bio) == expected


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Doctor of Physiotherapy", ["other_health"]),
        ("Doctor of Pharmacy", ["pharmacist"]),
        ("HCPC registered podiatrist", ["other_health"]),
        ("Profesora asociada", ["researcher"]),
        ("MO, paediatrics", ["physician"]),
        ("Sampleton, MO, paediatrics", []),
        ("Anaesthetics MO. Dance mom.", ["physician"]),
        ("Final year OT, pies", ["other_health"]),
        ("Clinical Professor of Infectious Diseases", ["researcher", "physician"]),
        ("Professor of Infectious Diseases", ["researcher"]),
        ("Pas de consultation en MP", []),
        ("DM Cardiology resident", ["physician"]),
        ("PI @Sample. T cells.", ["researcher"]),
        ("PI lawyer", ["other"]),
        ("Neuropsychologist, LP", ["psychologist"]),
        ("Children's OT (NHS)", ["other_health"]),
        ("Prof agrégée d'histoire", ["other"]),
        ("Hospitalist NP", ["nurse_practitioner"]),
        ("Former Surgeon General's speechwriter", ["other"]),
        ("Hospitalist nurse practitioner", ["nurse_practitioner"]),
        ("Intensivist PA-C", ["physician_assistant"]),
        ("ER doc & NP", ["physician"]),
        ("MBBS | Aspiring Internal Medicine Resident", ["physician"]),
        ("Husband of @sample_jane (the actual doctor)", []),
        ('"Trust me, I\'m a doctor" - every villain ever', []),
        ("“I’m a nurse, not an angel”. ER nurse", ["nurse"]),
        ("Doctor of Oriental Medicine", ["other_health"]),
        ("Doctor of Natural Medicine", ["naturopath"]),
        ("Doctor of Public Health", ["other_health"]),
        ("Doctor of Motors", []),
        ("Doctor of Internal Medicine", ["physician"]),
        ("Doctor of Indian origin", ["physician"]),
        ("Drain doctor since 1994", []),
        ("Kitchen doctor", []),
        ("Eye doctor", ["physician"]),
        ("Reader of romance novels", []),
        ("Reader in Cell Biology", ["researcher"]),
        ("Optometrist. OD, FAAO", ["other_health"]),
    ],
)
def test_a_doctorate_or_a_post_in_short_is_of_its_own_profession(bio: str, expected: list[str]) -> None:
    assert professions(bio) == expected
