"""When a version is made, when not, and that it is written whole or not at all."""

import asyncio
import logging
from dataclasses import replace
from datetime import date

import psycopg
import pytest
from sqlalchemy import event, func, select
from sqlalchemy.exc import OperationalError

from kernel.database import Database
from tenants.statistics import collecting, plans
from tenants.statistics.disclosure.coarsening import settle
from tenants.statistics.models import Release, ReleaseCell, ReleaseProof
from tenants.statistics.national import counted
from tenants.statistics.release_errors import (
    BadPlan,
    NothingToRelease,
    NotProtected,
    PartDoesNotAddUp,
    TooEarly,
    TwoTenantsOneProvince,
    UnknownPeriod,
)
from tenants.statistics.releasing import release, release_due
from tests.statistics.releases.conftest import FIRST, TODAY, Nation, hand_in, make_tenants
from tests.statistics.releases.invented import Invented, invented
from workers import periodic

CODES = ("01", "42", "56")


@pytest.fixture(scope="module")
def few() -> Invented:
    return invented(3, CODES, 2_500)


async def counts(db: Database) -> tuple[int, int, int]:
    async with db.platform() as session:
        tables = (Release, ReleaseCell, ReleaseProof)
        found = [await session.scalar(select(func.count()).select_from(table)) or 0 for table in tables]
    return found[0], found[1], found[2]


async def test_nothing_is_released_before_its_day_nor_without_an_approved_part(
    nation: Nation, nation_db: Database, few: Invented
) -> None:
    with pytest.raises(NothingToRelease):
        await release(nation_db, FIRST, TODAY)
    await hand_in(nation_db, nation.tenants["01"], few.part("01", FIRST), approved=False)
    with pytest.raises(NothingToRelease):
        await release(nation_db, FIRST, TODAY)
    await hand_in(nation_db, nation.tenants["42"], few.part("42", FIRST))
    day = plans.default_plan(FIRST).release_on
    assert day == date(2025, 11, 14)
    with pytest.raises(TooEarly):
        await release(nation_db, FIRST, date(2025, 11, 13))
    assert await release_due(nation_db, date(2025, 11, 13)) == []
    (made,) = await release_due(nation_db, day)
    assert (made.period, made.version, made.reported) == (FIRST, 1, ("42",))


async def test_a_second_run_does_nothing_and_two_at_once_make_one_version(
    nation: Nation, nation_db: Database, few: Invented
) -> None:
    for code in CODES:
        await hand_in(nation_db, nation.tenants[code], few.part(code, FIRST))
    other = Database(nation.app_url, pool_size=1)
    try:
        made = await asyncio.gather(release(nation_db, FIRST, TODAY), release(other, FIRST, TODAY))
    finally:
        await other.close()
    assert sorted(map(len, made)) == [0, 1]
    before = await counts(nation_db)
    assert before[0] == 1
    assert await release(nation_db, FIRST, TODAY) == []
    assert await release_due(nation_db, TODAY) == []
    await periodic.release_statistics(nation_db)
    assert await counts(nation_db) == before


