"""For the machines that watch: alive, ready, and the figures."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text

from app.db import session

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def alive() -> Response:
    """Say that the process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def ready() -> Response:
    """Say that the database answers and has its schema."""
    session().execute(text("SELECT 1 FROM report_key LIMIT 1"))
    return jsonify(status="ok")


@bp.get("/metrics")
def metrics() -> Response:
    """Return the process's figures as Prometheus reads them."""
    return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)
