"""Batches of register rows into a searchable copy: gather once, sort, write. The files: docs/mirror-format.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from credcheck.errors import BadRegisterFile, MirrorError
from credcheck.mirror import deletions, hashing
from credcheck.mirror.gathering import (
    Blocks,
    Sets,
    Vocabulary,
    Words,
    is_blank,
    packed_strings,
    signatures,
    text_buffers,
)
from credcheck.mirror.hashing import U32, U64
from credcheck.mirror.manifest import from_file
from credcheck.mirror.names import folded, surname_forms
from credcheck.mirror.storing import Generation, building
from credcheck.mirror.words import About, Layout, Manifest, NameColumns, Progress
from credcheck.model import Sentence

OVERFLOW = 0xFFFF
INITIAL_BITS, SEX_SHIFT, PART_BIT, OTHER_BIT = 31, 5, 128, 256
SEXES = ("M", "F", "X")


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
        gathered = Gathered(layout, Blocks(fresh.stream("records.bin"), layout.rare_from))
        for batch in batches:
            gathered.add(batch)
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

    def __init__(self, layout: Layout, blocks: Blocks) -> None:
        self.layout, self.blocks = layout, blocks
        self.rows = self.people = self.organisations = 0
        self.forms, self.given = Vocabulary(surname_forms), Vocabulary(_one_form)
        self.words = Vocabulary(_one_form)
        self.postings = _Postings([], [], [], [])
        self.org_rows: list[U32] = []
        self.org_words: list[U32] = []
        self.states, self.codes = Sets(), Sets()
        self.state_words, self.code_words = Words(layout.known_states), Words()
        self.sex_words, self.initials = Words(SEXES), Words(tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        self.id_hashes: list[U32] = []
        self.licence_hashes: list[U32] = []
        self.licence_rows: list[U32] = []

    def add(self, batch: Any) -> None:
        """One more batch."""
        columns = {name: batch.column(name) for name in self.layout.cells}
        self.blocks.add([columns[name] for name in self.layout.cells])
        self.id_hashes.append(hashing.top(hashing.many(*text_buffers(columns[self.layout.id]))))
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
            used = [words.of(columns[n]) for n in names if not is_blank(columns[n])]
            sets.add(np.stack(used, axis=1) if used else np.zeros((count, 0), np.uint16))

    def _add_people(self, columns: dict[str, Any], count: int) -> None:
        if not self.layout.names:
            return
        legal = self.layout.names[0]
        named = text_lengths(columns[legal.family]) > 0
        self.people += int(named.sum())
        sex = self.sex_words.of(columns[self.layout.sex]) if self.layout.sex else np.zeros(count, np.uint16)
        bits = (sex << np.uint16(SEX_SHIFT)) | self._middle(columns, legal, count)
        given = self.given.one_each(columns[legal.given])
        self._post(columns[legal.family], given, bits)
        for other in self.layout.names[1:]:
            if is_blank(columns[other.family]) and is_blank(columns[other.given]):
                continue
            family = _first_filled(columns[other.family], columns[legal.family])
            has = (text_lengths(columns[other.family]) > 0) | (text_lengths(columns[other.given]) > 0)
            also = self.given.one_each(_first_filled(columns[other.given], columns[legal.given]))
            same = pc.equal(family, columns[legal.family]).to_numpy(zero_copy_only=False) & (also == given)
            kept = pc.if_else(pa.array(has & named & ~same), family, "")
            self._post(kept, also, bits | np.uint16(OTHER_BIT))

    def _middle(self, columns: dict[str, Any], legal: NameColumns, count: int) -> NDArray[np.uint16]:
        if not legal.middle or is_blank(columns[legal.middle]):
            return np.zeros(count, np.uint16)
        return self.initials.of(pc.utf8_slice_codeunits(columns[legal.middle], 0, 1))

    def _post(self, family: Any, given: U32, bits: NDArray[np.uint16]) -> None:
        rows, forms, kinds = self.forms.spread(family)
        self.postings.rows.append(rows + np.uint32(self.rows))
        self.postings.forms.append(forms)
        self.postings.given.append(given[rows])
        self.postings.bits.append(bits[rows] | (kinds.astype(np.uint16) * np.uint16(PART_BIT)))

    def _add_organisations(self, columns: dict[str, Any], count: int) -> None:
        named = np.zeros(count, bool)
        for name in self.layout.organisations:
            if is_blank(columns[name]):
                continue
            named |= text_lengths(columns[name]) > 0
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
            keys = licence_keys(columns[number], columns[state])
            full = text_lengths(columns[number]) > 0
            hashes = hashing.top(hashing.many(*text_buffers(keys)))
            rows = np.nonzero(full)[0].astype(np.uint32)
            self.licence_hashes.append(hashes[rows])
            self.licence_rows.append(rows + np.uint32(self.rows))


def _one_form(raw: str) -> tuple[tuple[str, int], ...]:
    form = folded(raw)
    return ((form, 0),) if form else ()


def text_lengths(column: Any) -> NDArray[np.int32]:
    """The length of every cell in bytes."""
    return np.diff(text_buffers(column)[0])


def _first_filled(first: Any, second: Any) -> Any:
    return pc.if_else(pa.array(text_lengths(first) > 0), first, second)


def licence_keys(number: Any, state: Any) -> Any:
    """The key a licence is found by: its last run of digits without leading zeros (else all of it), and the state."""
    digits = pc.replace_substring_regex(number, r"^.*?([0-9]+)[^0-9]*$", r"\1")
    bare = pc.ascii_ltrim(pc.ascii_upper(pc.replace_substring_regex(digits, r"[^0-9A-Za-z]+", "")), characters="0")
    return pc.binary_join_element_wise(bare, pc.ascii_upper(pc.ascii_trim_whitespace(state)), "|")


class Index:
    """Gathered pieces into the sorted arrays of the copy."""

    def __init__(self, gathered: Gathered, out: Generation, tell: Progress) -> None:
        """Write into `out`, telling before each step."""
        self._from, self._out, self._tell = gathered, out, tell

    def write(self) -> None:
        """All arrays, the large ones one after the other to keep memory low."""
        steps = (self._records, self._keys, self._names, self._fuzzy, self._organisations)
        for at, step in enumerate(steps):
            self._tell(at, len(steps), Sentence("mirror.indexing", rows=self._from.rows))
            step()

    def _records(self) -> None:
        self._out.put("records.at", self._from.blocks.finish())

    def _keys(self) -> None:
        g = self._from
        rows = np.arange(g.rows, dtype=np.uint32)
        self._buckets("id", _joined(g.id_hashes, np.uint32), rows)
        self._buckets("licence", _joined(g.licence_hashes, np.uint32), _joined(g.licence_rows, np.uint32))

    def _buckets(self, name: str, hashes: U32, rows: U32) -> None:
        at, rows = hashing.buckets(hashes, rows)
        self._out.put(f"{name}.at", at)
        self._out.put(f"{name}.row", rows)

    def _names(self) -> None:
        g = self._from
        g.forms.forget_raw()
        g.given.forget_raw()
        form_rank, self._form_list = g.forms.ranked()
        given_rank, given_list = g.given.ranked()
        key = form_rank[_joined(g.postings.forms, np.uint32)].astype(np.uint64) << np.uint64(32)
        key |= given_rank[_joined(g.postings.given, np.uint32)]
        rows = _joined(g.postings.rows, np.uint32)
        self._vocabulary("forms", self._form_list, carriers(key >> np.uint64(32), rows, len(self._form_list)))
        self._vocabulary("given", given_list, carriers(key & np.uint64(0xFFFFFFFF), rows, len(given_list)))
        order = np.argsort(key)
        key, rows = key[order], rows[order]
        starts = np.searchsorted(key, np.arange(len(self._form_list) + 1, dtype=np.uint64) << np.uint64(32))
        self._out.put("forms.post", starts.astype(np.uint32))
        self._out.put("post.given", (key & np.uint64(0xFFFFFFFF)).astype(np.uint32))
        del key
        self._out.put("post.row", rows)
        self._out.put("post.bits", _joined(g.postings.bits, np.uint16)[order])
        del order
        self._sets("states", g.states, rows)
        self._sets("codes", g.codes, rows)

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

    def _vocabulary(self, name: str, forms: list[bytes], people: U32) -> None:
        at, text = packed_strings(forms)
        self._out.put(f"{name}.at", at)
        self._out.put(f"{name}.text", text)
        self._out.put(f"{name}.sign", signatures(forms))
        self._out.put(f"{name}.people", people)

    def _fuzzy(self) -> None:
        at, text = packed_strings(self._form_list)
        offsets, forms = deletions.table(at, text)
        self._out.put("near.at", offsets)
        self._out.put("near.form", forms)

    def _organisations(self) -> None:
        g = self._from
        rank, words = g.words.ranked()
        word, rows = rank[_joined(g.org_words, np.uint32)], _joined(g.org_rows, np.uint32)
        key = np.unique((word.astype(np.uint64) << np.uint64(32)) | rows)
        starts = np.searchsorted(key, np.arange(len(words) + 1, dtype=np.uint64) << np.uint64(32))
        at, text = packed_strings(words)
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


def carriers(value: U64, rows: U32, count: int) -> U32:
    """How many different rows carry each value."""
    pairs = (value << np.uint64(32)) | rows
    pairs.sort()
    first = np.ones(len(pairs), bool)
    first[1:] = pairs[1:] != pairs[:-1]
    return np.bincount((pairs[first] >> np.uint64(32)).astype(np.int64), minlength=count).astype(np.uint32)


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
        "sets": {"states": len(gathered.states.members), "codes": len(gathered.codes.members)},
    }
