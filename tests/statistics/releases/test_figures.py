"""What of a part becomes a figure, and what is told of few people."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from tenants.statistics.national import index, spread
from tenants.statistics.national.figures import HIDDEN, SHOWN, Figure, place, shown
from tenants.statistics.national.kept import Proof
from tenants.statistics.national.plain import figures as plain
from tenants.statistics.national.sources import Source, checked
from tenants.statistics.national.spread import told_of
from tenants.statistics.national.sums import SUMS, totals
from tenants.statistics.national.systems import class_base, unknown_in
from tenants.statistics.parts_format import (
    CountLine,
    CoverageLine,
    HonestyLine,
    Part,
    PointsLine,
    TwiceLine,
    WorkLine,
)
from tenants.statistics.release_errors import PartDoesNotAddUp

WORK = next(nature for nature in SUMS if nature.system == "work")
STAFFING = next(nature for nature in SUMS if nature.system == "staffing")
LEAVES = ("chuyen_vien", "under_45", "female", "civil_servant", "graduate")


def source(part: Part, province: str = "56") -> Source:
    return Source(province, 1, "2025-10-20", "00", part)


def line(body: str, field: str, people: int, largest: int, second: int) -> WorkLine:
    return WorkLine(body, field, people, 10 * people, 600 * people, Decimal(540 * people), 2, 1, 4, 3, 2, 1, 0,
                    Decimal(largest), Decimal(second))  # fmt: skip


def test_the_two_who_work_most_are_found_across_units_and_provinces() -> None:
    parts = {
        "56": source(Part("2025", (), work=(line("provincial_party", "dang", 8, 900, 800),
                                            line("provincial_front", "chung", 5, 950, 100)))),
        "01": source(Part("2025", (), work=(line("provincial_party", "unheard_of", 7, 70, 60),)), "01"),
    }  # fmt: skip
    found = totals(WORK, parts)
    rows = {key: at for at, key in enumerate(found.catalogue.rows)}
    both = rows["56", "provincial", "*"]
    assert (found.people[both], found.largest[both], found.second[both]) == (13, 950, 900)
    nation = rows["*", "*", "*"]
    assert (found.people[nation], found.largest[nation], found.second[nation]) == (20, 950, 900)
    assert found.sums[nation].tolist()[:3] == [540 * 20, 600 * 20, 200]
    assert found.people[rows["01", "*", "khac"]] == 7
    assert found.people[rows["01", "communal", "*"]] == 0


def test_rates_of_work_are_of_entries_and_of_those_with_a_quality() -> None:
    sums = dict(zip(WORK.measures, (5_400, 6_000, 200, 30, 10, 40, 20, 10, 5, 5), strict=True))
    told = WORK.shown(sums)
    assert told == {
        "entries": 200, "norm_hours": 90, "hours": 100, "on_time_rate": 95, "early_rate": 15, "late_rate": 5,
        "excellent_rate": 50, "good_rate": 25, "fair_rate": Decimal("12.5"), "poor_rate": Decimal("6.3"),
        "rejected_rate": Decimal("6.3"),
    }  # fmt: skip
    assert "good_rate" not in WORK.shown(dict.fromkeys(WORK.measures, 0) | {"entries": 3})


def test_needs_of_posts_add_up_and_where_there_is_no_estimate_none_is_told() -> None:
    told = {"level": "provincial", "group": "support", "establishment": 9, "people": 6, "hours": "900.50",
            "largest": "200.00", "second": "190.00", "need": "7.5", "need_low": "6.0", "need_high": "9.1"}  # fmt: skip
    other = told | {"group": "shared", "need": None, "need_low": None, "need_high": None}
    found = totals(STAFFING, {"56": source(Part("2025", (), staffing=(told, other)))})
    rows = {key: at for at, key in enumerate(found.catalogue.rows)}

    def posts(*key: str) -> dict[str, Decimal]:
        sums = dict(zip(STAFFING.measures, found.sums[rows[key]].tolist(), strict=True))
        return dict(STAFFING.shown(sums))

    assert posts("56", "provincial", "support")["need_high"] == Decimal("9.1")
    assert "need" not in posts("56", "provincial", "shared")
    assert posts("*", "*", "*") == {
        "establishment": 18, "people": 12, "need": Decimal("7.5"), "need_low": 6, "need_high": Decimal("9.1"),
    }  # fmt: skip


def test_quantiles_need_ten_people_on_each_side_and_a_deviation_thirty() -> None:
    even = Counter({Decimal(points): 1 for points in range(50, 90)})
    told = told_of(even)
    assert (told["q1"], told["median"], told["q3"]) == (None, Decimal("69.0"), Decimal("79.0"))
    assert told["deviation"] == Decimal("11.5")
    heap = Counter({Decimal("70.3"): 25, Decimal(60): 9, Decimal(80): 12})
    assert told_of(heap)["median"] is None, "nine below would be a small group"
    assert told_of(heap + Counter({Decimal(61): 1}))["median"] == Decimal("70.5")
    assert told_of(Counter({Decimal(70): 29}))["deviation"] is None


def parts(own: int, rest: int) -> dict[str, Source]:
    lines = [PointsLine("provincial_party", "shared", "HTT", Decimal(60 + at % 30), 1) for at in range(max(own, rest))]
    merged = [Counter(one.total for one in lines[:people]) for people in (own, rest)]
    return {
        code: source(
            Part("2025", (), tuple(PointsLine("provincial_party", "shared", "HTT", total, count)
                                   for total, count in found.items())), code)
        for code, found in zip(("01", "56"), merged, strict=True)
    }  # fmt: skip


def medians(own: int, rest: int, earlier: list[Proof] | None = None) -> dict[str, str]:
    sources = parts(own, rest)
    people = [shown("classes", place(**where), measure, own + rest)
              for where in ({}, {"province": "01"}, {"province": "56"}, {"body": "provincial"},
                            {"body": "provincial_party"}, {"position_group": "shared"})
              for measure in ("people", "HTT")]  # fmt: skip
    found = spread.figures(spread.points_of(sources), people, earlier or [])
    return {one.place[0]: one.status for one in found if one.measure == "median" and one.place[1:3] == ("*", "*")}


def test_a_median_leaves_nobody_or_thirty_to_the_rest_of_the_nation() -> None:
    assert medians(90, 60) == {"*": SHOWN, "01": SHOWN, "56": SHOWN}
    assert medians(90, 29) == {"*": SHOWN, "01": HIDDEN, "56": HIDDEN}
    assert medians(90, 0) == {"*": SHOWN, "01": SHOWN}


def test_a_median_of_few_more_people_than_in_the_version_before_is_not_told() -> None:
    before = Proof(spread.SPREAD, [["*", "*", "*", "*"], ["01", "*", "*", "*"]], [[90 + 60 - 29], [90]], [])
    assert medians(90, 60, [before]) == {"*": HIDDEN, "01": SHOWN, "56": SHOWN}


def test_a_class_whose_people_are_hidden_has_no_median() -> None:
    sources = parts(90, 60)
    whole = [shown("classes", place(province=code), "people", 90) for code in ("01", "56")]
    found = spread.figures(spread.points_of(sources), whole, [])
    told = {(one.place[0], one.measure): one.status for one in found if one.place[1:3] == ("*", "*")}
    assert told["01", "median"] == SHOWN
    assert told["01", "median.HTT"] == HIDDEN


def indexed(people: dict[str, int]) -> dict[str, Source]:
    return {
        code: source(Part("2025", (), index=({"people": own, "raw_sum": str(80 * own), "harmonised_sum": str(82 * own),
                                              "package": "x", "version": "1", "curve": {}},)), code)
        for code, own in people.items()
    }  # fmt: skip


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ({"01": 90, "42": 60, "56": 80}, {"*", "01", "42", "56"}),
        ({"01": 90, "42": 29, "56": 80}, {"01", "56"}),
        ({"01": 90, "42": 20, "56": 20}, {"*", "01"}),
        ({"01": 29, "42": 0, "56": 0}, set[str]()),
    ],
)
def test_the_nations_mean_does_not_tell_that_of_a_small_province(people: dict[str, int], told: set[str]) -> None:
    found = [one for one in index.figures(indexed(people), []) if one.measure == "raw_mean"]
    assert {one.place[0] for one in found if one.status == SHOWN} == told
    assert {one.place[0] for one in found} == {"*", *people}


def test_catalogues_are_told_as_they_are_by_level() -> None:
    covered = CoverageLine("communal", 40, 30, 12, 11, 900, 100, 0, 0, 40, 30, 40, 30)
    found: list[Figure] = list(plain({"56": source(Part("2025", (), coverage=(covered,)))}))
    told = {(one.place[0], one.place[1], one.measure): one.value for one in found}
    assert told["56", "communal", "items"] == 900
    assert told["*", "*", "posts"] == 40
    assert ("*", "*", "items") not in told, "the items of both levels are the same"


@pytest.mark.parametrize(
    "part",
    [
        Part("2025-Q3", (CountLine("provincial_party", "shared", *LEAVES, "KHT", 3),)),
        Part("2025-Q3", (), twice=(TwiceLine("provincial", "shared", "once", 1),)),
        Part("2025", (CountLine("provincial_guild", "shared", *LEAVES, "HTT", 3),)),
        Part("2025", (), coverage=(CoverageLine("communal", 9, 9, 9, 9, 9, 9, 0, 0, 5, 6, 5, 5),)),
        Part("2025", (), honesty=(HonestyLine("communal", 3, 4, 0, 0, 0, 0, 0, 0),)),
    ],
    ids=["failing without before", "before without failing", "unknown body", "more log than work", "more flagged"],
)
def test_a_part_that_contradicts_itself_is_refused(part: Part) -> None:
    with pytest.raises(PartDoesNotAddUp):
        checked(source(part))
    whole = source(replace(part, cells=(), twice=(), coverage=(), honesty=()))
    assert checked(whole) is whole


def test_whatever_is_not_on_record_gets_a_place_of_its_own_in_every_dimension() -> None:
    told = ("provincial_party", "support", "unknown", "unknown", "female", "unknown", "unknown", "HTT", 9)
    part = Part("2025", (CountLine._make(told),))
    unknown = unknown_in(one for one in (part,))
    assert unknown == {"rank", "age", "staff", "qualification"}
    base = class_base({"56": source(part)}, unknown, False)
    assert int(base.counts.sum()) == 9
