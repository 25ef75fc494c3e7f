"""Lanes, courtyards and facilities as GeoJSON, written by PostGIS: Python never sees a vertex."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import TextClause, func, select, text
from sqlalchemy.orm import Session

from app.people.area_models import AdminArea
from app.places.models import Courtyard, Lane
from app.places.validity import valid_on
from app.policy import Viewer

BUILDING = "building"
DIGITS = 7  # of a degree: a centimetre
Bbox = tuple[float, float, float, float]

_NAMES = "'code', code, 'name_zh', name_zh, 'name_bo', name_bo, 'name_en', name_en"
_COLLECTIONS = {
    "lanes": ("lane", "'length_m', round(length_m::numeric, 1), 'width_m', width_m"),
    "courtyards": ("courtyard", "'households', households"),
    "facilities": ("facility", "'kind', kind, 'opens', opens"),
}
COLLECTIONS = tuple(_COLLECTIONS)


@dataclass(frozen=True)
class PageWanted:
    """Which part of a collection: after an id, so many, touching a box, valid on a day.

    Args:
        after: The last id of the page before; 0 for the first.
        limit: Features at most, >= 1.
        bbox: West, south, east, north, WGS 84 degrees, or None for everywhere.
        without: A kind of facility that is left out; empty for none.
    """

    day: date
    after: int
    limit: int
    bbox: Bbox | None
    without: str = ""


@dataclass(frozen=True)
class FeaturePage:
    """Features as GeoJSON text joined by commas, and the id to go on after, None at the end."""

    features: str
    next_after: int | None


def place_revision(session: Session, viewer: Viewer) -> int:
    """Return how often the places of the viewer's community have changed."""
    return session.get_one(AdminArea, viewer.community_id).place_revision


_bounds: dict[tuple[int, date], tuple[int, Bbox | None]] = {}
_MOST_BOUNDS = 1000  # days of communities


def places_bounds(session: Session, viewer: Viewer, day: date) -> Bbox | None:
    """Return the box round the lanes and courtyards valid on a day, WGS 84, or None without any.

    It is kept by this process until the places change.
    """
    key, revision = (viewer.community_id, day), place_revision(session, viewer)
    kept = _bounds.get(key)
    if kept is None or kept[0] != revision:
        if len(_bounds) >= _MOST_BOUNDS:
            _bounds.clear()
        kept = _bounds[key] = (revision, _measured_bounds(session, viewer.community_id, day))
    return kept[1]


def _measured_bounds(session: Session, community_id: int, day: date) -> Bbox | None:
    geometries = [
        select(table.geom.label("geom")).where(
            table.community_id == community_id, valid_on(table, day)
        )
        for table in (Lane, Courtyard)
    ]
    places = geometries[0].union_all(geometries[1]).subquery()
    box = func.ST_Extent(places.c.geom).label("box")
    inner = select(box).subquery()
    corners = (func.ST_XMin, func.ST_YMin, func.ST_XMax, func.ST_YMax)
    row = session.execute(select(*(corner(inner.c.box) for corner in corners))).one()
    return None if row[0] is None else (row[0], row[1], row[2], row[3])


def feature_page(
    session: Session, viewer: Viewer, collection: str, wanted: PageWanted
) -> FeaturePage:
    """Return the features of the viewer's community that are valid on the day, by id."""
    values = {
        "community": viewer.community_id,
        "day": wanted.day,
        "after": wanted.after,
        "limit": wanted.limit,
        "more": wanted.limit + 1,
    }
    if collection == "facilities":
        values["without"] = wanted.without
    if wanted.bbox is not None:
        values |= dict(zip(("west", "south", "east", "north"), wanted.bbox, strict=True))
    row = session.execute(_STATEMENTS[collection, wanted.bbox is not None], values).one()
    return FeaturePage(row.features or "", row.last_id if row.found > wanted.limit else None)


def _statement(collection: str, *, boxed: bool) -> TextClause:
    """Write the one statement that makes a page; the names in it are ours, the values are bound."""
    table, own = _COLLECTIONS[collection]
    kinds = "AND kind <> :without" if collection == "facilities" else ""
    box = "AND ST_Intersects(geom, ST_MakeEnvelope(:west, :south, :east, :north, 4326))"
    return text(f"""
        SELECT string_agg(feature, ',' ORDER BY id) FILTER (WHERE n <= :limit) AS features,
               max(id) FILTER (WHERE n <= :limit) AS last_id,
               count(*) AS found
        FROM (
            SELECT id, row_number() OVER (ORDER BY id) AS n,
                   '{{"type":"Feature","id":' || id
                   || ',"geometry":' || ST_AsGeoJSON(geom, {DIGITS})
                   || ',"properties":'
                   || jsonb_build_object('id', id, {_NAMES}, {own}) || '}}' AS feature
            FROM {table}
            WHERE community_id = :community AND id > :after
              AND valid_from <= :day AND (valid_to IS NULL OR valid_to > :day)
              {kinds} {box if boxed else ""}
            ORDER BY id
            LIMIT :more
        ) AS page
    """)  # noqa: S608 - see above


_STATEMENTS = {
    (name, boxed): _statement(name, boxed=boxed) for name in COLLECTIONS for boxed in (False, True)
}
