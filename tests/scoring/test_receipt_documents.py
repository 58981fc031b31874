"""Receipts as documents: complete by themselves, for whom they are, and true to the log they were made from."""

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import psycopg
import pytest
from sqlalchemy import select, update

from kernel.errors import Forbidden, NotFound
from tenants.audit.models import AuditEvent
from tenants.norms import actions as norms
from tenants.norms.language import shipped_text
from tenants.scoring import actions, facts, months, receipts
from tenants.scoring.errors import MonthNotSettled
from tenants.worklogs import corrections
from tenants.worklogs.corrections import WaiverInput
from tenants.worklogs.models import WorkEntry
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.scoring.made_receipts import Document, wrong
from tests.worklogs.conftest import Log


@pytest.fixture
async def decree_log(log: Log) -> Log:
    """A province that scores by the package of Decree 335."""
    async with log.province.db.tenant(log.province.id) as session:
        await norms.publish_shipped(session, "decree-335", valid_from=log.province.opened)
    return log


async def score(log: Log) -> None:
    """Score the entries that wait, then the months."""
    async with log.province.db.tenant(log.province.id) as session:
        await actions.score_pending(session)
    async with log.province.db.tenant(log.province.id) as session:
        await months.score(session)


async def entry_document(log: Log, row: WorkEntry, who: str = "cadre1", revision: int | None = None) -> Document:
    """An entry's document as somebody gets it, through JSON."""
    async with log.province.db.tenant(log.province.id) as session:
        caller = log.province.caller(who)
        found = await receipts.document(session, caller, row.id, on=log.today, revision=revision)
    return dict(json.loads(json.dumps(found)))


async def month_document(log: Log, who: str = "cadre1", of: str = "cadre1") -> Document:
    """The document of somebody's running month as somebody gets it, through JSON."""
    async with log.province.db.tenant(log.province.id) as session:
        caller, person = log.province.caller(who), log.province.people[of]
        found = await receipts.month_document(session, caller, person, log.today, on=log.today)
    return dict(json.loads(json.dumps(found)))


async def test_an_entrys_document_holds_all_its_score_rests_on(scored_log: Log) -> None:
    log = scored_log
    row = await log.write(quantity=Decimal("3.25"))
    await log.verify(row.id, quality="fair")
    await score(log)
    document = await entry_document(log, row)
    assert wrong(document) == set()
    assert (document["tenant"], document["revision"], document["level"]) == (log.province.slug, 1, "entry")
    assert (document["entryId"], document["workDate"]) == (str(row.id), log.today.isoformat())
    assert document["package"]["document"] == shipped_text("khanh-hoa")
    assert document["inputs"] == {
        "norm": "60", "quantity": "3.25", "complexity": "hard", "quality": "fair", "days_late": "0",
    }  # fmt: skip
    assert document["values"]["points"] == "234"
    norm, points = document["terms"]["norm"], document["terms"]["points"]
    assert (norm["rule"], norm["vi"], norm["from"]) == ("levels.entry.inputs.norm", "Định mức thời gian", ["workItem"])
    assert (points["package"], points["version"], points["formula"]) == ("khanh-hoa", "1.0.0", "credited")
    assert document["terms"]["quality"]["from"] == ["evidence", "verification"]
    sources = document["sources"]
    assert sources["workItem"] == {"code": "TC-001", "version": 1, "name": "Thẩm định dự toán"}
    assert (sources["post"]["unit"], sources["post"]["position"]) == ("STC-NS", None)
    assert sources["evidence"] == [{"documentNumber": "214/STC-NS"}]
    head = log.province.people["division_head"]
    assert sources["verification"] == {"personId": str(head), "at": log.now.isoformat()}


async def test_every_term_names_sources_the_document_has(decree_log: Log) -> None:
    log = decree_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)
    for document in (await entry_document(log, row), await month_document(log)):
        named = {source for term in document["terms"].values() for source in term["from"]}
        assert named <= {*document["sources"], "package"}


async def test_an_older_revision_keeps_its_own_verdict_and_waivers(decree_log: Log) -> None:
    log = decree_log
    province = log.province
    row = await log.write(quantity=Decimal(10))
    await log.verify(row.id, delays=2)
    await score(log)
    async with province.db.tenant(province.id) as session:
        waiver = WaiverInput("progress", 1, "Mưa lũ chia cắt", "91/UBND")
        await corrections.waive(session, province.caller("division_head"), row.id, waiver, now=log.now)
    await score(log)
    later = log.now + timedelta(hours=1)
    async with province.db.tenant(province.id) as session:
        decision = Decision(row.id, Verdict("fair", delays=2))
        await corrections.correct(session, province.caller("division_head"), decision, "Chấm lại", now=later)
    await score(log)
    found = [await entry_document(log, row, revision=revision) for revision in (1, 2, 3)]
    assert [wrong(one) for one in found] == [set(), set(), set()]
    assert [one["inputs"]["delays_waived"] for one in found] == ["0", "1", "1"]
    assert [len(one["sources"]["waivers"]) for one in found] == [0, 1, 1]
    assert found[1]["sources"]["waivers"][0]["documentNumber"] == "91/UBND"
    decided = [one["sources"]["verification"]["at"] for one in found]
    assert decided == [log.now.isoformat(), log.now.isoformat(), later.isoformat()]
    with pytest.raises(NotFound):
        await entry_document(log, row, revision=4)


