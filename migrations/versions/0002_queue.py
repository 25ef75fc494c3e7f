"""The queue's own schema (procrastinate), kept out of autogenerate and of the tenancy test."""

from __future__ import annotations

from alembic import op
from procrastinate.schema import SchemaManager

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

DROP_ALL = """
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename LIKE 'procrastinate\\_%'
    LOOP EXECUTE format('DROP TABLE %I CASCADE', thing.tablename); END LOOP;
    FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE 'procrastinate\\_%'
    LOOP EXECUTE format('DROP FUNCTION %s CASCADE', thing.name); END LOOP;
    FOR thing IN SELECT typname FROM pg_type
        WHERE typnamespace = 'public'::regnamespace AND typname LIKE 'procrastinate\\_%'
    LOOP EXECUTE format('DROP TYPE %I CASCADE', thing.typname); END LOOP;
END $$
"""


def upgrade() -> None:
    """Make the tables, types and functions as the pinned version of procrastinate wants them."""
    _run(SchemaManager.get_schema())


def downgrade() -> None:
    """Drop everything of the queue's."""
    _run(DROP_ALL)


def _run(statements: str) -> None:
    op.get_bind().exec_driver_sql(
        statements.replace("%", "%%")
    )  # psycopg2 reads one as a parameter
