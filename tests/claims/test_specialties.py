"""Fields of practice, and interests that are none."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile, Specialty


def labels(bio: str, name: str = "Jane Example, MD") -> list[str]:
    """The labels of the specialties read."""
    return [
        c.value.label
        for c in extract(Profile(name=name, bio=bio)).of(ClaimKind.SPECIALTY)
        if isinstance(c.value, Specialty)
    ]


@pytest.mark.parametrize(
    ("bio", "expected"),
    [
        ("Heart doctor", ["Cardiovascular Disease"]),
        ("Alergolog", ["Allergy & Immunology"]),
        ("Hautärztin", ["Dermatology"]),
        ("Advanced practitioner (ED)", ["Emergency Medicine"]),
        ("Proud parent 🏥 peds onc 🎗️", ["Pediatric Hematology-Oncology"]),
        ("Medico d'emergenza", ["Emergency Medicine"]),
        ("ID/HIV doc", ["Infectious Disease"]),
        ("hem/onc physician", ["Hematology & Oncology"]),
        ("EM physician", ["Emergency Medicine"]),
        ("ob-gyn", ["Obstetrics & Gynecology"]),
        ("MFM specialist", ["Maternal & Fetal Medicine"]),
        ("Peds ICU attending", ["Pediatric Critical Care Medicine"]),
        (
            "Board certified in pediatrics, pediatric critical care, and dark humor",
            ["Pediatrics", "Pediatric Critical Care Medicine"],
        ),
        ("Consultant in anaesthesia", ["Anesthesiology"]),
        ("Cardiothoracic Surgery, United Kingdom", ["Thoracic Surgery (Cardiothoracic Vascular Surgery)"]),
        ("Interested in emergency medicine. Dermatologist", ["Dermatology"]),
        ("Passionate about cardiology", []),
        ("#cardiotwitter fan", []),
        ("Physician. Thoughts on ID, HIV and psychiatry", []),
        ("Med-Peds, so double boarded", ["Internal Medicine", "Pediatrics"]),
        ("Med/Peds hospitalist", ["Internal Medicine", "Pediatrics", "Hospitalist"]),
        ("MedPeds doc", ["Internal Medicine", "Pediatrics"]),
        ("Cardiólogo", ["Cardiovascular Disease"]),
        ("Kinderarzt", ["Pediatrics"]),
    ],
)
def test_a_specialty_is_what_the_holder_practises(bio: str, expected: list[str]) -> None:
    assert labels(bio) == expected


def test_a_nurses_field_has_the_nurses_name() -> None:
    assert labels("Psych nurse", "Jane Example") == ["Psychiatric/Mental Health"]
    assert labels("OR nurse", "Jane Example") == ["Perioperative"]


def test_without_a_health_profession_there_is_no_specialty() -> None:
    assert labels("Journalist. Cardiology", "Jane Example") == []


@pytest.mark.parametrize(
    ("name", "bio", "expected"),
    [
        ("Jane Example, MD", "Rheum 🦴 | mama", ["Rheumatology"]),
        ("Jane Example, MD", "ED, Sample Trust", []),
        ("Nurse Jane", "ER. Travel contract. Plant mom.", ["Emergency Medicine"]),
        ("Jane Example", "ER. Plant mom.", []),
        ("Jane Example", "Respiratory therapist", []),
        ("Jane Example", "Consultant in Respiratory & General Medicine", ["Pulmonary Disease", "Internal Medicine"]),
        ("Jane Example", "Lekarz, rezydent pediatrii", ["Pediatrics"]),
        ("Jane Example", "Nurse. Theatre goer.", []),
        ("Jane Example", "Sleep consultant", []),
        ("Jane Example", "Consultant in sleep medicine", ["Sleep Medicine"]),
        ("Jane Example", "Rural GP", ["General Practice"]),
        ("Jane Example", "Medico Chirurgo", []),
        ("Jane Example", "Vascular surgery resident", ["Vascular Surgery"]),
        ("Jane Example", "IM | mama", []),
        ("Jane Example", "Endoscopy nurse specialist", ["Gastroenterology"]),
        ("Jane Example, RN", "My sister is an ICU doctor", []),
        ("Dr. Jane Example", "Facharzt für Kinder- und Jugendmedizin", ["Pediatrics"]),
        ("Jane Example", "Kardiyoloji uzmanı", ["Cardiovascular Disease"]),
        ("Jane Example", "Sjuksköterska på IVA", ["Critical Care Medicine"]),
        ("Jane Example", "Infermiere di area critica", ["Critical Care Medicine"]),
        ("Jane Example", "Παιδίατρος", ["Pediatrics"]),
        ("Jane Example", "Psych NP. Addiction medicine.", ["Psychiatric/Mental Health", "Addiction Medicine"]),
    ],
)
def test_a_field_is_read_beside_a_degree_within_a_calling_and_abroad(name: str, bio: str, expected: list[str]) -> None:
    assert labels(bio, name) == expected


@pytest.mark.parametrize(
    ("name", "bio", "expected"),
    [
        ("Jane Example, PMHNP-BC", "Gardener", ["Psychiatric/Mental Health"]),
        ("Jane Example, FNP-C", "", ["Family"]),
        ("Jane Example, FNP-C", "Dermatology nurse practitioner", ["Dermatology"]),
        ("Jane Example, RN", "", []),
        ("Jane Example, RN", "CVICU 13 yrs. Fishing.", ["Critical Care Medicine"]),
        ("Jane Example, RN", "31 states. NICU. Taxes.", ["Neonatal Intensive Care"]),
        ("Jane Example", "Optometrist. Glaucoma. Gin.", []),
        ("Jane Example", "Cardiologue interventionnel", ["Interventional Cardiology"]),
        ("Jane Example", "Kinder- und Jugendärztin, Hamburg", ["Pediatrics"]),
        ("Jane Example", "Pediatric physical therapist", ["Pediatrics"]),
        ("Jane Example", "Urgentologue", ["Emergency Medicine"]),
        ("Jane Example, RN", "In and out of ICU 13 times", []),
        ("Jane Example, RN", "31 yrs in L&D. Quilts.", ["Obstetric, Inpatient"]),
        ("Jane Example, MS", "Speech pathologist. Voice.", []),
        ("Jane Example", "IDE aux urgences", ["Emergency"]),
        ("Dr Jane Example", "MS Ortho. Cricket.", ["Orthopaedic Surgery"]),
        ("Jane Example", "طبيبة أطفال", ["Pediatrics"]),
        ("Jane Example", "R1 de Clínica Médica", ["Internal Medicine"]),
        ("Jane Example", "중환자실 간호사 6년차", ["Critical Care Medicine"]),
        ("Jane Example", "กุมารแพทย์", ["Pediatrics"]),
        ("Jane Example", "Specijalizant infektologije", ["Infectious Disease"]),
        ("Jane Example", "心内科主治医师", ["Cardiovascular Disease"]),
        ("Dr Jane Example", "Lecturer in Psychiatry", ["Psychiatry"]),
        ("Jane Example, MD", "Pain med doc", ["Pain Medicine"]),
        ("Jane Example, MD", "Sleep Med attending", ["Sleep Medicine"]),
        ("Jane Example", "Anaesth reg", ["Anesthesiology"]),
        ("Jane Example", "Peds EM physician", ["Pediatric Emergency Medicine"]),
        ("Jane Example", "Ped rheum doc", ["Pediatric Rheumatology"]),
        ("Jane Example", "Paediatric ID physician", ["Pediatric Infectious Diseases"]),
        ("Jane Example", "Pediatrics. EM physician", ["Pediatrics", "Emergency Medicine"]),
        ("Jane Example", "Scientist at Sampleton Veterinary Med", []),
        ("Jane Example", "Oncology support worker", []),
        ("Jane Example", "Nurse working in haematology", ["Hematology"]),
        (
            "Jane Example",
            "Clinical pharmacology & toxicology physician",
            ["Clinical Pharmacology", "Medical Toxicology"],
        ),
        ("Jane Example", "Nurse. PhD in toxicology", []),
    ],
)
def test_a_licence_or_a_degree_that_names_its_field_gives_it(name: str, bio: str, expected: list[str]) -> None:
    assert labels(bio, name) == expected
