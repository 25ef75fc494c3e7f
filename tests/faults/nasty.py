"""What strangers send: values that are nearly right, quite wrong, or meant to break something."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

from hypothesis import strategies as st

from tests.architecture.world import pin

STRINGS = [
    "",
    "\x00",
    "a\x00b",
    "\ud800",
    "\udfff\ud800",
    "\u202e\u0f40\u0fb5\u200d",
    "x" * 70_000,
    "💩" * 3000,
    "'; DROP TABLE report; --",
    "%s%n%(x)s",
    "${7*7}{{7*7}}",
    "../../../etc/passwd",
    "NaN",
    "Infinity",
    "1e999",
    "١٢٣",
    "0x10",
    "1_000",
    "-",
]
NUMBERS = [0, -1, -3, 2.5, 1e20, 2**31, 2**63, 10**400, -0.0, 5e-324, 1.8e308, -91.0, 180.0000001]
LITERALS = ["NaN", "-Infinity", "Infinity", "1e999", "-1e999", "1" * 5000, "[" * 60 + "]" * 60]
TIMES = [
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-14:00",
    "1970-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-04-31",
    "2026-04-01T24:00:00Z",
    "2026-04-01T00:00:60Z",
    "2026-04-01T00:00:00",
    "2026-04-01T00:00:00+99:99",
    "20260401T000000Z",
    "٢٠٢٦-04-01T00:00:00Z",
]
PLACES = [
    [0, 0],
    [180, 90],
    [-180, -90],
    [91, 29.6],
    [29.6525, 91.134],
    [91.134, 91],
    [91.134],
    [91.134, 29.6525, 3650, 1],
    [1e308, 1e308],
    ["91.1", "29.6"],
    [None, None],
    [],
    [[91.134, 29.6525]],
]
UUIDS = ["00000000-0000-0000-0000-000000000000", "f" * 32, "{" + "f" * 32 + "}", "urn:uuid:1"]
WORDS = ["illegal_parking", "street_lamp", "fixed", "escalated", "BD09", "L1", "lighting", "1"]

texts = st.sampled_from(STRINGS + TIMES + UUIDS + WORDS) | st.text(max_size=40)
scalars = st.none() | st.booleans() | st.sampled_from(NUMBERS) | st.floats() | texts
values: st.SearchStrategy[Any] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
positions = st.builds(
    lambda kind, place: {"type": kind, "coordinates": place},
    st.sampled_from(["Point", "Point", "Polygon", "point", None]),
    st.sampled_from(PLACES) | st.lists(st.floats(), min_size=2, max_size=2),
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "position": positions | values,
    "observed_at": st.sampled_from(TIMES) | values,
    "sent_at": st.sampled_from(TIMES) | values,
    "accuracy_m": st.sampled_from(NUMBERS) | values,
    "photos": st.lists(st.fixed_dictionaries({"sha256": texts, "when": texts}), max_size=12),
    **dict.fromkeys(
        ("category", "count", "datum", "outcome", "handling", "note", "patrol", "lane"), values
    ),
    **dict.fromkeys(("house_number", "joins", "base_version", "edit_id", "changes", "x"), values),
}
changes = st.fixed_dictionaries({}, optional=FIELDS)


def raw(text: str, literal: str) -> bytes:
    """Return JSON in which one `1` has become something that JSON does not have."""
    return text.replace(": 1", f": {literal}", 1).encode("utf-8", "surrogatepass")


EDIT = {"base_version": 1, "edit_id": UUIDS[0]}
bodies = st.one_of(
    st.builds(lambda change: json.dumps(pin(**change)).encode(), changes),
    st.builds(
        lambda change: json.dumps(
            {"base_version": 1, "edit_id": UUIDS[0], "changes": change}
        ).encode(),
        changes,
    ),
    st.builds(lambda literal: raw(json.dumps(pin()), literal), st.sampled_from(LITERALS)),
    st.builds(lambda value: json.dumps(value).encode(), values),
    st.binary(max_size=60),
    st.sampled_from([b'{"count": 1, "count": 2}', b"[" * 100_000, b"\xff\xfe{}", b"{"]),
)
QUERY = {
    "bbox": ["nan,nan,nan,nan", "1e999,0,1,1", "0,0,0,0", "170,-10,-170,10", "1,2,3", "a,b,c,d"],
    "from": [*TIMES, "0001-01-01", "9999-12-31", "2026-04-01", "2026-13-01"],
    "to": [*TIMES, "0001-01-01", "9999-12-31", "2026-04-30"],
    "datetime": [
        "../..",
        "2026-04-01/..",
        "/",
        *TIMES,
        "9999-12-31T00:00:00Z/0001-01-01T00:00:00Z",
    ],
    "hours": ["8-11", "22-6", "99999999999999999999-1", "-", "٨-١١", "24-0", "0-0"],
    "limit": ["0", "-1", "1", "1000000000000000000000", "1e3", "x", "١"],
    "after": ["0", "-1", "99999999999999999999", "x", "2026-04-01T00:00:00+00:00~" + UUIDS[0], "~"],
    "page": ["-1", "0", "99999999999999999999", "x"],
    "kind": ["planar", "network", "\x00"],
    "category": ["illegal_parking", "\x00", "'", "x" * 500],
    "when": ["before", "x"],
    "lang": ["en", "bo", "../../x", "\x00"],
    "at_m": ["0", "-1", "1e999", "NaN", "100"],
    "geometry": [
        "{}",
        '{"type": "Point", "coordinates": [1e999, NaN]}',
        '{"type": "Point", "coordinates": [91.134, 91]}',
        '{"type": "Polygon", "coordinates": [[[0, 0], [1, 1], [0, 1], [1, 0], [0, 0]]]}',
        '{"type": "LineString", "coordinates": [[91.134, 29.65], [91.134, 29.65]]}',
        "[" * 100_000,
    ],
    "day": [*TIMES, "2026-04-01"],
    "date": [*TIMES, "0001-01-01", "9999-12-31"],
    "next": ["//evil.example", "javascript:1", "/\\evil.example", "\r\nX: y", "/x" * 3000],
}


def question(asked: dict[str, str]) -> str:
    """Return what stands after the question mark, halves of surrogate pairs and all."""
    return urlencode(asked, errors="surrogatepass")


questions = st.fixed_dictionaries(
    {}, optional={name: st.sampled_from(known) | texts for name, known in QUERY.items()}
).map(question)


def known(name: str) -> list[str]:
    """Return what a field of this name has been sent before; else what any field has."""
    return QUERY.get(name, STRINGS)
