"""The process that reads other people's files: what it may not do, and how its end is told."""

import json
import subprocess
import sys

import pytest

from app.config import CHECKOUT
from app.places.imports import apart
from app.places.imports.apart import read_apart
from app.places.imports.choices import Choices
from app.places.imports.drivers import environment, require_ours_alone
from app.places.imports.file_problems import FileProblem, UnreadableFileError
from tests.app.places.imports.drawn import geopackage, shapefile

SECRET = "the canary sings"


@pytest.fixture(autouse=True)
def _read_warm() -> None:
    """Read as the product does, in a process that starts cold."""


def run_confined(tmp_path, code):
    """Run a line of Python in a confined process; return how it ended and what it printed."""
    folder = tmp_path / "folder"
    folder.mkdir()
    program = (
        "import importlib.util, sys\n"
        "from pathlib import Path\n"
        f"home = Path({str(CHECKOUT / 'app/places/imports')!r})\n"
        "def load(name):\n"
        "    spec = importlib.util.spec_from_file_location(name, home / (name + '.py'))\n"
        "    module = importlib.util.module_from_spec(spec)\n"
        "    spec.loader.exec_module(module)\n"
        "    return module\n"
        "confine = load('confine')\n"
        "import socket, subprocess, os\n"
        f"confine.confine([], Path({str(folder)!r}))\n"
        f"{code}\n"
    )
    return subprocess.run(
        [sys.executable, "-I", "-c", program], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("socket.socket()", "PermissionError"),
        ("socket.create_connection(('127.0.0.1', 5432))", "PermissionError"),
        ("os.execv('/bin/true', ['true'])", "PermissionError"),
        ("subprocess.run(['/bin/true'])", "PermissionError"),
        ("bytearray(4 * 2**30)", "MemoryError"),
        ("open('/etc/passwd').read()", "PermissionError"),
        (f"open({str(CHECKOUT / 'README.md')!r}).read()", "PermissionError"),
        ("open(f'/proc/{os.getppid()}/environ').read()", "PermissionError"),
        ("open('/tmp/left-behind', 'w')", "PermissionError"),
    ],
)
def test_a_confined_process_is_refused(tmp_path, code, error):
    ended = run_confined(tmp_path, code)
    assert ended.returncode == 1
    assert error in ended.stderr.splitlines()[-1]


def test_a_confined_process_may_work_in_its_folder(tmp_path):
    ended = run_confined(tmp_path, f"Path({str(tmp_path / 'folder' / 'a')!r}).write_text('x')")
    assert (ended.returncode, ended.stderr) == (0, "")


def test_the_reading_process_knows_no_setting_of_ours(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", SECRET)
    assert SECRET not in json.dumps(dict(environment()))


def test_the_reading_process_holds_no_web_program_and_no_database():
    program = (
        f"import sys; sys.path.insert(0, {str(apart.PROCESS.parent)!r}); import reading_process\n"
        "reading_process.declare_app(); import app.places.imports.answering\n"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-I", "-B", "-c", program]
    loaded = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    assert "shapely" in loaded
    assert not {"flask", "flask_babel", "werkzeug", "sqlalchemy", "psycopg2"} & set(loaded)


def test_no_driver_but_ours_is_tolerated():
    with pytest.raises(RuntimeError, match="CSV"):
        require_ours_alone(frozenset({"GPKG", "CSV"}))


def canary(tmp_path):
    """Write a file that only a driver for other files would look into."""
    path = tmp_path / "canary.csv"
    path.write_text(f"code,name,WKT\nL1,{SECRET},LINESTRING(91 29,91.1 29.1)\n")
    return path


@pytest.mark.parametrize("name", ["lanes.shp", "lanes.gpkg", "lanes.kml", "lanes.vrt"])
def test_a_vrt_reads_no_local_file_whatever_it_is_called(tmp_path, name):
    text = (
        '<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>'
        f"{canary(tmp_path)}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    (tmp_path / name).write_text(text)
    with pytest.raises(UnreadableFileError) as caught:
        read_apart(tmp_path / name, Choices())
    assert caught.value.problem is FileProblem.UNKNOWN_FORMAT


@pytest.mark.parametrize("wrapped", ["<kml>", "<osm>"])
def test_a_vrt_dressed_as_another_format_reads_no_local_file(tmp_path, wrapped):
    text = (
        f'<OGRVRTDataSource><!-- {wrapped} --><OGRVRTLayer name="canary"><SrcDataSource>'
        f"{canary(tmp_path)}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    )
    (tmp_path / "f").write_text(text)
    with pytest.raises(UnreadableFileError) as caught:
        read_apart(tmp_path / "f", Choices())
    assert SECRET not in caught.value.message


def test_a_process_that_starts_cold_reads_a_file(tmp_path):
    found = read_apart(geopackage(tmp_path / "f", code=["A"]), Choices())
    assert [row.code for row in found.rows] == ["A"]


def test_a_file_that_takes_too_long_is_given_up(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "MAX_SECONDS", 0.0)
    monkeypatch.setattr(apart, "LOOK_EVERY_S", 0.01)
    with pytest.raises(UnreadableFileError, match="too long"):
        read_apart(geopackage(tmp_path / "f"), Choices())


def test_whoever_waits_can_stop_the_reading(tmp_path, monkeypatch):
    monkeypatch.setattr(apart, "LOOK_EVERY_S", 0.01)

    def stop(_done, _total):
        raise KeyError

    with pytest.raises(KeyError):
        read_apart(geopackage(tmp_path / "f"), Choices(), stop)


def test_a_process_that_dies_is_told_as_a_file_that_cannot_be_read(tmp_path, monkeypatch):
    died = tmp_path / "died.py"
    died.write_text("import os; os.abort()")
    monkeypatch.setattr(apart, "PROCESS", died)
    with pytest.raises(UnreadableFileError, match="broke off"):
        read_apart(shapefile(tmp_path / "f"), Choices())
