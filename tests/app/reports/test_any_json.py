"""Whatever JSON comes in: never a failure of ours, never a row that cannot be."""

from __future__ import annotations

import json
import math
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from tests.app.reports.reporting import URL, BrowserOf, pin, put, rows
from tests.cast import EAST, NORTH, Cast

numbers = st.one_of(
    st.integers(),
    st.floats(),
    st.sampled_from([0, -1, 1, 2**31, 2**63, 2**64, 1e308, -1e308, 5e-324, 1e20, 10**400]),
)
scalars = st.one_of(st.none(), st.booleans(), numbers, st.text())
values = st.recursive(
    scalars, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=8
)
points = st.fixed_dictionaries(
    {"type": st.just("Point"), "coordinates": st.lists(numbers, min_size=2, max_size=2)}
)
nearby = st.builds(
    lambda dx, dy: {"type": "Point", "coordinates": [EAST + dx, NORTH + dy]},
    st.floats(-0.01, 0.01),
    st.floats(-0.01, 0.01),
)
times = st.one_of(
    st.datetimes(timezones=st.timezones(no_cache=True)).map(lambda at: at.isoformat()),
    st.text(),
)
OFTEN_RIGHT: dict[str, Any] = {
    "category": st.one_of(st.sampled_from(["masks", "dispute", "street_lamp"]), values),
    "count": st.one_of(st.integers(-1, 10_001), values),
    "position": st.one_of(points, nearby, values),
    "accuracy_m": numbers,
    "datum": st.one_of(st.sampled_from(["WGS84", "GCJ02", "BD09"]), values),
    "observed_at": times,
    "sent_at": st.one_of(times, values),
    "outcome": st.one_of(st.sampled_from(["fixed", "escalated", "recorded"]), values),
    "handling": st.one_of(st.sampled_from(["cleared", "moved_on"]), values),
    "note": values,
    "lane": st.one_of(st.integers(), st.text(), values),
    "house_number": values,
    "patrol": st.one_of(st.uuids().map(str), values),
    "joins": st.one_of(st.uuids().map(str), values),
    "photos": values,
}
changed = st.sets(st.sampled_from(sorted(OFTEN_RIGHT)), min_size=1, max_size=4).flatmap(
    lambda names: st.fixed_dictionaries({name: OFTEN_RIGHT[name] for name in sorted(names)})
)
thoroughly = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


def encoded(body: Any) -> str:
    """Return a body as Python writes it: NaN, Infinity and half pairs included."""
    return json.dumps(body)


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
@thoroughly
@given(body=values)
def test_any_body_gets_an_answer(browser_of: BrowserOf, cast: Cast, method: str, body: Any) -> None:
    browser = browser_of(cast.drolma)
    answer = browser.open(
        URL + str(uuid4()), method=method, data=encoded(body), content_type="application/json"
    )
    assert 400 <= answer.status_code < 500


@thoroughly
@given(changes=changed)
def test_any_pin_is_taken_or_refused_and_every_row_is_on_earth(
    browser_of: BrowserOf, cast: Cast, owner: Engine, changes: dict[str, Any]
) -> None:
    browser = browser_of(cast.drolma)
    answer = browser.put(
        URL + str(uuid4()), data=encoded(pin(**changes)), content_type="application/json"
    )
    assert answer.status_code in {201, 400, 422}, answer.text
    if answer.status_code == 201 and answer.json["position"] is not None:
        where = f"report WHERE id = '{answer.json['id']}'"
        ((lon, lat, accuracy),) = rows(owner, where, "ST_X(geom), ST_Y(geom), accuracy_m")
        assert all(math.isfinite(number) for number in (lon, lat, accuracy or 0.0))


@thoroughly
@given(changes=changed, base_version=st.one_of(st.just(1), values))
def test_any_edit_is_taken_or_refused(
    browser_of: BrowserOf, cast: Cast, changes: dict[str, Any], base_version: Any
) -> None:
    browser = browser_of(cast.drolma)
    uuid = put(browser).json["id"]
    body = {"base_version": base_version, "edit_id": str(uuid4()), "changes": changes}
    answer = browser.patch(URL + uuid, data=encoded(body), content_type="application/json")
    assert answer.status_code in {200, 400, 422}, answer.text
