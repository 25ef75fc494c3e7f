"""Who may call what, cell by cell: every endpoint, for everybody of the cast and a visitor.

A row is `METHOD endpoint`; it names a kind of thing (see world.py), who may for each thing of that
kind, and what is sent. Whoever is not named is refused. `sees` is the row that says who may see the
same thing: they may be told that it is not theirs to change; to all others it is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from tests.architecture.uploads import FILE
from tests.architecture.world import PICTURE, pin
from tests.cast import PASSWORD

VISITOR = "visitor"
WALKERS = frozenset({"drolma", "dawa", "tashi"})
CAST = WALKERS | {"pema", "lhamo", "lights", "inspector", "area_viewer", "admin", "stranger"}
EVERYBODY = CAST
ANYONE = CAST | {VISITOR}
PINNERS = WALKERS | {"pema", "stranger"}
MAPPED = frozenset({"pema", "lhamo", "area_viewer", "admin", "stranger"})

Who = frozenset[str]
Sent = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One line of the table; `sends` goes to the test client, with the caller's community known."""

    who: Mapping[str, Who]
    kind: str = ""
    sends: Callable[[int], Sent] = field(default=lambda _community: {})
    values: Sent = field(default_factory=dict)
    sees: str = ""


def names(text: str) -> Who:
    """Return the players named in a text."""
    return frozenset(text.split())


def page(who: Who, **sends: Any) -> Row:
    """Return a row of an address that names no thing."""
    return Row({"": who}, sends=lambda _community: sends)


SEE_REPORT = {
    "drolmas": names("drolma dawa pema lhamo"),
    "tashis": names("tashi pema lhamo"),
    "lamp": names("drolma dawa pema lhamo lights"),
    "theirs": names("stranger"),
}
EDIT_REPORT = {
    "drolmas": names("drolma pema"),
    "tashis": names("tashi pema"),
    "lamp": names("drolma pema"),
    "theirs": names("stranger"),
}
DELETE_REPORT = EDIT_REPORT  # a representative, too, deletes only what is their own
SEE_CASE = {"lamp": names("pema lhamo lights"), "theirs": names("stranger")}
HANDLE_CASE = {"lamp": names("pema lights"), "theirs": names("stranger")}
SEE_JOB = {"ours": names("pema lhamo admin"), "theirs": names("stranger")}
RUN_JOB = {"ours": names("pema admin"), "theirs": names("stranger")}
MAPPED_LANE = {"ours": MAPPED - {"stranger"}, "theirs": names("stranger")}

PLANNED = names("pema lhamo stranger")
SEE_PLAN = {"ours": WALKERS | {"pema", "lhamo"}, "theirs": names("stranger")}
CHANGE_PLAN = {"ours": names("pema"), "theirs": names("stranger")}
SEE_WALK = {"drolmas": names("drolma dawa pema lhamo"), "tashis": names("tashi pema lhamo")}
SEE_WORKING = {"ours": names("pema"), "theirs": names("stranger")}
TOMORROW = {"day": (datetime.now(UTC) + timedelta(days=1)).date().isoformat()}

NEW = {"report_id": "00000000-0000-4000-8000-00000000000a"}
EDIT = {"base_version": 1, "edit_id": NEW["report_id"], "changes": {"count": 2}}

