"""Small places need few rounds: the tests do not wait for more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient

from app import LaneSteward, clock
from app.db import transaction
from app.planning import solving
from geo.routing.plan import Budget
from tests.cast import Cast, Player
from tests.walks import write_plan

DAY = date(2026, 11, 20)
MORNING = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)  # nine o'clock in Shanghai


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the solver stop early."""
    monkeypatch.setattr(solving, "QUICK", Budget(iterations=1000, cpu_seconds=5.0))


@pytest.fixture
def morning() -> Iterator[datetime]:
    """Hold the clock at nine in the morning of the day that is planned."""
    with clock.frozen(MORNING) as held:
        yield held


@pytest.fixture
def planned(app: LaneSteward, cast: Cast, morning: datetime) -> Cast:
    """Give the community with a plan of the day."""
    with app.app_context(), transaction() as session:
        write_plan(session, cast, DAY)
    return cast


@pytest.fixture
def pema(cast: Cast, browser_of: Callable[[Player], FlaskClient]) -> FlaskClient:
    """Give the supervisor's browser."""
    return browser_of(cast.pema)
