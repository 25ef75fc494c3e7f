"""The worker process: runs what is in the queue, and takes up again what a dead worker left."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

import procrastinate
from flask import Flask, current_app
from procrastinate import PsycopgConnector
from sqlalchemy import make_url

from app.current import config
from app.db import transaction
from app.jobs.queue import enqueue, queue, starters

logger = logging.getLogger(__name__)

DEAD_AFTER = timedelta(seconds=60)
EVERY_MINUTE = "* * * * *"
AT_NIGHT = "17 3 * * *"
HOUSEKEEPING = ("people.purge_sign_in_failures", "places.purge_uploads", "reports.purge_photos")
THREADS = 2


def libpq_url(sqlalchemy_url: str) -> str:
    """Return the URL as libpq takes it, without SQLAlchemy's driver."""
    url = make_url(sqlalchemy_url).set(drivername="postgresql")
    return url.render_as_string(hide_password=False)


@queue.periodic(cron=EVERY_MINUTE)
@queue.task(name="jobs.retry_stalled", queueing_lock="jobs.retry_stalled", pass_context=True)
async def retry_stalled(context: procrastinate.JobContext, timestamp: int) -> None:  # noqa: ARG001 - cron's
    """Put back jobs whose worker stopped giving signs of life."""
    manager = context.app.job_manager
    stalled = await manager.get_stalled_jobs(seconds_since_heartbeat=DEAD_AFTER.total_seconds())
    for job in stalled:
        logger.warning("job %s lost its worker; again", job.id)
        await manager.retry_job(job)


@queue.periodic(cron=AT_NIGHT)
@queue.task(name="jobs.nightly", queueing_lock="jobs.nightly")
def nightly(timestamp: int) -> None:  # noqa: ARG001 - cron's
    """Put the night's housekeeping in the queue."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    with app.app_context(), transaction() as session:
        for name in HOUSEKEEPING:
            enqueue(session, name)


def get_ready() -> None:
    """Do what features want done when a worker starts, compiling above all."""
    for work in starters:
        work()


def run(app: Flask) -> None:
    """Work until told to stop (SIGTERM, SIGINT): then finish what is running."""
    threading.Thread(target=get_ready, name="ready", daemon=True).start()
    with app.app_context():
        connector = PsycopgConnector(conninfo=libpq_url(config().database_url))
        with queue.replace_connector(connector) as working:
            working.run_worker(concurrency=THREADS, delete_jobs="successful")
