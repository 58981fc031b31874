"""Sums of hours: nobody's hours can be computed from those shown, not by subtraction either."""

import numpy as np
import pytest

from tenants.statistics.disclosure.attacks.lp import LpAttacker
from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.disclosure.magnitudes import CannotProtectSums, Magnitudes, SumPattern, protect_sums
from tenants.statistics.disclosure.settings import SumSettings
from tests.statistics.disclosure.nations import PG, catalogue

Unit = tuple[int, ...]
"""The hours of each person."""


def summed(units: dict[tuple[str, str], Unit]) -> Magnitudes:
    """Hours by province and group."""
    chosen = catalogue(PG, provinces=sorted({pair[0] for pair in units}))
    people = []
    for key in chosen.rows:
        found = [hours for (province, group), row in units.items() for hours in row
                 if key[0] in (TOTAL, province) and key[2] in (TOTAL, group)]  # fmt: skip
        people.append([0, 0, *sorted(found)])
    columns = ([sum(row) for row in people], [len(row) - 2 for row in people],
               [row[-1] for row in people], [row[-2] for row in people])  # fmt: skip
    return Magnitudes(chosen, *(np.array(column, dtype=np.int64) for column in columns))


def steady(people: int) -> Unit:
    """Hours of people who work alike."""
    return tuple(440 + at % 9 for at in range(people))


def nation(**changed: Unit) -> Magnitudes:
    """Three provinces of three groups with twelve people each, but for those given (`p1_g1`)."""
    units = {(f"p{place}", f"g{group}"): steady(12) for place in (1, 2, 3) for group in (1, 2, 3)}
    return summed(units | {(name[:2], name[3:]): hours for name, hours in changed.items()})


def open_to(pattern: SumPattern) -> list[tuple[float, float]]:
    """How far below and above the truth an attacker must deem each sensitive sum possible, as shares of it."""
    rows = np.flatnonzero(pattern.sensitive)
    left = LpAttacker(pattern.knowledge()).attack(rows)
    truth = pattern.magnitudes.values[rows]
    return list(zip((1 - left.low / truth).tolist(), (left.high / truth - 1).tolist(), strict=True))


def test_steady_units_of_a_dozen_are_all_shown() -> None:
    assert not protect_sums(nation()).hidden.any()


@pytest.mark.parametrize(
    "hours", [(480, 460, 450, 440), (480,), (5_000, *steady(8)), (3_000, 2_900, *steady(4))],
    ids=["four people", "one person", "one holds more than half", "two hold more than three quarters"],
)  # fmt: skip
def test_sums_of_few_or_of_one_who_dominates_are_open_by_a_fifth_both_ways(hours: Unit) -> None:
    magnitudes = nation(p1_g1=hours)
    pattern = protect_sums(magnitudes)
    row = magnitudes.catalogue.rows.index(("p1", TOTAL, "g1"))
    assert pattern.sensitive[row]
    assert pattern.total(("p1", TOTAL, "g1")) is None
    assert pattern.hidden.sum() >= 4
    assert pattern.total((TOTAL, TOTAL, TOTAL)) == magnitudes.totals.max()
    assert all(below >= 0.2 - 1e-6 and above >= 0.2 - 1e-6 for below, above in open_to(pattern))


def test_hidden_alone_a_sum_is_computed_back() -> None:
    pattern = protect_sums(nation(p1_g1=(480, 460, 450, 440)))
    careless = SumPattern(**{**vars(pattern), "hidden": pattern.sensitive})
    assert open_to(careless) == [pytest.approx((0, 0), abs=1e-9)]


def test_exactly_five_people_and_exactly_half_are_shown() -> None:
    assert not protect_sums(nation(p1_g1=(440, 110, 110, 110, 110))).hidden.any()
    assert protect_sums(nation(p1_g1=(440, 110, 110, 110, 109))).hidden.any()
    assert not protect_sums(nation(p1_g1=(480, 460, 450, 440)), SumSettings(people_min=4)).hidden.any()


def test_a_province_of_one_group_alone_cannot_hide_it() -> None:
    units = {("p1", "g1"): steady(12), ("p2", "g1"): (480,)}
    with pytest.raises(CannotProtectSums) as refused:
        protect_sums(summed(units), SumSettings(margin=20.0))
    assert ("p2", TOTAL, "g1") in refused.value.keys
