from __future__ import annotations

from dataclasses import replace

from credcheck.match import WEIGHTS_VERSION, join, load, rank
from credcheck.match.explain import Behind
from credcheck.model import (
    Candidate,
    ClaimKind,
    Credential,
    CredentialClass,
    Evidence,
    Institution,
    Person,
    Place,
    Ranking,
    Relation,
    Sentence,
    Specialty,
)
from tests.match.test_ranking import CARDIOLOGY, DERMATOLOGY, MD, NPIS, answer, record, said

RECORDS = (
    record(NPIS[0], code=CARDIOLOGY, state="IL"),
    record(NPIS[1], code=DERMATOLOGY, state="IL", city="Chicago"),
    record(NPIS[2], code="363LF0000X", state="NY"),
    record(NPIS[3], code=CARDIOLOGY, state="NY", middle="Ann"),
)
CLAIMS = said(
    (ClaimKind.CREDENTIAL, MD),
    (ClaimKind.SPECIALTY, Specialty("Cardiology", (CARDIOLOGY,))),
    (ClaimKind.PLACE, Place("Springfield, IL", "Springfield", "IL", "US")),
    (ClaimKind.INSTITUTION, Institution("Example Clinic", "Example Clinic")),
)


def ranked(*npis: str) -> Ranking:
    answers = (answer(*(r for r in RECORDS if r.id in npis)),)
    return rank(CLAIMS, join(answers), answers)


def beside_the_name(ranking: Ranking, npi: str) -> list[Evidence]:
    return [
        e for m in ranking.matches for e in m.evidence if m.person.key == f"npi:{npi}" and e.kind is not ClaimKind.NAME
    ]


def test_what_is_kept_for_one_person_is_said_of_nobody_else() -> None:
    together = ranked(*NPIS)
    for npi in NPIS:
        assert beside_the_name(together, npi) == beside_the_name(ranked(npi), npi) != []


def test_whoever_is_refuted_where_the_first_says_nothing_stands_behind_for_that() -> None:
    sentence = Sentence("test")
    first = (Evidence(ClaimKind.NAME, Relation.SUPPORTS, "surname: exact", 10.0, sentence),)
    other = (*first, Evidence(ClaimKind.PLACE, Relation.REFUTES, "place: elsewhere", -2.5, sentence))
    said_of_other = Behind(Person("npi:1", ()), first, 10.0).of(other, 7.5)
    assert said_of_other == Sentence("match.behind.place", first="npi:1")


# ---------------------------------------------------------------- places
def place_of(claimed: Place, listed: Candidate, version: str = WEIGHTS_VERSION) -> Evidence:
    """What one record says of one claimed place."""
    answers = (answer(listed),)
    ranking = rank(said((ClaimKind.PLACE, claimed)), join(answers), answers, load(version))
    return next(e for m in ranking.matches for e in m.evidence if e.kind is ClaimKind.PLACE)


def city(name: str, state: str) -> Place:
    return Place(f"{name}, {state}", name, state, "US")


def test_a_city_weighs_more_than_its_state_alone_and_another_city_in_the_state_less() -> None:
    record_there = record(state="IL", city="Springfield")
    same = place_of(city("Springfield", "IL"), record_there)
    alone = place_of(Place("Illinois", "", "IL", "US"), record_there)
    other = place_of(city("Peoria", "IL"), record_there)
    assert [e.level for e in (same, alone, other)] == ["place: city", "place: state", "place: other city"]
    assert same.bits > alone.bits > other.bits >= 0


def test_a_record_without_a_city_agrees_with_a_city_as_far_as_its_state_does() -> None:
    silent = record(state="IL", city="")
    alone = place_of(Place("Illinois", "", "IL", "US"), silent)
    assert place_of(city("Peoria", "IL"), silent).bits == alone.bits


def test_a_large_city_is_likelier_by_chance_and_weighs_less_than_a_small_one() -> None:
    large = place_of(city("Houston", "TX"), record(state="TX", city="HOUSTON"))
    small = place_of(city("Tyler", "TX"), record(state="TX", city="TYLER"))
    assert large.bits < small.bits


def test_of_several_claimed_cities_the_rarest_that_is_listed_counts() -> None:
    listed = record(state="TX", city="Houston")
    listed = replace(listed, places=(*listed.places, Place("", "Tyler", "TX", "US")))
    answers = (answer(listed),)
    both = said((ClaimKind.PLACE, city("Houston", "TX")), (ClaimKind.PLACE, city("Tyler", "TX")))
    found = next(e for m in rank(both, join(answers), answers).matches for e in m.evidence)
    assert dict(found.sentence.params)["claimed"] == "Tyler"


def test_a_table_from_before_other_cities_weighs_them_like_the_state_as_it_did() -> None:
    listed = record(state="TX", city="Houston")
    old = place_of(city("Tyler", "TX"), listed, "2026-11-26.4")
    assert (old.level, old.bits) == ("place: state", place_of(Place("", "", "TX", "US"), listed, "2026-11-26.4").bits)
    assert place_of(city("Houston", "TX"), listed, "2026-11-26.4").bits == 5.234375


# ---------------------------------------------------------------- callings
def test_a_credential_that_differs_counts_where_no_profession_is_claimed_to_count_it_already() -> None:
    researcher = Credential("SCD", CredentialClass.ACADEMIC_DEGREE, "researcher", "US")
    answers = (answer(record()),)
    found = [
        e
        for m in rank(said((ClaimKind.CREDENTIAL, researcher)), join(answers), answers).matches
        for e in m.evidence
        if e.level == "credential: other"
    ]
    assert [e.bits < 0 for e in found] == [True]
