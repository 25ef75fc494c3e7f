"""No place is left out for want of teams: a day that nobody comes on is not planned at all."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_CHECK = "ck_plan_place_why_known"
_BEFORE = "why IN ('unreachable', 'no_team', 'too_far', 'window', 'no_time', 'not_worth')"
_AFTER = "why IN ('unreachable', 'too_far', 'window', 'no_time', 'not_worth')"


def upgrade() -> None:
    """Forget a reason that no plan ever gave."""
    _replace(_AFTER)


def downgrade() -> None:
    """Know it again."""
    _replace(_BEFORE)


def _replace(condition: str) -> None:
    op.drop_constraint(op.f(_CHECK), "plan_place", type_="check")
    op.create_check_constraint(op.f(_CHECK), "plan_place", condition)
