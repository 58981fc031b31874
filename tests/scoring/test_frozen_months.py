"""Closed months: frozen once, computed from what was frozen, and moved only by a named correction."""

import asyncio
import json
from dataclasses import asdict, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from sqlalchemy import select, text, update

from kernel.errors import Forbidden, NotFound
from tenants.audit.models import AuditEvent
from tenants.norms import corrections as norm_corrections
from tenants.norms.language import evaluate, from_canonical, receipt_hash, resting_on, with_named_aggregates
from tenants.norms.queries import parsed
from tenants.organisation.models import Appointment
from tenants.scoring import backdating, freezing, month_checks, months, receipts
from tenants.scoring.errors import MonthNotFrozen
from tenants.scoring.freezing import Grounds
from tenants.scoring.models import FrozenMonth, MonthFact
from tenants.worklogs import carrying, corrections, verification
from tenants.worklogs.corrections import WaiverInput
from tenants.worklogs.errors import MissingReason
from tenants.worklogs.models import CarriedEntry, ClosedMonth, EntryEvent, PendingMonth, WorkEntry
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.norms.office import make_office
from tests.scoring.made_receipts import wrong
from tests.scoring.quarter import DECREE, KHANH_HOA, Quarter

GROUNDS = Grounds("Kiểm tra lại nhật ký tháng", "31/KL-TTr")


@pytest.fixture
async def decree(quarter: Quarter) -> Quarter:
    """Ten products assigned in each month; five accepted in the second."""
    await quarter.publish(DECREE)
    await quarter.fill([("10", "10"), ("10", "5"), ("10", "10")])
    return quarter


async def waive(quarter: Quarter, row: WorkEntry, kind: str = "progress", faults: int = 1) -> None:
    async with quarter.session() as session:
        given = WaiverInput(kind, faults, "Mưa lũ chia cắt", "91/UBND")  # type: ignore[arg-type] # one of the kinds
        await corrections.waive(session, quarter.province.caller("agency_head"), row.id, given, now=quarter.log.now)


async def carried(quarter: Quarter) -> list[CarriedEntry]:
    async with quarter.session() as session:
        return list(await session.scalars(select(CarriedEntry)))


async def refreeze(
    quarter: Quarter, month: date, by: str = "agency_head", grounds: Grounds = GROUNDS, *, with_carried: bool = False
) -> FrozenMonth:
    async with quarter.session() as session:
        return await freezing.refreeze(
            session, quarter.province.caller(by), quarter.person("cadre3"), month, grounds,
            with_carried=with_carried, now=quarter.log.now,
        )  # fmt: skip


async def test_closing_freezes_the_month_without_changing_its_score(decree: Quarter) -> None:
    before = await decree.scores(decree.first)
    await decree.close(decree.first)
    assert [row.receipt_hash for row in await decree.scores(decree.first)] == [before[0].receipt_hash]
    (frozen,) = await decree.frozen(decree.first)
    package = parsed(DECREE)
    _, names = with_named_aggregates(package)
    sums = dict(zip(names, frozen.sums, strict=True))
    assert (frozen.revision, frozen.norm_package_id, frozen.role, frozen.reason) == (
        1, before[0].norm_package_id, "staff", None,
    )  # fmt: skip
    assert sorted(value for value in sums.values() if value) == ["0", "1", "10", "10", "10", "10", "true", "true"]
    assert await decree.frozen(decree.months[1]) == []


async def test_the_frozen_month_says_the_same_by_the_reference(decree: Quarter) -> None:
    """What is stored, evaluated without the log or the database, gives the receipt of the score."""
    await decree.close(decree.months[1])
    (score,) = await decree.scores(decree.months[1])
    (frozen,) = await decree.frozen(decree.months[1])
    package = parsed(DECREE)
    resting, (_, names) = resting_on(package), with_named_aggregates(package)
    inputs = from_canonical(package, "month", list(score.receipt["inputs"]), list(score.receipt["inputs"].values()))
    given = {**inputs, **from_canonical(resting, "month", names, frozen.sums)}
    values = {**inputs, **evaluate(resting, "month", given)}
    assert receipt_hash(package, "month", values) == score.receipt_hash


async def test_criteria_scored_after_the_close_count_and_the_log_does_not(decree: Quarter) -> None:
    await decree.close(decree.first)
    async with decree.session() as session:
        entry = await session.scalar(select(WorkEntry).order_by(WorkEntry.work_date).limit(1))
        assert entry is not None
    await halve(decree, entry)
    await decree.record(decree.first, "20")
    await decree.settle()
    old, new = await decree.scores(decree.first)
    assert (old.total, new.total, new.results) == (Decimal(98), Decimal(90), old.results)
    assert len(await decree.frozen(decree.first)) == 1


