"""A plan in words, in the reader's language: why a place is on a walk, why another is on none."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Protocol

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from app.i18n import Named, name_of
from app.places.hours import Hours
from app.planning.models import PatrolPlan
from app.planning.queries import TeamWalk

PROVED = 0.005  # a gap that nobody would notice on their feet
EVEN = 0.08  # as MEASURES has it: a spread of 8 % is even
KM = 1000.0
WHOLE = 100


class Reasoned(Protocol):
    """What is known of a place on the eve of a day."""

    @property
    def required(self) -> bool:
        """Whether it is due."""

    @property
    def every_days(self) -> int:
        """How often it is to be passed."""

    @property
    def days_since(self) -> int | None:
        """Days since the last pass."""

    @property
    def hours(self) -> Hours | None:
        """Between which hours it is to be looked at; None: at any time."""

    @property
    def heat(self) -> float:
        """What it is expected to show."""

    @property
    def reports(self) -> int:
        """From how many reports."""


class Coded(Named, Protocol):
    """A place with a code on its sign."""

    @property
    def code(self) -> str:
        """What stands on the sign."""


def reason(about: Reasoned, *, locked: bool = False) -> str:
    """Return why a place is walked: when it last was, how often it is to be, what it shows."""
    parts = [_("given to this team by hand")] if locked else []
    parts.append(_waiting(about))
    if about.reports:
        heat = decimal(about.heat)
        parts.append(
            ngettext(
                "heat %(heat)s from %(num)s report",
                "heat %(heat)s from %(num)s reports",
                about.reports,
                heat=heat,
            )
        )
    if about.hours:
        parts.append(_("to be looked at %(hours)s", hours=about.hours))
    if not about.required:
        parts.append(_("not due, but worth the way"))
    return _("; ").join(parts)


def short_reason(about: Reasoned) -> str:
    """Return the same in a line's width: days since the last pass, policy, heat and reports."""
    since = _("never") if about.days_since is None else _("%(days)s d ago", days=about.days_since)
    parts = [_("%(since)s, every %(every)s d", since=since, every=about.every_days)]
    if about.hours:
        parts.append(str(about.hours))
    if about.reports:
        heat = decimal(about.heat)
        parts.append(_("heat %(heat)s (%(reports)s)", heat=heat, reports=about.reports))
    return " · ".join(parts)


def _waiting(about: Reasoned) -> str:
    every = every_text(about.every_days)
    if about.days_since is None:
        return _("never walked yet, %(policy)s", policy=every)
    if about.days_since == 0:
        return _("walked today, %(policy)s", policy=every)
    return ngettext(
        "last walked %(num)s day ago, %(policy)s",
        "last walked %(num)s days ago, %(policy)s",
        about.days_since,
        policy=every,
    )


def every_text(days: int) -> str:
    """Return how often a place is to be passed."""
    return ngettext("due every day", "due every %(num)s days", days)


def why_text(why: str) -> str:
    """Return why a place is on nobody's walk, and what would help."""
    texts = {
        "unreachable": _("No way leads there from where the teams start. Look at the lane's ends."),
        "too_far": _("The way there and back alone takes longer than a team has."),
        "window": _("Nobody can be there at its hours."),
        "no_time": _("The teams' minutes are used up by places that are more urgent."),
        "not_worth": _("It is not due, and today not worth the way."),
    }
    return texts[why]


def cause_text(cause: str) -> str:
    """Return how a version came about."""
    texts = {
        "planned": _("planned afresh"),
        "absent": _("planned again without a team that stays away"),
        "moved": _("changed by hand"),
    }
    return texts[cause]


def balance_text(walks: list[TeamWalk]) -> str:
    """Say how evenly the walks are shared."""
    minutes = [one.walk.minutes for one in walks if one.legs]
    if not minutes:
        return _("Nobody walks.")
    longest, shortest = max(minutes), min(minutes)
    if len(minutes) == 1:
        return _("One walk of %(minutes)s minutes.", minutes=round(longest))
    sentence = (
        _("Evenly shared: walks of %(shortest)s to %(longest)s minutes.")
        if longest - shortest <= EVEN * longest
        else _("Not even: the shortest walk takes %(shortest)s minutes, the longest %(longest)s.")
    )
    return sentence % {"shortest": round(shortest), "longest": round(longest)}


def bound_text(plan: PatrolPlan) -> str:
    """Say what is proved: how much shorter the longest walk could be at the very most."""
    if plan.longest_min <= 0 or plan.bound_min <= 0:
        return _("There is nothing to walk.")
    if plan.gap <= PROVED:
        return _("Proved: nobody can share these places so that the longest walk is shorter.")
    return _(
        "Proved: however they are shared, the longest walk takes %(bound)s minutes or more; "
        "here it is at most %(share)s %% longer.",
        bound=round(plan.bound_min),
        share=max(1, round(WHOLE * plan.gap)),
    )


def repeated_text(walks: list[TeamWalk]) -> str:
    """Say how much of the way only leads on."""
    metres = sum(one.walk.metres for one in walks)
    again = sum(one.walk.repeated_m for one in walks)
    if metres <= 0:
        return ""
    return _(
        "%(share)s %% of the way (%(again)s of %(all)s km) is only walked over, to get on.",
        share=round(WHOLE * again / metres),
        again=decimal(again / KM),
        all=decimal(metres / KM),
    )


def missing_text(due: int, missed: int) -> str:
    """Say whether all that is due is walked."""
    if not due:
        return _("Nothing is due on that day: the teams go where it is most worth their while.")
    if not missed:
        return ngettext(
            "The one place that is due is walked.",
            "All %(num)s places that are due are walked.",
            due,
        )
    return ngettext(
        "%(num)s of the %(due)s places that are due is on no walk; the reason stands below.",
        "%(num)s of the %(due)s places that are due are on no walk; the reasons stand below.",
        missed,
        due=due,
    )


def place_name(place: Coded | None) -> str:
    """Return a place's name, else its code; of none, that it is only a way."""
    return (name_of(place) or place.code) if place else _("way")


def decimal(value: float) -> str:
    """Return a number with one decimal, as the reader's language writes it."""
    return format_decimal(round(value, 1), format="0.#")


def clock_text(plan: PatrolPlan, minutes: float) -> str:
    """Return the time of day so many minutes after a plan's walks begin."""
    begin = datetime.combine(plan.day, plan.begins_at)
    return f"{begin + timedelta(minutes=round(minutes)):%H:%M}"


def span_text(one: TeamWalk) -> str:
    """Return from when until when a walk takes; nothing where nobody walks."""
    if not one.legs:
        return ""
    return f"{clock_text(one.plan, 0)}-{clock_text(one.plan, one.walk.minutes)}"


def minutes_text(minutes: float) -> str:
    """Return minutes, less than one as one."""
    return _("%(minutes)s min", minutes=max(1, round(minutes)))


def metres_text(metres: float) -> str:
    """Return metres on the ground."""
    return _("%(metres)s m", metres=round(metres))
