"""Where in the career."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("bio", "stage"),
    [
        ("Cardiologist", "practising"),
        ("Family Medicine PGY-2, MD", "trainee"),
        ("Neuroradiology fellow, MD", "trainee"),
        ("NHS junior doctor", "trainee"),
        ("Emergency Medicine Registrar", "trainee"),
        ("Anaesthetist in training", "trainee"),
        ("MS3 at Example College", "student"),
        ("2nd year student nurse", "student"),
        ("Future nurse", "student"),
        ("Retired paramedic", "retired"),
        ("Retired LPN, gardener", "retired"),
        ("Former EMT", "former"),
        ("Intern @SampletonHosp, sample grad", "trainee"),
        ("Médecin à la retraite", "retired"),
        ("CNA, soon to be nurse", "practising"),
        ("Anaesthesiologist. Retired from service 2021.", "retired"),
        ("Cardiologist married to a retired teacher", "practising"),
        ("Retired pediatrician", "retired"),
        ("Former nurse, now a novelist", "former"),
        ("Ex-paramedic", "former"),
        ("Resident Fellow of a think tank; physician", "practising"),
        ("Fellow of the Royal Society, physician", "practising"),
        ("Retired orthopedic surgeon & Navy flight surgeon", "retired"),
        ("District nurse (retd). Queen's Nurse.", "retired"),
        ("Retired army surgeon, now a family doctor", "practising"),
        ("NICU nurse turned stay at home mom", "former"),
        ("Paramedic turned nurse", "practising"),
        ("Pediatra di famiglia in pensione", "retired"),
        ("Ärztin in Weiterbildung", "trainee"),
        ("Nurse anesthetist. SRNA preceptor.", "practising"),
        ("Oncology pharmacist. PGY2 RPD.", "practising"),
        ("aspiring nurse practitioner / current LVN", "practising"),
        ("AIOS psychiatrie. Promovendus @example.", "trainee"),
        ("Retired school bus driver", "retired"),
        ("Physician. Former nurse.", "practising"),
        ("Surgeon. Not retired.", "practising"),
        ("Medical student turned comedian", "former"),
        ("Critical care pharmacist | PGY2 trained", "practising"),
        ("Lekarka, rezydentka pediatrii", "trainee"),
        ("Ret. RN, gardener", "retired"),
        ("Pulm crit fellow", "trainee"),
        ("I like tea", "none"),
    ],
)
def test_the_stage_is_what_the_words_say(bio: str, stage: str) -> None:
    assert extract(Profile(name="Jane Example", bio=bio)).word(ClaimKind.STAGE) == stage


@pytest.mark.parametrize(
    ("bio", "stage"),
    [
        ("Former ER doc, now in pharma", "former"),
        ("Virology PhD student", "practising"),
        ("Former nurse", "practising"),
    ],
)
def test_a_degree_keeps_nobody_in_the_calling_that_is_over(bio: str, stage: str) -> None:
    assert extract(Profile(name="Jane Example, MD", bio=bio)).word(ClaimKind.STAGE) == stage


@pytest.mark.parametrize(
    ("bio", "stage"),
    [
        ("CRNA, DNP student", "practising"),
        ("Nursing student, plant hoarder", "student"),
        ("Intern. Sampleton Med '23.", "trainee"),
        ("Sampleton Med '23.", "student"),
        ("Nephrology fellow turned founder. MD, MBA.", "former"),
    ],
)
def test_who_is_licensed_or_in_training_is_no_student(bio: str, stage: str) -> None:
    assert extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.STAGE)[0].value == stage


@pytest.mark.parametrize(
    ("name", "bio", "stage"),
    [
        ("Jane Example", "29 years as a nurse. Left the profession in 2020.", "former"),
        ("Jane Example", "LPN for 18 yrs til my back said nope", "former"),
        ("Jane Example", "Child psychiatrist, closed my practice in 2019", "retired"),
        ("Jane Example RN (ret'd)", "Gardening.", "retired"),
        ("Jane Example", "Emeritus Professor of Surgery", "retired"),
        ("Jane Example", "Tidl. sygeplejerske", "former"),
        ("Jane Example", "Pensionerad läkare", "retired"),
        ("Jane Example", "Internist im Unruhestand", "retired"),
        ("Jane Example", "Retired from nursing after 38 years at Sampleton", "retired"),
        ("Jane Example", "Combat medic in a past life. Coffee.", "former"),
        ("Jane Example", "Nurse no more. Quilts.", "former"),
        ("Jane Example, RN", "Retired and loving it", "retired"),
        ("Nurse Jane", "Retired psych nurse, still nosy", "retired"),
        ("Jane Example", "Cardiologist. Professor emeritus.", "practising"),
        ("Jane Example", "Nurse. Left Sampleton for the sea.", "practising"),
        ("Jane Example", "Hausarzt i.R., Imkerin", "retired"),
        ("Jane Example", "Krankenschwester a. D.", "retired"),
        ("Jane Example", "Medico in quiescenza", "retired"),
        ("Jane Example", "Врач на пенсии", "retired"),
        ("Jane Example", "Oud-huisarts, tuinier", "former"),
        ("Jane Example", "Lapsed pharmacist", "former"),
        ("Jane Example", "Non-practising dentist", "former"),
        ("Jane Example", "ENT surgeon from Sampleton, now a taxi driver", "former"),
        ("Jane Example", "Nurse, now a nurse practitioner", "practising"),
        ("Jane Example", "GP 1978-2016. Now mostly tomatoes.", "former"),
        ("Jane Example", "Nurse (1999–2019)", "former"),
        ("Jane Example", "GP since 1999", "practising"),
        ("Jane Example", "Barrister. Previously junior doctor (FY2, Sampleton)", "former"),
        ("Jane Example", "MBBS | Aspiring Internal Medicine Resident", "practising"),
        ("Jane Example", "Nurse and lawyer, now a mum", "practising"),
    ],
)
def test_a_career_that_is_told_to_be_over_is_over(name: str, bio: str, stage: str) -> None:
    assert extract(Profile(name=name, bio=bio)).of(ClaimKind.STAGE)[0].value == stage


@pytest.mark.parametrize(
    ("bio", "stage"),
    [
        ("Program Director, Internal Medicine Residency. Hospitalist", "practising"),
        ("Core faculty, EM residency", "practising"),
        ("EM residency director", "practising"),
        ("Internal Medicine Residency at Sample Hospital", "trainee"),
        ("EM residency coordinator", "none"),
    ],
)
def test_who_leads_a_training_is_not_in_training(bio: str, stage: str) -> None:
    assert extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.STAGE)[0].value == stage


@pytest.mark.parametrize(
    ("bio", "stage"),
    [
        ("EMT-B. Future paramedic.", "practising"),
        ("Phlebotomist | rad tech student", "practising"),
        ("Paramedic student, paramedic in the making", "student"),
        ("Currently in PA school", "student"),
        ("RDH, nursing student", "practising"),
        ("RN, BSN student", "student"),
        ("NREMT-P. Currently in PA school", "student"),
    ],
)
def test_who_works_in_one_health_calling_and_studies_another_is_no_mere_student(bio: str, stage: str) -> None:
    assert extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.STAGE)[0].value == stage
