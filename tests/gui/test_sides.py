from __future__ import annotations

from credcheck.gui.sides import about, lines
from credcheck.model import Claims, Relation
from tests import factory


def test_each_claim_stands_beside_what_the_register_lists() -> None:
    made = {line.field: line for line in lines(factory.claims(), factory.match())}
    assert (made["Name"].claimed, made["Name"].listed) == ("Jane Example", "Jane Q Example · Jane Sample")
    assert made["Credential"].claimed == "MD"
    assert made["Credential"].listed == "M.D."
    assert made["Place"].relation is Relation.SUPPORTS
    assert made["Institution"].bits == 0


def test_what_nobody_claims_is_a_dash_not_an_empty_cell() -> None:
    assert {line.claimed for line in lines(Claims(), factory.match())} == {"–"}


def test_a_person_is_told_apart_in_one_line() -> None:
    said = about(factory.person())
    assert said == "NPI 1234567893 · Cardiovascular Disease Physician · Springfield, IL, US · active"
