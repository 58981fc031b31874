"""What every package that ships promises: labels, outputs, a period, the same values in SQL, and the log's facts."""

from collections.abc import Iterator
from random import Random

import pytest
from sqlalchemy import Connection

from tenants.norms import facts
from tenants.norms.errors import UnknownDayCount
from tenants.norms.language import (
    Package,
    canonical,
    compile_chain,
    evaluate,
    load_package,
    shipped_names,
    shipped_package,
    shipped_text,
)
from tests.norms.comparison import Rows, rows_as_source
from tests.norms.problem_documents import month, only
from tests.norms.random_norms import random_record

KEYS = ("person", "day", "month", "quarter")
OWN = {
    "f1-customs-v1": {"product": "item", "level": "item", "good": "verification", "timely": "verification"},
    "f3-hung-yen-statistics": {"group": "item", "position": "position"},
    "f6-two-step": {"base": "item", "difficulty": "item", "result": "verification", "bonus": "verification"},
    "f7-bac-ninh-service-centre": {"stars": "verification", "part": "verification", "priority": "verification"},
    "f8-dak-lak-land-office": {"both": "verification"},
}
every_package = pytest.mark.parametrize("name", shipped_names())


def labels(package: Package) -> Iterator[tuple[str, str, str]]:
    yield "", package.title.vi, package.title.en
    for setting in package.settings.values():
        yield setting.name, setting.label.vi, setting.label.en
    for table in package.tables.values():
        yield table.name, table.label.vi, table.label.en
    for level in package.levels.values():
        for one in level.inputs.values():
            yield f"{level.name}.{one.name}", one.label.vi, one.label.en
        for name in level.outputs:
            yield f"{level.name}.{name}", level.formulas[name].label.vi, level.formulas[name].label.en


@every_package
def test_a_shipped_package_speaks_both_languages(name: str) -> None:
    assert [where for where, vi, en in labels(shipped_package(name)) if not (vi and en)] == []


@every_package
def test_a_shipped_package_promises_outputs_at_every_level_and_has_its_period(name: str) -> None:
    package = shipped_package(name)

    assert [level.name for level in package.levels.values() if not level.outputs] == []
    assert {"total", "rating"} <= set(package.levels[package.period].outputs)
    assert {"results", "total", "rating"} <= set(package.levels["month"].outputs)
    assert "points" in package.levels["entry"].outputs


@every_package
def test_every_class_of_a_shipped_package_is_reached_by_an_example(name: str) -> None:
    package = shipped_package(name)
    reached = {one.expect["rating"].value for one in package.examples if "rating" in one.expect}

    assert reached == {"HTXS", "HTT", "HT", "KHT", None}


@pytest.mark.parametrize("name", [name for name in shipped_names() if name != "khanh-hoa"])
def test_a_shipped_package_gives_the_same_months_in_postgresql(arithmetic: Connection, name: str) -> None:
    package, random = shipped_package(name), Random(name)
    keys = [{"person": person, "month": month, "quarter": 0} for person in range(8) for month in range(2)]
    months: Rows = [{**key, **random_record(random, package, "month")} for key in keys]
    entries: Rows = [
        {**random.choice(keys), "day": random.randrange(3), **random_record(random, package, "entry")}
        for _ in range(50)
    ]
    sources = {
        "entry": rows_as_source(package, "entry", entries, KEYS, 1),
        "month": rows_as_source(package, "month", months, ("person", "month", "quarter"), 2),
    }
    found = arithmetic.execute(compile_chain(package, "month", sources, fenced=True)).mappings().all()

    assert len(found) == len(months)
    for row in found:
        (own,) = [one for one in months if (one["person"], one["month"]) == (row["person"], row["month"])]
        below = [_facts(one) for one in entries if (one["person"], one["month"]) == (row["person"], row["month"])]
        expected = evaluate(package, "month", {**_facts(own), "of": below})
        assert {one: canonical(row[one]) for one in expected} == {
            one: canonical(value) for one, value in expected.items()
        }


def _facts(row: dict[str, object]) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in KEYS}


@every_package
def test_the_log_and_the_province_s_own_facts_feed_every_package(name: str) -> None:
    package = shipped_package(name)

    facts.check(package)
    assert {one.name: one.origin for one in facts.own(package, *facts.OWN["entry"])} == OWN.get(name, {})


def test_days_late_are_working_days_unless_the_package_says_otherwise() -> None:
    text = shipped_text("khanh-hoa")

    assert facts.day_count(shipped_package("decree-335")) == "working_days"
    assert facts.day_count(shipped_package("khanh-hoa")) == "working_days"
    calendar = load_package(text, "p.yaml", "settings: {days_late_in: calendar_days}\nexamples: {}")
    assert facts.day_count(calendar) == "calendar_days"


def test_days_that_nobody_counts_are_refused() -> None:
    text = shipped_text("khanh-hoa").replace("{value: working_days, keys: [", "{value: moons, keys: [moons, ")

    with pytest.raises(UnknownDayCount):
        facts.check(load_package(text, "p.yaml"))


@pytest.mark.parametrize(
    ("document", "place"),
    [
        (month("1") + "    outputs: [f, g]\n", (24, 18, "name", "g")),
        (month("1") + "    outputs: [f, f]\n", (24, 14, "type", "month")),
        (month("1") + "    outputs: f\n", (24, 14, "type", "month")),
        (month("1") + "period: week\n", (24, 9, "type", "period")),
        (month("1") + "period: quarter\n", (24, 9, "name", "period")),
    ],
)
def test_a_promise_that_is_not_kept_is_told_at_its_place(document: str, place: tuple[int, int, str, str]) -> None:
    problem = only(document)

    assert (problem.line, problem.column, problem.code, problem.formula) == place
