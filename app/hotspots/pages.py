"""What the pages of the hot spots show."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for

from app.hotspots.filter_pages import Choice, FilterForm
from app.hotspots.filters import Filter
from app.hotspots.rates import RatedLane
from app.hotspots.sentences import rate_text
from app.i18n import name_of
from app.maps.parts import MapPart
from app.pages import Moment, State

TOP_LANES = 3  # in the HTML, which stays light; the script and the list page show them all


@dataclass(frozen=True)
class LaneRow:
    """A lane in a list; `step` is the class of its colour, 0 to 5."""

    id: int
    name: str
    code: str
    reports: int
    rate: str
    step: int
    url: str


@dataclass(frozen=True)
class HotspotsPage:
    """The map and the list beside it; `query` is the filter as an address holds it."""

    map: MapPart
    presets: tuple[Choice, ...]
    said: str
    summary: str
    lanes: tuple[LaneRow, ...]
    lane_count: int
    query: str
    pin_url: str


@dataclass(frozen=True)
class PanelPage:
    """What the map's script works with: the filter, and what other rooms offer, empty if nothing.

    `plan_url` lacks the lane at its end.
    """

    form: FilterForm
    said: str
    query: str
    walks_url: str
    plan_url: str
    lane_count: int
    pin_url: str


@dataclass(frozen=True)
class FilterPage:
    """The filter on a page of its own, for a browser without script."""

    form: FilterForm
    map_url: str


@dataclass(frozen=True)
class LanesPage:
    """Every lane by its rate."""

    period: str
    lanes: tuple[LaneRow, ...]
    map_url: str


@dataclass(frozen=True)
class CategoryLine:
    """A category's reports on a lane."""

    name: str
    reports: int
    url: str


@dataclass(frozen=True)
class RecordLine:
    """A report among those counted."""

    category: str
    count: int
    place: str
    observed: Moment
    state: State
    url: str


@dataclass(frozen=True)
class RecordsPage:
    """A lane (or all lanes): its figures in the period and the reports that they count.

    `sums_only`: the viewer may see figures, but not the reports.
    """

    title: str
    code: str
    period: str
    reports: int
    rate: str
    length_m: int
    last_pass: Moment | None
    open_cases: int
    categories: tuple[CategoryLine, ...]
    records: tuple[RecordLine, ...]
    sums_only: bool
    more_url: str
    map_url: str


def lane_row(rated: RatedLane, wanted: Filter) -> LaneRow:
    """Return a lane as a list shows it."""
    lane = rated.lane
    return LaneRow(
        id=lane.id,
        name=name_of(lane) or lane.code,
        code=lane.code,
        reports=lane.reports,
        rate=rate_text(rated.rate),
        step=rated.step,
        url=url_for("hotspots.lane", lane_id=lane.id, **wanted.arguments()),
    )
