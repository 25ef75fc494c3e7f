"""Places, people, patrols, reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:  # noqa: PLR0915 - the whole first schema
    """Go forward."""
    op.execute("CREATE EXTENSION IF NOT EXISTS postgis")
    op.execute("CREATE EXTENSION IF NOT EXISTS btree_gist")
    op.create_table(
        "admin_area",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("parent_id", sa.Integer(), nullable=True),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("time_zone", sa.String(length=64), nullable=False),
        sa.Column("languages", postgresql.ARRAY(sa.String(length=8)), nullable=False),
        sa.Column("utm_srid", sa.Integer(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("place_revision", sa.BigInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('community', 'subdistrict', 'district', 'city')",
            name=op.f("ck_admin_area_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["admin_area.id"], name=op.f("fk_admin_area_parent_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_admin_area")),
        sa.UniqueConstraint("code", name=op.f("uq_admin_area_code")),
    )
    op.create_table(
        "category",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("unit_zh", sa.String(length=20), nullable=False),
        sa.Column("unit_bo", sa.String(length=40), nullable=False),
        sa.Column("unit_en", sa.String(length=20), nullable=False),
        sa.Column("national_kind", sa.String(length=10), nullable=True),
        sa.Column("national_code", sa.String(length=10), nullable=True),
        sa.Column("predecessor_code", sa.String(length=10), nullable=True),
        sa.Column("handlings", postgresql.ARRAY(sa.String(length=20)), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('problem', 'service', 'voice')",
            name=op.f("ck_category_kind_known"),
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_category")),
    )
    op.create_table(
        "department",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_department")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("elder_mode", sa.Boolean(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("is_demo", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("username", name=op.f("uq_person_username")),
    )
    op.create_table(
        "report_event",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("community_id", "report_id", "seq", name=op.f("pk_report_event")),
    )
    op.create_index(
        op.f("ix_report_event_community_id_at"),
        "report_event",
        ["community_id", "at"],
        unique=False,
    )
    op.create_table(
        "report_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("submitted_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_key")),
    )
    op.create_table(
        "sign_in_failure",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=45), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_failure")),
    )
    op.create_index(
        op.f("ix_sign_in_failure_account_failed_at"),
        "sign_in_failure",
        ["account", "failed_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sign_in_failure_address_failed_at"),
        "sign_in_failure",
        ["address", "failed_at"],
        unique=False,
    )
    op.create_table(
        "api_token",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("token_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_api_token_community_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_api_token_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_token")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_api_token_token_sha256")),
    )
    op.create_index(op.f("ix_api_token_person_id"), "api_token", ["person_id"], unique=False)
    op.create_table(
        "case",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("department_code", sa.String(length=40), nullable=True),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("limit_working_hours", sa.Integer(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("dispatched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closing_note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open', 'dispatched', 'closed')",
            name=op.f("ck_case_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["department_code"],
            ["department.code"],
            name=op.f("fk_case_department_code"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_case")),
        sa.UniqueConstraint(
            "community_id", "report_id", name=op.f("uq_case_community_id_report_id")
        ),
    )
    op.create_index(
        op.f("ix_case_community_id_state_opened_at"),
        "case",
        ["community_id", "state", "opened_at"],
        unique=False,
    )
    op.create_table(
        "cell_tally",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("cell_east", sa.Integer(), nullable=False),
        sa.Column("cell_north", sa.Integer(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("local_hour", sa.SmallInteger(), nullable=False),
        sa.Column("category_code", sa.String(length=40), nullable=False),
        sa.Column("found_by", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_cell_tally_community_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "cell_east",
            "cell_north",
            "local_day",
            "local_hour",
            "category_code",
            "found_by",
            "outcome",
            name=op.f("pk_cell_tally"),
        ),
    )
    op.create_index(
        op.f("ix_cell_tally_community_id_local_day"),
        "cell_tally",
        ["community_id", "local_day"],
        unique=False,
    )
    op.create_table(
        "community_category",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("department_code", sa.String(length=40), nullable=True),
        sa.Column("limit_working_hours", sa.Integer(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.CheckConstraint("weight >= 0", name=op.f("ck_community_category_weight_not_negative")),
        sa.ForeignKeyConstraint(
            ["code"], ["category.code"], name=op.f("fk_community_category_code")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["admin_area.id"],
            name=op.f("fk_community_category_community_id"),
        ),
        sa.ForeignKeyConstraint(
            ["department_code"],
            ["department.code"],
            name=op.f("fk_community_category_department_code"),
        ),
        sa.PrimaryKeyConstraint("community_id", "code", name=op.f("pk_community_category")),
    )
    op.create_table(
        "community_department",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["code"], ["department.code"], name=op.f("fk_community_department_code")
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["admin_area.id"],
            name=op.f("fk_community_department_community_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "code", name=op.f("pk_community_department")),
    )
    op.create_table(
        "courtyard_tally",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("local_hour", sa.SmallInteger(), nullable=False),
        sa.Column("category_code", sa.String(length=40), nullable=False),
        sa.Column("found_by", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["admin_area.id"],
            name=op.f("fk_courtyard_tally_community_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "courtyard_id",
            "local_day",
            "local_hour",
            "category_code",
            "found_by",
            "outcome",
            name=op.f("pk_courtyard_tally"),
        ),
    )
    op.create_index(
        op.f("ix_courtyard_tally_community_id_local_day"),
        "courtyard_tally",
        ["community_id", "local_day"],
        unique=False,
    )
    op.create_geospatial_table(
        "facility",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_bo", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("opens", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("owner_department", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "GeometryType(geom) IN ('POINT', 'POLYGON')",
            name=op.f("ck_facility_geom_point_or_polygon"),
        ),
        sa.CheckConstraint(
            "kind IN ('bike_parking', 'rubbish_point', 'lamp', 'manhole', 'hydrant', 'landmark')",
            name=op.f("ck_facility_kind_known"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_facility_community_id")
        ),
        sa.ForeignKeyConstraint(
            ["owner_department"],
            ["department.code"],
            name=op.f("fk_facility_owner_department"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_facility")),
    )
    op.create_index(
        "ix_facility_community_id_geom",
        "facility",
        ["community_id", "geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "uq_facility_community_id_code_live",
        "facility",
        ["community_id", "code"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_table(
        "job_progress",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("task", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'running', 'done', 'failed', 'cancelled')",
            name=op.f("ck_job_progress_state_known"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["admin_area.id"],
            name=op.f("fk_job_progress_community_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_progress")),
    )
    op.create_index(
        op.f("ix_job_progress_community_id_created_at"),
        "job_progress",
        ["community_id", "created_at"],
        unique=False,
    )
    op.create_geospatial_table(
        "lane",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_bo", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="LINESTRING",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("length_m", sa.Double(), nullable=False),
        sa.Column("surface", sa.String(length=40), nullable=False),
        sa.Column("lit", sa.Boolean(), nullable=True),
        sa.Column("width_m", sa.Double(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.CheckConstraint("length_m > 0", name=op.f("ck_lane_length_positive")),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from",
            name=op.f("ck_lane_valid_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_lane_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_lane")),
    )
    op.create_index(
        "ix_lane_community_id_geom",
        "lane",
        ["community_id", "geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "uq_lane_community_id_code_live",
        "lane",
        ["community_id", "code"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_table(
        "lane_tally",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("local_hour", sa.SmallInteger(), nullable=False),
        sa.Column("category_code", sa.String(length=40), nullable=False),
        sa.Column("found_by", sa.String(length=10), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_lane_tally_community_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id",
            "lane_id",
            "local_day",
            "local_hour",
            "category_code",
            "found_by",
            "outcome",
            name=op.f("pk_lane_tally"),
        ),
    )
    op.create_index(
        op.f("ix_lane_tally_community_id_local_day"),
        "lane_tally",
        ["community_id", "local_day"],
        unique=False,
    )
    op.create_table(
        "membership",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint(
            "person_id",
            "community_id",
            "team_id",
            "valid_from",
            name=op.f("pk_membership"),
        ),
    )
    op.create_index(
        op.f("ix_membership_community_id_team_id"),
        "membership",
        ["community_id", "team_id"],
        unique=False,
    )
    op.create_table(
        "role_assignment",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("area_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("department_code", sa.String(length=40), nullable=True),
        sa.CheckConstraint(
            "role IN ('steward', 'representative', 'supervisor', 'committee', 'department', 'inspector', 'area_viewer', 'administrator')",
            name=op.f("ck_role_assignment_role_known"),
        ),
        sa.ForeignKeyConstraint(
            ["area_id"], ["admin_area.id"], name=op.f("fk_role_assignment_area_id")
        ),
        sa.ForeignKeyConstraint(
            ["department_code"],
            ["department.code"],
            name=op.f("fk_role_assignment_department_code"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_role_assignment_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "area_id", "role", name=op.f("pk_role_assignment")),
    )
    op.create_table(
        "sign_in_session",
        sa.Column("key_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("device", sa.String(length=200), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"],
            ["admin_area.id"],
            name=op.f("fk_sign_in_session_community_id"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_sign_in_session_person_id")
        ),
        sa.PrimaryKeyConstraint("key_sha256", name=op.f("pk_sign_in_session")),
    )
    op.create_index(
        op.f("ix_sign_in_session_person_id"),
        "sign_in_session",
        ["person_id"],
        unique=False,
    )
    op.create_table(
        "team",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_zh", sa.String(length=120), nullable=False),
        sa.Column("name_bo", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("representative_id", sa.Integer(), nullable=True),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_team_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_team")),
    )
    op.create_table(
        "case_event",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("seq", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("mac", sa.LargeBinary(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "case_id"],
            ["case.community_id", "case.id"],
            name=op.f("fk_case_event_community_id_case_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "case_id", "seq", name=op.f("pk_case_event")),
    )
    op.create_geospatial_table(
        "courtyard",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_bo", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POLYGON",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("households", sa.Integer(), nullable=True),
        sa.Column(
            "entrance",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from",
            name=op.f("ck_courtyard_valid_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_courtyard_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_courtyard_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_courtyard")),
    )
    op.create_index(
        "ix_courtyard_community_id_geom",
        "courtyard",
        ["community_id", "geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        "uq_courtyard_community_id_code_live",
        "courtyard",
        ["community_id", "code"],
        unique=True,
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.create_table(
        "lane_lineage",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("from_lane_id", sa.BigInteger(), nullable=False),
        sa.Column("to_lane_id", sa.BigInteger(), nullable=False),
        sa.Column("share", sa.Double(), nullable=False),
        sa.CheckConstraint("share > 0 AND share <= 1", name=op.f("ck_lane_lineage_share_in_range")),
        sa.ForeignKeyConstraint(
            ["community_id", "from_lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_lane_lineage_community_id_from_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "to_lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_lane_lineage_community_id_to_lane_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "from_lane_id", "to_lane_id", name=op.f("pk_lane_lineage")
        ),
    )
    op.create_table(
        "patrol",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_by", sa.Integer(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "ended_at IS NULL OR ended_at >= started_at",
            name=op.f("ck_patrol_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_patrol_community_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_patrol")),
    )
    op.create_index(
        op.f("ix_patrol_community_id_started_at"),
        "patrol",
        ["community_id", "started_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_patrol_community_id_team_id_started_at"),
        "patrol",
        ["community_id", "team_id", "started_at"],
        unique=False,
    )
    op.create_table(
        "claim",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("requested_by", sa.Integer(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.Integer(), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.column("community_id"), "="),
            (sa.column("courtyard_id"), "="),
            (sa.text("daterange(valid_from, valid_to)"), "&&"),
            where=sa.text("state = 'live'"),
            using="gist",
            name="ex_claim_courtyard_live",
        ),
        postgresql.ExcludeConstraint(
            (sa.column("community_id"), "="),
            (sa.column("lane_id"), "="),
            (sa.text("daterange(valid_from, valid_to)"), "&&"),
            where=sa.text("state = 'live'"),
            using="gist",
            name="ex_claim_lane_live",
        ),
        sa.CheckConstraint(
            "state IN ('requested', 'live', 'ended', 'refused')",
            name=op.f("ck_claim_state_known"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(lane_id, courtyard_id) = 1", name=op.f("ck_claim_one_place")
        ),
        sa.CheckConstraint(
            "valid_to IS NULL OR valid_to > valid_from",
            name=op.f("ck_claim_valid_in_order"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_claim_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_claim_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_claim_community_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_claim")),
    )
    op.create_table(
        "pass",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("covered", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("evidence", sa.String(length=10), nullable=False),
        sa.CheckConstraint(
            "evidence IN ('track', 'sign', 'pin', 'declared')",
            name=op.f("ck_pass_evidence_known"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(lane_id, courtyard_id) = 1", name=op.f("ck_pass_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_pass_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_pass_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "patrol_id"],
            ["patrol.community_id", "patrol.id"],
            name=op.f("fk_pass_community_id_patrol_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_pass_community_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_pass")),
    )
    op.create_index(
        op.f("ix_pass_community_id_courtyard_id_passed_at"),
        "pass",
        ["community_id", "courtyard_id", "passed_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pass_community_id_lane_id_passed_at"),
        "pass",
        ["community_id", "lane_id", "passed_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_pass_community_id_patrol_id"),
        "pass",
        ["community_id", "patrol_id"],
        unique=False,
    )
    op.create_table(
        "patrol_member",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id", "patrol_id"],
            ["patrol.community_id", "patrol.id"],
            name=op.f("fk_patrol_member_community_id_patrol_id"),
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "patrol_id", "person_id", name=op.f("pk_patrol_member")
        ),
    )
    op.create_index(
        op.f("ix_patrol_member_community_id_person_id"),
        "patrol_member",
        ["community_id", "person_id"],
        unique=False,
    )
    op.create_table(
        "place_policy",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("every_days", sa.SmallInteger(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.CheckConstraint("every_days >= 1", name=op.f("ck_place_policy_every_days_positive")),
        sa.CheckConstraint(
            "num_nonnulls(lane_id, courtyard_id) = 1",
            name=op.f("ck_place_policy_one_place"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_place_policy_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_place_policy_community_id_lane_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_place_policy")),
    )
    op.create_geospatial_table(
        "report",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("category_code", sa.String(length=40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
            ),
            nullable=True,
        ),
        sa.Column("accuracy_m", sa.Double(), nullable=True),
        sa.Column("datum", sa.String(length=5), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("house_number", sa.String(length=40), nullable=False),
        sa.Column("assigned_by", sa.String(length=10), nullable=False),
        sa.Column("candidates", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("outcome", sa.String(length=10), nullable=False),
        sa.Column("handling", sa.String(length=20), nullable=True),
        sa.Column("observed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("effective_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_day", sa.Date(), nullable=False),
        sa.Column("local_hour", sa.SmallInteger(), nullable=False),
        sa.Column("time_flag", sa.String(length=12), nullable=True),
        sa.Column("found_by", sa.String(length=10), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("submitted_by", sa.Integer(), nullable=True),
        sa.Column("joins", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "assigned_by IN ('nearest', 'courtyard', 'steward', 'none')",
            name=op.f("ck_report_assigned_by_known"),
        ),
        sa.CheckConstraint(
            "datum IN ('WGS84', 'GCJ02', 'BD09')", name=op.f("ck_report_datum_known")
        ),
        sa.CheckConstraint(
            "found_by IN ('patrol', 'off_patrol', 'resident')",
            name=op.f("ck_report_found_by_known"),
        ),
        sa.CheckConstraint(
            "outcome IN ('fixed', 'escalated', 'recorded')",
            name=op.f("ck_report_outcome_known"),
        ),
        sa.CheckConstraint(
            "time_flag IS NULL OR time_flag IN ('corrected', 'implausible')",
            name=op.f("ck_report_time_flag_known"),
        ),
        sa.CheckConstraint("count BETWEEN 1 AND 10000", name=op.f("ck_report_count_in_range")),
        sa.CheckConstraint(
            "geom IS NULL OR (ST_X(geom) BETWEEN -180 AND 180 AND ST_Y(geom) BETWEEN -90 AND 90)",
            name=op.f("ck_report_geom_on_earth"),
        ),
        sa.ForeignKeyConstraint(
            ["category_code"], ["category.code"], name=op.f("fk_report_category_code")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_report_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_report_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_report_community_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_report_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_report")),
    )
    op.create_index(
        op.f("ix_report_community_id_effective_at_id"),
        "report",
        ["community_id", "effective_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_report_community_id_geom",
        "report",
        ["community_id", "geom"],
        unique=False,
        postgresql_using="gist",
    )
    op.create_index(
        op.f("ix_report_community_id_lane_id_effective_at"),
        "report",
        ["community_id", "lane_id", "effective_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_report_community_id_submitted_by_effective_at"),
        "report",
        ["community_id", "submitted_by", "effective_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_report_community_id_team_id_effective_at"),
        "report",
        ["community_id", "team_id", "effective_at"],
        unique=False,
    )
    op.create_table(
        "visit",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("patrol_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("visited_by", sa.Integer(), nullable=False),
        sa.Column("visited_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("topic", sa.String(length=40), nullable=False),
        sa.Column("outcome", sa.String(length=40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('household', 'shop')", name=op.f("ck_visit_kind_known")),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_visit_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_visit_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "patrol_id"],
            ["patrol.community_id", "patrol.id"],
            name=op.f("fk_visit_community_id_patrol_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_visit_community_id_team_id"),
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_visit")),
    )
    op.create_index(
        op.f("ix_visit_community_id_visited_at"),
        "visit",
        ["community_id", "visited_at"],
        unique=False,
    )
    op.create_table(
        "photo",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("received_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("stored_sha256", sa.LargeBinary(length=32), nullable=True),
        sa.Column("taken", sa.String(length=6), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("stored_bytes", sa.Integer(), nullable=True),
        sa.Column("uploaded_by", sa.Integer(), nullable=True),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("taken IN ('before', 'after')", name=op.f("ck_photo_taken_known")),
        sa.ForeignKeyConstraint(
            ["community_id", "report_id"],
            ["report.community_id", "report.id"],
            name=op.f("fk_photo_community_id_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "report_id", "received_sha256", name=op.f("pk_photo")
        ),
    )
    op.create_table(
        "report_edit",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("edit_id", sa.Uuid(), nullable=False),
        sa.Column("edit_sha256", sa.LargeBinary(length=32), nullable=False),
        sa.Column("base_version", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "report_id"],
            ["report.community_id", "report.id"],
            name=op.f("fk_report_edit_community_id_report_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "report_id", "edit_id", name=op.f("pk_report_edit")
        ),
    )


def downgrade() -> None:  # noqa: PLR0915 - the whole first schema
    """Go back."""
    op.drop_table("report_edit")
    op.drop_table("photo")
    op.drop_index(op.f("ix_visit_community_id_visited_at"), table_name="visit")
    op.drop_table("visit")
    op.drop_index(op.f("ix_report_community_id_team_id_effective_at"), table_name="report")
    op.drop_index(op.f("ix_report_community_id_submitted_by_effective_at"), table_name="report")
    op.drop_index(op.f("ix_report_community_id_lane_id_effective_at"), table_name="report")
    op.drop_index("ix_report_community_id_geom", table_name="report", postgresql_using="gist")
    op.drop_index(op.f("ix_report_community_id_effective_at_id"), table_name="report")
    op.drop_geospatial_table("report")
    op.drop_table("place_policy")
    op.drop_index(op.f("ix_patrol_member_community_id_person_id"), table_name="patrol_member")
    op.drop_table("patrol_member")
    op.drop_index(op.f("ix_pass_community_id_patrol_id"), table_name="pass")
    op.drop_index(op.f("ix_pass_community_id_lane_id_passed_at"), table_name="pass")
    op.drop_index(op.f("ix_pass_community_id_courtyard_id_passed_at"), table_name="pass")
    op.drop_table("pass")
    op.drop_table("claim")
    op.drop_index(op.f("ix_patrol_community_id_team_id_started_at"), table_name="patrol")
    op.drop_index(op.f("ix_patrol_community_id_started_at"), table_name="patrol")
    op.drop_table("patrol")
    op.drop_table("lane_lineage")
    op.drop_index(
        "uq_courtyard_community_id_code_live",
        table_name="courtyard",
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.drop_index(
        "ix_courtyard_community_id_geom",
        table_name="courtyard",
        postgresql_using="gist",
    )
    op.drop_geospatial_table("courtyard")
    op.drop_table("case_event")
    op.drop_table("team")
    op.drop_index(op.f("ix_sign_in_session_person_id"), table_name="sign_in_session")
    op.drop_table("sign_in_session")
    op.drop_table("role_assignment")
    op.drop_index(op.f("ix_membership_community_id_team_id"), table_name="membership")
    op.drop_table("membership")
    op.drop_index(op.f("ix_lane_tally_community_id_local_day"), table_name="lane_tally")
    op.drop_table("lane_tally")
    op.drop_index(
        "uq_lane_community_id_code_live",
        table_name="lane",
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.drop_index("ix_lane_community_id_geom", table_name="lane", postgresql_using="gist")
    op.drop_geospatial_table("lane")
    op.drop_index(op.f("ix_job_progress_community_id_created_at"), table_name="job_progress")
    op.drop_table("job_progress")
    op.drop_index(
        "uq_facility_community_id_code_live",
        table_name="facility",
        postgresql_where=sa.text("valid_to IS NULL"),
    )
    op.drop_index("ix_facility_community_id_geom", table_name="facility", postgresql_using="gist")
    op.drop_geospatial_table("facility")
    op.drop_index(op.f("ix_courtyard_tally_community_id_local_day"), table_name="courtyard_tally")
    op.drop_table("courtyard_tally")
    op.drop_table("community_department")
    op.drop_table("community_category")
    op.drop_index(op.f("ix_cell_tally_community_id_local_day"), table_name="cell_tally")
    op.drop_table("cell_tally")
    op.drop_index(op.f("ix_case_community_id_state_opened_at"), table_name="case")
    op.drop_table("case")
    op.drop_index(op.f("ix_api_token_person_id"), table_name="api_token")
    op.drop_table("api_token")
    op.drop_index(op.f("ix_sign_in_failure_address_failed_at"), table_name="sign_in_failure")
    op.drop_index(op.f("ix_sign_in_failure_account_failed_at"), table_name="sign_in_failure")
    op.drop_table("sign_in_failure")
    op.drop_table("report_key")
    op.drop_index(op.f("ix_report_event_community_id_at"), table_name="report_event")
    op.drop_table("report_event")
    op.drop_table("person")
    op.drop_table("department")
    op.drop_table("category")
    op.drop_table("admin_area")
