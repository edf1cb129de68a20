"""The whole cache as one file that another CredCheck takes in: gzipped JSON lines, closed by a digest of all of them.

Into an empty cache everything goes as it was, the log too, so the chain goes on. Into one that has reports only what it
lacks is added, and the log says whence; the other log cannot be woven into this one.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, insert, select, update

from credcheck.errors import BadInput, StoreError
from credcheck.model import Sentence
from credcheck.store import _chain
from credcheck.store._desk import Desk
from credcheck.store._tables import (
    ANSWERS,
    HEAD,
    IDENTITIES,
    JUDGEMENTS,
    NOTES,
    QUEUE,
    REPORTS,
    TABLES,
    WATCHES,
)

FORM = "credcheck-cache/1"
LONGEST_LINE = 64_000_000
NUMBERED = (JUDGEMENTS, NOTES, QUEUE)
KEYED = (REPORTS, IDENTITIES, ANSWERS, WATCHES)
Rows = dict[str, list[dict[str, Any]]]


class Archive:
    """Writes the cache into a file, and takes one in."""

    def __init__(self, desk: Desk) -> None:
        """Work at this desk."""
        self._desk = desk

    def write(self, target: Path) -> int:
        """Write everything into a file only this user can read; how many reports. An old file stays until then."""
        fresh = target.with_name(f".{target.name}.{os.getpid()}")
        try:
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
        """Take in what a file holds and this cache lacks; how many reports were new. All of it, or nothing."""
        rows = _read(source)
        with self._desk.writing() as connection:
            if _chain.head(connection, lock=True).seq == 0:
                return _restore(connection, rows)
            return self._merge(connection, rows)

    def _merge(self, connection: Connection, rows: Rows) -> int:
        known = set(connection.scalars(select(REPORTS.c.id)))
        fresh = [row for row in rows["reports"] if row["id"] not in known]
        new = {row["id"] for row in fresh}
        for table in KEYED:
            _add(connection, table, [r for r in rows[table.name] if _belongs(r, new)])
        for table in (JUDGEMENTS, NOTES):
            _append(connection, table, [r for r in rows[table.name] if r["report_id"] in new])
        end = rows["head"][0] if rows["head"] else {"seq": 0, "digest": _chain.START}
        for row in fresh:
            content = {"digest": row["digest"], "from": f"{end['seq']}:{end['digest']}"}
            about = _chain.Subject(row["id"], row["account_key"])
            _chain.append(connection, _chain.Kind.IMPORTED, self._desk.now(), about, content)
        return len(fresh)


def _write(connection: Connection, target: Path) -> int:
    digest, made = hashlib.sha256(), 0
    with (
        os.fdopen(os.open(target, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as raw,
        gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as out,
    ):
        for line in _lines(connection):
            digest.update(line)
            out.write(line)
            made += line.startswith(b'["reports"')
        out.write(json.dumps({"digest": digest.hexdigest()}).encode() + b"\n")
        out.flush()
        raw.flush()
        os.fsync(raw.fileno())
    return made


def _lines(connection: Connection) -> Iterator[bytes]:
    yield json.dumps({"form": FORM}).encode() + b"\n"
    for table in TABLES.sorted_tables:
        for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
            yield json.dumps([table.name, _plain(row._asdict())], sort_keys=True).encode() + b"\n"


def _read(source: Path) -> Rows:
    rows: Rows = {table.name: [] for table in TABLES.sorted_tables}
    digest, last = hashlib.sha256(), b""
    try:
        with gzip.open(source) as lines:
            for line in iter(lambda: lines.readline(LONGEST_LINE), b""):
                if last:
                    digest.update(last)
                    _take(rows, last)
                last = line
        whole = json.loads(last or b"null") == {"digest": digest.hexdigest()}
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadInput(Sentence("store.bad_archive", file=source.name)) from error
    if not whole:
        raise BadInput(Sentence("store.bad_archive", file=source.name))
    return rows


def _take(rows: Rows, line: bytes) -> None:
    content = json.loads(line)
    if isinstance(content, dict):
        if content["form"] != FORM:
            raise ValueError(content["form"])
        return
    name, row = content
    rows[name].append(_typed(TABLES.tables[name], row))


def _restore(connection: Connection, rows: Rows) -> int:
    for table in TABLES.sorted_tables:
        if table in NUMBERED:
            _append(connection, table, rows[table.name])
        elif table is not HEAD:
            _add(connection, table, rows[table.name])
    for row in rows["head"]:
        connection.execute(update(HEAD).where(HEAD.c.id == 1).values(seq=row["seq"], digest=row["digest"]))
    return len(rows["reports"])


def _add(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows whose key is not there yet."""
    keys = [column.name for column in table.primary_key.columns]
    known = {tuple(row) for row in connection.execute(select(*table.primary_key.columns))}
    if fresh := [row for row in rows if tuple(row.get(k) for k in keys) not in known]:
        connection.execute(insert(table), fresh)


def _append(connection: Connection, table: Table, rows: list[dict[str, Any]]) -> None:
    """Insert rows under new numbers, in their order: nobody refers to the old ones, and the database counts on."""
    if rows:
        connection.execute(insert(table), [{k: v for k, v in row.items() if k != "id"} for row in rows])


def _belongs(row: dict[str, Any], reports: set[str]) -> bool:
    """Whether a row is a new report, of one, or stands for itself."""
    return "report_id" not in row or row["report_id"] in reports


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {k: {"b64": b64encode(v).decode()} if isinstance(v, bytes) else v for k, v in row.items()}


def _typed(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    unknown = row.keys() - {column.name for column in table.columns}
    if unknown:
        raise ValueError(sorted(unknown))
    return {k: b64decode(v["b64"]) if isinstance(table.c[k].type, LargeBinary) else v for k, v in row.items()}
