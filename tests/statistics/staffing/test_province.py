"""Staffing from a province's log: hours by month where people stand, shares of the establishment, who may ask."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import text

from kernel.errors import BadInput, Forbidden, NotFound
from policies.authority import RoleHeld
from tenants.statistics import staffing_months, staffing_queries
from tests.fixtures_tenant import Province

PEOPLE = text(
    """
    INSERT INTO person (tenant_id, id, pin, full_name, sort_key, search_key)
    SELECT :tenant, uuidv7(), '0568' || lpad(n::text, 8, '0'), 'Người ' || n, 'n', 'n' FROM generate_series(1, 12) AS n
    """
)
POSTS = text(
    """
    INSERT INTO appointment (tenant_id, id, person_id, unit_id, role, is_primary, weight, valid_from)
    SELECT :tenant, uuidv7(), id, :unit, 'cadre', true, 1,
           CASE WHEN pin LIKE '%12' THEN CAST(:joined AS date) ELSE CAST(:opened AS date) END
    FROM person WHERE tenant_id = :tenant AND pin LIKE '0568%'
    """
)
# Ten hours a day on 15 days of each month; one person logs twice as much, and who joined late began then.
WORK = text(
    """
    INSERT INTO person_day (tenant_id, person_id, day, entries, minutes, norm_minutes, points, early, late)
    SELECT :tenant, person.id, CAST(month AS date) + n, 3, 600,
           CASE WHEN pin LIKE '%01' THEN 1200 ELSE 600 END, 1, 0, 0
    FROM person
    CROSS JOIN generate_series(CAST(:first AS timestamp), CAST(:last AS timestamp), interval '1 month') AS month
    CROSS JOIN generate_series(0, 14) AS n
    WHERE person.tenant_id = :tenant AND pin LIKE '0568%' AND (pin NOT LIKE '%12' OR month >= :joined)
    """
)
ESTABLISHMENT = text("UPDATE unit_place SET establishment = :posts WHERE tenant_id = :tenant AND unit_id = :unit")


@pytest.fixture
async def working(province: Province) -> Province:
    """Twelve more people in the budget division, with a year's sums of work up to last month."""
    last = _last(province)
    joined = (last.replace(day=1) - timedelta(days=62)).replace(day=1)
    unit = province.units["budget_division"]
    values = {"tenant": province.id, "unit": unit, "opened": date(2024, 1, 1), "joined": joined}
    first = staffing_months._months_back(last, 11)
    async with province.db.tenant(province.id) as session:
        await session.execute(PEOPLE, {"tenant": province.id})
        await session.execute(POSTS, values)
        await session.execute(WORK, {"tenant": province.id, "first": first, "last": last, "joined": joined})
        await session.execute(ESTABLISHMENT, {**values, "posts": 16})
    return province


def _last(province: Province) -> date:
    return province.today.replace(day=1) - timedelta(days=1)


async def _ask(province: Province, name: str, unit: UUID, last: date) -> staffing_queries.Report:
    async with province.db.tenant(province.id) as session:
        caller = province.caller(name)
        return await staffing_queries.of_branch(session, caller, unit, last, today=province.today)


async def test_hours_stand_where_people_do_and_months_before_they_came_are_not_idle(working: Province) -> None:
    unit = working.units["budget_division"]
    async with working.db.tenant(working.id) as session:
        log = await staffing_months.hours_by_month(session, _last(working))
    hours = log.hours[unit, "professional"]
    assert len(log.months) == 12
    newcomer = hours[[line[-1] == 150.0 and line[0] not in (150.0, 300.0, 0.0) for line in hours]]
    assert len(newcomer) == 1
    assert set(newcomer[0][-3:]) == {150.0}
    others = hours[[line[0] in (150.0, 300.0, 0.0) for line in hours]]
    assert newcomer[0][0] == pytest.approx(others[:, 0].mean())


async def test_the_head_sees_need_beside_establishment_and_no_person(working: Province) -> None:
    unit = working.units["budget_division"]
    report = await _ask(working, "agency_head", unit, _last(working))
    line = next(one for one in report.lines if one.group == "professional")
    assert line.need is not None
    assert line.need.low <= line.need.posts <= line.need.high
    assert sum(one.establishment for one in report.lines) == 16
    assert 11 < line.need.posts < 15
    (total,) = [one for one in report.totals if one.group == "professional"]
    assert (total.people, total.establishment) == (line.people, line.establishment)
    few = [one for one in report.lines if one.people < 3]
    assert few
    assert all(one.need is None for one in few)


async def test_the_part_has_a_line_for_each_level_and_group_with_exact_texts(working: Province) -> None:
    async with working.db.tenant(working.id) as session:
        levels = dict.fromkeys(working.units.values(), "provincial")
        lines = await staffing_months.figures(session, _last(working), levels)
        again = await staffing_months.figures(session, _last(working), levels)
        none = await staffing_months.figures(session, _last(working), {})
    assert lines == again
    assert none == []
    line = next(one for one in lines if one["group"] == "professional")
    assert (line["level"], line["largest"], line["second"]) == ("provincial", "3600.00", "1800.00")
    assert Decimal(line["need_low"]) <= Decimal(line["need"]) <= Decimal(line["need_high"])
    assert len(line["months"]) == 12
    assert sum(Decimal(hours) for _, hours in line["months"]) == pytest.approx(Decimal(line["hours"]), abs=1)
    assert sum(one["establishment"] for one in lines) >= 16


async def test_only_heads_and_administrators_ask_and_only_of_their_branch(working: Province) -> None:
    last, unit = _last(working), working.units["budget_division"]
    for name in ("cadre1", "division_head"):
        with pytest.raises(Forbidden):
            await _ask(working, name, unit, last)
    assert (await _ask(working, "admin", unit, last)).lines
    stranger = replace(working.caller("agency_head"), roles=(RoleHeld("agency_head", unit, "999."),))
    async with working.db.tenant(working.id) as session:
        with pytest.raises(NotFound):
            await staffing_queries.of_branch(session, stranger, unit, last, today=working.today)
        with pytest.raises(BadInput):
            await staffing_queries.of_branch(session, working.caller("admin"), unit, working.today, today=working.today)
        with pytest.raises(BadInput):
            await staffing_queries.of_branch(
                session, working.caller("admin"), unit, last, today=working.today, hours_of_post=0
            )