async def test_a_run_killed_while_it_writes_leaves_nothing(
    nation: Nation, nation_db: Database, few: Invented, database_url: str
) -> None:
    """Its connection is cut when release and figures are written and the proofs are about to be."""
    for code in CODES:
        await hand_in(nation_db, nation.tenants[code], few.part(code, FIRST))
    written: list[int] = []

    def cut(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO release_proof") and not written:
            with psycopg.connect(database_url, autocommit=True) as superuser:
                query = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
                written.extend(superuser.execute(query, [nation.name]).fetchone() or ())

    event.listen(nation_db.engine.sync_engine, "before_cursor_execute", cut)
    with pytest.raises(OperationalError):
        await release(nation_db, FIRST, TODAY)
    assert written == [True]
    assert await counts(nation_db) == (0, 0, 0)
    assert len(await release(nation_db, FIRST, TODAY)) == 1


async def test_what_an_attacker_would_compute_is_not_released(
    nation: Nation,
    nation_db: Database,
    few: Invented,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A pattern that hides nothing but the small counts does not get past the audit."""
    for code in CODES:
        await hand_in(nation_db, nation.tenants[code], few.part(code, FIRST))

    def careless(*given: object, **named: object) -> object:
        found = settle(*given, **named)  # type: ignore[arg-type]
        return replace(found, pattern=replace(found.pattern, hidden=found.pattern.sensitive))

    monkeypatch.setattr(counted, "settle", careless)
    with pytest.raises(NotProtected) as refused:
        await release(nation_db, FIRST, TODAY)
    assert refused.value.data["system"] == "classes"
    with caplog.at_level(logging.ERROR):
        assert await release_due(nation_db, TODAY) == []
    assert "RELEASE_NOT_PROTECTED" in caplog.text
    assert await counts(nation_db) == (0, 0, 0)


async def test_two_tenants_of_one_province_and_parts_that_contradict_themselves_are_refused(
    nation: Nation, nation_db: Database, few: Invented
) -> None:
    part = few.part("01", FIRST)
    assert part.twice
    await hand_in(nation_db, nation.tenants["01"], replace(part, twice=part.twice[1:]))
    with pytest.raises(PartDoesNotAddUp) as refused:
        await release(nation_db, FIRST, TODAY)
    assert refused.value.data["province"] == "01"
    await hand_in(nation_db, nation.tenants["01"], part, 2)
    twin = await make_tenants(nation_db, ["01"])
    await hand_in(nation_db, twin["01"], part)
    with pytest.raises(TwoTenantsOneProvince):
        await release(nation_db, FIRST, TODAY)
    assert await counts(nation_db) == (0, 0, 0)


async def test_parts_are_read_behind_each_provinces_wall(nation: Nation, nation_db: Database, few: Invented) -> None:
    for code in CODES:
        await hand_in(nation_db, nation.tenants[code], few.part(code, FIRST))
    await hand_in(nation_db, nation.tenants["01"], few.part("01", FIRST), 2)
    found = await collecting.collect(nation_db, FIRST, {("01", 1)})
    assert {code: source.number for code, source in found.newest.items()} == {"01": 2, "42": 1, "56": 1}
    assert found.number("01", 1).part.people == found.number("01", 2).part.people
    assert found.expected == frozenset(nation.tenants)
    assert await collecting.approved(nation_db) == {FIRST: {"01": 2, "42": 1, "56": 1}}


async def test_operators_set_other_dates_for_a_period(nation: Nation, nation_db: Database) -> None:
    async with nation_db.platform() as session:
        assert await plans.plan_of(session, "2026") == plans.Plan("2026", date(2027, 1, 30), date(2027, 2, 14))
        planned = plans.Plan(FIRST, date(2025, 10, 20), date(2025, 10, 25))
        for _ in range(2):
            await plans.set_plan(session, planned)
        assert await plans.plan_of(session, FIRST) == planned
        for dates in ((date(2025, 9, 30), date(2025, 10, 5)), (date(2025, 10, 5), date(2025, 10, 5))):
            with pytest.raises(BadPlan):
                await plans.set_plan(session, plans.Plan(FIRST, *dates))
        for period in ("2026-Q5", "2026-Q0", "2026Q1", "26-Q1", "2026-", "1999-Q1", "2026-Q11", "２０２６"):
            with pytest.raises(UnknownPeriod):
                await plans.plan_of(session, period)


def test_periods_that_ended_within_two_years_are_looked_at() -> None:
    found = list(plans.ended(date(2026, 11, 23)))
    assert found == [
        "2024-Q4", "2024", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4", "2025", "2026-Q1", "2026-Q2", "2026-Q3",
    ]  # fmt: skip
    assert [plans.before(one) for one in ("2025-Q1", "2025-Q2", "2025")] == ["2024-Q4", "2025-Q1", None]
