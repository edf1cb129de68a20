"""The first tables: finished reports and raw answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "reports",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False, index=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("handle", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("headline", sa.String(32), nullable=False),
        sa.Column("record", sa.String(32), nullable=False),
        sa.Column("account", sa.Integer, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("words", sa.Text, nullable=False, comment="folded name, handle and platform, for search"),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="the report as JSON, compressed by zlib"),
    )
    op.create_table(
        "answers",
        sa.Column("key", sa.String(255), primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", sa.JSON, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False, comment="the raw answer, compressed by zlib"),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("expires_at", sa.String(32), nullable=False, index=True),
    )
