"""What is sorted compiled against what is sorted with numpy and pyarrow."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from credcheck.mirror import interning, sorting
from credcheck.mirror.columns import packed
from credcheck.mirror.gathering import signatures
from tests.mirror.uncompiled import plain

pytestmark = pytest.mark.skipif(interning.library() is None, reason="nothing was compiled on this machine")
FEW, WORDS = st.integers(0, 5), st.lists(st.text("AB \0É", max_size=12), unique=True, max_size=60)


def same(fast: Any, slow: Any) -> bool:
    return all(a.dtype == b.dtype and a.tolist() == b.tolist() for a, b in zip(fast, slow, strict=True))


@settings(deadline=None)
@given(st.lists(st.tuples(FEW, FEW, st.integers(0, 30), FEW), max_size=200))
def test_postings_come_in_the_same_order(posts: list[tuple[int, ...]]) -> None:
    forms, firsts, rows, bits = (np.array([p[at] for p in posts], np.uint32) for at in range(4))
    rank = np.array([3, 1, 0, 5, 2, 4], np.uint32)
    asked: Any = (forms, rank), (firsts, rank[::-1].copy()), rows, bits.astype(np.uint16), 6
    assert same(sorting.postings(interning.library(), *asked), sorting.postings(None, *asked))


@settings(deadline=None)
@given(st.lists(st.tuples(st.sampled_from([0, 1, 7 << 29, 2**32 - 1]), st.integers(0, 99)), max_size=300))
def test_buckets_hold_the_same_rows(pairs: list[tuple[int, int]]) -> None:
    hashes, rows = np.array([h for h, _ in pairs], np.uint32), np.array([r for _, r in pairs], np.uint32)
    assert same(sorting.buckets(interning.library(), hashes, rows), sorting.buckets(None, hashes, rows))


def test_a_bucket_of_thousands_is_sorted_too() -> None:
    rows = np.random.default_rng(1).permutation(20_000).astype(np.uint32)
    hashes = np.where(rows % 3 == 0, 1, rows * np.uint32(2_654_435_761)).astype(np.uint32)
    assert same(sorting.buckets(interning.library(), hashes, rows), sorting.buckets(None, hashes, rows))


@settings(deadline=None)
@given(WORDS)
def test_strings_come_in_the_order_of_their_bytes_with_the_same_neighbours(words: list[str]) -> None:
    strings = pa.array([word.encode() for word in words], pa.binary())
    order, forms = sorting.in_order(interning.library(), strings)
    told, listed = sorting.in_order(None, strings)
    assert same((order, *forms), (told, *listed))
    assert same(sorting.neighbours(interning.library(), *forms), sorting.neighbours(None, *forms))


@given(WORDS)
def test_signatures_are_the_same(words: list[str]) -> None:
    at, text = packed(pa.array([word.encode() for word in words], pa.binary()))
    fast = signatures(at, text).tolist()
    with plain():
        assert signatures(at, text).tolist() == fast
