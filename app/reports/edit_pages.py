"""Making the page on which a report is changed."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any
from uuid import uuid4

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock
from app.policy import Permission, Viewer
from app.reports import pages_queries, queries, words
from app.reports.forms import EditForm
from app.reports.models import Report
from app.reports.pages import Choice, EditReportPage, EditValues
from app.reports.pages_queries import Record
from app.reports.pin_pages import handling_choices, lane_choices, outcome_choices, place_of


def edit_page(
    session: Session,
    viewer: Viewer,
    report: Report,
    form: EditForm | None = None,
    errors: dict[str, str] | None = None,
) -> EditReportPage:
    """Return the form for changing a report: as it stands, or as somebody has filled it in."""
    record = pages_queries.record_of(session, report)
    now = clock.now()
    stands = values_of(record)
    deletable = queries.report_of(session, viewer, report.id, Permission.DELETE_REPORT)
    in_use = pages_queries.categories_for(session, viewer, now)
    categories = tuple(Choice(c.code, words.category_name(c, own)) for c, own in in_use)
    lanes = lane_choices(session, viewer, now)
    here: dict[str, Any] = {"report_id": report.id}
    return EditReportPage(
        title=f"{words.category_name(record.category, record.own)} · {place_of(record)}",
        action=url_for("report_changes.save", **here),
        back_url=url_for("reports.show", **here),
        delete_url=url_for("report_changes.delete", **here) if deletable else None,
        base_version=report.version,
        edit_id=str(uuid4()),
        categories=_with(categories, stands.category, words.category_name(record.category, None)),
        outcomes=outcome_choices(),
        handlings=handling_choices(),
        lanes=_with(lanes, stands.lane, stands.lane),
        values=form.values if form else stands,
        was=form.was if form else stands,
        errors=errors or {},
    )


def values_of(record: Record) -> EditValues:
    """Return a report's fields as the form holds them; its lane only where a person named it."""
    report = record.report
    named = record.lane if report.assigned_by == "steward" else None
    return EditValues(
        category=report.category_code,
        count=str(report.count),
        outcome=report.outcome,
        handling=report.handling or "",
        note=report.note,
        lane=named.code if named else "",
        house_number=report.house_number,
    )


def after_a_conflict(
    session: Session, report: Report, form: EditForm
) -> tuple[EditForm, dict[str, str]]:
    """Return the form on the report as it now stands, and what others changed under it, by field.

    What the person did not touch is as the others left it; what both changed keeps this person's
    words and names the others'; saving again decides for this person's.
    """
    stands = values_of(pages_queries.record_of(session, report))
    mine, errors = {}, {}
    for name in (field.name for field in fields(EditValues)):
        said, was, now = (getattr(of, name) for of in (form.values, form.was, stands))
        mine[name] = now if said == was else said
        if said != was and now not in {was, said}:
            errors[name] = _(
                "Meanwhile somebody made this: %(other)s. Save again if yours is right.",
                other=now or "–",
            )
    return replace(form, values=EditValues(**mine), was=stands), errors


def _with(choices: tuple[Choice, ...], code: str, label: str) -> tuple[Choice, ...]:
    """Return choices that hold the present one, even where it is no longer offered."""
    known = not code or any(choice.code == code for choice in choices)
    return choices if known else (Choice(code, label), *choices)
