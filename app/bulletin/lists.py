"""The lists behind a bulletin's figures, made for their pages."""

from __future__ import annotations

from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app.bulletin import pages, queries, record_queries, words
from app.bulletin.asking import Asker
from app.bulletin.periods import ONE_DAY, Period, month_of
from app.bulletin.queries import Span
from app.bulletin.record_queries import PAGE, VisitRecord
from app.bulletin.selections import NO_TEAM, Selection
from app.db import session
from app.hotspots.lane_queries import may_open_records
from app.i18n import name_of
from app.pages import moment
from app.places.definitions import Category, CommunityCategory
from app.reports.pin_pages import place_name, row_of
from app.reports.words import category_name, count_text, found_by_label, joined, outcome_label

MOST_MONTHS = 60


def months(who: Asker) -> list[Period]:
    """Return the months with records, newest first, and the running one; five years at most."""
    first = queries.first_day(session(), who.area) or who.today
    found = [month_of(who.today)]
    while found[-1].start > first and len(found) < MOST_MONTHS:
        found.append(month_of(found[-1].start - ONE_DAY))
    return found


def reports_page(
    who: Asker, period: Period, selection: Selection, number: int
) -> pages.RecordsPage:
    """Return a page of the reports that a figure counts, with their number and sum."""
    span = who.span(period)
    totals = record_queries.totals(session(), span, selection)
    found = record_queries.reports(session(), who.viewer, span, selection, number)
    known = {
        shared.code: (shared, own)
        for shared, own in queries.categories(session(), span.community_id)
    }
    one = known.get(selection.categories[0]) if len(selection.categories) == 1 else None
    return pages.RecordsPage(
        title=_title(span, selection, known),
        days=words.days_text(period),
        number=words.number(totals.reports),
        sum_text=count_text(totals.quantity, one[0]) if one else "",
        reports=tuple(map(row_of, found[:PAGE])),
        sums_only=not may_open_records(who.viewer),
        more_url=next_url(number) if len(found) > PAGE else "",
        back_url=pages.bulletin_url(period),
    )


def walks_page(who: Asker, period: Period, team: int | None, number: int) -> pages.WalksPage:
    """Return a page of the patrols behind the hours, newest first."""
    span = who.span(period)
    names = {one.id: name_of(one) for one in queries.teams(session(), span.community_id)}
    walks = [walk for walk in queries.walks(session(), span) if team in {None, walk.team_id}]
    sums_only = not may_open_records(who.viewer)
    rows = (
        pages.WalkRow(
            began=moment(walk.counted_from),
            team=names.get(walk.team_id, ""),
            counted=words.duration(walk.seconds),
        )
        for walk in walks[::-1][number * PAGE : (number + 1) * PAGE]
    )
    return pages.WalksPage(
        title=" · ".join([_("Patrols"), *([names[team]] if team in names else [])]),
        days=words.days_text(period),
        number=words.number(len(walks)),
        hours=words.duration(sum(walk.seconds for walk in walks)),
        walks=() if sums_only else tuple(rows),
        sums_only=sums_only,
        more_url=next_url(number) if len(walks) > (number + 1) * PAGE and not sums_only else "",
        back_url=pages.bulletin_url(period),
    )


def visits_page(who: Asker, period: Period, kind: str | None, number: int) -> pages.VisitsPage:
    """Return a page of visits, newest first."""
    span = who.span(period)
    counted = queries.visits(session(), span)
    found = record_queries.visits(session(), who.viewer, span, kind, number)
    titles = {"household": _("Households visited"), "shop": _("Shops visited")}
    return pages.VisitsPage(
        title=titles[kind] if kind else _("Visits"),
        days=words.days_text(period),
        number=words.number(counted.get(kind, 0) if kind else sum(counted.values())),
        visits=tuple(map(_visit_row, found[:PAGE])),
        sums_only=not may_open_records(who.viewer),
        more_url=next_url(number) if len(found) > PAGE else "",
        back_url=pages.bulletin_url(period),
    )


def _visit_row(record: VisitRecord) -> pages.VisitRow:
    places = [place_name(one) for one in (record.lane, record.courtyard) if one]
    return pages.VisitRow(
        at=moment(record.at),
        topic=words.topic_label(record.topic),
        outcome=words.visit_outcome_label(record.outcome),
        team=name_of(record.team) if record.team else "",
        place=joined(places),
    )


def _title(
    span: Span, selection: Selection, known: dict[str, tuple[Category, CommunityCategory]]
) -> str:
    """Return in words what is selected."""
    parts = [category_name(*known[code]) for code in selection.categories if code in known]
    said = [joined(parts)] if parts else [_("Pins")]
    if selection.outcome:
        said.append(outcome_label(selection.outcome))
    if selection.found_by:
        said.append(found_by_label(selection.found_by))
    said += _places(span, selection)
    return " · ".join(said)


def _places(span: Span, selection: Selection) -> list[str]:
    """Return the names of the team and the lane selected."""
    found = []
    if selection.team == NO_TEAM:
        found.append(_("No team (residents)"))
    elif selection.team is not None:
        teams = queries.teams(session(), span.community_id)
        found += [name_of(team) for team in teams if team.id == selection.team]
    if selection.lane is not None:
        lanes = queries.lanes(session(), span, (selection.lane,))
        found += [place_name(lane) for lane in lanes if lane.id == selection.lane]
    return found


def next_url(number: int) -> str:
    """Return the address of the page that follows this one."""
    here: dict[str, Any] = request.args.to_dict(flat=False)
    return url_for(str(request.endpoint), **{**here, "page": number + 1})