OPEN = {
    "GET static": Row({"": ANYONE}, values={"filename": "css/base.css"}),
    "GET openapi.spec": page(ANYONE),
    "GET health.alive": page(ANYONE),
    "GET health.ready": page(ANYONE),
    "GET health.metrics": page(ANYONE),
    "GET people.start": page(ANYONE),
    "GET people.sign_in": page(ANYONE),
    "POST people.sign_in_submit": page(ANYONE, data={"username": "pema", "password": PASSWORD}),
    "POST people.sign_out": page(ANYONE),
    "POST people.preferences": page(ANYONE, data={"lang": "en"}),
}
OWN = {
    "GET people.me": page(EVERYBODY),
    "POST people.choose_community": Row(
        {"": EVERYBODY}, sends=lambda community: {"data": {"community": community}}
    ),
}
REPORTS = {
    "PUT reports_api.put": Row({"": PINNERS}, sends=lambda _community: {"json": pin()}, values=NEW),
    "GET reports_api.index": page(names("drolma dawa tashi pema lhamo lights stranger")),
    "GET reports_api.show": Row(SEE_REPORT, "report"),
    "PATCH reports_api.patch": Row(
        EDIT_REPORT, "report", lambda _community: {"json": EDIT}, sees="GET reports_api.show"
    ),
    "DELETE reports_api.delete": Row(DELETE_REPORT, "report", sees="GET reports_api.show"),
}
CASES = {
    "GET cases.index": page(names("pema lhamo lights stranger")),
    "GET cases.show": Row(SEE_CASE, "case"),
    "POST cases.dispatch": Row(
        HANDLE_CASE,
        "case",
        lambda _community: {"data": {"department": "lighting"}},
        sees="GET cases.show",
    ),
    "POST cases.close": Row(
        HANDLE_CASE, "case", lambda _community: {"data": {"note": "Done."}}, sees="GET cases.show"
    ),
}
JOBS = {
    "GET jobs.index": page(names("pema lhamo admin stranger")),
    "GET jobs.show": Row(SEE_JOB, "job"),
    "GET jobs.data": Row(SEE_JOB, "job"),
    "POST jobs.cancel": Row(RUN_JOB, "job", sees="GET jobs.show"),
}
PHOTOS = {
    "GET photos_api.show": Row(SEE_REPORT, "photo"),
    "PUT photos_api.put": Row(
        EDIT_REPORT, "photo", lambda _community: {"data": PICTURE}, sees="GET photos_api.show"
    ),
}
PIN_PAGES = {
    "GET reports.new": page(PINNERS),
    "POST reports.create": page(PINNERS, data={"category": "garbage"}),
    "GET reports.mine": page(PINNERS),
    "GET reports.show": Row(SEE_REPORT, "report"),
    "GET report_changes.edit": Row(EDIT_REPORT, "report", sees="GET reports.show"),
    "POST report_changes.save": Row(
        EDIT_REPORT, "report", lambda _community: {"data": {"note": "x"}}, sees="GET reports.show"
    ),
    "POST report_changes.choose_lane": Row(
        EDIT_REPORT, "report", lambda _community: {"data": {"lane": "L2"}}, sees="GET reports.show"
    ),
    "POST report_changes.delete": Row(DELETE_REPORT, "report", sees="GET reports.show"),
}
STEWARD = {
    "GET steward.today": page(WALKERS),
    "GET steward.patrols": page(WALKERS),
}
HOTSPOTS = {
    "GET hotspots.show": page(MAPPED),
    "GET hotspots.lanes": page(MAPPED),
    "GET hotspots.records": page(MAPPED),
    "GET hotspots.panel": page(MAPPED),
    "GET hotspots.choose": page(MAPPED),
    "GET hotspots_files.as_csv": page(MAPPED),
    "GET hotspots_files.as_geojson": page(MAPPED),
    "GET hotspots.lane": Row(MAPPED_LANE, "lane"),
    "GET hotspots_api.show_heat": page(MAPPED),
    "POST hotspots_api.prepare": page(MAPPED),
    "GET hotspots_api.heat_lines": Row(MAPPED_LANE, "heat_lines"),
    "GET hotspots_api.lane_rates": page(MAPPED),
    "GET hotspots_api.show_hotspots": page(MAPPED),
    "GET hotspots_api.show_timeline": page(MAPPED),
    "GET hotspots.lane_card": Row(MAPPED_LANE, "lane"),
    "GET maps.script": Row({"map": ANYONE}, "script"),
    "GET maps.style": Row({"map": ANYONE}, "style"),
}
SEE_PLACE = {"ours": EVERYBODY - {"stranger"}, "theirs": names("stranger")}
MANAGE_PLACE = {"ours": names("admin"), "theirs": names("")}
CLAIM_PLACE = {"ours": names("tashi pema admin"), "theirs": names("stranger")}
CONFIRM = {"asked": names("pema admin"), "theirs": names("stranger")}
CLAIM = {"asked": names("tashi pema admin"), "theirs": names("stranger")}
LANES = {"kind": "lanes"}
PLACE_PAGES = {
    "GET places.index": page(EVERYBODY),
    "GET places.show": Row(SEE_PLACE, "place"),
    "GET places.new": Row({"": names("admin")}, values=LANES),
    "POST places.create": Row({"": names("admin")}, values=LANES),
    "GET places.edit": Row(MANAGE_PLACE, "place"),
    "POST places.save": Row(MANAGE_PLACE, "place"),
    "POST places.end": Row(MANAGE_PLACE, "place"),
    "GET lineage.show": Row(MANAGE_PLACE, "lane"),
    "POST lineage.split": Row(MANAGE_PLACE, "lane"),
    "POST lineage.merge": Row(MANAGE_PLACE, "lane"),
    "GET signs.choose": page(names("pema admin stranger")),
    "GET signs.sheet": page(names("pema admin stranger")),
    "GET signs.scanned": Row(SEE_PLACE, "sign"),
    "GET claims.mine": page(names("tashi pema admin stranger")),
    "POST claims.ask": Row(CLAIM_PLACE, "place"),
    "POST claims.confirm": Row(CONFIRM, "claim"),
    "POST claims.refuse": Row(CONFIRM, "claim"),
    "POST claims.withdraw": Row(CLAIM, "claim"),
    "POST claims.end": Row(CLAIM, "claim"),
    "GET definitions.index": page(names("admin")),
    "POST definitions.take_up": page(names("admin")),
    "GET definitions.category": Row({"": names("admin")}, values={"code": "street_lamp"}),
    "POST definitions.save": Row({"": names("admin")}, values={"code": "street_lamp"}),
    "POST definitions.save_department": Row({"": names("admin")}, values={"code": "lighting"}),
}
SEE_PERSON = {
    "dawa": names("pema lhamo admin"),
    "tashi": names("tashi pema lhamo admin"),
    "theirs": names("stranger"),
}
MANAGE_PERSON = {"dawa": names("admin"), "tashi": names("admin"), "theirs": names("")}
HELP_PERSON = {"dawa": names("admin"), "tashi": names("tashi admin"), "theirs": names("")}
SEE_TEAM = {"ours": names("pema lhamo admin"), "tashis": names("tashi pema lhamo admin")} | {
    "theirs": names("stranger")
}
MANAGE_TEAM = {"ours": names("pema admin"), "tashis": names("tashi pema admin")} | {
    "theirs": names("stranger")
}


