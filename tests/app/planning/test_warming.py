"""Nobody's plan is made with what compiling has left of its seconds."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask.testing import FlaskClient

from app.planning import solving, warming
from tests.app.planning.conftest import DAY
from tests.cast import Cast


@pytest.fixture
def cold(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Give what happens, in order, in a process that has not planned yet."""
    happened: list[str] = []
    compiled, solve = warming.warming.patrols, solving.solve

    def compiling() -> None:
        compiled()
        happened.append("compiled")

    def solving_a_day(*given: Any) -> Any:
        happened.append("solved")
        return solve(*given)

    monkeypatch.setattr(warming, "_ready", threading.Event())
    monkeypatch.setattr(warming.warming, "patrols", compiling)
    monkeypatch.setattr(solving, "solve", solving_a_day)
    return happened


@pytest.mark.usefixtures("morning")
def test_a_plan_waits_until_the_solver_is_compiled(
    pema: FlaskClient, cast: Cast, cold: list[str]
) -> None:
    body = {"date": DAY.isoformat(), "teams": 1, "minutes": 60}
    for _ in range(2):
        assert pema.post("/api/v1/plans", json=body).status_code == 201
    assert cold == ["compiled", "solved", "solved"]


def test_a_page_that_is_looked_at_loads_the_solver_beside_it(cold: list[str]) -> None:
    warming.warm_soon()
    warming.warm()  # waits for the other
    warming.warm_soon()
    assert cold == ["compiled"]
