from __future__ import annotations

from credcheck.match import join, rank
from credcheck.match.explain import Behind
from credcheck.model import ClaimKind, Evidence, Institution, Person, Place, Ranking, Relation, Sentence, Specialty
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