def person(who: Mapping[str, Who], **data: str) -> Row:
    """Return a row of a person, to be seen by whom `accounts.show` names."""
    return Row(who, "person", lambda _community: {"data": data}, sees="GET accounts.show")


def team(**data: str) -> Row:
    """Return a row of what is done about a team."""
    return Row(MANAGE_TEAM, "team", lambda _community: {"data": data}, sees="GET teams.show")


PEOPLE = {
    "GET accounts.index": page(names("tashi pema lhamo admin stranger")),
    "GET accounts.new": page(names("admin")),
    "POST accounts.create": page(names("admin")),
    "GET accounts.show": Row(SEE_PERSON, "person"),
    "POST accounts.save": person(MANAGE_PERSON, display_name="X", language="bo"),
    "POST accounts.give_role": person(MANAGE_PERSON, role="inspector"),
    "POST accounts.take_role": person(MANAGE_PERSON, role="steward"),
    "POST accounts.close": person(MANAGE_PERSON),
    "POST accounts.reopen": person(MANAGE_PERSON),
    "POST cards.make": person(HELP_PERSON),
    "POST devices.end": person(HELP_PERSON),
    "GET cards.enter": page(ANYONE),
    "POST cards.use": page(ANYONE, data={"code": "x"}),
    "POST devices.end_mine": page(EVERYBODY),
    "POST devices.choose_password": page(EVERYBODY),
    "GET teams.index": page(names("tashi pema lhamo admin stranger")),
    "GET teams.new": page(names("tashi pema admin stranger")),
    "POST teams.create": page(names("tashi pema admin stranger"), data={"name_zh": "三队"}),
    "GET teams.show": Row(SEE_TEAM, "team"),
    "POST teams.save": team(name_zh="新名"),
    "POST teams.add": team(),
    "POST teams.remove": team(),
    "POST teams.retire": team(),
}
BULLETIN = {
    **{f"GET bulletin.{name}": page(MAPPED) for name in ("index", "reports", "patrols", "visits")},
    **{f"GET bulletin_records_api.{n}": page(MAPPED) for n in ("reports", "patrols", "visits")},
    "GET bulletin.month": Row({"": MAPPED}, values={"month": "2026-04"}),
    "GET bulletin_api.period": page(MAPPED),
    "GET bulletin_api.period_as": Row({"": MAPPED}, values={"kind": "json"}),
    "GET bulletin_api.month": Row({"": MAPPED}, values={"month": "2026-04"}),
    "GET bulletin_api.month_as": Row({"": MAPPED}, values={"month": "2026-04", "kind": "html"}),
}
IMPORT = {"ours": names("admin"), "theirs": names("")}
IMPORTS = {
    "GET place_imports.index": page(names("admin")),
    "POST place_imports.give": Row(
        {"": names("admin")}, sends=lambda _community: {"data": {"file": (BytesIO(FILE), "f")}}
    ),
    "GET place_imports.show": Row(IMPORT, "upload"),
    "POST place_imports.look": Row(IMPORT, "upload"),
    "POST place_imports.check": Row(IMPORT, "upload"),
    "GET place_imports.report": Row(IMPORT, "upload"),
    "GET place_imports.report_file": Row(IMPORT, "upload"),
    "POST place_imports.run": Row(IMPORT, "upload"),
}
PLANS = {
    "GET plans.index": page(PLANNED),
    "GET plans.show": Row({"": PLANNED}, values=TOMORROW),
    "GET plan_changes.prepare": Row({"": PLANNED}, values=TOMORROW),
    "POST plan_changes.make": Row({"": names("pema stranger")}, values=TOMORROW),
    "POST plan_changes.absent": Row(CHANGE_PLAN, "plan", sees="GET plans_api.show"),
    "POST plan_changes.give": Row(CHANGE_PLAN, "plan", sees="GET plans_api.show"),
    "POST plan_changes.take_back": Row(CHANGE_PLAN, "plan", sees="GET plans_api.show"),
    "GET plan_changes.working": Row(SEE_WORKING, "job", values=TOMORROW),
    "POST plan_changes.take": Row(SEE_WORKING, "job", values=TOMORROW),
    "GET plan_starts.index": page(names("pema stranger")),
    "GET plan_starts.new": page(names("pema stranger")),
    "POST plan_starts.create": page(names("pema stranger")),
    "GET plan_starts.edit": Row(CHANGE_PLAN, "start"),
    "POST plan_starts.change": Row(CHANGE_PLAN, "start"),
    "POST plan_starts.close": Row(CHANGE_PLAN, "start"),
    "GET plans.own_walk": page(WALKERS),
    "GET plans.walk": Row(SEE_WALK, "walk"),
    "GET plans.print_sheets": Row(SEE_PLAN, "plan"),
    "POST plans_api.create": page(names("pema stranger"), json={"date": "2001-01-01", "teams": 1}),
    "GET plans_api.show": Row(SEE_PLAN, "plan"),
    "GET plans_api.export": Row(SEE_PLAN, "file of a plan"),
}
ENTER_PAPER = {"ours": names("pema"), "others": names("tashi pema"), "theirs": names("stranger")}
PAPER = {
    "GET desk.paper": page(names("tashi pema stranger")),
    "GET desk.sheet": Row(ENTER_PAPER, "paper_team", values={"day": "2026-04-18"}),
    "POST desk.enter": Row(ENTER_PAPER, "paper_team", values={"day": "2026-04-18"}),
    "GET desk.show": Row(ENTER_PAPER, "paper"),
    "POST desk.take_back": Row(
        {"ours": names("pema"), "others": names("pema"), "theirs": names("stranger")},
        "paper",
        sees="GET desk.show",
    ),
}
PLACES = {
    f"GET places_api.{name}": page(EVERYBODY) for name in ("lanes", "courtyards", "facilities")
} | {
    "GET tiles.base_map": page(EVERYBODY),
    "GET tiles.tile": Row({"ours": EVERYBODY - {"stranger"}, "theirs": names("stranger")}, "tile"),
}
ROUTES: dict[str, Row] = (
    OPEN
    | OWN
    | REPORTS
    | CASES
    | JOBS
    | PHOTOS
    | PIN_PAGES
    | STEWARD
    | HOTSPOTS
    | PLACES
    | PLACE_PAGES
    | PEOPLE
    | BULLETIN
    | PAPER
    | IMPORTS
    | PLANS
)
