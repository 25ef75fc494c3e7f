"""Making a report, exactly once, and taking it back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.chain import Link, sealed
from app.current import config
from app.errors import Conflict
from app.policy import Viewer
from app.reports import events, queries, refusals, tallies, workflow
from app.reports.answers import to_json
from app.reports.geometry import wgs84_of
from app.reports.insert import Inserted, Insertion, inserted
from app.reports.models import Photo, Report, ReportKey
from app.reports.placing import Spot, placed
from app.reports.queries import Shown
from app.reports.submission import Submission, canonical
from app.reports.times import IMPLAUSIBLE, Reckoning, reckon

CREATED, SEEN_BEFORE = 201, 200


@dataclass(frozen=True)
class Submitted:
    """The report as it is now; 201 if this request made it, 200 if the same one did before."""

    shown: Shown
    status: int

    @property
    def report(self) -> Report:
        """Return the report itself."""
        return self.shown.report


def submit(session: Session, viewer: Viewer, submission: Submission, now: datetime) -> Submitted:
    """Make a report of what a viewer sent, or find that it was made before.

    Raises:
        Conflict: The UUID is taken: by somebody else, or by another request of the viewer's.
        Gone: The report was made and deleted.
        InvalidInput: The community does not know something in it; the pointer names the field.
    """
    insertion = _insertion(session, viewer, submission, now)
    made = inserted(session, insertion)
    if made is None:
        found = _made_before(session, viewer, submission)
        if found is not None:
            return found
        made = _inserted_far_away(session, viewer, insertion)
    report = made.report
    workflow.announce(session, report, (None, report.outcome), viewer.person_id, now)
    return Submitted(_shown(made, submission), CREATED)


def delete(session: Session, viewer: Viewer, report: Report, now: datetime) -> None:
    """Take back a report that the caller has locked; its history and a tombstone stay."""
    counted = tallies.counted(session, report)
    before = to_json(queries.shown(session, [report])[0])
    events.record(
        session, report, "deleted", {"before": before, "after": None}, viewer.person_id, now
    )
    session.get_one(ReportKey, report.id).deleted_at = now
    session.delete(report)
    session.flush()
    tallies.recount(session, counted, None)
    workflow.announce(session, report, (report.outcome, None), viewer.person_id, now)


def _made_before(session: Session, viewer: Viewer, submission: Submission) -> Submitted | None:
    key = queries.key_of(session, submission.id)
    if key is None:
        return None
    refusals.refuse_other_holder(key, viewer, submission)
    report = session.get_one(Report, (key.community_id, key.id), populate_existing=True)
    return Submitted(queries.shown(session, [report])[0], SEEN_BEFORE)


def _inserted_far_away(session: Session, viewer: Viewer, insertion: Insertion) -> Inserted:
    """Say what is wrong with a submission; if nothing is, it lies far from every lane: take it."""
    submission = insertion.submission
    refusals.refuse_unknown(session, viewer, submission)
    if not placed(session, insertion.spot).lane_known:
        refusals.refuse_lane()
    if submission.position is not None:
        refusals.refuse_off_earth(session, viewer.community_id, submission.position)
    made = inserted(session, replace(insertion, may_be_far=True))
    if made is None:
        raise Conflict(_("This id is taken."))
    return made


def _insertion(
    session: Session, viewer: Viewer, submission: Submission, now: datetime
) -> Insertion:
    reckoning = reckon(submission.observed_at, submission.sent_at, now)
    return Insertion(
        submission=submission,
        spot=_spot(session, viewer, submission, now, reckoning),
        reckoning=reckoning,
        received_at=now,
        person_id=viewer.person_id,
        team_ids=tuple(sorted(viewer.team_ids)),
        team_id=min(viewer.team_ids, default=None),
        first_event=_first_event(viewer, submission, now),
    )


def _spot(
    session: Session, viewer: Viewer, said: Submission, now: datetime, reckoning: Reckoning
) -> Spot:
    lon, lat = None, None
    if said.position is not None:
        lon, lat = wgs84_of(session, viewer.community_id, said.position, said.datum)
    placed_at = now if reckoning.flag == IMPLAUSIBLE else reckoning.effective_at
    day = placed_at.astimezone(ZoneInfo(viewer.time_zone)).date()
    lane_id = queries.lane_id_of(session, viewer.community_id, said.lane, day)
    return Spot(viewer.community_id, lon, lat, said.accuracy_m, lane_id, placed_at)


def _first_event(viewer: Viewer, submission: Submission, now: datetime) -> Link:
    return sealed(
        config().audit_key,
        community_id=viewer.community_id,
        thing=events.HISTORY.thing(submission.id),
        at=now,
        person_id=viewer.person_id,
        what="created",
        body={"before": None, "after": canonical(submission)},
    )


def _shown(made: Inserted, submission: Submission) -> Shown:
    photos = tuple(
        Photo(received_sha256=bytes.fromhex(photo.sha256), taken=photo.when)
        for photo in submission.photos
    )
    return Shown(made.report, made.lane, made.courtyard, photos)
