"""What a build gathers from the batches: vocabularies, sets of attributes, record blocks. Build side only (pyarrow)."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
from isal import isal_zlib
from numpy.typing import NDArray

from credcheck.mirror import interning, sorting
from credcheck.mirror.columns import text_buffers
from credcheck.mirror.files import BLOCK_ROWS
from credcheck.mirror.hashing import U8, U32, U64
from credcheck.mirror.interning import CompiledNumbers
from credcheck.mirror.names import MAX_BYTES
from credcheck.mirror.signature import LONGEST
from credcheck.mirror.storing import Sums

NONE, SEVERAL = -1, -2
PACKED = 0
"""Level 1 would take a third less room and twice the time."""
Forms = Callable[[str], tuple[tuple[str, int], ...]]


class Vocabulary:
    """Distinct forms with provisional numbers; raw spellings are folded once."""

    def __init__(self, forms: Forms) -> None:
        """`forms` turns a raw spelling into its forms, each with a kind."""
        self._forms, self._raw, self._listed = forms, interning.numbers(), interning.numbers()
        self._first, self._filed, self._kinds = array("q", [0, 0]), array("I"), array("B")
        self._single = array("q", [NONE])  # of each spelling with one form: the form's number, doubled, and its kind

    def _places(self, column: Any) -> U32:
        """Where the forms of every cell lie: the number of its spelling."""
        had = len(self._raw)
        places = self._raw.of(column)
        if len(self._raw) > had:
            self._file(self._raw.texts(had))
        return places

    def _file(self, spellings: Any) -> None:
        """File spellings not seen before; most are one plain word, which is its own form."""
        plain = _are_plain(spellings)
        others = [self._forms(text.decode("utf-8", "replace")) for text in spellings.filter(~plain).to_pylist()]
        times = np.ones(len(spellings), np.int64)
        times[~plain] = [len(forms) for forms in others]
        starts = np.cumsum(times) - times
        filed, kinds = np.zeros(int(times.sum()), np.uint32), np.zeros(int(times.sum()), np.uint8)
        filed[starts[plain]] = self._listed.of(spellings.filter(plain))
        flat = [form for forms in others for form in forms]
        is_other = np.ones(len(filed), bool)
        is_other[starts[plain]] = False
        filed[is_other] = self._listed.of(pa.array([form.encode("utf-8", "ignore") for form, _ in flat], pa.binary()))
        kinds[is_other] = [kind for _, kind in flat]
        single = np.where(times > 1, SEVERAL, NONE)
        single[times == 1] = filed[starts[times == 1]].astype(np.int64) << 1 | kinds[starts[times == 1]]
        self._single.frombytes(single.tobytes())
        self._first.frombytes((len(self._kinds) + starts + times).tobytes())
        self._filed.frombytes(filed.tobytes())
        self._kinds.frombytes(kinds.tobytes())

    def spread(self, column: Any) -> tuple[U32, U32, U8]:
        """For a text column: (row, form, kind) for every form of every non-empty cell; single forms come first."""
        places = self._places(column)
        single = np.frombuffer(self._single, np.int64)[places]
        one, many = np.nonzero(single >= 0)[0], np.nonzero(single == SEVERAL)[0]
        rows, forms = one.astype(np.uint32), (single[one] >> 1).astype(np.uint32)
        kinds = (single[one] & 1).astype(np.uint8)
        if not len(many):
            return rows, forms, kinds
        at, of = self._expanded(places[many])
        more = np.frombuffer(self._filed, np.uint32)[at], np.frombuffer(self._kinds, np.uint8)[at]
        both = np.concatenate
        return both((rows, many[of].astype(np.uint32))), both((forms, more[0])), both((kinds, more[1]))

    def _expanded(self, places: U32) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where all forms of these spellings lie, and which spelling each is of."""
        first = np.frombuffer(self._first, np.int64)
        starts, times = first[places], first[places + 1] - first[places]
        of = np.repeat(np.arange(len(places)), times)
        return np.arange(len(of)) + np.repeat(starts - np.cumsum(times) + times, times), of

    def one_each(self, column: Any) -> U32:
        """For a text column: the number of each cell's only form; cells without one have the form ""."""
        places = self._places(column)
        single = np.frombuffer(self._single, np.int64)[places]
        found: U32 = (np.maximum(single, 0) >> 1).astype(np.uint32)
        return found

    def forget_raw(self) -> None:
        """Free the raw spellings."""
        self._raw = interning.numbers()
        self._first, self._filed, self._kinds = array("q", [0, 0]), array("I"), array("B")
        self._single = array("q", [NONE])  # of each spelling with one form: the form's number, doubled, and its kind

    def ranked(self, with_blank: bool = False) -> tuple[U32, Strings]:
        """(provisional number -> rank in byte order, the forms in that order); the form "" only where it is one."""
        start = 0 if with_blank else 1
        order, forms = sorting.in_order(interning.library(), self._listed.texts(start))
        rank = np.zeros(len(order) + start, np.uint32)
        rank[order + np.uint32(start)] = np.arange(len(order), dtype=np.uint32)
        self._listed = interning.numbers()
        return rank, forms


def _are_plain(spellings: Any) -> NDArray[np.bool_]:
    """Which spellings are one word of A to Z, not too long."""
    at, text = text_buffers(spellings)
    letters = np.zeros(len(text) + 1, np.int64)
    np.cumsum((text >= 65) & (text <= 90), out=letters[1:])
    lens = np.diff(at)
    found: NDArray[np.bool_] = (letters[at[1:]] - letters[at[:-1]] == lens) & (lens < MAX_BYTES)
    return found


