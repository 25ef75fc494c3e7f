"""The linear relaxation of a rural postman problem in HiGHS, with rows added and dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import highspy
import numpy as np

from geo.routing.core import Core
from geo.routing.cut_pool import CutPool
from geo.routing.neighbours import Floats, Ints
from geo.routing.rural_cuts import Cut

_BASIC = int(highspy.HighsBasisStatus.kBasic)
_ENDS = (
    highspy.HighsModelStatus.kOptimal,
    highspy.HighsModelStatus.kInfeasible,
    highspy.HighsModelStatus.kIterationLimit,
)
_DEVEX = 1  # steepest edge works its weights out anew whenever rows have come or gone
_OPTIONS = (
    ("output_flag", False),
    ("threads", 1),
    ("random_seed", 0),
    ("simplex_dual_edge_weight_strategy", _DEVEX),
)
_MANY = 4  # rows are dropped once they are one in so many


@dataclass(frozen=True, slots=True)
class Solved:
    """A solved relaxation.

    Attributes:
        cost: Of the solution; infinite where there is none.
        values: Of `once` and then `twice`, shape (columns,).
        reduced: Reduced costs, shape (columns,).
    """

    cost: float
    values: Floats
    reduced: Floats


class Relaxation:
    """Columns `once` and `twice` in [0, 1] and the rows so far."""

    def __init__(self, core: Core) -> None:
        self.costs = np.r_[core.costs, 2.0 * core.costs[core.spine]]
        self.columns = len(self.costs)
        self._all = np.arange(self.columns, dtype=np.int32)
        self._lp = highspy.Highs()  # type: ignore[no-untyped-call]  # highspy types its methods
        for name, value in _OPTIONS:
            self._lp.setOptionValue(name, value)
        self._lp.addVars(self.columns, np.zeros(self.columns), np.ones(self.columns))
        self._lp.changeColsCost(self.columns, self._all, self.costs)
        self._cuts: list[Cut] = []
        self._pool = CutPool()

    @property
    def rows(self) -> int:
        """Return the number of rows."""
        return int(self._lp.getNumRow())

    def add(self, cuts: Sequence[Cut]) -> None:
        """Add rows."""
        if not cuts:
            return
        self._cuts += cuts
        lengths = [len(cut.columns) for cut in cuts]
        starts = np.r_[0, np.cumsum(lengths)[:-1]].astype(np.int32)
        columns = np.concatenate([cut.columns for cut in cuts]).astype(np.int32)
        values = np.concatenate([cut.values for cut in cuts])
        least = np.array([cut.least for cut in cuts])
        most = np.full(len(cuts), highspy.kHighsInf)
        self._lp.addRows(len(cuts), least, most, len(columns), starts, columns, values)

    def bound(self, low: Floats, high: Floats) -> None:
        """Set the columns' bounds, shape (columns,) each."""
        self._lp.changeColsBounds(self.columns, self._all, low, high)

    def solve(self, most_iterations: int = 2**31 - 1) -> Solved:
        """Solve; with few iterations the cost is a bound as far as the dual simplex came."""
        self._lp.setOptionValue("simplex_iteration_limit", most_iterations)
        self._lp.run()
        if self._lp.getModelStatus() not in _ENDS:  # numerically stuck: once more, from nothing
            self._lp.clearSolver()
            self._lp.run()
        if self._lp.getModelStatus() == highspy.HighsModelStatus.kInfeasible:
            return Solved(np.inf, np.zeros(self.columns), np.zeros(self.columns))
        solution = self._lp.getSolution()
        return Solved(
            float(self._lp.getInfo().objective_function_value),
            np.asarray(solution.col_value),
            np.asarray(solution.col_dual),
        )

    def basis(self) -> highspy.HighsBasis:
        """Return the basis reached."""
        return self._lp.getBasis()

    def start_from(self, basis: highspy.HighsBasis) -> None:
        """Go back to a basis of the same rows."""
        self._lp.setBasis(basis)

    def taken_back(self, values: Floats) -> list[Cut]:
        """Return the rows among those dropped that a solution breaks, and forget them there."""
        return self._pool.broken(values)

    def drop_slack_rows(self, first: int) -> None:
        """Drop the rows after the `first` ones that the basis does not need."""
        basis = self._lp.getBasis()
        basic = np.array([int(status) for status in basis.row_status]) == _BASIC
        basic[:first] = False
        slack: Ints = np.flatnonzero(basic)
        if len(slack) * _MANY < len(basic):
            return
        rows = [status for status, gone in zip(basis.row_status, basic, strict=True) if not gone]
        self._lp.deleteRows(len(slack), slack.astype(np.int32))
        self._pool.put([cut for cut, gone in zip(self._cuts, basic, strict=True) if gone])
        self._cuts = [cut for cut, gone in zip(self._cuts, basic, strict=True) if not gone]
        kept = highspy.HighsBasis()
        kept.valid = True
        kept.col_status, kept.row_status = basis.col_status, rows
        self._lp.setBasis(kept)
