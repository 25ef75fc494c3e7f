"""Teams as pages: the list, one with its people, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import InvalidInput
from app.form_fields import FormErrors, FormReader
from app.i18n import name_of
from app.people import team_queries as queries
from app.people import teams
from app.people.account_pages import Choice
from app.people.account_queries import walkers_of
from app.people.area_models import Team
from app.people.loading import load_team, today
from app.people.models import Person
from app.people.names import read_names
from app.people.register import By, changes_of, thing
from app.people.register_pages import HistoryLine, history_lines
from app.policy import Names, Permission, Scope, Viewer, scopes

bp = Blueprint("teams", __name__, url_prefix="/teams")

P = Permission
GOOD_SIZE = (5, 8)  # people of a team; DOMAIN's, a hint and no rule
CLAIMS = "claims.mine"


@dataclass(frozen=True)
class TeamRow:
    """A team in the list."""

    url: str
    name: str
    representative: str
    members: int
    retired: bool


@dataclass(frozen=True)
class TeamsPage:
    """The teams of a community, or the viewer's own."""

    teams: tuple[TeamRow, ...]
    retired: tuple[TeamRow, ...]
    new_url: str | None
    claims_url: str | None


@dataclass(frozen=True)
class MemberRow:
    """Somebody in a team; `url` where the viewer may open their page."""

    id: int
    name: str
    url: str | None


@dataclass(frozen=True)
class TeamPage:
    """One team, or the form for a new one (`id` 0)."""

    id: int
    name: str
    retired: bool
    values: Names
    representative: str
    representative_name: str
    representatives: tuple[Choice, ...]
    members: tuple[MemberRow, ...]
    joinable: tuple[Choice, ...]
    size_hint: str
    errors: dict[str, str]
    history: tuple[HistoryLine, ...]
    manages: bool
    claims_url: str | None


@bp.get("/")
def index() -> str:
    """List the teams that the viewer may see."""
    viewer = viewer_with(P.SEE_PEOPLE)
    day = today(viewer)
    walking = queries.teams_for(session(), viewer, P.SEE_PEOPLE, day)
    retired = queries.teams_for(session(), viewer, P.SEE_PEOPLE, day, retired=True)
    page = TeamsPage(
        teams=tuple(map(_row, walking)),
        retired=tuple(map(_row, retired)),
        new_url=url_for("teams.new") if viewer.can(P.MANAGE_TEAM) else None,
        claims_url=_claims_url(viewer),
    )
    return render_template("people/teams.html", page=page)


@bp.get("/new")
def new() -> str:
    """Show the form for a team."""
    return _page(viewer_with(P.MANAGE_TEAM), None, Names(), {})


@bp.post("/new")
def create() -> Response | tuple[str, int]:
    """Form a team; a representative's own is theirs."""
    viewer = viewer_with(P.MANAGE_TEAM)
    reader = FormReader(request.form)
    names = read_names(reader)
    if reader.errors:
        return _page(viewer, None, names, reader.errors), InvalidInput.status
    team = teams.form_team(
        session(), viewer.community_id, names, _representative(viewer), _by(viewer)
    )
    return _back(team.id, _("The team is formed. Add its people now."))


@bp.get("/<int:team_id>")
def show(team_id: int) -> str:
    """Show one team."""
    team = load_team(team_id, P.SEE_PEOPLE)
    return _page(viewer_with(P.SEE_PEOPLE), team, _names(team), {})


@bp.post("/<int:team_id>")
def save(team_id: int) -> Response | tuple[str, int]:
    """Change a team's names and who represents it."""
    team, viewer = load_team(team_id, P.MANAGE_TEAM, lock=True), viewer_with(P.MANAGE_TEAM)
    reader = FormReader(request.form)
    names = read_names(reader)
    try:
        reader.check()
        teams.change_team(session(), team, names, _representative(viewer), _by(viewer))
    except FormErrors as error:
        return _page(viewer, team, names, error.errors), error.status
    return _back(team_id, _("Saved."))


@bp.post("/<int:team_id>/members")
def add(team_id: int) -> Response:
    """Let somebody join; a representative only who is in no team yet."""
    team, viewer = load_team(team_id, P.MANAGE_TEAM, lock=True), viewer_with(P.MANAGE_TEAM)
    wanted = request.form.get("person", type=int)
    person = next((one for one in _joinable(viewer) if one.id == wanted), None)
    if person is None:
        raise InvalidInput(_("Choose one of the list."), pointer="/person")
    teams.add_member(session(), team, person, today(viewer), _by(viewer))
    return _back(team_id, _("%(name)s is in the team.", name=person.display_name))


