"""Batches of register rows into a searchable copy: gather once, sort, write. The files: docs/mirror-format.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from credcheck.errors import BadRegisterFile, MirrorError
from credcheck.mirror import interning, sorting
from credcheck.mirror.beside import Beside
from credcheck.mirror.columns import is_blank, lengths, text_buffers
from credcheck.mirror.gathering import Blocks, Sets, Strings, Vocabulary, Words, signatures
from credcheck.mirror.hashing import U32
from credcheck.mirror.manifest import from_file
from credcheck.mirror.names import folded, surname_forms
from credcheck.mirror.storing import Generation, building
from credcheck.mirror.words import About, Layout, Manifest, NameColumns, Progress
from credcheck.model import Sentence

AHEAD = 2
MOST_STEPS = 8
OVERFLOW = 0xFFFF
INITIAL_BITS, SEX_SHIFT, PART_BIT, OTHER_BIT, MIDDLE_BIT = 31, 5, 128, 256, 512
SHORTEST_MIDDLE = 3
"""Shorter middle names are initials."""
SEXES = ("M", "F", "X")
INITIALS = np.zeros(256, np.uint16)
"""First byte of a middle name -> 1 for A, a to 26 for Z, z; 0 for anything else."""
INITIALS[65:91] = INITIALS[97:123] = np.arange(1, 27)


def build(
    folder: Path,
    name: str,
    layout: Layout,
    batches: Iterable[Any],
    about: Callable[[], About],
    progress: Progress | None = None,
) -> Manifest:
    """Build the copy `name` below `folder` from record batches of text columns, and swap it in; all or nothing."""
    tell = progress or silent
    with building(folder / name) as fresh:
        gathered = gather(layout, fresh, batches)
        origin = about()
        _refuse_shrunken(folder / name, name, layout, gathered.rows, origin)
        Index(gathered, fresh, tell).write()
        fresh.seal(table_of(name, layout, gathered, origin))
    return from_file(folder / name, name)


def _refuse_shrunken(home: Path, name: str, layout: Layout, rows: int, origin: About) -> None:
    """A register does not lose many rows in a month: a file that has far fewer than the copy in use was cut."""
    try:
        old = from_file(home, name)
    except MirrorError:
        return
    least = old.rows * (1.0 - layout.may_shrink)
    if origin.claims_whole and not origin.practice and not old.practice and old.share == 1.0 and rows < least:
        raise BadRegisterFile(
            Sentence("mirror.shrunken", file=origin.source, name=name, rows=f"{rows:,}", had=f"{old.rows:,}")
        )


def silent(done: int, total: int, what: Sentence) -> None:
    """Nobody listens."""


@dataclass(slots=True)
class _Postings:
    """Who carries which form: parallel pieces, one a batch and name."""

    rows: list[U32]
    forms: list[U32]
    given: list[U32]
    bits: list[NDArray[np.uint16]]


class Gathered:
    """What the batches held, in the order of the rows."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.rows = self.people = self.organisations = 0
        self.forms, self.given = Vocabulary(surname_forms), Vocabulary(_one_form)
        self.words = Vocabulary(_one_form)
        self.postings = _Postings([], [], [], [])
        self.org_rows: list[U32] = []
        self.org_words: list[U32] = []
        self.states, self.codes = Sets(), Sets()
        self.state_words, self.code_words = Words(layout.known_states), Words()
        self.sex_words = Words(SEXES)
        self.id_hashes: list[U32] = []
        self.licence_hashes: list[U32] = []
        self.licence_rows: list[U32] = []

    def add(self, batch: Any) -> None:
        """One more batch."""
        columns = {name: batch.column(name) for name in self.layout.cells}
        self.id_hashes.append(interning.hashes(columns[self.layout.id]))
        self._add_attributes(columns, len(batch))
        self._add_people(columns, len(batch))
        self._add_organisations(columns, len(batch))
        self._add_licences(columns)
        self.rows += len(batch)

    def _add_attributes(self, columns: dict[str, Any], count: int) -> None:
        for sets, words, names in (
            (self.states, self.state_words, self.layout.states),
            (self.codes, self.code_words, self.layout.codes),
        ):
            sets.add([words.of(columns[n]) for n in names if not is_blank(columns[n])], count)

    def _add_people(self, columns: dict[str, Any], count: int) -> None:
        if not self.layout.names:
            return
        legal = self.layout.names[0]
        named = lengths(columns[legal.family]) > 0
        self.people += int(named.sum())
        sex = self.sex_words.of(columns[self.layout.sex]) if self.layout.sex else np.zeros(count, np.uint16)
        bits = (sex << np.uint16(SEX_SHIFT)) | self._middle(columns, legal, count)
        given = self.given.one_each(columns[legal.given])
        self._post(columns[legal.family], given, bits)
        if legal.middle and not is_blank(columns[legal.middle]):
            self._add_middle(columns, legal, given, bits)
        for other in self.layout.names[1:]:
            if is_blank(columns[other.family]) and is_blank(columns[other.given]):
                continue
            has = (lengths(columns[other.family]) > 0) | (lengths(columns[other.given]) > 0)
            self._add_other(columns, legal, other, np.nonzero(has & named)[0], given, bits)

    def _add_middle(self, columns: dict[str, Any], legal: NameColumns, given: U32, bits: NDArray[np.uint16]) -> None:
        """Middle names in the place of the first: many people go by theirs."""
        rows = np.nonzero(lengths(columns[legal.middle]) >= SHORTEST_MIDDLE)[0]
        if not len(rows):
            return
        few = pa.array(rows)
        middle = self.given.one_each(columns[legal.middle].take(few))
        kept = pa.array((middle > 0) & (middle != given[rows]))
        family = pc.if_else(kept, columns[legal.family].take(few), "")
        self._post(family, middle, bits[rows] | np.uint16(MIDDLE_BIT), rows.astype(np.uint32))

    def _add_other(
        self, columns: dict[str, Any], legal: NameColumns, other: NameColumns, rows: Any, given: U32, bits: Any
    ) -> None:
        """Another name of a few rows; what it leaves out is as in the legal one."""
        few = pa.array(rows)
        legal_family = columns[legal.family].take(few)
        family = _first_filled(columns[other.family].take(few), legal_family)
        also = self.given.one_each(_first_filled(columns[other.given].take(few), columns[legal.given].take(few)))
        same = pc.equal(family, legal_family).to_numpy(zero_copy_only=False) & (also == given[rows])
        kept = pc.if_else(pa.array(~same), family, "")
        self._post(kept, also, bits[rows] | np.uint16(OTHER_BIT), rows.astype(np.uint32))

    def _middle(self, columns: dict[str, Any], legal: NameColumns, count: int) -> NDArray[np.uint16]:
        if not legal.middle or is_blank(columns[legal.middle]):
            return np.zeros(count, np.uint16)
        at, text = text_buffers(columns[legal.middle])
        has = np.nonzero(at[1:] > at[:-1])[0]
        found = np.zeros(count, np.uint16)
        found[has] = INITIALS[text[at[has]]]
        return found

    def _post(self, family: Any, given: U32, bits: NDArray[np.uint16], of: U32 | None = None) -> None:
        """File names; `of` says which rows they are of, where not of all."""
        rows, forms, kinds = self.forms.spread(family)
        self.postings.rows.append((rows if of is None else of[rows]) + np.uint32(self.rows))
        self.postings.forms.append(forms)
        self.postings.given.append(given[rows])
        self.postings.bits.append(bits[rows] | (kinds.astype(np.uint16) * np.uint16(PART_BIT)))

    def _add_organisations(self, columns: dict[str, Any], count: int) -> None:
        named = np.zeros(count, bool)
        for name in self.layout.organisations:
            if is_blank(columns[name]):
                continue
            named |= lengths(columns[name]) > 0
            rows, words = self._words(columns[name])
            self.org_rows.append(rows + np.uint32(self.rows))
            self.org_words.append(words)
        self.organisations += int(named.sum())

    def _words(self, column: Any) -> tuple[U32, U32]:
        """(row, word) for every word of every cell; whole names differ nearly always, their words seldom."""
        plain = pc.replace_substring_regex(pc.utf8_upper(column), r"['’.]", "")
        lists = pc.utf8_split_whitespace(pc.replace_substring_regex(plain, r"[\s\p{P}\p{S}]+", " "))
        rows = pc.list_parent_indices(lists).to_numpy().astype(np.uint32)
        at, words, _ = self.words.spread(lists.flatten())
        return rows[at], words

    def _add_licences(self, columns: dict[str, Any]) -> None:
        for number, state in self.layout.licences:
            if is_blank(columns[number]):
                continue
            hashes, rows = interning.licences(columns[number], columns[state], self.rows)
            self.licence_hashes.append(hashes)
            self.licence_rows.append(rows)


