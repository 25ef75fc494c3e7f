"""Heat along the lanes, prepared once per edit of a community's lanes."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_NAME = "lane_heat_operator"


def upgrade() -> None:
    """Make the table; what is in it can be worked out again at any time."""
    op.create_table(
        _NAME,
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("place_revision", sa.BigInteger(), nullable=False),
        sa.Column("prepared", sa.LargeBinary(), nullable=False),
        sa.Column("lixels", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["admin_area.id"],
            name=op.f("fk_lane_heat_operator_community_id_admin_area"),
        ),
        sa.PrimaryKeyConstraint("community_id", name=op.f("pk_lane_heat_operator")),
    )


def downgrade() -> None:
    """Take the table away."""
    op.drop_table(_NAME)
