"""The register's history, one-time sign-in cards, tries by device, and whom a pin was sent on to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

WEB_ROLE = "lane_steward_web"


def upgrade() -> None:
    op.create_table(
        "register_event",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(60), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(16), nullable=False),
        sa.Column("digest", sa.LargeBinary(32), nullable=False),
        sa.Column("mac", sa.LargeBinary(32), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "thing", "seq", name=op.f("pk_register_event")),
    )
    op.create_table(
        "sign_in_card",
        sa.Column("token_sha256", sa.LargeBinary(32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_card_person_id")
        ),
        sa.ForeignKeyConstraint(["made_by"], ["person.id"], name=op.f("fk_sign_in_card_made_by")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_sign_in_card_community_id")
        ),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_sign_in_card")),
    )
    op.create_index(op.f("ix_sign_in_card_person_id"), "sign_in_card", ["person_id"])
    op.add_column(
        "sign_in_failure", sa.Column("device", sa.String(43), nullable=False, server_default="")
    )
    op.add_column("report", sa.Column("department_code", sa.String(40), nullable=True))
    op.create_foreign_key(
        op.f("fk_report_department_code"), "report", "department", ["department_code"], ["code"]
    )
    op.execute(
        'UPDATE report SET department_code = c.department_code FROM "case" c'
        " WHERE c.community_id = report.community_id AND c.report_id = report.id"
    )
    _revoke_rewriting()


def downgrade() -> None:
    op.drop_constraint(op.f("fk_report_department_code"), "report", type_="foreignkey")
    op.drop_column("report", "department_code")
    op.drop_column("sign_in_failure", "device")
    op.drop_table("sign_in_card")
    op.drop_table("register_event")


def _revoke_rewriting() -> None:
    op.get_bind().exec_driver_sql(
        f"""
        DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{WEB_ROLE}') THEN
            REVOKE UPDATE, DELETE ON register_event FROM {WEB_ROLE};
        END IF;
        END $$
        """
    )
