"""The product as people meet it: on a database of its own, with the demo, behind a real server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import flask_migrate
from sqlalchemy import create_engine, make_url, text

from app import LaneSteward, create_app
from tests.serving import serving

DATABASE = "lane_steward_journeys"


@contextmanager
def running_site(settings: dict[str, str]) -> Iterator[tuple[str, LaneSteward]]:
    """Run the product with the demo loaded; give its address and the app."""
    app = create_app(settings | _database(settings))
    with app.app_context():
        flask_migrate.upgrade()
    loaded = app.test_cli_runner().invoke(args=["demo", "load", "--if-empty"])
    assert loaded.exit_code == 0, loaded.output
    with serving(app) as port:
        yield f"http://127.0.0.1:{port}", app


def _database(settings: dict[str, str]) -> dict[str, str]:
    """Make the database anew and return the settings that lead to it, by both roles."""
    superuser = make_url(settings["SUPERUSER_DATABASE_URL"]).set(drivername="postgresql+psycopg2")
    server = create_engine(superuser, isolation_level="AUTOCOMMIT")
    owner = make_url(settings["OWNER_DATABASE_URL"]).username
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)"))
        connection.execute(text(f'CREATE DATABASE {DATABASE} OWNER "{owner}"'))
    server.dispose()
    inside = create_engine(superuser.set(database=DATABASE), isolation_level="AUTOCOMMIT")
    with inside.connect() as connection:
        connection.execute(text("CREATE EXTENSION postgis"))
        connection.execute(text("CREATE EXTENSION btree_gist"))
    inside.dispose()
    return {
        name: make_url(settings[name]).set(database=DATABASE).render_as_string(hide_password=False)
        for name in ("DATABASE_URL", "OWNER_DATABASE_URL")
    }
