"""Typed access into JSON that just came in: another shape than we know is RegistryChanged, never a KeyError."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from credcheck.errors import RegistryChanged
from credcheck.model import Sentence

LONGEST = 500
"""No cell of a register that matters is longer; the rest is cut off."""


@dataclass(frozen=True, slots=True)
class Table:
    """One JSON object of a source's answer; a path of keys leads to what lies deeper, a missing step to nothing."""

    source: str
    cells: Mapping[str, Any]

    def word(self, *path: str) -> str:
        """A text or number as one line of text, "" when it is not there."""
        value = self._at(path)
        if value is None:
            return ""
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise changed(self.source, path[-1])
        return " ".join(str(value)[:LONGEST].split())

    def needed(self, *path: str) -> str:
        """A text that no record can do without."""
        text = self.word(*path)
        if not text:
            raise changed(self.source, path[-1])
        return text

    def words(self, *path: str) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self._at(path)
        listed = value if isinstance(value, list) else [] if value is None else [value]
        return tuple(text for v in listed if (text := Table(self.source, {path[-1]: v}).word(path[-1])))

    def whole(self, *path: str) -> int | None:
        """A whole number, also when it is written as text."""
        text = self.word(*path)
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,15}(?:\.0+)?", text):
            raise changed(self.source, path[-1])
        return int(text.partition(".")[0])

    def true(self, *path: str) -> bool | None:
        """A truth value, or None when it is not there."""
        value = self._at(path)
        if value is not None and not isinstance(value, bool):
            raise changed(self.source, path[-1])
        return value

    def table(self, *path: str) -> Table:
        """An object, empty when it is not there."""
        return table(self.source, self._at(path) or {}, path[-1])

    def tables(self, *path: str) -> tuple[Table, ...]:
        """A list of objects."""
        value = self._at(path)
        return () if value is None else tables(self.source, value, path[-1])

    def day(self, *path: str) -> date | None:
        """A day in one of the notations registers use, or None; an unknown notation is no reason to drop a record."""
        return day(self.word(*path))

    def has(self, key: str) -> bool:
        """Whether the object has this key at all."""
        return key in self.cells

    def _at(self, path: tuple[str, ...]) -> Any:
        value: Any = self.cells
        for key in path:
            if value is None:
                return None
            if not isinstance(value, Mapping):
                raise changed(self.source, key)
            value = value.get(key)
        return value


def table(source: str, value: Any, field: str = "answer") -> Table:
    """An object of an answer."""
    if not isinstance(value, Mapping):
        raise changed(source, field)
    return Table(source, value)


def tables(source: str, value: Any, field: str = "answer") -> tuple[Table, ...]:
    """A list of objects of an answer."""
    if not isinstance(value, list):
        raise changed(source, field)
    return tuple(table(source, v, field) for v in value)


def changed(source: str, field: str) -> RegistryChanged:
    """The error for an answer of another shape than we know."""
    return RegistryChanged(Sentence("registry.changed", source=source, field=field))


def day(text: str) -> date | None:
    """A day written 2026-06-17 (also with a time), 2026/06/17, 20260617, 06/17/2026 or 06-17-2026; None otherwise."""
    for pattern, length in (("%Y-%m-%d", 10), ("%Y/%m/%d", 10), ("%Y%m%d", 8), ("%m/%d/%Y", 10), ("%m-%d-%Y", 10)):
        try:
            return datetime.strptime(text[:length], pattern).replace(tzinfo=UTC).date()
        except ValueError:
            continue
    return None
