"""Planning a day as a job, watched and cancelled; until the plan is whole the old one stays."""

from __future__ import annotations

import time
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session

from app import clock
from app.jobs import Job, task
from app.planning.actions import plan_day
from app.planning.wishes import Wish
from geo.routing.patrol import Progress

PLAN_DAY = "planning.plan_day"
EVERY_S = 0.5  # how often the progress is written down
WHOLE = 100


@task(PLAN_DAY)
def plan_day_job(session: Session, job: Job, **chosen: Any) -> str:  # noqa: ANN401 - JSON
    """Plan a day and write the plan down; return what became of it.

    Args:
        session: Its transaction is the job's: a plan that is not whole leaves nothing behind.
        job: Its row gets the progress and the best plan so far, in words.
        chosen: `wish`, as `Wish.to_json` writes it.

    Raises:
        DomainError: The day cannot be planned.
        JobCancelled: Somebody pressed cancel.
    """
    wish = Wish.from_json(chosen["wish"])
    plan = plan_day(session, wish, clock.now(), Watcher(job))
    return _("Version %(version)s of the plan of %(day)s.", version=plan.version, day=plan.day)


class Watcher:
    """Writes a search's progress into its job's row, twice a second at most."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._told = 0.0

    def __call__(self, progress: Progress) -> bool:
        """Tell how far the search is, and whether to go on: until somebody takes what there is."""
        now = time.monotonic()
        if now - self._told < EVERY_S:
            return True
        self._told = now
        return self._job.progress(round(WHOLE * progress.share), WHOLE, best_so_far(progress))


def best_so_far(progress: Progress) -> str:
    """Return the best plan so far in words."""
    minutes = round(progress.longest_min)
    if not progress.missed:
        return _(
            "Best so far: all that is due is walked, the longest walk takes %(minutes)s minutes.",
            minutes=minutes,
        )
    return ngettext(
        "Best so far: %(num)s place that is due is left out, the longest walk takes "
        "%(minutes)s minutes.",
        "Best so far: %(num)s places that are due are left out, the longest walk takes "
        "%(minutes)s minutes.",
        progress.missed,
        minutes=minutes,
    )
