"""The same work comes out equal, whichever package scored it; raw points do not."""

from decimal import Decimal

import pytest

from tenants.norms.language import Package, load_package, shipped_package, shipped_text
from tenants.statistics import harmonised
from tenants.statistics.reference_work import STANDINGS, sample

FRESH = "fresh work, never seen by any curve"
HARSHER = """
version: 1.0.0-harsh
tables:
  complexity: {rows: {normal: 1.05, hard: 1.1, very_hard: 1.2}}
  quality: {rows: {good: 0.9, fair: 0.6}}
"""


@pytest.fixture(scope="module")
def own_package() -> Package:
    """A province's own, harsher version of Khánh Hòa's package."""
    return load_package(shipped_text("khanh-hoa"), "document", HARSHER, "override")


@pytest.mark.parametrize("ability", [-0.5, 0.4])
def test_fresh_work_under_two_packages_is_equal_within_two_percent(own_package: Package, ability: float) -> None:
    work = sample(FRESH, 150, ability)
    raw, worth = {}, {}
    for package in (shipped_package("khanh-hoa"), shipped_package("decree-335"), own_package):
        totals = harmonised.totals(package, work, "staff")
        curve = harmonised.curve_of(package)["staff"]
        raw[package.version, package.name] = _mean(totals)
        worth[package.version, package.name] = _mean([curve.at(total) for total in totals])
    assert max(worth.values()) / min(worth.values()) < Decimal("1.02")
    assert max(raw.values()) / min(raw.values()) > Decimal("1.04")


def _mean(numbers: list[Decimal]) -> Decimal:
    return sum(numbers, Decimal(0)) / len(numbers)


@pytest.mark.parametrize("name", ["f1-customs-v1", "f6-two-step", "f9-party-guidance"])
def test_local_regulations_with_facts_of_their_own_can_be_compared(name: str) -> None:
    package, national = shipped_package(name), shipped_package(harmonised.REFERENCE)
    work = sample(FRESH, 60)
    curve = harmonised.curve_of(package)["leader"]
    worth = _mean([curve.at(total) for total in harmonised.totals(package, work, "leader")])
    assert abs(worth / _mean(harmonised.totals(national, work, "leader")) - 1) < Decimal("0.02")


def test_curves_rise_and_the_reference_is_its_own_measure() -> None:
    for package in (shipped_package("khanh-hoa"), shipped_package("decree-335")):
        curves = harmonised.curve_of(package)
        assert tuple(curves) == STANDINGS
        for curve in curves.values():
            assert list(curve.points) == sorted(curve.points)
            worths = [worth for _, worth in curve.points]
            assert worths == sorted(worths)
            assert [curve.at(Decimal(total)) for total in (-1, 0, 100, 101)] == [0, 0, 100, 100]
    same = harmonised.curve_of(shipped_package(harmonised.REFERENCE))["staff"]
    for total in ("47.25", "70", "90.5"):
        assert abs(same.at(Decimal(total)) - Decimal(total)) < Decimal("0.01")


def test_the_reference_work_is_fixed() -> None:
    assert sample() == sample()
    first = sample()[0]
    entry = first.entries[0]
    assert (first.general, entry["norm"], entry["quantity"], entry["quality"], entry["days_late"]) == (
        Decimal("27.50"), 240, Decimal("3.47"), "excellent", -5,
    )  # fmt: skip
    assert sample("another") != sample()


def test_a_line_adds_up_people_raw_and_harmonised(own_package: Package) -> None:
    points = [("staff", Decimal("80"), 20), ("leader", Decimal("88.5"), 9), ("staff", Decimal("91.25"), 1)]
    line = harmonised.line(own_package, points)
    assert (line["package"], line["version"], line["people"]) == ("khanh-hoa", "1.0.0-harsh", 30)
    assert Decimal(line["raw_sum"]) == 80 * 20 + Decimal("88.5") * 9 + Decimal("91.25")
    curves = harmonised.curve_of(own_package)
    assert Decimal(line["harmonised_sum"]) == sum(curves[who].at(total) * people for who, total, people in points)
    index = harmonised.index_of([line])
    assert index is not None
    assert index.harshness == index.harmonised_mean - index.raw_mean > 3


def test_no_index_of_fewer_than_thirty_people() -> None:
    line = {"people": 29, "raw_sum": "2400", "harmonised_sum": "2500"}
    assert harmonised.index_of([line]) is None
    both = harmonised.index_of([line, {"people": 1, "raw_sum": "60", "harmonised_sum": "65"}])
    assert both == harmonised.Index(30, Decimal("82.0000"), Decimal("85.5000"))


def test_a_standing_without_totals_is_left_out() -> None:
    asks = shipped_text("khanh-hoa").replace("is: general + results", "is: general + results + unheard")
    silent = load_package(
        asks.replace("      general: ", "      unheard: {max: 1, optional: true}\n      general: "), "x"
    )
    assert harmonised.curve_of(silent) == {}
    assert harmonised.line(silent, [("staff", Decimal(80), 7)])["people"] == 0
