"""The manifest of a copy: read, checked, told apart from older and newer formats."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

from credcheck.errors import MirrorError
from credcheck.mirror.storing import MANIFEST, check_of, current
from credcheck.mirror.words import FORMAT, Manifest
from credcheck.model import Sentence

T = TypeVar("T")
ATTEMPTS = 3
RECORDS_SINCE = 2
"""From this format on records lie as today, so that an older copy is built anew from its own."""


def read(folder: Path, name: str, since: int = FORMAT) -> dict[str, Any]:
    """The manifest of one generation as a table; every file it lists is there in full length.

    Formats before `since` are refused.
    """
    try:
        table: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        version = int(table["format"])
        if version > FORMAT:
            raise MirrorError(Sentence("mirror.newer", name=name))
        if version < since:
            raise MirrorError(Sentence("mirror.older", name=name))
        if table["check"] != check_of(table):
            raise MirrorError(Sentence("mirror.damaged", name=name))
        if any((folder / file).stat().st_size != entry["size"] for file, entry in table["files"].items()):
            raise MirrorError(Sentence("mirror.damaged", name=name))
        return table
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MirrorError(Sentence("mirror.damaged", name=name)) from error


def as_manifest(tables: Sequence[dict[str, Any]], name: str) -> Manifest:
    """The part of the tables that people see: of the base, and of the changes to it if there are any."""
    try:
        base, last = tables[0], tables[-1]
        people, organisations, rows = (
            sum(int(t[key]) - int(t.get("withdrawn", {}).get(key, 0)) for t in tables)
            for key in ("people", "organisations", "rows")
        )
        return Manifest(
            name=str(base["name"]),
            title=str(base["title"]),
            format=int(base["format"]),
            snapshot=_day(last["snapshot"]),
            people=people,
            organisations=organisations,
            rows=rows,
            built_at=datetime.fromisoformat(last["built_at"]),
            source=str(base["source"]),
            digest=str(base["digest"]),
            share=float(base["share"]),
            practice=bool(base["practice"]),
            size_bytes=sum(entry["size"] for t in tables for entry in t["files"].values()),
            base_snapshot=_day(base["snapshot"]),
            withdrawn_to=_day(last.get("withdrawn_to", "")),
            digests=tuple(str(d) for d in (base["digest"], *last.get("digests", ())) if d),
        )
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError) as error:
        raise MirrorError(Sentence("mirror.damaged", name=name)) from error


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def steady(home: Path, read: Callable[[tuple[Path, ...]], T]) -> T | None:
    """What is read of the copy in use below `home`, None when none is installed.

    A copy that is replaced or removed while it is read looks damaged: then what is there now is read.
    """
    for _ in range(ATTEMPTS):
        folders = current(home)
        if not folders:
            return None
        try:
            return read(folders)
        except MirrorError:
            if current(home) == folders:
                raise
    raise MirrorError(Sentence("mirror.damaged", name=home.name))


def is_older(home: Path, name: str) -> bool:
    """Whether a copy is there whose records can be read and whose index is of an older format."""
    try:
        tables = steady(home, lambda folders: read_all(folders, name, RECORDS_SINCE)) or ()
    except MirrorError:
        return False
    return any(int(table["format"]) < FORMAT for table in tables)


def read_all(folders: Sequence[Path], name: str, since: int = FORMAT) -> list[dict[str, Any]]:
    """The tables of a copy; the changes must be those of this base."""
    tables = [read(folder, name, since) for folder in folders]
    if not tables or any(t.get("base") != folders[0].name for t in tables[1:]):
        raise MirrorError(Sentence("mirror.damaged", name=name))
    return tables


def find(home: Path, name: str) -> Manifest | None:
    """The manifest of the copy in use below `home`, None when none is installed; MirrorError when it cannot be used."""
    return steady(home, lambda folders: as_manifest(read_all(folders, name), name))


def from_file(home: Path, name: str) -> Manifest:
    """The manifest of the copy below `home`, which is there."""
    if (found := find(home, name)) is None:
        raise gone(name)
    return found


def gone(name: str) -> MirrorError:
    """What to raise when somebody else has removed a copy meanwhile."""
    return MirrorError(Sentence("mirror.gone", name=name))


def verify(folders: Sequence[Path], name: str) -> int:
    """Read every file of a copy and compare its checksum; how many bytes those were. MirrorError when one differs."""
    return sum(
        _verified(folder / file, entry["crc32"], name)
        for folder in folders
        for file, entry in read(folder, name)["files"].items()
    )


def _verified(file: Path, expected: int, name: str) -> int:
    crc = 0
    try:
        with file.open("rb") as stream:
            while block := stream.read(1 << 20):
                crc = zlib.crc32(block, crc)
            size = stream.tell()
    except OSError as error:
        raise MirrorError(Sentence("mirror.damaged", name=name)) from error
    if crc != expected:
        raise MirrorError(Sentence("mirror.damaged", name=name))
    return size
