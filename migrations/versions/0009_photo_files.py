"""An index by which the sweep of the photo folder asks which files are needed."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go forward."""
    op.create_index(op.f("ix_photo_stored_sha256"), "photo", ["stored_sha256"])


def downgrade() -> None:
    """Go back."""
    op.drop_index(op.f("ix_photo_stored_sha256"), "photo")
