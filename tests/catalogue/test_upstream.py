"""What the template changes after a province took it over: shown as differences, never applied by itself."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from kernel.errors import BadInput, Forbidden, NotFound
from tenants.audit.models import AuditEvent
from tenants.catalogue import actions, queries
from tenants.catalogue.acceptance import Answer, accept_upstream
from tenants.catalogue.contents import ItemContent
from tenants.catalogue.errors import CodeTaken, DraftWaiting, TemplateMoved
from tenants.catalogue.models import Competency, JobPosition, JobPositionVersion, WorkItem, WorkItemVersion
from tenants.catalogue.records import ITEMS, frameworks, item_content
from tenants.catalogue.template import adopt_template
from tenants.catalogue.upstream import Difference, upstream_differences
from tests.catalogue.conftest import ITEM, UNIT_ITEM, Catalogue
from tests.catalogue.templates import OwnTemplate, record_item
from tests.fixtures_tenant import make_province

FIRST = [record_item("A-1"), record_item("A-2")]


@pytest.fixture
async def adopted(own_template: OwnTemplate) -> Catalogue:
    """A province that took over the items A-1 and A-2, the position VT-1 and the competency NL-1."""
    own_template.load(items=FIRST)
    province = await make_province(own_template.db)
    async with province.db.tenant(province.id) as session:
        await adopt_template(session, province.opened, now=utc_now())
    return Catalogue(province, utc_now())


async def differences(catalogue: Catalogue) -> list[Difference]:
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        return await upstream_differences(session, catalogue.province.caller("admin"))


async def accept(
    catalogue: Catalogue, difference: Difference, fields: Sequence[str] | None, *, days: int = 1
) -> WorkItemVersion | JobPositionVersion | None:
    answer = Answer(difference.kind, difference.code, difference.revision, catalogue.day(days), fields)
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        admin = catalogue.province.caller("admin")
        return await accept_upstream(session, admin, answer, now=catalogue.now)


async def in_force(catalogue: Catalogue, code: str, days: int) -> ItemContent | None:
    """What a work item says so many days from today."""
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        item_id = await session.scalar(select(WorkItem.id).where(WorkItem.code == code))
        assert item_id is not None
        found = await queries.item_in_force(session, item_id, catalogue.day(days))
        if found is None:
            return None
        key = (catalogue.province.id, item_id, found.version)
        return item_content(await session.get_one(WorkItemVersion, key))


async def revise(catalogue: Catalogue, code: str, **changes: Any) -> None:
    """The province's own version of an item, in force from today."""
    admin, before = catalogue.province.caller("admin"), await in_force(catalogue, code, 0)
    assert before is not None
    async with catalogue.province.db.tenant(catalogue.province.id) as session:
        item_id = (await session.scalars(select(WorkItem.id).where(WorkItem.code == code))).one()
        await actions.revise_item(session, admin, item_id, replace(before, **changes), now=catalogue.now)
        await actions.approve(session, admin, ITEMS, item_id, catalogue.today, now=catalogue.now)


async def test_a_freshly_adopted_template_shows_no_difference(adopted: Catalogue) -> None:
    assert await differences(adopted) == []
    await revise(adopted, "A-1", norm_minutes=100)
    assert await differences(adopted) == []


