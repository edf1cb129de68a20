"""Names as the world writes them: every way that the claim and the register may differ, with invented people."""

from __future__ import annotations

import pytest

from credcheck.lists import rows
from credcheck.match import load
from credcheck.match.forms import form
from credcheck.match.names import Compared, compare, given_level, surname_level
from credcheck.model import NameKind, PersonName

AGREEING = {
    "exact", "other name", "hyphen half", "maiden as middle", "spelling variant", "swapped", "nickname",
    "formal of nickname", "shared formal name", "part", "initial", "middle used as first",
}  # fmt: skip


def best(claimed: PersonName, listed: PersonName) -> Compared:
    """The comparison that weighs most when all names are equally rare."""
    found = compare(form(claimed), form(listed), NameKind.LEGAL)
    table = load()
    return max(
        found, key=lambda c: sum(table.bits(f, v, 1e-3) for f, v in (("surname", c.surname), ("given", c.given)) if v)
    )


@pytest.mark.parametrize(
    ("why", "claimed", "listed"),
    [
        ("a Spanish surname cut to the father's", ("Lucía", "", "Ejemplez"), ("Lucia", "", "Ejemplez Testoza")),
        ("a Spanish surname cut to the mother's", ("Lucía", "", "Testoza"), ("Lucia", "", "Ejemplez-Testoza")),
        ("a Spanish surname with particles", ("Lucía", "", "de la Testa"), ("Lucia", "", "De La Testa Ejemplez")),
        ("a Portuguese surname without its particle", ("João", "", "Exemplos"), ("Joao", "", "dos Exemplos")),
        ("a compound given name cut to its first", ("María", "", "Ejemplez"), ("Maria del Carmen", "", "Ejemplez")),
        ("a Dutch particle written together", ("Anna", "", "van der Testen"), ("Anna", "", "Vandertesten")),
        ("a German umlaut written out", ("Jürgen", "", "Prüfer"), ("Juergen", "", "Pruefer")),
        ("an apostrophe left out", ("Shea", "", "O'Testen"), ("Shea", "", "Otesten")),
        ("an apostrophe as a space", ("Lucia", "", "D'Esempio"), ("Lucia", "", "D Esempio")),
        ("Saint written out", ("Luke", "", "Saint Exemple"), ("Luke", "", "St. Exemple")),
        ("a Chinese name with the family name first", ("Wang", "", "Xiaotest"), ("Xiaotest", "", "Wang")),
        ("a Chinese given name in two words", ("Xiao Ming", "", "Wang"), ("Xiaoming", "", "Wang")),
        ("a Chinese given name split into given and middle", ("Xiaoming", "", "Wang"), ("Xiao", "Ming", "Wang")),
        ("a Chinese surname in another romanisation", ("Xiaoming", "", "Zhang"), ("Xiaoming", "", "Chang")),
        ("a Cantonese form of a surname", ("Xiaoming", "", "Liang"), ("Xiaoming", "", "Leung")),
        ("a Korean surname in another romanisation", ("Minjun", "", "Choi"), ("Min-Jun", "", "Choe")),
        ("a Korean given name by its initials", ("MJ", "", "Park"), ("Min Jun", "", "Pak")),
        ("a Vietnamese name with marks, family name first", ("Nguyễn", "Văn", "Thử"), ("Thu", "Van", "Nguyen")),
        ("a Japanese long vowel", ("Aiko", "", "Ohno"), ("Aiko", "", "Ono")),
        ("an Arabic given name in another spelling", ("Mohamed", "", "Testawi"), ("Muhammad", "", "Testawi")),
        ("an Arabic surname without its article", ("Layla", "", "Testawi"), ("Layla", "", "Al-Testawi")),
        ("an Arabic article written together", ("Layla", "", "El Testawi"), ("Layla", "", "Eltestawi")),
        ("an Arabic surname in another spelling", ("Layla", "", "Hussein"), ("Layla", "", "Hossain")),
        ("an Indian initial for a given name", ("R.", "", "Testanathan"), ("Ravi", "", "Testanathan")),
        ("an Indian surname in another spelling", ("Ravi", "", "Agarwal"), ("Ravi", "", "Aggarwal")),
        ("a Bengali surname in its long form", ("Ravi", "", "Banerjee"), ("Ravi", "", "Bandyopadhyay")),
        ("a Russian woman's surname", ("Olga", "", "Testova"), ("Olga", "", "Testov")),
        ("a Russian woman's surname in -ina", ("Olga", "", "Probkina"), ("Olga", "", "Probkin")),
        ("a Polish woman's surname", ("Olga", "", "Testowska"), ("Olga", "", "Testowski")),
        ("a Polish woman's surname in -cka", ("Olga", "", "Probecka"), ("Olga", "", "Probecki")),
        ("a Czech woman's surname", ("Olga", "", "Zkoušková"), ("Olga", "", "Zkousk")),
        ("a Greek woman's surname", ("Eleni", "", "Testopoulou"), ("Eleni", "", "Testopoulos")),
        ("a Russian patronymic listed as middle name", ("Ivan", "", "Testov"), ("Ivan", "Petrovich", "Testov")),
        ("a Russian given name in another spelling", ("Sergei", "", "Testov"), ("Serhiy", "", "Testov")),
        ("a maiden name kept as middle name", ("Jane", "Sample", "Testing"), ("Jane", "", "Sample")),
        ("a name that is called by its middle", ("Quentin", "", "Testing"), ("Robert", "Quentin", "Testing")),
    ],
)  # fmt: skip
def test_names_of_one_person_agree(why: str, claimed: tuple[str, str, str], listed: tuple[str, str, str]) -> None:
    found = best(PersonName(*claimed), PersonName(*listed))
    assert found.surname in AGREEING, why
    assert found.given in AGREEING, why
    assert found.middle != "conflict", why


