"""The loaders of people and teams: fetch and authorise."""

from __future__ import annotations

from datetime import date

from flask_babel import gettext as _

from app import clock
from app.current import viewer_with
from app.db import session
from app.errors import Forbidden, NotFound
from app.people.account_queries import Known, person_for
from app.people.area_models import Team
from app.people.areas import local_day
from app.people.team_queries import team_for
from app.policy import Permission, Viewer


def today(viewer: Viewer) -> date:
    """Return the date on the viewer's community's calendar."""
    return local_day(session(), viewer.community_id, clock.now())


def load_person(person_id: int, permission: Permission, *, lock: bool = False) -> Known:
    """Return a person to whom the viewer may do this.

    Raises:
        NotFound: There is none, or none that the viewer may see: the answers are the same.
        Forbidden: The viewer may see them, but not do this.
    """
    viewer = viewer_with(permission)
    day = today(viewer)
    known = person_for(session(), viewer, person_id, permission, day, lock=lock)
    if known is not None:
        return known
    if person_for(session(), viewer, person_id, Permission.SEE_PEOPLE, day) is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    raise Forbidden(_("You may see this person, but not do this."))


def load_team(team_id: int, permission: Permission, *, lock: bool = False) -> Team:
    """Return a team to which the viewer may do this.

    Raises:
        NotFound, Forbidden: As `load_person`.
    """
    viewer = viewer_with(permission)
    team = team_for(session(), viewer, team_id, permission, lock=lock)
    if team is not None:
        return team
    if team_for(session(), viewer, team_id, Permission.SEE_PEOPLE) is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    raise Forbidden(_("You may see this team, but not change it."))
