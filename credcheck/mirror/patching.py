"""Changed rows on top of a copy: one small segment holds all changes since its base, and marks what they replace there.

Applied again and again, it stays one segment: what earlier changes still hold is taken over into the new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from credcheck.errors import BadRegisterFile
from credcheck.mirror import lookup, manifest, storing
from credcheck.mirror.bits import MIDDLE_BIT
from credcheck.mirror.building import gather, silent, table_of
from credcheck.mirror.files import Dead, Files
from credcheck.mirror.hashing import U32
from credcheck.mirror.indexing import Index, carriers
from credcheck.mirror.manifest import from_file
from credcheck.mirror.storing import Generation, building
from credcheck.mirror.words import About, Layout, Manifest, Progress
from credcheck.model import Sentence

BATCH = 20_000
Cells = Mapping[str, str]


def patch(
    folder: Path,
    name: str,
    layout: Layout,
    batches: Iterable[Any],
    about: Callable[[], About],
    progress: Progress | None = None,
) -> Manifest:
    """Put rows on top of the copy `name`: a row replaces the one of the same id, there or in earlier changes.

    `about` says of which day the copy is then; raises BadRegisterFile when there is no copy to change.
    """
    home, tell = folder / name, progress or silent
    with building(home, lambda: next(iter(storing.current(home)), None)) as fresh:
        below = _Below.read(storing.current(home), name, layout)
        rows = _latest(batches, layout)
        kept = [row for row in below.changed() if row.get(layout.id, "") not in rows]
        gathered = gather(layout, fresh, batches_of([*kept, *rows.values()], layout))
        origin = about()
        Index(gathered, fresh, tell).write()
        tell(0, 0, Sentence("mirror.marking", rows=f"{len(rows):,}"))
        withdrawn = _mark(below, tuple(rows), fresh, layout)
        fresh.seal({**table_of(name, layout, gathered, origin), **below.notes(origin), "withdrawn": withdrawn})
    return from_file(home, name)


@dataclass(frozen=True)
class _Below:
    """The copy that is being changed."""

    base: Files
    changes: Files | None

    @classmethod
    def read(cls, folders: tuple[Path, ...], name: str, layout: Layout) -> _Below:
        if not folders:
            raise BadRegisterFile(Sentence("mirror.nothing_to_change", name=name))
        tables = manifest.read_all(folders, name)
        if tuple(tables[0]["cells"]) != layout.cells:
            raise BadRegisterFile(Sentence("mirror.older", name=name))
        files = [Files(folder, table) for folder, table in zip(folders, tables, strict=True)]
        return cls(files[0], files[1] if len(files) > 1 else None)

    def changed(self) -> list[Cells]:
        """The rows of earlier changes."""
        if self.changes is None:
            return []
        names, count = self.changes.table["cells"], int(self.changes.table["rows"])
        return [dict(zip(names, self.changes.cells(row), strict=False)) for row in range(count)]

    def dead(self) -> U32:
        """The rows of the base that earlier changes replaced."""
        return self.changes.array("dead.row") if self.changes else np.zeros(0, np.uint32)

    def notes(self, origin: About) -> dict[str, Any]:
        """What the manifest of the new changes says of base and sources."""
        old = self.changes.table if self.changes else {}
        withdrawn_to = origin.withdrawn_to.isoformat() if origin.withdrawn_to else old.get("withdrawn_to", "")
        day = origin.snapshot.isoformat() if origin.snapshot else old.get("snapshot", self.base.table["snapshot"])
        digests = [*old.get("digests", []), *([origin.digest] if origin.digest else [])]
        return {"base": self.base.folder.name, "snapshot": day, "withdrawn_to": withdrawn_to, "digests": digests}


def _latest(batches: Iterable[Any], layout: Layout) -> dict[str, Cells]:
    """The rows by id, the last one of each; a row without id cannot replace any and is left out."""
    rows: dict[str, Cells] = {}
    for batch in batches:
        columns = {name: batch.column(name).to_pylist() for name in layout.cells}
        for at, id in enumerate(columns[layout.id]):
            if id:
                rows.pop(id, None)
                rows[id] = {name: column[at] for name, column in columns.items() if column[at]}
    return rows


def batches_of(rows: Sequence[Cells], layout: Layout) -> Iterable[Any]:
    """Rows as batches of text columns."""
    for start in range(0, len(rows), BATCH):
        part = rows[start : start + BATCH]
        yield pa.RecordBatch.from_pydict(
            {name: pa.array([row.get(name, "") for row in part], pa.string()) for name in layout.cells}
        )


def _mark(below: _Below, ids: tuple[str, ...], fresh: Generation, layout: Layout) -> dict[str, int]:
    """Write which rows of the base are replaced, and how many of them carried each name; what they were."""
    base = below.base
    now = [row for _, row in lookup.rows_of(base, ids)]
    dead = np.union1d(below.dead(), np.array(now, np.uint32)).astype(np.uint32)
    counted = _less(base, dead)
    fresh.put("dead.row", dead)
    for part in ("bits", "forms", "forms_people", "given", "given_people"):
        fresh.put(f"dead.{part}", getattr(counted, part))
    names = base.table["cells"]
    were = [dict(zip(names, base.cells(row), strict=False)) for row in dead.tolist()]
    family = layout.names[0].family if layout.names else ""
    return {
        "rows": len(dead),
        "people": sum(bool(row.get(family)) for row in were),
        "organisations": sum(any(row.get(name) for name in layout.organisations) for row in were),
    }


def _less(base: Files, dead: U32) -> Dead:
    bits = np.zeros((int(base.table["rows"]) + 7) // 8, np.uint8)
    np.bitwise_or.at(bits, dead >> 3, np.left_shift(1, dead & 7).astype(np.uint8))
    none = Dead(bits, *[np.zeros(0, np.uint32)] * 4)
    rows = base.array("post.row")
    posts = np.nonzero(none.has(rows))[0]
    posts = posts[(base.array("post.bits")[posts] & MIDDLE_BIT) == 0]
    forms = (np.searchsorted(base.array("forms.post"), posts, side="right") - 1).astype(np.uint32)
    return Dead(bits, *_summed(forms, rows[posts]), *_summed(base.array("post.given")[posts], rows[posts]))


def _summed(numbers: U32, rows: U32) -> tuple[U32, U32]:
    """The different numbers, and how many rows carry each."""
    distinct, place = np.unique(numbers, return_inverse=True)
    return distinct, carriers(place.astype(np.uint64), rows, len(distinct))
