"""A whole import: read, decide, write in one transaction. The command and the job both call it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from shapely import GeometryCollection
from sqlalchemy.orm import Session

from app import clock
from app.db import transaction
from app.errors import InvalidInput, NotFound
from app.people.area_models import AdminArea
from app.people.areas import community_by_code
from app.people.register import By
from app.places.communities import found_community
from app.places.imports.apart import read_apart
from app.places.imports.checks import clean_code, clean_text
from app.places.imports.choices import Choices
from app.places.imports.load import ImportSummary, load_places
from app.places.imports.rows import PlaceRow, Progress, ReadResult, RowRefused, no_progress
from geo.crs import utm_srid
from geo.errors import OutsideUtm

MAX_AREA_NAME = 120
"""Characters that the name of a community can have."""


@dataclass(frozen=True, slots=True)
class NewCommunity:
    """What a community is to be called if it is not there yet."""

    name: str
    time_zone: str


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What is to be imported, where to, and how.

    Attributes:
        community_code: Code of the community that gets the places.
        choices: What the file does not say itself.
        found: How to found it where it is absent; None refuses an absent one.
        person_id: Who imports; None on the command line.
        source: What the file is called, for the places that come from it; its own name if empty.
        accept_refusals: Write the other rows although some were refused.
        end_missing: End live places that the file lacks.
        dry_run: Do all of it and roll it back.
    """

    path: Path
    community_code: str
    choices: Choices = field(default_factory=Choices)
    found: NewCommunity | None = None
    source: str = ""
    person_id: int | None = None
    accept_refusals: bool = False
    end_missing: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What a file gave, and what became of it.

    Attributes:
        summary: What was (or, in a dry run, would be) written; None where refused rows
            stopped the import: unless they were accepted, and always where missing places were to
            be ended, since a refused row would look like a missing one.
        written: Whether the database has changed.
        ending: Whether places that the file lacks were to be ended.
    """

    result: ReadResult
    summary: ImportSummary | None
    written: bool
    ending: bool = False


def import_file(request: ImportRequest, progress: Progress = no_progress) -> ImportOutcome:
    """Import a file in a transaction of its own.

    Raises:
        DomainError: As `import_within`.
    """
    with transaction() as session:
        return import_within(session, request, progress)


def import_within(session: Session, request: ImportRequest, progress: Progress) -> ImportOutcome:
    """Import a file, all or nothing (decision record 0005), in the caller's transaction.

    A dry run rolls the transaction back, so that it must hold nothing else.

    Raises:
        UnreadableFileError: The file as a whole cannot be read.
        InvalidInput: It holds no place, or a new community's code, name, time zone or position
            makes no sense.
        NotFound: There is no such community.
    """
    result = read_apart(request.path, request.choices, progress)
    _check(request, result)
    if result.refusals and (request.end_missing or not request.accept_refusals):
        return ImportOutcome(result, None, written=False, ending=request.end_missing)
    summary = _load(session, request, result.rows, progress)
    if request.dry_run:
        session.rollback()
    return ImportOutcome(result, summary, written=not request.dry_run, ending=request.end_missing)


def _check(request: ImportRequest, result: ReadResult) -> None:
    """Refuse what no writing should begin with."""
    _typed(clean_code, request.community_code)
    if not result.rows and not result.refusals:
        raise InvalidInput(_("The file holds no lane, courtyard or facility."))


def _load(
    session: Session, request: ImportRequest, rows: Sequence[PlaceRow], progress: Progress
) -> ImportSummary:
    """Load rows into the community, found first where that was asked for."""
    community = community_by_code(session, request.community_code)
    if community is None:
        community = _found(session, request, rows)
    today = clock.now().astimezone(ZoneInfo(community.time_zone)).date()
    return load_places(
        session,
        community,
        rows,
        progress,
        today=today,
        end_missing=request.end_missing,
        source=request.source or request.path.name,
        by=By(request.person_id, clock.now()),
    )


def _found(session: Session, request: ImportRequest, rows: Sequence[PlaceRow]) -> AdminArea:
    """Found the community in the UTM zone of the middle of its places."""
    if request.found is None:
        raise NotFound(
            _(
                "There is no community %(code)s. Add --create to found it.",
                code=request.community_code,
            )
        )
    if not rows:
        raise InvalidInput(_("No row is left from which to found a community."))
    return found_community(
        session,
        code=request.community_code,
        name_zh=_typed(_clean_name, request.found.name),
        time_zone=request.found.time_zone,
        utm_srid=_zone_of(rows),
    )


def _zone_of(rows: Sequence[PlaceRow]) -> int:
    """Return the EPSG code of the UTM zone in which the middle of the rows lies."""
    west, south, east, north = GeometryCollection([row.geometry for row in rows]).bounds
    try:
        return utm_srid((west + east) / 2, (south + north) / 2)
    except OutsideUtm as error:
        raise InvalidInput(_("The places lie too near to a pole to be measured.")) from error


def _typed(clean: Callable[[str], str], text: str) -> str:
    """Return what somebody typed, cleaned as a file's value would be."""
    try:
        return clean(text)
    except RowRefused as refused:
        raise InvalidInput(refused.refusal("").message) from refused


def _clean_name(text: str) -> str:
    """Return a community's name as its column can hold it."""
    return clean_text(text, "--name", MAX_AREA_NAME)
