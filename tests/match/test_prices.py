"""What agreement of names weighs, by how often the words that agree are met."""

from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck.match import join, load, rank
from credcheck.model import Answer, Candidate, ClaimKind, Claims, Count, PersonName
from tests.match.rated import rated
from tests.match.test_ranking import IN_US, PHYSICIAN, answer, record, said

UNHEARD = (Count("family", 0), Count("given", 20_000), Count("pair", 0))


def counted(*records: Candidate, family: int, given: int, pair: int = 1) -> Answer:
    counts = (Count("family", family), Count("given", given), Count("pair", pair))
    return replace(answer(*records), counts=counts)


def name_bits(claimed: PersonName, found: Answer) -> float:
    """The weight of the first person's surname and given name."""
    best = rank(said_of(claimed), join((found,)), (found,), rated()).matches[0]
    return sum(e.bits for e in best.evidence if e.kind is ClaimKind.NAME)


def said_of(claimed: PersonName) -> Claims:
    return said((ClaimKind.NAME, claimed), PHYSICIAN, IN_US)


def test_the_only_bearer_of_a_name_weighs_more_the_rarer_its_parts_are() -> None:
    claimed, listed = PersonName("Jane", "", "Example"), record()
    rare = name_bits(claimed, counted(listed, family=1, given=30))
    usual = name_bits(claimed, counted(listed, family=400, given=2_000))
    common = name_bits(claimed, counted(listed, family=60_000, given=60_000))
    assert rare > usual > common


def test_half_of_a_double_surname_weighs_by_how_common_that_half_is_and_not_by_the_rare_whole() -> None:
    claimed = PersonName("Jane", "", "Smith Zyxwvut")
    common = name_bits(claimed, replace(answer(record(family="Smith")), counts=UNHEARD))
    rare = name_bits(claimed, replace(answer(record(family="Zyxwvut")), counts=UNHEARD))
    assert rare > common + 3


def test_a_swapped_name_weighs_by_the_words_that_are_listed() -> None:
    def swapped(given: str, family: str) -> float:
        found = replace(answer(record(given_name=given, family=family)), counts=UNHEARD)
        return name_bits(PersonName(family, "", given), found)

    assert swapped("Zyxa", "Wvutsr") > swapped("Mary", "Smith") + 3


def test_a_misspelt_name_weighs_by_how_many_are_likely_to_carry_the_listed_one() -> None:
    table = rated()

    def near(claimed: str, listed: str, given: str) -> float:
        found = replace(answer(record(given_name=given, family=listed)), counts=UNHEARD)
        claims = said_of(PersonName(given, "", claimed))
        (best,) = rank(claims, join((found,)), (found,), table).matches
        (bits,) = (e.bits for e in best.evidence if e.level.startswith("given"))
        plain = rank(claims, join((found,)), (found,), replace(table, apart=())).matches[0]
        (before,) = (e.bits for e in plain.evidence if e.level.startswith("given"))
        return bits - before

    assert near("Johhnson", "Johnson", "Mary") == -3.0
    assert -3.0 < near("Wvuutsrq", "Wvutsrq", "Zyxa") < 1.0


def test_without_counts_the_only_person_found_weighs_no_more_than_a_common_name_allows() -> None:
    def live(given: str, family: str) -> float:
        found = replace(answer(record(given_name=given, family=family)), counts=())
        return name_bits(PersonName(given, "", family), found)

    assert live("Mary", "Smith") < live("Zyxa", "Wvutsr")


@pytest.mark.parametrize("version", ["2026-11-26.4", "2026-11-26.5"])
def test_older_tables_weigh_every_only_bearer_alike(version: str) -> None:
    def bits(family: int, given: int) -> float:
        found = counted(record(), family=family, given=given)
        best = rank(said_of(PersonName("Jane", "", "Example")), join((found,)), (found,), load(version)).matches[0]
        return sum(e.bits for e in best.evidence if e.kind is ClaimKind.NAME)

    assert bits(1, 30) == pytest.approx(bits(2, 60), abs=0.1)
