"""Strings and sets to numbers, licences to hashes, rows to records: compiled where that was built, else with pyarrow.

Both number things as they come and give the same copy, byte for byte. The compiled calls release the interpreter lock,
so that a file is unpacked and parsed meanwhile.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from ctypes import POINTER, Structure, c_int32, c_int64, c_uint8, c_uint32, c_uint64, c_void_p
from functools import cache
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from credcheck.mirror import hashing, kernel, scanning, sorting
from credcheck.mirror.columns import is_blank, text_buffers
from credcheck.mirror.hashing import U8, U32


class Numbers(Protocol):
    """Distinct strings with numbers from 1 in the order they come; 0 is the empty one."""

    def __len__(self) -> int:
        """How many there are, the empty one included."""

    def of(self, column: Any) -> U32:
        """The number of each string of a text column; new ones are added."""

    def texts(self, start: int = 0) -> Any:
        """The strings from a number on, as an Arrow array of bytes."""


class PlainNumbers:
    """Numbers by a Python dictionary."""

    def __init__(self) -> None:
        """Only the empty string."""
        self._known: dict[bytes, int] = {b"": 0}

    def __len__(self) -> int:
        """See Numbers."""
        return len(self._known)

    def of(self, column: Any) -> U32:
        """See Numbers."""
        encoded = column.cast(pa.binary()).dictionary_encode()
        known = self._known
        found = [known.setdefault(text, len(known)) for text in encoded.dictionary.to_pylist()]
        numbers: U32 = np.array(found, np.uint32)[encoded.indices.to_numpy()] if found else np.zeros(0, np.uint32)
        return numbers

    def texts(self, start: int = 0) -> Any:
        """See Numbers."""
        return pa.array(list(self._known)[start:], pa.binary())


class _Column(Structure):
    _fields_ = (("at", c_void_p), ("text", c_void_p))


@cache
def library() -> Any:
    """The compiled library with its calls declared, or None."""
    path = kernel.path()
    if path is None:
        return None
    found = ctypes.CDLL(str(path))
    table = c_void_p
    found.cc_table_open.restype, found.cc_table_open.argtypes = table, ()
    found.cc_table_close.restype, found.cc_table_close.argtypes = None, (table,)
    found.cc_table_size.restype, found.cc_table_size.argtypes = c_uint64, (table,)
    found.cc_table_starts.restype, found.cc_table_starts.argtypes = POINTER(c_uint64), (table,)
    found.cc_table_text.restype, found.cc_table_text.argtypes = POINTER(c_uint8), (table,)
    found.cc_numbers.restype, found.cc_numbers.argtypes = c_int32, (table, POINTER(_Column), c_int64, c_void_p)
    found.cc_sets.restype, found.cc_sets.argtypes = c_int32, (table, c_void_p, c_int64, c_int32, c_void_p)
    found.cc_licences.restype = c_int64
    found.cc_licences.argtypes = (POINTER(_Column), POINTER(_Column), c_int64, c_uint32, c_void_p, c_void_p)
    found.cc_hashes.restype, found.cc_hashes.argtypes = None, (POINTER(_Column), c_int64, c_void_p)
    found.cc_records.restype = c_int64
    found.cc_records.argtypes = (POINTER(_Column), c_int32, c_int64, c_void_p, c_void_p)
    scanning.declare(found)
    sorting.declare(found)
    return found


def _columns(columns: Sequence[Any]) -> tuple[Any, list[Any]]:
    """The columns as C reads them, and what must stay alive meanwhile."""
    buffers = [text_buffers(column) for column in columns]
    made = (_Column * len(columns))(*[_Column(at.ctypes.data, text.ctypes.data) for at, text in buffers])
    return made, buffers


class CompiledNumbers:
    """Numbers by the compiled hash table."""

    def __init__(self, library: Any) -> None:
        """Only the empty string."""
        self._lib, self._table = library, library.cc_table_open()
        if not self._table:
            raise MemoryError

    def __del__(self) -> None:
        """Free the table."""
        if getattr(self, "_table", None):
            self._lib.cc_table_close(self._table)
            self._table = None

    def __len__(self) -> int:
        """See Numbers."""
        return int(self._lib.cc_table_size(self._table))

    def of(self, column: Any) -> U32:
        """See Numbers."""
        out = np.zeros(len(column), np.uint32)
        made, kept = _columns([column])
        if self._lib.cc_numbers(self._table, made, len(column), out.ctypes.data):
            raise MemoryError
        del kept
        return out

    def sets(self, words: NDArray[np.uint16]) -> U32:
        """The number of the set of each column of a matrix; its strings are the sorted words."""
        out = np.zeros(words.shape[1], np.uint32)
        if self._lib.cc_sets(self._table, words.ctypes.data, words.shape[1], words.shape[0], out.ctypes.data):
            raise MemoryError
        return out

    def texts(self, start: int = 0) -> Any:
        """See Numbers."""
        count = len(self)
        if start >= count:
            return pa.array([], pa.binary())
        at = np.ctypeslib.as_array(self._lib.cc_table_starts(self._table), (count + 1,))[start:]
        begin, end = int(at[0]), int(at[-1])
        text = np.ctypeslib.as_array(self._lib.cc_table_text(self._table), (max(end, 1),))[begin:end]
        offsets = (at - np.uint64(begin)).astype(np.int32)
        return pa.Array.from_buffers(
            pa.binary(), count - start, [None, pa.py_buffer(offsets), pa.py_buffer(text.tobytes())]
        )


def numbers() -> Numbers:
    """An empty table."""
    compiled = library()
    return CompiledNumbers(compiled) if compiled is not None else PlainNumbers()


def hashes(column: Any) -> U32:
    """The upper half of the hash of each string, which is what a bucket is chosen by."""
    compiled = library()
    if compiled is None:
        return hashing.top(hashing.many(*text_buffers(column)))
    found = np.empty(len(column), np.uint32)
    made, kept = _columns([column])
    compiled.cc_hashes(made, len(column), found.ctypes.data)
    del kept
    return found


def licences(number: Any, state: Any, first_row: int) -> tuple[U32, U32]:
    """(hash, row) of every row that has a licence number."""
    compiled = library()
    if compiled is None:
        return _licences(number, state, first_row)
    hashes, rows = np.zeros(len(number), np.uint32), np.zeros(len(number), np.uint32)
    made, kept = _columns([number, state])
    second = ctypes.cast(ctypes.byref(made, ctypes.sizeof(_Column)), POINTER(_Column))
    found = compiled.cc_licences(made, second, len(number), first_row, hashes.ctypes.data, rows.ctypes.data)
    del kept
    return hashes[:found].copy(), rows[:found].copy()


def _licences(number: Any, state: Any, first_row: int) -> tuple[U32, U32]:
    full = np.diff(text_buffers(number)[0]) > 0
    hashes = hashing.top(hashing.many(*text_buffers(licence_keys(number, state))))
    rows = np.nonzero(full)[0].astype(np.uint32)
    return hashes[rows], rows + np.uint32(first_row)


def licence_keys(number: Any, state: Any) -> Any:
    """The key a licence is found by: its last run of digits without leading zeros (else all of it), and the state."""
    digits = pc.replace_substring_regex(number, r"(?s)^.*?([0-9]+)[^0-9]*$", r"\1")
    bare = pc.ascii_ltrim(pc.ascii_upper(pc.replace_substring_regex(digits, r"[^0-9A-Za-z]+", "")), characters="0")
    return pc.binary_join_element_wise(bare, pc.ascii_upper(pc.ascii_trim_whitespace(state)), "|")


def records(columns: Sequence[Any], rare_from: int) -> tuple[NDArray[np.int64], U8]:
    """(offsets, bytes) of the records of rows: 1E, then each cell preceded by 1F, empty cells at the end left out."""
    compiled = library()
    if compiled is None:
        return _records(columns, rare_from)
    used = max((at + 1 for at, column in enumerate(columns) if not is_blank(column)), default=0)
    rows, columns = len(columns[0]) if columns else 0, columns[:used]
    made, kept = _columns(columns)
    cells = sum(int(at[-1]) - int(at[0]) for at, _ in kept)
    out, at = np.empty(cells + rows * (len(columns) + 1), np.uint8), np.empty(rows + 1, np.int64)
    size = compiled.cc_records(made, len(columns), rows, out.ctypes.data, at.ctypes.data)
    return at, out[:size]


def _records(columns: Sequence[Any], rare_from: int) -> tuple[NDArray[np.int64], U8]:
    common, rare = (columns[:rare_from], columns[rare_from:]) if rare_from else (columns, [])
    rest = [_where_filled(rare)] if rare else []
    joined = pc.binary_join_element_wise(pa.scalar("\x1e"), *common, *rest, "\x1f")
    starts, text = text_buffers(pc.ascii_rtrim(joined, characters="\x1f"))
    return starts.astype(np.int64), text


def _where_filled(columns: Sequence[Any]) -> Any:
    """The columns joined, for rows that have any of them; "" for the rest."""
    filled = np.zeros(len(columns[0]), bool)
    for column in columns:
        if not is_blank(column):
            filled |= np.diff(text_buffers(column)[0]) > 0
    if not filled.any():
        return pa.scalar("")
    few = pa.array(np.nonzero(filled)[0])
    joined = pc.binary_join_element_wise(*(column.take(few) for column in columns), "\x1f")
    place = pa.array(np.maximum(np.cumsum(filled) - 1, 0), mask=~filled)
    return pc.fill_null(joined.take(place), "")
