"""Patrols as figures: a team's hours."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

# Overlapping patrols of one team (two phones that both started one) are one duty.
_DUTY = text(
    """
    SELECT coalesce(sum(extract(epoch FROM upper(piece) - lower(piece))), 0) FROM (
        SELECT unnest(range_agg(tstzrange(
            greatest(started_at, :since), least(ended_at, :until)))) AS piece
        FROM patrol
        WHERE community_id = :community_id AND team_id = ANY(:team_ids)
            AND ended_at IS NOT NULL AND started_at < :until AND ended_at > :since
        GROUP BY team_id) AS duty
    """
)


def duty_seconds(
    session: Session,
    community_id: int,
    team_ids: Collection[int],
    since: datetime,
    until: datetime,
) -> float:
    """Return the teams' duty time from `since` up to `until`, seconds, each team's counted once.

    A patrol that has not ended counts nothing yet: nobody knows how long it will have been.
    """
    facts = {
        "community_id": community_id,
        "team_ids": list(team_ids),
        "since": since,
        "until": until,
    }
    return float(session.scalar(_DUTY, facts) or 0)
