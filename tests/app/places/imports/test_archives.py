"""What a .zip may hold, and what is refused before a byte of it is unpacked."""

import stat
import struct
import zipfile
import zlib

import pytest

from app.places.imports import files
from app.places.imports.archives import MAX_ENTRIES, unpack
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from tests.app.places.imports.drawn import archive, shapefile

SHAPE = b"\x00\x00\x27\x0a"
VRT = b'<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource>'


@pytest.fixture
def refused(tmp_path):
    """Give the problem that a .zip with some entries has, and see that nothing is left of it."""

    def problem(entries):
        outside = tmp_path / "outside"
        folder = outside / "folder"
        folder.mkdir(parents=True)
        path = archive(tmp_path / "f.zip", entries)
        before = set(tmp_path.rglob("*"))
        with pytest.raises(UnreadableFileError) as caught:
            unpack(path, folder)
        written = set(tmp_path.rglob("*")) - before
        assert all(one.parent == folder and one.name.startswith("layer") for one in written)
        return caught.value.problem

    return problem


def test_parts_are_written_under_names_of_our_own(tmp_path):
    path = shapefile(tmp_path / "f", inside="数据/小巷")
    [source] = unpack(path, tmp_path)
    assert (source.path.name, source.name) == ("layer0.shp", "小巷")


@pytest.mark.parametrize(
    "name",
    [
        "../lanes.shp",
        "/lanes.shp",
        "a/../../lanes.shp",
        "..\\lanes.shp",
        "C:\\lanes.shp",
        "C:lanes.shp",
    ],
)
def test_a_name_that_leads_out_is_refused(refused, name):
    assert refused({name: SHAPE}) is FileProblem.ZIP_UNSAFE_NAME


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_a_link_or_device_is_refused(refused, kind):
    link = zipfile.ZipInfo("lanes.shp")
    link.create_system, link.external_attr = 3, (kind | 0o777) << 16
    assert refused({link: "/etc/passwd"}) is FileProblem.ZIP_LINK


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"\x1f\x8b\x08", b"Rar!\x1a", b"7z\xbc\xaf"])
def test_an_archive_in_the_archive_is_refused(refused, head):
    assert refused({"lanes.shp": SHAPE, "more": head + b"rest"}) is FileProblem.ZIP_NESTED


def test_an_honest_bomb_is_refused_by_its_header(refused, monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 2**20)
    assert refused({"lanes.shp": bytes(2**21)}) is FileProblem.TOO_MUCH_INSIDE


def test_a_bomb_that_lies_about_its_size_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_UNPACKED_BYTES", 2**20)
    path = archive(tmp_path / "f.zip", {"lanes.shp": SHAPE + bytes(2**22), "lanes.dbf": b""})
    says = struct.pack("<L", 4 + 2**22)
    path.write_bytes(path.read_bytes().replace(says, struct.pack("<L", 9)))
    with pytest.raises(UnreadableFileError) as caught:
        unpack(path, tmp_path)
    assert caught.value.problem in {FileProblem.TOO_MUCH_INSIDE, FileProblem.ZIP_DAMAGED}
    assert all(one.stat().st_size <= 2**20 for one in tmp_path.glob("layer*"))


def test_a_locked_archive_is_refused(tmp_path):
    path = archive(tmp_path / "f.zip", {"lanes.shp": SHAPE})
    body = bytearray(path.read_bytes())
    body[body.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(body)
    with pytest.raises(UnreadableFileError, match="password"):
        unpack(path, tmp_path)


def test_more_files_than_a_town_needs_are_refused(refused):
    many = {f"{number}.txt": b"" for number in range(MAX_ENTRIES + 1)}
    assert refused(many) is FileProblem.ZIP_TOO_MANY


def test_an_archive_without_a_layer_is_refused(refused):
    assert refused({"readme.txt": b"hello"}) is FileProblem.ZIP_NOTHING


def test_a_vrt_that_is_called_shp_is_refused(refused):
    assert refused({"lanes.shp": VRT, "lanes.dbf": b""}) is FileProblem.NO_SHAPES


def test_an_archive_cut_short_is_damaged(tmp_path):
    path = shapefile(tmp_path / "f")
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(UnreadableFileError, match="damaged"):
        unpack(path, tmp_path)


def test_a_flipped_byte_is_damage(tmp_path):
    path = archive(tmp_path / "f.zip", {"lanes.shp": SHAPE + b"x" * 100, "lanes.dbf": b"y" * 100})
    body = path.read_bytes().replace(struct.pack("<L", zlib.crc32(b"y" * 100)), b"\0\0\0\0")
    path.write_bytes(body)
    with pytest.raises(UnreadableFileError, match="damaged"):
        unpack(path, tmp_path)


def test_a_name_in_gb18030_that_does_not_say_so_is_read(tmp_path):
    path = archive(tmp_path / "f.zip", {"AAAA.shp": SHAPE, "AAAA.dbf": b"\x03"})
    path.write_bytes(path.read_bytes().replace(b"AAAA", "小巷".encode("gb18030")))
    assert unpack(path, tmp_path)[0].name == "小巷"


def test_what_a_system_leaves_beside_the_files_is_passed_over(tmp_path):
    path = archive(tmp_path / "f.zip", {"__MACOSX/._a.shp": b"x", "a.shp": SHAPE, "a.dbf": b"\x03"})
    assert [source.name for source in unpack(path, tmp_path)] == ["a"]
