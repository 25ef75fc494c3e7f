"""Planning a day from the command line."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock
from app.cli import command_transaction
from app.i18n import name_of
from app.people.area_models import AdminArea
from app.people.areas import local_day, the_community
from app.planning import queries, words
from app.planning.actions import plan_day
from app.planning.models import PatrolPlan
from app.planning.roster_queries import coming
from app.planning.wishes import (
    USUAL_BEGIN,
    USUAL_MINUTES,
    Wish,
    first_teams,
    require_day,
    require_minutes,
)

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("plan")
@click.argument("day", metavar="DATE", type=DAY)
@click.option("--teams", type=int, help="How many teams walk; all that come if omitted.")
@click.option("--minutes", type=float, default=USUAL_MINUTES, show_default=True)
@click.option(
    "--begins",
    type=click.DateTime(formats=["%H:%M"]),
    default=f"{USUAL_BEGIN:%H:%M}",
    show_default=True,
    help="When the walks begin, on the community's clock.",
)
@click.option("--community", "code", help="Its code; may be left out where there is only one.")
@with_appcontext
def plan(
    *, day: datetime, teams: int | None, minutes: float, begins: datetime, code: str | None
) -> None:
    """Plan the walks of DATE and print them."""
    with command_transaction() as session:
        area = the_community(session, code)
        wish = _wish(session, area, day.date(), teams, minutes)
        made = plan_day(session, replace(wish, begins_at=begins.time()), clock.now())
        for line in plan_lines(session, made):
            click.echo(line)


def _wish(session: Session, area: AdminArea, day: date, teams: int | None, minutes: float) -> Wish:
    """Return what is to be planned; what cannot be is refused."""
    require_day(day, local_day(session, area.id, clock.now()))
    require_minutes(minutes)
    present = coming(session, area.id, day)
    number = sum(one.stewards > 0 for one in present) if teams is None else teams
    return Wish(area.id, day, first_teams(present, number), minutes)


def plan_lines(session: Session, plan: PatrolPlan) -> list[str]:
    """Return a plan as lines of text: what is proved, the walks, what is left out and why."""
    walks = queries.walks_of(session, plan)
    due = [one for one in queries.places_of(session, plan) if one.about.required]
    missed = [one for one in due if one.about.why]
    lines = [
        _("Version %(version)s of the plan of %(day)s.", version=plan.version, day=plan.day),
        words.missing_text(len(due), len(missed)),
        words.balance_text(walks),
        words.bound_text(plan),
        words.repeated_text(walks),
        *(_walk_line(one) for one in walks),
        *(
            f"{words.place_name(one.place)}: {words.why_text(one.about.why or '')}"
            for one in missed
        ),
    ]
    return [line for line in lines if line]


def _walk_line(one: queries.TeamWalk) -> str:
    places = " → ".join(words.place_name(leg.place) for leg in one.served) or "-"
    minutes, metres = words.minutes_text(one.walk.minutes), words.metres_text(one.walk.metres)
    return f"{name_of(one.team)}: {minutes}, {metres}: {places}"
