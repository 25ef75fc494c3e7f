"""When it was really seen: the phone's clock put right, or set aside where it cannot be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

CORRECTED = "corrected"
IMPLAUSIBLE = "implausible"

# Own choices: under two minutes a delay is the network's; a phone keeps a pin offline for a month
# at most, twice that is generous; ten minutes ahead is a fast clock, more is a wrong one.
LARGEST_DELAY = timedelta(minutes=2)
OLDEST = timedelta(days=60)
FURTHEST_AHEAD = timedelta(minutes=10)


@dataclass(frozen=True)
class Reckoning:
    """The instant that decides day and month, and how it was come by (None: as the phone said)."""

    effective_at: datetime
    flag: str | None


def reckon(observed_at: datetime, sent_at: datetime | None, received_at: datetime) -> Reckoning:
    """Return when a thing was seen, by our own clock as far as possible.

    Args:
        observed_at: When the phone says it was seen; aware.
        sent_at: What the phone's clock showed when it sent; aware; None where it did not say.
        received_at: Our own clock when it came in; aware.

    Returns:
        `observed_at` moved by the phone's offset where that is over two minutes and the phone's
        clock ran on between seeing and sending; else `observed_at` itself, flagged where it is in
        the future or long ago.

    >>> from datetime import UTC
    >>> reset = datetime(1970, 1, 1, 0, 5, tzinfo=UTC)
    >>> reckon(reset, reset + timedelta(minutes=1), datetime(2026, 4, 1, 9, tzinfo=UTC)).flag
    'corrected'
    """
    if sent_at is not None and abs(received_at - sent_at) > LARGEST_DELAY:
        waited = sent_at - observed_at
        if timedelta(0) <= waited <= OLDEST:
            return Reckoning(received_at - waited, CORRECTED)
    if received_at - OLDEST <= observed_at <= received_at + FURTHEST_AHEAD:
        return Reckoning(observed_at, None)
    return Reckoning(observed_at, IMPLAUSIBLE)
