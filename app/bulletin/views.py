"""The bulletin's pages: a month or any days, and the records behind every figure."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, render_template, url_for

from app.bulletin import forms, lists, pages
from app.bulletin.asking import Asker, asker, given
from app.bulletin.forms import DaysQuery, RecordsQuery
from app.bulletin.periods import Period, month_of
from app.bulletin.sheet import sheet_of
from app.policy import Permission

bp = Blueprint("bulletin", __name__, url_prefix="/bulletins")

RECORDS = ("outcome", "found_by", "team", "lane", "kind", "page")


@bp.get("")
def index() -> str:
    """List the months; where days are named, show their bulletin."""
    who = asker()
    said = given(forms.DAYS)
    if said:
        return _shown(who, _period(said, month_of(who.today)))
    months = lists.months(who)
    page = pages.MonthsPage(
        form=pages.form_of(month_of(who.today)),
        months=tuple(pages.month_link(one) for one in months),
        paper_url=url_for("desk.paper") if who.viewer.can(Permission.ENTER_PAPER) else "",
    )
    return render_template("bulletin/months.html", page=page)


@bp.get("/<string(length=7):month>")
def month(month: str) -> str:
    """Show a month's bulletin, or of the days named within it."""
    who = asker()
    return _shown(who, _period(given(forms.DAYS), forms.month_named(month)))


@bp.get("/reports")
def reports() -> str:
    """List the reports that a figure counts."""
    who, asked, period = _records_asked()
    page = lists.reports_page(who, period, forms.selection_asked(asked), asked["page"])
    return render_template("bulletin/reports.html", page=page)


@bp.get("/patrols")
def patrols() -> str:
    """List the patrols behind the hours, all teams' or one's."""
    who, asked, period = _records_asked()
    page = lists.walks_page(who, period, asked["team"], asked["page"])
    return render_template("bulletin/patrols.html", page=page)


@bp.get("/visits")
def visits() -> str:
    """List the visits of a kind, without a name."""
    who, asked, period = _records_asked()
    page = lists.visits_page(who, period, asked["kind"], asked["page"])
    return render_template("bulletin/visits.html", page=page)


def _period(said: dict[str, Any], usual: Period) -> Period:
    return forms.period_asked(forms.read(DaysQuery(), said), usual)


def _records_asked() -> tuple[Asker, dict[str, Any], Period]:
    who = asker()
    said = given((*forms.DAYS, *RECORDS), many=("category",))
    asked = forms.read(RecordsQuery(), said)
    return who, asked, forms.period_asked(asked, month_of(who.today))


def _shown(who: Asker, period: Period) -> str:
    earlier, later = pages.neighbours(period, month_of(who.today))
    page = pages.BulletinPage(
        sheet=sheet_of(who.bulletin(period)),
        form=pages.form_of(period),
        earlier=earlier,
        later=later,
        files=pages.file_links(period),
    )
    return render_template("bulletin/show.html", page=page)
