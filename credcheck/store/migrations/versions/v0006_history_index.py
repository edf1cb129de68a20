"""An index that holds a line of history whole, so that a search reads no reports."""

from alembic import op

from credcheck.store._tables import LINES

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the index on SQLite; elsewhere long values lie apart from the row, and an index may not hold them."""
    if op.get_context().dialect.name == "sqlite":
        columns = ", ".join(("at DESC", *LINES))
        op.execute(f"CREATE INDEX ix_reports_line ON reports ({columns})")
