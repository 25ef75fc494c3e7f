"""Somebody may ask a job to end with what it has so far."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column(
        "job_progress",
        sa.Column("finish_requested", sa.Boolean(), nullable=False, server_default="false"),
    )
    op.alter_column("job_progress", "finish_requested", server_default=None)


def downgrade() -> None:
    """Go back."""
    op.drop_column("job_progress", "finish_requested")
