from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from credcheck import thresholds
from credcheck.model import (
    Claim,
    ClaimKind,
    Claims,
    ClaimValue,
    Part,
    PersonName,
    Profile,
    RecordAxis,
    Span,
    Taxonomy,
)
from credcheck.verdict import decide
from credcheck.verdict._matches import is_probable
from tests.verdict.cases import CARDIOLOGIST, DOCTOR, OTHER, QUOTED, answer, case, outcome, record, said, with_chances


def _junior(*more: tuple[ClaimKind, ClaimValue]) -> Claims:
    name = PersonName("Jane", "", "Example", "Jr")
    return said(*((k, name if k is ClaimKind.NAME else v) for k, v in CARDIOLOGIST), *more)


def test_a_claimed_generation_that_the_record_lacks_is_no_match_while_a_relative_may_be_the_one_listed() -> None:
    part = decide(with_chances(case(_junior(), answer(record(), share=0.5)), 0.9999), ())
    assert part.record is RecordAxis.SEVERAL
    assert "match.generation.not_stated" in [s.id for s in part.why]
    namesake = answer(record(), record(OTHER, code="122300000X"))
    assert outcome(case(_junior(), namesake))[0] is RecordAxis.SEVERAL


def test_a_claimed_generation_is_silent_where_the_whole_register_lists_nobody_else_or_the_number_is_quoted() -> None:
    assert outcome(case(_junior(), answer(record())))[0] is RecordAxis.MATCH
    assert outcome(case(_junior(QUOTED), answer(record(), share=0.5)))[0] is RecordAxis.MATCH


@pytest.mark.parametrize(
    ("stage", "code", "outcomes"),
    [
        ("trainee", "390200000X", RecordAxis.MATCH),
        ("practising", "390200000X", RecordAxis.SEVERAL),
        ("trainee", "207Q00000X", RecordAxis.SEVERAL),
    ],
)
def test_training_on_both_sides_is_more_than_a_name(stage: str, code: str, outcomes: RecordAxis) -> None:
    about = case(said(*((k, stage if k is ClaimKind.STAGE else v) for k, v in DOCTOR)), answer(record(code=code)))
    limits = thresholds.of("")
    assert outcome(with_chances(about, (limits.match + limits.alone) / 2))[0] is outcomes


@pytest.mark.parametrize(
    ("year", "stage", "more", "found"),
    [
        (2007, "trainee", (), RecordAxis.SEVERAL),
        (2016, "trainee", (), RecordAxis.MATCH),
        (2007, "practising", (), RecordAxis.MATCH),
        (2007, "trainee", (QUOTED,), RecordAxis.MATCH),
    ],
)
def test_nobody_is_in_training_for_longer_than_training_lasts(
    year: int, stage: str, more: tuple[tuple[ClaimKind, ClaimValue], ...], found: RecordAxis
) -> None:
    claims = said(*((k, stage if k is ClaimKind.STAGE else v) for k, v in CARDIOLOGIST), *more)
    about = case(claims, answer(replace(record(), listed_since=date(year, 6, 1))))
    about = replace(with_chances(about, 0.9999), today=date(2026, 11, 27))
    assert outcome(about)[0] is found


MASSAGE, PHYSIO = "Licensed massage therapist", "Physiotherapist"


@pytest.mark.parametrize(
    ("words", "label", "more", "found"),
    [
        (MASSAGE, "Health professional: physical therapist", (), RecordAxis.SEVERAL),
        (MASSAGE, "Health professional: massage therapist", (), RecordAxis.MATCH),
        (PHYSIO, "Health professional: physical therapist", (), RecordAxis.MATCH),
        (MASSAGE, "Health professional: physical therapist", (QUOTED,), RecordAxis.MATCH),
    ],
)
def test_two_of_many_other_callings_are_not_the_same_calling(
    words: str, label: str, more: tuple[tuple[ClaimKind, ClaimValue], ...], found: RecordAxis
) -> None:
    profile = Profile("Jane Example", bio=words)
    kept = [(k, v) for k, v in DOCTOR if k not in (ClaimKind.CREDENTIAL, ClaimKind.PROFESSION)]
    calling = Claim(ClaimKind.PROFESSION, "other_health", (Span(Part.BIO, 0, len(words)),))
    claims = Claims((*said(*kept, *more).all, calling))
    listed = replace(record(code="225100000X"), credentials=(), taxonomies=(Taxonomy("225100000X", label, "", "IL"),))
    assert outcome(with_chances(case(claims, answer(listed), profile=profile), 0.9999))[0] is found


def test_who_denies_a_health_profession_is_no_match() -> None:
    for denied, found in ((True, RecordAxis.SEVERAL), (False, RecordAxis.MATCH)):
        about = case(said(*CARDIOLOGIST, (ClaimKind.NEGATED, denied)), answer(record()))
        assert outcome(with_chances(about, 0.9999))[0] is found


def test_a_claimed_name_is_never_matched_to_a_record_without_one() -> None:
    nameless = replace(record(), names=(), credentials=(), taxonomies=())
    assert outcome(case(said(*DOCTOR, QUOTED), answer(nameless)))[0] is RecordAxis.SEVERAL


def test_by_tables_that_say_so_a_name_with_nothing_beside_it_is_no_match_however_rare() -> None:
    limits = replace(thresholds.of("2026-11-26.5"), bare=0.0)
    name = [(k, v) for k, v in DOCTOR if k is ClaimKind.NAME]
    for claims, sure in ((said(*name), False), (said(*CARDIOLOGIST), True)):
        (best,) = with_chances(case(claims, answer(record())), 0.9999).ranking.matches
        assert is_probable(best, limits) is sure
        assert is_probable(best, thresholds.of("2026-11-26.5"))
