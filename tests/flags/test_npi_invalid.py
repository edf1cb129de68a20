from __future__ import annotations

from dataclasses import replace

import pytest

from credcheck.flags.npi_invalid import NpiInvalid
from credcheck.model import Case, Claim, ClaimKind, Claims, Identifier, Part, Person, Profile, Severity, Span
from tests import factory

SPAN = Span(Part.BIO, 4, 14)


def flags(valid: bool | None) -> tuple[Severity, ...]:
    claim = Claim(ClaimKind.IDENTIFIER, Identifier("npi", "1234567890", valid=valid), (SPAN,))
    found = NpiInvalid().check(Case(Profile(), Claims((claim,))))
    assert all(flag.spans == (SPAN,) for flag in found)
    return tuple(flag.severity for flag in found)


def test_a_wrong_check_digit_is_a_caution_with_its_span() -> None:
    assert flags(valid=False) == (Severity.CAUTION,)


@pytest.mark.parametrize(
    ("written", "severity"),
    [
        (factory.NPI[:-1] + str((int(factory.NPI[-1]) + 1) % 10), Severity.NOTE),
        (factory.NPI[1] + factory.NPI[0] + factory.NPI[2:], Severity.NOTE),
        ("1987654320", Severity.CAUTION),
    ],
)
def test_a_slip_of_the_number_of_the_person_most_likely_meant_is_a_note(written: str, severity: Severity) -> None:
    claim = Claim(ClaimKind.IDENTIFIER, Identifier("npi", written, valid=False), (SPAN,))
    record = replace(factory.candidate(), registry="npi_mirror", id=factory.NPI)
    ranking = factory.ranking(factory.match(Person(f"npi:{factory.NPI}", (record,)), 0.9))
    (flag,) = NpiInvalid().check(Case(Profile(), Claims((claim,)), ranking=ranking))
    assert flag.severity is severity


def test_a_valid_or_unchecked_number_raises_nothing() -> None:
    assert flags(valid=True) == flags(valid=None) == ()
