"""What a build gathers from the batches: vocabularies, sets of attributes, record blocks. Build side only (pyarrow)."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import repeat
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from isal import isal_zlib
from numpy.typing import NDArray

from credcheck.mirror.files import BLOCK_ROWS
from credcheck.mirror.hashing import U8, U32, U64
from credcheck.mirror.names import MAX_BYTES
from credcheck.mirror.signature import LONGEST
from credcheck.mirror.storing import Sums

Forms = Callable[[str], tuple[tuple[str, int], ...]]


def text_buffers(column: Any) -> tuple[NDArray[np.int32], U8]:
    """Offsets and bytes of an Arrow text column."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    _, offsets, text = column.buffers()
    starts = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    return starts, np.frombuffer(text, np.uint8) if text else np.zeros(0, np.uint8)


def is_blank(column: Any) -> bool:
    """Whether no row of a text column holds anything."""
    starts, _ = text_buffers(column)
    return len(starts) < 2 or starts[0] == starts[-1]


class Vocabulary:
    """Distinct forms with provisional numbers; raw spellings are folded once."""

    def __init__(self, forms: Forms) -> None:
        """`forms` turns a raw spelling into its forms, each with a kind."""
        self._forms, self.numbers = forms, dict[str, int]()
        self._raw: dict[str, int] = {"": 0}
        self._first, self._filed, self._kinds = array("I", [0, 0]), array("I"), array("B")

    def _number(self, form: str) -> int:
        return self.numbers.setdefault(form, len(self.numbers))

    def _file(self, raw: str) -> int:
        """The place of a spelling not seen before; most are one plain word."""
        if raw.isascii() and raw.isalpha() and raw.isupper() and len(raw) < MAX_BYTES:
            self._filed.append(self._number(raw))
            self._kinds.append(0)
        else:
            for form, kind in self._forms(raw):
                self._filed.append(self._number(form))
                self._kinds.append(kind)
        place = self._raw[raw] = len(self._first) - 1
        self._first.append(len(self._filed))
        return place

    def _places(self, column: Any) -> NDArray[np.int64]:
        """Where the forms of every cell lie."""
        encoded = column.dictionary_encode()
        spelt, known = encoded.dictionary.to_pylist(), self._raw.get
        places = np.fromiter(map(known, spelt, repeat(-1)), np.int64, len(spelt))
        for at in np.nonzero(places < 0)[0].tolist():
            places[at] = self._file(spelt[at])
        found: NDArray[np.int64] = places[encoded.indices.to_numpy()]
        return found

    def spread(self, column: Any) -> tuple[U32, U32, U8]:
        """For a text column: (row, form, kind) for every form of every non-empty cell."""
        places = self._places(column)
        first = np.array(self._first, np.int64)
        starts, times = first[places], first[places + 1] - first[places]
        rows = np.repeat(np.arange(len(places), dtype=np.uint32), times)
        at = np.arange(len(rows)) + np.repeat(starts - np.cumsum(times) + times, times)
        return rows, np.array(self._filed, np.uint32)[at], np.array(self._kinds, np.uint8)[at]

    def one_each(self, column: Any) -> U32:
        """For a text column: the number of each cell's first form; cells without one have the form ""."""
        places = self._places(column)
        first, blank = np.array(self._first, np.int64), self._number("")
        forms = np.append(np.array(self._filed, np.uint32), np.uint32(blank))
        has = first[places + 1] > first[places]
        found: U32 = forms[np.where(has, first[places], -1)]
        return found

    def forget_raw(self) -> None:
        """Free the raw spellings."""
        self._raw = {}
        self._first, self._filed, self._kinds = array("I"), array("I"), array("B")

    def ranked(self) -> tuple[U32, list[bytes]]:
        """(provisional number -> rank in byte order, the forms in that order)."""
        forms = [f.encode("utf-8", "ignore") for f in self.numbers]
        order = sorted(range(len(forms)), key=forms.__getitem__)
        rank = np.empty(len(forms), np.uint32)
        rank[order] = np.arange(len(forms), dtype=np.uint32)
        return rank, [forms[i] for i in order]


def signatures(forms: list[bytes]) -> U64:
    """The signatures of many forms."""
    found = np.zeros(len(forms), np.uint64)
    at, text = packed_strings(forms)
    lens = np.diff(at).astype(np.int64)
    for length in np.unique(lens).tolist():
        which = np.nonzero(lens == length)[0]
        if not length:
            continue
        letters = np.sort(text[at[which].astype(np.int64)[:, None] + np.arange(length)], axis=1)
        plain = (letters >= 65) & (letters <= 90)
        bits = np.where(plain, np.uint64(1) << (np.clip(letters, 65, 90) - 65).astype(np.uint64), np.uint64(0))
        again = np.zeros_like(bits)
        again[:, 1:] = np.where(letters[:, 1:] == letters[:, :-1], bits[:, 1:], np.uint64(0))
        found[which] = np.bitwise_or.reduce(bits, axis=1) | np.bitwise_or.reduce(again, axis=1) << np.uint64(26)
        found[which] |= (text[at[which]] & 63).astype(np.uint64) << np.uint64(52)
        found[which] |= np.uint64(min(length, LONGEST)) << np.uint64(58)
    return found


