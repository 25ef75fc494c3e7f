"""A program of fifty lines that behaves as bin/run.py expects of the real one."""

import os
import signal
import time

import click
import psycopg2
from flask import Flask, request


def connect(name):
    return psycopg2.connect(os.environ[name].replace("+psycopg2", ""))


def create_app():
    app = Flask(__name__)
    app.add_url_rule("/healthz", view_func=lambda: "ok", endpoint="healthz")
    app.add_url_rule("/pins", view_func=pins, endpoint="pins", methods=["GET", "POST"])
    for name, commands in {"db": [upgrade], "demo": [load, accounts], "admin": [first]}.items():
        app.cli.add_command(click.Group(name, commands={one.name: one for one in commands}))
    app.cli.add_command(worker)
    return app


def pins():
    """POST drops a pin; both answer how many there are."""
    with connect("DATABASE_URL") as link, link.cursor() as cursor:
        if request.method == "POST":
            cursor.execute("INSERT INTO pin DEFAULT VALUES")
        cursor.execute("SELECT count(*) FROM pin")
        return str(cursor.fetchone()[0])


@click.command("upgrade")
def upgrade():
    with connect("OWNER_DATABASE_URL") as link, link.cursor() as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS pin (id serial PRIMARY KEY)")
        cursor.execute("GRANT ALL ON pin, pin_id_seq TO lane_steward_web")


@click.command("load")
@click.option("--if-empty", is_flag=True)
def load(if_empty):
    click.echo("demo loaded" if if_empty else "?")


@click.command("accounts")
def accounts():
    click.echo("steward / lane-demo")


@click.command("first")
def first():
    click.echo("first administrator?")


@click.command("worker")
def worker():
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    while True:
        time.sleep(1)
