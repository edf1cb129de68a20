"""The 1-deletion table: every form is filed under itself and under itself less one letter, by hash.

Two spellings one edit apart share such a key, so a look-up of the claimed name's own deletions finds every near form.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from credcheck.mirror import hashing
from credcheck.mirror.hashing import U8, U32, U64

SHORTEST = 3
"""Forms of fewer letters are near to everything, and are only filed whole."""


def table(at: U32, text: U8) -> tuple[U32, U32]:
    """(bucket offsets, forms) of the table over all forms."""
    lens = np.diff(at).astype(np.int64)
    pieces: list[U32] = []
    owners: list[U32] = []
    for length in np.unique(lens):
        which = np.nonzero(lens == length)[0]
        letters = text[at[which].astype(np.int64)[:, None] + np.arange(length)]
        hashes = _neighbours(letters)
        pieces.append(hashing.top(hashes.ravel()))
        owners.append(np.repeat(which.astype(np.uint32), hashes.shape[1]))
    if not pieces:
        return hashing.buckets(np.zeros(0, np.uint32), np.zeros(0, np.uint32))
    return hashing.buckets(np.concatenate(pieces), np.concatenate(owners), per_bucket=2)


def _neighbours(letters: NDArray[Any]) -> U64:
    """The hash of each word and of each of its 1-deletions: what follows the gap moves one power down."""
    count, length = letters.shape
    values = letters.astype(np.uint64) + np.uint64(1)
    power = hashing.powers(length + 1)
    here = values * power[:length]
    whole = here.sum(axis=1, dtype=np.uint64)
    if length < SHORTEST:
        return hashing.finish_all(whole[:, None])
    before = np.cumsum(here, axis=1, dtype=np.uint64) - here
    moved = np.zeros((count, length), np.uint64)
    moved[:, 1:] = values[:, 1:] * power[: length - 1]
    after = moved[:, ::-1].cumsum(axis=1, dtype=np.uint64)[:, ::-1]
    tails = np.concatenate([after[:, 1:], np.zeros((count, 1), np.uint64)], axis=1)
    return hashing.finish_all(np.concatenate([whole[:, None], before + tails], axis=1))


def keys(word: bytes) -> tuple[int, ...]:
    """The hashes a word is looked up under."""
    cuts = [word] if len(word) < SHORTEST else [word, *(word[:i] + word[i + 1 :] for i in range(len(word)))]
    return tuple(dict.fromkeys(hashing.one(c) for c in cuts))


def share_key(a: bytes, b: bytes) -> bool:
    """Whether two words share a key: a bucket also holds words whose hash only begins like that of one."""
    return not _cuts(a).isdisjoint(_cuts(b))


def _cuts(word: bytes) -> set[bytes]:
    cuts = {word[:i] + word[i + 1 :] for i in range(len(word))} if len(word) >= SHORTEST else set()
    return cuts | {word}
