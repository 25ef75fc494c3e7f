"""A bulletin for programs: the figures and tables as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.bulletin import words
from app.bulletin.bulletin import Bulletin, LaneLine, TeamLine
from app.bulletin.figures import HOUR_S, Figure, Opens
from app.bulletin.periods import Period
from app.bulletin.queries import PlaceCount
from app.bulletin.selections import NO_TEAM, Selection, quantity_in, reports_in
from app.i18n import language
from app.people.area_models import Team
from app.places.models import Lane
from app.reports.words import category_name, unit_of

HOUR_DIGITS = 2
RECORDS_API = "bulletin_records_api"
Links = Callable[..., str]
Opened = Callable[..., dict[str, str]]


def document(bulletin: Bulletin, links: Links) -> dict[str, Any]:
    """Return a bulletin as plain JSON values; labels are in the language of the request.

    Args:
        bulletin: What was counted.
        links: Gives the address of a list of records, as `url_for` does.
    """
    area, before = bulletin.area, bulletin.before

    def opened(opens: Opens, **arguments: Any) -> dict[str, str]:  # noqa: ANN401 - of an address
        asked = {**bulletin.period.arguments, **arguments}
        page, data = links(f"bulletin.{opens}", **asked), links(f"{RECORDS_API}.{opens}", **asked)
        return {"records": page, "records_json": data}

    return {
        "community": {"id": area.id, "code": area.code, **_names(area)},
        "language": language(),
        "period": {**_days(bulletin.period), "stage": str(bulletin.stage)},
        "compared_with": _days(before) if before else None,
        "figures": [_figure(one, opened) for one in bulletin.figures],
        "categories": _categories(bulletin, opened),
        "teams": [_team(line, opened) for line in bulletin.teams],
        "lanes": [_lane(line, opened) for line in bulletin.lanes],
        "days": [
            {"day": line.day.isoformat(), "pins": line.reports, "hours": _hours(line.seconds)}
            for line in bulletin.days
        ],
    }


def _days(period: Period) -> dict[str, Any]:
    month = period.start.strftime("%Y-%m") if period.is_month else None
    return {**period.arguments, "days": period.days, "month": month}


def _hours(seconds: float) -> float:
    return round(seconds / HOUR_S, HOUR_DIGITS)


def _names(thing: Any) -> dict[str, str]:  # noqa: ANN401 - a community, a lane or a team
    return {name: getattr(thing, name) for name in ("name_zh", "name_bo", "name_en")}


def _figure(figure: Figure, opened: Opened) -> dict[str, Any]:
    what = figure.what
    return {
        "key": what.key,
        "duty": str(what.duty),
        "label": words.figure_label(what),
        "value": round(figure.value, HOUR_DIGITS),
        "unit": words.figure_unit(what),
        "measure": str(what.measure),
        "previous": None if figure.previous is None else round(figure.previous, HOUR_DIGITS),
        **opened(what.opens, **what.arguments),
    }


def _categories(bulletin: Bulletin, opened: Opened) -> list[dict[str, Any]]:
    counts = bulletin.counted.reports
    return [
        {
            "code": shared.code,
            "label": category_name(shared, own),
            "kind": shared.kind,
            "unit": unit_of(shared),
            "pins": reports_in(counts, Selection((shared.code,))),
            "quantity": quantity_in(counts, Selection((shared.code,))),
            "quantity_fixed": quantity_in(counts, Selection((shared.code,), "fixed")),
            "escalated": reports_in(counts, Selection((shared.code,), "escalated")),
            "recorded": reports_in(counts, Selection((shared.code,), "recorded")),
            **opened(Opens.REPORTS, category=shared.code),
        }
        for shared, own in bulletin.categories
    ]


def _team(line: TeamLine, opened: Opened) -> dict[str, Any]:
    key = line.team.id if line.team else NO_TEAM
    return {
        "team": _place(line.team) if line.team else None,
        "hours": _hours(line.seconds),
        "patrols": line.patrols,
        **_counts(line.counted),
        **opened(Opens.REPORTS, team=key),
        "walks": opened(Opens.PATROLS, team=key)["records"],
    }


def _lane(line: LaneLine, opened: Opened) -> dict[str, Any]:
    return {
        "lane": {**_place(line.lane), "code": line.lane.code},
        **_counts(line.counted),
        **opened(Opens.REPORTS, lane=line.lane.id),
    }


def _place(thing: Team | Lane) -> dict[str, Any]:
    return {"id": thing.id, **_names(thing)}


def _counts(count: PlaceCount) -> dict[str, int]:
    return {"pins": count.reports, "fixed": count.fixed, "escalated": count.escalated}
