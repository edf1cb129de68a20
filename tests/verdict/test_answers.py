from __future__ import annotations

from credcheck import wording
from credcheck.model import (
    Answer,
    ClaimKind,
    Headline,
    Outcome,
    RecordAxis,
    Sentence,
)
from credcheck.verdict import decide
from tests.verdict.cases import DOCTOR, answer, case, failed, outcome, said


def test_a_name_in_a_script_that_no_register_lists_is_not_checkable_and_says_why() -> None:
    passed = Answer("npi_mirror", Outcome.NOT_ASKED, Sentence("npi_mirror.other_script", name="Σταύρος"))
    about = case(said(*DOCTOR), passed)
    assert outcome(about) == (RecordAxis.NOT_CHECKABLE, Headline.NOT_CHECKABLE)
    assert decide(about, ()).why[0].id == "verdict.other_script"
    assert outcome(case(said(*DOCTOR), passed, failed("orcid")))[0] is RecordAxis.INCOMPLETE


def test_a_failed_twin_of_an_answering_register_does_not_matter() -> None:
    assert outcome(case(said(*DOCTOR), answer(), failed("npi_live")))[0] is RecordAxis.NONE


def test_a_failed_confirmer_does_not_make_the_record_incomplete() -> None:
    assert outcome(case(said(*DOCTOR), answer(), failed("leie")))[0] is RecordAxis.NONE


def test_where_the_register_that_would_list_them_was_not_asked_nobody_is_missing() -> None:
    of = case(said(*DOCTOR), answer(registry="orcid"))
    assert outcome(of) == (RecordAxis.INCOMPLETE, Headline.INCOMPLETE)
    assert decide(of, ()).why[0].id == "verdict.not_there"
    assert outcome(case(said(*DOCTOR), answer(registry="orcid"), answer()))[0] is RecordAxis.NONE


def test_a_register_that_was_not_asked_is_never_said_to_list_nobody() -> None:
    others = [pair for pair in DOCTOR if pair[0] is not ClaimKind.NPI_EXPECTED]
    abroad = said(*others, (ClaimKind.NPI_EXPECTED, "no"))
    first = wording.render(decide(case(abroad, answer(registry="france_rpps")), ()).why[0])
    assert first.startswith("The French register (RPPS) lists nobody who fits")
    first = wording.render(decide(case(abroad, answer(registry="france_rpps"), answer()), ()).why[0])
    assert first.startswith("The NPI registry lists nobody who fits")
