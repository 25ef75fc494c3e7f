"""What becomes of a lane's history when its code is gone: the lanes in its place carry it on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import shapely
from shapely import LineString
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from app.people.area_models import AdminArea
from app.places.imports.matching import Existing
from app.places.models import WGS84, Courtyard, Lane, LaneLineage
from app.places.policies import EVERY_DAY, joined, policies_of_lanes, set_policy
from geo.crs import project
from geo.heirs import Heir, heirs


@dataclass(frozen=True, slots=True)
class Heritage:
    """How much of an ended lane's history a lane carries on; `share` in (0, 1], of its length."""

    old: str
    new: str
    share: float


def hand_on(
    session: Session,
    community: AdminArea,
    ended: Sequence[Existing],
    now: Sequence[Existing],
    day: date,
) -> tuple[Heritage, ...]:
    """Write which lanes carry on which ended ones.

    Courtyards are entered from the largest heir; how often and when an ended lane was to be passed
    holds for its heirs.

    Args:
        session: With a transaction that the caller ends.
        community: Whose lanes they are; its UTM zone measures them.
        ended: Lanes that this import has ended.
        now: Lanes that it has added or drawn anew.
        day: From when on.

    Returns:
        What was written, by ended lane and heir.
    """
    found = heirs(_lines(community, ended), _lines(community, now))
    if found:
        session.execute(
            insert(LaneLineage),
            [
                {
                    "community_id": community.id,
                    "from_lane_id": ended[heir.old].id,
                    "to_lane_id": now[heir.new].id,
                    "share": heir.share,
                }
                for heir in found
            ],
        )
    for old, group in groupby(found, key=lambda heir: heir.old):
        largest = max(group, key=lambda heir: heir.share)
        _lead_courtyards(session, community.id, ended[old].id, now[largest.new].id)
    _hand_on_policies(session, community.id, _old_of(found, ended, now), day)
    return tuple(Heritage(ended[one.old].code, now[one.new].code, one.share) for one in found)


def _old_of(
    found: Sequence[Heir], ended: Sequence[Existing], now: Sequence[Existing]
) -> dict[int, list[int]]:
    """Return the ended lanes that each heir carries on, by id."""
    old = defaultdict(list)
    for one in found:
        old[now[one.new].id].append(ended[one.old].id)
    return old


def _hand_on_policies(
    session: Session, community_id: int, old_of: dict[int, list[int]], day: date
) -> None:
    """Let what held for ended lanes hold for their heirs, beside what an older heir has itself."""
    ids = {lane_id for heir, old in old_of.items() for lane_id in (heir, *old)}
    known = policies_of_lanes(session, community_id, ids, day)
    heirs_now = select(Lane).where(Lane.community_id == community_id, Lane.id.in_(old_of))
    for lane in session.scalars(heirs_now):
        carried = old_of[lane.id] + ([lane.id] if lane.valid_from < day else [])
        handed = joined([known.get(one, EVERY_DAY) for one in carried])
        if handed != known.get(lane.id, EVERY_DAY):
            set_policy(session, lane, handed, day)


def _lines(community: AdminArea, lanes: Sequence[Existing]) -> list[LineString]:
    """Return lanes as lines in the community's metres."""
    found = [shapely.from_wkb(bytes(lane.geometry)) for lane in lanes]
    lines = [line for line in found if isinstance(line, LineString)]
    return [project(line, WGS84, community.utm_srid) for line in lines]


def _lead_courtyards(session: Session, community_id: int, old: int, new: int) -> None:
    """Let the courtyards that were entered from an ended lane be entered from its heir."""
    session.execute(
        update(Courtyard)
        .where(Courtyard.community_id == community_id, Courtyard.lane_id == old)
        .where(Courtyard.valid_to.is_(None))
        .values(lane_id=new)
        .execution_options(synchronize_session=False)
    )
