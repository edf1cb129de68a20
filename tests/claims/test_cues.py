"""Habits and signs of bios."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("name", "bio", "cues"),
    [
        ("In memory of Jane Example, MD", "", ["memorial"]),
        ("Jane Example, MD", "1950-2023. Account kept by her daughter.", ["memorial"]),
        ("Jane Example, MD", "GP 1978-2016", []),
        ("Jane Example, MD", "In memory of Sam Sample", []),
        ("Dr Jane Example", "Cuenta parodia", ["parody"]),
        ("Jane & John Wickstrom", "Family doctors", ["shared"]),
        ("Jane Wickstrom MD and John Averbuch MD", "Two docs", ["shared"]),
        ("Jane Wickstrom & Associates", "", []),
        ("Jane Wickstrom, MD & MPH", "", []),
        ("Jane Wickstrom RN and mom of two", "", []),
        ("Jane Wickstrom | Skin & Laser", "", []),
    ],
)
def test_who_is_remembered_played_or_two_people_is_a_cue(name: str, bio: str, cues: list[str]) -> None:
    wanted = {"memorial", "parody", "shared"}
    found = extract(Profile(name=name, bio=bio)).of(ClaimKind.CUE)
    assert [c.value for c in found if c.value in wanted] == cues


@pytest.mark.parametrize(
    ("bio", "cue"),
    [
        ("Views my own", "views_own"),
        ("Tweets ≠ medical advice", "no_medical_advice"),
        ("(she/her)", "pronouns"),
        ("MAGA", "political"),
        ("Bitcoin and NFTs", "crypto"),
        ("DMs open", "dms_open"),
        ("Governor of Sampleland", "political"),
        ("Vereadora da cidade", "political"),
        ("#Trump2020Sample", "political"),
        ("Read my newsletter", "promotion"),
        ("We offer care at home", "promotion"),
        ("No to vaccine passports", "anti_medical_establishment"),
        ("I cure cancer", "cure_claim"),
        ("Telegram: t.me/janex", "off_platform_contact"),
        ("My book is available now", "promotion"),
        ("Médecin à la retraite, je parle de la santé et des soins", "non_english"),
        ("Akutläkare", "non_english"),
        ("Fachärztin für Innere Medizin", "non_english"),
    ],
)
def test_cues_are_read_with_the_words_that_give_them(bio: str, cue: str) -> None:
    assert cue in [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.CUE)]


@pytest.mark.parametrize(
    "bio", ["Figlia, nipote, sempre con un libro. MD. No more excuses", "Toujours avec vous. Made in Sampleville"]
)
def test_a_few_english_words_make_no_bio_english(bio: str) -> None:
    assert "non_english" in [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.CUE)]


@pytest.mark.parametrize(
    "bio", ["Cardiologist", "Internist", "Neurosurgeon", "OBGYN doc", "Physio", "Intensivist, CVICU"]
)
def test_an_english_word_for_a_calling_is_not_foreign(bio: str) -> None:
    assert "non_english" not in [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.CUE)]


@pytest.mark.parametrize(
    "bio", ["Political scientist", "Daughter of immigrants", "CCPA and privacy", "Research on gun violence"]
)
def test_what_is_studied_and_where_one_comes_from_is_no_politics(bio: str) -> None:
    assert "political" not in [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.CUE)]
