"""The rooms of the house: every feature's pages, commands and tasks, and who listens to whom."""

from __future__ import annotations

import click
from flask import Blueprint, Flask

from app import health
from app.bulletin import api as bulletin_api
from app.bulletin import cli as bulletin_cli
from app.bulletin import records_api as bulletin_records_api
from app.bulletin import views as bulletin_views
from app.cases import actions as cases
from app.cases import cards
from app.cases import cli as cases_cli
from app.cases import views as cases_views
from app.demo import cli as demo_cli
from app.desk import views as desk_views
from app.events import (
    ReportAddressed,
    ReportDeescalated,
    ReportDeleted,
    ReportEscalated,
    TeamRetired,
    listen,
)
from app.hotspots import api as hotspots_api
from app.hotspots import export_views as hotspots_files
from app.hotspots import jobs as hotspots_jobs
from app.hotspots import views as hotspots_views
from app.jobs import views as jobs_views
from app.maps import views as maps_views
from app.people import account_views, card_views, departments, device_views, team_views, viewers
from app.people import cli as people_cli
from app.people import jobs as people_jobs
from app.people import views as people_views
from app.places import api as places_api
from app.places import (
    claim_views,
    claims,
    definition_queries,
    definition_views,
    lineage_views,
    place_views,
    sign_views,
)
from app.places import cli as places_cli
from app.places.imports import command as places_command
from app.places.imports import job as places_job
from app.places.imports import views as places_import_views
from app.places.tiles import views as tiles_views
from app.planning import api as plans_api
from app.planning import change_views as plan_change_views
from app.planning import cli as planning_cli
from app.planning import job as planning_job
from app.planning import start_views as plan_start_views
from app.planning import views as plan_views
from app.planning import warming as planning_warming
from app.reports import addressing, case_cards, change_views, photos_api
from app.reports import api as reports_api
from app.reports import cli as reports_cli
from app.reports import jobs as reports_jobs
from app.reports import views as reports_views
from app.steward import views as steward_views

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.bp,
    jobs_views.bp,
    people_views.bp,
    cases_views.bp,
    reports_api.bp,
    maps_views.bp,
    places_api.bp,
    places_import_views.bp,
    tiles_views.bp,
    hotspots_api.bp,
    hotspots_views.bp,
    hotspots_files.bp,
    photos_api.bp,
    plans_api.bp,
    plan_views.bp,
    plan_change_views.bp,
    plan_start_views.bp,
    reports_views.bp,
    change_views.bp,
    steward_views.bp,
    account_views.bp,
    card_views.bp,
    device_views.bp,
    team_views.bp,
    place_views.bp,
    lineage_views.bp,
    sign_views.bp,
    claim_views.bp,
    definition_views.bp,
    bulletin_api.bp,
    bulletin_records_api.bp,
    bulletin_views.bp,
    desk_views.bp,
)
COMMANDS: tuple[click.Command, ...] = (
    people_cli.token_group,
    people_cli.user_group,
    places_cli.admin_group,
    places_command.import_places,
    demo_cli.demo_group,
    reports_cli.rollups_group,
    cases_cli.audit_group,
    planning_cli.plan,
    bulletin_cli.bulletin,
)
# Their import registers the tasks with the queue.
TASKS = (
    hotspots_jobs,
    people_jobs,
    places_job,
    planning_job,
    planning_warming,
    reports_jobs,
)


def connect_sign_in(app: Flask) -> None:
    """Let Flask-Login ask the people feature who is behind a request."""
    viewers.login_manager.init_app(app, add_context_processor=False)  # the layout asks `viewer()`


def connect_commands(app: Flask) -> None:
    """Add every feature's commands."""
    for group in COMMANDS:
        app.cli.add_command(group)


def connect_events() -> None:
    """Say who listens to whom."""
    listen(ReportEscalated, cases.open_for_report)
    listen(ReportDeescalated, cases.close_for_report)
    listen(ReportDeleted, cases.close_for_report)
    listen(ReportAddressed, addressing.address)
    listen(TeamRetired, claims.end_for_team)
    departments.ask(definition_queries.department_names)
    case_cards.ask(cards.card_of)
