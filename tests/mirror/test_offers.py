from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from credcheck.mirror import Content, Manifest, Offer, has_gap, next_missing

OCTOBER = Offer("u", "october.zip", Content.WHOLE, date(2026, 10, 1))
NOVEMBER = Offer("u", "november.zip", Content.WHOLE, date(2026, 11, 1))
FIRST = Offer("u", "w1.zip", Content.CHANGES, date(2026, 11, 15), date(2026, 11, 9))
SECOND = Offer("u", "w2.zip", Content.CHANGES, date(2026, 11, 22), date(2026, 11, 16))
GONE = Offer("u", "gone.zip", Content.WITHDRAWN, date(2026, 11, 9))
ALL = (SECOND, FIRST, GONE, OCTOBER, NOVEMBER)
COPY = Manifest(
    "npi", "T", 1, date(2026, 11, 8), 1, 1, 2, datetime(2026, 11, 10, tzinfo=UTC), "november.zip", "d", 1.0, False, 9,
    base_snapshot=date(2026, 11, 8),
)  # fmt: skip


def name(offer: Offer | None) -> str:
    return offer.name if offer else ""


@pytest.mark.parametrize(
    ("copy", "wanted"),
    [
        (None, "november.zip"),
        (replace(COPY, base_snapshot=date(2026, 10, 11), source="october.zip"), "november.zip"),
        (replace(COPY, practice=True, source="own.csv"), "november.zip"),
        (replace(COPY, share=0.07, source="own.csv"), "november.zip"),
        (replace(COPY, share=0.07), "w1.zip"),
        (replace(COPY, snapshot=None, base_snapshot=None, source="own.csv"), "november.zip"),
        (COPY, "w1.zip"),
        (replace(COPY, source="npidata.csv"), "w1.zip"),
        (replace(COPY, snapshot=date(2026, 11, 15)), "w2.zip"),
        (replace(COPY, snapshot=date(2026, 11, 12)), "w1.zip"),
        (replace(COPY, snapshot=date(2026, 11, 22)), "gone.zip"),
        (replace(COPY, snapshot=date(2026, 11, 22), withdrawn_to=date(2026, 11, 9)), ""),
    ],
)
def test_what_is_missing_comes_in_the_order_in_which_it_can_be_applied(copy: Manifest | None, wanted: str) -> None:
    assert name(next_missing(ALL, copy)) == wanted


def test_changes_that_do_not_join_on_are_not_applied_and_told_as_a_gap() -> None:
    late = (SECOND, OCTOBER)
    assert next_missing(late, COPY) is None
    assert has_gap(late, COPY)
    assert not has_gap((FIRST,), COPY)
    assert not has_gap((), COPY)
    assert not has_gap(late, None)


def test_a_file_without_a_day_is_always_worth_a_look() -> None:
    undated = Offer("u", "UPDATED.csv")
    assert next_missing((undated,), COPY) is undated
    assert next_missing((), None) is None
