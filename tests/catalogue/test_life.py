"""The life of a version: drafted, approved from a day, superseded; what was in force never changes."""

import asyncio
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from kernel.errors import BadInput, Forbidden, NotFound
from kernel.ids import uuid7
from tenants.audit.models import AuditEvent
from tenants.catalogue import actions, queries
from tenants.catalogue.errors import (
    AlreadyInForce,
    CodeTaken,
    DraftWaiting,
    EffectiveTooEarly,
    NoDraft,
    NotInForce,
    OwnerMismatch,
    Retroactive,
    StaleDraft,
    UnknownCompetency,
)
from tenants.catalogue.models import RequiredCompetency, WorkItem, WorkItemVersion
from tenants.catalogue.records import ITEMS, POSITIONS, frameworks
from tests.catalogue.conftest import ITEM, POSITION, UNIT_ITEM, Catalogue
from tests.fixtures_tenant import Province


async def test_a_draft_is_not_in_force_until_it_is_approved(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    async with province.db.tenant(province.id) as session:
        row = await actions.propose_item(session, admin, "tc-900", ITEM, None, now=catalogue.now)
        assert (row.version, row.status, row.valid_from) == (0, "draft", None)
        assert await queries.item_in_force(session, row.work_item_id, catalogue.today) is None
        row = await actions.approve(session, admin, ITEMS, row.work_item_id, catalogue.today, now=catalogue.now)
        assert (row.version, row.status, row.valid_from, row.valid_to) == (1, "approved", catalogue.today, None)
        assert row.approved_at == catalogue.now
        found = await queries.item_in_force(session, row.work_item_id, catalogue.today)
        assert found is not None
        assert (found.code, found.version, found.norm_minutes, found.standard_score) == ("TC-900", 1, 240, Decimal(150))
        assert await queries.item_in_force(session, row.work_item_id, catalogue.day(-1)) is None
        acts = await session.scalars(
            select(AuditEvent.action).where(AuditEvent.subject_id == row.work_item_id).order_by(AuditEvent.id)
        )
        assert list(acts) == ["propose", "approve"]


async def test_a_new_version_closes_the_old_one_on_its_day_and_changes_nothing_in_it(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    item_id = await catalogue.item("TC-900")
    async with province.db.tenant(province.id) as session:
        await actions.revise_item(session, admin, item_id, replace(ITEM, norm_minutes=180), now=catalogue.now)
        assert (await queries.items_in_force(session, [item_id], catalogue.today))[item_id].norm_minutes == 240
        await actions.approve(session, admin, ITEMS, item_id, catalogue.day(5), now=catalogue.now)
        days = [(item_id, catalogue.day(at)) for at in (-2, -1, 4, 5, 400)]
        found = await queries.items_on_days(session, days)
    assert [(found[day].version, found[day].norm_minutes) if day in found else None for day in days] == [
        None,
        (1, 240),
        (1, 240),
        (2, 180),
        (2, 180),
    ]
    first, second = await catalogue.versions(item_id)
    assert (first.status, first.valid_from, first.valid_to) == ("superseded", catalogue.day(-1), catalogue.day(5))
    assert (second.status, second.base_version) == ("approved", 1)


async def test_a_version_begins_neither_on_a_past_day_nor_before_the_one_it_follows(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    item_id = await catalogue.item("TC-900", since=catalogue.day(-30))
    for day, refusal in ((-30, EffectiveTooEarly), (-40, EffectiveTooEarly), (-1, Retroactive)):
        async with province.db.tenant(province.id) as session:
            await actions.revise_item(session, admin, item_id, replace(ITEM, norm_minutes=180), now=catalogue.now)
            with pytest.raises(refusal) as refused:
                await actions.approve(session, admin, ITEMS, item_id, catalogue.day(day), now=catalogue.now)
            assert refused.value.path == ("effectiveFrom",)
    draft, first = await catalogue.versions(item_id)
    assert (draft.version, first.version, first.status, first.valid_to) == (0, 1, "approved", None)


async def test_a_draft_written_on_an_older_version_cannot_be_approved(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    item_id = await catalogue.item("TC-900")
    async with province.db.tenant(province.id) as session:
        row = await actions.revise_item(session, admin, item_id, replace(ITEM, norm_minutes=180), now=catalogue.now)
        row.base_version = None
        await session.flush()
        with pytest.raises(StaleDraft):
            await actions.approve(session, admin, ITEMS, item_id, catalogue.today, now=catalogue.now)


async def test_two_who_approve_the_same_draft_at_once_make_one_version(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    async with province.db.tenant(province.id) as session:
        draft = await actions.propose_item(session, admin, "TC-900", ITEM, None, now=catalogue.now)

    async def approve() -> int:
        async with province.db.tenant(province.id) as session:
            row = await actions.approve(session, admin, ITEMS, draft.work_item_id, catalogue.today, now=catalogue.now)
            return row.version

    ends = await asyncio.gather(approve(), approve(), approve(), return_exceptions=True)
    assert sorted(str(end) for end in ends if isinstance(end, int)) == ["1"]
    assert [type(end) for end in ends if not isinstance(end, int)] == [NoDraft, NoDraft]
    assert [row.version for row in await catalogue.versions(draft.work_item_id)] == [1]


async def test_a_version_not_yet_begun_can_be_taken_back_and_the_one_before_goes_on(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    item_id = await catalogue.item("TC-900")
    async with province.db.tenant(province.id) as session:
        with pytest.raises(AlreadyInForce):
            await actions.recall(session, admin, ITEMS, item_id, now=catalogue.now)
        await actions.revise_item(session, admin, item_id, replace(ITEM, norm_minutes=180), now=catalogue.now)
        await actions.approve(session, admin, ITEMS, item_id, catalogue.day(9), now=catalogue.now)
        row = await actions.recall(session, admin, ITEMS, item_id, now=catalogue.now)
        assert (row.version, row.status, row.valid_from, row.base_version) == (0, "draft", None, 1)
        with pytest.raises(AlreadyInForce):
            await actions.recall(session, admin, ITEMS, item_id, now=catalogue.now)
        await actions.approve(session, admin, ITEMS, item_id, catalogue.day(3), now=catalogue.now)
    first, second = await catalogue.versions(item_id)
    assert (first.valid_to, second.valid_from, second.norm_minutes) == (catalogue.day(3), catalogue.day(3), 180)


async def test_an_item_ends_on_a_day_and_may_come_back_later(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    item_id = await catalogue.item("TC-900", since=catalogue.day(-10))
    async with province.db.tenant(province.id) as session:
        with pytest.raises(Retroactive):
            await actions.end(session, admin, ITEMS, item_id, catalogue.day(-3), now=catalogue.now)
        await actions.end(session, admin, ITEMS, item_id, catalogue.day(2), now=catalogue.now)
        with pytest.raises(NotInForce):
            await actions.end(session, admin, ITEMS, item_id, catalogue.day(3), now=catalogue.now)
        await actions.revise_item(session, admin, item_id, ITEM, now=catalogue.now)
        await actions.approve(session, admin, ITEMS, item_id, catalogue.day(7), now=catalogue.now)
        days = [(item_id, catalogue.day(at)) for at in (1, 2, 6, 7)]
        found = await queries.items_on_days(session, days)
    assert [found[day].version if day in found else None for day in days] == [1, None, None, 2]


async def test_a_discarded_draft_leaves_an_approved_item_and_frees_the_code_of_a_new_one(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    item_id = await catalogue.item("TC-900")
    async with province.db.tenant(province.id) as session:
        await actions.revise_item(session, admin, item_id, replace(ITEM, norm_minutes=180), now=catalogue.now)
        await actions.discard_draft(session, admin, ITEMS, item_id, now=catalogue.now)
        with pytest.raises(NoDraft):
            await actions.discard_draft(session, admin, ITEMS, item_id, now=catalogue.now)
        new = await actions.propose_item(session, admin, "TC-901", ITEM, None, now=catalogue.now)
        await actions.discard_draft(session, admin, ITEMS, new.work_item_id, now=catalogue.now)
        await actions.propose_item(session, admin, "TC-901", ITEM, None, now=catalogue.now)
        with pytest.raises(CodeTaken):
            await actions.propose_item(session, admin, "tc-900", ITEM, None, now=catalogue.now)
    assert [row.version for row in await catalogue.versions(item_id)] == [1]


async def test_an_item_of_a_unit_is_proposed_in_the_unit_and_approved_by_its_head(catalogue: Catalogue) -> None:
    province = catalogue.province
    division, price = province.units["budget_division"], province.units["price_division"]
    head = province.caller("division_head")
    async with province.db.tenant(province.id) as session:
        row = await actions.propose_item(session, head, "NS-01", UNIT_ITEM, division, now=catalogue.now)
        with pytest.raises(Forbidden):
            await actions.propose_item(session, head, "NS-02", UNIT_ITEM, price, now=catalogue.now)
        for stranger in ("division_deputy", "cadre1", "commune_head", "admin"):
            with pytest.raises(Forbidden):
                await actions.approve(
                    session, province.caller(stranger), ITEMS, row.work_item_id, catalogue.today, now=catalogue.now
                )
        row = await actions.approve(session, head, ITEMS, row.work_item_id, catalogue.today, now=catalogue.now)
        assert row.approved_by == province.people["division_head"]
        above = province.caller("agency_head")
        await actions.revise_item(session, above, row.work_item_id, UNIT_ITEM, now=catalogue.now)
        count = await session.scalar(select(func.count()).select_from(WorkItem).where(WorkItem.owner_unit_id == price))
    assert count == 0


async def test_what_is_common_to_the_province_is_for_its_administrator(catalogue: Catalogue) -> None:
    province = catalogue.province
    async with province.db.tenant(province.id) as session:
        for who in ("province_head", "agency_head", "cadre1"):
            with pytest.raises(Forbidden):
                await actions.propose_item(session, province.caller(who), "TC-900", ITEM, None, now=catalogue.now)
            with pytest.raises(Forbidden):
                await actions.propose_position(session, province.caller(who), "VT-900", POSITION, now=catalogue.now)
        assert await session.scalar(select(func.count()).where(WorkItem.code == "TC-900")) == 0


async def test_group_c_belongs_to_a_unit_and_no_other_group_does(catalogue: Catalogue) -> None:
    province, now = catalogue.province, catalogue.now
    async with province.db.tenant(province.id) as session:
        with pytest.raises(OwnerMismatch):
            await actions.propose_item(session, province.caller("admin"), "X-1", UNIT_ITEM, None, now=now)
        owner = province.units["department"]
        with pytest.raises(OwnerMismatch):
            await actions.propose_item(session, province.caller("agency_head"), "X-1", ITEM, owner, now=now)
        with pytest.raises(NotFound):
            await actions.propose_item(session, province.caller("admin"), "X-1", UNIT_ITEM, uuid7(), now=now)


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"name": " \n"}, "name"),
        ({"name": "x" * 301}, "name"),
        ({"field": "Tài chính"}, "field"),
        ({"task_group": "E"}, "taskGroup"),
        ({"position_groups": ()}, "positionGroups"),
        ({"position_groups": ("boss",)}, "positionGroups"),
        ({"norm_minutes": 0}, "normMinutes"),
        ({"complexity": ""}, "complexity"),
        ({"standard_score": Decimal("0.00001")}, "standardScore"),
        ({"standard_score": Decimal("NaN")}, "standardScore"),
        ({"standard_score": Decimal("1e30")}, "standardScore"),
        ({"output": "\x00"}, "output"),
        ({"product_unit": ""}, "productUnit"),
    ],
)
async def test_bad_input_is_refused_at_its_field_and_nothing_is_kept(
    catalogue: Catalogue, changes: dict[str, Any], path: str
) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    async with province.db.tenant(province.id) as session:
        before = await session.scalar(select(func.count()).select_from(WorkItemVersion))
        with pytest.raises(BadInput) as refused:
            await actions.propose_item(session, admin, "TC-900", replace(ITEM, **changes), None, now=catalogue.now)
        assert refused.value.path == (path,)
        assert await session.scalar(select(func.count()).select_from(WorkItemVersion)) == before


async def test_a_position_carries_its_framework_from_draft_to_version_and_back(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    async with province.db.tenant(province.id) as session:
        row = await actions.propose_position(session, admin, "VT-900", POSITION, now=catalogue.now)
        position_id = row.job_position_id
        await actions.approve(session, admin, POSITIONS, position_id, catalogue.today, now=catalogue.now)
        leaner = replace(POSITION, competencies={"NL-TCTH": 4})
        await actions.revise_position(session, admin, position_id, leaner, now=catalogue.now)
        await actions.approve(session, admin, POSITIONS, position_id, catalogue.day(3), now=catalogue.now)
        assert await frameworks(session, {position_id: 1}) == {(position_id, 1): {"NL-DDBL": 2, "NL-TCTH": 3}}
        assert await frameworks(session, {position_id: 2}) == {(position_id, 2): {"NL-TCTH": 4}}
        await actions.recall(session, admin, POSITIONS, position_id, now=catalogue.now)
        assert await frameworks(session, {position_id: 0}) == {(position_id, 0): {"NL-TCTH": 4}}
        await actions.discard_draft(session, admin, POSITIONS, position_id, now=catalogue.now)
        left = select(RequiredCompetency.version).where(RequiredCompetency.job_position_id == position_id)
        assert set(await session.scalars(left)) == {1}
        shown = await queries.history(session, admin, POSITIONS, position_id)
        assert [(version.version, version.valid_to) for version in shown] == [(1, None)]


async def test_a_framework_names_only_competencies_of_the_catalogue(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    async with province.db.tenant(province.id) as session:
        unknown = replace(POSITION, competencies={"NL-XYZ": 3})
        with pytest.raises(UnknownCompetency):
            await actions.propose_position(session, admin, "VT-900", unknown, now=catalogue.now)


async def test_a_record_of_another_province_is_not_found(catalogue: Catalogue, other_province: Province) -> None:
    item_id = await catalogue.item("TC-900")
    admin = other_province.caller("admin")
    async with other_province.db.tenant(other_province.id) as session:
        for wanted in (item_id, uuid7()):
            with pytest.raises(NotFound) as refused:
                await actions.revise_item(session, admin, wanted, ITEM, now=catalogue.now)
            assert refused.value.path == ("id",)
            assert await queries.item_in_force(session, wanted, catalogue.today) is None
    assert len(await catalogue.versions(item_id)) == 1


async def test_a_version_cannot_be_taken_back_onto_a_waiting_draft(catalogue: Catalogue) -> None:
    province, admin = catalogue.province, catalogue.province.caller("admin")
    item_id = await catalogue.item("TC-900", since=catalogue.day(9))
    async with province.db.tenant(province.id) as session:
        await actions.revise_item(session, admin, item_id, replace(ITEM, norm_minutes=180), now=catalogue.now)
        with pytest.raises(DraftWaiting):
            await actions.recall(session, admin, ITEMS, item_id, now=catalogue.now)
