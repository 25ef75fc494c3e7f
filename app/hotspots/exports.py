"""What the map shows of the lanes, as a table for a spreadsheet and as features for a map."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from app.hotspots.changes import ChangedLane
from app.hotspots.rates import RatedLane
from app.hotspots.risk import LaneRisk

STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "code",
    "name_zh",
    "name_bo",
    "name_en",
    "length_m",
    "from",
    "to",
    "reports",
    "reports_per_100_m_per_month",
    "before_from",
    "before_to",
    "before_reports",
    "before_reports_per_100_m_per_month",
    "change",
    "clear_change",
    "problems_per_pass",
    "low_95",
    "high_95",
    "p_more_than_twice_median",
    "gi_star_z",
    "q",
    "flag",
    "reasons",
)


@dataclass(frozen=True)
class Period:
    """First and last day, both counted."""

    start: date
    end: date


@dataclass(frozen=True)
class Shown:
    """A lane as the map shows it: counted, compared (or not), judged (or not valid that day)."""

    rated: RatedLane
    change: ChangedLane | None
    risk: LaneRisk | None


def figures(one: Shown, period: Period, before: Period | None) -> dict[str, Any]:
    """Return a lane's figures by column; those that there are none of are None."""
    lane, change, risk = one.rated.lane, one.change, one.risk
    found: dict[str, Any] = dict.fromkeys(COLUMNS)
    found |= {name: getattr(lane, name) for name in ("code", "name_zh", "name_bo", "name_en")}
    found |= {
        "length_m": round(lane.length_m, 1),
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "reports": lane.reports,
        "reports_per_100_m_per_month": round(one.rated.rate, 3),
    }
    if change is not None and before is not None:
        found |= {
            "before_from": before.start.isoformat(),
            "before_to": before.end.isoformat(),
            "before_reports": change.reports_before,
            "before_reports_per_100_m_per_month": round(change.before, 3),
            "change": round(change.change, 3),
            "clear_change": change.step != 0,
        }
    if risk is not None:
        found |= {
            "problems_per_pass": round(risk.rate, 4),
            "low_95": round(risk.low, 4),
            "high_95": round(risk.high, 4),
            "p_more_than_twice_median": round(risk.worse, 4),
            "gi_star_z": round(risk.z, 3),
            "q": round(risk.q, 4),
            "flag": risk.flag,
            "reasons": " ".join(risk.reasons),
        }
    return found


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    """Return rows as CSV, UTF-8 with the mark that spreadsheets look for."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow([cell(row[name]) for name in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def cell(value: object) -> str:
    """Return a value as a spreadsheet may have it: a text that would be a formula stays a text.

    >>> cell("=1+1"), cell(-2.5), cell(None)
    ("'=1+1", '-2.5', '')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(STARTS_A_FORMULA) else text


def as_geojson(rows: list[tuple[dict[str, Any], str]]) -> bytes:
    """Return lanes as a GeoJSON collection.

    Args:
        rows: A lane's figures, and its geometry as GeoJSON text.
    """
    features = (
        f'{{"type":"Feature","geometry":{geometry},"properties":'
        f"{json.dumps(figures_, ensure_ascii=False)}}}"
        for figures_, geometry in rows
    )
    return f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'.encode()
