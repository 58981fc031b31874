"""What would have changed a month: amounts are those of the evaluator, asked through the door and by property."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel.errors import NotFound
from kernel.ids import uuid7
from tenants.norms.language import Package, evaluate, shipped_package
from tenants.scoring import actions as scoring
from tenants.scoring import months, what_if, what_ifs
from tenants.scoring.what_if import Change, Done
from tests.worklogs.conftest import Log

DECREE, KHANH_HOA = shipped_package("decree-335"), shipped_package("khanh-hoa")
DAYS = [f"2026-10-{day:02}" for day in range(1, 6)]
COUNT = st.integers(0, 6).map(Decimal)
T3: list[dict[str, Any]] = [
    {"k": 1, "assigned": 10, "accepted": 9, "delays": 2},
    {"k": Decimal("2.5"), "assigned": 4, "accepted": 4, "failed": 1},
    {"k": 4, "assigned": 1, "accepted": 1, "delays": 2},
]


def done(**inputs: object) -> Done:
    exact = {name: Decimal(value) if isinstance(value, int) else value for name, value in inputs.items()}
    return Done(exact, {"day": DAYS[0]}, uuid7())  # type: ignore[arg-type]


def told(changes: list[Change], kind: str) -> Change:
    (found,) = [one for one in changes if one.kind == kind]
    return found


def test_the_amounts_of_the_decrees_worked_example() -> None:
    rows = [done(failed_waived=0, delays_waived=0, **({"failed": 0, "delays": 0} | given)) for given in T3]
    month = {"general": Decimal("27.5")}
    now = what_if.figures(DECREE, month, rows)
    assert now.total is not None
    assert round(now.total, 4) == Decimal("91.5451")
    changes = what_if.changes(DECREE, month, rows)
    alone = what_if.single_changes(DECREE, month, rows)
    late = next(one for one in alone if one.entry_ids == (rows[2].entry_id,))
    accepted = told(changes, what_if.ACCEPTED)
    assert late.after.total is not None
    assert accepted.after.total is not None
    assert (late.kind, late.times) == (what_if.DELAYS_WAIVED, 2)
    assert round(late.after.total - now.total, 2) == Decimal("1.94")
    assert round(accepted.after.total - now.total, 2) == Decimal("2.92")


@st.composite
def decree_rows(draw: st.DrawFn) -> list[Done]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        assigned = draw(COUNT)
        accepted = min(assigned, draw(COUNT))
        faults = {name: draw(COUNT) for name in ("failed", "delays", "failed_waived", "delays_waived")}
        given = {"k": draw(COUNT) + 1, "assigned": assigned, "accepted": accepted, **faults}
        entry_id = uuid7() if draw(st.booleans()) else None
        found.append(Done(given, {"day": draw(st.sampled_from(DAYS))}, entry_id, assigned, counts=draw(st.booleans())))
    return found


@st.composite
def khanh_hoa_rows(draw: st.DrawFn) -> list[Done]:
    found = []
    for _ in range(draw(st.integers(0, 5))):
        written = draw(COUNT)
        given: dict[str, Any] = {
            "norm": draw(COUNT) * 60,
            "quantity": min(written, draw(COUNT)),
            "complexity": draw(st.sampled_from(["simple", "hard"])),
            "quality": draw(st.sampled_from(["excellent", "good", "fair", "poor", "rejected"])),
            "days_late": draw(COUNT) - 3,
        }
        found.append(Done(given, {"day": draw(st.sampled_from(DAYS))}, uuid7(), written, counts=draw(st.booleans())))
    return found


def nested(package: Package, month: dict[str, Any], rows: list[Done]) -> dict[str, Any]:
    """The month as the reference evaluates it, from its inputs alone."""
    below: list[dict[str, Any]] = [dict(row.inputs) for row in rows if row.counts]
    if package.levels["month"].over == "day":
        days = {row.keys["day"] for row in rows if row.counts}
        below = [{"of": [dict(one.inputs) for one in rows if one.counts and one.keys["day"] == day]} for day in days]
    return evaluate(package, "month", {**month, "of": below})


def exact(given: dict[str, Any], name: str) -> Decimal:
    return Decimal(given.get(name, 0))


def with_change(rows: list[Done], kind: str) -> list[Done]:
    """The same records with the change made by hand, as the decree's and the province's inputs are defined."""
    found = []
    for row in rows:
        given: dict[str, Any] = dict(row.inputs)
        if kind == what_if.VERIFIED:
            found.append(replace(row, counts=True))
            continue
        fault = {"quality_waived": "failed", "delays_waived": "delays"}.get(kind)
        if fault and row.counts:
            given[f"{fault}_waived"] = max(exact(given, fault), exact(given, f"{fault}_waived"))
        if kind == what_if.ON_TIME and row.counts and "days_late" in given:
            given["days_late"] = min(Decimal(0), exact(given, "days_late"))
        if row.counts and kind == (what_if.FINISHED if row.entry_id is None else what_if.ACCEPTED):
            given |= {name: row.written for name in ("accepted", "quantity") if name in given}
            if given.get("quality") == "rejected":
                given["quality"] = "fair"
        found.append(replace(row, inputs=given))
    return found


@settings(max_examples=60, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize("name", ["decree-335", "khanh-hoa"])
def test_every_amount_is_what_the_evaluator_gives_for_the_changed_records(name: str, data: st.DataObject) -> None:
    package, strategy = (DECREE, decree_rows()) if name == "decree-335" else (KHANH_HOA, khanh_hoa_rows())
    rows = data.draw(strategy)
    month = {"general": data.draw(COUNT)} | ({"work_days": Decimal(5)} if name == "khanh-hoa" else {})
    for change in what_if.changes(package, month, rows):
        wanted = nested(package, month, with_change(rows, change.kind))
        found = change.after
        assert (found.results, found.total, found.rating) == (wanted["results"], wanted["total"], wanted["rating"])
    now = nested(package, month, rows)
    assert what_if.figures(package, month, rows).total == now["total"]


async def score_all(log: Log) -> None:
    async with log.province.db.tenant(log.province.id) as session:
        await scoring.score_pending(session)
        await months.score(session)


async def test_a_month_is_asked_through_the_log(scored_log: Log) -> None:
    log = scored_log
    good, waits = await log.write(), await log.write(quantity=Decimal(1), minutes=60)
    bad = await log.write(quantity=Decimal(1), minutes=60)
    await log.verify(good.id)
    await log.verify(bad.id, quality="rejected")
    await score_all(log)
    province = log.province
    async with province.db.tenant(province.id) as session:
        caller, person = province.caller("cadre1"), province.people["cadre1"]
        found = await what_ifs.of_month(session, caller, person, log.today, on=log.today)
    assert found.settled
    kinds = {change.kind: change for change in found.changes}
    assert kinds[what_if.VERIFIED].entry_ids == (waits.id,)
    assert kinds[what_if.ACCEPTED].entry_ids == (bad.id,)
    assert found.now.results is not None
    results = kinds[what_if.VERIFIED].after.results
    assert results is not None
    assert results > found.now.results
    await log.verify(waits.id)
    await score_all(log)
    async with province.db.tenant(province.id) as session:
        after = await what_ifs.of_month(session, caller, person, log.today, on=log.today)
        with pytest.raises(NotFound):
            await what_ifs.of_month(session, province.caller("cadre2"), person, log.today, on=log.today)
    assert after.now.results == results
