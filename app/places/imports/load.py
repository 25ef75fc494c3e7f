"""Writing checked rows into a community's tables, in the caller's transaction."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from app import clock
from app.people.area_models import AdminArea
from app.people.register import By
from app.places.imports.entries import with_lanes
from app.places.imports.heritage import Heritage, hand_on
from app.places.imports.matching import Existing, Match, match
from app.places.imports.rows import PlaceKind, PlaceRow, Progress
from app.places.imports.tables import end_places, insert_places, live_places, update_places
from app.places.imports.telling import Occasion, tell_changed, tell_ended

BATCH = 1000
"""Rows between two calls of progress."""


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the places of one kind; `missing` counts those that the file lacks."""

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    missing: int = 0
    ended: int = 0


@dataclass(frozen=True, slots=True)
class Touched:
    """Codes of the places of one kind that an import touches; of the changed ones what changes."""

    added: tuple[str, ...] = ()
    changed: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import did, for the kinds of places that its file holds.

    Attributes:
        lineage: Which lanes carry on the history of those that were ended.
    """

    counts: Mapping[PlaceKind, Counts]
    touched: Mapping[PlaceKind, Touched] = field(default_factory=dict)
    lineage: tuple[Heritage, ...] = ()

    @property
    def wrote(self) -> bool:
        """Whether anything in the tables is other than before."""
        return any(c.added or c.changed or c.ended for c in self.counts.values())


def load_places(  # noqa: PLR0913 - what an import is told
    session: Session,
    community: AdminArea,
    rows: Sequence[PlaceRow],
    progress: Progress,
    *,
    today: date,
    end_missing: bool = False,
    source: str = "",
    by: By | None = None,
) -> ImportSummary:
    """Add new places, update those with a known code, and end missing ones if asked.

    Flushes, never commits. Two imports into one community wait for each other.

    Args:
        session: With a transaction that the caller ends.
        community: Into which the places go.
        rows: Checked; codes unique within each kind.
        progress: Called with rows written and rows in all.
        today: First day of new places and first day without the ended ones, on the
            community's calendar.
        end_missing: End live places that the rows lack, of the kinds that the rows hold.
        source: What the file is called; stored with each new place.
        by: Who imports, for the register; None for nobody signed in, now.

    Raises:
        InvalidInput: A courtyard names a lane that is neither in the rows nor live.
    """
    session.refresh(community, with_for_update={"key_share": True})  # pins refer to this row
    counts: dict[PlaceKind, Counts] = {}
    touched: dict[PlaceKind, Touched] = {}
    lineage: tuple[Heritage, ...] = ()
    done = 0
    occasion = Occasion(community.id, today, by or By(None, clock.now()), source)
    for kind in PlaceKind:
        of_kind: Sequence[PlaceRow] = [row for row in rows if row.kind is kind]
        if not of_kind:
            continue
        of_kind = with_lanes(session, community.id, of_kind)
        live = live_places(session, community.id, kind)
        found = match(of_kind, live)
        for batch in _batches(found.added):
            progress(done, len(rows))
            insert_places(session, community.id, batch, today, source)
            done += len(batch)
        update_places(session, community.id, kind, found.changed)
        tell_changed(session, occasion, kind, found.changed, live)
        done += len(of_kind) - len(found.added)
        gone = found.missing if end_missing else ()
        ids = [place.id for place in gone]
        counts[kind] = _counts(found, end_places(session, community.id, kind, ids, today))
        tell_ended(session, occasion, kind, gone)
        touched[kind] = _touched(found, gone)
        if kind is PlaceKind.LANE and gone:
            lineage = _carried_on(session, community, gone, found, today)
    progress(done, len(rows))
    return _finished(session, community, ImportSummary(counts, touched, lineage))


def _carried_on(
    session: Session, community: AdminArea, gone: Sequence[Existing], found: Match, today: date
) -> tuple[Heritage, ...]:
    return hand_on(session, community, gone, _redrawn(session, community, found), today)


def _redrawn(session: Session, community: AdminArea, found: Match) -> list[Existing]:
    """Return the lanes that an import has added or drawn anew, as they are now."""
    codes = {row.code for row in found.added}
    codes |= {change.code for change in found.changed if "geom" in change.values}
    live = live_places(session, community.id, PlaceKind.LANE)
    return [lane for lane in live if lane.code in codes]


def _batches(rows: Sequence[PlaceRow]) -> Iterator[Sequence[PlaceRow]]:
    """Yield rows in batches, so that progress can be told and a job be cancelled."""
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]


def _counts(found: Match, ended: int) -> Counts:
    """Return a match in figures."""
    return Counts(
        added=len(found.added),
        changed=len(found.changed),
        unchanged=found.unchanged,
        missing=len(found.missing),
        ended=ended,
    )


def _touched(found: Match, gone: Sequence[Existing]) -> Touched:
    """Return a match in codes."""
    return Touched(
        added=tuple(row.code for row in found.added),
        changed=tuple((change.code, tuple(sorted(change.values))) for change in found.changed),
        ended=tuple(place.code for place in gone),
    )


def _finished(session: Session, community: AdminArea, summary: ImportSummary) -> ImportSummary:
    """Count the community's revision of places up, so that maps are drawn anew."""
    if summary.wrote:
        community.place_revision += 1
    session.flush()
    return summary
