from __future__ import annotations

from dataclasses import replace

from credcheck.model import (
    ClaimKind,
    Flag,
    Identifier,
    RecordAxis,
    Sentence,
    Severity,
)
from credcheck.verdict import decide
from tests.verdict.cases import ALONE, CARDIOLOGIST, OTHER, QUOTED, SPRINGFIELD, answer, body, case, record, said


def loud(rule: str, **params: str) -> Flag:
    return Flag(rule, Severity.CAUTION, Sentence(f"flag.{rule}", **params))


def test_an_organisations_number_shown_as_ones_own_is_a_contradiction() -> None:
    quoted = (ClaimKind.IDENTIFIER, Identifier("npi", OTHER, valid=True))
    about = case(said(*CARDIOLOGIST, quoted, SPRINGFIELD), answer(body(), record(), counts=ALONE))
    flag = loud("npi_organisation", npi=OTHER, name="EXAMPLE GROUP PC")
    assert decide(about, (flag,)).record is RecordAxis.CONTRADICTED
    assert decide(about, (replace(flag, severity=Severity.NOTE),)).record is RecordAxis.MATCH


def test_a_degree_of_another_profession_than_the_record_s_is_no_match() -> None:
    about = case(said(*CARDIOLOGIST, QUOTED), answer(record()))
    assert decide(about, (loud("credential_unlisted"),)).record is RecordAxis.NONE
