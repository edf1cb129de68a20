"""What cached accounts share, and one-time codes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "accounts",
        sa.Column("report_id", sa.String(64), primary_key=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("account", sa.String(64), nullable=False, index=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("handle", sa.Text, nullable=False),
        sa.Column("handle_key", sa.String(255), nullable=False, index=True),
        sa.Column("name_key", sa.String(64), nullable=False, index=True),
        sa.Column("person", sa.String(128), nullable=False, index=True),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("mentions", sa.Text, nullable=False),
        sa.Column("marks", sa.Text, nullable=False, comment="a sketch of the bio: digests of three-word runs"),
        *(sa.Column(f"band_{n}", sa.String(16), nullable=False, index=True) for n in range(4)),
    )
    op.create_table(
        "challenges",
        sa.Column("code", sa.String(32), primary_key=True),
        sa.Column("account", sa.String(255), nullable=False, index=True),
        sa.Column("person", sa.String(128), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("made_at", sa.String(32), nullable=False),
    )
