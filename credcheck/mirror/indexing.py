"""Gathered pieces into the sorted arrays of a copy."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credcheck.mirror import interning, sorting
from credcheck.mirror.beside import Beside
from credcheck.mirror.bits import MIDDLE_BIT, OVERFLOW
from credcheck.mirror.gathered import Gathered
from credcheck.mirror.gathering import Sets, Strings, signatures
from credcheck.mirror.hashing import U32
from credcheck.mirror.storing import Generation
from credcheck.mirror.words import Progress
from credcheck.model import Sentence

MOST_STEPS = 8


class Index:
    """Gathered pieces into the sorted arrays of the copy."""

    def __init__(self, gathered: Gathered, out: Generation, tell: Progress) -> None:
        """Write into `out`, telling before each step."""
        self._from, self._out, self._tell = gathered, out, tell
        self._library = interning.library()

    def write(self) -> None:
        """All arrays; what does not hang on the names is sorted beside them."""
        self._tell(0, 3, self._step())
        g = self._from
        with Beside("register index", MOST_STEPS) as beside:
            beside.call(self._keys)
            g.forms.forget_raw()
            g.given.forget_raw()
            forms, given = g.forms.ranked(), g.given.ranked(with_blank=True)
            beside.call(partial(self._fuzzy, forms[1]))
            beside.call(self._organisations)
            self._tell(1, 3, self._step())
            self._names(forms, given)
            self._tell(2, 3, self._step())

    def _step(self) -> Sentence:
        return Sentence("mirror.indexing", rows=self._from.rows)

    def _keys(self) -> None:
        g = self._from
        rows = np.arange(g.rows, dtype=np.uint32)
        self._buckets("id", _joined(g.id_hashes, np.uint32), rows)
        self._buckets("licence", _joined(g.licence_hashes, np.uint32), _joined(g.licence_rows, np.uint32))

    def _buckets(self, name: str, hashes: U32, rows: U32) -> None:
        at, rows = sorting.buckets(self._library, hashes, rows)
        self._out.put(f"{name}.at", at)
        self._out.put(f"{name}.row", rows)

    def _names(self, forms: tuple[U32, Strings], given: tuple[U32, Strings]) -> None:
        posts = self._from.postings
        rows, bits = _joined(posts.rows, np.uint32), _joined(posts.bits, np.uint16)
        form_of, given_of = _joined(posts.forms, np.uint32), _joined(posts.given, np.uint32)
        first = (bits & np.uint16(MIDDLE_BIT)) == 0
        several = _several(rows[first])
        for name, numbers, (rank, listed) in (("forms", form_of, forms), ("given", given_of, given)):
            people, blank = np.zeros(_count(listed), np.uint32), len(rank) - _count(listed)
            people[rank[blank:]] = _carried(numbers[first], rows[first], several, len(rank))[blank:]
            self._vocabulary(name, listed, people)
        start, names, rows, bits = sorting.postings(
            self._library, (form_of, forms[0]), (given_of, given[0]), rows, bits, _count(forms[1])
        )
        del form_of, given_of, several, first
        for name, array in (("forms.post", start), ("post.given", names), ("post.row", rows), ("post.bits", bits)):
            self._out.put(name, array)
        del names, bits
        self._sets("states", self._from.states, rows)
        self._sets("codes", self._from.codes, rows)

    def _sets(self, name: str, sets: Sets, posting_rows: U32) -> None:
        of_row, members = sets.by_frequency()
        over = np.nonzero(of_row >= OVERFLOW)[0].astype(np.uint32)
        self._out.put(f"{name}.over_row", over)
        self._out.put(f"{name}.over_set", of_row[over])
        short = np.minimum(of_row, OVERFLOW).astype(np.uint16)
        self._out.put(f"post.{name}", short[posting_rows])
        at, numbers = _inverted(members)
        self._out.put(f"{name}.at", at)
        self._out.put(f"{name}.set", numbers)

    def _vocabulary(self, name: str, forms: Strings, people: U32) -> None:
        at, text = forms
        self._out.put(f"{name}.at", at)
        self._out.put(f"{name}.text", text)
        self._out.put(f"{name}.sign", signatures(at, text))
        self._out.put(f"{name}.people", people)

    def _fuzzy(self, forms: Strings) -> None:
        offsets, near = sorting.neighbours(self._library, *forms)
        self._out.put("near.at", offsets)
        self._out.put("near.form", near)

    def _organisations(self) -> None:
        g = self._from
        rank, words = g.words.ranked()
        word, rows = rank[_joined(g.org_words, np.uint32)], _joined(g.org_rows, np.uint32)
        key = np.unique((word.astype(np.uint64) << np.uint64(32)) | rows)
        at, text = words
        starts = np.searchsorted(key, np.arange(len(at), dtype=np.uint64) << np.uint64(32))
        self._out.put("words.at", at)
        self._out.put("words.text", text)
        self._out.put("words.post", starts.astype(np.uint32))
        self._out.put("words.row", (key & np.uint64(0xFFFFFFFF)).astype(np.uint32))


def _inverted(sets: list[tuple[int, ...]]) -> tuple[U32, U32]:
    """For every word: the sets that hold it."""
    owner = np.repeat(np.arange(len(sets), dtype=np.uint32), [len(s) for s in sets])
    word = np.array([w for s in sets for w in s], np.uint16)
    at = np.zeros(int(word.max(initial=0)) + 2, np.uint32)
    np.cumsum(np.bincount(word, minlength=len(at) - 1), out=at[1:])
    return at, owner[np.argsort(word, kind="stable")]


def _count(strings: Strings) -> int:
    return len(strings[0]) - 1


def carriers(value: NDArray[Any], rows: U32, count: int) -> U32:
    """How many different rows carry each value."""
    return _carried(value, rows, _several(rows), count)


def _several(rows: U32) -> NDArray[np.bool_]:
    """Which of these entries are of a row that has several: only such can carry a value twice."""
    found: NDArray[np.bool_] = (np.bincount(rows) > 1)[rows] if len(rows) else np.zeros(0, bool)
    return found


def _carried(value: NDArray[Any], rows: U32, several: NDArray[np.bool_], count: int) -> U32:
    found = np.bincount(value, minlength=count)
    pairs = (value[several].astype(np.uint64) << np.uint64(32)) | rows[several]
    pairs.sort()
    again = (pairs[1:][pairs[1:] == pairs[:-1]] >> np.uint64(32)).astype(np.int64)
    return (found - np.bincount(again, minlength=count)).astype(np.uint32)


def _joined(pieces: list[Any], dtype: Any) -> Any:
    """The pieces as one array; the list is emptied to free them."""
    found = np.concatenate(pieces) if pieces else np.zeros(0, dtype)
    pieces.clear()
    return found.astype(dtype, copy=False)
