"""What is known of lanes' risk, in words and as it travels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from babel.numbers import format_percent
from flask_babel import gettext as _

from app.hotspots.risk import Assessed, LaneRisk
from app.hotspots.sentences import rate_text
from app.i18n import language, name_of
from geo.hotspots import Reason

UNIT = "problems per pass"
NAMED = 5  # lanes in a sentence
DAYS_OF_WEEK = 7


def document(found: Assessed) -> dict[str, Any]:
    """Return the lanes as they travel, those flagged first."""
    return {
        "unit": UNIT,
        "summary": summary(found),
        "clusters": clusters(found),
        "title": _("Lanes by risk"),
        "unit_text": _("problems that one pass finds, and its 95 % interval"),
        "why": _("What we know"),
        "breaks": found.breaks,
        "typical": round(found.typical, 4),
        "lanes": [_lane(one, found) for one in found.lanes],
    }


def summary(found: Assessed) -> str:
    """Say which lanes to look at first, or why none."""
    flagged = [one for one in found.lanes if one.flag]
    if flagged:
        return _(
            "%(count)s lanes have more problems than the patrols explain: %(lanes)s.",
            count=len(flagged),
            lanes=_names(flagged),
        )
    if not any(one.reports for one in found.lanes):
        return _("Nothing is on record yet, so no lane stands out.")
    return _("No lane stands out: what differs between them may be chance.")


def clusters(found: Assessed) -> str:
    """Say which lanes stand together, or that none do."""
    together = [one for one in found.lanes if Reason.CLUSTER in one.reasons]
    if not together:
        return _("No neighbouring lanes stand out together; a lane that does stands alone.")
    return _(
        "%(count)s lanes lie among others that have more than the patrols explain: %(lanes)s.",
        count=len(together),
        lanes=_names(together),
    )


def _names(lanes: Sequence[LaneRisk]) -> str:
    return _(", ").join(name_of(one.lane) or one.lane.code for one in lanes[:NAMED])


def reasons(one: LaneRisk, found: Assessed) -> list[str]:
    """Say why a lane is flagged, and what else is to be known, in whole sentences."""
    return [_reason(reason, one, found) for reason in one.reasons]


def rate_sentence(one: LaneRisk) -> str:
    """Say what a pass finds, with its interval."""
    rates = {name: rate_text(getattr(one, name)) for name in ("rate", "low", "high")}
    if not round(one.passes):
        return _(
            "Nobody has passed here. On lanes like the others a pass finds %(rate)s problems; "
            "it may be %(low)s to %(high)s.",
            **rates,
        )
    return _(
        "A pass finds %(rate)s problems here (95 %% sure: %(low)s to %(high)s); %(passes)s passes.",
        **rates,
        passes=round(one.passes),
    )


def _lane(one: LaneRisk, found: Assessed) -> dict[str, Any]:
    why = reasons(one, found)
    return {
        "id": one.lane.id,
        "code": one.lane.code,
        "name_zh": one.lane.name_zh,
        "name_bo": one.lane.name_bo,
        "name_en": one.lane.name_en,
        "length_m": round(one.lane.length_m, 1),
        "reports": round(one.reports, 2),
        "passes": round(one.passes, 2),
        "rate": round(one.rate, 4),
        "low": round(one.low, 4),
        "high": round(one.high, 4),
        "p_more_than_twice_median": round(one.worse, 4),
        "per_day": round(one.daily, 4),
        "trend": round(one.trend, 3),
        "gi_star_z": round(one.z, 3),
        "q": round(one.q, 4),
        "expected": round(one.expected, 4),
        "flag": one.flag,
        "codes": [str(reason) for reason in one.reasons],
        "reasons": why,
        "said": [rate_sentence(one), *why],
        "step": one.step,
    }


def _reason(reason: Reason, one: LaneRisk, found: Assessed) -> str:
    if reason is Reason.WORSE_ON_PATROL:
        return _(
            "A pass finds %(rate)s problems; on the usual lane %(typical)s. "
            "That it is more than twice as many is %(chance)s sure.",
            rate=rate_text(one.rate),
            typical=rate_text(found.typical),
            chance=_percent(one.worse),
        )
    if reason is Reason.WORSE_BY_REPORTS:
        return _(
            "Without a patrol %(rate)s problems a week come in; on the usual lane %(typical)s.",
            rate=rate_text(one.daily * DAYS_OF_WEEK),
            typical=rate_text(found.typical_daily * DAYS_OF_WEEK),
        )
    if reason is Reason.CLUSTER:
        return _("Together with the lanes beside it, it has more than the patrols explain.")
    if reason is Reason.RISING:
        return _(
            "In the last four weeks there were %(times)s times as many as before.",
            times=rate_text(one.trend),
        )
    return _("Hardly anybody passes here: too little is known to say that it is quiet.")


def _percent(share: float) -> str:
    """Return a probability that is never said to be certain."""
    return str(format_percent(min(share, 0.99), locale=language()))
