"""The lines and files that the routing benchmarks write."""

import doctest
import json

import pytest

from benchmarks.routing import files
from benchmarks.routing.__main__ import main
from benchmarks.routing.files import Answer, ClosedWalk, as_line, write_solution

ANSWER = Answer(12, 11.5, proved=False, walks=(ClosedWalk((1, 2, 1), (0,)),), vehicles=2)


def test_the_example_of_a_line_is_true() -> None:
    assert doctest.testmod(files).failed == 0


def test_the_number_of_walks_is_told_where_it_was_asked_for() -> None:
    assert json.loads(as_line("P1", ANSWER, 1.0, 2.0))["vehicles"] == 2


def test_a_solution_is_a_file_of_walks(tmp_path) -> None:
    write_solution(tmp_path / "new", "P1", ANSWER)
    written = json.loads((tmp_path / "new" / "P1.json").read_text())
    assert written == {"walks": [{"vertices": [1, 2, 1], "serves": [0]}]}


def test_a_kind_that_nobody_built_is_refused(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["tsp", "some.file"])
    assert "invalid choice" in capsys.readouterr().err