async def test_a_change_of_the_template_is_shown_with_its_three_values_and_changes_nothing(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    await revise(adopted, "A-1", norm_minutes=100, complexity="hard", output="Tờ trình")
    before = await in_force(adopted, "A-1", 0)
    own_template.load(
        items=[record_item("A-1", norm_minutes=200, complexity="hard", unit_of_product="tờ trình"), FIRST[1]]
    )
    [difference] = await differences(adopted)
    assert (difference.kind, difference.code, difference.change) == ("work_item", "A-1", "changed")
    assert (difference.base_revision, difference.revision) == (1, 2)
    assert [(f.field, f.base, f.upstream, f.ours, f.state) for f in difference.fields] == [
        ("norm_minutes", 240, 200, 100, "conflict"),
        ("complexity", "normal", "hard", "hard", "same"),
        ("product_unit", "báo cáo", "tờ trình", "báo cáo", "clean"),
    ]
    assert await in_force(adopted, "A-1", 0) == before
    assert await in_force(adopted, "A-1", 500) == before


async def test_accepting_some_fields_makes_a_version_that_keeps_the_rest(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    await revise(adopted, "A-1", norm_minutes=100)
    own_template.load(items=[record_item("A-1", norm_minutes=200, unit_of_product="tờ trình"), FIRST[1]])
    [difference] = await differences(adopted)
    row = await accept(adopted, difference, ["product_unit"], days=3)
    assert row is not None
    assert (row.version, row.valid_from, row.status) == (3, adopted.day(3), "approved")
    before, after = await in_force(adopted, "A-1", 2), await in_force(adopted, "A-1", 3)
    assert before is not None
    assert (before.norm_minutes, before.product_unit) == (100, "báo cáo")
    assert after == replace(before, product_unit="tờ trình")
    assert await differences(adopted) == []
    async with adopted.province.db.tenant(adopted.province.id) as session:
        event = (await session.scalars(select(AuditEvent).where(AuditEvent.action == "accept_template"))).one()
    assert event.data["fields"] == ["product_unit"]
    assert event.data["before"] == {"product_unit": "báo cáo"}


async def test_declining_writes_no_version_and_the_next_change_is_compared_with_what_was_declined(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    own_template.load(items=[record_item("A-1", norm_minutes=200), FIRST[1]])
    [difference] = await differences(adopted)
    assert await accept(adopted, difference, []) is None
    assert await differences(adopted) == []
    own_template.load(items=[record_item("A-1", norm_minutes=200, complexity="hard"), FIRST[1]])
    [difference] = await differences(adopted)
    assert [(field.field, field.base, field.ours) for field in difference.fields] == [
        ("complexity", "normal", "normal")
    ]
    await accept(adopted, difference, None)
    after = await in_force(adopted, "A-1", 1)
    assert after is not None
    assert (after.norm_minutes, after.complexity) == (240, "hard")


async def test_a_new_record_is_taken_whole_or_declined(adopted: Catalogue, own_template: OwnTemplate) -> None:
    own_template.load(items=[*FIRST, record_item("A-3"), record_item("A-4")])
    third, fourth = await differences(adopted)
    assert (third.code, third.change, third.ours) == ("A-3", "added", {})
    with pytest.raises(BadInput):
        await accept(adopted, third, ["name"])
    await accept(adopted, third, None)
    assert (await in_force(adopted, "A-3", 1)) is not None
    assert await accept(adopted, fourth, []) is None
    assert (await in_force(adopted, "A-4", 1)) is None
    assert await differences(adopted) == []
    own_template.load(items=[*FIRST, record_item("A-3"), record_item("A-4", norm_minutes=60)])
    [fourth] = await differences(adopted)
    assert (fourth.change, len(fourth.fields)) == ("added", 9)
    await accept(adopted, fourth, None)
    after = await in_force(adopted, "A-4", 1)
    assert after is not None
    assert after.norm_minutes == 60


async def test_a_withdrawn_record_ends_only_when_the_province_says_so(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    own_template.load(items=[])
    first, second = await differences(adopted)
    assert (first.code, first.change, first.fields) == ("A-1", "withdrawn", ())
    await accept(adopted, first, None, days=4)
    await accept(adopted, second, [], days=4)
    assert [await in_force(adopted, "A-1", days) is not None for days in (3, 4)] == [True, False]
    assert await in_force(adopted, "A-2", 4) is not None
    assert await differences(adopted) == []
    own_template.load(items=[record_item("A-1", norm_minutes=60)])
    [back] = await differences(adopted)
    assert (back.code, back.change) == ("A-1", "added")
    row = await accept(adopted, back, None, days=8)
    assert row is not None
    assert (row.version, row.valid_from) == (2, adopted.day(8))


async def test_a_position_brings_the_competency_its_framework_needs(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    own_template.load(competencies=["NL-1", "NL-2"], required={"NL-1": 4, "NL-2": 2}, purpose="Thẩm định.")
    _, position = await differences(adopted)
    assert [(field.field, field.base, field.upstream) for field in position.fields] == [
        ("purpose", "Tham mưu.", "Thẩm định."),
        ("competencies.NL-1", 3, 4),
        ("competencies.NL-2", None, 2),
    ]
    await accept(adopted, position, ["competencies.NL-1", "competencies.NL-2"])
    async with adopted.province.db.tenant(adopted.province.id) as session:
        position_id = (await session.scalars(select(JobPosition.id))).one()
        row = await session.get_one(JobPositionVersion, (adopted.province.id, position_id, 2))
        assert row.description["purpose"] == "Tham mưu."
        required = await frameworks(session, {position_id: 1}) | await frameworks(session, {position_id: 2})
    assert required == {(position_id, 1): {"NL-1": 3}, (position_id, 2): {"NL-1": 4, "NL-2": 2}}
    assert await differences(adopted) == []


async def test_a_competency_changes_at_once_and_the_trail_keeps_what_it_said(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    own_template.load(meaning="Dẫn dắt tổ chức", competencies=["NL-1", "NL-2"])
    changed, added = await differences(adopted)
    assert (changed.code, added.code, added.change) == ("NL-1", "NL-2", "added")
    with pytest.raises(BadInput):
        await accept(adopted, added, [])
    await accept(adopted, changed, None)
    await accept(adopted, added, None)
    assert await differences(adopted) == []
    async with adopted.province.db.tenant(adopted.province.id) as session:
        said = dict(iter(await session.execute(select(Competency.code, Competency.levels))))
        trail = await session.scalars(select(AuditEvent.data).order_by(AuditEvent.id))
        first = next(data for data in trail if data.get("code") == "NL-1")
    assert (said["NL-1"]["5"], set(said)) == ("Dẫn dắt tổ chức", {"NL-1", "NL-2"})
    assert first["before"] == {"levels.5": "Mức 5"}


async def test_an_answer_to_an_older_revision_is_refused(adopted: Catalogue, own_template: OwnTemplate) -> None:
    own_template.load(items=[record_item("A-1", norm_minutes=200), FIRST[1]])
    [seen] = await differences(adopted)
    own_template.load(items=[record_item("A-1", norm_minutes=180), FIRST[1]])
    with pytest.raises(TemplateMoved):
        await accept(adopted, seen, None)
    before = await in_force(adopted, "A-1", 1)
    assert before is not None
    assert before.norm_minutes == 240
    [now] = await differences(adopted)
    await accept(adopted, now, None)
    with pytest.raises(NotFound):
        await accept(adopted, now, None)
    with pytest.raises(NotFound):
        await accept(adopted, replace(now, kind="nothing"), None)


async def test_an_unknown_field_or_a_waiting_draft_keeps_a_difference_open(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    own_template.load(items=[record_item("A-1", norm_minutes=200), FIRST[1]])
    [seen] = await differences(adopted)
    with pytest.raises(BadInput):
        await accept(adopted, seen, ["output"])
    async with adopted.province.db.tenant(adopted.province.id) as session:
        item_id = (await session.scalars(select(WorkItem.id).where(WorkItem.code == "A-1"))).one()
        await actions.revise_item(session, adopted.province.caller("admin"), item_id, ITEM, now=adopted.now)
    with pytest.raises(DraftWaiting):
        await accept(adopted, seen, None)
    assert await differences(adopted) == [seen]


async def test_a_record_of_the_provinces_own_meets_the_templates_under_the_same_code(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    await adopted.item("A-3", ITEM)
    await adopted.item("A-4", UNIT_ITEM, owner="department")
    own_template.load(items=[*FIRST, record_item("A-3"), record_item("A-4")])
    common, owned = await differences(adopted)
    assert (common.change, common.ours["norm_minutes"], owned.change) == ("changed", 240, "added")
    await accept(adopted, common, ["output"])
    with pytest.raises(CodeTaken):
        await accept(adopted, owned, None)
    after = await in_force(adopted, "A-3", 1)
    assert after == replace(ITEM, output="Báo cáo", attributes={})


async def test_only_the_administrator_sees_and_answers_differences(
    adopted: Catalogue, own_template: OwnTemplate
) -> None:
    own_template.load(items=[record_item("A-1", norm_minutes=200), FIRST[1]])
    [seen] = await differences(adopted)
    province = adopted.province
    answer = Answer(seen.kind, seen.code, seen.revision, adopted.day(1))
    for who in ("province_head", "cadre1"):
        async with province.db.tenant(province.id) as session:
            with pytest.raises(Forbidden):
                await upstream_differences(session, province.caller(who))
            with pytest.raises(Forbidden):
                await accept_upstream(session, province.caller(who), answer, now=adopted.now)
    assert await differences(adopted) == [seen]
