"""The files of an installed copy, memory-mapped when first touched: opening is cheap, processes share the pages."""

from __future__ import annotations

import mmap
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credcheck.errors import MirrorError
from credcheck.model import Sentence

BLOCK_ROWS = 16
MAX_BLOCK = 16 << 20
IN_ROWS = ("post.", "forms.sign", "dead.")
"""These are read in long rows; of the others a search reads some words here and there."""


@dataclass(frozen=True)
class Dead:
    """Which rows of a base later changes replaced: a bit a row; and how many of them carried each name."""

    bits: NDArray[np.uint8]
    forms: NDArray[np.uint32]
    forms_people: NDArray[np.uint32]
    given: NDArray[np.uint32]
    given_people: NDArray[np.uint32]

    def has(self, rows: NDArray[np.uint32]) -> NDArray[np.bool_]:
        """Which of these rows were replaced."""
        place = rows >> 3
        inside = place < len(self.bits)
        byte = self.bits[np.where(inside, place, 0)]
        found: NDArray[np.bool_] = inside & (byte >> (rows & 7) & 1).astype(bool)
        return found

    def people(self, name: str, low: int, high: int) -> int:
        """How many replaced rows carried the forms (or first names) low, low + 1, ..., high - 1."""
        numbers, people = (self.forms, self.forms_people) if name == "forms" else (self.given, self.given_people)
        a, b = np.searchsorted(numbers, (low, high))
        return int(people[a:b].sum(dtype=np.int64))


class Files:
    """Arrays by file name, and the records."""

    def __init__(self, folder: Path, table: dict[str, Any], dead: Dead | None = None) -> None:
        """`table` is the manifest, `dead` the rows that count no more."""
        self.folder, self.table, self.name = folder, table, str(table.get("name", ""))
        self.dead = dead
        self._arrays: dict[str, NDArray[Any]] = {}
        self._records: mmap.mmap | None = None
        self._block: tuple[int, list[bytes]] = -1, []

    def array(self, name: str) -> NDArray[Any]:
        """One array of the copy."""
        found = self._arrays.get(name)
        if found is None:
            found = self._arrays[name] = self._mapped(name)
        return found

    def _mapped(self, name: str) -> NDArray[Any]:
        try:
            entry = self.table["files"][name]
            if not entry["size"]:
                return np.zeros(0, np.dtype(entry["dtype"]))
            return np.frombuffer(self._map(name), np.dtype(entry["dtype"]))
        except (OSError, KeyError, TypeError, ValueError) as error:
            raise self.damaged() from error

    def text(self, name: str, number: int) -> bytes:
        """One string of a vocabulary."""
        at = self.array(f"{name}.at")
        return self.array(f"{name}.text")[int(at[number]) : int(at[number + 1])].tobytes()

    def number(self, name: str, form: bytes) -> int:
        """The number of a string in a sorted vocabulary, or -1."""
        low, high = 0, len(self.array(f"{name}.at")) - 1
        while low < high:
            middle = (low + high) // 2
            if self.text(name, middle) < form:
                low = middle + 1
            else:
                high = middle
        there = low < len(self.array(f"{name}.at")) - 1 and self.text(name, low) == form
        return low if there else -1

    def people(self, name: str, low: int, high: int) -> int:
        """How many people carry the surname forms (`forms`) or first names (`given`) low, ..., high - 1."""
        all_of_them = int(self.array(f"{name}.people")[low:high].sum(dtype=np.int64))
        return all_of_them - (self.dead.people(name, low, high) if self.dead else 0)

    def is_dead(self, row: int) -> bool:
        """Whether later changes replaced a row."""
        return self.dead is not None and bool(self.dead.has(np.array([row], np.uint32))[0])

    def dead_of_base(self) -> Dead:
        """What these changes replaced in their base."""
        names = ("bits", "forms", "forms_people", "given", "given_people")
        return Dead(*(self.array(f"dead.{name}") for name in names))

    def cells(self, row: int) -> list[str]:
        """The cells of one row, in the order of the manifest; trailing empty ones are not kept."""
        try:
            lines = self._lines(row // BLOCK_ROWS)
            return lines[1 + row % BLOCK_ROWS][1:].decode("utf-8", "replace").split("\x1f")
        except (OSError, ValueError, IndexError, zlib.error) as error:
            raise self.damaged() from error

    def _lines(self, block: int) -> list[bytes]:
        """The rows of a block; the last one is kept, since many rows of one block may follow each other."""
        if self._block[0] != block:
            at = self.array("records.at")
            packed = self._mapped_records()[int(at[block]) : int(at[block + 1])]
            self._block = block, _unpacked(packed).split(b"\x1e")
        return self._block[1]

    def _mapped_records(self) -> mmap.mmap:
        if self._records is None:
            self._records = self._map("records.bin")
        return self._records

    def _map(self, name: str) -> mmap.mmap:
        """A file of the copy in memory; where it is read here and there, no more than that is read from a cold disk."""
        with (self.folder / name).open("rb") as file:
            found = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if not name.startswith(IN_ROWS) and hasattr(mmap, "MADV_RANDOM"):
            found.madvise(mmap.MADV_RANDOM)
        return found

    def damaged(self) -> MirrorError:
        """What to raise when the copy contradicts itself."""
        return MirrorError(Sentence("mirror.damaged", name=self.name))


def _unpacked(packed: bytes) -> bytes:
    """A block of records; ValueError when it is far larger than one can be."""
    unpacking = zlib.decompressobj()
    block = unpacking.decompress(packed, MAX_BLOCK)
    if not unpacking.eof:
        raise ValueError(len(block))
    return block
