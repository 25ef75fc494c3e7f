"""Work that runs outside a request, and its progress.

`enqueue` is the only way in: it writes the job through the caller's session, so that a rollback
takes the job along.
"""

from app.jobs.queue import Job, JobCancelled, at_start, enqueue, init_app, task

__all__ = ["Job", "JobCancelled", "at_start", "enqueue", "init_app", "task"]
