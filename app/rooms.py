"""The rooms of the house: every feature's pages, commands and tasks, and who listens to whom."""

from __future__ import annotations

from flask import Blueprint, Flask

from app.jobs import views as jobs_views
from app.people import cli as people_cli
from app.people import jobs as people_jobs
from app.people import views as people_views
from app.people import viewers
from app.reports import api as reports_api
from app.reports import cli as reports_cli
from app.reports import jobs as reports_jobs

BLUEPRINTS: tuple[Blueprint, ...] = (
    jobs_views.bp,
    people_views.bp,
    reports_api.bp,
)
COMMANDS = (
    people_cli.token_group,
    people_cli.user_group,
    reports_cli.rollups_group,
    reports_cli.audit_group,
)
TASK_MODULES = (people_jobs, reports_jobs)


def connect_sign_in(app: Flask) -> None:
    """Let Flask-Login ask the people feature who is behind a request."""
    viewers.login_manager.init_app(app)


def connect_commands(app: Flask) -> None:
    """Add every feature's commands."""
    for group in COMMANDS:
        app.cli.add_command(group)


def connect_events() -> None:
    """Say who listens to whom."""
