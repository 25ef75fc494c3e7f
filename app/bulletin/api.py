"""The bulletin for programs, and its files."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Response, url_for

from app.api import blueprint
from app.bulletin import forms
from app.bulletin.answers import FORMATS, TYPES, name_of_file, written
from app.bulletin.asking import asker
from app.bulletin.forms import DaysQuery
from app.bulletin.periods import Period, month_of

bp = blueprint("bulletin_api", __name__, "Bulletins")

KIND = "<any({}):kind>".format(",".join(FORMATS))
SAVED = frozenset({"xlsx"})  # others are shown by the browser itself


@bp.get("/bulletins")
@bp.input(DaysQuery, location="query")
def period(query_data: dict[str, Any]) -> Response:
    """Return the bulletin of any days; of this month so far where none are named."""
    return _answer(None, query_data, "json")


@bp.get(f"/bulletins.{KIND}")
@bp.input(DaysQuery, location="query")
def period_as(kind: str, query_data: dict[str, Any]) -> Response:
    """Return the bulletin of any days as JSON, HTML, PDF or a workbook."""
    return _answer(None, query_data, kind)


@bp.get("/bulletins/<string(length=7):month>")
@bp.input(DaysQuery, location="query")
def month(month: str, query_data: dict[str, Any]) -> Response:
    """Return a month's bulletin: figures, each with a link to the records that it counts."""
    return _answer(month, query_data, "json")


@bp.get(f"/bulletins/<string(length=7):month>.{KIND}")
@bp.input(DaysQuery, location="query")
def month_as(month: str, kind: str, query_data: dict[str, Any]) -> Response:
    """Return a month's bulletin as JSON, HTML, PDF or a workbook."""
    return _answer(month, query_data, kind)


def _answer(month: str | None, asked: dict[str, Any], kind: str) -> Response:
    who = asker()
    usual: Period = forms.month_named(month) if month else month_of(who.today)
    bulletin = who.bulletin(forms.period_asked(asked, usual))
    links = url_for if kind == "json" else partial(url_for, _external=True)
    style = url_for("static", filename="css/bulletin_print.css")
    answer = Response(written(bulletin, kind, links, style), content_type=TYPES[kind])
    how = "attachment" if kind in SAVED else "inline"
    answer.headers["Content-Disposition"] = f'{how}; filename="{name_of_file(bulletin, kind)}"'
    return answer
