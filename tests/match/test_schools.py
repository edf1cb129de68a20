from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck import wording
from credcheck.match import join, rank
from credcheck.model import ClaimKind, Evidence, Institution
from tests.match.test_ranking import NAME, PHYSICIAN, answer, record, said

HOSPITAL = "Example University Hospital"


def place_of_work(*listed: Institution) -> Evidence:
    found = (answer(replace(record("1000000000"), institutions=listed)),)
    claims = said(NAME, PHYSICIAN, (ClaimKind.INSTITUTION, Institution(HOSPITAL, HOSPITAL, "current")))
    evidence = rank(claims, join(found), found).matches[0].evidence
    return next(e for e in evidence if e.level.startswith("institution: "))


def test_an_employer_that_an_organisation_entered_weighs_more_than_one_the_holder_entered() -> None:
    vouched = place_of_work(Institution(HOSPITAL, HOSPITAL))
    own = place_of_work(Institution(HOSPITAL, HOSPITAL, self_asserted=True))
    assert 0 < own.bits < vouched.bits
    assert "the holder of the record entered it" in wording.render(own.sentence)


@pytest.mark.parametrize("first", [True, False])
def test_the_organisations_word_counts_wherever_it_stands(first: bool) -> None:
    listed = (
        Institution(HOSPITAL, HOSPITAL, self_asserted=first),
        Institution(HOSPITAL, HOSPITAL, self_asserted=not first),
    )
    assert place_of_work(*listed).level == "institution: agrees"
