"""Whose calling a word for a calling is."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Claims, Profile


def read(bio: str) -> Claims:
    """The claims of a bio."""
    return extract(Profile(name="Jane Example", bio=bio))


@pytest.mark.parametrize(
    "bio",
    [
        "wife of Dr John Sample",
        "husband of an ER doctor",
        "daughter of two physicians",
        "my dad is a cardiologist",
        "My wife is a pediatrician. I write code.",
        "My mom was a nurse",
        "married to an ER nurse",
        "Married to @sample, a surgeon",
        "Engaged to a physician",
        "proud parent of future MD",
        "Son of a cardiologist and a nurse",
        "nurse's husband",
        "patient of a great oncologist",
        "raised by a nurse",
        "In memory of my mom, RN",
        "Esposa de médico",
        "Fille d'un médecin",
        "Tochter eines Arztes",
        "Moglie di un medico",
        "Filha de uma enfermeira",
        "Zoon van een huisarts",
    ],
)
def test_a_relatives_calling_is_not_the_holders(bio: str) -> None:
    assert not read(bio).is_true(ClaimKind.HEALTH_ROLE)


@pytest.mark.parametrize(
    "bio",
    [
        "Mother of two and nurse",
        "Mom of 3 & ER doc",
        "Wife of a farmer, nurse",
        "Wife to @sample, mom of 3, pediatrician",
        "Husband of @sample. Surgeon",
        "Father of twins, a nurse and a runner",
        "Married ER nurse with 2 kids",
        "Physician and wife of a physician",
        "Cardiologist married to a nurse",
        "Patient advocate and nurse",
        "Médica, madre de dos hijos",
        "Mother of two, nurse practitioner",
        "Mother of two nurse practitioner",
        "Maman de 2 enfants, infirmière",
        "Vater von zwei Kindern und Arzt",
        "Moeder van 2 en verpleegkundige",
    ],
)
def test_a_holder_with_relatives_keeps_their_own_calling(bio: str) -> None:
    assert read(bio).is_true(ClaimKind.HEALTH_ROLE)


@pytest.mark.parametrize(
    "bio",
    [
        "I play a cardiologist on TV",
        "Doctor Who fan",
        "Call the midwife addict",
        "Nurse shark enthusiast",
        "Spin doctor",
        "Wannabe doctor",
        "RN = right now living in Sampleton",
        "Real estate agent in Sample Falls, MD",
    ],
)
def test_what_only_sounds_like_a_calling_is_none(bio: str) -> None:
    assert not read(bio).is_true(ClaimKind.HEALTH_ROLE)


def test_a_turned_down_calling_says_whose_it_is() -> None:
    claims = read("My wife is a pediatrician")
    assert [r.why.id for r in claims.rejected if r.kind is ClaimKind.PROFESSION] == ["claims.profession.relative"]


def test_what_somebody_used_to_be_is_former() -> None:
    assert read("I used to be a nurse").word(ClaimKind.STAGE) == "former"


@pytest.mark.parametrize(
    "bio",
    [
        "Caregiver to my husband, a retired surgeon",
        "Treated by the best oncologist",
        "Adviser to the chief physician",
        "Seeking a good psychiatrist in Sampleton",
        "No soy médica, solo paciente",
        "Não sou médico nem enfermeiro",
        "Non sono un medico",
        "Ni médecin ni infirmière, juste maman",
        "Consultant anaesthetic equipment sales",
        "Consultant in paediatric furniture",
        "My sister, Dr. Ann Sample, is a cardiologist",
        "I am not and never was a nurse",
        "Nessun medico qui",
        "Ik ben geen verpleegkundige",
        "Jag är inte läkare",
        "Nurse impersonator in a comedy troupe",
    ],
)
def test_who_is_spoken_of_denied_or_dealt_with_is_not_the_holder(bio: str) -> None:
    found = read(bio)
    assert not found.is_true(ClaimKind.HEALTH_ROLE)
    assert not {"physician", "nurse"} & {claim.value for claim in found.of(ClaimKind.PROFESSION)}


@pytest.mark.parametrize("bio", ["Hope to become a nurse someday", "I want to be a nurse"])
def test_what_somebody_hopes_to_become_is_not_what_they_are(bio: str) -> None:
    assert read(bio).word(ClaimKind.STAGE) == "student"
    assert read("Left law to become a nurse").word(ClaimKind.STAGE) == "practising"


@pytest.mark.parametrize(
    "bio",
    [
        "Consultant in paediatric intensive care",
        "Consultant anaesthetist, interested in sales of old books",
        "Nurse, not a hero, and head of the ward",
        "Infirmière, ni plus ni moins",
        "Daughter of a pilot, a retired nurse",
        "Neither young nor old, a doctor in Leeds",
        "My sister says that I am a doctor",
        "Kein Politiker, ein Arzt",
        "Sou enfermeira, não sou política",
    ],
)
def test_a_holder_keeps_a_calling_beside_such_words(bio: str) -> None:
    assert read(bio).is_true(ClaimKind.HEALTH_ROLE)


@pytest.mark.parametrize(
    "bio",
    [
        "Almost became a doctor, became a mom of 6 instead.",
        "I was going to be a surgeon, the exam said no.",
        "Wanted to be a nurse. Potter.",
        "Could have been a doctor",
        "EMT school dropout. Roofs.",
        "My wife's a nurse, I just make the sandwiches",
        "Never finished nursing school",
        "My mum wanted me to be a doctor so I paint",
        "Ten years sober thanks to a nurse",
        "Saved by a nurse named Carol",
        "As a wise nurse once told me: hydrate",
        "Quería ser médico, terminé de músico",
        "The missus is a midwife",
        "Mechanic aka the truck doctor",
        "Unpaid nurse of two children",
        "The useless kind of doctor. Cats.",
        "Proud nan of a student nurse & a paramedic",
        "My late wife was an oncology nurse",
        "Curandera, aunque mi sobrino el doctor diga que no",
        "I hold your cat while the doctor works",
        "Mom to a very loud ER nurse",
    ],
)
def test_what_came_to_nothing_or_is_told_of_somebody_else_is_nobodys_calling(bio: str) -> None:
    assert read(bio).word(ClaimKind.HEALTH_ROLE) == "False"


@pytest.mark.parametrize(
    "bio",
    [
        "I am the nurse you need",
        "The best kind of doctor: a pediatrician",
        "Nurse called to serve",
        "Quiero ser médico",
        "I'm a nurse, my wife's a baker",
        "Known as the doctor, cardiologist",
        "Almost 20 years a nurse",
    ],
)
def test_a_holder_who_says_the_nurse_is_one(bio: str) -> None:
    assert read(bio).word(ClaimKind.HEALTH_ROLE) == "True"
