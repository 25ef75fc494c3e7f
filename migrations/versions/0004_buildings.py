"""Buildings among the facilities: the houses between the lanes, for the base map."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

_CHECK = "ck_facility_kind_known"
_BEFORE = "kind IN ('bike_parking', 'rubbish_point', 'lamp', 'manhole', 'hydrant', 'landmark')"
_AFTER = "kind IN ('bike_parking', 'rubbish_point', 'lamp', 'manhole', 'hydrant', 'landmark', 'building')"


def upgrade() -> None:
    """Let a facility be a building."""
    _replace(_AFTER)


def downgrade() -> None:
    """Take the buildings away: there is no kind left for them."""
    op.execute("DELETE FROM facility WHERE kind = 'building'")
    _replace(_BEFORE)


def _replace(condition: str) -> None:
    op.drop_constraint(op.f(_CHECK), "facility", type_="check")
    op.create_check_constraint(op.f(_CHECK), "facility", condition)
