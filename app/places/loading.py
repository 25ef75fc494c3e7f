"""The loader of places: fetches and authorises."""

from __future__ import annotations

from flask_babel import gettext as _

from app.current import viewer_with
from app.db import session
from app.errors import Conflict, NotFound
from app.places.kinds import AnyPlace, Kind
from app.places.place_queries import place_for
from app.policy import Permission


def load_place(
    kind: Kind, place_id: int, permission: Permission, *, live: bool = False
) -> AnyPlace:
    """Return a place of the viewer's community to which the viewer may do this.

    Raises:
        NotFound: There is none in this community.
        Conflict: It has ended, and a live one is needed.
    """
    place = place_for(session(), viewer_with(permission), kind, place_id)
    if place is None:
        raise NotFound(_("There is nothing at this address, or nothing that you may see."))
    if live and place.valid_to is not None:
        raise Conflict(_("This place has ended."))
    return place
