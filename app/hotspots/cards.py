"""The card of a lane: what the map writes beside it, in the reader's language, all text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.cases.pages import state_of
from app.hotspots.filters import Filter
from app.hotspots.lane_queries import LaneHistory
from app.hotspots.sentences import rate_text
from app.i18n import name_of
from app.pages import moment
from app.places.models import Lane

WEEKS = 26  # of the trend


@dataclass(frozen=True)
class LaneFacts:
    """What the card of a lane says: `counts` are category codes and reports, most first."""

    lane: Lane
    rate: float
    counts: tuple[tuple[str, int], ...]
    weeks: tuple[int, ...]
    history: LaneHistory


def lane_card(facts: LaneFacts, wanted: Filter, names: dict[str, str]) -> dict[str, Any]:
    """Return a lane's card: its title, figures, trend, passes, cases and photos."""
    reports = sum(n for _code, n in facts.counts)
    rate = _("%(rate)s per 100 m per month", rate=rate_text(facts.rate))
    return {
        "title": name_of(facts.lane) or facts.lane.code,
        "code": facts.lane.code,
        "reports": reports,
        "lines": [
            [_("Reports"), str(reports)],
            *([f"· {names.get(code, code)}", str(n)] for code, n in facts.counts),
            [_("For its length"), rate],
            [_("Length"), _("%(metres)s m", metres=round(facts.lane.length_m))],
        ],
        "trend": {"values": list(facts.weeks), "text": _trend_text(facts.weeks)},
        "passes": {"title": _("Last passes"), "lines": _passes(facts.history)},
        "cases": {"title": _("Open cases"), "lines": _cases(facts.history, names)},
        "photos": _photos(facts.history),
        "url": url_for("hotspots.lane", lane_id=facts.lane.id, **wanted.arguments()),
        "open": _("Open the reports"),
        "close": _("Close"),
    }


def _trend_text(weeks: tuple[int, ...]) -> str:
    return _(
        "Reports per week, last %(weeks)s weeks: most %(most)s, last four %(last)s.",
        weeks=len(weeks),
        most=max(weeks, default=0),
        last=", ".join(map(str, weeks[-4:])),
    )


def _passes(history: LaneHistory) -> list[str]:
    found = [
        _("%(when)s, %(team)s", when=moment(one.at).text, team=name_of(one))
        for one in history.passes
    ]
    return found or [_("never")]


def _cases(history: LaneHistory, names: dict[str, str]) -> list[dict[str, str]]:
    found = [
        {
            "text": " · ".join(
                (names.get(one.category_code, one.category_code), state_of(one.state).label)
            ),
            "url": url_for("cases.show", case_id=one.id) if history.may_open else "",
        }
        for one in history.cases
    ]
    more = history.open_cases - len(found)
    if more:
        text = ngettext("one more", "%(num)s more", more)
        found.append({"text": text, "url": url_for("cases.index") if history.may_open else ""})
    return found or [{"text": _("none"), "url": ""}]


def _photos(history: LaneHistory) -> list[dict[str, str]]:
    """Return the newest photos, each leading to its report."""
    return [
        {
            "image": url_for("photos_api.show", report_id=one.report_id, name=one.digest),
            "text": moment(one.at).text,
            "url": url_for("reports.show", report_id=one.report_id),
        }
        for one in history.photos
    ]
