"""Claims as a page: what is asked for, what one's teams have, what is free."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput, NotFound
from app.i18n import name_of
from app.pages import Moment, moment
from app.people.areas import local_day
from app.people.register import By
from app.people.team_queries import teams_for
from app.places import claim_queries as queries
from app.places import claims, place_queries
from app.places.claim_models import Claim
from app.places.claim_queries import ClaimRecord
from app.places.claims import Wish
from app.places.kinds import CLAIMED, Kind, kind_of, one_label
from app.places.loading import load_place
from app.places.models import Courtyard, Lane
from app.places.place_pages import Choice, PlaceLine, place_line, place_name
from app.places.place_queries import Wanted
from app.policy import Permission, Viewer

bp = Blueprint("claims", __name__)

P = Permission
FREE_SHOWN = 40


@dataclass(frozen=True)
class ClaimLine:
    """A claim in a list; what cannot be done with it has no URL."""

    name: str
    code: str
    kind_label: str
    place_url: str
    team: str
    asker: str
    asked: Moment
    confirm_url: str | None
    refuse_url: str | None
    withdraw_url: str | None
    end_url: str | None


@dataclass(frozen=True)
class FreePlace:
    """A place that nobody answers for, and where to ask for it."""

    line: PlaceLine
    claim_url: str


@dataclass(frozen=True)
class ClaimsPage:
    """My places and my team."""

    teams: tuple[Choice, ...]
    requests: tuple[ClaimLine, ...]
    places: tuple[ClaimLine, ...]
    free: tuple[FreePlace, ...]
    free_urls: tuple[tuple[str, str], ...]
    decides: bool


@bp.get("/claims")
def mine() -> str:
    """Show the viewer's teams, their places, what is asked for and what is free."""
    viewer = viewer_with(P.CLAIM_PLACE)
    day = local_day(session(), viewer.community_id, clock.now())
    teams = [line.team for line in teams_for(session(), viewer, P.CLAIM_PLACE, day)]
    decides = viewer.can(P.CONFIRM_CLAIM)
    own = [team.id for team in teams]
    page = ClaimsPage(
        teams=tuple(Choice(url_for("teams.show", team_id=t.id), name_of(t)) for t in teams),
        requests=tuple(_line(viewer, one) for one in queries.requests_for(session(), viewer)),
        places=tuple(_line(viewer, one) for one in queries.live_for(session(), viewer, own, day)),
        free=_free(viewer),
        free_urls=tuple(
            (url_for("places.index", kind=kind.value, show="free"), label)
            for kind, label in (
                (Kind.LANES, _("Free lanes")),
                (Kind.COURTYARDS, _("Free courtyards")),
            )
        ),
        decides=decides,
    )
    return render_template("places/claims.html", page=page)


@bp.post("/places/<any(lanes, courtyards):kind>/<int:place_id>/claim")
def ask(kind: str, place_id: int) -> Response:
    """Ask for a place for one's team; whoever may confirm gives it at once."""
    place = load_place(Kind(kind), place_id, P.CLAIM_PLACE, live=True)
    viewer = viewer_with(P.CLAIM_PLACE)
    assert isinstance(place, Lane | Courtyard)  # noqa: S101 - the address names no other kind
    now = clock.now()
    day = local_day(session(), viewer.community_id, now)
    wish, by = Wish(_team(viewer), place, day, _until(day)), By(viewer.person_id, now)
    if viewer.can(P.CONFIRM_CLAIM):
        claims.give(session(), wish, by)
        flash(_("The place is the team's."), "done")
    else:
        claims.request(session(), wish, by)
        flash(_("Asked for. The supervisor has to confirm it."), "done")
    return redirect(url_for("places.show", kind=kind, place_id=place_id), 303)


@bp.post("/claims/<int:claim_id>/confirm")
def confirm(claim_id: int) -> Response:
    """Make a request live."""
    claim, viewer = _load(claim_id, P.CONFIRM_CLAIM), viewer_with(P.CONFIRM_CLAIM)
    now = clock.now()
    day = local_day(session(), viewer.community_id, now)
    claims.confirm(session(), claim.community_id, claim.id, day, By(viewer.person_id, now))
    return _back(_("Confirmed."))


