"""Work missing from the catalogue: suggested by whoever does it, drafted or declined by whoever may propose."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

import pytest

from kernel.clock import utc_now
from kernel.errors import BadInput, Forbidden, NotFound
from kernel.ids import uuid7
from tenants.catalogue import actions, suggestions
from tenants.catalogue.errors import SuggestionAnswered
from tenants.catalogue.models import ItemSuggestion
from tenants.catalogue.records import ITEMS
from tenants.catalogue.suggestions import SuggestionInput
from tests.catalogue.conftest import UNIT_ITEM
from tests.fixtures_tenant import Province

GIVEN = SuggestionInput("Hướng dẫn kê khai tại thôn", "biên bản", 45, "Mỗi tháng làm 20 buổi, danh mục chưa có.")


async def suggest(province: Province, who: str, given: SuggestionInput = GIVEN) -> ItemSuggestion:
    async with province.db.tenant(province.id) as session:
        return await suggestions.suggest(session, province.caller(who), given, now=utc_now())


async def waiting(province: Province, who: str) -> Sequence[UUID]:
    async with province.db.tenant(province.id) as session:
        return [row.id for row in await suggestions.waiting(session, province.caller(who), on=province.today)]


async def test_a_suggestion_reaches_those_who_may_propose_for_its_unit(province: Province) -> None:
    made = await suggest(province, "cadre1")
    for who in ("division_head", "agency_head", "admin"):
        assert await waiting(province, who) == [made.id]
    assert await waiting(province, "commune_head") == []
    with pytest.raises(Forbidden):
        await waiting(province, "cadre2")
    with pytest.raises(BadInput):
        await suggest(province, "cadre1", replace(GIVEN, usual_minutes=0))
    with pytest.raises(BadInput):
        await suggest(province, "cadre1", replace(GIVEN, reason="  "))
    with pytest.raises(Forbidden):
        await suggest(province, "admin")


async def test_it_becomes_a_draft_and_its_author_sees_the_approval(province: Province) -> None:
    made, now = await suggest(province, "cadre1"), utc_now()
    head, owner = province.caller("division_head"), province.units["budget_division"]
    async with province.db.tenant(province.id) as session:
        drafted = await suggestions.draft(session, head, made.id, "DV-900", UNIT_ITEM, owner, now=now)
        assert await suggestions.in_force(session, [drafted.work_item_id]) == set()
    async with province.db.tenant(province.id) as session:
        await actions.approve(session, head, ITEMS, drafted.work_item_id, province.today, now=now)
    async with province.db.tenant(province.id) as session:
        (mine,) = await suggestions.mine(session, province.caller("cadre1"))
        assert (mine.outcome, mine.work_item_id) == ("drafted", drafted.work_item_id)
        assert await suggestions.in_force(session, [drafted.work_item_id]) == {drafted.work_item_id}
        assert list(await suggestions.mine(session, province.caller("cadre2"))) == []
    async with province.db.tenant(province.id) as session:
        with pytest.raises(SuggestionAnswered):
            await suggestions.decline(session, head, made.id, "Đã có rồi.", now=now)


async def test_it_is_declined_with_a_reason_and_never_from_elsewhere(province: Province) -> None:
    made = await suggest(province, "cadre1")
    for who, wanted in (("commune_head", made.id), ("division_head", uuid7())):
        async with province.db.tenant(province.id) as session:
            with pytest.raises(NotFound):
                await suggestions.decline(session, province.caller(who), wanted, "Không thuộc đơn vị.", now=utc_now())
    async with province.db.tenant(province.id) as session:
        await suggestions.decline(session, province.caller("admin"), made.id, "Đã có đầu việc CH-001.", now=utc_now())
    async with province.db.tenant(province.id) as session:
        (mine,) = await suggestions.mine(session, province.caller("cadre1"))
    assert (mine.outcome, mine.answer) == ("declined", "Đã có đầu việc CH-001.")
    assert await waiting(province, "admin") == []
