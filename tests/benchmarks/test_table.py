"""The table of figures, without measuring any."""

from benchmarks.rows import Row, as_markdown, as_text, renewed
from benchmarks.timing import interleaved, percentile, ratio


def test_a_figure_that_is_met_says_yes() -> None:
    assert Row("S1", "pins", "0.6", ">= 0.5", met=True).cells()[-1] == "yes"


def test_a_figure_that_is_missed_stands_out() -> None:
    assert as_text([Row("S1", "pins", "0.4", ">= 0.5", met=False)]).endswith("NO")


def test_a_bar_in_a_text_does_not_break_the_markdown() -> None:
    assert as_markdown([Row("A", "a | b", "1")]).splitlines()[-1] == "| A | a / b | 1 |  |  |"


def test_figures_that_are_measured_anew_take_the_place_of_the_old() -> None:
    old = [Row("A", "one", "1"), Row("B", "one", "1"), Row("B", "other", "1"), Row("C", "one", "1")]
    found = renewed(as_markdown(old), [Row("B", "new", "2"), Row("D", "last", "2")])
    assert found == as_markdown([old[0], Row("B", "new", "2"), old[3], Row("D", "last", "2")])


def test_passes_take_turns() -> None:
    order: list[str] = []
    passes = {name: lambda name=name: float(order.append(name) or 1) for name in ("a", "b")}
    interleaved(passes, times=2)
    assert order == ["a", "b", "a", "b"]


def test_a_ratio_compares_round_by_round() -> None:
    assert ratio({"a": [1.0, 20.0, 3.0], "b": [1.0, 10.0, 1.0]}, "a", "b") == 2.0


def test_the_95th_percentile_of_a_hundred_is_the_95th() -> None:
    assert percentile([float(n) for n in range(1, 101)], 0.95) == 95.0
