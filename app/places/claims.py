"""Claims: a representative asks for a lane or a courtyard, the supervisor confirms, it ends.

At most one claim of a place is live on a day. Whoever touches a place's claims locks the place's
row first (FOR NO KEY UPDATE, which pins do not wait for), and only then writes: the exclusion
constraint is the floor, and alone it would deadlock in a race. Where a team must still walk, its
row is locked before the place's, as retiring a team does.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import cast

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from app.conflicts import one_of_a_kind
from app.errors import Conflict, NotFound
from app.events import TeamRetired
from app.people.area_models import Team
from app.people.areas import local_day
from app.people.register import By, record, thing
from app.places.claim_models import Claim
from app.places.models import Courtyard, Lane

REQUESTED, LIVE, ENDED, REFUSED = "requested", "live", "ended", "refused"


@dataclass(frozen=True)
class Wish:
    """Which team wants which place, from when, and until when (None: until further notice)."""

    team_id: int
    place: Lane | Courtyard
    start: date
    until: date | None = None


def request(session: Session, wish: Wish, by: By) -> Claim:
    """Ask for a place; it becomes the team's when somebody confirms.

    Raises:
        Conflict: The place has ended, another team has it then, or the team has asked already;
            or the team is retired.
    """
    _require_walking(session, wish.place.community_id, wish.team_id)
    _lock(session, wish.place)
    _require_free(session, wish.place, wish.start, wish.until)
    asked = _claims_of(wish.place) & (Claim.team_id == wish.team_id) & (Claim.state == REQUESTED)
    if session.scalar(select(Claim.id).where(asked).limit(1)) is not None:
        raise Conflict(_("This team has asked for it already."))
    claim = _add(session, wish, REQUESTED, by)
    _remember(session, claim, "requested", by)
    return claim


def give(session: Session, wish: Wish, by: By) -> Claim:
    """Make a place a team's at once, by whoever may confirm.

    Raises:
        Conflict: As `request`.
    """
    _require_walking(session, wish.place.community_id, wish.team_id)
    _lock(session, wish.place)
    _require_free(session, wish.place, wish.start, wish.until)
    with one_of_a_kind(session, _taken()):
        claim = _add(session, wish, LIVE, by)
    _remember(session, claim, "confirmed", by)
    return claim


def confirm(session: Session, community_id: int, claim_id: int, day: date, by: By) -> Claim:
    """Make a request live, from today or from the later day that it asked for.

    Raises:
        Conflict: It is no open request any more, or another team has the place.
    """
    _require_walking(session, community_id, _found(session, community_id, claim_id).team_id)
    claim = _locked_with_place(session, community_id, claim_id)
    _require_state(claim, REQUESTED)
    start = max(day, claim.valid_from)
    if claim.valid_to is not None and claim.valid_to <= start:
        raise Conflict(_("The time that was asked for is over."))
    _require_free(session, place_of(session, claim), start, claim.valid_to)
    with one_of_a_kind(session, _taken()):
        claim.state, claim.confirmed_by, claim.valid_from = LIVE, by.person_id, start
    _remember(session, claim, "confirmed", by)
    return claim


def refuse(session: Session, community_id: int, claim_id: int, by: By, *, own: bool) -> Claim:
    """Turn an open request down, or (`own`) take it back.

    Raises:
        Conflict: It is no open request any more.
    """
    claim = _locked_with_place(session, community_id, claim_id)
    _require_state(claim, REQUESTED)
    claim.state = REFUSED
    session.flush()
    _remember(session, claim, "withdrawn" if own else "refused", by)
    return claim


def end(session: Session, community_id: int, claim_id: int, day: date, by: By) -> Claim:
    """End a live claim: from today on the place is free.

    Raises:
        Conflict: It is not live.
    """
    claim = _locked_with_place(session, community_id, claim_id)
    _require_state(claim, LIVE)
    _end(session, claim, day, by)
    return claim


def end_for_place(session: Session, place: Lane | Courtyard, day: date, by: By) -> list[Claim]:
    """End and turn down all claims of a locked place; return those that were live."""
    open_ones = _claims_of(place) & Claim.state.in_((REQUESTED, LIVE))
    found = list(
        session.scalars(select(Claim).where(open_ones).order_by(Claim.id).with_for_update())
    )
    live = [claim for claim in found if claim.state == LIVE]
    for claim in found:
        if claim.state == LIVE:
            _end(session, claim, day, by)
        else:
            claim.state = REFUSED
            session.flush()
            _remember(session, claim, "refused", by)
    return live


def end_for_team(event: TeamRetired) -> None:
    """End what a retired team claims and has asked for."""
    assert event.person_id is not None  # noqa: S101 - teams are retired by somebody signed in
    session, by = event.session, By(event.person_id, event.at)
    day = local_day(session, event.community_id, event.at)
    ids = session.scalars(
        select(Claim.id)
        .where(
            Claim.community_id == event.community_id,
            Claim.team_id == event.team_id,
            Claim.state.in_((REQUESTED, LIVE)),
        )
        .order_by(Claim.lane_id, Claim.courtyard_id, Claim.id)
    ).all()
    for claim_id in ids:
        claim = _locked_with_place(session, event.community_id, claim_id)
        if claim.state == LIVE:
            _end(session, claim, day, by)
        elif claim.state == REQUESTED:
            claim.state = REFUSED
            session.flush()
            _remember(session, claim, "withdrawn", by)


def place_of(session: Session, claim: Claim) -> Lane | Courtyard:
    """Return the place that a claim is of."""
    kind: type[Lane | Courtyard] = Lane if claim.lane_id is not None else Courtyard
    key = claim.lane_id if claim.lane_id is not None else claim.courtyard_id
    return cast("Lane | Courtyard", session.get_one(kind, (claim.community_id, key)))


def live_on(day: date) -> ColumnElement[bool]:
    """Return the condition that a claim holds on a day."""
    return (
        (Claim.state == LIVE)
        & (Claim.valid_from <= day)
        & (Claim.valid_to.is_(None) | (Claim.valid_to > day))
    )


def _lock(session: Session, place: Lane | Courtyard) -> None:
    session.refresh(place, with_for_update={"key_share": True})
    if place.valid_to is not None:
        raise Conflict(_("This place has ended."))


def _found(session: Session, community_id: int, claim_id: int) -> Claim:
    claim = session.get(Claim, (community_id, claim_id))
    if claim is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    return claim


def _locked_with_place(session: Session, community_id: int, claim_id: int) -> Claim:
    """Return a claim as it stands once its place is locked: the place first, as everybody does."""
    claim = _found(session, community_id, claim_id)
    session.refresh(place_of(session, claim), with_for_update={"key_share": True})
    session.refresh(claim, with_for_update=True)
    return claim


def _claims_of(place: Lane | Courtyard) -> ColumnElement[bool]:
    column = Claim.lane_id if isinstance(place, Lane) else Claim.courtyard_id
    return (Claim.community_id == place.community_id) & (column == place.id)


def _require_free(
    session: Session, place: Lane | Courtyard, start: date, until: date | None
) -> None:
    wanted = func.daterange(start, until)
    held = func.daterange(Claim.valid_from, Claim.valid_to)
    overlap = _claims_of(place) & (Claim.state == LIVE) & held.op("&&")(wanted)
    if session.scalar(select(Claim.id).where(overlap).limit(1)) is not None:
        raise Conflict(_taken())


def _require_walking(session: Session, community_id: int, team_id: int) -> None:
    """Refuse a retired team; the lock lets retiring it wait, so that no claim is left behind."""
    team = session.get(
        Team, (community_id, team_id), with_for_update={"read": True}, populate_existing=True
    )
    if team is None or team.retired:
        raise Conflict(_("This team is retired."))


def _require_state(claim: Claim, state: str) -> None:
    if claim.state != state:
        raise Conflict(_("Somebody has decided on this claim already."))


def _taken() -> str:
    return _("Another team has this place. End its claim first.")


def _add(session: Session, wish: Wish, state: str, by: By) -> Claim:
    lane = isinstance(wish.place, Lane)
    claim = Claim(
        community_id=wish.place.community_id,
        team_id=wish.team_id,
        lane_id=wish.place.id if lane else None,
        courtyard_id=None if lane else wish.place.id,
        state=state,
        requested_by=by.person_id,
        requested_at=by.at,
        confirmed_by=by.person_id if state == LIVE else None,
        valid_from=wish.start,
        valid_to=wish.until,
    )
    session.add(claim)
    session.flush()
    return claim


def _end(session: Session, claim: Claim, day: date, by: By) -> None:
    claim.state = ENDED
    first = date.fromordinal(claim.valid_from.toordinal() + 1)
    claim.valid_to = max(first, day if claim.valid_to is None else min(day, claim.valid_to))
    session.flush()
    _remember(session, claim, "ended", by)


def _remember(session: Session, claim: Claim, what: str, by: By) -> None:
    body = {
        "state": claim.state,
        "team": claim.team_id,
        "lane": claim.lane_id,
        "courtyard": claim.courtyard_id,
        "from": claim.valid_from.isoformat(),
        "to": claim.valid_to.isoformat() if claim.valid_to else None,
    }
    record(session, claim.community_id, thing("claim", claim.id), what, body, by)
