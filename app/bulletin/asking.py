"""What every view of bulletins needs first: the viewer, their community, its day, the period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request

from app import clock
from app.bulletin import queries
from app.bulletin.bulletin import Bulletin, bulletin_of
from app.bulletin.periods import Period
from app.bulletin.queries import Span
from app.current import viewer_with
from app.db import session
from app.people.area_models import AdminArea
from app.people.areas import community, local_day
from app.policy import Permission, Viewer


@dataclass(frozen=True)
class Asker:
    """Who asks, for which community, on which day of its calendar."""

    viewer: Viewer
    area: AdminArea
    today: date

    def bulletin(self, period: Period) -> Bulletin:
        """Return a period's bulletin."""
        return bulletin_of(session(), self.area, period, self.today)

    def span(self, period: Period) -> Span:
        """Return a period on the community's clock."""
        return queries.span_of(self.area, period)


def asker() -> Asker:
    """Return who asks.

    Raises:
        SignInRequired, Forbidden: The viewer may not see bulletins.
    """
    viewer = viewer_with(Permission.SEE_BULLETIN)
    day = local_day(session(), viewer.community_id, clock.now())
    return Asker(viewer, community(session(), viewer.community_id), day)


def given(names: tuple[str, ...], many: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return the named parts of the page's address that say something; others are not ours."""
    one = {name: value for name in names if (value := request.args.get(name))}
    lists = {name: request.args.getlist(name) for name in many if request.args.get(name)}
    return {**one, **lists}
