"""Habits and signs of bios."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("bio", "cue"),
    [
        ("Views my own", "views_own"),
        ("Tweets ≠ medical advice", "no_medical_advice"),
        ("(she/her)", "pronouns"),
        ("MAGA", "political"),
        ("Bitcoin and NFTs", "crypto"),
        ("DMs open", "dms_open"),
        ("I cure cancer", "cure_claim"),
        ("Telegram: t.me/janex", "off_platform_contact"),
        ("My book is available now", "promotion"),
        ("Médecin à la retraite, je parle de la santé et des soins", "non_english"),
    ],
)
def test_cues_are_read_with_the_words_that_give_them(bio: str, cue: str) -> None:
    assert cue in [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.CUE)]


@pytest.mark.parametrize(
    "bio", ["Figlia, nipote, sempre con un libro. MD. No more excuses", "Toujours avec vous. Made in Sampleville"]
)
def test_a_few_english_words_make_no_bio_english(bio: str) -> None:
    assert "non_english" in [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.CUE)]