async def halve(quarter: Quarter, entry: WorkEntry) -> None:
    """Correct the verdict of an entry of a closed month to half of what was accepted."""
    async with quarter.session() as session:
        decision = Decision(entry.id, Verdict("good", accepted_quantity=Decimal(5)))
        caller = quarter.province.caller("agency_head")
        await corrections.correct(session, caller, decision, "Chấm lại", now=quarter.log.now)
    await quarter.settle()


async def test_a_later_correction_of_an_entry_changes_nothing_until_the_month_is_refrozen(decree: Quarter) -> None:
    await decree.close(decree.first)
    async with decree.session() as session:
        entry = (await session.scalars(select(WorkEntry).order_by(WorkEntry.work_date).limit(1))).one()
    await halve(decree, entry)
    assert [row.total for row in await decree.scores(decree.first)] == [Decimal(98)]
    frozen = await refreeze(decree, decree.first)
    assert (frozen.revision, frozen.reason, frozen.document_number) == (2, GROUNDS.reason, GROUNDS.document_number)
    old, new = await decree.scores(decree.first)
    assert (old.total, new.total, new.revision) == (Decimal(98), Decimal(63), 2)
    await decree.record(decree.first, "30")
    await decree.settle()
    assert (await decree.scores(decree.first))[-1].total == Decimal(65)
    async with decree.session() as session:
        event = (await session.scalars(select(AuditEvent).where(AuditEvent.action == "refrozen"))).one()
    assert event.subject_id == decree.person("cadre3")
    assert event.data == {
        "month": decree.first.isoformat(), "revision": 2, "entries": [], **asdict(GROUNDS),
    }  # fmt: skip


async def test_an_entry_verified_after_the_close_counts_in_the_first_open_month(decree: Quarter) -> None:
    late = await decree.write(decree.first + timedelta(days=20), quantity=Decimal(30))
    await decree.close(decree.first, decree.months[1])
    await decree.verify(late, on=decree.months[2] + timedelta(days=2), accepted_quantity=Decimal(0))
    await decree.settle()
    (row,) = await carried(decree)
    assert (row.entry_id, row.work_date, row.person_id, row.month) == (
        late.id, late.work_date, decree.person("cadre3"), decree.months[2],
    )  # fmt: skip
    totals = [(await decree.scores(month))[-1].total for month in decree.months]
    assert totals == [Decimal(98), Decimal(63), Decimal("45.5")]  # a quarter of what was assigned, 17.5, and 28
    async with decree.session() as session:
        event = (
            await session.scalars(select(EntryEvent).where(EntryEvent.entry_id == late.id).order_by(EntryEvent.id))
        ).all()[-1]
        assert (event.kind, event.data["counts_in"]) == ("verified", decree.months[2].isoformat())
        assert await month_checks.differences(session) == []


async def test_what_is_waived_of_a_carried_entry_counts_in_the_month_it_was_carried_to(decree: Quarter) -> None:
    late = await decree.write(decree.first + timedelta(days=20), quantity=Decimal(10))
    await decree.close(decree.first)
    await decree.verify(late, on=decree.months[2] + timedelta(days=2), delays=4)
    await decree.settle()
    before = [(await decree.scores(month))[-1] for month in decree.months]
    await waive(decree, late, faults=4)
    await decree.settle()
    after = [(await decree.scores(month))[-1] for month in decree.months]
    assert [one.receipt["values"]["c"] for one in before] == ["1", "0.7", "1"]
    assert [one.receipt["values"]["c"] for one in after] == ["1", "0.75", "1"]
    assert [one.revision for one in after] == [before[0].revision, before[1].revision + 1, before[2].revision]


async def test_an_entry_of_an_open_month_is_not_carried(decree: Quarter) -> None:
    await decree.close(decree.first)
    row = await decree.write(decree.months[1] + timedelta(days=3))
    await decree.verify(row)
    await decree.close(decree.first, who="cadre1")
    other = await decree.write(decree.months[1] + timedelta(days=3), "cadre1", work_item_id=decree.log.items["reply"])
    await decree.verify(other, by="division_head")
    assert await carried(decree) == []


