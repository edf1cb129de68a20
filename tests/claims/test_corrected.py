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
    ("kind", "text", "several"),
    [
        (ClaimKind.SPECIALTY, "Med-Peds", ("Internal Medicine", "Pediatrics")),
        (ClaimKind.CREDENTIAL, "MD, PhD", ("MD", "PhD")),
        (ClaimKind.PROFESSION, "nurse and pharmacist", ("nurse", "pharmacist")),
    ],
)
def test_several_things_typed_at_once_are_several_claims_in_their_place(
    kind: ClaimKind, text: str, several: tuple[str, ...]
) -> None:
    before = reading.extract(PROFILE)
    old = before.first(kind)
    assert old is not None
    after = reading.replaced(before, old, text)
    shown = [getattr(c.value, "label", getattr(c.value, "code", c.value)) for c in after.of(kind)]
    assert shown[: len(several)] == list(several)
    assert len(after.all) == len(before.all) + len(several) - 1


@pytest.mark.parametrize("text", ["Doe, Janet", "Janet Doe", "janet doe", "Janet Doe, MD"])
def test_a_name_is_read_however_it_is_typed(text: str) -> None:
    made = reading.added(reading.extract(Profile()), ClaimKind.NAME, text).name()
    assert made is not None
    assert (made.given.lower(), made.family.lower()) == ("janet", "doe")


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (ClaimKind.SPECIALTY, "xyzzy"), (ClaimKind.IDENTIFIER, ""), (ClaimKind.NAME, " "),
        # and nothing of the words that are put around what was typed
        (ClaimKind.NAME, "xyzzy"), (ClaimKind.PROFESSION, "xyzzy"), (ClaimKind.INSTITUTION, "xyzzy"),
    ],
)  # fmt: skip
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


def test_the_country_and_whether_a_register_lists_them_follow_a_corrected_place() -> None:
    before = reading.extract(Profile(name="Jane Example, MD", bio="Cardiologist", location="Portland, UK"))
    assert (before.word(ClaimKind.COUNTRY), before.word(ClaimKind.NPI_EXPECTED)) == ("GB", "no")
    place = before.first(ClaimKind.PLACE)
    assert place is not None
    home = reading.replaced(before, place, "Portland, OR")
    assert (home.word(ClaimKind.COUNTRY), home.word(ClaimKind.NPI_EXPECTED)) == ("US", "yes")
    typed = home.first(ClaimKind.PLACE)
    assert typed is not None
    again = reading.replaced(home, typed, "London")
    assert (again.word(ClaimKind.COUNTRY), again.word(ClaimKind.NPI_EXPECTED)) == ("GB", "no")


def test_a_calling_that_the_user_adds_is_a_health_role() -> None:
    before = reading.extract(Profile(name="Jane Example", bio="Coffee", location="Boston, MA"))
    assert (before.is_true(ClaimKind.HEALTH_ROLE), before.word(ClaimKind.NPI_EXPECTED)) == (False, "no")
    for kind, text in ((ClaimKind.PROFESSION, "nurse"), (ClaimKind.CREDENTIAL, "MD")):
        after = reading.added(before, kind, text)
        assert (after.is_true(ClaimKind.HEALTH_ROLE), after.word(ClaimKind.NPI_EXPECTED)) == (True, "yes")


def test_a_corrected_name_leaves_the_rest_as_it_was() -> None:
    before = reading.extract(PROFILE)
    name = before.first(ClaimKind.NAME)
    assert name is not None
    assert reading.replaced(before, name, "Janet Example").all[2:] == before.all[2:]
