"""Making the page of one place."""

from __future__ import annotations

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from app import clock
from app.i18n import name_of
from app.pages import State, day_text
from app.people.areas import local_day
from app.people.register import changes_of, thing
from app.people.register_pages import HistoryLine, change_label, history_lines
from app.people.team_queries import teams_for
from app.places import claim_queries
from app.places import place_pages as pages
from app.places import place_queries as queries
from app.places.claim_models import Claim
from app.places.drafts import values_of
from app.places.kinds import CLAIMED, ONE, AnyPlace, Kind, one_label
from app.places.models import Facility, Lane
from app.places.place_pages import Choice, PastClaim, PlacePage, claim_state
from app.policy import Permission, Viewer

P = Permission


def place_page(session: Session, viewer: Viewer, kind: Kind, place: AnyPlace) -> PlacePage:
    """Return the page of a place as the viewer may see it."""
    day = local_day(session, viewer.community_id, clock.now())
    values = values_of(session, kind, place, day)
    owner = queries.owners(session, viewer, kind, [place.id], day).get(place.id)
    live = place.valid_to is None
    manages = live and viewer.can(P.MANAGE_PLACES)
    claims = live and kind in CLAIMED and owner is None and viewer.can(P.CLAIM_PLACE)
    there: dict[str, Any] = {"kind": kind.value, "place_id": place.id}
    return PlacePage(
        kind=kind.value,
        kind_label=one_label(kind),
        name=pages.place_name(place),
        code=place.code,
        state=None if live else State(change_label("ended")),
        facts=pages.facts_of(session, place, values),
        geometry=values["geometry"],
        entrance=values.get("entrance", ""),
        base=pages.base_map(session, viewer),
        owner=name_of(owner) if owner else "",
        claimable=kind in CLAIMED and live,
        teams=_teams(session, viewer) if claims else (),
        claim_url=url_for("claims.ask", **there) if claims else None,
        claims=_claims(session, viewer, place),
        edit_url=url_for("places.edit", **there) if manages else None,
        end_url=url_for("places.end", **there) if manages else None,
        divide_url=_divide_url(place) if manages else None,
        sign_url=_sign_url(viewer, kind, place) if live else None,
        successors=_successors(session, place),
        history=_history(session, viewer, kind, place),
        list_url=url_for("places.index", kind=kind.value),
    )


def _teams(session: Session, viewer: Viewer) -> tuple[Choice, ...]:
    day = local_day(session, viewer.community_id, clock.now())
    lines = teams_for(session, viewer, P.CLAIM_PLACE, day)
    return tuple(Choice(str(line.team.id), name_of(line.team)) for line in lines)


def _claims(session: Session, viewer: Viewer, place: AnyPlace) -> tuple[PastClaim, ...]:
    """Return who asked for a place and had it, for those who claim places or confirm claims."""
    if isinstance(place, Facility) or not viewer.can(P.CLAIM_PLACE):
        return ()
    return tuple(
        PastClaim(name_of(one.team), claim_state(one.claim.state), _days(one.claim))
        for one in claim_queries.claims_of(session, place)
    )


def _days(claim: Claim) -> str:
    last = day_text(claim.valid_to) if claim.valid_to else "…"
    return f"{day_text(claim.valid_from)} – {last}"


def _divide_url(place: AnyPlace) -> str | None:
    is_lane = isinstance(place, Lane)
    return url_for("lineage.show", lane_id=place.id) if is_lane else None


def _sign_url(viewer: Viewer, kind: Kind, place: AnyPlace) -> str | None:
    if not viewer.can(P.PRINT_SIGNS):
        return None
    chosen: dict[str, Any] = {kind.value: place.id}
    return url_for("signs.sheet", **chosen)


def _successors(session: Session, place: AnyPlace) -> tuple[tuple[str, str], ...]:
    if not isinstance(place, Lane):
        return ()
    return tuple(
        (
            url_for("places.show", kind=Kind.LANES.value, place_id=lane.id),
            f"{lane.code} {name_of(lane)}".strip(),
        )
        for lane in queries.descendants(session, place)
    )


def _history(
    session: Session, viewer: Viewer, kind: Kind, place: AnyPlace
) -> tuple[HistoryLine, ...]:
    if not viewer.can(P.MANAGE_PLACES):
        return ()
    name = thing(ONE[kind], place.id)
    return history_lines(changes_of(session, viewer.community_id, name))
