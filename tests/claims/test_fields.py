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
        ("Lecturer. Plant genetics, environmental sociology", ["plant genetics", "environmental sociology"]),
        ("Assistant professor of genetics", ["genetics"]),
        ("Postdoc. Single-cell genomics", ["single-cell genomics"]),
        ("Scientist | Mitosis | Frog microbiome | Photography | Coffee", ["mitosis", "frog microbiome"]),
        ("Professor. Cardiology | PhD Zoology | Dad", ["zoology"]),
    ],
)
def test_fields_are_those_of_researchers(bio: str, fields: list[str]) -> None:
    assert [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.FIELD)] == fields


@pytest.mark.parametrize(
    ("bio", "fields"),
    [
        ("Professor of Tidal Studies & Coastal Welfare @exampleuni", ["tidal studies", "coastal welfare"]),
        ("Reader in Pacing Theory at Sampleton University", ["pacing theory"]),
        ("Scientist, studying frost, moss and bark beetles in forests", ["frost", "moss", "bark beetles"]),
        ("Professor. Research: gait, balance", ["gait", "balance"]),
        ("Researcher working on splint design", ["splint design"]),
    ],
)
def test_what_a_chair_is_of_and_what_is_studied_are_fields_that_no_list_holds(bio: str, fields: list[str]) -> None:
    assert [c.value for c in extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.FIELD)] == fields


@pytest.mark.parametrize(
    "bio",
    [
        "Professor of Surgery",
        "Professor of the year",
        "Researcher working on my garden",
        "Postdoc, studying hard",
        "Professor in Leeds",
        "Researching alternatives to what we eat",
        "Lecturer in the Department of Mystery",
    ],
)
def test_what_is_no_topic_of_research_is_no_field(bio: str) -> None:
    assert not extract(Profile(name="Jane Example", bio=bio)).of(ClaimKind.FIELD)
