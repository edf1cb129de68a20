"""The files of an installed copy, memory-mapped when first touched: opening is cheap, processes share the pages."""

from __future__ import annotations

import mmap
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from credcheck.errors import MirrorError
from credcheck.model import Sentence

BLOCK_ROWS = 16


class Files:
    """Arrays by file name, and the records."""

    def __init__(self, folder: Path, table: dict[str, Any]) -> None:
        """`table` is the manifest."""
        self.folder, self.table, self.name = folder, table, str(table.get("name", ""))
        self._arrays: dict[str, NDArray[Any]] = {}
        self._records: mmap.mmap | None = None

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
            return np.asarray(np.memmap(self.folder / name, np.dtype(entry["dtype"]), "r"))
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

    def cells(self, row: int) -> list[str]:
        """The cells of one row, in the order of the manifest; trailing empty ones are not kept."""
        try:
            at = self.array("records.at")
            block = row // BLOCK_ROWS
            packed = self._mapped_records()[int(at[block]) : int(at[block + 1])]
            lines = zlib.decompress(packed).split(b"\x1e")
            return lines[1 + row % BLOCK_ROWS][1:].decode("utf-8", "replace").split("\x1f")
        except (OSError, ValueError, IndexError, zlib.error) as error:
            raise self.damaged() from error

    def _mapped_records(self) -> mmap.mmap:
        if self._records is None:
            with (self.folder / "records.bin").open("rb") as file:
                self._records = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return self._records

    def damaged(self) -> MirrorError:
        """What to raise when the copy contradicts itself."""
        return MirrorError(Sentence("mirror.damaged", name=self.name))