def _one_form(raw: str) -> tuple[tuple[str, int], ...]:
    form = folded(raw)
    return ((form, 0),) if form else ()


def _first_filled(first: Any, second: Any) -> Any:
    return pc.if_else(pa.array(lengths(first) > 0), first, second)


def gather(layout: Layout, fresh: Generation, batches: Iterable[Any]) -> Gathered:
    """All batches; their records, which a thread of its own packs, are written by the end."""
    records = fresh.stream("records.bin")
    blocks, gathered = Blocks(records, layout.rare_from), Gathered(layout)
    with Beside("register records", AHEAD) as beside:
        for batch in batches:
            beside.call(partial(blocks.add, [batch.column(name) for name in layout.cells]))
            gathered.add(batch)
    fresh.put("records.at", blocks.finish())
    fresh.complete(records)
    return gathered


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


def table_of(name: str, layout: Layout, gathered: Gathered, about: About) -> dict[str, Any]:
    """The manifest of what was gathered."""
    return {
        "name": name,
        "title": about.title,
        "snapshot": about.snapshot.isoformat() if about.snapshot else "",
        "people": gathered.people,
        "organisations": gathered.organisations,
        "rows": gathered.rows,
        "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "source": about.source,
        "digest": about.digest,
        "share": about.share,
        "practice": about.practice,
        "cells": list(layout.cells),
        "id": layout.id,
        "organisation_names": list(layout.organisations),
        "licences": [list(pair) for pair in layout.licences],
        "states": list(layout.known_states),
        "codes": list(gathered.code_words.numbers),
        "sets": {"states": len(gathered.states), "codes": len(gathered.codes)},
    }
