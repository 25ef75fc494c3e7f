"""A small world in which every kind of thing is there that an address can name.

`drolmas` is Drolma's own, of the team that she and Dawa are in; `tashis` is of another team; `lamp`
is Drolma's too, escalated to street lighting; `theirs` is the other community's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import LaneSteward, db
from app.cases.models import Case
from app.db import session, transaction
from app.desk.models import PaperSheet
from app.hotspots.along_actions import prepare
from app.jobs import enqueue
from app.people.area_models import Team
from app.people.areas import community
from app.people.register import By
from app.places.claims import Wish, request
from app.places.models import Lane
from tests.architecture.uploads import uploaded
from tests.cast import EAST, NORTH, Cast, add_team, make_cast
from tests.pages import same_origin, signed_in
from tests.walks import add_start, write_plan, write_strangers_plan

Values = dict[str, Any]
# Days that are not over, so that their plans can still be changed.
PLANNED_DAY = (datetime.now(UTC) + timedelta(days=10)).date().isoformat()
UNPLANNED_DAY = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
ABSENT: dict[str, Values] = {
    "": {},
    "report": {"report_id": UUID(int=1)},
    "photo": {"report_id": UUID(int=1), "name": "0" * 64},
    "case": {"case_id": 999_999_999},
    "job": {"job_id": UUID(int=1)},
    "upload": {"upload_id": UUID(int=1)},
    "lane": {"lane_id": 999_999_999},
    "place": {"kind": "lanes", "place_id": 999_999_999},
    "sign": {"code": "none"},
    "claim": {"claim_id": 999_999_999},
    "person": {"person_id": 999_999_999},
    "team": {"team_id": 999_999_999},
    "start": {"start_id": 999_999_999},
    "plan": {"day": UNPLANNED_DAY},
    "walk": {"day": PLANNED_DAY, "team_id": 999_999_999},
    "file of a plan": {"day": UNPLANNED_DAY, "kind": "gpx"},
    "paper": {"sheet_id": UUID(int=1)},
    "paper_team": {"team_id": 999_999_999},
    "script": {"digest": "0" * 64},
    "style": {"digest": "0" * 64},
    "heat_lines": {"name": "999999999-0-0"},
    "tile": {"version": "999999999-0-2026-01-01", "z": 0, "x": 0, "y": 0},
}
PHOTO = BytesIO()
Image.new("RGB", (40, 30), "#804020").save(PHOTO, "JPEG")
PICTURE = PHOTO.getvalue()
DIGEST = sha256(PICTURE).hexdigest()


@dataclass(frozen=True)
class World:
    """The app, the cast, and what they left: URL values by kind and name."""

    app: LaneSteward
    cast: Cast
    things: dict[str, dict[str, Values]]

    def browser(self, name: str) -> FlaskClient:
        """Return a browser that somebody of the cast is signed in with; `visitor` is nobody."""
        player = self.cast.everybody().get(name)
        return signed_in(self.app, player) if player else same_origin(self.app)


def pin(**changes: Any) -> dict[str, Any]:
    """Return the body of a PUT: one parked car on the long lane."""
    place = {"type": "Point", "coordinates": [EAST + 0.0005, NORTH + 0.00001]}
    return {
        "category": "illegal_parking",
        "count": 1,
        "position": place,
        "observed_at": datetime.now(UTC).isoformat(),
        "outcome": "fixed",
    } | changes


def said(name: str) -> str:
    """Return the note that a thing's report carries, like no other text."""
    return f"the note of {name}"


def populate(app: LaneSteward) -> World:
    """Write the cast and let them leave things behind."""
    with app.app_context(), transaction() as own:
        cast = make_cast(own)
    report = {
        "drolmas": _pinned(signed_in(app, cast.drolma), note=said("drolmas")),
        "tashis": _pinned(signed_in(app, cast.tashi), note=said("tashis")),
        "lamp": _pinned(
            signed_in(app, cast.drolma),
            category="street_lamp",
            outcome="escalated",
            note=said("lamp"),
        ),
        "theirs": _pinned(signed_in(app, cast.stranger), outcome="escalated", note=said("theirs")),
    }
    with app.app_context(), transaction() as own:
        for community_id in (cast.community_id, cast.elsewhere_id):
            prepare(own, community_id, datetime.now(UTC))
    things = {
        "": {"": {}},
        "report": {name: {"report_id": one} for name, one in report.items()},
        "photo": {name: {"report_id": one, "name": DIGEST} for name, one in report.items()},
        "case": {name: {"case_id": _case_of(app, report[name])} for name in ("lamp", "theirs")},
        "job": {
            "ours": {"job_id": _job(app, cast.community_id)},
            "theirs": {"job_id": _job(app, cast.elsewhere_id)},
        },
        "upload": {
            "ours": {"upload_id": uploaded(app, cast.community_id)},
            "theirs": {"upload_id": uploaded(app, cast.elsewhere_id)},
        },
        "lane": {
            "ours": {"lane_id": cast.lanes["long"]},
            "theirs": {"lane_id": cast.lanes["theirs"]},
        },
        **_register(app, cast),
        **_plans(app, cast),
        **_paper(app, cast),
        "script": {"map": {"digest": _file_of_map(signed_in(app, cast.pema), "js")}},
        "style": {"map": {"digest": _file_of_map(signed_in(app, cast.pema), "css")}},
        "heat_lines": {
            "ours": _heat_lines(signed_in(app, cast.pema)),
            "theirs": _heat_lines(signed_in(app, cast.stranger)),
        },
        "tile": {
            "ours": _tile(signed_in(app, cast.pema)),
            "theirs": _tile(signed_in(app, cast.stranger)),
        },
    }
    return World(app, cast, things)


