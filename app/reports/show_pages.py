"""Making the page of one report."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.i18n import name_of
from app.pages import moment
from app.policy import Names, Permission, Viewer, scopes
from app.reports import case_cards, pages_queries, queries, words
from app.reports.models import Photo, Report
from app.reports.pages import Candidate, HistoryLine, PhotoView, ReportPage
from app.reports.pin_pages import place_of

UNDO_SECONDS = 10


def report_page(
    session: Session, viewer: Viewer, report: Report, *, just_saved: bool
) -> ReportPage:
    """Return the page of a report that the viewer may see; one just saved can be undone."""
    record = pages_queries.record_of(session, report)
    may_edit = queries.report_of(session, viewer, report.id, Permission.EDIT_REPORT) is not None
    here: dict[str, Any] = {"report_id": report.id}
    return ReportPage(
        uuid=str(report.id),
        category=words.category_name(record.category, record.own),
        count_text=words.count_text(report.count, record.category),
        state=words.outcome_state(report.outcome),
        outcome=words.outcome_label(report.outcome),
        handling=words.handling_label(report.handling),
        place=place_of(record),
        house_number=report.house_number,
        note=report.note,
        observed=moment(report.effective_at),
        found_by=words.found_by_label(report.found_by),
        assigned_by=words.assigned_by_label(report.assigned_by),
        candidates=_candidates(report) if may_edit else (),
        photos=_photos(session, viewer, report),
        history=_history(session, report),
        case=case_cards.case_of(session, viewer, report.id),
        just_saved=just_saved,
        undo_url=url_for("report_changes.delete", **here) if just_saved else None,
        undo_seconds=UNDO_SECONDS,
        edit_url=url_for("report_changes.edit", **here) if may_edit else None,
        lane_url=url_for("report_changes.choose_lane", **here) if may_edit else None,
        pin_url=url_for("reports.new") if scopes(viewer, Permission.MAKE_REPORT) else None,
        flags=tuple(filter(None, [words.time_flag_sentence(report.time_flag)])),
    )


def _candidates(report: Report) -> tuple[Candidate, ...]:
    """Return the other lanes that the position may have meant, nearest first."""
    return tuple(
        Candidate(
            code=str(lane["code"]),
            label=_lane_name(lane),
            distance=_("%(metres)s m", metres=round(float(str(lane["metres"])))),
        )
        for lane in report.candidates
        if lane["id"] != report.lane_id
    )


def _lane_name(lane: dict[str, object]) -> str:
    names = Names(*(str(lane.get(f"name_{tongue}") or "") for tongue in ("zh", "bo", "en")))
    return name_of(names) or str(lane["code"])


def _photos(session: Session, viewer: Viewer, report: Report) -> tuple[PhotoView, ...]:
    seen = queries.report_of(session, viewer, report.id, Permission.SEE_PHOTO)
    if seen is None:
        return ()
    photos = queries.shown(session, [report])[0].photos
    return tuple(_photo(photo) for photo in photos if photo.stored_sha256 is not None)


def _photo(photo: Photo) -> PhotoView:
    when = words.photo_label(photo.taken)
    url = url_for("photos_api.show", report_id=photo.report_id, name=photo.received_sha256.hex())
    return PhotoView(url=url, alt=_("Photo: %(when)s", when=when), when=when)


def _history(session: Session, report: Report) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(moment(event.at), name or _("Nobody signed in"), words.event_label(event.what))
        for event, name in pages_queries.history_of(session, report)
    )
