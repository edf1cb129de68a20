from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.match.forms import form, sound, spelling
from credcheck.match.names import compare, generation_level, given_level, middle_level, surname_level
from credcheck.model import NameKind, PersonName


def levels(claimed: PersonName, listed: PersonName, kind: NameKind = NameKind.LEGAL) -> tuple[str, str]:
    a, b = form(claimed), form(listed)
    return surname_level(a, b, kind), given_level(a, b)[0]


@pytest.mark.parametrize(
    ("claimed", "listed", "level"),
    [
        ("Example", "EXAMPLE", "exact"),
        ("O'Example", "Oexample", "exact"),
        ("Müller", "Mueller", "spelling variant"),
        ("Exampleova", "Exampleov", "spelling variant"),
        ("MacSample", "McSample", "spelling variant"),
        ("Testowska", "Testowski", "spelling variant"),
        ("Sample", "Sample-Test", "hyphen half"),
        ("Test", "Sample Test", "hyphen half"),
        ("de la Cruz", "Cruz Sample", "hyphen half"),
        ("Sampleman", "Samplemen", "one edit"),
        ("Sampelman", "Sampleman", "one edit"),
        ("Samplermann", "Sampleman", "two edits"),
        ("S", "Sample", "initial"),
        ("Sample", "Other", "conflict"),
        ("Lee", "Li", "spelling variant"),
        ("Lee", "Wu", "conflict"),
        ("", "Other", ""),
    ],
)
def test_surnames_compare_at_their_level(claimed: str, listed: str, level: str) -> None:
    assert levels(PersonName("Jane", "", claimed), PersonName("Jane", "", listed))[0] == level


def test_a_former_surname_is_another_level_than_the_legal_one() -> None:
    same = PersonName("Jane", "", "Example")
    assert levels(same, same, NameKind.FORMER)[0] == "other name"


def test_a_middle_name_that_belongs_to_the_surname_agrees() -> None:
    assert levels(PersonName("Jane", "", "Abu Sample"), PersonName("Jane", "Abu", "Sample"))[0] == "exact"
    assert levels(PersonName("Jane", "Sample", "Test"), PersonName("Jane", "", "Sample"))[0] == "maiden as middle"


@pytest.mark.parametrize(
    ("claimed", "listed", "level"),
    [
        (PersonName("Bill"), PersonName("William"), "nickname"),
        (PersonName("William"), PersonName("Bill"), "formal of nickname"),
        (PersonName("Bill"), PersonName("Will"), "shared formal name"),
        (PersonName("Catherine"), PersonName("Katherine"), "spelling variant"),
        (PersonName("J"), PersonName("Jane"), "initial"),
        (PersonName("J."), PersonName("Robert"), "conflict"),
        (PersonName("Jane"), PersonName("J"), "listed initial"),
        (PersonName("Ann"), PersonName("Mary", "Ann"), "middle used as first"),
        (PersonName("Beau"), PersonName("Jean", "Beauregard"), "middle used as first"),
        (PersonName("Bea"), PersonName("Jean", "Beauregard"), "conflict"),
        (PersonName("M", "Ann"), PersonName("Mary", "Ann"), "initial"),
        (PersonName("Mary"), PersonName("Mary Ann"), "part"),
        (PersonName("Mary-Ann"), PersonName("Mary"), "part"),
        (PersonName("Janes"), PersonName("Jane"), "one edit"),
        (PersonName("Samplewren"), PersonName("Sampelwen"), "two edits"),
        (PersonName("Marta"), PersonName("Maria"), "one edit"),
        (PersonName("Jane"), PersonName("Robert"), "conflict"),
        (PersonName("Robert", nickname="Chip"), PersonName("Charles"), "nickname"),
        (PersonName(""), PersonName("Robert"), ""),
    ],
)
def test_given_names_compare_at_their_level(claimed: PersonName, listed: PersonName, level: str) -> None:
    assert given_level(form(claimed), form(listed))[0] == level


@pytest.mark.parametrize(
    ("claimed", "listed", "level"),
    [
        ("A", "Ann", "initial agrees"),
        ("Ann", "Ann", "agrees"),
        ("B", "Ann", "conflict"),
        ("", "Ann", ""),
        ("A", "", ""),
    ],
)
def test_a_missing_middle_name_is_silent_and_a_different_one_conflicts(claimed: str, listed: str, level: str) -> None:
    a, b = form(PersonName("Jane", claimed, "Example")), form(PersonName("Jane", listed, "Example"))
    assert middle_level(a, b, "exact") == level


@pytest.mark.parametrize(
    ("claimed", "listed", "level"),
    [
        ("Jr.", "Sr", "conflict"),
        ("III", "3rd", "agrees"),
        ("Jr", "II", "agrees"),
        ("Jr", "", "not stated"),
        ("", "Jr", ""),
        ("MD", "Jr", ""),
    ],
)
def test_generations_block_only_where_both_are_given(claimed: str, listed: str, level: str) -> None:
    a, b = form(PersonName("J", "", "Example", claimed)), form(PersonName("J", "", "Example", listed))
    assert generation_level(a, b) == level


def test_given_and_family_never_match_crosswise_for_free() -> None:
    found = compare(
        form(PersonName("Vladimir", "", "Sample")), form(PersonName("Sample", "", "Vladimir")), NameKind.LEGAL
    )
    assert [c.surname for c in found] == ["conflict", "swapped"]


@given(st.text(max_size=120), st.text(max_size=120), st.text(max_size=40))
def test_no_text_breaks_the_comparison(family: str, given_name: str, middle: str) -> None:
    a, b = form(PersonName(given_name, middle, family)), form(PersonName(middle, given_name, family))
    assert compare(a, b, NameKind.LEGAL)


@given(st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", max_size=80))
def test_keys_stay_short_and_stable(word: str) -> None:
    assert len(spelling(word)) <= len(word)
    assert sound(word) == sound(word)
