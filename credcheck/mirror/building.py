"""Batches of register rows into a searchable copy: gather once, sort, write. The files: docs/mirror-format.md."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from credcheck.errors import BadRegisterFile, MirrorError
from credcheck.mirror.beside import Beside
from credcheck.mirror.gathered import Gathered
from credcheck.mirror.gathering import Blocks
from credcheck.mirror.indexing import Index
from credcheck.mirror.manifest import from_file
from credcheck.mirror.storing import Generation, building
from credcheck.mirror.words import About, Layout, Manifest, Progress
from credcheck.model import Sentence

AHEAD = 2


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
