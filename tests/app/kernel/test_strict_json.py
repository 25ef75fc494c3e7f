"""JSON from strangers: what the standard leaves open is refused."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import LaneSteward, strict_json
from app.errors import Malformed

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b'{"a": NaN}',
        b'{"a": -Infinity}',
        b'{"a": 1e999}',
        b'{"a": 1, "a": 2}',
        b'"\\u0000"',
        b'{"\\ud800": 1}',
        b'["\\udfff"]',
        b"[" * 100_000 + b"]" * 100_000,
        b"[" * 40 + b"]" * 40,
        b"1" * 5000,
    ],
    ids=range(13),
)
def test_what_cannot_be_trusted_is_malformed(app: LaneSteward, body: bytes) -> None:
    with app.test_request_context("/"), pytest.raises(Malformed):
        strict_json.loads(body)


def test_the_pointer_leads_to_the_text_at_fault(app: LaneSteward) -> None:
    with app.test_request_context("/"), pytest.raises(Malformed) as caught:
        strict_json.loads(b'{"a": [1, {"b/c": "\\u0000"}]}')
    assert caught.value.pointer == "/a/1/b~1c"


@given(VALUES)
def test_every_plain_value_comes_back(value: object) -> None:
    assert strict_json.loads(json.dumps(value)) == value


@given(VALUES)
def test_canonical_text_is_a_fixed_point(value: object) -> None:
    text = strict_json.dumps(value)
    assert strict_json.dumps(json.loads(text)) == text
