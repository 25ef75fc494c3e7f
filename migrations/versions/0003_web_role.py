"""What the web role may do: everything but alter the schema or rewrite history."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

WEB_ROLE = "lane_steward_web"
APPEND_ONLY = ("report_event", "case_event")


def upgrade() -> None:
    """Grant, where the server has the role (a server with one login only does not)."""
    _if_role_exists(
        f"""
        GRANT USAGE ON SCHEMA public TO {WEB_ROLE};
        GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {WEB_ROLE};
        GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {WEB_ROLE};
        REVOKE UPDATE, DELETE ON {", ".join(APPEND_ONLY)} FROM {WEB_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {WEB_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {WEB_ROLE};
        """
    )


def downgrade() -> None:
    """Take it all back."""
    _if_role_exists(
        f"""
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON TABLES FROM {WEB_ROLE};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public REVOKE ALL ON SEQUENCES FROM {WEB_ROLE};
        REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {WEB_ROLE};
        REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {WEB_ROLE};
        """
    )


def _if_role_exists(statements: str) -> None:
    op.get_bind().exec_driver_sql(
        f"""
        DO $$ BEGIN
        IF EXISTS (SELECT FROM pg_roles WHERE rolname = '{WEB_ROLE}') THEN
            {statements}
        END IF;
        END $$
        """
    )
