"""Alembic's entry: runs the scripts on the connection that `store` hands over."""

from alembic import context

from credcheck.store._tables import TABLES

context.configure(connection=context.config.attributes["connection"], target_metadata=TABLES)
with context.begin_transaction():
    context.run_migrations()
