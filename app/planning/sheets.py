"""The sheet that a team takes along: a small map, the places in their order, boxes for strokes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import segno
from flask import render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from geoalchemy2.shape import to_shape
from markupsafe import Markup
from shapely.geometry import LineString, Point

from app.db import session
from app.i18n import language, name_of
from app.pages import day_text
from app.pdf import pdf_of
from app.people.areas import community
from app.planning import minimap, words
from app.planning.day_problem import WGS84
from app.planning.documents import PlanParts
from app.planning.minimap import Stretch
from app.planning.queries import PlacedLeg, TeamWalk
from app.planning.roster_queries import place_key
from app.planning.sheet_queries import lane_lines, tally_columns
from app.policy import Permission, Viewer
from app.reports.words import category_name, joined
from geo.crs import project

# A page of A4 within its margins, in millimetres: what rows and map share, measured on paper.
WIDE_MM = 190.0
SHARED_MM = {"zh_Hans": 222.0, "bo": 200.0, "en": 208.0}  # the longer the words, the less
ROW_MM = {"usual": 11.6, "tight": 8.4}
TIBETAN = 1.28  # its letters stand higher
LOW_MM, HIGH_MM = 42.0, 100.0  # of the map
PAPER_WIDTH = 720.0  # drawing units over a page


@dataclass(frozen=True)
class SheetRow:
    """A place of the walk: its number on the map, its name, and how one gets there."""

    number: int
    name: str
    code: str
    courtyard: bool
    begins: str
    via: str
    reason: str
    short_reason: str
    size: str


@dataclass(frozen=True)
class Sheet:
    """A team's sheet; `fit` is how close its rows stand: usual or tight."""

    team: str
    position: int
    summary: str
    rows: tuple[SheetRow, ...]
    columns: tuple[str, ...]
    map: Markup
    code: Markup
    address: str
    fit: str


@dataclass(frozen=True)
class SheetsPage:
    """The sheets of a day."""

    community: str
    day: str
    title: str
    version: str
    sheets: tuple[Sheet, ...]
    back_url: str
    pdf_url: str


def sheets_page(parts: PlanParts, viewer: Viewer) -> SheetsPage:
    """Return the sheets of the walks that a viewer may see."""
    area = community(session(), viewer.community_id)
    plan = parts.plan
    lanes = lane_lines(session(), viewer.community_id, plan.day, area.utm_srid)
    ground = Ground(lanes, area.utm_srid)
    counted = tally_columns(session(), viewer.community_id)
    columns = tuple(category_name(category, own) for category, own in counted)
    only = parts.walks[0].team.id if len(parts.walks) == 1 else None
    return SheetsPage(
        community=name_of(area),
        day=day_text(plan.day),
        title=_("Patrols of %(day)s", day=day_text(plan.day)),
        version=_("version %(version)s", version=plan.version),
        sheets=tuple(_sheet(one, ground, columns) for one in parts.walks),
        back_url=_back_url(viewer, parts),
        pdf_url=url_for("plans_api.export", day=plan.day.isoformat(), kind="pdf", team=only),
    )


def _back_url(viewer: Viewer, parts: PlanParts) -> str:
    """Return the page that the reader came from: the plan, or their team's walk."""
    day = parts.plan.day.isoformat()
    if viewer.can(Permission.SEE_PLANS):
        return url_for("plans.show", day=day)
    return url_for("plans.walk", day=day, team_id=parts.walks[0].team.id)


def pdf(parts: PlanParts, viewer: Viewer) -> bytes:
    """Return the sheets as PDF, one page of A4 for each team."""
    return pdf_of(render_template("plans/sheets.html", page=sheets_page(parts, viewer)))


@dataclass(frozen=True)
class Ground:
    """What a walk is drawn on: the lanes, metres of a UTM zone, and that zone's EPSG code."""

    lanes: Sequence[LineString]
    utm_srid: int


def walk_map(one: TeamWalk, ground: Ground, ratio: float, width: float) -> Markup:
    """Return a walk as a small drawing, its places numbered in their order.

    Args:
        one: The walk.
        ground: What it is drawn on.
        ratio: Width over height.
        width: As in `minimap.drawing`.
    """
    numbers = {key_of(leg): i for i, leg in enumerate(one.served, start=1)}
    walk = [
        Stretch(
            _on_the_ground(leg, ground.utm_srid),
            leg.leg.serves,
            numbers.get(key_of(leg)) if leg.leg.serves else None,
        )
        for leg in one.legs
    ]
    start = project(to_shape(one.walk.start_geom), WGS84, ground.utm_srid).centroid
    return minimap.drawing(ground.lanes, walk, start, ratio=ratio, width=width)


