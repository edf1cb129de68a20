"""Research fields."""

from __future__ import annotations

import pytest

from credcheck.claims import extract
from credcheck.model import ClaimKind, Profile


@pytest.mark.parametrize(
    ("bio", "fields"),
    [
        ("Virologist", ["virology"]),
        ("Professor of biostatistics and epidemiology", ["biostatistics", "epidemiology"]),
        ("Nurse. Love epidemiology", []),
    ],
)
def test_fields_are_those_of_researchers(bio: str, fields: list[str]) -> None:
    assert [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.FIELD)] == fields
