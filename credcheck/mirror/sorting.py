"""What the end of a build sorts: postings, buckets and vocabularies; compiled where that was built, else with numpy.

The compiled calls release the interpreter lock, so that two of them run at once.
"""

from __future__ import annotations

from ctypes import c_int32, c_int64, c_void_p
from typing import Any

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from credcheck.mirror import deletions, hashing
from credcheck.mirror.columns import packed
from credcheck.mirror.hashing import U8, U32, U64

U16 = NDArray[np.uint16]


def declare(library: Any) -> None:
    """Say how the compiled calls are made."""
    library.cc_postings.restype = library.cc_buckets.restype = library.cc_in_order.restype = c_int32
    library.cc_postings.argtypes = (c_int64, *[c_void_p] * 6, c_int64, *[c_void_p] * 4)
    library.cc_buckets.argtypes = (c_int64, c_void_p, c_void_p, c_int32, c_void_p, c_void_p)
    library.cc_in_order.argtypes = (c_int64, c_void_p, c_void_p, c_void_p)
    library.cc_neighbours.restype = c_int64
    library.cc_neighbours.argtypes = (c_int64, *[c_void_p] * 4)
    library.cc_signs.restype, library.cc_signs.argtypes = None, (c_void_p, c_void_p, c_int64, c_void_p)


def buckets(library: Any, hashes: U32, rows: U32, per_bucket: int = 4) -> tuple[U32, U32]:
    """Rows grouped by the top bits of their hash: (offsets of 2**k buckets, rows); look up with `hashing.bucket`."""
    if library is None:
        return hashing.buckets(hashes, rows, per_bucket)
    bits = hashing.bits_for(len(hashes), per_bucket)
    at, out = np.empty((1 << bits) + 1, np.uint32), np.empty(len(rows), np.uint32)
    _done(library.cc_buckets(len(rows), *_addresses(hashes, rows), bits, *_addresses(at, out)))
    return at, out


def neighbours(library: Any, at: U32, text: U8) -> tuple[U32, U32]:
    """The 1-deletion table over all forms: (bucket offsets, forms)."""
    if library is None:
        return deletions.table(at, text)
    most = len(text) + len(at)
    hashes, owners = np.empty(most, np.uint32), np.empty(most, np.uint32)
    found = library.cc_neighbours(len(at) - 1, *_addresses(at, text, hashes, owners))
    return buckets(library, hashes[:found], owners[:found], per_bucket=2)


def in_order(library: Any, strings: Any) -> tuple[U32, tuple[U32, U8]]:
    """(the order of an Arrow array of strings by their bytes, offsets and bytes of the strings in that order)."""
    if library is None:
        order = pc.sort_indices(strings)
        return order.to_numpy().astype(np.uint32), packed(strings.take(order))
    at, text = packed(strings)
    order = np.empty(len(strings), np.uint32)
    _done(library.cc_in_order(len(strings), *_addresses(at, text, order)))
    return order, packed(strings.take(order))


def postings(
    library: Any, forms: tuple[U32, U32], given: tuple[U32, U32], rows: U32, bits: U16, count: int
) -> tuple[U32, U32, U32, U16]:
    """Postings by form, first name, row and bits: (where each form's start, first names, rows, bits).

    `forms` and `given` are numbers and what each of them ranks; `count` is how many forms there are.
    """
    if library is None:
        return _postings(forms, given, rows, bits, count)
    start, n = np.empty(count + 1, np.uint32), len(rows)
    out = np.empty(n, np.uint32), np.empty(n, np.uint32), np.empty(n, np.uint16)
    _done(library.cc_postings(n, *_addresses(*forms, *given, rows, bits), count, *_addresses(start, *out)))
    return start, *out


def _postings(
    forms: tuple[U32, U32], given: tuple[U32, U32], rows: U32, bits: U16, count: int
) -> tuple[U32, U32, U32, U16]:
    key: U64 = forms[1][forms[0]].astype(np.uint64) << np.uint64(32) | given[1][given[0]]
    order = _order(key, rows, bits, len(given[1]))
    key = key[order]
    start = np.searchsorted(key, np.arange(count + 1, dtype=np.uint64) << np.uint64(32)).astype(np.uint32)
    return start, (key & np.uint64(0xFFFFFFFF)).astype(np.uint32), rows[order], bits[order]


def _order(key: U64, rows: U32, bits: U16, given: int) -> NDArray[np.int64]:
    """By key, row and bits, in one sort where form, first name and row fit into 64 bits and no two are the same."""
    for_given, for_row = max(given, 1).bit_length(), int(rows.max(initial=0)).bit_length()
    if len(key) and (int(key.max()) >> 32).bit_length() + for_given + for_row <= 64:
        whole = (key >> np.uint64(32)) << np.uint64(for_given) | (key & np.uint64(0xFFFFFFFF))
        whole = whole << np.uint64(for_row) | rows
        order: NDArray[np.int64] = np.argsort(whole)
        whole = whole[order]
        if not (whole[1:] == whole[:-1]).any():
            return order
    return np.lexsort((bits, rows, key))


def _addresses(*arrays: NDArray[Any]) -> tuple[int, ...]:
    """Where arrays lie that the caller keeps meanwhile; C reads them from end to end."""
    assert all(array.flags.c_contiguous for array in arrays)
    return tuple(array.ctypes.data for array in arrays)


def _done(failed: int) -> None:
    if failed:
        raise MemoryError
