"""Organisations by name: rare words of the name first, then how much of the name agrees."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz

from credcheck.mirror.files import Files
from credcheck.mirror.hashing import U32
from credcheck.mirror.names import folded
from credcheck.text import fold

MOST = 50_000
CANDIDATES = 400


def search(files: Files, name: str, limit: int) -> list[tuple[int, float]]:
    """(row, score 0 to 1) of the organisations that fit best."""
    lists = _lists(files, name)
    if not lists:
        return []
    rows = np.concatenate(lists)
    distinct, counts = np.unique(rows, return_counts=True)
    best = np.argsort(-counts, kind="stable")[:CANDIDATES]
    wanted = fold(name[:300])
    scored = [
        (int(row), fuzz.token_set_ratio(wanted, listed) / 100)
        for row in distinct[best]
        for listed in _names(files, int(row))
    ]
    once: dict[int, float] = {}
    for row, score in scored:
        once[row] = max(score, once.get(row, 0.0))
    ordered = sorted(once.items(), key=lambda found: (-found[1], found[0]))
    return [found for found in ordered if found[1] >= 0.6][:limit]


def _lists(files: Files, name: str) -> list[U32]:
    """The rows of each known word, the rarest words first, as long as they stay few."""
    at = files.array("words.post")
    numbers = {files.number("words", folded(w).encode()) for w in fold(name[:300]).split()[:24]} - {-1}
    spans = sorted(((int(at[n]), int(at[n + 1])) for n in numbers), key=lambda span: span[1] - span[0])
    rows, found, total = files.array("words.row"), list[U32](), 0
    for low, high in spans:
        if found and total + high - low > MOST:
            break
        found.append(rows[low : min(high, low + MOST)])
        total += high - low
    return found


def _names(files: Files, row: int) -> list[str]:
    cells = dict(zip(files.table["cells"], files.cells(row), strict=False))
    return [fold(cells[n][:300]) for n in files.table["organisation_names"] if cells.get(n)]
