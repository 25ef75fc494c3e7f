"""Why a file as a whole cannot be read, as a stable code and as a sentence."""

from collections.abc import Mapping
from enum import StrEnum

from app.errors import UnsupportedMedia
from app.marked import marked, translated


class FileProblem(StrEnum):
    """Stable codes; they cross from the process that reads to the one that asked."""

    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown_format"
    CANNOT_OPEN = "cannot_open"
    TOO_LARGE = "too_large"
    TOO_MUCH_INSIDE = "too_much_inside"
    GZIP_DAMAGED = "gzip_damaged"
    JSON_TOO_LARGE = "json_too_large"
    JSON_TOO_DEEP = "json_too_deep"
    JSON_NOT_UTF8 = "json_not_utf8"
    JSON_DAMAGED = "json_damaged"
    NO_COLLECTION = "no_collection"
    OTHER_CRS = "other_crs"
    OSM_DAMAGED = "osm_damaged"
    TOO_MANY_LANES = "too_many_lanes"
    BARE_SHAPEFILE = "bare_shapefile"
    OTHER_ARCHIVE = "other_archive"
    ZIP_DAMAGED = "zip_damaged"
    ZIP_LOCKED = "zip_locked"
    ZIP_UNSAFE_NAME = "zip_unsafe_name"
    ZIP_LINK = "zip_link"
    ZIP_NESTED = "zip_nested"
    ZIP_TOO_MANY = "zip_too_many"
    ZIP_NOTHING = "zip_nothing"
    NO_SHAPES = "no_shapes"
    NO_TABLE = "no_table"
    XML_ENTITIES = "xml_entities"
    NO_GEOPACKAGE = "no_geopackage"
    LIVE_TABLE = "live_table"
    FIXED_FORMAT = "fixed_format"
    NO_LAYER = "no_layer"
    UNKNOWN_LAYER = "unknown_layer"
    UNKNOWN_COLUMN = "unknown_column"
    UNKNOWN_ENCODING = "unknown_encoding"
    NO_CRS_DEGREES = "no_crs_degrees"
    NO_CRS_METRES = "no_crs_metres"
    BAD_CRS = "bad_crs"
    TOO_MANY_ROWS = "too_many_rows"
    LAYER_DAMAGED = "layer_damaged"
    TOO_SLOW = "too_slow"
    TOO_MUCH_MEMORY = "too_much_memory"
    READER_DIED = "reader_died"


_P = FileProblem