async def test_a_score_changed_by_the_databases_superuser_does_not_hold(scored_log: Log, database_url: str) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as superuser:
        change = "UPDATE entry_score SET outputs[cardinality(outputs)] = '999' WHERE tenant_id = %s"
        await superuser.execute(change, [log.province.id])
    assert {"points", "hash"} <= wrong(await entry_document(log, row))


async def test_a_months_document_recomputes_it_from_the_rows_of_the_log(scored_log: Log) -> None:
    log = scored_log
    days = sorted({max(log.today - timedelta(days=back), log.today.replace(day=1)) for back in (0, 1)})
    rows = [await log.write(work_date=day, minutes=60, quantity=Decimal(n)) for n, day in enumerate((*days, *days), 1)]
    await log.verify(*(row.id for row in rows))
    await score(log)
    document = await month_document(log)
    assert wrong(document) == set()
    assert {row["entryId"] for row in document["rows"]} == {str(row.id) for row in rows}
    assert Decimal(document["values"]["credited"]) == sum(
        Decimal(row["values"]["credited"]) for row in document["rows"]
    )
    entry = await entry_document(log, rows[0])
    same = next(row for row in document["rows"] if row["entryId"] == str(rows[0].id))
    assert {name: same[name] for name in ("hash", "canonical", "inputs", "values", "sources")} == {
        name: entry[name] for name in ("hash", "canonical", "inputs", "values", "sources")
    }
    assert document["sources"]["posts"][0]["unit"] == "STC-NS"


async def test_what_was_assigned_and_not_done_stands_in_the_months_document(decree_log: Log) -> None:
    log = decree_log
    last = (log.today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    task = await log.assign(quantity=Decimal(5), due_date=last)
    row = await log.write(task_id=task.id, quantity=Decimal(1))
    await log.verify(row.id)
    async with log.province.db.tenant(log.province.id) as session:
        person = log.province.people["cadre1"]
        await facts.record_month(
            session, log.province.caller("division_head"), person, log.today, general=Decimal(30),
            leave_days=Decimal(0), now=log.now,
        )  # fmt: skip
    await score(log)
    document = await month_document(log)
    assert wrong(document) == set()
    assert (document["values"]["results"], document["values"]["rating"]) == ("14", "KHT")
    (open_task,) = (one for one in document["rows"] if one["taskId"] is not None)
    assert (open_task["taskId"], open_task["inputs"]["assigned"], open_task["entryId"]) == (str(task.id), "4", None)
    assert open_task["sources"]["workItem"] == {"code": "TC-001"}
    assert document["sources"]["monthFact"]["recordedBy"] == str(log.province.people["division_head"])


async def test_a_month_whose_log_has_moved_on_has_no_document_until_it_is_scored_again(scored_log: Log) -> None:
    log = scored_log
    first, second = await log.write(minutes=60), await log.write(minutes=60)
    await log.verify(first.id)
    await score(log)
    await log.verify(second.id)
    with pytest.raises(MonthNotSettled) as caught:
        await month_document(log)
    assert "credited" in str(caught.value.data["terms"])
    await score(log)
    assert len((await month_document(log))["rows"]) == 2


async def test_receipt_documents_are_for_the_person_and_those_above_and_nobody_else(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)
    for who in ("cadre1", "division_head", "province_head"):
        assert wrong(await entry_document(log, row, who)) == set()
        assert wrong(await month_document(log, who)) == set()
    for who, refusal in (("cadre2", NotFound), ("commune_head", NotFound), ("admin", Forbidden)):
        with pytest.raises(refusal):
            await entry_document(log, row, who)
        with pytest.raises(refusal):
            await month_document(log, who)
    narrow = replace(log.province.caller("cadre1"), token_scopes=frozenset({"score:read"}))
    async with log.province.db.tenant(log.province.id) as session:
        with pytest.raises(Forbidden):
            await receipts.month_document(session, narrow, log.province.people["cadre1"], log.today, on=log.today)


async def test_a_leader_is_not_shown_the_sources_of_work_done_in_another_unit(scored_log: Log) -> None:
    log = scored_log
    rows = [await log.write(minutes=60) for _ in range(2)]
    await log.verify(*(row.id for row in rows))
    await score(log)
    async with log.province.db.tenant(log.province.id) as session:
        elsewhere = update(WorkEntry).where(WorkEntry.id == rows[0].id)
        await session.execute(elsewhere.values(unit_id=log.province.units["price_division"]))
    for who, shown in (("division_head", 1), ("agency_head", 2), ("cadre1", 2)):
        document = await month_document(log, who)
        assert wrong(document) == set()
        assert sum(row["sources"] is not None for row in document["rows"]) == shown


async def test_looking_at_anothers_receipt_document_is_recorded(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)

    async def reads() -> list[str]:
        async with log.province.db.tenant(log.province.id) as session:
            found = await session.scalars(select(AuditEvent.data).where(AuditEvent.action == "read"))
            return sorted(one["what"] for one in found)

    await entry_document(log, row)
    await month_document(log)
    assert await reads() == []
    await entry_document(log, row, "division_head")
    await month_document(log, "division_head")
    assert await reads() == ["month_scores", "work_entry"]
