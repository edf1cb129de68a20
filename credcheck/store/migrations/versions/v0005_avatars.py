"""A perceptual hash of each cached account's picture."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; accounts checked before have none."""
    op.add_column("accounts", sa.Column("avatar", sa.String(16), nullable=False, server_default=""))
