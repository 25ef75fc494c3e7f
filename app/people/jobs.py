"""Housekeeping of sign-ins."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from app import clock
from app.jobs import Job, task
from app.people.models import SignInFailure
from app.people.queries import SLOW_WINDOW


@task("people.purge_sign_in_failures")
def purge_sign_in_failures(session: Session, job: Job, **_arguments: Any) -> str:  # noqa: ANN401, ARG001 - a task's form
    """Forget failures that no longer count."""
    session.execute(
        delete(SignInFailure).where(SignInFailure.failed_at < clock.now() - SLOW_WINDOW)
    )
    return ""
