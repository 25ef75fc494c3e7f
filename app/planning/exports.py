"""A plan's walks as files that other programs open: GPX for a map, ICS for a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import gpxpy.gpx
from flask_babel import gettext as _
from geoalchemy2.shape import to_shape
from shapely.geometry import Point

from app.i18n import name_of
from app.planning import words
from app.planning.models import PatrolPlan
from app.planning.queries import PlacedLeg, TeamWalk

PRODUCT = "-//Lane Steward//Plan//EN"


def gpx(plan: PatrolPlan, walks: Sequence[TeamWalk]) -> bytes:
    """Return the walks as GPX 1.1: a track each, and a way point at every courtyard."""
    document = gpxpy.gpx.GPX()
    document.creator = "Lane Steward"
    document.name = title(plan)
    document.time = plan.made_at
    for one in walks:
        track = gpxpy.gpx.GPXTrack(name=plain(name_of(one.team)), description=_in_short(one))
        segment = gpxpy.gpx.GPXTrackSegment(_points(one))
        track.segments.append(segment)
        document.tracks.append(track)
        document.waypoints += [_waypoint(leg) for leg in one.served if leg.courtyard]
    return document.to_xml(version="1.1").encode()


def ics(plan: PatrolPlan, walks: Sequence[TeamWalk], zone: ZoneInfo, host: str) -> bytes:
    """Return the walks as a calendar: an event each, its places and their times as the text.

    Args:
        plan: The version; its number is the events' sequence, so that a newer one replaces them.
        walks: The walks; a team without one gets no event.
        zone: The community's clock.
        host: Names this installation in the events' identity.
    """
    from icalendar import Calendar, Event  # noqa: PLC0415 -- slow to load

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    begin = datetime.combine(plan.day, plan.begins_at, zone).astimezone(UTC)
    for one in walks:
        if not one.legs:
            continue
        event = Event()
        event.add("uid", f"walk-{plan.day.isoformat()}-{plan.community_id}-{one.team.id}@{host}")
        event.add("sequence", plan.version)
        event.add("dtstamp", plan.made_at)
        event.add("dtstart", begin)
        event.add("dtend", begin + timedelta(minutes=round(one.walk.minutes)))
        team = plain(name_of(one.team))
        event.add("summary", _("Walk of %(team)s", team=team))
        event.add(
            "description", "\n".join([_in_short(one), *(_timed(one, leg) for leg in one.served)])
        )
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def title(plan: PatrolPlan) -> str:
    """Return what a plan's file is called inside."""
    return _("Patrols of %(day)s", day=plan.day.isoformat())


def plain(text: str) -> str:
    """Return a text without what XML and calendars cannot hold: control characters."""
    return "".join(c if c.isprintable() else " " for c in text)


def _in_short(one: TeamWalk) -> str:
    length = words.decimal(one.walk.metres / words.KM)
    minutes = words.minutes_text(one.walk.minutes)
    return _(
        "%(places)s places, %(km)s km, %(minutes)s",
        places=len(one.served),
        km=length,
        minutes=minutes,
    )


def _line(leg: PlacedLeg) -> str:
    return plain(words.place_name(leg.place))


def _timed(one: TeamWalk, leg: PlacedLeg) -> str:
    return f"{words.clock_text(one.plan, leg.leg.begins_min)} {_line(leg)}"


def _points(one: TeamWalk) -> list[gpxpy.gpx.GPXTrackPoint]:
    spots = [spot for leg in one.legs for spot in to_shape(leg.leg.geom).coords]
    return [gpxpy.gpx.GPXTrackPoint(latitude=lat, longitude=lon) for lon, lat in spots]


def _waypoint(leg: PlacedLeg) -> gpxpy.gpx.GPXWaypoint:
    spot = to_shape(leg.leg.geom)
    assert isinstance(spot, Point)  # noqa: S101 - a courtyard's leg lies where it is entered
    return gpxpy.gpx.GPXWaypoint(latitude=spot.y, longitude=spot.x, name=_line(leg))
