"""What left the machine, request by request; and how long an expired answer may be renewed."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and the column."""
    op.create_table(
        "requests",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("what", sa.Text, nullable=False, comment="the request as it left, without keys"),
        sa.Column("why", sa.Text, nullable=False, comment="the plug that asked"),
        sa.Column("keyed", sa.Boolean, nullable=False, comment="whether a key of the user's went along"),
    )
    op.add_column("answers", sa.Column("renew_until", sa.String(32), nullable=True))
