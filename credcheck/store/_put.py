"""A row in the place of one with the same key, also while another program writes the same one."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Connection, Table, delete, insert
from sqlalchemy.dialects import postgresql, sqlite

_UPSERTS: dict[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "postgresql": postgresql.insert,
    "sqlite": sqlite.insert,
}


def put(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Write a row; one with the same primary key is replaced, whoever wrote it a moment before."""
    keys = list(table.primary_key.columns)
    upsert = _UPSERTS.get(connection.dialect.name)
    if upsert is not None:
        connection.execute(upsert(table).values(**row).on_conflict_do_update(index_elements=keys, set_=dict(row)))
        return
    connection.execute(delete(table).where(*(key == row[key.name] for key in keys)))
    connection.execute(insert(table).values(**row))