def _register(app: LaneSteward, cast: Cast) -> dict[str, dict[str, Values]]:
    """Return what a community has and who is in it; Tashi's team has asked for the far lane."""
    places = {"ours": cast.lanes["long"], "theirs": cast.lanes["theirs"]}
    with app.app_context(), transaction() as own:
        team = Team(community_id=cast.elsewhere_id, name_zh="邻队")
        own.add(team)
        own.flush()
        asked = _claim(own, cast.community_id, cast.other_team_id, cast.lanes["far"])
        theirs = _claim(own, cast.elsewhere_id, team.id, cast.lanes["theirs"])
        return {
            "place": {k: {"kind": "lanes", "place_id": one} for k, one in places.items()},
            "sign": {"ours": {"code": "L1"}, "theirs": {"code": "E1"}},
            "claim": {"asked": {"claim_id": asked}, "theirs": {"claim_id": theirs}},
            "person": {
                "dawa": {"person_id": cast.dawa.id},
                "tashi": {"person_id": cast.tashi.id},
                "theirs": {"person_id": cast.stranger.id},
            },
            "team": {
                "ours": {"team_id": cast.team_id},
                "tashis": {"team_id": cast.other_team_id},
                "theirs": {"team_id": team.id},
            },
        }


def _claim(own: Session, community_id: int, team_id: int, lane_id: int) -> int:
    place = own.get_one(Lane, (community_id, lane_id))
    by = By(1, datetime.now(UTC))
    return request(own, Wish(team_id, place, by.at.date()), by).id


def _pinned(browser: FlaskClient, **changes: Any) -> UUID:
    number = uuid4()
    body = pin(photos=[{"sha256": DIGEST, "when": "before"}], **changes)
    answer = browser.put(f"/api/v1/reports/{number}", json=body)
    assert answer.status_code == 201, answer.text
    answer = browser.put(f"/api/v1/reports/{number}/photos/{DIGEST}", data=PICTURE)
    assert answer.status_code == 201, answer.text
    return number


def _case_of(app: LaneSteward, report_id: UUID) -> int:
    with app.app_context():
        return session().scalars(select(Case.id).where(Case.report_id == report_id)).one()


def _paper(app: LaneSteward, cast: Cast) -> dict[str, dict[str, Values]]:
    """Let the supervisors enter a sheet each for Drolma's team, Tashi's, and one elsewhere."""
    ended = datetime.now(UTC)
    with app.app_context(), transaction() as own:
        away = add_team(own, community(own, cast.elsewhere_id), "别队").id
        whose = {
            "ours": (cast.pema, cast.team_id),
            "others": (cast.pema, cast.other_team_id),
            "theirs": (cast.stranger, away),
        }
        sheets = {
            name: PaperSheet(
                community_id=by.community_id, id=uuid4(), team_id=team, day=ended.date(),
                started_at=ended - timedelta(hours=1), ended_at=ended, content_sha256=b"",
                places=0, report_ids=[], entered_by=by.id, entered_at=ended,
            )
            for name, (by, team) in whose.items()
        }  # fmt: skip
        own.add_all(sheets.values())
        return {
            "paper": {name: {"sheet_id": one.id} for name, one in sheets.items()},
            "paper_team": {name: {"team_id": team} for name, (_by, team) in whose.items()},
        }


def _job(app: LaneSteward, community_id: int) -> UUID:
    with app.app_context(), transaction() as own:
        return enqueue(own, "people.purge_sign_in_failures", community_id=community_id)


def _plans(app: LaneSteward, cast: Cast) -> dict[str, dict[str, Values]]:
    """Have a plan made for a day here, for another one elsewhere."""
    ours = date.fromisoformat(PLANNED_DAY)
    theirs = ours + timedelta(days=1)
    with app.app_context(), transaction() as own:
        write_plan(own, cast, ours)
        write_strangers_plan(own, cast, theirs)
        starts = {
            "ours": {"start_id": add_start(own, cast.community_id)},
            "theirs": {"start_id": add_start(own, cast.elsewhere_id)},
        }
    days = {"ours": {"day": ours.isoformat()}, "theirs": {"day": theirs.isoformat()}}
    walks = {"drolmas": cast.team_id, "tashis": cast.other_team_id}
    return {
        "plan": days,
        "start": starts,
        "file of a plan": {name: {**day, "kind": "gpx"} for name, day in days.items()},
        "walk": {name: {**days["ours"], "team_id": team} for name, team in walks.items()},
    }


def _file_of_map(browser: FlaskClient, kind: str) -> str:
    found = re.search(rf"/maps/([0-9a-f]+)\.{kind}", browser.get("/hotspots").text)
    assert found, "the page of hot spots names no such file of its map"
    return found.group(1)


def _heat_lines(browser: FlaskClient) -> Values:
    lines = browser.get("/api/v1/heat?kind=network").json["lines"]
    return {"name": lines.rpartition("/")[2]}


def _tile(browser: FlaskClient) -> Values:
    version = browser.get("/tiles/map.json").json["tiles"].split("/")[2]
    return {"version": version, "z": 0, "x": 0, "y": 0}


@contextmanager
def nothing_kept(
    app: LaneSteward, instead: Callable[[Session], None] = Session.flush
) -> Iterator[None]:
    """Have every request worked to its end and then undone; form tokens are not asked for.

    Args:
        app: The app.
        instead: What is done with a request's session where it would be kept.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(db, "_commit", instead)
        patch.setitem(app.config, "WTF_CSRF_ENABLED", False)
        yield
