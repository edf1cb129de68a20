from __future__ import annotations

import pytest

from credcheck import claims as reading
from credcheck.errors import BadInput
from credcheck.model import ClaimKind, Credential, Identifier, PersonName, Place, Profile, Specialty

PROFILE = Profile(name="Jane Example, MD", bio="Cardiologist at Example Heart Institute", location="Boston, MA")


def test_a_corrected_claim_keeps_its_place_and_is_marked_as_the_users() -> None:
    before = reading.extract(PROFILE)
    old = before.first(ClaimKind.NAME)
    assert old is not None
    after = reading.replaced(before, old, "Janet Q Example")
    new = after.first(ClaimKind.NAME)
    assert new is not None
    assert isinstance(new.value, PersonName)
    assert new.value.text() == "Janet Q Example"
    assert new.by_user
    assert new.spans == old.spans
    assert [c.kind for c in after.all] == [c.kind for c in before.all]
    assert reading.extract(PROFILE) == before


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (ClaimKind.CREDENTIAL, "PA-C", "PA-C"),
        (ClaimKind.PROFESSION, "nurse", "nurse"),
        (ClaimKind.SPECIALTY, "cardiology", "Cardiovascular Disease"),
        (ClaimKind.PLACE, "Chicago, IL", "Chicago"),
        (ClaimKind.IDENTIFIER, "1234567893", "1234567893"),
    ],
)
def test_what_is_typed_is_read_as_the_profile_would_be(kind: ClaimKind, text: str, value: str) -> None:
    made = reading.added(reading.extract(Profile()), kind, text).first(kind)
    assert made is not None
    shown = made.value
    if isinstance(shown, Credential):
        assert shown.code == value
    elif isinstance(shown, Specialty):
        assert shown.label == value
    elif isinstance(shown, Place):
        assert shown.city == value
    elif isinstance(shown, Identifier):
        assert shown.value == value
    else:
        assert shown == value


@pytest.mark.parametrize(
    ("kind", "text"), [(ClaimKind.SPECIALTY, "xyzzy"), (ClaimKind.IDENTIFIER, ""), (ClaimKind.NAME, " ")]
)
def test_what_cannot_be_read_is_a_sentence_and_changes_nothing(kind: ClaimKind, text: str) -> None:
    with pytest.raises(BadInput) as wrong:
        reading.added(reading.extract(PROFILE), kind, text)
    assert wrong.value.sentence.id == "claims.cannot_read"


def test_a_claim_taken_out_is_gone_wherever_it_stood() -> None:
    before = reading.extract(PROFILE)
    gone = before.first(ClaimKind.PLACE)
    assert gone is not None
    after = reading.without(before, gone)
    assert after.of(ClaimKind.PLACE) == ()
    assert len(after.all) == len(before.all) - 1
