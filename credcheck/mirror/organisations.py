"""Organisations by name: rare words of the name first, then how much of the name agrees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from rapidfuzz import fuzz

from credcheck.mirror.files import Files
from credcheck.mirror.hashing import U64
from credcheck.mirror.names import folded
from credcheck.text import fold

MOST = 50_000
CANDIDATES = 400


def search(segments: Sequence[Files], name: str, limit: int) -> list[tuple[int, int, float]]:
    """(segment, row, score 0 to 1) of the organisations that fit best."""
    lists = _lists(segments, name)
    if not lists:
        return []
    distinct, counts = np.unique(np.concatenate(lists), return_counts=True)
    best = np.argsort(-counts, kind="stable")[:CANDIDATES]
    wanted = fold(name[:300])
    once: dict[tuple[int, int], float] = {}
    for place in distinct[best].tolist():
        segment, row = place >> 32, place & 0xFFFFFFFF
        for listed in _names(segments[segment], row):
            score = fuzz.token_set_ratio(wanted, listed) / 100
            once[segment, row] = max(score, once.get((segment, row), 0.0))
    ordered = sorted(once.items(), key=lambda found: (-found[1], found[0]))
    return [(*place, score) for place, score in ordered if score >= 0.6][:limit]


def _lists(segments: Sequence[Files], name: str) -> list[U64]:
    """The places (segment, row) of each known word, the rarest words first, as long as they stay few."""
    words = dict.fromkeys(folded(w).encode() for w in fold(name[:300]).split()[:24])
    lists = sorted((_places(segments, word) for word in words), key=len)
    found, total = list[U64](), 0
    for places in lists:
        if found and total + len(places) > MOST:
            break
        found.append(places[:MOST])
        total += len(places)
    return [places for places in found if len(places)]


def _places(segments: Sequence[Files], word: bytes) -> U64:
    pieces = [np.zeros(0, np.uint64)]
    for at, files in enumerate(segments):
        number = files.number("words", word)
        if number >= 0:
            low, high = files.array("words.post")[number : number + 2].tolist()
            rows = files.array("words.row")[low:high]
            rows = rows[~files.dead.has(rows)] if files.dead else rows
            pieces.append(rows.astype(np.uint64) | np.uint64(at << 32))
    return np.concatenate(pieces)


def _names(files: Files, row: int) -> list[str]:
    cells = dict(zip(files.table["cells"], files.cells(row), strict=False))
    return [fold(cells[n][:300]) for n in files.table["organisation_names"] if cells.get(n)]
