"""Entering a tally sheet for a team, exactly once, and taking it back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from app.desk import queries
from app.desk.models import PaperSheet
from app.desk.tally import Row, TallySheet, report_id
from app.errors import Conflict, DomainError, Gone
from app.patrols import actions as patrols
from app.patrols.actions import DeclaredPass, DeclaredWalk
from app.people.area_models import Team
from app.people.areas import local_day
from app.places.definitions import Category
from app.policy import Viewer
from app.reports import actions as reports
from app.reports.pin_pages import usual_handling
from app.reports.submission import Submission

VOICE = "voice"


class SamePaper(Conflict):
    """The team has a patrol at that time already: perhaps this very sheet.

    `sheet_id` is that of the sheet that made the patrol; None where no sheet did.
    """

    code = "same_paper"

    def __init__(self, sheet_id: UUID | None) -> None:
        super().__init__(_("This team has a patrol at that time already. Is it this very sheet?"))
        self.sheet_id = sheet_id


class BadCell(DomainError):
    """The reports' own rules refuse what a cell says."""

    def __init__(self, row: Row, category: str, message: str) -> None:
        super().__init__(message)
        self.row, self.category = row, category


@dataclass(frozen=True)
class Told:
    """One thing that a cell says: so many of a category, with what became of them."""

    row: Row
    category: Category
    outcome: str
    count: int
    number: int


def enter(
    session: Session,
    viewer: Viewer,
    team: Team,
    sheet: TallySheet,
    known: dict[str, Category],
    now: datetime,
    *,
    another: bool,
) -> bool:
    """Enter a sheet on behalf of a team: its patrol, passes and reports, all of it or nothing.

    Args:
        session: The database.
        viewer: Who enters it; recorded at the sheet, the patrol and every report.
        team: Whose sheet it is.
        sheet: What it says.
        known: The community's categories in use, by code.
        now: The present instant.
        another: Whether a patrol of the team at the same time is known to be another one.

    Returns:
        Whether it was entered now; False where the same sheet was entered before.

    Raises:
        Conflict: The id belongs to a sheet that says something else.
        Gone: The sheet was taken back.
        SamePaper: The team has a patrol at that time.
        BadCell: What a cell says is refused.
    """
    queries.lock_team(session, team)
    if _entered_before(session, viewer, sheet):
        return False
    same = queries.overlapping(session, team, sheet.started_at, sheet.ended_at)
    if same and not another:
        raise SamePaper(next((one.id for one in same if one.entered_by is not None), None))
    told = list(_told(sheet, known))
    ids = [report_id(sheet.id, one.row, one.category.code, one.number) for one in told]
    _write_sheet(session, viewer, sheet, ids, now)
    patrols.enter_walk(session, _walk(viewer, sheet), viewer.person_id)
    _write_reports(session, replace(viewer, team_ids=frozenset({team.id})), sheet, told, now)
    return True


def take_back(session: Session, viewer: Viewer, sheet: PaperSheet, now: datetime) -> None:
    """Take back a sheet that the caller has locked: its reports are deleted, its patrol forgotten.

    Raises:
        Conflict: Other pins belong to its patrol by now.
    """
    if sheet.taken_back_at is not None:
        return
    if queries.others_of_its_patrol(session, sheet):
        raise Conflict(_("Other pins belong to this patrol by now. Delete those first."))
    for report in queries.reports_of(session, sheet):
        reports.delete(session, viewer, report, now)
    patrols.forget_walk(session, sheet.community_id, sheet.id)
    sheet.taken_back_by, sheet.taken_back_at = viewer.person_id, now
    session.flush()


def _entered_before(session: Session, viewer: Viewer, sheet: TallySheet) -> bool:
    known = queries.sheet_of(session, viewer, sheet.id)
    if known is None:
        return False
    if known.taken_back_at is not None:
        raise Gone(_("This sheet was entered and taken back. Open a new one to enter it again."))
    if known.content_sha256 != sheet.digest:
        raise Conflict(
            _("This sheet was entered before with other numbers. Take that one back first.")
        )
    return True


def _told(sheet: TallySheet, known: dict[str, Category]) -> Iterator[Told]:
    """Yield what the cells say: what was fixed in one report, what was passed on in one each."""
    for row in sheet.rows:
        for code, cell in row.cells:
            category = known[code]
            if cell.fixed:
                yield Told(row, category, _outcome(category), cell.fixed, 0)
            for number in range(1, cell.passed_on + 1):
                yield Told(row, category, "escalated", 1, number)


def _outcome(category: Category) -> str:
    """Return what became of what was not passed on: a voice was noted, the rest fixed at once."""
    return "recorded" if category.kind == VOICE else "fixed"


def _write_sheet(
    session: Session, viewer: Viewer, sheet: TallySheet, ids: list[UUID], now: datetime
) -> None:
    session.add(
        PaperSheet(
            community_id=viewer.community_id,
            id=sheet.id,
            team_id=sheet.team_id,
            day=local_day(session, viewer.community_id, sheet.started_at),
            started_at=sheet.started_at,
            ended_at=sheet.ended_at,
            content_sha256=sheet.digest,
            places=len(sheet.rows),
            report_ids=ids,
            entered_by=viewer.person_id,
            entered_at=now,
        )
    )
    session.flush()


def _walk(viewer: Viewer, sheet: TallySheet) -> DeclaredWalk:
    return DeclaredWalk(
        community_id=viewer.community_id,
        id=sheet.id,
        team_id=sheet.team_id,
        started_at=sheet.started_at,
        ended_at=sheet.ended_at,
        members=sheet.members,
        passes=[DeclaredPass(row.lane_id, row.courtyard_id, at) for row, at in sheet.times()],
    )


def _write_reports(
    session: Session, viewer: Viewer, sheet: TallySheet, told: list[Told], now: datetime
) -> None:
    times = dict(sheet.times())
    yards = {row.courtyard_id for row in sheet.rows if row.courtyard_id is not None}
    points = queries.points_within(session, viewer.community_id, yards)
    for one in told:
        position = points.get(one.row.courtyard_id or 0)
        try:
            reports.submit(session, viewer, _submission(sheet, one, times[one.row], position), now)
        except DomainError as error:
            raise BadCell(one.row, one.category.code, error.message) from error


def _submission(
    sheet: TallySheet, told: Told, at: datetime, position: tuple[float, float] | None
) -> Submission:
    return Submission(
        id=report_id(sheet.id, told.row, told.category.code, told.number),
        category=told.category.code,
        count=told.count,
        outcome=told.outcome,
        observed_at=at,
        position=position,
        handling=usual_handling(told.category) or None if told.outcome == "fixed" else None,
        patrol=sheet.id,
        lane=told.row.lane_id,
    )
