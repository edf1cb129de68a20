"""The search over one opened copy: by name, id, licence or organisation name; numpy comes in here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np

from credcheck.errors import MirrorError
from credcheck.mirror import hashing, lookup, organisations, segments
from credcheck.mirror.asking import Asked, Asker
from credcheck.mirror.bits import MIDDLE_BIT, OTHER_BIT, PART_BIT
from credcheck.mirror.engines import engine_for
from credcheck.mirror.files import Files
from credcheck.mirror.segments import Ranked, Segment
from credcheck.mirror.words import Found, Hit, Manifest, NameQuery, Nicknames, Record, Weights
from credcheck.model import Sentence

MOST_LICENCES = 2_000
"""So many records are read at most: a number that more rows share, such as PENDING, tells nobody apart."""


class Opened:
    """The files of a copy as they are searched; `mirror.Mirror` makes it at the first question."""

    def __init__(
        self, folders: Sequence[Path], manifest: Manifest, tables: Sequence[dict[str, Any]],
        nicknames: Callable[[], Nicknames],
        weights: Weights,
    ) -> None:  # fmt: skip
        """Nothing is read yet."""
        self.manifest, self.folders, self.weights = manifest, tuple(folders), weights
        self._tables, self._nicknames = tables, nicknames

    @cached_property
    def files(self) -> tuple[Files, ...]:
        """The base without the rows that were replaced, and the changes."""
        if len(self.folders) == 1:
            return (Files(self.folders[0], self._tables[0]),)
        changes = Files(self.folders[1], self._tables[1])
        return Files(self.folders[0], self._tables[0], changes.dead_of_base()), changes

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """The base and the changes, each with what searches it."""
        nicknames, made = self._nicknames(), list[Segment]()
        for files in self.files:
            engine = engine_for(files)
            made.append(Segment(files, engine, Asker(files, nicknames, self.weights, engine.given_number)))
        return tuple(made)

    def search(self, query: NameQuery) -> Found:
        """Who could be meant, best first: near spellings, nicknames, halves, other names and swapped order included."""
        with self._said():
            found = segments.ranked(self.segments, query, self.weights)
            hits = tuple(
                Hit(
                    self._record(r.segment, r.row),
                    r.score,
                    "swapped" if r.is_swapped else _why(found.asked[r.segment], r),
                )
                for r in segments.merged(found, self.weights.cut)
            )
            return Found(hits, segments.counts(self.segments, found.asked), self.manifest.people)

    def rows(self, query: NameQuery) -> list[int]:
        """The row numbers `search` would find, without their records; those of changes follow those of the base."""
        found = segments.ranked(self.segments, query, self.weights)
        if len(found.best) == 1:
            rows: list[int] = found.best[0][1].tolist()
            return rows
        first = (0, int(self._tables[0]["rows"]))
        return [first[r.segment] + r.row for r in segments.merged(found, self.weights.cut)]

    def by_ids(self, ids: Sequence[str]) -> dict[str, Record]:
        """The records with these ids; many cost less together than one by one."""
        found: dict[str, Record] = {}
        with self._said():
            for at, files in enumerate(self.files):
                for id, row in lookup.rows_of(files, [i.strip() for i in ids]):
                    if not files.is_dead(row):
                        found.setdefault(id, self._record(at, row))
        return found

    def by_licence(self, number: str, state: str) -> tuple[Record, ...]:
        """Records that list this licence number (its last run of digits, leading zeros aside) in this state."""
        wanted = licence_key(number, state)
        if wanted.startswith("|"):
            return ()
        pairs = [(str(n), str(s)) for n, s in self._tables[0]["licences"]]
        with self._said():
            records = [self._record(at, row) for at, row in islice(self._filed_under(wanted), MOST_LICENCES)]
        return tuple(
            r for r in records if any(licence_key(r.cells.get(n, ""), r.cells.get(s, "")) == wanted for n, s in pairs)
        )

    def _filed_under(self, licence: str) -> Iterator[tuple[int, int]]:
        key = hashing.one(licence.encode()[:80])
        for at, files in enumerate(self.files):
            rows = hashing.bucket(key, files.array("licence.at"), files.array("licence.row"))
            yield from ((at, row) for row in np.unique(rows).tolist() if not files.is_dead(row))

    def organisations(self, name: str, limit: int = 20) -> tuple[Hit, ...]:
        """Organisations whose name holds the most telling words of `name`, best first."""
        with self._said():
            found = organisations.search(self.files, name, max(1, min(limit, 200)))
            return tuple(Hit(self._record(at, row), score, "organisation") for at, row, score in found)

    def _record(self, segment: int, row: int) -> Record:
        table, files = self._tables[segment], self.files[segment]
        cells = {name: value for name, value in zip(table["cells"], files.cells(row), strict=False) if value}
        return Record(cells.get(table["id"], ""), cells)

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Say in a sentence that the copy contradicts itself."""
        try:
            yield
        except (IndexError, ValueError, OverflowError) as error:
            raise MirrorError(Sentence("mirror.damaged", name=self.manifest.name)) from error


def _why(asked: Asked, found: Ranked) -> str:
    files = asked.files
    bits = int(files.array("post.bits")[found.post])
    if bits & OTHER_BIT:
        return "other_name"
    if bits & PART_BIT:
        return "part"
    if bits & MIDDLE_BIT:
        return "middle_name"
    form = int(np.searchsorted(files.array("forms.post"), np.uint32(found.post), side="right")) - 1
    return "exact" if files.text("forms", form) == asked.variants[0][0] else "spelling"


def licence_key(number: str, state: str) -> str:
    """What a licence is found by: the last run of digits without leading zeros (else all of it), and the state."""
    runs = "".join(c if c in "0123456789" else " " for c in number).split()
    bare = runs[-1] if runs else "".join(c for c in number if c.isascii() and c.isalnum()).upper()
    return f"{bare.lstrip('0')}|{state.strip(' ').upper()}"
