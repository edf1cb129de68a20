"""The manifest of a copy: read, checked, told apart from older and newer formats."""

from __future__ import annotations

import json
import zlib
from datetime import date, datetime
from pathlib import Path
from typing import Any

from credcheck.errors import MirrorError
from credcheck.mirror.storing import MANIFEST, current
from credcheck.mirror.words import FORMAT, Manifest
from credcheck.model import Sentence


def read(folder: Path, name: str) -> dict[str, Any]:
    """The manifest of one generation as a table; every file it lists is there in full length."""
    try:
        table: dict[str, Any] = json.loads((folder / MANIFEST).read_bytes())
        version = int(table["format"])
        if version > FORMAT:
            raise MirrorError(Sentence("mirror.newer", name=name))
        if version < FORMAT:
            raise MirrorError(Sentence("mirror.older", name=name))
        if any((folder / file).stat().st_size != entry["size"] for file, entry in table["files"].items()):
            raise MirrorError(Sentence("mirror.damaged", name=name))
        return table
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise MirrorError(Sentence("mirror.damaged", name=name)) from error


def as_manifest(table: dict[str, Any], name: str) -> Manifest:
    """The part of the table that people see."""
    try:
        snapshot = date.fromisoformat(table["snapshot"]) if table["snapshot"] else None
        size = sum(entry["size"] for entry in table["files"].values())
        people, organisations, rows = (int(table[key]) for key in ("people", "organisations", "rows"))
        built_at = datetime.fromisoformat(table["built_at"])
        return Manifest(
            name=str(table["name"]),
            title=str(table["title"]),
            format=int(table["format"]),
            snapshot=snapshot,
            people=people,
            organisations=organisations,
            rows=rows,
            built_at=built_at,
            source=str(table["source"]),
            digest=str(table["digest"]),
            share=float(table["share"]),
            practice=bool(table["practice"]),
            size_bytes=size,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise MirrorError(Sentence("mirror.damaged", name=name)) from error


def from_file(home: Path, name: str) -> Manifest:
    """The manifest of the copy in use below `home`."""
    folder = current(home)
    if folder is None:
        raise MirrorError(Sentence("mirror.damaged", name=name))
    return as_manifest(read(folder, name), name)


def verify(folder: Path, name: str) -> None:
    """Read every file and compare its checksum; raises MirrorError when one differs."""
    for file, entry in read(folder, name)["files"].items():
        crc = 0
        try:
            with (folder / file).open("rb") as stream:
                while block := stream.read(1 << 20):
                    crc = zlib.crc32(block, crc)
        except OSError as error:
            raise MirrorError(Sentence("mirror.damaged", name=name)) from error
        if crc != entry["crc32"]:
            raise MirrorError(Sentence("mirror.damaged", name=name))
