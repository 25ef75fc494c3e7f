"""Accounts and tokens from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from app import clock
from app.cli import command_transaction
from app.people import actions, queries
from app.people.areas import area_by_code
from app.policy import Role, role_label

token_group = AppGroup("token", help="Bearer tokens for the JSON API.")
user_group = AppGroup("user", help="Accounts.")


@token_group.command("create")
@click.argument("username")
@click.option("--community", "code", help="Where the token works; the person's first if omitted.")
def create_token(username: str, code: str | None) -> None:
    """Print a new token for an account; it is shown this once."""
    with command_transaction() as session:
        person = queries.person_by_username(session, username)
        if person is None:
            message = _("There is no account %(name)s.", name=username)
            raise click.ClickException(message)
        homes = [h for h in queries.communities_of(session, person.id) if code in {None, h.code}]
        if not homes:
            message = _("%(name)s has no role there.", name=username)
            raise click.ClickException(message)
        token = actions.create_token(session, person, homes[0], clock.now())
    click.echo(token)


@user_group.command("add")
@click.argument("username")
@click.option("--name", "display_name", required=True, help="The name that others see.")
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--area", "code", required=True, help="Code of a community or an area above it.")
@click.option("--department", help="For the role department: its code.")
@click.password_option()
def add_user(
    username: str,
    display_name: str,
    role: str,
    code: str,
    department: str | None,
    password: str,
) -> None:
    """Add an account with one role."""
    with command_transaction() as session:
        area = area_by_code(session, code)
        if area is None:
            message = _("There is no area %(code)s.", code=code)
            raise click.ClickException(message)
        person = actions.add_person(
            session,
            username=username,
            display_name=display_name,
            password=password,
            now=clock.now(),
        )
        actions.grant(session, person, area, Role(role), department)
    click.echo(_granted(username, role, code))


@user_group.command("grant")
@click.argument("username")
@click.argument("role", type=click.Choice([role.value for role in Role]))
@click.option("--area", "code", required=True, help="Code of a community or an area above it.")
@click.option("--department", help="For the role department: its code.")
def grant_role(username: str, role: str, code: str, department: str | None) -> None:
    """Give an account a further role."""
    with command_transaction() as session:
        person, area = (
            queries.person_by_username(session, username),
            area_by_code(session, code),
        )
        if person is None or area is None:
            no_area = _("There is no area %(code)s.", code=code)
            no_account = _("There is no account %(name)s.", name=username)
            raise click.ClickException(no_account if person is None else no_area)
        actions.grant(session, person, area, Role(role), department)
    click.echo(_granted(username, role, code))


def _granted(username: str, role: str, code: str) -> str:
    label = role_label(Role(role))
    return _("%(name)s has the role %(role)s in %(code)s.", name=username, role=label, code=code)
