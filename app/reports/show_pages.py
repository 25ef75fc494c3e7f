"""Making the page of one report."""

from __future__ import annotations

from datetime import timedelta

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app import clock
from app.i18n import name_of
from app.pages import moment
from app.policy import Names, Permission, Viewer
from app.reports import case_cards, queries, words
from app.reports import pages_queries
from app.reports.models import Photo, Report
from app.reports.pages import Candidate, HistoryLine, PhotoView, ReportPage
from app.reports.pin_pages import place_of

UNDO = timedelta(seconds=10)


def report_page(session: Session, viewer: Viewer, report: Report, undo_seconds: int) -> ReportPage:
    """Return the page of a report that the viewer may see.

    `undo_seconds` is how long it can still be taken back with one tap; 0 for a page opened later.
    """
    record = pages_queries.record_of(session, report)
    may_edit = queries.report_of(session, viewer, report.id, Permission.EDIT_REPORT) is not None
    here = {"report_id": report.id}
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
        just_saved=undo_seconds > 0,
        undo_url=url_for("reports.delete", **here) if undo_seconds > 0 else None,
        undo_seconds=undo_seconds,
        edit_url=url_for("reports.edit", **here) if may_edit else None,
        lane_url=url_for("reports.choose_lane", **here) if may_edit else None,
        pin_url=url_for("reports.new"),
        flags=tuple(filter(None, [words.time_flag_sentence(report.time_flag)])),
    )


def seconds_left(report: Report, viewer: Viewer) -> int:
    """Return how many whole seconds of the undo time are left to whoever has just made a report."""
    if report.submitted_by != viewer.person_id or report.version > 1:
        return 0
    left = report.received_at + UNDO - clock.now()
    return max(0, min(round(left.total_seconds()), UNDO.seconds))


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
    url = url_for(
        "photos_api.show", report_id=photo.report_id, name=photo.received_sha256.hex()
    )
    return PhotoView(url=url, alt=_("Photo: %(when)s", when=when), when=when)


def _history(session: Session, report: Report) -> tuple[HistoryLine, ...]:
    return tuple(
        HistoryLine(moment(event.at), name or _("Nobody signed in"), words.event_label(event.what))
        for event, name in pages_queries.history_of(session, report)
    )
