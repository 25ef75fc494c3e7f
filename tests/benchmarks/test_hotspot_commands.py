"""The commands that print hot-spot values: their forms, and what they say of small cases."""

import csv
import gzip
import json
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from benchmarks.hotspots import forecast, peers
from benchmarks.hotspots.__main__ import main
from benchmarks.hotspots.rivals import GiStar, KernelDensity, PlainCount

AT_M = np.array([[0.0, 0.0], [50.0, 0.0], [5000.0, 0.0]])


def write(path: Path, *rows: tuple[object, ...]) -> str:
    """Write a CSV file, packed where its name says so; return its name."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "wt", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


def printed(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict]:
    """What a command prints, line by line."""
    assert main(list(arguments)) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_gistar_prints_a_line_per_place(tmp_path, capsys) -> None:
    values = write(tmp_path / "v.csv", ("i", "v"), (7, 3), (5, 1), (6, 2))
    weights = write(tmp_path / "w.csv", ("i", "j", "w"), (5, 6, 1), (6, 5, 1), (6, 7, 1), (7, 6, 1))
    found = printed(capsys, "gistar", values, weights)
    assert [line["i"] for line in found] == [5, 6, 7]
    assert [line["z_binary"] for line in found] == pytest.approx([-(1.5**0.5), 0.0, 1.5**0.5])
    assert [line["flag"] for line in found] == [False] * 3


def test_distances_prints_a_table(tmp_path, capsys) -> None:
    arcs = write(tmp_path / "a.csv", ("arc", "u", "v", "len"), (0, 0, 1, 10), (1, 1, 2, 10))
    vertices = write(tmp_path / "v.csv", ("vertex", "x", "y"), (0, 0, 0), (1, 10, 0), (2, 10, 10))
    events = write(tmp_path / "e.csv", ("i", "x", "y"), (0, 4, 1), (1, 11, 5))
    assert main(["distances", arcs, vertices, events]) == 0
    assert capsys.readouterr().out.splitlines() == ["0,11", "11,0"]


def test_forecast_prints_one_line_for_all_forecasters(tmp_path, capsys) -> None:
    rows = [
        (f"2026-01-{day:02}T12:00", 42.0, -71.0 - lane / 100, f"L{lane}")
        for day in range(1, 29)
        for lane in (0, 0, day % 4)
    ]
    reports = write(tmp_path / "r.csv.gz", ("requested", "lat", "lon", "lane_id"), *rows)
    (found,) = printed(capsys, "forecast", reports, "--days", "7")
    assert (found["lanes"], found["reports"]) == (4, 21)
    assert found["product"]["hit_1"] == pytest.approx(found["plain_count"]["hit_1"])
    assert found["gi_star"]["log_likelihood_per_report"] is None


def test_a_file_without_reports_is_said_to_have_none(tmp_path, capsys) -> None:
    reports = write(tmp_path / "r.csv", ("requested", "lat", "lon", "lane_id"))
    assert main(["forecast", reports]) == 2
    assert "are not reports" in capsys.readouterr().err


def test_forecast_keeps_to_a_box_and_a_first_day(tmp_path) -> None:
    rows = [
        ("2026-01-01", 42.0, -71.0, "a"),
        ("2026-01-02", 42.0, -71.0, "a"),
        ("2026-01-03", 50.0, -71.0, "b"),
    ]
    path = Path(write(tmp_path / "r.csv", ("requested", "lat", "lon", "lane_id"), *rows))
    first = date(2026, 1, 2)
    assert forecast.read(path, (-72.0, 41.0, -70.0, 43.0), first).days.size == 1


def test_nkde_prints_density_over_the_bandwidth(shared_data, capsys) -> None:
    data = shared_data / "hotspots" / "montreal"
    files = ("mtl_network.gpkg", "bike_accidents.gpkg", "nkde_simple_quartic300.csv")
    found = printed(capsys, "nkde", *(str(data / name) for name in files), "--method", "simple")
    assert found[0]["id"] == 1
    assert found[0]["value"] == pytest.approx(5.90232419689249e-06, rel=0.01)


def test_kernel_density_counts_what_is_near_and_plain_count_does_not() -> None:
    near, plain = KernelDensity(AT_M), PlainCount(3)
    for forecaster in (near, plain):
        forecaster.see(np.array([0, 0]))
    assert near.scores()[1] > near.scores()[2]
    assert plain.scores()[1] == plain.scores()[2]


def test_gistar_ranks_among_neighbours() -> None:
    rival = GiStar(AT_M)
    rival.see(np.array([0, 0, 0]))
    assert rival.scores().argmin() == 2


def test_what_was_published_by_peers_is_met(shared_data) -> None:
    assert [row.what for row in peers.rows() if row.met is False] == []
