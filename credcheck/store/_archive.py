"""The whole cache as one file that another CredCheck takes in: gzipped JSON lines, closed by a digest of all of them.

Into an empty cache everything goes as it was, the log too, so the chain goes on. Into one that has reports only what it
lacks is added, and the log says whence; the other log cannot be woven into this one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, BinaryIO

from sqlalchemy import Connection, Table, insert, select, tuple_, update

from credcheck.errors import BadInput, StoreError
from credcheck.model import Sentence
from credcheck.store import _chain, _lines
from credcheck.store._desk import Desk
from credcheck.store._lines import Row
from credcheck.store._tables import (
    ANSWERS,
    CHALLENGES,
    HEAD,
    IDENTITIES,
    JUDGEMENTS,
    LOG,
    NOTES,
    QUEUE,
    REPORTS,
    TABLES,
    WATCHES,
)

ASKED_ANEW = (ANSWERS, CHALLENGES)
"""What a register answered and which code was sent is believed of nobody: a made-up one would bend verdicts to come."""
NUMBERED = (JUDGEMENTS, NOTES, QUEUE)
OF_REPORTS = (IDENTITIES, JUDGEMENTS, NOTES, WATCHES)
MOST_REPORTS = 1_000_000
AT_ONCE, BYTES_AT_ONCE = 500, 8_000_000


class Archive:
    """Writes the cache into a file, and takes one in."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def write(self, target: Path) -> int:
        """Write everything into a file only this user can read; how many reports. An old file stays until then."""
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        try:
            fresh.unlink(missing_ok=True)
            with self._desk.reading() as connection:
                made = _write(connection, fresh)
            fresh.replace(target)
        except OSError as error:
            raise StoreError(
                Sentence("input.unwritable_file", path=str(target), reason=error.strerror or "")
            ) from error
        finally:
            fresh.unlink(missing_ok=True)
        return made

    def read(self, source: Path) -> int:
        """Take in what a file holds and this cache lacks; how many reports were new. All of it, or nothing.

        The file is read twice, row by row: once to see that it is whole, once to take it in.
        """
        with _lines.opened(source) as file:
            end, ids = _looked_through(file)
            with self._desk.writing() as connection:
                log = _chain.head(connection, lock=True)  # before it is asked what there is: another may just add that
                new = ids - set(connection.scalars(select(REPORTS.c.id)))
                if log.seq == 0:
                    _take(connection, file, lambda table, row: True)
                    connection.execute(update(HEAD).where(HEAD.c.id == 1).values(seq=end.seq, digest=end.digest))
                else:
                    _take(connection, file, lambda table, row: _belongs(table, row, new))
                    self._log(connection, sorted(new), end)
        return len(new)

    def _log(self, connection: Connection, new: list[str], end: _chain.Head) -> None:
        """Say in the log of each report whence it came."""
        columns = select(REPORTS.c.id, REPORTS.c.account_key, REPORTS.c.digest).order_by(REPORTS.c.id)
        for start in range(0, len(new), AT_ONCE):
            part = columns.where(REPORTS.c.id.in_(new[start : start + AT_ONCE]))
            for row in connection.execute(part).all():
                about, content = _chain.Subject(row.id, row.account_key), {"digest": row.digest, "from": end.text()}
                _chain.append(connection, _chain.Kind.IMPORTED, self._desk.now(), about, content)


def _write(connection: Connection, target: Path) -> int:
    digest, made = hashlib.sha256(), 0
    with (
        os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out,
    ):
        for line in _made(connection):
            digest.update(line)
            out.write(line)
            made += line.startswith(b'["reports"')
        out.write(json.dumps({"digest": digest.hexdigest()}).encode() + b"\n")
        out.flush()
        raw.flush()
        os.fsync(raw.fileno())
    return made


def _made(connection: Connection) -> Iterator[bytes]:
    yield json.dumps({"form": _lines.FORM}).encode() + b"\n"
    for table in TABLES.sorted_tables:
        if table in ASKED_ANEW:
            continue
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            yield json.dumps([table.name, _plain(row._asdict())], sort_keys=True).encode() + b"\n"


def _looked_through(source: BinaryIO) -> tuple[_chain.Head, set[str]]:
    """The end of the log in a file that is whole, and the ids of its reports."""
    end, last, ids = _chain.Head(), 0, set[str]()
    for table, row, _ in _lines.rows(source):
        if table is HEAD:
            end = _chain.Head(row["seq"], row["digest"])
        elif table is LOG:
            last = max(last, row["seq"])
        elif table is REPORTS:
            ids.add(row["id"])
            if len(ids) > MOST_REPORTS:
                raise BadInput(Sentence("store.bad_archive", file=Path(source.name).name))
    if last > end.seq:  # the next row of this log would have a number that is taken
        raise BadInput(Sentence("store.bad_archive", file=Path(source.name).name))
    return end, ids


def _take(connection: Connection, source: BinaryIO, is_wanted: Callable[[Table, Row], bool]) -> None:
    """Insert the wanted rows, some at a time; a file that changed since it was looked through ends the transaction."""
    for table, found in groupby(_lines.rows(source), lambda line: line[0]):
        waiting, size = list[Row](), 0
        for _, row, length in found:
            if table is HEAD or table in ASKED_ANEW or not is_wanted(table, row):
                continue
            waiting.append(row)
            size += length
            if len(waiting) >= AT_ONCE or size > BYTES_AT_ONCE:
                _insert(connection, table, waiting)
                waiting, size = [], 0
        _insert(connection, table, waiting)


def _belongs(table: Table, row: Row, reports: set[str]) -> bool:
    """Whether a row is a new report, or of one; log, requests and queue stay with the other cache."""
    if table is REPORTS:
        return row["id"] in reports
    return table in OF_REPORTS and row["report_id"] in reports


def _insert(connection: Connection, table: Table, rows: list[Row]) -> None:
    """Insert rows whose key is not there yet; numbered ones get new numbers: nobody refers to the old ones."""
    if not rows:
        return
    if table in NUMBERED:
        fresh = [{k: v for k, v in row.items() if k != "id"} for row in rows]
    else:
        keys = [column.name for column in table.primary_key.columns]
        by_key = {tuple(row[k] for k in keys): row for row in reversed(rows)}
        wanted = tuple_(*table.primary_key.columns).in_(list(by_key))
        for known in connection.execute(select(*table.primary_key.columns).where(wanted)):
            del by_key[tuple(known)]
        fresh = list(by_key.values())
    if fresh:
        connection.execute(insert(table), fresh)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: {"b64": b64encode(v).decode()} if isinstance(v, bytes) else v for k, v in row.items()}
