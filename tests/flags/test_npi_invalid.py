from __future__ import annotations

from credcheck.flags.npi_invalid import NpiInvalid
from credcheck.model import Case, Claim, ClaimKind, Claims, Identifier, Part, Profile, Severity, Span

SPAN = Span(Part.BIO, 4, 14)


def flags(valid: bool | None) -> tuple[Severity, ...]:
    claim = Claim(ClaimKind.IDENTIFIER, Identifier("npi", "1234567890", valid=valid), (SPAN,))
    found = NpiInvalid().check(Case(Profile(), Claims((claim,))))
    assert all(flag.spans == (SPAN,) for flag in found)
    return tuple(flag.severity for flag in found)


def test_a_wrong_check_digit_is_a_caution_with_its_span() -> None:
    assert flags(valid=False) == (Severity.CAUTION,)


def test_a_valid_or_unchecked_number_raises_nothing() -> None:
    assert flags(valid=True) == flags(valid=None) == ()
