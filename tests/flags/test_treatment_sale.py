from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.flags.treatment_sale import TreatmentSale
from credcheck.model import Case, Claims, Part, Profile

ALL = "Herbal remedies for diabetes. Guaranteed results in 7 days. WhatsApp +1 555 0100 222"


def raised(bio: str) -> int:
    return len(TreatmentSale().check(Case(Profile("Jane", bio=bio), Claims())))


def test_treatment_promise_and_contact_together_are_remarked_with_their_places() -> None:
    (flag,) = TreatmentSale().check(Case(Profile("Jane", bio=ALL), Claims()))
    quotes = [Profile(bio=ALL).quote(span).lower() for span in flag.spans]
    assert "herbal" in quotes
    assert "guaranteed" in quotes
    assert "whatsapp" in quotes
    assert all(span.part is Part.BIO for span in flag.spans)


@pytest.mark.parametrize(
    "bio",
    [
        "Herbal remedies. Guaranteed results in 7 days.",
        "Guaranteed laughs. WhatsApp me",
        "Oncologist. Trying to find a cure for cancer. DM me for talks.",
        "Stem cell therapy researcher. No guarantees. Email me",
        "Dermatologist, new treatments for psoriasis. Call for appointment",
        "",
    ],
)
def test_two_of_the_three_are_left_alone(bio: str) -> None:
    assert raised(bio) == 0


def test_who_warns_of_such_offers_is_left_alone() -> None:
    assert raised(ALL) == 1
    assert raised(f"Beware of scammers with my picture: {ALL}") == 0


@given(st.text(max_size=300))
def test_no_text_breaks_the_rule(bio: str) -> None:
    assert raised(bio) in (0, 1)