async def test_refreezing_brings_late_entries_back_unless_they_have_counted_elsewhere(decree: Quarter) -> None:
    first, second = [await decree.write(decree.first + timedelta(days=day)) for day in (20, 21)]
    await decree.close(decree.first)
    await decree.verify(first, on=decree.months[1] + timedelta(days=2))
    await decree.close(decree.months[1])
    await decree.verify(second, on=decree.months[2] + timedelta(days=2))
    await decree.settle()
    assert {row.month for row in await carried(decree)} == {decree.months[1], decree.months[2]}
    await refreeze(decree, decree.first)
    assert len(await carried(decree)) == 2
    await refreeze(decree, decree.first, with_carried=True)
    await decree.settle()
    assert [row.entry_id for row in await carried(decree)] == [first.id]
    bases = [(await decree.scores(month))[-1].receipt["values"]["base"] for month in decree.months]
    assert bases == ["12", "12", "10"]
    assert [row.revision for row in await decree.frozen(decree.first)] == [1, 2, 3]


async def test_only_the_agencys_head_refreezes_with_grounds_and_nobody_their_own(decree: Quarter) -> None:
    with pytest.raises(MonthNotFrozen):
        await refreeze(decree, decree.first)
    await decree.close(decree.first)
    for who in ("division_head", "agency_deputy", "cadre3", "admin"):
        with pytest.raises(Forbidden):
            await refreeze(decree, decree.first, who)
    with pytest.raises(NotFound):
        await refreeze(decree, decree.first, "commune_head")
    for missing in (replace(GROUNDS, reason=" "), replace(GROUNDS, document_number=" ")):
        with pytest.raises(MissingReason):
            await refreeze(decree, decree.first, grounds=missing)
    async with decree.session() as session:
        with pytest.raises(NotFound):
            await freezing.refreeze(
                session, decree.province.caller("agency_head"), decree.person("agency_head"), decree.first,
                GROUNDS, now=decree.log.now,
            )  # fmt: skip
    assert [row.revision for row in await decree.frozen(decree.first)] == [1]


async def test_posts_and_calendar_put_right_later_do_not_move_a_frozen_month(quarter: Quarter) -> None:
    await quarter.publish(KHANH_HOA)
    await quarter.fill([("8", "8"), ("8", "8"), ("8", "8")])
    await quarter.close(quarter.first)
    (before,) = await quarter.scores(quarter.first)
    async with quarter.session() as session:
        await session.execute(text("UPDATE calendar_day SET working = false WHERE day >= :day"), {"day": quarter.first})
        await session.execute(update(Appointment).values(role="division_head").where(
            Appointment.person_id == quarter.person("cadre3")))  # fmt: skip
    await quarter.record(quarter.first, "28", leave="2")
    await quarter.settle()
    after = (await quarter.scores(quarter.first))[-1]
    days = [Decimal(row.receipt["inputs"]["work_days"]) for row in (before, after)]
    assert days[1] == days[0] - 2
    await refreeze(quarter, quarter.first)
    again = (await quarter.scores(quarter.first))[-1]
    assert again.receipt["inputs"]["work_days"] == "0"
    assert [row.role for row in await quarter.frozen(quarter.first)] == ["staff", "leader"]


async def test_a_backdated_norm_correction_is_computed_from_the_log_and_frozen_for_its_package(decree: Quarter) -> None:
    office = await make_office(decree.province)
    await decree.close(decree.first)
    harder = DECREE[: DECREE.index("examples:")].replace("version: 1.0.0", "version: 1.0.1")
    row = await office.draft(harder.replace("weight: {value: 70", "weight: {value: 60"))
    correction = await office.correct(row, decree.first, decree.months[1])
    async with decree.session() as session:
        await backdating.apply_norm_correction(session, str(correction.id))
    await decree.settle()
    old, new = await decree.scores(decree.first)
    assert (old.total, new.total, new.norm_correction_id) == (Decimal(98), Decimal(88), correction.id)
    assert [(one.norm_package_id, one.revision) for one in await decree.frozen(decree.first)] == [
        (old.norm_package_id, 1), (row.id, 1),
    ]  # fmt: skip
    assert (await decree.scores(decree.months[1]))[-1].norm_package_id == old.norm_package_id
    async with decree.session() as session:
        entry = (await session.scalars(select(WorkEntry).order_by(WorkEntry.work_date).limit(1))).one()
        known = await norm_corrections.corrections(session, decree.province.caller("cadre3"))
    await halve(decree, entry)
    await decree.record(decree.first, "30")
    await decree.settle()
    assert (await decree.scores(decree.first))[-1].total == Decimal(90)
    assert len(known) == 1


