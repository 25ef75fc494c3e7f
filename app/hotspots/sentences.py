"""What the pictures show, in words: for those who do not see them, and for those who do."""

from __future__ import annotations

from flask_babel import gettext as _

from app.hotspots.changes import ChangedLane
from app.hotspots.filters import Filter
from app.hotspots.rates import RatedLane
from app.i18n import name_of
from app.pages import day_text

NAMED = 3  # lanes in a sentence
TEN = 10


def rate_text(rate: float) -> str:
    """Return a rate with the figures that count: one decimal under ten."""
    if rate == 0:
        return "0"
    if rate >= TEN:
        return str(round(rate))
    text = f"{rate:.1f}"
    return {"0.0": "<0.1"}.get(text, text.removesuffix(".0"))


def period_text(wanted: Filter) -> str:
    """Return a period in words."""
    return _("%(start)s to %(end)s", start=day_text(wanted.start), end=day_text(wanted.end))


def summary(lanes: list[RatedLane], wanted: Filter) -> str:
    """Say in a sentence what the picture shows: how many reports, which lanes stand out."""
    reports = sum(rated.lane.reports for rated in lanes)
    if not reports:
        return _("No problems were reported on the lanes in these %(days)s days.", days=wanted.days)
    worst = [rated for rated in lanes[:NAMED] if rated.lane.reports]
    return _(
        "Reports of problems on the lanes in these %(days)s days: %(reports)s. "
        "Most for their length: %(lanes)s.",
        days=wanted.days,
        reports=reports,
        lanes=_named([(one, rate_text(one.rate)) for one in worst]),
    )


def change_summary(lanes: list[ChangedLane], wanted: Filter, earlier: Filter) -> str:
    """Say in two sentences how a period differs from an earlier one, and where clearly."""
    counts = _(
        "%(now)s reports from %(period)s; %(before)s from %(earlier)s.",
        now=sum(one.rated.lane.reports for one in lanes),
        period=period_text(wanted),
        before=sum(one.reports_before for one in lanes),
        earlier=period_text(earlier),
    )
    up = [(one.rated, f"+{rate_text(one.change)}") for one in lanes if one.step > 0]
    down = [(one.rated, f"−{rate_text(-one.change)}") for one in lanes[::-1] if one.step < 0]
    parts = [counts]
    if up:
        parts.append(_("Clearly more: %(lanes)s.", lanes=_named(up[:NAMED])))
    if down:
        parts.append(_("Clearly fewer: %(lanes)s.", lanes=_named(down[:NAMED])))
    if not up and not down:
        parts.append(_("No lane differs by more than chance."))
    return " ".join(parts)


def _named(lanes: list[tuple[RatedLane, str]]) -> str:
    """Return lanes by name, each with a figure."""
    return _(", ").join(
        _("%(lane)s (%(rate)s)", lane=name_of(one.lane) or one.lane.code, rate=figure)
        for one, figure in lanes
    )
