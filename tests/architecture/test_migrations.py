"""Migrations: down and up again over populated tables, and nothing left to say."""

from __future__ import annotations

import flask_migrate
import pytest
from sqlalchemy import Engine, create_engine, text

from app import LaneSteward, create_app
from app.db import transaction
from tests.cast import make_cast


@pytest.fixture
def scratch(settings: dict[str, str]) -> LaneSteward:
    """Give an app on a database of its own, empty but for the extensions."""
    name = "lane_steward_migrations"
    server = create_engine(
        settings["SUPERUSER_DATABASE_URL"].replace("postgresql://", "postgresql+psycopg2://"),
        isolation_level="AUTOCOMMIT",
    )
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0"))
    url = server.url.set(database=name)
    server.dispose()
    return create_app(
        {
            **settings,
            "DATABASE_URL": (there := url.render_as_string(hide_password=False)),
            "OWNER_DATABASE_URL": there,
        }
    )


TABLES = text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")


def tables(app: LaneSteward) -> set[str]:
    engine: Engine = create_engine(app.config["SQLALCHEMY_DATABASE_URI"])
    with engine.connect() as connection:
        found = set(connection.scalars(TABLES))
    engine.dispose()
    return found


def test_up_down_up_over_people_and_places(scratch: LaneSteward) -> None:
    with scratch.app_context():
        flask_migrate.upgrade()
        before = tables(scratch)
        with transaction() as session:
            make_cast(session)
        session.close()
        flask_migrate.downgrade(revision="base")
        assert tables(scratch) == {"spatial_ref_sys", "alembic_version"}
        flask_migrate.upgrade()
        assert tables(scratch) == before


def test_the_models_say_what_the_migrations_made(app: LaneSteward) -> None:
    with app.app_context():
        flask_migrate.check()
