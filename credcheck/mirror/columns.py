"""Arrow text columns as offsets and bytes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from credcheck.mirror.hashing import U8


def text_buffers(column: Any) -> tuple[NDArray[np.int32], U8]:
    """Offsets and bytes of an Arrow text column."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    _, offsets, text = column.buffers()
    starts = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    return starts, np.frombuffer(text, np.uint8) if text else np.zeros(0, np.uint8)


def is_blank(column: Any) -> bool:
    """Whether no row of a text column holds anything."""
    starts, _ = text_buffers(column)
    return len(starts) < 2 or starts[0] == starts[-1]


def lengths(column: Any) -> NDArray[np.int32]:
    """The length of every cell in bytes."""
    return np.diff(text_buffers(column)[0])


def packed(strings: Any) -> tuple[NDArray[np.uint32], U8]:
    """Offsets from 0 and the bytes of an Arrow array of strings."""
    at, text = text_buffers(strings)
    return (at - at[0]).astype(np.uint32), text[int(at[0]) : int(at[-1])]
