"""Paper: the tally sheets that were entered for a team."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_NAME = "paper_sheet"


def upgrade() -> None:
    """Make the table of sheets."""
    op.create_table(
        _NAME,
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("report_ids", sa.ARRAY(sa.Uuid()), nullable=False),
        sa.Column("entered_by", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_back_by", sa.Integer(), nullable=True),
        sa.Column("taken_back_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("ended_at > started_at", name=op.f("ck_paper_sheet_in_order")),
        sa.CheckConstraint(
            "(taken_back_at IS NULL) = (taken_back_by IS NULL)",
            name=op.f("ck_paper_sheet_taken_back_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_paper_sheet_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_paper_sheet_community_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_paper_sheet")),
    )
    for columns in (("team_id", "started_at"), ("entered_at",)):
        name = op.f("_".join(("ix", _NAME, "community_id", *columns)))
        op.create_index(name, _NAME, ["community_id", *columns])


def downgrade() -> None:
    """Forget which sheets were entered; what they made stays."""
    op.drop_table(_NAME)
