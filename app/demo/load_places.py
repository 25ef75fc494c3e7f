"""Writing the demo's quarter: areas, lanes, courtyards, facilities, policies."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from geoalchemy2 import WKBElement
from geoalchemy2.shape import from_shape
from pyproj import Geod
from shapely.geometry.base import BaseGeometry
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from app.config import LANGUAGES
from app.db import add_rows
from app.demo.town import UTM_EPSG, WGS84, Town, to_wgs84
from app.demo.town_facilities import Facility as DrawnFacility
from app.demo.town_names import Name
from app.demo.town_plan import LaneKind
from app.people.area_models import AdminArea
from app.places.communities import found_community
from app.places.models import Courtyard, Facility, Lane, PlacePolicy

CODE: Final = "bailin-demo"
SINCE: Final = date(2026, 1, 1)
"""The day from which the demo's places are valid."""

SOURCE: Final = "drawn for the demo"
_GEOD: Final = Geod(ellps="WGS84")
_AREAS: Final = (
    ("lhasa", "city", Name("拉萨市", "ལྷ་ས་གྲོང་ཁྱེར།", "Lhasa")),
    ("lhasa-chengguan", "district", Name("城关区", "ཁྲིན་ཀོན་ཆུས།", "Chengguan District")),
    ("lhasa-barkhor", "subdistrict", Name("八廓街道", "བར་སྐོར་ཁྲོམ་ལམ།", "Barkhor Subdistrict")),
)
_COMMUNITY: Final = Name("白林社区（演示）", "དཔལ་གླིང་སྡེ་ཁུལ། (དཔེ་སྟོན།)", "Bailin community (demo)")
_EVERY_DAYS: Final = {LaneKind.RING: 1, LaneKind.MAIN: 1, LaneKind.LANE: 2}
_BACK_EVERY_DAYS: Final = 3

Row = dict[str, Any]


def load_areas(session: Session) -> AdminArea:
    """Add the areas above and found the community, plainly named as a demo."""
    parent: AdminArea | None = None
    for code, kind, name in _AREAS:
        parent = _area(session, code, kind, name, parent)
    return found_community(
        session,
        code=CODE,
        name_zh=_COMMUNITY.zh,
        name_bo=_COMMUNITY.bo,
        name_en=_COMMUNITY.en,
        time_zone="Asia/Shanghai",
        utm_srid=UTM_EPSG,
        parent=parent,
        is_demo=True,
    )


def _area(
    session: Session, code: str, kind: str, name: Name, parent: AdminArea | None
) -> AdminArea:
    """Return the area of a code, made where it is missing."""
    known = session.scalar(select(AdminArea).where(AdminArea.code == code))
    if known is not None:
        return known
    area = AdminArea(
        code=code,
        kind=kind,
        parent_id=parent.id if parent else None,
        **_names(name),
        languages=list(LANGUAGES),
        is_demo=True,
    )
    session.add(area)
    session.flush()
    return area


def load_places(session: Session, community_id: int, town: Town) -> dict[str, int]:
    """Write lanes, courtyards, facilities and policies; return ids by code of sign."""
    common = {"community_id": community_id, "valid_from": SINCE, "source": SOURCE}
    lanes = [common | _lane_row(town, i) for i in range(len(town.lanes))]
    made = session.execute(insert(Lane).returning(Lane.code, Lane.id), lanes)
    ids = dict(made.all())
    yards = [common | _courtyard_row(town, i, ids) for i in range(len(town.courtyards))]
    more = session.execute(insert(Courtyard).returning(Courtyard.code, Courtyard.id), yards)
    ids |= dict(more.all())
    things = [common | _facility_row(thing) for thing in town.facilities]
    drawn = [common | row for row in _landmarks(town)]
    add_rows(session, Facility, things + drawn)
    add_rows(session, PlacePolicy, _policies(community_id, town, ids))
    return ids


def _lane_row(town: Town, i: int) -> Row:
    """Return the row of a lane."""
    lane = town.lanes[i]
    line = to_wgs84(lane.line)
    return {
        "code": lane.code,
        **_names(lane.name),
        "geom": from_shape(line, WGS84),
        "length_m": _GEOD.geometry_length(line),
        "surface": lane.surface,
        "lit": lane.lit,
        "width_m": lane.width_m,
    }


def _courtyard_row(town: Town, i: int, ids: dict[str, int]) -> Row:
    """Return the row of a courtyard."""
    yard = town.courtyards[i]
    return {
        "code": yard.code,
        **_names(yard.name),
        "geom": _earthly(yard.outline),
        "households": yard.households,
        "entrance": _earthly(yard.entrance),
        "lane_id": ids[yard.lane_code],
    }


def _facility_row(thing: DrawnFacility) -> Row:
    """Return the row of something that stands in a lane."""
    opens = [
        dict(zip(("from", "to"), span.split("-"), strict=True)) for span in thing.hours.split()
    ]
    return {
        "kind": thing.kind.value,
        "code": thing.code,
        **_names(thing.name),
        "geom": _earthly(thing.shape),
        "opens": opens,
        "owner_department": thing.owner,
    }


def _landmarks(town: Town) -> list[Row]:
    """Return the rows of the houses between the lanes, and of the temple, its square and halls."""
    temple = Name("大殿（演示）", "གཙུག་ལག་ཁང་།", "Temple (demo)")
    square = Name("寺前广场", "ལྷ་ཁང་མདུན་ཐང་།", "Temple square")
    nameless = Name("", "", "")
    drawn = [(temple, town.temple), (square, town.plaza)]
    drawn += [(nameless, hall) for hall in town.halls]
    marks = [_drawn("landmark", f"BL-M{n:03d}", *one) for n, one in enumerate(drawn, start=1)]
    return marks + [
        _drawn("building", f"BL-B{n:03d}", nameless, house)
        for n, house in enumerate(town.houses, start=1)
    ]


def _drawn(kind: str, code: str, name: Name, shape: BaseGeometry) -> Row:
    """Return the row of something that is there to be seen only."""
    return {
        "kind": kind,
        "code": code,
        **_names(name),
        "geom": _earthly(shape),
        "opens": [],
        "owner_department": None,
    }


def _policies(community_id: int, town: Town, ids: dict[str, int]) -> list[Row]:
    """Return how often each place is to be passed: streets daily, back lanes less often."""
    every = {lane.code: _EVERY_DAYS.get(lane.kind, _BACK_EVERY_DAYS) for lane in town.lanes}
    rows = [
        {"lane_id": ids[code], "courtyard_id": None, "every_days": n} for code, n in every.items()
    ]
    rows += [
        {"lane_id": None, "courtyard_id": ids[yard.code], "every_days": _BACK_EVERY_DAYS}
        for yard in town.courtyards
    ]
    return [{"community_id": community_id, "valid_from": SINCE, **row} for row in rows]


def _names(name: Name) -> dict[str, str]:
    """Return a name as columns."""
    return {"name_zh": name.zh, "name_bo": name.bo, "name_en": name.en}


def _earthly(shape: BaseGeometry) -> WKBElement:
    """Return a local geometry as the database takes it, WGS 84."""
    return from_shape(to_wgs84(shape), WGS84)
