"""Rows by id: the bucket of an id's hash names a few rows, and their records tell which is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from credcheck.mirror import hashing
from credcheck.mirror.files import Files

LONGEST = 64


def rows_of(files: Files, ids: Sequence[str]) -> Iterator[tuple[str, int]]:
    """(id, row) for every row that has one of these ids, in the order of rows; each block is unpacked once."""
    wanted = {id for id in ids if id}
    keys = [hashing.one(id.encode()[:LONGEST]) for id in wanted]
    rows, at = files.array("id.row"), files.array("id.at")
    if not keys or not len(rows):
        return
    place = files.table["cells"].index(files.table["id"])
    for row in np.unique(np.concatenate([hashing.bucket(key, at, rows) for key in keys])).tolist():
        id = files.cells(row)[place]
        if id in wanted:
            yield id, row
