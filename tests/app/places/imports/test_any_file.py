"""Whatever bytes come as an archive or a GeoPackage: a clear error, or a clear answer."""

import tempfile
import warnings
from contextlib import suppress
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.places.imports.archives import unpack
from app.places.imports.encodings import CODECS, as_shown, guessed
from app.places.imports.file_problems import UnreadableFileError
from app.places.imports.files import detect
from app.places.imports.geopackages import require_plain_tables
from tests.app.places.imports.drawn import geopackage, shapefile

SLOW = settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 255)), min_size=1, max_size=6)


@cache
def drawn(draw):
    """Return the bytes of a good file."""
    with tempfile.TemporaryDirectory() as folder:
        return draw(Path(folder) / "f").read_bytes()


def changed(body, changes, cut):
    """Return bytes with some changed and the end cut off."""
    found = bytearray(body[: len(body) - cut % len(body)])
    for place, value in changes:
        found[place % len(found)] = value
    return bytes(found)


@SLOW
@given(changes=CHANGES, cut=st.sampled_from([0, 0, 0, 1, 20, 500]))
def test_a_damaged_archive_is_refused_or_unpacked_under_our_names(changes, cut):
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "folder"
        folder.mkdir()
        path = Path(made) / "f.zip"
        path.write_bytes(changed(drawn(shapefile), changes, cut))
        with suppress(UnreadableFileError), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # zipfile warns of names that come twice
            unpack(path, folder)
        assert {one.name for one in Path(made).iterdir()} == {"folder", "f.zip"}
        assert all(one.name.startswith(("layer", "doc.kml")) for one in folder.iterdir())


@SLOW
@given(changes=CHANGES, cut=st.sampled_from([0, 0, 1, 5_000, 50_000]))
def test_a_damaged_geopackage_is_refused_or_looked_through(changes, cut):
    with tempfile.TemporaryDirectory() as made:
        path = Path(made) / "f.gpkg"
        path.write_bytes(changed(drawn(geopackage), changes, cut))
        with suppress(UnreadableFileError):
            require_plain_tables(path)


@given(st.binary(max_size=200))
def test_any_beginning_has_a_format_or_a_reason(head):
    with suppress(UnreadableFileError):
        detect(head)


@given(st.lists(st.binary(max_size=30), max_size=5))
def test_any_texts_have_an_encoding_in_which_they_can_be_shown(texts):
    encoding = guessed(texts)
    assert encoding in CODECS
    assert all(isinstance(as_shown(text, encoding), str) for text in texts)