@bp.post("/claims/<int:claim_id>/refuse")
def refuse(claim_id: int) -> Response:
    """Turn a request down."""
    claim, viewer = _load(claim_id, P.CONFIRM_CLAIM), viewer_with(P.CONFIRM_CLAIM)
    by = By(viewer.person_id, clock.now())
    claims.refuse(session(), claim.community_id, claim.id, by, own=False)
    return _back(_("Refused."))


@bp.post("/claims/<int:claim_id>/withdraw")
def withdraw(claim_id: int) -> Response:
    """Take a request back."""
    claim, viewer = _load(claim_id, P.CLAIM_PLACE), viewer_with(P.CLAIM_PLACE)
    by = By(viewer.person_id, clock.now())
    claims.refuse(session(), claim.community_id, claim.id, by, own=True)
    return _back(_("Withdrawn."))


@bp.post("/claims/<int:claim_id>/end")
def end(claim_id: int) -> Response:
    """End a claim: the place is free again."""
    claim, viewer = _load(claim_id, P.CLAIM_PLACE), viewer_with(P.CLAIM_PLACE)
    now = clock.now()
    day = local_day(session(), viewer.community_id, now)
    claims.end(session(), claim.community_id, claim.id, day, By(viewer.person_id, now))
    return _back(_("The claim has ended; the place is free."))


def _load(claim_id: int, permission: Permission) -> Claim:
    """Return a claim that the permission reaches, or answer as if there were none."""
    claim = queries.claim_for(session(), viewer_with(permission), claim_id, permission)
    if claim is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    return claim


def _back(said: str) -> Response:
    flash(said, "done")
    return redirect(url_for("claims.mine"), 303)


def _team(viewer: Viewer) -> int:
    """Return the team that the form names; it may be left out by whoever has one only."""
    day = local_day(session(), viewer.community_id, clock.now())
    ids = [line.team.id for line in teams_for(session(), viewer, P.CLAIM_PLACE, day)]
    wanted = request.form.get("team", type=int) or (ids[0] if len(ids) == 1 else None)
    if wanted not in ids:
        raise InvalidInput(_("Choose one of your teams."), pointer="/team")
    return wanted


def _until(today: date) -> date | None:
    """Return the first day without the claim, if the form names one."""
    said = request.form.get("until", "").strip()
    try:
        until = date.fromisoformat(said) if said else None
    except ValueError:
        until = today
    if until is not None and until <= today:
        raise InvalidInput(_("Choose a day after today."), pointer="/until")
    return until


def _line(viewer: Viewer, record: ClaimRecord) -> ClaimLine:
    claim, kind = record.claim, kind_of(record.place)
    asked, decides = claim.state == claims.REQUESTED, viewer.can(P.CONFIRM_CLAIM)
    urls = {
        step: url_for(f"claims.{step}", claim_id=claim.id)
        for step in ("confirm", "refuse", "withdraw", "end")
    }
    return ClaimLine(
        name=place_name(record.place),
        code=record.place.code,
        kind_label=one_label(kind),
        place_url=url_for("places.show", kind=kind.value, place_id=record.place.id),
        team=name_of(record.team),
        asker=record.asker.display_name if record.asker and asked else "",
        asked=moment(claim.requested_at),
        confirm_url=urls["confirm"] if asked and decides else None,
        refuse_url=urls["refuse"] if asked and decides else None,
        withdraw_url=urls["withdraw"] if asked and not decides else None,
        end_url=None if asked else urls["end"],
    )


def _free(viewer: Viewer) -> tuple[FreePlace, ...]:
    """Return some free places for whoever asks for one's own team; others use the lists."""
    if viewer.can(P.CONFIRM_CLAIM):
        return ()
    day = local_day(session(), viewer.community_id, clock.now())
    wanted = Wanted("", "free", ("", 0), FREE_SHOWN, day)
    return tuple(
        FreePlace(
            place_line(kind, place, None),
            url_for("claims.ask", kind=kind.value, place_id=place.id),
        )
        for kind in sorted(CLAIMED, reverse=True)
        for place in place_queries.places_page(session(), viewer, kind, wanted)
    )
