"""What a round passes: some of the team's own places, and the watched lanes on the way."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Final
from uuid import UUID

import numpy as np
from shapely import Point

from app.demo.rates import MERELY_WATCHED
from app.demo.record_types import Claim, Pass, Patrol, Team
from app.demo.rhythm import Duty
from app.demo.town import Courtyard, Lane, Town

OWN_LANE: Final = 0.5
OWN_COURTYARD: Final = 0.42
WATCHED_LANE: Final = 0.3
"""Chance that a round of any team passes a watched lane: 8 x .3 is 4.8 times one team's .5."""

ABSENT: Final = 0.28
FEWEST: Final = 3
EVIDENCE: Final = (("track", 0.8), ("sign", 0.13), ("pin", 0.05), ("declared", 0.02))
COURTYARD_M: Final = 60.0
"""A courtyard takes as long as so many metres of lane."""

Place = Lane | Courtyard


@dataclass(frozen=True)
class Ground:
    """The quarter with its teams and claims: what every walk needs to know."""

    town: Town
    teams: tuple[Team, ...]
    claims: tuple[Claim, ...]

    @cached_property
    def places(self) -> dict[str, Place]:
        """All lanes and courtyards by code."""
        places: list[Place] = [*self.town.lanes, *self.town.courtyards]
        return {place.code: place for place in places}

    @cached_property
    def own(self) -> tuple[tuple[Place, ...], ...]:
        """The places of each team."""
        return tuple(
            tuple(self.places[claim.place] for claim in self.claims if claim.team == team)
            for team in range(len(self.teams))
        )


def new_uid(rng: np.random.Generator) -> UUID:
    """Return a random UUID that the generator's seed decides."""
    return UUID(bytes=rng.bytes(16), version=4)


def walk(ground: Ground, duty: Duty, rng: np.random.Generator) -> Patrol:
    """Return the patrol that a duty becomes."""
    places = _order(_chosen(ground, duty.team, rng), rng)
    team = ground.teams[duty.team]
    present = [member.code for member in team.members if rng.random() > ABSENT]
    members = tuple(present) if len(present) >= FEWEST else tuple(m.code for m in team.members)
    passes = _timed(places, duty, rng)
    return Patrol(new_uid(rng), duty.team, duty.start, duty.end, members, passes)


def middle(place: Place) -> Point:
    """Return the middle of a lane or courtyard, local metres."""
    if isinstance(place, Courtyard):
        return place.outline.representative_point()
    return place.line.interpolate(0.5, normalized=True)


def _chosen(ground: Ground, team: int, rng: np.random.Generator) -> list[Place]:
    """Pick what a round passes; at least one place."""
    own = ground.own[team]
    picked = [place for place in own if rng.random() < _chance(place)]
    watched = [ground.places[code] for code in sorted(MERELY_WATCHED)]
    picked += [lane for lane in watched if rng.random() < WATCHED_LANE]
    return picked or [own[int(rng.integers(len(own)))]]


def _chance(place: Place) -> float:
    """Return how likely a round passes a place of its own team's."""
    if isinstance(place, Courtyard):
        return OWN_COURTYARD
    return 0.0 if place.code in MERELY_WATCHED else OWN_LANE


def _order(places: list[Place], rng: np.random.Generator) -> list[Place]:
    """Put places in the order of a walk: always on to the nearest that is left."""
    left = list(places)
    walked = [left.pop(int(rng.integers(len(left))))]
    while left:
        here = middle(walked[-1])
        left.sort(key=lambda place: middle(place).distance(here), reverse=True)
        walked.append(left.pop())
    return walked


def _timed(places: Sequence[Place], duty: Duty, rng: np.random.Generator) -> tuple[Pass, ...]:
    """Share the round's time out among its places, with short ways between them."""
    length = [
        COURTYARD_M if isinstance(place, Courtyard) else place.line.length for place in places
    ]
    effort = np.array(length) * rng.uniform(0.8, 1.2, len(length))
    ways = rng.uniform(5.0, 30.0, len(length) + 1)
    total = float(effort.sum() + ways.sum())
    scale = duty.minutes * 60 / total
    starts = (np.cumsum(ways[:-1]) + np.concatenate([[0.0], np.cumsum(effort)[:-1]])) * scale
    return tuple(
        Pass(
            new_uid(rng),
            place.code,
            duty.start + timedelta(seconds=int(start)),
            duty.start + timedelta(seconds=int(start + took)),
            str(rng.choice([kind for kind, _ in EVIDENCE], p=[share for _, share in EVIDENCE])),
            round(float(rng.beta(22, 1.4)), 3),
        )
        for place, start, took in zip(places, starts, effort * scale, strict=True)
    )
