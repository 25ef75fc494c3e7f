"""The API as it describes itself: what its own document generates never meets a fault of ours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine

from app import LaneSteward
from app.db import transaction
from app.people import actions
from app.people.area_models import AdminArea
from app.people.models import Person
from tests.architecture.world import World, populate
from tests.faults.rows import impossible_rows
from tests.rows import empty

if TYPE_CHECKING:
    from schemathesis import Case
    from schemathesis.schemas import APIOperation

pytestmark = pytest.mark.matrix
PER_CALL = 25


@pytest.fixture(scope="module")
def world(app: LaneSteward, superuser: Engine) -> Iterator[World]:
    """Give the world; what is in its tables afterwards is possible."""
    made = populate(app)
    yield made
    with superuser.connect() as connection:
        assert list(impossible_rows(connection)) == []
    empty(app, superuser)


@pytest.fixture(scope="module")
def bearer(world: World) -> dict[str, str]:
    """Give the header that signs the supervisor's calls."""
    with world.app.app_context(), transaction() as own:
        home = own.get_one(AdminArea, world.cast.community_id)
        person = own.get_one(Person, world.cast.pema.id)
        token = actions.create_token(own, person, home, datetime.now(UTC))
    return {"Authorization": f"Bearer {token}"}


def test_no_call_that_the_document_describes_meets_a_fault_of_ours(
    world: World, bearer: dict[str, str]
) -> None:
    from schemathesis import openapi  # noqa: PLC0415 -- it would cost all who collect a second

    document = openapi.from_wsgi("/openapi.json", world.app)
    tried = 0
    for found in document.get_all_operations():
        operation = found.ok()
        if operation.path.startswith("/api/"):
            try_out(operation, bearer)
            tried += 1
    assert tried > 10


def try_out(operation: APIOperation, bearer: dict[str, str]) -> None:
    """Make calls of one kind, right and wrong ones."""

    @given(operation.as_strategy())
    @settings(max_examples=PER_CALL, suppress_health_check=list(HealthCheck))
    def called(case: Case) -> None:
        answer = case.call(headers=bearer)
        assert answer.status_code < 500, (operation.label, answer.text)

    called()