Strings = tuple[U32, U8]
"""Offsets and bytes of many strings."""


def signatures(at: U32, text: U8) -> U64:
    """The signatures of many forms."""
    compiled = interning.library()
    if compiled is None:
        return _signatures(at, text)
    found = np.empty(len(at) - 1, np.uint64)
    compiled.cc_signs(at.ctypes.data, text.ctypes.data, len(found), found.ctypes.data)
    return found


def _signatures(at: U32, text: U8) -> U64:
    found = np.zeros(len(at) - 1, np.uint64)
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
        compiled = interning.library()
        self._table = CompiledNumbers(compiled) if compiled is not None else None
        self._numbers: dict[tuple[int, ...], int] = {(): 0}
        self._batches: list[U32] = []

    def __len__(self) -> int:
        """How many distinct sets there are."""
        return len(self._numbers) if self._table is None else len(self._table)

    def add(self, words: Sequence[NDArray[np.uint16]], rows: int) -> None:
        """The words of each row, one array a column; 0 stands for nothing."""
        if not words:
            self._batches.append(np.zeros(rows, np.uint32))
        elif self._table is not None:
            self._batches.append(self._table.sets(np.ascontiguousarray(np.stack(words))))
        else:
            self._batches.append(self._sets(np.stack(words, axis=1)))

    def _sets(self, matrix: NDArray[np.uint16]) -> U32:
        """Numbers in the order in which the rows bring the sets."""
        rows = np.ascontiguousarray(np.sort(matrix, axis=1))
        as_one = rows.view([("", rows.dtype)] * rows.shape[1]).ravel()
        distinct, first, inverse = np.unique(as_one, return_index=True, return_inverse=True)
        members = [tuple(sorted({int(v) for v in d if v})) for d in distinct.tolist()]
        numbers = np.zeros(len(members), np.uint32)
        for at in np.argsort(first, kind="stable").tolist():
            numbers[at] = self._numbers.setdefault(members[at], len(self._numbers))
        found: U32 = numbers[inverse]
        return found

    def _members(self) -> list[tuple[int, ...]]:
        if self._table is None:
            return list(self._numbers)
        return [tuple(np.frombuffer(text, np.uint16).tolist()) for text in self._table.texts().to_pylist()]

    def by_frequency(self) -> tuple[U32, list[tuple[int, ...]]]:
        """(set number of each row, the sets), the most frequent set first."""
        rows = np.concatenate(self._batches) if self._batches else np.zeros(0, np.uint32)
        self._batches, members = [], self._members()
        counts = np.bincount(rows, minlength=len(members))
        order = np.argsort(-counts, kind="stable")
        rank = np.empty(len(order), np.uint32)
        rank[order] = np.arange(len(order), dtype=np.uint32)
        return rank[rows], [members[i] for i in order]


class Words:
    """Short codes with stable numbers from 1; 0 stands for nothing or unknown."""

    def __init__(self, known: tuple[str, ...] = (), limit: int = 65_000) -> None:
        """With `known` words, any other is 0; else words are numbered as they come, up to `limit`."""
        self.numbers = {word: at + 1 for at, word in enumerate(known)}
        self._open, self._limit = not known, limit
        self._raw, self._of_raw = interning.numbers(), array("H", [0])

    def of(self, column: Any) -> NDArray[np.uint16]:
        """The number of each cell."""
        had = len(self._raw)
        raw = self._raw.of(column)
        if len(self._raw) > had:
            spellings = self._raw.texts(had).to_pylist()
            self._of_raw.extend(self._number(s.decode("utf-8", "replace")) for s in spellings)
        return np.array(self._of_raw, np.uint16)[raw]

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
        self._out, self._ends, self._rest = out, [0], b""
        self._rows, self._rare_from = 0, rare_from

    def add(self, columns: list[Any]) -> None:
        """Append the rows of a batch."""
        at, text = interning.records(columns, self._rare_from)
        view, rows, done = text.data, len(at) - 1, 0
        if self._rows:  # fill up the block that the last batch began
            done = min(BLOCK_ROWS - self._rows, rows)
            self._rest += bytes(view[: int(at[done])])
            self._rows += done
            if self._rows == BLOCK_ROWS:
                self._write(self._rest)
        ends = at[done::BLOCK_ROWS].tolist()
        packed = [isal_zlib.compress(view[a:b], PACKED) for a, b in pairwise(ends)]
        self._ends.extend((self._ends[-1] + np.cumsum([len(p) for p in packed], dtype=np.int64)).tolist())
        self._out.write(b"".join(packed))
        left = done + (len(ends) - 1) * BLOCK_ROWS if ends else done
        if left < rows:
            self._rest, self._rows = bytes(view[int(at[left]) : int(at[rows])]), rows - left

    def _write(self, block: bytes) -> None:
        packed = isal_zlib.compress(block, PACKED)
        self._out.write(packed)
        self._ends.append(self._ends[-1] + len(packed))
        self._rest, self._rows = b"", 0

    def finish(self) -> NDArray[np.uint64]:
        """Write what is left; the offsets of the blocks."""
        if self._rows:
            self._write(self._rest)
        return np.array(self._ends, np.uint64)
