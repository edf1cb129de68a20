"""The hash-chained log, the user's judgements and notes, the watch list, the queue, and whose record a report fits."""

import sqlalchemy as sa
from alembic import op

from credcheck.store._fill import fill

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the new tables and columns, and log the reports that are there already."""
    for column in (
        sa.Column("account_key", sa.Text, nullable=False, server_default=""),
        sa.Column("person", sa.Text, nullable=False, server_default=""),
        sa.Column("digest", sa.String(64), nullable=False, server_default=""),
    ):
        op.add_column("reports", column)
    op.create_index("ix_reports_account_key", "reports", ["account_key"])
    op.create_table(
        "identities",
        sa.Column("report_id", sa.String(64), primary_key=True),
        sa.Column("identity", sa.String(200), primary_key=True),
        sa.Column("quoted", sa.Boolean, primary_key=True, comment="the account says so; else the register does"),
    )
    op.create_index("ix_identities_identity", "identities", ["identity"])
    op.create_table(
        "log",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", sa.Text, comment="what happened, as JSON; NULL once it was erased"),
        sa.Column("content_digest", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False, comment="over the digest before and this row"),
        sa.Column("report_id", sa.String(64), index=True),
        sa.Column("account_key", sa.Text, index=True),
    )
    op.create_table(
        "head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
    )
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("report_id", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("opinion", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("undone", sa.Boolean, nullable=False),
    )
    op.create_table(
        "notes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("report_id", sa.String(64), nullable=False, index=True),
        sa.Column("at", sa.String(32), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("removed", sa.Boolean, nullable=False),
    )
    op.create_table(
        "watches",
        sa.Column("account_key", sa.String(400), primary_key=True),
        sa.Column("report_id", sa.String(64), nullable=False, comment="the check it was put on the list with"),
        sa.Column("every_days", sa.Integer, nullable=False),
        sa.Column("since", sa.String(32), nullable=False),
        sa.Column("due", sa.String(32), nullable=False, index=True),
    )
    op.create_table(
        "queue",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("state", sa.String(16), nullable=False, index=True),
        sa.Column("platform", sa.Text, nullable=False),
        sa.Column("handle", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("headline", sa.String(32), nullable=False),
        sa.Column("words", sa.Text, nullable=False, comment="folded name, handle and platform, for search"),
        sa.Column("row", sa.JSON, nullable=False, comment="the caller's id and the profile"),
        sa.Column("report_id", sa.String(64), nullable=False),
        sa.Column("error", sa.JSON, comment="the sentence that says why it could not be checked"),
    )
    fill(op.get_bind())
