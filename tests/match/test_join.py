from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from credcheck.match import join
from credcheck.match.join import licence_number
from credcheck.model import Answer, Candidate, Identifier, ListedName, Outcome, PersonName, Taxonomy

NPI = "1234567893"
ORCID = "0000-0002-1825-0097"


def record(registry: str, id: str, family: str = "Example", *identifiers: Identifier, licence: str = "") -> Candidate:
    names = (ListedName(PersonName("Jane", "", family)),)
    slots = (Taxonomy("207RC0000X", "", licence, "WA"),) if licence else ()
    return Candidate(registry, id, names, identifiers=identifiers, taxonomies=slots)


def found(*candidates: Candidate) -> Answer:
    return Answer(candidates[0].registry, Outcome.FOUND, candidates=candidates)


def test_the_same_npi_in_two_registries_is_one_person() -> None:
    npi = Identifier("npi", NPI)
    persons = join((found(record("npi_mirror", NPI)), found(record("leie", "77", "Other", npi))))
    assert [p.key for p in persons] == [f"npi:{NPI}"]
    assert len(persons[0].candidates) == 2


def test_live_and_local_copy_of_one_register_are_one_person() -> None:
    persons = join((found(record("npi_mirror", NPI)), found(record("npi_live", NPI))))
    assert len(persons) == 1


def test_a_name_alone_never_joins() -> None:
    assert len(join((found(record("npi_mirror", NPI)), found(record("orcid", ORCID))))) == 2


def test_state_licence_and_surname_join_and_any_of_them_differing_does_not() -> None:
    listed = record("npi_mirror", NPI, "Example", licence="MD00123")
    same = record("wa_licences", "a", "Example", Identifier("licence", "MD.0123", "WA"))
    other_name = record("wa_licences", "b", "Sample", Identifier("licence", "0123", "WA"))
    other_state = record("or_licences", "c", "Example", Identifier("licence", "0123", "OR"))
    persons = join((found(listed), found(same, other_name), found(other_state)))
    assert [len(p.candidates) for p in persons] == [2, 1, 1]


def test_one_licence_number_under_two_npis_is_two_people() -> None:
    nurse = record("npi_mirror", NPI, "Example", licence="RN00123")
    midwife = record(
        "wa_licences", "a", "Example", Identifier("licence", "0123", "WA"), Identifier("npi", "1987654328")
    )
    assert [p.key for p in join((found(nurse), found(midwife)))] == [f"npi:{NPI}", "npi:1987654328"]


def test_joins_are_transitive_and_the_npi_names_the_person() -> None:
    bridge = record("wa_licences", "a", "Example", Identifier("npi", NPI), Identifier("orcid", ORCID))
    persons = join((found(record("orcid", ORCID)), found(bridge), found(record("npi_live", NPI))))
    assert [p.key for p in persons] == [f"npi:{NPI}"]


def test_a_person_without_npi_or_orcid_is_named_by_registry_and_record() -> None:
    assert join((found(record("leie", "77")),))[0].key == "leie:77"


@pytest.mark.parametrize("outcome", [o for o in Outcome if o is not Outcome.FOUND])
def test_only_found_answers_name_persons(outcome: Outcome) -> None:
    assert join((Answer("npi_live", outcome, candidates=(record("npi_live", NPI),)),)) == ()


@pytest.mark.parametrize(("text", "number"), [("MD 00123-A", "123"), ("A-12/0045", "45"), ("none", ""), ("000", "")])
def test_a_licence_number_is_its_last_run_of_digits(text: str, number: str) -> None:
    assert licence_number(text) == number


@given(
    st.permutations([record("npi_live", NPI), record("orcid", ORCID), record("leie", "1", "X", Identifier("npi", NPI))])
)
def test_the_order_of_answers_does_not_change_who_is_one_person(records: list[Candidate]) -> None:
    persons = join(tuple(found(r) for r in records))
    assert {p.key for p in persons} == {f"npi:{NPI}", f"orcid:{ORCID}"}
