"""Linear programmes in HiGHS: built once, solved many times with other prices and bounds, always the same way.

One thread, fixed seed, limits of iterations and never of time: the same input gives the same answer on every run.
"""

from dataclasses import dataclass
from typing import Final

import highspy
import numpy as np

from tenants.statistics.disclosure.arrays import Floats, Ints
from tenants.statistics.disclosure.sums import Sums

UNBOUNDED: Final = highspy.kHighsInf
TOLERANCE: Final = 1e-7
ITERATIONS: Final = 2_000_000


class Unsolved(ArithmeticError):
    """A programme that has a solution ended without one."""


def solver() -> str:
    """Name and version of what solves, as a release records it."""
    return f"HiGHS {_Silent().version()}"


class _Silent(highspy.Highs):
    """A model that prints nothing: of its own accord it greets on stdout before one can ask it not to."""

    def __init__(self) -> None:
        """Make the solver without the callbacks, which are what greets."""
        super(highspy.Highs, self).__init__()
        self.setOptionValue("output_flag", False)


@dataclass(slots=True)
class Programme:
    """Minimise prices over unknowns within bounds, where sums over them are given."""

    model: highspy.Highs
    width: int
    iterations: int = 0
    solved: int = 0

    @staticmethod
    def over(sums: Sums, totals: Floats, upper: Floats, primal: bool = False, **options: str) -> "Programme":
        """Unknowns from 0 to `upper`, all free of charge; sums come to `totals`.

        `primal` chooses the simplex that stays feasible when only prices change.
        """
        model = _Silent()
        chosen: dict[str, str | int | bool] = {"threads": 1, "parallel": "off", "random_seed": 1}
        chosen |= {"simplex_iteration_limit": ITERATIONS, **options}
        chosen |= {"simplex_strategy": 4, "presolve": "off"} if primal else {}
        for name, value in chosen.items():
            model.setOptionValue(name, value)
        programme = highspy.HighsLp()
        programme.num_col_, programme.num_row_ = sums.width, sums.height
        programme.col_cost_ = np.zeros(sums.width)
        programme.col_lower_, programme.col_upper_ = np.zeros(sums.width), upper
        programme.row_lower_, programme.row_upper_ = totals, totals
        starts, rows, data = sums.by_column()
        programme.a_matrix_.format_ = highspy.MatrixFormat.kColwise
        programme.a_matrix_.start_ = starts.astype(np.int32)
        programme.a_matrix_.index_ = rows.astype(np.int32)
        programme.a_matrix_.value_ = data
        if model.passModel(programme) == highspy.HighsStatus.kError:
            raise Unsolved("the model was refused")
        return Programme(model, sums.width)

    def price(self, columns: Ints, prices: Floats) -> None:
        """Set what a unit of some unknowns costs."""
        self.model.changeColsCost(len(columns), columns.astype(np.int32), prices)

    def bound(self, columns: Ints, lower: Floats, upper: Floats) -> None:
        """Set between what some unknowns must lie."""
        self.model.changeColsBounds(len(columns), columns.astype(np.int32), lower, upper)

    def solve(self, fresh: bool = False) -> Floats | None:
        """The unknowns at the best prices; None when no values within the bounds fulfil the sums.

        It goes on from the last solution; `fresh` starts from nothing, which is quicker when everything has changed.
        """
        if fresh:
            self.model.clearSolver()
        self.model.run()
        self.solved += 1
        self.iterations += max(0, self.model.getInfo().simplex_iteration_count)
        status = self.model.getModelStatus()
        if status == highspy.HighsModelStatus.kOptimal:
            return np.array(self.model.getSolution().col_value)
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        raise Unsolved(self.model.modelStatusToString(status))
