"""The rooms of the house: every feature's pages, commands and tasks, and who listens to whom."""

from __future__ import annotations

from flask import Blueprint, Flask

from app import health
from app.cases import actions as cases
from app.cases import cards
from app.cases import views as cases_views
from app.events import ReportDeescalated, ReportDeleted, ReportEscalated, listen
from app.jobs import views as jobs_views
from app.people import cli as people_cli
from app.people import jobs as people_jobs
from app.people import viewers
from app.people import views as people_views
from app.reports import api as reports_api
from app.reports import case_cards, change_views, photos_api
from app.reports import views as reports_views

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.bp,
    jobs_views.bp,
    people_views.bp,
    cases_views.bp,
    reports_api.bp,
    photos_api.bp,
    reports_views.bp,
    change_views.bp,
)
COMMANDS = (people_cli.token_group, people_cli.user_group)
TASK_MODULES = (people_jobs,)


def connect_sign_in(app: Flask) -> None:
    """Let Flask-Login ask the people feature who is behind a request."""
    viewers.login_manager.init_app(app)


def connect_commands(app: Flask) -> None:
    """Add every feature's commands."""
    for group in COMMANDS:
        app.cli.add_command(group)


def connect_events() -> None:
    """Say who listens to whom."""
    listen(ReportEscalated, cases.open_for_report)
    listen(ReportDeescalated, cases.close_for_report)
    listen(ReportDeleted, cases.close_for_report)
    case_cards.ask(cards.card_of)
