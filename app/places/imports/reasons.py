"""Why a row is not taken in, or what is to be known of it, as a stable code and as a sentence."""

from collections.abc import Mapping
from enum import StrEnum

from app.marked import marked, translated


class Reason(StrEnum):
    """Stable codes; files and tests may rely on them."""

    ONE_NODE = "one_node"
    ZERO_LENGTH = "zero_length"
    MISSING_NODES = "missing_nodes"
    CUT_AT_EDGE = "cut_at_edge"
    EMPTY_GEOMETRY = "empty_geometry"
    WRONG_GEOMETRY = "wrong_geometry"
    SEVERAL_PARTS = "several_parts"
    TOO_MANY_VERTICES = "too_many_vertices"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    SWAPPED = "swapped"
    UNCLOSED_RING = "unclosed_ring"
    FEW_CORNERS = "few_corners"
    SELF_CROSSING = "self_crossing"
    NO_AREA = "no_area"
    BAD_HOLES = "bad_holes"
    UNREADABLE_GEOMETRY = "unreadable_geometry"
    NO_CODE = "no_code"
    BAD_CODE = "bad_code"
    DUPLICATE_CODE = "duplicate_code"
    BAD_TEXT = "bad_text"
    UNKNOWN_KIND = "unknown_kind"
    BAD_ATTRIBUTE = "bad_attribute"
    ENCODING_GUESSED = "encoding_guessed"
    INDEX_REBUILT = "index_rebuilt"


MESSAGES: Mapping[Reason, str] = {
    Reason.ONE_NODE: marked("The line has fewer than two points. Draw it with two or more."),
    Reason.ZERO_LENGTH: marked("All points of the line lie on one spot: it has no length."),
    Reason.MISSING_NODES: marked(
        "The file does not hold the positions of %(missing)s of its %(total)s points; "
        "fewer than two points in a row are left."
    ),
    Reason.CUT_AT_EDGE: marked(
        "%(missing)s of %(total)s points lie outside of the file; the part inside was taken."
    ),
    Reason.EMPTY_GEOMETRY: marked("The geometry is empty."),
    Reason.WRONG_GEOMETRY: marked("A %(kind)s cannot be a %(type)s."),
    Reason.SEVERAL_PARTS: marked(
        "The geometry has %(parts)s parts. Split it into one row per part, each with its own code."
    ),
    Reason.TOO_MANY_VERTICES: marked("The geometry has more than %(limit)s points. Simplify it."),
    Reason.NOT_A_NUMBER: marked("A coordinate is not a finite number."),
    Reason.OUT_OF_RANGE: marked(
        "The position %(lon)s, %(lat)s is no longitude and latitude in degrees. "
        "Export the file in WGS 84 (EPSG:4326)."
    ),
    Reason.SWAPPED: marked(
        "The position %(lon)s, %(lat)s looks like latitude before longitude. "
        "Write the longitude first, then the latitude."
    ),
    Reason.UNCLOSED_RING: marked("The ring is not closed: its last point must equal its first."),
    Reason.FEW_CORNERS: marked("A ring of the area has fewer than three corners."),
    Reason.SELF_CROSSING: marked("The outline crosses or touches itself. Redraw it."),
    Reason.NO_AREA: marked("The outline encloses nothing."),
    Reason.BAD_HOLES: marked("A hole of the area lies outside of it or crosses another."),
    Reason.UNREADABLE_GEOMETRY: marked("The geometry cannot be read: %(problem)s"),
    Reason.NO_CODE: marked("It has no code. Give each place the code that is on its sign."),
    Reason.BAD_CODE: marked(
        "The code %(code)s cannot be used: 1 to %(limit)s letters, digits and - _ . / only."
    ),
    Reason.DUPLICATE_CODE: marked("The code %(code)s was already used by %(first)s."),
    Reason.BAD_TEXT: marked(
        "The text of %(field)s holds control characters, is no text at all "
        "or is longer than %(limit)s characters."
    ),
    Reason.UNKNOWN_KIND: marked("The kind %(kind)s is unknown: use one of %(kinds)s."),
    Reason.BAD_ATTRIBUTE: marked("The value %(value)s does not fit %(field)s."),
    Reason.ENCODING_GUESSED: marked(
        "The texts do not say their encoding and were read as %(encoding)s. Look at some names."
    ),
    Reason.INDEX_REBUILT: marked("The index (.shx) is missing; it was rebuilt."),
}


def refusal_message(reason: Reason, details: Mapping[str, str]) -> str:
    """Return the sentence for a reason, its gaps filled from `details`."""
    return translated(MESSAGES[reason]) % details
