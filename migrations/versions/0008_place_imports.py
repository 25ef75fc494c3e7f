"""Files given through a page, and where a job's result is to be seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.add_column(
        "job_progress",
        sa.Column("result_url", sa.String(length=200), nullable=False, server_default=""),
    )
    op.alter_column("job_progress", "result_url", server_default=None)
    op.create_table(
        "place_import",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("file_bytes", sa.Integer(), nullable=False),
        sa.Column("file", sa.LargeBinary(), nullable=True),
        sa.Column("preview", postgresql.JSONB(), nullable=False),
        sa.Column("choices", postgresql.JSONB(), nullable=False),
        sa.Column("accept_refusals", sa.Boolean(), nullable=False),
        sa.Column("end_missing", sa.Boolean(), nullable=False),
        sa.Column("rehearsal_job", sa.Uuid(), nullable=True),
        sa.Column("rehearsal", postgresql.JSONB(), nullable=True),
        sa.Column("import_job", sa.Uuid(), nullable=True),
        sa.Column("outcome", postgresql.JSONB(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_place_import_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_place_import")),
    )
    op.create_index(
        op.f("ix_place_import_community_id_created_at"),
        "place_import",
        ["community_id", "created_at"],
    )


def downgrade() -> None:
    """Go back."""
    op.drop_table("place_import")
    op.drop_column("job_progress", "result_url")
