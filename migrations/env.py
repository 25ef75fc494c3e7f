"""Alembic's way into the app: run by `flask --app app db ...`, as the schema's owner."""

from __future__ import annotations

from logging.config import fileConfig

from alembic import context
from geoalchemy2 import alembic_helpers
from sqlalchemy import create_engine, pool
from sqlalchemy.schema import SchemaItem

from app import all_models  # noqa: F401 - its import fills Base.metadata
from app.current import config
from app.db import Base

LOCK_TIMEOUT = "2s"  # a migration that cannot get its lock gives way to the people at work
QUEUE_PREFIX = "procrastinate_"

if context.config.config_file_name is not None:
    fileConfig(context.config.config_file_name, disable_existing_loggers=False)


def include_object(
    thing: SchemaItem,
    name: str | None,
    kind: str,
    reflected: bool,  # noqa: FBT001 - Alembic passes it so
    compare_to: SchemaItem | None,
) -> bool:
    """Leave out what is not ours: PostGIS's tables and the queue's."""
    if name and name.startswith(QUEUE_PREFIX):
        return False
    return bool(alembic_helpers.include_object(thing, name, kind, reflected, compare_to))


def run() -> None:
    """Run the migrations, each in its own transaction."""
    engine = create_engine(config().owner_database_url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=include_object,
            process_revision_directives=alembic_helpers.writer,
            render_item=alembic_helpers.render_item,
            compare_type=True,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
