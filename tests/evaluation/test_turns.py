"""What waits for whom: opinions of direct superiors, decisions of heads, and a sheet that moved under a writer."""

from datetime import timedelta
from typing import Any

import pytest

from kernel.errors import Refusal
from tenants.evaluation import turns
from tenants.evaluation.errors import SheetMoved
from tenants.evaluation.turns import Acts, Waiting
from tests.evaluation.conftest import Cycle


async def named(cycle: Cycle, who: str, turn: Any) -> set[str]:
    """Of whom the sheets wait for somebody."""
    names = {person_id: name for name, person_id in cycle.province.people.items()}
    async with cycle.session() as session:
        rows = await turns.waiting(session, cycle.caller(who), cycle.period_id, turn, now=cycle.now, limit=50)
    return {names[row.sheet.person_id] for row in rows}


async def test_an_opinion_waits_for_the_direct_superior_once_the_person_has_scored(cycle: Cycle) -> None:
    assert await named(cycle, "division_head", "opinion") == set()
    await cycle.self_score("cadre1")
    assert await named(cycle, "division_head", "opinion") == {"cadre1"}
    for other in ("agency_head", "cadre1", "cadre2", "province_head", "commune_head"):
        assert await named(cycle, other, "opinion") == set()
    await cycle.opine("cadre1")
    assert await named(cycle, "division_head", "opinion") == set()


async def test_whoever_let_the_deadline_pass_waits_for_the_superior_too(cycle: Cycle) -> None:
    cycle.log.now = cycle.after("self_score_by", 1)
    assert await named(cycle, "division_head", "opinion") == {"cadre1", "cadre2"}
    async with cycle.session() as session:
        assert await turns.count(session, cycle.caller("division_head"), now=cycle.now) == Waiting(2, 0)


async def test_decisions_wait_for_the_head_of_the_agency_when_the_sheets_are_frozen(past_cycle: Cycle) -> None:
    cycle = past_cycle
    await cycle.work()
    await cycle.opine("cadre1")
    assert await named(cycle, "agency_head", "decision") == set()
    await cycle.close()
    waits = await named(cycle, "agency_head", "decision")
    assert "cadre1" in waits
    assert "agency_head" not in waits
    assert "commune_cadre" not in waits
    assert await named(cycle, "division_head", "decision") == set()
    async with cycle.session() as session:
        counted = await turns.count(session, cycle.caller("agency_head"), now=cycle.now)
    assert counted.decisions == len(waits)


async def test_what_may_be_done_on_a_sheet_follows_the_post(cycle: Cycle) -> None:
    sheet = await cycle.sheet("cadre1")
    place = (sheet.appointment_id, sheet.agency_id, sheet.person_id)
    expected = {
        "cadre1": Acts(), "division_head": Acts(opine=True), "agency_head": Acts(decide=True),
        "province_head": Acts(), "cadre2": Acts(),
    }  # fmt: skip
    for who, acts in expected.items():
        async with cycle.session() as session:
            assert (await turns.acts(session, cycle.caller(who), [place], cycle.log.today))[place] == acts, who


async def test_what_was_written_upon_an_older_sheet_is_refused_and_changes_nothing(cycle: Cycle) -> None:
    opened = (await cycle.events("cadre1"))[-1].id
    await cycle.self_score("cadre1", "25", seen=opened)
    with pytest.raises(SheetMoved) as refused:
        await cycle.self_score("cadre1", "20", seen=opened, now=cycle.now + timedelta(minutes=1))
    assert isinstance(refused.value, Refusal)
    first = await cycle.sheet("cadre1")
    assert first.self_scored_at == cycle.now
    newest = (await cycle.events("cadre1"))[-1].id
    later = await cycle.self_score("cadre1", "20", seen=newest, now=cycle.now + timedelta(minutes=1))
    assert later.self_scored_at == cycle.now + timedelta(minutes=1)
