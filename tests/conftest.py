"""What tests may ask for: the app on a real PostGIS, clean; the cast; their browsers."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import flask_migrate
import pytest
from flask.testing import FlaskClient
from house.environment import compile_catalogues
from house.throwaway import test_cluster
from hypothesis import settings as hypothesis_settings
from sqlalchemy import Engine, create_engine

from app import LaneSteward, create_app
from app.config import Config
from app.current import config
from app.db import transaction
from app.demo.load import load as load_demo
from tests.cast import DEMO_NOW, Cast, Player, make_cast
from tests.chromium import chromium as chromium
from tests.pages import signed_in
from tests.parallel import pytest_collection_modifyitems as pytest_collection_modifyitems
from tests.parallel import pytest_xdist_make_scheduler as pytest_xdist_make_scheduler
from tests.rows import empty, once

# The same examples each time, so that what is red is a change's doing, and no stop-watch: a loaded
# machine must not fail a test. `make test ARGS="--hypothesis-profile explore"` looks further.
hypothesis_settings.register_profile("suite", derandomize=True, deadline=None, max_examples=50)
hypothesis_settings.register_profile("explore", deadline=None, max_examples=500)
hypothesis_settings.load_profile("suite")


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Give the environment of an app on a throwaway server; start one where the caller has none.

    Each process of a parallel run comes here and gets a server of its own.
    """
    with ExitStack() as stack:
        known = dict(os.environ)
        if "TEST_DATABASE_URL" not in known:
            known |= stack.enter_context(test_cluster())
        yield {
            "DATABASE_URL": known.get("TEST_WEB_DATABASE_URL", known["TEST_DATABASE_URL"]),
            "OWNER_DATABASE_URL": known.get("TEST_OWNER_DATABASE_URL", known["TEST_DATABASE_URL"]),
            "SUPERUSER_DATABASE_URL": known["TEST_DATABASE_URL"],
            "SECRET_KEY": "a secret for tests, long enough for all",
            "AUDIT_KEY": "a key for the history, for tests, long enough",
            "PHOTO_DIR": str(tmp_path_factory.mktemp("photos")),
            "DEMO": "1",
        }


@pytest.fixture(scope="session")
def app(settings: dict[str, str]) -> LaneSteward:
    """Give the app, its schema made by the migrations."""
    compile_catalogues(sys.executable)
    made = create_app(settings)
    made.testing = False  # errors become answers, as for people
    with made.app_context():
        flask_migrate.upgrade()
    return made


@pytest.fixture(scope="session")
def owner(settings: dict[str, str], app: LaneSteward) -> Engine:
    """Give an engine of the schema's owner."""
    url = Config.from_env(settings).owner_database_url
    return create_engine(url, isolation_level="AUTOCOMMIT")


@pytest.fixture(scope="session")
def superuser(settings: dict[str, str], app: LaneSteward) -> Engine:
    """Give an engine of somebody whom no trigger and no reference stops."""
    return create_engine(settings["SUPERUSER_DATABASE_URL"], isolation_level="AUTOCOMMIT")


@pytest.fixture
def clean(app: LaneSteward, superuser: Engine) -> Iterator[None]:
    """Leave nothing behind: every table is emptied afterwards, and what is kept of them."""
    yield
    empty(app, superuser)


@pytest.fixture
def ctx(app: LaneSteward, clean: None) -> Iterator[LaneSteward]:
    """Give an application context, for tests that call queries and actions themselves."""
    with app.app_context():
        yield app


@pytest.fixture(scope="session")
def casting(app: LaneSteward, superuser: Engine) -> Callable[[], Cast]:
    """Give a way to put the cast on an empty stage."""

    def make() -> Cast:
        with app.app_context(), transaction() as session:
            return make_cast(session)

    return once(superuser, make)


@pytest.fixture(scope="session")
def stage_demo(app: LaneSteward, superuser: Engine) -> Callable[[], None]:
    """Give a way to put the demo, loaded at `DEMO_NOW`, on an empty stage."""

    def make() -> None:
        with app.app_context(), transaction() as session:
            load_demo(session, DEMO_NOW, config())

    return once(superuser, make)


@pytest.fixture
def cast(casting: Callable[[], Cast], clean: None) -> Cast:
    """Give the people and places of a small community, committed."""
    return casting()


@pytest.fixture
def client(app: LaneSteward, clean: None) -> FlaskClient:
    """Give a browser of nobody's."""
    return app.test_client()


@pytest.fixture
def browser_of(app: LaneSteward) -> Callable[[Player], FlaskClient]:
    """Give a way to get a browser that somebody of the cast has signed in with."""
    return partial(signed_in, app)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the folder of reference data, or skip where it is absent."""
    beside = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    folder = Path(os.environ.get("LANE_STEWARD_DATA", beside))
    if not folder.is_dir():
        pytest.skip(f"no reference data at {folder}")
    return folder
