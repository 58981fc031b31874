"""Disciplines and objective causes: who keeps and reads them, and what they do to sheets."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from kernel.errors import Forbidden, NotFound, Refusal
from tenants.audit.models import AuditEvent
from tenants.evaluation import records
from tenants.evaluation.models import DisciplineRecord, Sheet
from tenants.evaluation.records import NewCause, NewDiscipline
from tenants.scoring.models import MonthFact
from tests.evaluation.conftest import Cycle, make_cycle
from tests.worklogs.conftest import Log


async def discipline(cycle: Cycle, who: str, by: str = "agency_head", **changes: Any) -> DisciplineRecord:
    """Put a reprimand of today on record, with changes."""
    facts = {"ground": "service", "form": "reprimand", "decided_on": cycle.log.today, "document_number": "12/QĐ-STC"}
    async with cycle.session() as session:
        return await records.record_discipline(
            session,
            cycle.caller(by),
            NewDiscipline(person_id=cycle.province.people[who], **{**facts, **changes}),
            now=cycle.now,
        )


async def revoke(cycle: Cycle, record_id: UUID, by: str = "agency_head", reason: str = "Nhập nhầm") -> None:
    """Revoke a discipline."""
    async with cycle.session() as session:
        await records.revoke_discipline(session, cycle.caller(by), record_id, reason, now=cycle.now)


def state(sheet: Sheet, code: str) -> str:
    """The state of a condition on a sheet."""
    return str(next(one["state"] for one in sheet.conditions if one["code"] == code))


async def disciplined(cycle: Cycle, who: str) -> object:
    """What somebody's month was told of discipline."""
    async with cycle.session() as session:
        found = await session.scalar(select(MonthFact.facts).where(MonthFact.person_id == cycle.province.people[who]))
    return (found or {}).get("disciplined")


async def test_p7_a_reprimand_makes_95_points_kht_and_its_revocation_takes_that_back(cycle: Cycle) -> None:
    await cycle.work()
    await cycle.self_score("cadre1")
    await cycle.opine("cadre1", "25", answers={"above": "0.3"})
    row = await discipline(cycle, "cadre1")
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.total, sheet.class_by_points, sheet.proposed_class) == (Decimal(95), "HTXS", "KHT")
    condition = next(one for one in sheet.conditions if one["code"] == "decree335.service")
    assert condition["rests_on"]["records"][0]["document_number"] == "12/QĐ-STC"
    assert await disciplined(cycle, "cadre1") is True
    await revoke(cycle, row.id)
    await cycle.settle()
    sheet = await cycle.sheet("cadre1")
    assert (sheet.class_by_points, sheet.proposed_class) == ("HTXS", "HTXS")
    assert await disciplined(cycle, "cadre1") is None


async def test_a_disciplined_member_shows_on_the_sheets_of_those_who_lead(cycle: Cycle) -> None:
    await discipline(cycle, "cadre1")
    await cycle.settle()
    for who in ("division_head", "agency_head", "agency_deputy", "province_head"):
        assert state(await cycle.sheet(who), "reg366.htxs.members") == "not_met", who
    assert state(await cycle.sheet("commune_head"), "reg366.htxs.members") == "met"


async def test_a_discipline_of_last_year_counts_no_more(cycle: Cycle) -> None:
    await discipline(cycle, "cadre1", decided_on=cycle.month.replace(month=1, day=1) - timedelta(days=1))
    await cycle.settle()
    assert state(await cycle.sheet("cadre1"), "decree335.service") == "met"


async def test_where_the_package_says_so_a_discipline_counts_only_in_its_own_period(log: Log) -> None:
    cycle = await make_cycle(log, {"discipline_of: {value: year": "discipline_of: {value: period"})
    await discipline(cycle, "cadre1", decided_on=cycle.month - timedelta(days=1))
    await discipline(cycle, "cadre2", decided_on=cycle.month)
    await cycle.settle()
    assert state(await cycle.sheet("cadre1"), "decree335.service") == "met"
    assert state(await cycle.sheet("cadre2"), "decree335.service") == "not_met"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"form": "conclusion"}, "RECORD_FORM"),
        ({"ground": "degradation"}, "RECORD_FORM"),
        ({"document_number": "  "}, "SHEET_TEXT"),
    ],
)
async def test_a_record_has_a_document_and_a_form_that_fits(cycle: Cycle, changes: dict[str, str], code: str) -> None:
    with pytest.raises(Refusal) as found:
        await discipline(cycle, "cadre1", **changes)
    assert found.value.code == code


