"""A GeoPackage is an SQLite database: which of its tables are nothing but tables.

A view runs somebody else's SQL when it is read, and a virtual table somebody else's choice of
module; neither is needed to hand over lanes. Triggers run on writing only, and the file is opened
for reading. This looks before GDAL does.
"""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

from app.places.imports.checks import shown
from app.places.imports.file_problems import FileProblem, UnreadableFileError

SPATIAL_INDEX = re.compile(
    r'CREATE VIRTUAL TABLE "?rtree_[\w .-]+"? USING rtree\(id, minx, maxx, miny, maxy\)'
)
"""How the standard makes its spatial index, by a module that SQLite brings itself.

Source: OGC 12-128r19, annex F.3; the whole statement is matched, no quote fits into the name.
"""

APPLICATION_IDS = frozenset({b"GPKG", b"GP10", b"GP11"})
ID_PLACE = slice(68, 72)
HEAD = 100
TABLES = """
    SELECT t.name, t.type, m.sql
    FROM pragma_table_list AS t LEFT JOIN sqlite_master AS m ON m.name = t.name
    WHERE t.schema = 'main'
"""


def require_plain_tables(path: Path) -> None:
    """Return if a GeoPackage holds plain tables and spatial indexes only.

    Raises:
        UnreadableFileError: It is another kind of database, damaged, or holds a view or a
            virtual table.
    """
    with path.open("rb") as file:
        marked = file.read(HEAD)[ID_PLACE] in APPLICATION_IDS
    uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(uri, uri=True)) as database:
            database.execute("PRAGMA trusted_schema = OFF")
            database.text_factory = lambda raw: raw.decode("utf-8", "replace")
            found = database.execute(TABLES).fetchall()
    except (sqlite3.Error, UnicodeDecodeError) as error:  # its own words may quote broken names
        raise UnreadableFileError(
            FileProblem.LAYER_DAMAGED, layer="GeoPackage", problem=shown(error)
        ) from error
    if not marked and "gpkg_contents" not in {name for name, _type, _sql in found}:
        raise UnreadableFileError(FileProblem.NO_GEOPACKAGE)
    for name, kind, sql in found:
        if not _is_plain(kind, str(sql or "")):
            raise UnreadableFileError(FileProblem.LIVE_TABLE, name=shown(name))


def _is_plain(kind: str, sql: str) -> bool:
    """Tell whether a table, of a kind as SQLite itself sees it, runs nothing when it is read."""
    if kind == "virtual":
        return SPATIAL_INDEX.fullmatch(sql) is not None
    return kind in {"table", "shadow"}
