"""Tables also bind each other through the people behind them: other people must be able to stand behind a release."""

from dataclasses import replace

import pytest

from tenants.statistics.disclosure.attacks import base_cells
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.protection import protect
from tests.statistics.disclosure.nations import BG, PB, PG, drawn


@pytest.mark.parametrize("seed", [3, 13])
def test_other_people_could_stand_behind_the_same_release(seed: int) -> None:
    base = drawn(seed, [PB, PG, BG])
    pattern = protect(Cells.count(base))
    found = base_cells.attack(pattern, base)
    assert found.targets > 10
    assert found.reached == found.targets
    assert found.narrowest >= 3 - 1e-4
    assert found.residual < 1e-5


def test_nobody_else_could_where_only_small_cells_are_hidden() -> None:
    base = drawn(3, [PB, PG, BG])
    pattern = protect(Cells.count(base))
    found = base_cells.attack(replace(pattern, hidden=pattern.sensitive), base, most=6)
    assert found.reached < 0.5 * found.targets


def test_knowing_the_size_of_every_group_of_people_leaves_less_room() -> None:
    base = drawn(13, [PB, PG, BG])
    pattern = protect(Cells.count(base))
    free, bound = (base_cells.attack(pattern, base, most=1, sizes_known=known) for known in (False, True))
    assert bound.shown == free.shown + len(base.members)
    assert 0 < bound.reached <= bound.targets