@bp.post("/<int:team_id>/members/remove")
def remove(team_id: int) -> Response:
    """End somebody's membership."""
    team, viewer = load_team(team_id, P.MANAGE_TEAM, lock=True), viewer_with(P.MANAGE_TEAM)
    person_id = request.form.get("person", type=int) or 0
    teams.remove_member(session(), team, person_id, today(viewer), _by(viewer))
    return _back(team_id, _("Saved."))


@bp.post("/<int:team_id>/retire")
def retire(team_id: int) -> Response:
    """Let a team walk no more."""
    team, viewer = load_team(team_id, P.MANAGE_TEAM, lock=True), viewer_with(P.MANAGE_TEAM)
    teams.retire_team(session(), team, _by(viewer))
    return _back(team_id, _("The team is retired; its places are free again."))


def _by(viewer: Viewer) -> By:
    return By(viewer.person_id, clock.now())


def _back(team_id: int, said: str) -> Response:
    flash(said, "done")
    return redirect(url_for("teams.show", team_id=team_id), 303)


def _names(team: Team) -> Names:
    return Names(team.name_zh, team.name_bo, team.name_en)


def _whole(viewer: Viewer) -> bool:
    """Tell whether the viewer manages all teams, and not their own alone."""
    return Scope.COMMUNITY in scopes(viewer, P.MANAGE_TEAM)


def _representative(viewer: Viewer) -> Person | None:
    """Return whom the form names; a representative's own team stays theirs."""
    wanted = request.form.get("representative", type=int) if _whole(viewer) else viewer.person_id
    found = {one.id: one for one in queries.representatives(session(), viewer.community_id)}
    if wanted and wanted not in found:
        raise InvalidInput(_("Choose one of the list."), pointer="/representative")
    return found[wanted] if wanted else None


def _joinable(viewer: Viewer) -> list[Person]:
    day = today(viewer)
    return walkers_of(session(), viewer.community_id, day, free=not _whole(viewer))


def _claims_url(viewer: Viewer) -> str | None:
    there = CLAIMS in current_app.view_functions and viewer.can(P.CLAIM_PLACE)
    return url_for(CLAIMS) if there else None


def _row(line: queries.TeamLine) -> TeamRow:
    return TeamRow(
        url=url_for("teams.show", team_id=line.team.id),
        name=name_of(line.team),
        representative=line.representative.display_name if line.representative else "",
        members=line.members,
        retired=line.team.retired,
    )


def _page(viewer: Viewer, team: Team | None, values: Names, errors: dict[str, str]) -> str:
    manages = viewer.can(P.MANAGE_TEAM) and (team is None or _may_change(viewer, team))
    held = queries.members_of(session(), team, today(viewer)) if team else []
    name = thing("team", team.id) if team else ""
    changes = changes_of(session(), viewer.community_id, name) if team else []
    chief = queries.representative_of(session(), team) if team else None
    known = {one.id for one in held}
    chooses = manages and _whole(viewer)
    page = TeamPage(
        id=team.id if team else 0,
        name=name_of(team) if team else _("New team"),
        retired=bool(team and team.retired),
        values=values,
        representative=str(chief.id) if chief else "",
        representative_name=chief.display_name if chief else "",
        representatives=_choices(queries.representatives(session(), viewer.community_id))
        if chooses
        else (),
        members=tuple(_member(one) for one in held),
        joinable=_choices(one for one in _joinable(viewer) if one.id not in known)
        if manages and team
        else (),
        size_hint=_size_hint(len(held)),
        errors=errors,
        history=history_lines(changes),
        manages=manages and not (team and team.retired),
        claims_url=_claims_url(viewer),
    )
    return render_template("people/team.html", page=page)


def _may_change(viewer: Viewer, team: Team) -> bool:
    return queries.team_for(session(), viewer, team.id, P.MANAGE_TEAM) is not None


def _member(person: Person) -> MemberRow:
    return MemberRow(person.id, person.display_name, url_for("accounts.show", person_id=person.id))


def _choices(people: Iterable[Person]) -> tuple[Choice, ...]:
    return tuple(Choice(str(one.id), one.display_name) for one in people)


def _size_hint(members: int) -> str:
    fewest, most = GOOD_SIZE
    if fewest <= members <= most:
        return ""
    return _("A team walks best with %(fewest)s to %(most)s people.", fewest=fewest, most=most)
