"""Brings the tables up to date by the scripts in `migrations/`, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

SCRIPTS = Path(__file__).resolve().parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Run every migration that the database lacks; a SQLAlchemyError when one cannot be run."""
    try:
        command.upgrade(_config(connection), "head")
    except CommandError as error:
        raise SQLAlchemyError(str(error)) from error


def is_newer(connection: Connection) -> bool:
    """Whether the database names a migration that this program does not have."""
    known = {script.revision for script in _scripts().walk_revisions()}
    return not set(_heads(connection)) <= known


def _heads(connection: Connection) -> tuple[str, ...]:
    return MigrationContext.configure(connection).get_current_heads()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(SCRIPTS))


def _config(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config
