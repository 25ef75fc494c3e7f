"""A lane becomes two, or two become one: what was is ended, and its history carried on.

`lane_lineage` says how much of an ended lane's history each new one has: by length where a lane is
split, all of it where lanes are merged. Claims, the interval of passes and the courtyards entered
from the lane go over to what lies there now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from geoalchemy2.shape import from_shape, to_shape
from shapely import LineString
from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from app.conflicts import one_of_a_kind
from app.errors import InvalidInput
from app.people.area_models import AdminArea
from app.places import claims
from app.places.claims import Wish
from app.places.drawing import (
    SOURCE,
    Pen,
    last_day,
    lock_community,
    locked,
    move_courtyards,
    remember,
)
from app.places.kinds import Kind
from app.places.models import WGS84, Lane, LaneLineage
from app.places.policies import joined, policy_of, set_policy
from geo.errors import LinesApart, OutsideLine
from geo.lines import cut, join, length_m

SHORTEST_PART_M = 2.0
MEET_M = 2.0
"""How far apart the ends of two lanes may lie and still be one lane."""


@dataclass(frozen=True)
class Part:
    """A new lane: its code, its line, and of which lanes it has how much."""

    code: str
    line: LineString
    shares: Sequence[tuple[Lane, float]]


def split(
    session: Session, pen: Pen, lane_id: int, at_m: float, codes: tuple[str, str]
) -> list[Lane]:
    """Make two lanes of one, cut so many metres from its beginning.

    Raises:
        InvalidInput: The cut lies at or beyond an end, or the codes are the same.
        Conflict: The lane has ended, or a code is taken.
    """
    community = lock_community(session, pen.community_id)
    lane = _lane(session, pen, lane_id)
    line = _line_of(lane)
    whole = length_m(line)
    if not SHORTEST_PART_M <= at_m <= whole - SHORTEST_PART_M:
        raise _no_cut(whole)
    if codes[0] == codes[1]:
        raise InvalidInput(_("The two parts need two codes."), pointer="/second")
    try:
        lines = cut(line, at_m)
    except OutsideLine as error:
        raise _no_cut(whole) from error
    parts = [
        Part(code, part, [(lane, length_m(part) / whole)])
        for code, part in zip(codes, lines, strict=True)
    ]
    return _replace(session, pen, community, [lane], parts, "split")


def merge(session: Session, pen: Pen, lane_id: int, other_id: int, code: str) -> Lane:
    """Make one lane of two that meet end to end; it has the first one's names.

    Raises:
        InvalidInput: They do not meet.
        Conflict: One has ended, or the code is taken.
    """
    community = lock_community(session, pen.community_id)
    if lane_id == other_id:
        raise InvalidInput(_("Choose another lane."), pointer="/other")
    first, second = sorted((lane_id, other_id))
    by_id = {one: _lane(session, pen, one) for one in (first, second)}
    lane, other = by_id[lane_id], by_id[other_id]
    try:
        line = join(_line_of(lane), _line_of(other), MEET_M)
    except LinesApart as error:
        raise InvalidInput(_("These lanes do not meet end to end."), pointer="/other") from error
    part = Part(code, line, [(lane, 1.0), (other, 1.0)])
    return _replace(session, pen, community, [lane, other], [part], "merged")[0]


def neighbours(session: Session, lane: Lane) -> list[Lane]:
    """Return the live lanes that begin or end where a lane does, by code."""
    ends = [func.ST_StartPoint, func.ST_EndPoint]
    mine = (
        select(Lane.geom)
        .where(Lane.community_id == lane.community_id, Lane.id == lane.id)
        .scalar_subquery()
    )
    near = or_(
        *(
            func.ST_DWithin(func.geography(a(Lane.geom)), func.geography(b(mine)), MEET_M)
            for a in ends
            for b in ends
        )
    )
    here = and_(
        Lane.community_id == lane.community_id,
        Lane.valid_to.is_(None),
        Lane.id != lane.id,
        func.ST_DWithin(Lane.geom, mine, 0.0001),  # degrees, about 10 m: what the index can do
    )
    return list(session.scalars(select(Lane).where(here, near).order_by(Lane.code, Lane.id)))


def _lane(session: Session, pen: Pen, lane_id: int) -> Lane:
    place = locked(session, Kind.LANES, pen.community_id, lane_id)
    assert isinstance(place, Lane)  # noqa: S101 - of this kind by the key
    return place


def _line_of(lane: Lane) -> LineString:
    line = to_shape(lane.geom)
    assert isinstance(line, LineString)  # noqa: S101 - the column's type
    return line


def _no_cut(whole: float) -> InvalidInput:
    return InvalidInput(
        _(
            "Cut between %(low)s and %(high)s metres.",
            low=f"{SHORTEST_PART_M:g}",
            high=f"{whole - SHORTEST_PART_M:.1f}",
        ),
        pointer="/at_m",
    )


def _replace(
    session: Session,
    pen: Pen,
    community: AdminArea,
    old: Sequence[Lane],
    parts: Sequence[Part],
    what: str,
) -> list[Lane]:
    """End lanes and put others in their place, from the same day on."""
    day = max(last_day(lane, pen.day) for lane in old)
    policy = joined([policy_of(session, lane, pen.day) for lane in old])
    teams = _end_claims(session, pen, old)
    for lane in old:
        lane.valid_to = day
    session.flush()
    made = [_made(session, pen, old[0], part, day) for part in parts]
    for lane, part in zip(made, parts, strict=True):
        _inherit(session, lane, part)
        set_policy(session, lane, policy, day)
        if len(teams) == 1:
            claims.give(session, Wish(teams[0], lane, day), pen.by)
    move_courtyards(session, pen.community_id, [lane.id for lane in old])
    _tell(session, pen, community, old, made, what)
    return made


def _end_claims(session: Session, pen: Pen, old: Sequence[Lane]) -> list[int]:
    """End the claims of lanes; return the teams that had them, each once."""
    ended = [
        claim for lane in old for claim in claims.end_for_place(session, lane, pen.day, pen.by)
    ]
    return list(dict.fromkeys(claim.team_id for claim in ended))


def _made(session: Session, pen: Pen, like: Lane, part: Part, day: date) -> Lane:
    lane = Lane(
        community_id=pen.community_id,
        code=part.code,
        name_zh=like.name_zh,
        name_bo=like.name_bo,
        name_en=like.name_en,
        surface=like.surface,
        lit=like.lit,
        width_m=like.width_m,
        geom=from_shape(part.line, WGS84),
        length_m=length_m(part.line),
        valid_from=day,
        source=SOURCE,
    )
    with one_of_a_kind(session, _("The code %(code)s is taken.", code=part.code), "/code"):
        session.add(lane)
    return lane


def _inherit(session: Session, lane: Lane, part: Part) -> None:
    for ancestor, share in part.shares:
        session.add(
            LaneLineage(
                community_id=lane.community_id,
                from_lane_id=ancestor.id,
                to_lane_id=lane.id,
                share=min(share, 1.0),
            )
        )
    session.flush()


def _tell(
    session: Session,
    pen: Pen,
    community: AdminArea,
    old: Sequence[Lane],
    made: Sequence[Lane],
    what: str,
) -> None:
    into = {"into": [lane.id for lane in made]}
    for lane in old:
        remember(session, community, lane, Kind.LANES, what, into, pen.by)
    for lane in made:
        body = {"from": [one.id for one in old], "code": lane.code}
        remember(session, community, lane, Kind.LANES, "created", body, pen.by)