async def test_a_record_is_of_a_day_that_has_come_and_of_one_document_once(cycle: Cycle) -> None:
    with pytest.raises(Refusal) as found:
        await discipline(cycle, "cadre1", decided_on=cycle.log.today + timedelta(days=1))
    assert found.value.code == "RECORD_DATE"
    row = await discipline(cycle, "cadre1")
    with pytest.raises(Refusal) as found:
        await discipline(cycle, "cadre1")
    assert found.value.code == "RECORD_TWICE"
    await revoke(cycle, row.id)
    with pytest.raises(Refusal) as found:
        await revoke(cycle, row.id)
    assert found.value.code == "RECORD_REVOKED"
    await discipline(cycle, "cadre1")


async def test_only_heads_of_agencies_keep_records_of_their_branch_and_never_their_own(cycle: Cycle) -> None:
    with pytest.raises(Forbidden):
        await discipline(cycle, "cadre1", by="division_head")
    with pytest.raises(NotFound):
        await discipline(cycle, "cadre1", by="commune_head")
    with pytest.raises(NotFound):
        await discipline(cycle, "agency_head", by="agency_head")
    row = await discipline(cycle, "agency_head", by="province_head")
    with pytest.raises(NotFound):
        await revoke(cycle, row.id, by="commune_head")


async def test_people_see_their_own_records_and_who_looked_at_them(cycle: Cycle) -> None:
    await discipline(cycle, "cadre1")
    person = cycle.province.people["cadre1"]
    async with cycle.session() as session:
        for who in ("cadre1", "agency_head"):
            (row,) = await records.disciplines(session, cycle.caller(who), person, on=cycle.log.today)
            assert row.document_number == "12/QĐ-STC"
    for who in ("cadre2", "division_head"):
        with pytest.raises(NotFound):
            async with cycle.session() as session:
                await records.disciplines(session, cycle.caller(who), person, on=cycle.log.today)
    async with cycle.session() as session:
        reads = await session.scalars(
            select(AuditEvent.data).where(AuditEvent.subject_id == person, AuditEvent.action == "read")
        )
        assert reads.all() == [{"what": "discipline_records"}]


async def test_p5_a_unit_at_68_percent_makes_its_head_kht_until_force_majeure_is_on_record(cycle: Cycle) -> None:
    await cycle.work("cadre1", quantity=Decimal(100), accepted_quantity=Decimal(68))
    for who, by in (("division_head", "agency_head"), ("agency_deputy", "agency_head")):
        await cycle.self_score(who)
        await cycle.opine(who, by=by, answers={"above": "0.3"})
    await cycle.settle()
    head = await cycle.sheet("division_head")
    assert (state(head, "guide02.unit"), head.log_facts["unit"]["rate"]) == ("not_met", "0.68")
    async with cycle.session() as session:
        cause = NewCause(cycle.province.units["department"], cycle.month, cycle.log.today, "Bão số 13", "77/UBND")
        row = await records.record_cause(session, cycle.caller("agency_head"), cause, now=cycle.now)
    await cycle.settle()
    assert state(await cycle.sheet("division_head"), "guide02.unit") == "met"
    async with cycle.session() as session:
        await records.revoke_cause(session, cycle.caller("agency_head"), row.id, "Nhầm đơn vị", now=cycle.now)
    await cycle.settle()
    assert state(await cycle.sheet("division_head"), "guide02.unit") == "not_met"


async def test_a_cause_is_of_a_unit_in_reach_and_its_days_stand_in_order(cycle: Cycle) -> None:
    day = cycle.log.today
    wrong = {
        "NOT_FOUND": NewCause(cycle.province.units["commune"], day, day, "Bão", "1/UBND"),
        "RECORD_DATE": NewCause(cycle.province.units["department"], day, day - timedelta(days=1), "Bão", "1/UBND"),
        "SHEET_TEXT": NewCause(cycle.province.units["department"], day, day, " ", "1/UBND"),
    }
    for code, cause in wrong.items():
        with pytest.raises(Refusal) as found:
            async with cycle.session() as session:
                await records.record_cause(session, cycle.caller("agency_head"), cause, now=cycle.now)
        assert found.value.code == code


async def test_a_cause_is_read_by_those_who_lead_in_its_branch(cycle: Cycle) -> None:
    people, day = cycle.province.people, cycle.log.today
    async with cycle.session() as session:
        cause = NewCause(cycle.province.units["department"], cycle.month, day, "Bão số 13", "77/UBND")
        row = await records.record_cause(session, cycle.caller("agency_head"), cause, now=cycle.now)
    async with cycle.session() as session:
        await records.revoke_cause(session, cycle.caller("agency_head"), row.id, "Nhầm đơn vị", now=cycle.now)
    for who, held in (("division_head", [row.id]), ("agency_head", [row.id]), ("cadre1", []), ("commune_head", [])):
        async with cycle.session() as session:
            found = await records.causes_of_person(session, cycle.caller(who), people[who], on=day)
            assert [one.id for one in found] == held, who
    with pytest.raises(NotFound):
        async with cycle.session() as session:
            await records.causes_of_person(session, cycle.caller("cadre1"), people["division_head"], on=day)