@pytest.mark.parametrize(
    ("claimed", "listed"),
    [
        (("Wei", "", "Wang"), ("Wei", "", "Zhang")),
        (("Ali", "", "Hassan"), ("Ali", "", "Hussein")),
        (("Olga", "", "Testova"), ("Olga", "", "Probov")),
        (("Maria", "", "Ejemplez"), ("Maria", "", "Molinez")),
        (("MJ", "", "Park"), ("Jun Min", "", "Park")),
        (("Mohamed", "", "Testawi"), ("Mahmoud", "", "Testawi")),
    ],
)
def test_names_that_only_look_alike_do_not_agree(claimed: tuple[str, str, str], listed: tuple[str, str, str]) -> None:
    found = best(PersonName(*claimed), PersonName(*listed))
    assert "conflict" in (found.surname, found.given)


def test_a_swapped_order_costs_bits() -> None:
    table = load()
    straight = table.bits("surname", "exact", 1e-4) + table.bits("given", "exact", 1e-3)
    swapped = table.bits("surname", "swapped", 1e-4) + table.bits("given", "exact", 1e-3)
    assert swapped < straight - 2


@pytest.mark.parametrize("frequency", [1e-6, 1e-4, 1e-2])
@pytest.mark.parametrize(
    "level", ["nickname", "formal of nickname", "initial", "middle used as first", "one edit", "phonetic"]
)
def test_no_near_given_name_weighs_as_much_as_the_same_one(level: str, frequency: float) -> None:
    table = load()
    assert table.bits("given", level, frequency, 6) < table.bits("given", "exact", frequency, 6)


def test_nicknames_lead_one_way_and_say_their_tongue() -> None:
    assert given_level(form(PersonName("Bill")), form(PersonName("William")))[0] == "nickname"
    assert given_level(form(PersonName("William")), form(PersonName("Bill")))[0] == "formal of nickname"
    assert given_level(form(PersonName("Paco")), form(PersonName("Francisco")))[0] == "nickname"
    assert all(len(row["language"]) == 2 for row in rows("nicknames"))
    assert {row["language"] for row in rows("nicknames")} >= {"en", "es", "de", "fr", "it", "ru"}


def test_spellings_are_met_only_for_the_part_they_belong_to() -> None:
    assert surname_level(form(PersonName("A", "", "Zhang")), form(PersonName("A", "", "Chang"))) == "spelling variant"
    assert given_level(form(PersonName("Zhang")), form(PersonName("Chang")))[0] != "spelling variant"
    assert all(len(row["language"]) == 2 and row["kind"] in ("family", "given") for row in rows("spellings"))
