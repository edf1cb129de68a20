"""One installed copy, opened: search by name, id, licence or organisation name."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from pathlib import Path

import numpy as np

from credcheck.errors import MirrorError
from credcheck.mirror import hashing, manifest, organisations, twin
from credcheck.mirror.asking import Asked, Asker
from credcheck.mirror.engines import Engine, engine_for
from credcheck.mirror.files import Files
from credcheck.mirror.kernel import ALL, NEAR
from credcheck.mirror.twin import Scored
from credcheck.mirror.words import Found, Hit, NameQuery, Nicknames, Record, Weights
from credcheck.model import Sentence


class Mirror:
    """A local copy of a bulk register; safe to use from one thread at a time, open in as many processes as you like."""

    def __init__(
        self, folder: Path, name: str, nicknames: Callable[[], Nicknames], weights: Weights | None = None
    ) -> None:
        """Open the generation in `folder`; nothing is read yet but its manifest."""
        table = manifest.read(folder, name)
        self.manifest = manifest.as_manifest(table, name)
        self.folder = folder
        self._files, self._nicknames, self._weights = Files(folder, table), nicknames, weights or Weights()

    @cached_property
    def _engine(self) -> Engine:
        return engine_for(self._files)

    @cached_property
    def _asker(self) -> Asker:
        return Asker(self._files, self._nicknames(), self._weights, self._engine.given_number)

    def search(self, query: NameQuery) -> Found:
        """Who could be meant, best first: near spellings, nicknames, halves, other names and swapped order included."""
        try:
            asked = self._asker.ask(query)
            (scores, rows, posts), swapped = self._ranked(query, asked)
            hits = tuple(
                Hit(self._record(row), score, "swapped" if post in swapped else _why(self._files, asked, post))
                for score, row, post in zip(scores.tolist(), rows.tolist(), posts.tolist(), strict=True)
            )
            return Found(hits, self._engine.counts(asked), self.manifest.people)
        except (IndexError, ValueError) as error:
            raise MirrorError(Sentence("mirror.damaged", name=self.manifest.name)) from error

    def rows(self, query: NameQuery) -> list[int]:
        """The row numbers `search` would find, without their records."""
        found: list[int] = self._ranked(query, self._asker.ask(query))[0][1].tolist()
        return found

    def _ranked(self, query: NameQuery, asked: Asked) -> tuple[Scored, set[int]]:
        """The best rows, and which of their postings were found with first name and surname swapped."""
        best = self._engine.search(asked, NEAR)
        swapped: set[int] = set()
        if self._weak(best, asked):
            other = self._asker.ask_swapped(query)
            if other:
                straight = set(best[2].tolist())
                best = self._engine.search(other, NEAR, best)
                swapped = set(best[2].tolist()) - straight
        if self._weak(best, asked) and asked.variants:
            best = self._engine.search(asked, ALL, best)
        return best, swapped

    def _weak(self, best: Scored, asked: Asked) -> bool:
        return not len(best[0]) or float(best[0][0]) < asked.best_possible - self._weights.weak

    def by_id(self, id: str) -> Record | None:
        """The record with this id, or None."""
        key = hashing.one(id.strip().encode()[:64])
        for row in hashing.bucket(key, self._files.array("id.at"), self._files.array("id.row")).tolist():
            record = self._record(row)
            if record.id == id.strip():
                return record
        return None

    def by_licence(self, number: str, state: str) -> tuple[Record, ...]:
        """Records that list this licence number (its last run of digits, leading zeros aside) in this state."""
        wanted = licence_key(number, state)
        if wanted.startswith("|"):
            return ()
        key = hashing.one(wanted.encode()[:80])
        rows = hashing.bucket(key, self._files.array("licence.at"), self._files.array("licence.row"))
        records = (self._record(row) for row in np.unique(rows).tolist())
        pairs = [(str(n), str(s)) for n, s in self._files.table["licences"]]
        return tuple(
            r for r in records if any(licence_key(r.cells.get(n, ""), r.cells.get(s, "")) == wanted for n, s in pairs)
        )

    def organisations(self, name: str, limit: int = 20) -> tuple[Hit, ...]:
        """Organisations whose name holds the most telling words of `name`, best first."""
        found = organisations.search(self._files, name, max(1, min(limit, 200)))
        return tuple(Hit(self._record(row), score, "organisation") for row, score in found)

    def verify(self) -> None:
        """Read the whole copy and compare its checksums; raises MirrorError when a byte differs."""
        manifest.verify(self.folder, self.manifest.name)

    def _record(self, row: int) -> Record:
        table = self._files.table
        cells = {name: value for name, value in zip(table["cells"], self._files.cells(row), strict=False) if value}
        return Record(cells.get(table["id"], ""), cells)


def _why(files: Files, asked: Asked, post: int) -> str:
    bits = int(files.array("post.bits")[post])
    if bits & twin.OTHER_BIT:
        return "other_name"
    if bits & twin.PART_BIT:
        return "part"
    form = int(np.searchsorted(files.array("forms.post"), post, side="right")) - 1
    return "exact" if files.text("forms", form) == asked.variants[0][0] else "spelling"


def licence_key(number: str, state: str) -> str:
    """What a licence is found by: the last run of digits without leading zeros (else all of it), and the state."""
    runs = "".join(c if c in "0123456789" else " " for c in number).split()
    bare = runs[-1] if runs else "".join(c for c in number if c.isascii() and c.isalnum()).upper()
    return f"{bare.lstrip('0')}|{state.strip(' ').upper()}"