MESSAGES: Mapping[FileProblem, str] = {
    _P.EMPTY: marked("The file is empty."),
    _P.UNKNOWN_FORMAT: marked(
        "The file is in no format that can be read here. Give OpenStreetMap (.osm, .osm.gz, .pbf), "
        "GeoJSON, a GeoPackage, KML or KMZ, or a Shapefile packed as .zip."
    ),
    _P.CANNOT_OPEN: marked("The file cannot be opened: %(problem)s"),
    _P.TOO_LARGE: marked("The file is larger than %(limit)s MB. Cut it to your community."),
    _P.TOO_MUCH_INSIDE: marked(
        "The file unpacks to more than %(limit)s MB. Cut it to your community."
    ),
    _P.GZIP_DAMAGED: marked("The compressed file is damaged or cut short. Fetch it again."),
    _P.JSON_TOO_LARGE: marked("The GeoJSON is larger than %(limit)s MB. Cut it to your community."),
    _P.JSON_TOO_DEEP: marked("The GeoJSON file is nested too deeply."),
    _P.JSON_NOT_UTF8: marked("The GeoJSON file is not in UTF-8. Save it again."),
    _P.JSON_DAMAGED: marked("The GeoJSON file is damaged: %(problem)s"),
    _P.NO_COLLECTION: marked("The JSON is no GeoJSON FeatureCollection."),
    _P.OTHER_CRS: marked(
        "The file is in the reference system %(name)s. Export it in WGS 84 (EPSG:4326)."
    ),
    _P.OSM_DAMAGED: marked("The OpenStreetMap file is damaged: %(problem)s"),
    _P.TOO_MANY_LANES: marked(
        "The file holds more lanes than a community has. Cut it to your community."
    ),
    _P.BARE_SHAPEFILE: marked(
        "This is one part of a Shapefile. "
        "Pack .shp, .shx, .dbf, .prj and .cpg together as .zip and give that."
    ),
    _P.OTHER_ARCHIVE: marked("The file is packed as .rar or .7z. Pack it as .zip."),
    _P.ZIP_DAMAGED: marked("The .zip is damaged or cut short. Pack it again."),
    _P.ZIP_LOCKED: marked("The .zip is locked by a password. Pack it without one."),
    _P.ZIP_UNSAFE_NAME: marked(
        "The .zip holds the name %(name)s, which leads out of it. Pack the files themselves."
    ),
    _P.ZIP_LINK: marked(
        "The .zip holds %(name)s, which is a link and no file. Pack the files themselves."
    ),
    _P.ZIP_NESTED: marked(
        "The .zip holds a further archive, %(name)s. Unpack that one and give it by itself."
    ),
    _P.ZIP_TOO_MANY: marked("The .zip holds more than %(limit)s files. Pack what is needed."),
    _P.ZIP_NOTHING: marked(
        "The .zip holds neither a Shapefile (.shp with its .dbf) nor a KML file."
    ),
    _P.NO_SHAPES: marked("%(name)s in the .zip is called .shp but is no Shapefile."),
    _P.NO_TABLE: marked(
        "The Shapefile %(name)s comes without its table (.dbf): no place would have a code."
    ),
    _P.XML_ENTITIES: marked(
        "The KML file defines entities of its own, which is not taken. Save it again."
    ),
    _P.NO_GEOPACKAGE: marked("The file is an SQLite database but no GeoPackage."),
    _P.LIVE_TABLE: marked(
        "The GeoPackage holds %(name)s, which is no plain table. "
        "Save the layers into a new GeoPackage."
    ),
    _P.FIXED_FORMAT: marked(
        "OpenStreetMap and GeoJSON have no layers, encodings or columns to choose: "
        "only the datum can be said."
    ),
    _P.NO_LAYER: marked("The file holds no layer with geometries."),
    _P.UNKNOWN_LAYER: marked("The file has no layer %(layer)s. It holds these: %(layers)s."),
    _P.UNKNOWN_COLUMN: marked(
        "The layer %(layer)s has no column %(column)s. It has these: %(columns)s."
    ),
    _P.UNKNOWN_ENCODING: marked(
        "The encoding %(encoding)s is not known here. Use one of %(encodings)s."
    ),
    _P.NO_CRS_DEGREES: marked(
        "The layer %(layer)s does not say its reference system (a Shapefile says it in its .prj). "
        "Its positions look like degrees: name it, most likely EPSG:4326."
    ),
    _P.NO_CRS_METRES: marked(
        "The layer %(layer)s does not say its reference system (a Shapefile says it in its .prj). "
        "Its positions are in metres: ask who made the file and name it, for example EPSG:4539."
    ),
    _P.BAD_CRS: marked(
        "The reference system %(name)s cannot be used. Name it by its number, such as EPSG:4326."
    ),
    _P.TOO_MANY_ROWS: marked("The file holds more than %(limit)s rows. Cut it to your community."),
    _P.LAYER_DAMAGED: marked("The layer %(layer)s is damaged: %(problem)s"),
    _P.TOO_SLOW: marked(
        "Reading the file took too long and was stopped. Cut it to your community."
    ),
    _P.TOO_MUCH_MEMORY: marked(
        "The file needs more memory than an import may take. Cut it to your community."
    ),
    _P.READER_DIED: marked("The file is damaged, or made to do harm: reading it broke off."),
}


class UnreadableFileError(UnsupportedMedia):
    """The file as a whole cannot be read; its text is for the person who gave it."""

    def __init__(self, problem: FileProblem, /, **details: object) -> None:
        self.problem = problem
        self.details = {name: str(value) for name, value in details.items()}
        super().__init__(translated(MESSAGES[problem]) % self.details)
