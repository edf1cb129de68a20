"""The lines of an archive, read one at a time and never trusted: each is a row that this database can hold.

An archive comes from somebody else as easily as from the user's other machine. So there is a bound on a line and on the
whole, and each value is of its column's kind before the database sees it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import JSON, Column, LargeBinary, Table

from credcheck import wire
from credcheck.errors import BadInput
from credcheck.model import Headline, Level, RecordAxis, Sentence
from credcheck.store._chain import Kind
from credcheck.store._judgements import Opinion
from credcheck.store._queue import State
from credcheck.store._tables import JUDGEMENTS, LOG, NOTES, QUEUE, REPORTS, TABLES, WATCHES, stamp, storable

FORM = "credcheck-cache/1"
LONGEST_LINE = 16_000_000
FREE_BYTES = 64_000_000
MAX_RATIO = 100
"""Reports lie in an archive packed already: it packs two to ten times smaller, never a hundred times."""
MAX_BYTES = 16_000_000_000
LARGEST = 2**53
Row = dict[str, Any]
_OTHER = (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError)
"""What values of another kind than ours raise."""


def _moment(text: str) -> None:
    """A time as we write it: any other form would stand in the wrong place of every list."""
    if stamp(datetime.fromisoformat(text)) != text:
        raise ValueError(text)


def _waiting(row: Any) -> None:
    wire.profile_from(row["profile"])
    if not isinstance(row["id"], str):
        raise TypeError("id")


def _why(error: Any) -> None:
    Sentence(str(error["id"]), **error["params"])


# What lists and log are read by: one wrong value there would make the whole list unreadable.
READ_AS: dict[Column[Any], Callable[[Any], object]] = {
    REPORTS.c.at: _moment,
    REPORTS.c.headline: Headline,
    REPORTS.c.record: RecordAxis,
    REPORTS.c.account: Level,
    LOG.c.at: _moment,
    LOG.c.kind: Kind,
    JUDGEMENTS.c.at: _moment,
    JUDGEMENTS.c.opinion: Opinion,
    NOTES.c.at: _moment,
    WATCHES.c.since: _moment,
    WATCHES.c.due: _moment,
    QUEUE.c.state: State,
    QUEUE.c.headline: lambda value: value and Headline(value),
    QUEUE.c.row: _waiting,
    QUEUE.c.error: _why,
}


def opened(source: Path) -> BinaryIO:
    """An archive that is read more than once: whatever takes its place meanwhile, it stays the one that was opened."""
    try:
        return source.open("rb")
    except OSError as error:
        raise BadInput(Sentence("store.bad_archive", file=source.name)) from error


def rows(source: BinaryIO) -> Iterator[tuple[Table, Row, int]]:
    """Every row with the length of its line; BadInput for what is no whole archive, which is known only at the end."""
    try:
        source.seek(0)
        yield from _rows(source)
    except (*_OTHER, OSError, EOFError, LookupError, zlib.error) as error:
        raise BadInput(Sentence("store.bad_archive", file=Path(source.name).name)) from error


def _rows(source: BinaryIO) -> Iterator[tuple[Table, Row, int]]:
    digest, last = hashlib.sha256(), b""
    for line in _lines(source):
        if last:
            digest.update(last)
            content = json.loads(last)
            if isinstance(content, list):
                yield *_row(*content), len(last)
            elif content["form"] != FORM:
                raise ValueError("another form")
        last = line
    if json.loads(last or b"null") != {"digest": digest.hexdigest()}:
        raise ValueError("the digest does not agree")


def _lines(source: BinaryIO) -> Iterator[bytes]:
    name, packed = Path(source.name).name, os.fstat(source.fileno()).st_size
    most = min(max(FREE_BYTES, MAX_RATIO * packed), MAX_BYTES)
    size = 0
    with gzip.open(source) as unpacking:
        while line := unpacking.readline(LONGEST_LINE):
            size += len(line)
            if size > most:
                raise BadInput(Sentence("store.archive_too_large", file=name, megabytes=most // 1_000_000))
            yield line


def _row(name: str, values: Row) -> tuple[Table, Row]:
    table = TABLES.tables[name]
    if unknown := values.keys() - table.columns.keys():
        raise ValueError(sorted(unknown))
    return table, {column.name: _value(column, values) for column in table.columns}


def _value(column: Column[Any], values: Row) -> Any:
    """A value as its column holds it; what an older CredCheck did not write is as the column begins."""
    if column.name not in values and column.server_default is not None:
        return getattr(column.server_default, "arg", "")
    value = values.get(column.name)
    if value is None and column.nullable:
        return None
    if value is None:
        raise ValueError(column.name)
    if isinstance(column.type, LargeBinary):
        return b64decode(value["b64"], validate=True)
    if not isinstance(column.type, JSON):
        value = _plain(column, value)
    if column in READ_AS:
        READ_AS[column](value)
    return value


def _plain(column: Column[Any], value: Any) -> Any:
    if type(value) is not column.type.python_type:
        raise TypeError(column.name)
    if isinstance(value, int) and not 0 <= value < LARGEST:
        raise ValueError(column.name)
    return storable(value) if isinstance(value, str) else value
