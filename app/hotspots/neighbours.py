"""Addresses in rooms above this one: known by name, offered only where they are there."""

from __future__ import annotations

from datetime import date, timedelta

from flask import current_app, url_for

WALKS = "plans_api.show"  # a day's plan, each leg with its line
PLAN = "plans.show"  # a day's plan as a page; takes a lane to be added


def walks_url(today: date) -> str:
    """Return where today's walks are, or nothing."""
    return _address(WALKS, today)


def plan_url(today: date) -> str:
    """Return tomorrow's plan, the lane to be added still missing at the end; or nothing."""
    if today == date.max:
        return ""
    address = _address(PLAN, today + timedelta(1))
    return f"{address}?lane=" if address else ""


def _address(endpoint: str, day: date) -> str:
    known = endpoint in current_app.view_functions
    return url_for(endpoint, day=day.isoformat()) if known else ""