def _on_the_ground(leg: PlacedLeg, utm_srid: int) -> LineString | Point:
    shape = project(to_shape(leg.leg.geom), WGS84, utm_srid)
    assert isinstance(shape, LineString | Point)  # noqa: S101 - what a leg is stored as
    return shape


def _sheet(one: TeamWalk, ground: Ground, columns: tuple[str, ...]) -> Sheet:
    rows = sheet_rows(one)
    fit, map_mm = fitted(len(rows))
    address = walk_address(one)
    return Sheet(
        team=name_of(one.team),
        position=one.walk.position,
        summary=walk_summary(one),
        rows=rows,
        columns=columns,
        map=walk_map(one, ground, WIDE_MM / map_mm, PAPER_WIDTH),
        code=qr(address),
        address=address,
        fit=fit,
    )


def fitted(places: int) -> tuple[str, float]:
    """Return how close rows stand and how high the map is, millimetres, to fill one page."""
    higher, shared = TIBETAN if language() == "bo" else 1.0, SHARED_MM[language()]
    fit = "usual" if shared - places * ROW_MM["usual"] * higher >= LOW_MM else "tight"
    left = shared - places * ROW_MM[fit] * higher
    return fit, min(HIGH_MM, max(LOW_MM, left))


def walk_address(one: TeamWalk) -> str:
    """Return where a phone finds the walk."""
    day = one.plan.day.isoformat()
    return url_for("plans.walk", day=day, team_id=one.team.id, _external=True)


def qr(text: str) -> Markup:
    """Return a QR code as SVG."""
    drawn = segno.make(text, error="m").svg_inline(border=0, scale=4, omitsize=True)
    return Markup(drawn)  # noqa: S704 - segno draws squares, whatever the text


def walk_summary(one: TeamWalk) -> str:
    """Return a walk in short: how many walk, how long, how far, what."""
    lanes = sum(leg.lane is not None for leg in one.served)
    yards = len(one.served) - lanes
    parts = [
        words.span_text(one),
        words.minutes_text(one.walk.minutes),
        _("%(km)s km", km=words.decimal(one.walk.metres / words.KM)),
        ngettext("%(num)s lane", "%(num)s lanes", lanes),
    ]
    if yards:
        parts.append(ngettext("%(num)s courtyard", "%(num)s courtyards", yards))
    return " · ".join(filter(None, parts))


def sheet_rows(one: TeamWalk) -> tuple[SheetRow, ...]:
    """Return the places in the order of the walk, each with the lanes that lead to it."""
    rows: list[SheetRow] = []
    told: set[tuple[str, int]] = set()
    via: list[str] = []
    for leg in one.legs:
        name = words.place_name(leg.place)
        if not leg.leg.serves:
            via += [name] if name not in via[-1:] else []
        elif (key := key_of(leg)) not in told:
            told.add(key)
            rows.append(_row(one, leg, len(told), _via(via, name)))
            via = []
    return tuple(rows)


def _row(one: TeamWalk, leg: PlacedLeg, number: int, via: str) -> SheetRow:
    place, about = leg.place, leg.about
    length = round(leg.lane.length_m) if leg.lane else 0
    return SheetRow(
        number=number,
        name=words.place_name(place),
        code=place.code if place else "",
        courtyard=leg.courtyard is not None,
        begins=words.clock_text(one.plan, leg.leg.begins_min),
        via=via,
        reason=words.reason(about, locked=about.locked) if about else "",
        short_reason=words.short_reason(about) if about else "",
        size=words.metres_text(length) if length else words.minutes_text(leg.leg.minutes),
    )


def _via(names: Sequence[str], here: str) -> str:
    """Return the lanes that lead to a place, in words; none where one is there already."""
    passed = [name for name in names if name != here]
    return _("by way of %(lanes)s", lanes=joined(passed)) if passed else ""


def key_of(leg: PlacedLeg) -> tuple[str, int]:
    """Return kind and id of a leg's place."""
    return place_key(leg.leg.lane_id, leg.leg.courtyard_id)
