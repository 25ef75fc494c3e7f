"""Whose walk a patrol was, as SQL: one rule for taking a pin and for refusing it."""

from __future__ import annotations

# Of a patrol `p`: a team of the finder's today, or one that they were in on the patrol's day. A pin
# may come late, from somebody who has left the team since.
WALKED_BY_FINDER = """(
    p.team_id = ANY(:team_ids)
    OR EXISTS (
        SELECT FROM membership m WHERE m.community_id = p.community_id
            AND m.team_id = p.team_id AND m.person_id = :person_id
            AND m.valid_from <= p.started_at::date
            AND (m.valid_to IS NULL OR m.valid_to >= p.started_at::date)))"""
