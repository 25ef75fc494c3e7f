"""Founding a real community from the command line."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app import clock
from app.cli import command_transaction
from app.people import actions, queries
from app.places.communities import found_community
from app.policy import Role
from geo.crs import utm_srid

admin_group = AppGroup("admin", help="The first administrator.")


@admin_group.command("first")
@click.option("--code", prompt="A short code for the community (letters and digits)")
@click.option("--name", prompt="The community's name")
@click.option("--time-zone", default="Asia/Shanghai", prompt=True)
@click.option("--longitude", type=click.FloatRange(-180, 180), default=91.13, prompt=True)
@click.option("--latitude", type=click.FloatRange(-80, 84), default=29.65, prompt=True)
@click.option("--username", default="admin", prompt="User name of the administrator")
@click.password_option()
def first_administrator(
    *,
    code: str,
    name: str,
    time_zone: str,
    longitude: float,
    latitude: float,
    username: str,
    password: str,
) -> None:
    """Found a community and its administrator, on an installation that has nobody yet."""
    with command_transaction() as session:
        if queries.anybody(session):
            message = "There are accounts already; an administrator adds further ones."
            raise click.ClickException(message)
        area = found_community(
            session,
            code=code,
            name_zh=name,
            time_zone=time_zone,
            utm_srid=utm_srid(longitude, latitude),
        )
        person = actions.add_person(
            session,
            username=username,
            display_name=username,
            password=password,
            now=clock.now(),
        )
        actions.grant(session, person, area, Role.ADMINISTRATOR)
    click.echo(f"{username} is the administrator of {name}. Next: import-places --community {code}")
