"""How the pages of plans are put together from what the database knows."""

from __future__ import annotations

from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from app.db import session
from app.i18n import name_of
from app.maps.parts import map_part
from app.pages import day_text
from app.people.areas import community
from app.planning import pages, queries, rows, sheets, words
from app.planning.documents import FORMATS, PlanParts
from app.planning.models import PatrolPlan
from app.planning.pages import ChangeForm, Choice, DayCard, IndexPage, LockRow, PlanPage, WalkPage
from app.planning.queries import PlannedPlace, TeamWalk
from app.planning.reported_queries import NAMED, reported
from app.planning.roster_queries import coming, locks
from app.planning.sheet_queries import lane_lines, tally_columns
from app.planning.walks_map import NAME
from app.planning.wishes import FURTHEST
from app.policy import Permission, Viewer
from app.reports.words import category_name, joined

PHONE_RATIO, PHONE_WIDTH = 1.1, 400.0  # of the map on a phone: width over height, units


def index_page(viewer: Viewer, today: date) -> IndexPage:
    """Return the first page."""
    made = queries.newest_plans(session(), viewer.community_id)
    counts = queries.walk_counts(session(), made)
    by_day = {plan.day: plan for plan in made}
    cards = [
        _card(day, today, by_day.get(day), counts) for day in (today, today + timedelta(days=1))
    ]
    return IndexPage(
        cards=tuple(cards),
        plans=tuple(
            pages.PlanLine(
                day=day_text(plan.day),
                summary=rows.plan_line(plan, counts.get(plan.id, 0)),
                url=url_for("plans.show", day=plan.day.isoformat()),
            )
            for plan in made
        ),
        first=today.isoformat(),
        last=(today + FURTHEST).isoformat(),
        may_plan=viewer.can(Permission.PLAN_PATROLS),
        starts_url=url_for("plan_starts.index") if viewer.can(Permission.PLAN_PATROLS) else "",
    )


def _card(day: date, today: date, plan: PatrolPlan | None, counts: dict[int, int]) -> DayCard:
    return DayCard(
        title=rows.day_title(day, today),
        day=day_text(day),
        summary=rows.plan_line(plan, counts.get(plan.id, 0)) if plan else _("No plan yet."),
        planned=plan is not None,
        url=url_for("plans.show", day=day.isoformat()),
    )


def plan_page(viewer: Viewer, parts: PlanParts, today: date) -> PlanPage:
    """Return a day's plan as its page shows it."""
    plan, walks = parts.plan, parts.walks
    places = queries.places_of(session(), plan)
    due = [one for one in places if one.about.required]
    missed = [one for one in due if one.about.why]
    unneeded = [one for one in places if one.about.why and not one.about.required]
    known = queries.versions(session(), plan.community_id, plan.day)
    newest, day = known[0].id == plan.id, plan.day.isoformat()
    told = _reported(viewer, plan.day)
    changes = newest and plan.day >= today and viewer.can(Permission.PLAN_PATROLS)
    sentences = (
        words.missing_text(len(due), len(missed)),
        words.balance_text(walks),
        words.bound_text(plan),
        words.repeated_text(walks),
    )
    return PlanPage(
        day=day,
        date=day_text(plan.day),
        version=plan.version,
        is_newest=newest,
        sentences=tuple(filter(None, sentences)),
        map=map_part(NAME),
        walks=tuple(rows.walk_block(one, told) for one in walks),
        missed=tuple(map(rows.omitted_row, missed)),
        unneeded=tuple(map(rows.omitted_row, unneeded)),
        change=_change(viewer, plan, walks, places) if changes else None,
        versions=rows.version_lines(known, plan),
        prepare_url=url_for("plan_changes.prepare", day=day) if plan.day >= today else "",
        sheets_url=url_for("plans.print_sheets", day=day, version=None if newest else plan.version),
        files=tuple(
            Choice(
                url_for("plans_api.export", day=day, kind=kind, version=plan.version), kind.upper()
            )
            for kind in FORMATS
        ),
    )


def _change(
    viewer: Viewer, plan: PatrolPlan, walks: list[TeamWalk], places: list[PlannedPlace]
) -> ChangeForm:
    given = locks(session(), viewer.community_id, plan.day)
    teams = {
        one.team.id: name_of(one.team) for one in coming(session(), viewer.community_id, plan.day)
    }
    names = {choice.value: choice.label for choice in rows.place_choices(places)}
    walking = rows.team_choices(walks)
    return ChangeForm(
        places=rows.place_choices(places),
        teams=walking,
        walking=walking if len(walking) > 1 else (),
        locks=tuple(
            LockRow(value, names[value], teams.get(team_id, ""))
            for (kind, number), team_id in given.items()
            if (value := f"{kind}:{number}") in names
        ),
    )


def _reported(viewer: Viewer, day: date) -> rows.Reported:
    """Return what was reported at each place, in words."""
    found = reported(session(), viewer.community_id, day)
    counted = tally_columns(session(), viewer.community_id)
    names = {category.code: category_name(category, own) for category, own in counted}
    return {
        key: joined([f"{names.get(code, code)} {reports}" for code, reports in counts[:NAMED]])
        for key, counts in found.items()
    }


def walk_page(viewer: Viewer, one: TeamWalk) -> WalkPage:
    """Return a team's walk as its phone shows it."""
    area = community(session(), viewer.community_id)
    day, iso = one.plan.day, one.plan.day.isoformat()
    lanes = lane_lines(session(), viewer.community_id, day, area.utm_srid)
    ground = sheets.Ground(lanes, area.utm_srid)
    return WalkPage(
        team=name_of(one.team),
        day=day_text(day),
        summary=sheets.walk_summary(one),
        map=sheets.walk_map(one, ground, PHONE_RATIO, PHONE_WIDTH) if one.legs else None,
        rows=sheets.sheet_rows(one),
        gpx_url=url_for("plans_api.export", day=iso, kind="gpx", team=one.team.id),
        sheet_url=url_for("plans.print_sheets", day=iso, team=one.team.id),
        pin_url=url_for("reports.new") if viewer.can(Permission.MAKE_REPORT) else "",
    )


def no_walk_page(day: date) -> WalkPage:
    """Return what a phone shows where a team has no walk."""
    return WalkPage(
        team="",
        day=day_text(day),
        summary=_("No walk has been planned for your team today."),
        map=None,
        rows=(),
        gpx_url="",
        sheet_url="",
        pin_url=url_for("reports.new"),
    )
