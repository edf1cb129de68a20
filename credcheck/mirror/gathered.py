"""What the batches of a build held, in the order of their rows. Build side only (pyarrow)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from credcheck.mirror import interning
from credcheck.mirror.bits import MIDDLE_BIT, OTHER_BIT, PART_BIT, SEX_SHIFT, SEXES, SHORTEST_MIDDLE
from credcheck.mirror.columns import is_blank, lengths, text_buffers
from credcheck.mirror.gathering import Sets, Vocabulary, Words
from credcheck.mirror.hashing import U32
from credcheck.mirror.names import folded, surname_forms
from credcheck.mirror.words import Layout, NameColumns

INITIALS = np.zeros(256, np.uint16)
INITIALS[65:91] = INITIALS[97:123] = np.arange(1, 27)
"""First byte of a middle name -> 1 for A, a to 26 for Z, z; 0 for anything else."""


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