async def test_what_is_said_of_a_month_by_name_is_an_input_of_its_package(decree: Quarter) -> None:
    async with decree.session() as session:
        facts = {"disciplined": True, "above": "0.35", "unit_rate": "0.68", "force_majeure": "true", "_sheet": "x"}
        await session.execute(update(MonthFact).values(facts=facts).where(MonthFact.month == decree.first))
        await session.execute(
            update(MonthFact).values(facts={"disciplined": "perhaps", "above": "much", "unit_rate": "11"}).where(
                MonthFact.month == decree.months[1])
        )  # fmt: skip
        for month in decree.months[:2]:
            session.add(PendingMonth(tenant_id=decree.province.id, person_id=decree.person("cadre3"), month=month))
    await decree.settle()
    said, refused = [(await decree.scores(month))[-1].receipt for month in decree.months[:2]]
    wanted = ("disciplined", "above", "unit_rate", "force_majeure", "organised")
    assert [said["inputs"][name] for name in wanted] == ["true", "0.35", "0.68", "true", "true"]
    assert said["values"]["proposed"] == "KHT"
    assert [refused["inputs"][name] for name in wanted] == ["false", None, None, "false", "true"]
    await decree.close(decree.first)
    assert (await decree.scores(decree.first))[-1].receipt == said


async def test_an_entry_verified_while_its_month_closes_counts_exactly_once(decree: Quarter) -> None:
    """The verifier is first: closing waits, and the entry is in what is frozen."""
    row = await decree.write(decree.first + timedelta(days=20), quantity=Decimal(10))
    caller = decree.province.caller("agency_head")
    async with decree.session() as verifying:
        await verification.verify_many(
            verifying, caller, [Decision(row.id, Verdict("good"))], now=decree.then(row.work_date).now
        )
        closing = asyncio.create_task(decree.close(decree.first))
        await asyncio.sleep(0.5)
        assert not closing.done()
    await closing
    await decree.settle()
    assert (await decree.scores(decree.first))[-1].receipt["values"]["base"] == "20"
    assert await carried(decree) == []


async def test_a_verifier_who_comes_while_a_month_closes_carries_the_entry_on(decree: Quarter) -> None:
    """The other way round: the verifier waits for the close and then sees it."""
    row = await decree.write(decree.first + timedelta(days=20), quantity=Decimal(10))
    async with decree.session() as closing:
        await carrying.hold_closing(closing)
        closing.add(
            ClosedMonth(
                tenant_id=decree.province.id, person_id=decree.person("cadre3"), month=decree.first,
                closed_at=decree.log.now,
            )
        )  # fmt: skip
        await closing.flush()
        verifying = asyncio.create_task(decree.verify(row))
        await asyncio.sleep(0.5)
        assert not verifying.done()
    await verifying
    assert [one.month for one in await carried(decree)] == [decree.months[1]]


async def test_scoring_and_closing_take_turns(decree: Quarter) -> None:
    """A month closed after the scorer looked is not scored unfrozen: closing waits for the scores to be committed."""
    async with decree.session() as scoring:
        await months.hold(scoring)
        closing = asyncio.create_task(decree.close(decree.first))
        await asyncio.sleep(0.5)
        assert not closing.done()
    await closing
    assert len(await decree.frozen(decree.first)) == 1


async def month_document(quarter: Quarter, month: date) -> dict[str, object]:
    async with quarter.session() as session:
        caller, person = quarter.province.caller("cadre3"), quarter.person("cadre3")
        found = await receipts.month_document(session, caller, person, month, on=quarter.log.today)
    return dict(json.loads(json.dumps(found)))


async def test_receipts_of_months_have_the_entries_that_count_in_them(decree: Quarter) -> None:
    late = await decree.write(decree.first + timedelta(days=20), quantity=Decimal(3))
    await decree.close(decree.first)
    await decree.verify(late, on=decree.months[2])
    await decree.settle()
    documents = [await month_document(decree, month) for month in decree.months]
    assert [wrong(one) for one in documents] == [set(), set(), set()]
    rows = [[UUID(row["entryId"]) for row in one["rows"]] for one in documents]  # type: ignore[attr-defined] # JSON
    assert [late.id in ids for ids in rows] == [False, True, False]
    assert [len(ids) for ids in rows] == [1, 2, 1]


async def test_the_receipt_of_a_frozen_month_holds_after_the_log_has_moved_on(decree: Quarter) -> None:
    await decree.close(decree.first)
    async with decree.session() as session:
        entry = (await session.scalars(select(WorkEntry).order_by(WorkEntry.work_date).limit(1))).one()
    await halve(decree, entry)
    document = await month_document(decree, decree.first)
    assert wrong(document) == set()
    assert document["rows"] == []
    frozen = document["frozen"]
    assert isinstance(frozen, dict)
    assert (frozen["revision"], frozen["sums"]["sum(done)"]) == (1, "10")
    forged = {**document, "frozen": {**frozen, "sums": {**frozen["sums"], "sum(done)": "9"}}}
    assert {"a", "results", "total"} <= wrong(forged)
