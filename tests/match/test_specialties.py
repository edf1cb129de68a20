from __future__ import annotations

import pytest

from credcheck.match.professions import credential_level, parse, profession_level, profession_of
from credcheck.match.specialties import ancestors, specialty_frequency, specialty_level
from credcheck.model import Credential, CredentialClass


@pytest.mark.parametrize(
    ("claimed", "listed", "level"),
    [
        ("207RC0000X", "207RC0000X", "same"),
        ("207RC0000X", "207R00000X", "broader listed"),
        ("207R00000X", "207RC0000X", "narrower listed"),
        ("207RC0000X", "207RI0200X", "same branch"),
        ("207R00000X", "208M00000X", "same branch"),
        ("207RC0000X", "207N00000X", "other"),
        ("207RC0000X", "390200000X", ""),
        ("207RC0000X", "363LF0000X", ""),
    ],
)
def test_specialties_compare_by_distance_in_the_tree(claimed: str, listed: str, level: str) -> None:
    assert specialty_level((claimed,), (listed,)) == level


def test_the_nearest_of_several_codes_counts() -> None:
    assert specialty_level(("207RC0000X",), ("207N00000X", "207RC0000X")) == "same"


@pytest.mark.parametrize(
    ("code", "above"), [("207RC0000X", ("207R00000X",)), ("207R00000X", ()), ("9999A0000X", ("999900000X",))]
)
def test_an_unknown_code_falls_back_to_its_prefix(code: str, above: tuple[str, ...]) -> None:
    assert ancestors(code) == above


def test_a_rare_specialty_is_met_less_often_than_a_common_one() -> None:
    assert 0 < specialty_frequency(("207RI0011X",), "same") <= specialty_frequency(("207R00000X",), "same") <= 1


@pytest.mark.parametrize(
    ("code", "profession"),
    [
        ("207RC0000X", "physician"), ("363LF0000X", "nurse_practitioner"), ("363A00000X", "physician_assistant"),
        ("163W00000X", "nurse"), ("122300000X", "dentist"), ("103TC0700X", "psychologist"), ("390200000X", ""),
    ],
)  # fmt: skip
def test_codes_stand_for_professions(code: str, profession: str) -> None:
    assert profession_of(code) == profession


@pytest.mark.parametrize(
    ("claimed", "listed", "level"),
    [
        ("physician", {"physician"}, "same"),
        ("nurse", {"nurse_practitioner"}, "kin"),
        ("physician", {"naturopath"}, "other"),
        ("physician", {"naturopath", "physician"}, "same"),
    ],
)
def test_professions_compare(claimed: str, listed: set[str], level: str) -> None:
    assert profession_level(claimed, frozenset(listed)) == level


@pytest.mark.parametrize("text", ["M.D.", "MD", "m.d., Ph.D.", "MD/PHD", "M.D. FACP"])
def test_the_registers_free_text_is_read_as_credentials(text: str) -> None:
    assert "MD" in {c.code for c in parse(text)}


@pytest.mark.parametrize(
    ("listed", "level"), [("M.D.", "agrees"), ("MBBS", "agrees"), ("R.N.", "other"), ("PhD", ""), ("", "")]
)
def test_a_credential_is_refuted_only_by_another_professions(listed: str, level: str) -> None:
    claimed = Credential("MD", CredentialClass.LICENCE_DEGREE, "physician")
    assert credential_level(claimed, parse(listed)) == level
