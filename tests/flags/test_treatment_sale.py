from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.flags.treatment_sale import TreatmentSale
from credcheck.model import Case, Claims, Part, Profile

ALL = "Herbal remedies for diabetes. Guaranteed results in 7 days. WhatsApp +1 555 0100 222"
BOLD = "\U0001d5da\U0001d602\U0001d5ee\U0001d5ff\U0001d5ee\U0001d5fb\U0001d601\U0001d5f2\U0001d5f2\U0001d5f1"


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


@pytest.mark.parametrize(
    "bio",
    [
        "Say goodbye to diabetes in six weeks. My protocol works every time. Slide into my DMs to start.",
        "Herpes and HPV wiped out with roots. Thousands cured. WhatsApp +234 800 000 0000",
        "Fibroids vanish without surgery. Herbal pack ships worldwide. Message me",
        "End high blood pressure forever. Natural capsules. Text me",
        "Lose 30 lbs in 30 days with my peptide shots. DM to order",
        "Krebs heilen ohne Chemo. Meine Tropfen wirken immer. Schreib mir auf Telegram",
        "Elimino la diabetes para siempre con plantas. Escríbeme",
        f"{BOLD} herbal kit, WhatsApp me",
        "Guar\u200banteed herbal kit. What\u200bsApp me",
        "Gu\u0430r\u0430nteed herbal kit. Wh\u0430tsApp me",
        "Ch\u00e1 com resultado garantido. Chama no zap",
    ],
)
def test_promises_in_other_words_languages_and_letters_are_promises(bio: str) -> None:
    assert raised(bio) == 1


@pytest.mark.parametrize(
    "bio",
    [
        "I can cure anything except my own insomnia. Herbal tea addict. DM me your dog photos",
        "If one more person tells me cinnamon pills reverse diabetes in 30 days. Email me your rants",
        "Debunking miracle cures and detox teas. WhatsApp groups are where sense goes to die.",
        "I read labels of supplements. 'Guaranteed fat loss in 7 days'? Contact me for talks",
        "Nadie que te prometa una cura garantizada con hierbas es médico. WhatsApp",
        "Treatments for the whole family, satisfaction guaranteed. Call us",
        "Лечение мигрени, без гарантий. +375 29 000 00 00",
        "Instant relief? Sometimes! Decompression therapy. Text us",
        "Back pain program: feel stronger in just 30 days of rehab. DM me",
        "Total healing is a myth. Therapy on Tuesdays. Email me",
        "Gene therapy trials: can we cure HIV? Contact us",
        "We can reverse diabetes in many patients. Programs at the surgery. Email me",
        "Ketamine therapy. Results vary, nothing's guaranteed. Text us",
        "Transplant doctor. Donors are miracles. Treatment saves lives; call us",
        "Trikafta is a miracle. Raising money for a cure. Message me",
        "Sleep guaranteed or your money back. Text me if you are on call. Tea is my therapy.",
        "We can cure hepatitis C with pills. Call us",
    ],
)
def test_jokes_quotes_hedges_and_general_words_apart_from_a_treatment_are_no_promise(bio: str) -> None:
    assert raised(bio) == 0


def test_the_places_are_those_of_the_text_as_it_was_written() -> None:
    bio = "\u200b\u200bGuar\u200banteed herbal kit. WhatsApp me"
    (flag,) = TreatmentSale().check(Case(Profile("Jane", bio=bio), Claims()))
    assert "Guar\u200banteed" in [Profile(bio=bio).quote(span) for span in flag.spans]


@given(st.text(max_size=300))
def test_no_text_breaks_the_rule(bio: str) -> None:
    assert raised(bio) in (0, 1)
