"""The estimate of posts: its interval holds what comes, and no single log moves it much."""

from decimal import Decimal

import numpy as np
import pytest

from benchmarks.staffing import AHEAD, MONTHS, drawn_sizes, hours_of, units
from tenants.statistics import staffing

QUARTERS = 300
UNITS = 12
SMALL_AND_LARGE = (3, 40)


@pytest.mark.parametrize(("smallest", "largest"), [(3, 9), (10, 39), (3, 3), (40, 40)])
def test_the_interval_covers_four_of_five_quarters_to_come(smallest: int, largest: int) -> None:
    chance = np.random.default_rng(smallest * 100 + largest)
    covered, bias = [], []
    for _ in range(QUARTERS):
        whole = units(chance, drawn_sizes(chance, smallest, largest, UNITS), MONTHS + AHEAD)
        past = [hours[:, :MONTHS] for hours in whole]
        peers = staffing.peers_of(past)
        assert peers is not None
        for hours, before in zip(whole, past, strict=True):
            found = staffing.estimate(before, peers)
            assert found is not None
            low, high = staffing.interval(found, draws=400)
            real = hours[:, MONTHS:].sum(axis=0).mean()
            covered.append(low <= real <= high)
            bias.append(found.hours / real - 1)
    assert 0.75 <= np.mean(covered) <= 0.85
    assert abs(np.mean(bias)) < 0.04


def test_a_bootstrap_of_the_mean_alone_would_cover_far_less() -> None:
    chance = np.random.default_rng(7)
    covered = []
    for _ in range(200):
        (hours,) = units(chance, [20], MONTHS + AHEAD)
        totals = hours[:, :MONTHS].sum(axis=0)
        means = totals[chance.integers(0, MONTHS, (400, MONTHS))].mean(axis=1)
        low, high = np.quantile(means, (0.1, 0.9))
        covered.append(low <= hours[:, MONTHS:].sum(axis=0).mean() <= high)
    assert np.mean(covered) < 0.6


def test_several_units_together_have_an_interval_that_holds() -> None:
    chance = np.random.default_rng(11)
    covered = []
    for _ in range(250):
        whole = units(chance, drawn_sizes(chance, *SMALL_AND_LARGE, 20), MONTHS + AHEAD)
        past = [hours[:, :MONTHS] for hours in whole]
        peers = staffing.peers_of(past)
        assert peers is not None
        found = staffing.together([one for hours in past if (one := staffing.estimate(hours, peers)) is not None])
        low, high = staffing.interval(found, draws=400)
        covered.append(low <= sum(hours[:, MONTHS:].sum(axis=0).mean() for hours in whole) <= high)
    assert 0.72 <= np.mean(covered) <= 0.86


@pytest.mark.parametrize("size", [3, 4, 5, 8, 9, 10, 12, 20, 40])
def test_one_log_inflated_by_a_third_in_every_month_moves_the_unit_by_less_than_a_twentieth(size: int) -> None:
    chance = np.random.default_rng(size)
    moved = []
    for _ in range(15):
        unit, *others = units(chance, [size, *drawn_sizes(chance, *SMALL_AND_LARGE, 40)])
        honest = hours_of(unit, others)
        for person in range(size):
            inflated = unit.copy()
            inflated[person] *= 1.3
            moved.append(abs(hours_of(inflated, others) / honest - 1))
    assert max(moved) < 0.05
    plain = units(chance, [size])[0]
    assert plain.max(axis=0).sum() * 0.3 / plain.sum() > max(moved) or size > 20


def test_too_few_people_or_months_have_no_estimate() -> None:
    peers = staffing.Peers(hours=140, spread=15, calibration=1)
    full = np.full((5, MONTHS), 140.0)
    assert staffing.estimate(full[:2], peers) is None
    assert staffing.estimate(full[:, :2], peers) is None
    assert staffing.estimate(full[:3], peers) is not None
    assert staffing.peers_of([full[:2]]) is None


def test_even_work_needs_as_many_posts_as_its_hours_fill() -> None:
    peers = staffing.Peers(hours=150, spread=0, calibration=1)
    found = staffing.estimate(np.full((12, MONTHS), 150.0), peers)
    assert found is not None
    assert staffing.need(found) == staffing.Need(Decimal("12.0"), Decimal("12.0"), Decimal("12.0"))
    assert staffing.need(found, hours_of_post=120).posts == Decimal("15.0")


def test_a_small_unit_leans_on_its_peers_and_a_large_one_hardly() -> None:
    peers = staffing.Peers(hours=100, spread=10, calibration=1)
    small, large = (staffing.estimate(np.full((size, MONTHS), 150.0), peers) for size in (5, 90))
    assert small is not None
    assert large is not None
    assert small.hours / 5 == pytest.approx(100 + 50 / 3)
    assert large.hours / 90 == pytest.approx(145)
    assert small.variance / 5**2 > large.variance / 90**2


def test_the_establishment_is_divided_in_whole_posts_and_none_is_lost() -> None:
    assert staffing.apportioned(10, {"leadership": 3, "professional": 5, "support": 1}) == {
        "leadership": 3, "professional": 6, "support": 1,
    }  # fmt: skip
    assert staffing.apportioned(7, {}) == {}
    for posts in range(20):
        assert sum(staffing.apportioned(posts, {"a": 3, "b": 4, "c": 6}).values()) == posts
