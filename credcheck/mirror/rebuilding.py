"""A copy of an older format built anew from its own records: they lie as they did, only the index is of today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa

from credcheck.errors import MirrorError
from credcheck.mirror import manifest, storing
from credcheck.mirror.building import gather, silent, table_of
from credcheck.mirror.files import Files
from credcheck.mirror.indexing import Index
from credcheck.mirror.manifest import as_manifest, from_file
from credcheck.mirror.storing import building
from credcheck.mirror.words import About, Layout, Manifest, Progress
from credcheck.model import Sentence

BATCH = 20_000


def rebuild(folder: Path, name: str, layout: Layout, progress: Progress | None = None) -> Manifest:
    """Build the copy `name` anew from what it holds, changes included, and swap it in; all or nothing."""
    home, tell = folder / name, progress or silent
    with building(home) as fresh:  # what is read before could be replaced before nobody else can build
        folders = storing.current(home)
        tables = manifest.read_all(folders, name, since=manifest.RECORDS_SINCE)
        if any(tuple(table["cells"]) != layout.cells for table in tables):
            raise MirrorError(Sentence("mirror.older", name=name))
        parts, old = _parts(folders, tables), as_manifest(tables, name)
        gathered = gather(layout, fresh, _batches(parts, layout, tell, old.rows))
        Index(gathered, fresh, tell).write()
        about = About(old.title, old.source, old.digest, old.snapshot, old.share, old.practice)
        fresh.seal({**table_of(name, layout, gathered, about), **_notes(old)})
    return from_file(home, name)


def _parts(folders: Sequence[Path], tables: Sequence[dict[str, Any]]) -> list[Files]:
    """The base without the rows that were replaced, and the changes."""
    if len(folders) == 1:
        return [Files(folders[0], tables[0])]
    changes = Files(folders[1], tables[1])
    return [Files(folders[0], tables[0], changes.dead_of_base()), changes]


def _batches(parts: Sequence[Files], layout: Layout, tell: Progress, total: int) -> Iterator[Any]:
    done = 0
    for files in parts:
        rows = int(files.table["rows"])
        for start in range(0, rows, BATCH):
            tell(done, total, Sentence("mirror.rebuilding", rows=f"{done:,}"))
            alive = [row for row in range(start, min(start + BATCH, rows)) if not files.is_dead(row)]
            yield _batch([files.cells(row) for row in alive], layout)
            done += len(alive)


def _batch(rows: list[list[str]], layout: Layout) -> Any:
    """Rows as columns; cells that a row leaves out at its end are empty."""
    columns = list(zip_longest(*rows, fillvalue=""))
    blank = ("",) * len(rows)
    columns += [blank] * (len(layout.cells) - len(columns))
    return pa.RecordBatch.from_arrays([pa.array(c, pa.string()) for c in columns], names=list(layout.cells))


def _notes(old: Manifest) -> dict[str, Any]:
    """What the changes said of themselves, which are part of the base now."""
    withdrawn: date | None = old.withdrawn_to
    return {"withdrawn_to": withdrawn.isoformat() if withdrawn else "", "digests": list(old.digests[1:])}
