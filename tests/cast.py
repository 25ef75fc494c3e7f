"""The fixed cast: who plays in the tests, and the few lanes they play on.

The place is drawn round 91.1335 E, 29.6525 N: `long` runs east for about 193 m, `short` goes north
from its middle, `far` lies 500 m to the south; `yard` is a courtyard north of `long`. Drolma and
Dawa are of the team that claims `long` and `short`; Tashi represents another team. `elsewhere` is a
second community, whose lane lies right beside `long`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from argon2 import PasswordHasher
from geoalchemy2.shape import from_shape
from pyproj import Geod
from shapely import LineString, Point, Polygon
from sqlalchemy.orm import Session

from app.people import actions
from app.people.area_models import AdminArea, Team
from app.people.models import Membership, Person
from app.places.communities import found_community
from app.places.models import WGS84, Courtyard, Lane
from app.policy import Role

EAST, NORTH = 91.1335, 29.6525
FOUNDED = date(2025, 1, 1)
PASSWORD = "a password for tests"
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)  # quick to compare
GEOD = Geod(ellps="WGS84")
DEMO_NOW = datetime(2026, 11, 22, 1, 40, tzinfo=UTC)  # when the demo was loaded that tests share
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Player:
    """Somebody with an account and an open session."""

    id: int
    username: str
    session_key: str
    community_id: int


@dataclass(frozen=True)
class Cast:
    """Everybody, and the places by name."""

    community_id: int
    elsewhere_id: int
    drolma: Player  # steward
    dawa: Player  # steward, same team
    tashi: Player  # representative of another team
    pema: Player  # supervisor
    lhamo: Player  # committee
    lights: Player  # the department of street lighting
    inspector: Player
    area_viewer: Player
    admin: Player
    stranger: Player  # supervisor of the other community
    team_id: int
    other_team_id: int
    lanes: dict[str, int]
    courtyards: dict[str, int]

    def everybody(self) -> dict[str, Player]:
        """Return the players by the name of their part."""
        return {name: part for name, part in vars(self).items() if isinstance(part, Player)}


def make_cast(session: Session) -> Cast:
    """Write the cast; the caller commits."""
    here = found_community(
        session,
        code="here",
        name_zh="测试社区",
        name_en="Here",
        time_zone="Asia/Shanghai",
        utm_srid=32646,
    )
    elsewhere = found_community(
        session, code="elsewhere", name_zh="别处", time_zone="Asia/Shanghai", utm_srid=32646
    )
    team, other_team = add_team(session, here, "一队"), add_team(session, here, "二队")
    lanes = {
        "long": add_lane(session, here, "L1", [(0, 0), (0.002, 0)], "长巷"),
        "short": add_lane(session, here, "L2", [(0.001, 0), (0.001, 0.0008)], "短巷"),
        "far": add_lane(session, here, "L3", [(0, -0.005), (0.002, -0.005)], "远巷"),
        "theirs": add_lane(session, elsewhere, "E1", [(0, 0.00002), (0.002, 0.00002)], "邻巷"),
    }
    yard = add_courtyard(session, here, "C1", lanes["long"])

    def play(
        name: str, role: Role, area: AdminArea = here, department: str | None = None
    ) -> Player:
        return add_player(session, name, role, area, department)

    parts = Cast(
        community_id=here.id,
        elsewhere_id=elsewhere.id,
        drolma=play("drolma", Role.STEWARD),
        dawa=play("dawa", Role.STEWARD),
        tashi=play("tashi", Role.REPRESENTATIVE),
        pema=play("pema", Role.SUPERVISOR),
        lhamo=play("lhamo", Role.COMMITTEE),
        lights=play("lights", Role.DEPARTMENT, department="lighting"),
        inspector=play("inspector", Role.INSPECTOR),
        area_viewer=play("area_viewer", Role.AREA_VIEWER),
        admin=play("admin", Role.ADMINISTRATOR),
        stranger=play("stranger", Role.SUPERVISOR, elsewhere),
        team_id=team.id,
        other_team_id=other_team.id,
        lanes=lanes,
        courtyards={"yard": yard},
    )
    for player, joined in ((parts.drolma, team), (parts.dawa, team), (parts.tashi, other_team)):
        join(session, player, joined)
    other_team.representative_id = parts.tashi.id
    session.flush()
    return parts


def add_player(
    session: Session, name: str, role: Role, area: AdminArea, department: str | None = None
) -> Player:
    """Add an account with a role and an open session."""
    person = Person(
        username=name, display_name=name.title(), password_hash=HASH, created_at=LONG_AGO
    )
    session.add(person)
    session.flush()
    actions.grant(session, person, area, role, department)
    key = actions.open_session(session, person, area, device="test", now=datetime.now(UTC))
    return Player(person.id, name, key, area.id)


def add_team(session: Session, area: AdminArea, name: str) -> Team:
    """Add a team."""
    team = Team(community_id=area.id, name_zh=name)
    session.add(team)
    session.flush()
    return team


def join(session: Session, player: Player, team: Team) -> None:
    """Make a player one of a team."""
    session.add(
        Membership(
            person_id=player.id,
            community_id=team.community_id,
            team_id=team.id,
            valid_from=FOUNDED,
        )
    )


def add_lane(
    session: Session, area: AdminArea, code: str, offsets: list[tuple[float, float]], name: str = ""
) -> int:
    """Add a lane by offsets in degrees from the middle of the place; return its id."""
    line = LineString([(EAST + dx, NORTH + dy) for dx, dy in offsets])
    lane = Lane(
        community_id=area.id,
        code=code,
        name_zh=name,
        geom=from_shape(line, WGS84),
        length_m=GEOD.geometry_length(line),
        valid_from=FOUNDED,
    )
    session.add(lane)
    session.flush()
    return lane.id


def add_courtyard(session: Session, area: AdminArea, code: str, lane_id: int) -> int:
    """Add a courtyard of about 19 m by 22 m, 11 m north of the long lane; return its id."""
    west, south = EAST + 0.0003, NORTH + 0.0001
    yard = Courtyard(
        community_id=area.id,
        code=code,
        name_zh="试验大院",
        geom=from_shape(
            Polygon(
                [
                    (west, south),
                    (west + 0.0002, south),
                    (west + 0.0002, south + 0.0002),
                    (west, south + 0.0002),
                ]
            ),
            WGS84,
        ),
        entrance=from_shape(Point(west + 0.0001, south), WGS84),
        lane_id=lane_id,
        valid_from=FOUNDED,
    )
    session.add(yard)
    session.flush()
    return yard.id
