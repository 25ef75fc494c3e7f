"""Plans: who comes, the versions of a day's plan, their walks, legs and places."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from geoalchemy2 import Geometry

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, those that others refer to first."""
    _patrol_plan()
    _plan_start()
    _roster()
    _walk()
    _plan_lock()
    _plan_place()
    _walk_leg()


def downgrade() -> None:
    """Take the plans away."""
    op.drop_geospatial_table("walk_leg")
    op.drop_table("plan_place")
    op.drop_table("plan_lock")
    op.drop_geospatial_table("walk")
    op.drop_table("roster")
    op.drop_geospatial_table("plan_start")
    op.drop_table("patrol_plan")


def _patrol_plan() -> None:
    op.create_table(
        "patrol_plan",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("longest_min", sa.Double(), nullable=False),
        sa.Column("bound_min", sa.Double(), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("iterations", sa.Integer(), nullable=False),
        sa.Column("cpu_seconds", sa.Double(), nullable=False),
        sa.Column("made_by", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "cause IN ('planned', 'absent', 'moved')", name=op.f("ck_patrol_plan_cause_known")
        ),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_patrol_plan_minutes_positive")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_patrol_plan_version_positive")),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_patrol_plan_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_patrol_plan")),
        sa.UniqueConstraint(
            "community_id", "day", "version", name=op.f("uq_patrol_plan_community_id_day_version")
        ),
    )


def _plan_start() -> None:
    op.create_geospatial_table(
        "plan_start",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("name_zh", sa.String(length=200), nullable=False),
        sa.Column("name_bo", sa.String(length=200), nullable=False),
        sa.Column("name_en", sa.String(length=200), nullable=False),
        sa.Column(
            "geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("retired", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_plan_start_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_plan_start")),
    )


def _roster() -> None:
    op.create_table(
        "roster",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("stewards", sa.SmallInteger(), nullable=False),
        sa.Column("start_id", sa.BigInteger(), nullable=True),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("stewards BETWEEN 0 AND 99", name=op.f("ck_roster_stewards_in_range")),
        sa.ForeignKeyConstraint(
            ["community_id", "start_id"],
            ["plan_start.community_id", "plan_start.id"],
            name=op.f("fk_roster_community_id_start_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_roster_community_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_roster_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "day", "team_id", name=op.f("pk_roster")),
    )


def _walk() -> None:
    op.create_geospatial_table(
        "walk",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("stewards", sa.SmallInteger(), nullable=False),
        sa.Column("start_id", sa.BigInteger(), nullable=True),
        sa.Column(
            "start_geom",
            Geometry(
                geometry_type="POINT",
                srid=4326,
                dimension=2,
                spatial_index=False,
                from_text="ST_GeomFromEWKT",
                name="geometry",
                nullable=False,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("metres", sa.Double(), nullable=False),
        sa.Column("repeated_m", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["community_id", "plan_id"],
            ["patrol_plan.community_id", "patrol_plan.id"],
            name=op.f("fk_walk_community_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "start_id"],
            ["plan_start.community_id", "plan_start.id"],
            name=op.f("fk_walk_community_id_start_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_walk_community_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_walk_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "plan_id", "team_id", name=op.f("pk_walk")),
    )
    op.create_index(
        op.f("ix_walk_community_id_team_id"), "walk", ["community_id", "team_id"], unique=False
    )


def _plan_lock() -> None:
    op.create_table(
        "plan_lock",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=True),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "num_nonnulls(lane_id, courtyard_id) = 1", name=op.f("ck_plan_lock_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_plan_lock_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_plan_lock_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_plan_lock_community_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_plan_lock_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "id", name=op.f("pk_plan_lock")),
        sa.UniqueConstraint(
            "community_id",
            "day",
            "courtyard_id",
            name=op.f("uq_plan_lock_community_id_day_courtyard_id"),
        ),
        sa.UniqueConstraint(
            "community_id", "day", "lane_id", name=op.f("uq_plan_lock_community_id_day_lane_id")
        ),
    )


def _plan_place() -> None:
    op.create_table(
        "plan_place",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("prize", sa.Double(), nullable=False),
        sa.Column("every_days", sa.SmallInteger(), nullable=False),
        sa.Column("days_since", sa.Integer(), nullable=True),
        sa.Column("heat", sa.Double(), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=True),
        sa.Column("why", sa.String(length=12), nullable=True),
        sa.CheckConstraint(
            "why IN ('unreachable', 'no_team', 'too_far', 'window', 'no_time', 'not_worth')",
            name=op.f("ck_plan_place_why_known"),
        ),
        sa.CheckConstraint(
            "num_nonnulls(lane_id, courtyard_id) = 1", name=op.f("ck_plan_place_one_place")
        ),
        sa.CheckConstraint(
            "num_nonnulls(team_id, why) = 1", name=op.f("ck_plan_place_walked_or_why")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_plan_place_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_plan_place_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "plan_id"],
            ["patrol_plan.community_id", "patrol_plan.id"],
            name=op.f("fk_plan_place_community_id_plan_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "team_id"],
            ["team.community_id", "team.id"],
            name=op.f("fk_plan_place_community_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_plan_place_community_id")
        ),
        sa.PrimaryKeyConstraint("community_id", "plan_id", "id", name=op.f("pk_plan_place")),
    )


def _walk_leg() -> None:
    op.create_geospatial_table(
        "walk_leg",
        sa.Column("community_id", sa.Integer(), nullable=False),
        sa.Column("plan_id", sa.BigInteger(), nullable=False),
        sa.Column("team_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("lane_id", sa.BigInteger(), nullable=True),
        sa.Column("courtyard_id", sa.BigInteger(), nullable=True),
        sa.Column("serves", sa.Boolean(), nullable=False),
        sa.Column("begins_min", sa.Double(), nullable=False),
        sa.Column("minutes", sa.Double(), nullable=False),
        sa.Column("metres", sa.Double(), nullable=False),
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
        sa.CheckConstraint(
            "num_nonnulls(lane_id, courtyard_id) <= 1", name=op.f("ck_walk_leg_at_most_one_place")
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "courtyard_id"],
            ["courtyard.community_id", "courtyard.id"],
            name=op.f("fk_walk_leg_community_id_courtyard_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "lane_id"],
            ["lane.community_id", "lane.id"],
            name=op.f("fk_walk_leg_community_id_lane_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id", "plan_id", "team_id"],
            ["walk.community_id", "walk.plan_id", "walk.team_id"],
            name=op.f("fk_walk_leg_community_id_plan_id_team_id"),
        ),
        sa.ForeignKeyConstraint(
            ["community_id"], ["admin_area.id"], name=op.f("fk_walk_leg_community_id")
        ),
        sa.PrimaryKeyConstraint(
            "community_id", "plan_id", "team_id", "number", name=op.f("pk_walk_leg")
        ),
    )
