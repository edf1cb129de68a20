from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck import wording
from credcheck.match import join, rank
from credcheck.model import Answer, Candidate, Claim, ClaimKind, Claims, Count, PersonName, Ranking, Specialty
from tests.match.test_ranking import CARDIOLOGY, DERMATOLOGY, IN_US, NAME, PHYSICIAN, answer, record, said

NUMBERS = tuple(f"10000000{at:02d}" for at in range(40))


def ranked(claims: Claims, *records: Candidate, pair: int | None = None) -> Ranking:
    found: Answer = answer(*records, pair=pair)
    return rank(claims, join((found,)), (found,))


def told(ranking: Ranking) -> list[tuple[str, int, int]]:
    params = [(s.id.removeprefix("match.help."), dict(s.params)) for s in ranking.would_help]
    return [(what, int(known["left"]), int(known["n"])) for what, known in params]


def test_the_claim_that_leaves_fewest_comes_first() -> None:
    pool = [record(NUMBERS[at], middle="ABCDEFGH"[at], state="IL" if at < 4 else "TX") for at in range(8)]
    ranking = ranked(said(NAME, PHYSICIAN, IN_US), *pool)
    assert told(ranking)[0] == ("middle", 1, 8)
    assert ("state", 4, 8) in told(ranking)
    assert wording.render(ranking.would_help[0]) == "A middle initial would leave about 1 of 8."


def test_what_is_said_already_and_what_tells_nobody_apart_is_no_help() -> None:
    pool = [record(NUMBERS[at], state="IL" if at else "TX", city="Springfield") for at in range(3)]
    claims = said(NAME, PHYSICIAN, (ClaimKind.SPECIALTY, Specialty("Cardiology", (CARDIOLOGY,))))
    assert {what for what, _, _ in told(ranked(claims, *pool))} == {"state", "city"}


def test_people_whose_record_is_silent_are_not_ruled_out() -> None:
    pool = [record(NUMBERS[0], middle="A"), record(NUMBERS[1]), record(NUMBERS[2])]
    assert ("middle", 3, 3) not in told(ranked(said(NAME, PHYSICIAN), *pool))
    assert all(left >= 1 for _, left, _ in told(ranked(said(NAME, PHYSICIAN), *pool)))


def test_people_who_were_not_returned_are_counted_in_proportion() -> None:
    pool = [record(NUMBERS[at], middle="AB"[at % 2]) for at in range(10)]
    assert ("middle", 20, 40) in told(ranked(said(NAME, PHYSICIAN), *pool, pair=40))


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_would_help_where_nobody_or_one_person_fits(count: int) -> None:
    assert ranked(said(NAME, PHYSICIAN), *(record(NUMBERS[at]) for at in range(count))).would_help == ()


def test_each_runner_up_says_what_puts_it_behind() -> None:
    claims = said(NAME, PHYSICIAN, IN_US, (ClaimKind.SPECIALTY, Specialty("Cardiology", (CARDIOLOGY,))))
    ranking = ranked(claims, record(NUMBERS[0]), record(NUMBERS[1], code=DERMATOLOGY), record(NUMBERS[2]))
    first, even, behind = ranking.matches
    assert first.behind is None
    assert even.behind is not None
    assert even.behind.id == "match.behind.even"
    assert behind.behind is not None
    assert behind.behind.id == "match.behind.specialty"
    assert wording.render(behind.behind) == "Behind Jane Example mostly for the specialty."


def test_every_field_of_evidence_has_a_reason_to_stand_behind() -> None:
    from credcheck.match import load
    from credcheck.model import Sentence

    for field, _ in load().levels:
        assert wording.render(Sentence(f"match.behind.{field}", first="Jane Example")).startswith("Behind Jane Example")


def test_a_count_that_is_not_the_pair_is_what_is_left_so_far() -> None:
    pool = [record(NUMBERS[at], middle="AB"[at % 2]) for at in range(4)]
    counts = (Count("pair", 37), Count("pair+specialty", 4))
    found = replace(answer(*pool), counts=counts)
    claims = Claims(
        (
            Claim(ClaimKind.NAME, PersonName("Jane", "", "Example")),
            Claim(ClaimKind.SPECIALTY, Specialty("Cardiology", (CARDIOLOGY,))),
        )
    )
    assert told(rank(claims, join((found,)), (found,)))[0] == ("middle", 2, 4)
