"""A month computed from its frozen aggregates is the month computed from the log: same values, same receipt hash."""

from collections.abc import Mapping
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from tenants.norms.language import (
    Package,
    Source,
    canonical,
    canonical_array,
    compile_chain,
    load_package,
    names_of,
    resting_on,
    shipped_names,
    shipped_package,
    with_named_aggregates,
    with_receipts,
)
from tests.norms.comparison import Rows, rows_as_source
from tests.norms.random_norms import random_package, random_record

Found = dict[int, Mapping[str, Any]]
PERSONS = 30


def records(random: Random, package: Package) -> dict[str, Rows]:
    """Records of every level a month stands on that has inputs, by level; some persons have no work at all."""
    found: dict[str, Rows] = {}
    level = package.levels["month"]
    months = [{"person": person, "month": 1, **random_record(random, package, "month")} for person in range(PERSONS)]
    while level.over is not None:
        level = package.levels[level.over]
        if level.inputs:
            keys = {"day", *level.by}
            found[level.name] = [
                {**_keys(random, keys, person), **random_record(random, package, level.name)}
                for person in range(PERSONS)
                for _ in range(random.choice((0, 1, 2, 6)))
            ]
    return {**found, "month": months}


def _keys(random: Random, names: set[str], person: int) -> dict[str, int]:
    return {"person": person, "month": 1} | {name: random.randrange(4) for name in sorted(names - {"person", "month"})}


def from_log(connection: Connection, package: Package, given: Mapping[str, Rows]) -> Found:
    """Each person's month from the log with its receipt and, as texts, its aggregates; naming them changes nothing."""
    named, names = with_named_aggregates(package)
    found: list[Found] = []
    for of in (package, named):
        sources = {
            level: Source(_rows(package, level, rows, number), fenced=True)
            for number, (level, rows) in enumerate(given.items())
        }
        chain = compile_chain(of, "month", sources, fenced=True)
        scored = with_receipts(package, "month", chain).subquery("scored")
        asked = [canonical_array(named, "month", names, scored.c).label("sums")] if of is named and names else []
        rows = connection.execute(select(scored, *asked)).mappings()
        found.append({row["person"]: dict(row) for row in rows})
    plain, with_sums = found
    for person, row in plain.items():
        assert {name: with_sums[person][name] for name in row} == dict(row)
    return {person: {**row, "sums": row.get("sums", [])} for person, row in with_sums.items()}


def _rows(package: Package, level: str, rows: Rows, number: int) -> Any:
    keys = tuple(rows[0].keys() - package.levels[level].inputs.keys()) if rows else ("person", "month", "day")
    return rows_as_source(package, level, rows, tuple(sorted(keys)), number + 1)


def from_sums(connection: Connection, package: Package, months: Rows, scored: Found) -> Found:
    """The same months from nothing but their facts and the stored texts."""
    _, names = with_named_aggregates(package)
    resting = resting_on(package)
    rows = [{**month, **dict(zip(names, scored[month["person"]]["sums"], strict=True))} for month in months]
    source = rows_as_source(resting, "month", rows, ("month", "person"), 1)
    chain = compile_chain(resting, "month", {"month": Source(source, fenced=True)}, fenced=True)
    found = connection.execute(with_receipts(package, "month", chain)).mappings().all()
    return {row["person"]: dict(row) for row in found}


def differences(connection: Connection, package: Package, random: Random) -> list[str]:
    given_rows = records(random, package)
    scored = from_log(connection, package, given_rows)
    again = from_sums(connection, package, given_rows["month"], scored)
    assert len(scored) == len(again) == PERSONS
    return [
        f"{person}: {name}: from the log {canonical(first[name])!r}, frozen {canonical(again[person][name])!r}"
        for person, first in scored.items()
        for name in names_of(package, "month")
        if canonical(first[name]) != canonical(again[person][name])
    ] + [f"{person}: hash" for person, first in scored.items() if first["_hash"] != again[person]["_hash"]]


@pytest.mark.parametrize("name", shipped_names())
def test_the_months_of_a_shipped_package_are_the_same_from_their_aggregates(arithmetic: Connection, name: str) -> None:
    for seed in range(3):
        assert differences(arithmetic, shipped_package(name), Random(seed)) == []


@settings(
    max_examples=30,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a seed does not get simpler by getting smaller
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(min_value=0, max_value=2**32))
def test_the_months_of_a_random_package_are_the_same_from_their_aggregates(arithmetic: Connection, seed: int) -> None:
    random = Random(seed)
    assert differences(arithmetic, random_package(random), random) == []


DOCUMENT = """
package: long
version: 1.0.0
levels:
  entry:
    by: [person, month]
    inputs: {n: {max: 9}}
    formulas: {third: n / 3}
  month:
    over: entry
    by: [person, month]
    inputs: {m: {max: 9}}
    formulas:
      squares: sum(third * third) * 9
      twice: sum(third * third) + sum( third*third ) + m
      many: count(n > 2) + count(n > 2, where=n < 7)
"""


def test_equal_aggregates_share_a_name_and_keep_all_their_decimals(arithmetic: Connection) -> None:
    package = load_package(DOCUMENT, "long.yaml")
    named, names = with_named_aggregates(package)
    assert names == ("frozen_0", "frozen_1", "frozen_2")
    assert named.digest == resting_on(package).digest == package.digest
    assert list(resting_on(package).levels["month"].inputs) == ["m", *names]
    rows: Rows = [{"person": 0, "month": 1, "n": n} for n in (1, 2, 5)]
    months: Rows = [{"person": 0, "month": 1, "m": 4}]
    scored = from_log(arithmetic, package, {"entry": rows, "month": months})
    assert len(scored[0]["sums"][0].partition(".")[2]) > 30
    again = from_sums(arithmetic, package, months, scored)
    assert again[0]["_hash"] == scored[0]["_hash"]


def test_a_name_that_is_taken_is_not_given_again() -> None:
    taken = load_package(DOCUMENT.replace("m: {max: 9}", "frozen_0: {max: 9}").replace("+ m", "+ frozen_0"), "taken")
    assert with_named_aggregates(taken)[1] == ("frozen_1", "frozen_2", "frozen_3")
