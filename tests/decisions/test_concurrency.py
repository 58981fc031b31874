"""Two who decide at the same moment never give one seat twice, nor decide one sheet twice."""

import asyncio
import random
from collections.abc import Awaitable
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from kernel.errors import Refusal
from tenants.decisions import deciding
from tenants.decisions.deciding import Choice
from tenants.decisions.errors import AlreadyDecided, NothingChanges, NotPetitionable, QuotaFull
from tenants.decisions.models import Decision
from tenants.evaluation.models import Sheet
from tests.decisions.conftest import DOCUMENT, Office

REASON = "Sáng kiến cấp tỉnh"
DECIDERS = ("agency_head", "division_head")


async def settled(*steps: Awaitable[object]) -> list[object]:
    """What became of steps taken at once; a refusal is an answer like any other, anything else is a fault."""
    found = await asyncio.gather(*steps, return_exceptions=True)
    for one in found:
        if isinstance(one, BaseException) and not isinstance(one, Refusal):
            raise one
    return list(found)


async def taken(office: Office) -> int:
    """How many HTXS decisions stand; never more than the quota of the group and of the agency."""
    scope = await office.scope()
    counts = scope.taken()
    assert all(count <= scope.seats(key) for key, count in counts.items())
    return counts[""]


async def test_the_second_of_two_deciders_waits_for_the_first_and_sees_the_seat_taken(office: Office) -> None:
    await office.delegate("division_head")
    await office.sheets(["75"] * 5)
    first, second = await office.sheets(["95", "95"])
    head, delegate = [await office.caller(name) for name in DECIDERS]
    db, tenant = office.province.db, office.province.id

    async def by_delegate() -> Decision:
        async with db.tenant(tenant) as session:
            choice = Choice(second, "HTXS", REASON)
            return await deciding.decide(session, delegate, choice, DOCUMENT, now=office.now)

    async with db.tenant(tenant) as session:
        await deciding.decide(session, head, Choice(first, "HTXS", REASON), DOCUMENT, now=office.now)
        waiting = asyncio.create_task(by_delegate())
        done, _ = await asyncio.wait({waiting}, timeout=0.5)
        assert not done, "the second decider waits until the first has committed"
    with pytest.raises(QuotaFull):
        await waiting
    assert await taken(office) == 1


async def test_a_petition_filed_while_the_decision_is_replaced_waits_and_finds_it_replaced(office: Office) -> None:
    decision = await office.decide((await office.sheets(["75"]))[0])
    head = await office.caller("agency_head")
    async with office.province.db.tenant(office.province.id) as session:
        choice = Choice(decision.sheet_id, "HT", "Kết luận thanh tra")
        await deciding.replace(session, head, choice, DOCUMENT, now=office.now)
        filing = asyncio.create_task(office.petition(decision))
        done, _ = await asyncio.wait({filing}, timeout=0.5)
        assert not done
    with pytest.raises(NotPetitionable):
        await filing


async def test_no_sheet_of_the_agency_moves_while_somebody_decides(office: Office) -> None:
    first, second = await office.sheets(["75", "95"])
    head, wanted = await office.caller("agency_head"), select(Sheet.id).where(Sheet.id == second)
    async with office.province.db.tenant(office.province.id) as session:
        await deciding.decide(session, head, Choice(first), DOCUMENT, now=office.now)
        async with office.province.db.tenant(office.province.id) as other:
            with pytest.raises(OperationalError, match="could not obtain lock"):
                await other.execute(wanted.with_for_update(nowait=True))
            await other.rollback()


async def test_many_at_once_share_out_the_seats_and_no_more(office: Office) -> None:
    await office.delegate("division_head")
    await office.sheets(["75"] * 10)
    best = await office.sheets(["95"] * 6)
    found = await settled(
        *(
            office.decide(sheet_id, DECIDERS[number % 2], decided_class="HTXS", reason=REASON)
            for number, sheet_id in enumerate(best)
        )
    )
    assert sorted(type(one).__name__ for one in found) == ["Decision"] * 2 + ["QuotaFull"] * 4
    assert await taken(office) == 2


async def test_one_sheet_decided_by_two_at_once_has_one_decision(office: Office) -> None:
    await office.delegate("division_head")
    sheet_id = (await office.sheets(["75"]))[0]
    found = await settled(*(office.decide(sheet_id, DECIDERS[number % 2]) for number in range(4)))
    assert [type(one) for one in found if not isinstance(one, Decision)] == [AlreadyDecided] * 3
    assert [view.decision.number for view in await office.history(sheet_id)] == [1]


async def test_whole_agencies_decided_at_once_come_out_as_if_one_after_the_other(office: Office) -> None:
    await office.delegate("division_head")
    await office.sheets(["75"] * 5)
    best = await office.sheets(["97", "96"])
    for outcomes in await settled(office.decide_all(), office.decide_all("division_head")):
        assert isinstance(outcomes, list)
        assert all(one.decision is not None for one in outcomes if one.refusal is None)
    assert [len(await office.history(sheet_id)) for sheet_id in best] == [1, 1]
    assert await taken(office) == 1


@pytest.mark.parametrize("seed", range(3))
async def test_no_order_of_deciding_replacing_and_answering_exceeds_the_quota_or_loses_a_decision(
    office: Office, seed: int
) -> None:
    choose = random.Random(seed)
    await office.delegate("division_head")
    await office.delegate("commune_head", "province_head")
    await office.sheets(["75"] * 10)
    best = await office.sheets(["95"] * 5)
    made: dict[UUID, int] = dict.fromkeys(best, 0)

    async def step(sheet_id: UUID) -> object:
        views = await office.history(sheet_id)
        wanted = choose.choice(["HTXS", "HTXS", "HTT", "HT"])
        if not views:
            return await office.decide(sheet_id, choose.choice(DECIDERS), decided_class=wanted, reason=REASON)
        standing = views[-1]
        if choose.random() < 0.4 and standing.petition is None and standing.decision.petition_id is None:
            petition = await office.petition(standing.decision)
            by = choose.choice(["province_head", "commune_head", "agency_head"])
            return await office.answer(petition, "changed", by, decided_class=wanted, document_number="9/QĐ")
        return await office.replace(sheet_id, wanted, by=choose.choice(DECIDERS))

    for _ in range(4):
        sheets = choose.sample(best, 4)
        found = await settled(*(step(sheet_id) for sheet_id in sheets))
        assert await taken(office) <= 2
        for sheet_id, one in zip(sheets, found, strict=True):
            assert not isinstance(one, NothingChanges) or made[sheet_id]
        for sheet_id in best:
            numbers = [view.decision.number for view in await office.history(sheet_id)]
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) >= made[sheet_id], "a decision is never lost"
            made[sheet_id] = len(numbers)
    assert sum(made.values()) > 5
