"""CSV bytes into batches by the compiled scanner, on a thread of its own, beside the one that files the rows."""

from __future__ import annotations

import ctypes
import queue
import threading
from collections.abc import Iterator
from ctypes import POINTER, Structure, c_int32, c_int64, c_void_p
from typing import Any

import numpy as np
import pyarrow as pa

from credcheck.errors import BadRegisterFile
from credcheck.mirror.unpacking import CHUNK, Unpacked
from credcheck.model import Sentence

BLOCK = 8 << 20
LONGEST_ROW = 64 << 20
ROOM = 8192 + 24
"""Rows at a time; no power of two, so that the same row of all columns does not fall into one set of the cache."""
AHEAD = 2
SLACK = 16
WHOLE, MORE, WRONG, OPEN = 0, 1, 2, 3


class _Scanned(Structure):
    _fields_ = (("rows", c_int64), ("used", c_int64), ("fields", c_int64), ("state", c_int32), ("reserved", c_int32))


def declare(library: Any) -> None:
    """Say how the compiled calls are made."""
    library.cc_scan.restype = None
    library.cc_scan.argtypes = (
        c_void_p, c_int64, c_int32, c_int32, c_void_p, c_void_p, c_int64, c_void_p, POINTER(_Scanned),
    )  # fmt: skip
    library.cc_columns.restype = None
    library.cc_columns.argtypes = (
        c_void_p, c_int64, c_void_p, c_int64, c_int64, c_int32, c_void_p, c_void_p, c_void_p,
    )  # fmt: skip


def batches(library: Any, source: Unpacked, rest: bytes, header: list[str], columns: tuple[str, ...]) -> Iterator[Any]:
    """Record batches of the wanted columns, a few ahead of what was taken."""
    return _ahead(_Scanner(library, source, header, columns).batches(rest))


class _Scanner:
    """One file being scanned."""

    def __init__(self, library: Any, source: Unpacked, header: list[str], columns: tuple[str, ...]) -> None:
        self._lib, self._source, self._columns, self._fields = library, source, columns, len(header)
        place = {name: at for at, name in enumerate(columns)}
        self._column = np.array([place.get(name, -1) for name in header], np.int16)
        self._found, self._sizes = np.zeros((len(columns), ROOM, 2), np.uint32), np.zeros(len(columns), np.int64)

    def batches(self, rest: bytes) -> Iterator[Any]:
        """Read, scan, copy; what a block leaves unfinished goes before the next one."""
        last = False
        while not last:
            block, last = self._block(rest)
            text, at = np.frombuffer(block, np.uint8), 0
            while at < len(block):
                scanned = self._scan(text[at:], last)
                if scanned.rows:
                    yield self._batch(text[at:], scanned.rows)
                at += scanned.used
                if scanned.state == MORE:
                    break
                self._check(scanned)
            rest = block[at:]
            if len(rest) > LONGEST_ROW:
                raise self._bad("a row without an end")

    def _block(self, rest: bytes) -> tuple[bytes, bool]:
        """The next bytes, and whether they are the last."""
        pieces, size = [rest], len(rest)
        while size < BLOCK + len(rest):
            piece = self._source.read(CHUNK)
            if not piece:
                return b"".join(pieces), True
            pieces.append(piece)
            size += len(piece)
        return b"".join(pieces), False

    def _scan(self, text: Any, last: bool) -> _Scanned:
        out = _Scanned()
        self._sizes[:] = 0
        self._found[:] = 0
        self._lib.cc_scan(
            text.ctypes.data, len(text), last, self._fields, self._column.ctypes.data, self._found.ctypes.data, ROOM,
            self._sizes.ctypes.data, ctypes.byref(out),
        )  # fmt: skip
        return out

    def _batch(self, text: Any, rows: int) -> Any:
        """The rows found, as columns that lie behind each other in two buffers."""
        most = self._sizes.tolist()
        at = np.empty((sum(size > 0 for size in most), rows + 1), np.int32)
        out = np.empty(sum(size + SLACK for size in most), np.uint8)
        self._lib.cc_columns(
            text.ctypes.data, len(text), self._found.ctypes.data, ROOM, rows, len(most), self._sizes.ctypes.data,
            at.ctypes.data, out.ctypes.data,
        )  # fmt: skip
        return pa.RecordBatch.from_arrays(self._arrays(rows, most, at, out), names=list(self._columns))

    def _arrays(self, rows: int, most: list[int], at: Any, out: Any) -> list[Any]:
        none = pa.Array.from_buffers(
            pa.string(), rows, [None, pa.py_buffer(np.zeros(rows + 1, np.int32)), pa.py_buffer(b"")]
        )
        offsets, text = pa.py_buffer(at), pa.py_buffer(out)
        arrays, row, start = list[Any](), 0, 0
        for size, took in zip(most, self._sizes.tolist(), strict=True):
            if not size:
                arrays.append(none)
                continue
            buffers = [None, offsets.slice(row * at.strides[0], at.strides[0]), text.slice(start, took)]
            arrays.append(pa.Array.from_buffers(pa.string(), rows, buffers))
            row, start = row + 1, start + size + SLACK
        return arrays

    def _check(self, scanned: _Scanned) -> None:
        if scanned.state == WRONG:
            raise self._bad(f"Expected {self._fields} columns, got {scanned.fields}")
        if scanned.state == OPEN:
            raise self._bad("unfinished last row")

    def _bad(self, reason: str) -> BadRegisterFile:
        return BadRegisterFile(Sentence("mirror.bad_row", file=self._source.path.name, reason=reason))


def _ahead(batches: Iterator[Any]) -> Iterator[Any]:
    """The same batches, made on another thread; leaving the iterator ends that."""
    made: queue.Queue[Any] = queue.Queue(AHEAD)
    left = threading.Event()
    thread = threading.Thread(target=_make, args=(batches, made, left), name="register file", daemon=True)
    thread.start()
    try:
        while (batch := made.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            yield batch
    finally:
        left.set()
        thread.join()


def _make(batches: Iterator[Any], made: queue.Queue[Any], left: threading.Event) -> None:
    """Hand over each batch, then None; or what went wrong."""
    try:
        if all(_put(batch, made, left) for batch in batches):
            _put(None, made, left)
    except BaseException as error:  # noqa: BLE001 handed over to whoever takes the batches
        _put(error, made, left)


def _put(what: Any, made: queue.Queue[Any], left: threading.Event) -> bool:
    """Wait for room; False where nobody takes any more."""
    while not left.is_set():
        try:
            made.put(what, timeout=0.1)
            return True
        except queue.Full:
            continue
    return False
