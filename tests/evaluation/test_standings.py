"""How far a period has come, in counts, for whoever keeps the calendar."""

from datetime import timedelta
from uuid import uuid4

import pytest

from kernel.errors import Forbidden, NotFound
from tenants.evaluation import standings
from tests.evaluation.conftest import Cycle


async def test_each_agency_is_counted_and_no_person_named(cycle: Cycle) -> None:
    await cycle.self_score("cadre1", "25")
    await cycle.opine("cadre1", "24")
    await cycle.self_score("cadre2", "25")
    async with cycle.session() as session:
        found = await standings.standing(session, cycle.caller("admin"), cycle.period_id, now=cycle.now)
    department = next(one for one in found.agencies if one.agency_id == cycle.province.units["department"])
    together = found.together
    assert together.sheets == sum(one.sheets for one in found.agencies)
    assert department.sheets - department.not_ranked == department.undecided
    assert department.undecided - department.no_opinion == 1
    assert department.undecided - department.no_self_score == 2
    assert found.agencies == sorted(found.agencies, key=lambda one: (-one.undecided, str(one.agency_id)))


async def test_a_step_is_late_after_its_last_day(cycle: Cycle) -> None:
    async with cycle.session() as session:
        later = cycle.now + timedelta(days=90)
        found = await standings.standing(session, cycle.caller("admin"), cycle.period_id, now=later)
    assert found.late == {"self_score": True, "opinion": True, "decision": True}


async def test_only_whoever_keeps_the_calendar_asks(cycle: Cycle) -> None:
    async with cycle.session() as session:
        for who in ("cadre1", "agency_head", "province_head"):
            with pytest.raises(Forbidden):
                await standings.standing(session, cycle.caller(who), cycle.period_id, now=cycle.now)
        with pytest.raises(NotFound):
            await standings.standing(session, cycle.caller("admin"), uuid4(), now=cycle.now)
