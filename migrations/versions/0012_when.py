"""When: the hours at which a place is to be looked at, and the hour at which a day's walks begin."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("place_policy", "plan_place")
IN_ORDER = "num_nonnulls(look_from, look_until) <> 1 AND (look_from < look_until) IS NOT FALSE"


def upgrade() -> None:
    """Go forward; plans made before say nine o'clock, which is when the teams went out."""
    for table in TABLES:
        op.add_column(table, sa.Column("look_from", sa.Time(), nullable=True))
        op.add_column(table, sa.Column("look_until", sa.Time(), nullable=True))
        op.create_check_constraint("hours_in_order", table, IN_ORDER)
    op.add_column(
        "patrol_plan",
        sa.Column("begins_at", sa.Time(), nullable=False, server_default="09:00"),
    )
    op.alter_column("patrol_plan", "begins_at", server_default=None)


def downgrade() -> None:
    """Go back."""
    op.drop_column("patrol_plan", "begins_at")
    for table in reversed(TABLES):
        op.drop_constraint(op.f(f"ck_{table}_hours_in_order"), table)
        op.drop_column(table, "look_until")
        op.drop_column(table, "look_from")