class Sets:
    """Attribute sets of rows (specialties, states): each distinct set is stored once."""

    def __init__(self) -> None:
        """Number 0 is the empty set."""
        self.members: list[tuple[int, ...]] = [()]
        self._numbers: dict[tuple[int, ...], int] = {(): 0}
        self._batches: list[U32] = []

    def add(self, matrix: NDArray[np.uint16]) -> None:
        """One row per record; 0 stands for nothing."""
        many = (matrix[:, 1:] != 0).any(axis=1) if matrix.shape[1] > 1 else np.zeros(len(matrix), bool)
        out = np.zeros(len(matrix), np.uint32)
        if matrix.shape[1]:
            present = np.flatnonzero(np.bincount(matrix[:, 0])).tolist()
            numbers_of = np.zeros(max(present, default=0) + 1, np.uint32)
            numbers_of[present] = [self._number((v,) if v else ()) for v in present]
            out = numbers_of[matrix[:, 0]]
        if many.any():
            rows = np.ascontiguousarray(np.sort(matrix[many], axis=1))
            as_one = rows.view([("", rows.dtype)] * rows.shape[1]).ravel()
            distinct, inverse = np.unique(as_one, return_inverse=True)
            numbers = [self._number(tuple(sorted({int(v) for v in d if v}))) for d in distinct.tolist()]
            out[many] = np.array(numbers, np.uint32)[inverse]
        self._batches.append(out)

    def _number(self, members: tuple[int, ...]) -> int:
        found = self._numbers.get(members)
        if found is None:
            found = self._numbers[members] = len(self.members)
            self.members.append(members)
        return found

    def by_frequency(self) -> tuple[U32, list[tuple[int, ...]]]:
        """(set number of each row, the sets), the most frequent set first."""
        rows = np.concatenate(self._batches) if self._batches else np.zeros(0, np.uint32)
        self._batches = []
        counts = np.bincount(rows, minlength=len(self.members))
        order = np.argsort(-counts, kind="stable")
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        return rank[rows], [self.members[i] for i in order]


class Words:
    """Short codes with stable numbers from 1; 0 stands for nothing or unknown."""

    def __init__(self, known: tuple[str, ...] = (), limit: int = 65_000) -> None:
        """With `known` words, any other is 0; else words are numbered as they come, up to `limit`."""
        self.numbers = {word: at + 1 for at, word in enumerate(known)}
        self._open, self._limit = not known, limit

    def of(self, column: Any) -> NDArray[np.uint16]:
        """The number of each cell."""
        encoded = column.dictionary_encode()
        numbers = np.array([self._number(w) for w in encoded.dictionary.to_pylist()], np.uint16)
        found: NDArray[np.uint16] = numbers[encoded.indices.to_numpy()]
        return found

    def _number(self, word: str) -> int:
        word = word.strip().upper()
        if not word:
            return 0
        if self._open and len(self.numbers) < self._limit:
            return self.numbers.setdefault(word, len(self.numbers) + 1)
        return self.numbers.get(word, 0)


class Blocks:
    """Records as compressed blocks of a few rows."""

    def __init__(self, out: Sums, rare_from: int) -> None:
        """`out` receives the blocks."""
        self._out, self._ends, self._rest = out, [0], pa.array([], pa.string())
        self._rare_from = rare_from

    def add(self, columns: list[Any]) -> None:
        """Append the rows of a batch."""
        common, rare = (columns[: self._rare_from], columns[self._rare_from :]) if self._rare_from else (columns, [])
        rest = [_where_filled(rare)] if rare else []
        joined = pc.binary_join_element_wise(pa.scalar("\x1e"), *common, *rest, "\x1f")
        lines = pc.ascii_rtrim(joined, characters="\x1f")
        if len(self._rest):
            lines = pa.concat_arrays([self._rest, lines])
        whole = len(lines) // BLOCK_ROWS * BLOCK_ROWS
        self._write(lines.slice(0, whole))
        self._rest = lines.slice(whole)

    def _write(self, lines: Any) -> None:
        starts, text = text_buffers(lines)
        view = text.data
        for at in range(0, len(lines), BLOCK_ROWS):
            end = min(at + BLOCK_ROWS, len(lines))
            packed = isal_zlib.compress(view[int(starts[at]) : int(starts[end])], 0)
            self._out.write(packed)
            self._ends.append(self._ends[-1] + len(packed))

    def finish(self) -> NDArray[np.uint64]:
        """Write what is left; the offsets of the blocks."""
        self._write(self._rest)
        self._out.close()
        return np.array(self._ends, np.uint64)


def _where_filled(columns: list[Any]) -> Any:
    """The columns joined, for rows that have any of them; "" for the rest."""
    filled = np.zeros(len(columns[0]), bool)
    for column in columns:
        if not is_blank(column):
            filled |= np.diff(text_buffers(column)[0]) > 0
    if not filled.any():
        return pa.scalar("")
    few = pa.array(np.nonzero(filled)[0])
    joined = pc.binary_join_element_wise(*(column.take(few) for column in columns), "\x1f")
    place = pa.array(np.maximum(np.cumsum(filled) - 1, 0), mask=~filled)
    return pc.fill_null(joined.take(place), "")


def packed_strings(forms: list[bytes]) -> tuple[U32, U8]:
    """Offsets and bytes of a list of strings."""
    offsets = np.zeros(len(forms) + 1, np.uint32)
    np.cumsum(np.fromiter(map(len, forms), np.int64, len(forms)), out=offsets[1:])
    return offsets, np.frombuffer(b"".join(forms), np.uint8)
