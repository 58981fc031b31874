"""Scoring by facts of a province's own: exact, refused with a reason, in receipts, in months, and nowhere else."""

import json
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from kernel.database import Database
from kernel.errors import Forbidden
from tenants.norms.language import shipped_names, shipped_package, shipped_text
from tenants.scoring import actions, checks, facts, months, receipts
from tenants.scoring.models import EntryScore, MonthScore, RefusedScore
from tenants.scoring.month_sources import month_entries
from tenants.scoring.statements import score_waiting
from tenants.worklogs import asking, corrections
from tenants.worklogs.corrections import WaiverInput
from tenants.worklogs.models import PendingMonth, WorkEntry
from tests.scoring.made_receipts import wrong
from tests.worklogs.conftest import Log
from tests.worklogs.owning import complete, law, seat

F1, F3, F6 = "f1-customs-v1", "f3-hung-yen-statistics", "f6-two-step"
ASKING = {F1, F3, F6, "f7-bac-ninh-service-centre", "f8-dak-lak-land-office"}


async def score(log: Log) -> None:
    async with log.province.db.tenant(log.province.id) as session:
        await actions.score_pending(session)
    async with log.province.db.tenant(log.province.id) as session:
        await months.score(session)


async def values(log: Log, row: WorkEntry, package: str) -> dict[str, str | None]:
    """Every value of the newest score of an entry, by name."""
    async with log.province.db.tenant(log.province.id) as session:
        newest = select(EntryScore).where(EntryScore.entry_id == row.id).order_by(EntryScore.revision.desc()).limit(1)
        found = (await session.scalars(newest)).one()
    return dict(zip(shipped_package(package).levels["entry"].formulas, found.outputs, strict=True))


async def month_of(log: Log) -> dict[str, str | None]:
    async with log.province.db.tenant(log.province.id) as session:
        rows = await session.scalars(
            select(MonthScore)
            .where(MonthScore.person_id == log.province.people["cadre1"])
            .order_by(MonthScore.revision.desc())
            .limit(1)
        )
        found: dict[str, str | None] = rows.one().receipt["values"]
        return found


async def tamper(log: Log, row: WorkEntry, assigned: str) -> None:
    """Change the stored facts behind the program's back, and have the entry scored once more."""
    async with log.province.db.tenant(log.province.id) as session:
        values = {"id": row.id, "facts": assigned}
        await session.execute(
            text(
                "UPDATE work_entry SET revision = revision + 1,"
                " facts = jsonb_set(facts, '{item}', facts -> 'item' || CAST(:facts AS jsonb)) WHERE id = :id"
            ),
            values,
        )
        await session.execute(
            text(
                "INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)"
                " SELECT tenant_id, id, revision, work_date FROM work_entry WHERE id = :id"
            ),
            values,
        )


async def test_an_entry_is_scored_by_what_the_item_says_and_the_leader_states(log: Log) -> None:
    await law(log, F1)
    await complete(log, "appraise", product="sp1", level="c4")
    row = await log.write(quantity=Decimal(2))
    await log.verify(row.id, facts={"good": "1", "timely": "2"})
    await score(log)
    assert await values(log, row, F1) == {
        "each": "24", "units": "48", "good_units": "24", "timely_units": "48", "points": "48",
    }  # fmt: skip
    async with log.province.db.tenant(log.province.id) as session:
        assert await checks.differences(session) == []


async def test_the_receipt_names_where_each_own_fact_comes_from_and_holds_without_the_database(log: Log) -> None:
    await law(log, F3)
    await complete(log, "appraise", group="g3")
    await seat(log, "cadre1", position="division_head")
    row = await log.write(quantity=Decimal(2))
    await log.verify(row.id)
    await score(log)
    caller, person = log.province.caller("cadre1"), log.province.people["cadre1"]
    async with log.province.db.tenant(log.province.id) as session:
        entry = await receipts.document(session, caller, row.id, on=log.today)
        month = await receipts.month_document(session, caller, person, log.today, on=log.today)
    for document in (entry, month):
        assert wrong(json.loads(json.dumps(document))) == set()
    assert entry["inputs"] == {"group": "g3", "position": "division_head", "assigned": "2", "accepted": "2"}
    assert entry["values"]["points"] == "162.4"
    assert (entry["terms"]["group"]["from"], entry["terms"]["position"]["from"]) == (["workItem"], ["post"])
    assert entry["sources"]["post"]["position"] == "VT-CADRE1"


async def test_what_a_leader_states_has_the_evidence_and_the_verdict_as_its_sources(log: Log) -> None:
    await law(log, F6)
    await complete(log, "appraise", base="10", difficulty="1.5")
    row = await log.write()
    await log.verify(row.id, facts={"result": "90"})
    await score(log)
    async with log.province.db.tenant(log.province.id) as session:
        document = await receipts.document(session, log.province.caller("cadre1"), row.id, on=log.today)
    assert document["terms"]["result"]["from"] == ["evidence", "verification"]
    assert (document["inputs"]["result"], document["inputs"]["bonus"]) == ("90", "0")


async def test_whoever_verifies_is_asked_what_the_law_of_each_waiting_entry_needs(log: Log) -> None:
    await law(log, F6)
    await complete(log, "appraise", base="10", difficulty="1.5")
    first, second = await log.write(), await log.write()
    leader = log.province.caller("division_head")
    async with log.province.db.tenant(log.province.id) as session:
        (asked,) = await asking.asked_of(session, leader, now=log.now)
    assert ([one.name for one in asked.facts], set(asked.entries)) == (["result", "bonus"], {first.id, second.id})
    await log.verify(first.id, facts={"result": "90"})
    async with log.province.db.tenant(log.province.id) as session:
        (asked,) = await asking.asked_of(session, leader, now=log.now)
    assert asked.entries == (second.id,)
    async with log.province.db.tenant(log.province.id) as session:
        with pytest.raises(Forbidden):
            await asking.asked_of(session, log.province.caller("admin"), now=log.now)


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ('{"base": null}', "present:base"),
        ('{"base": "ten"}', "type:base"),
        ('{"base": "NaN"}', "type:base"),
        ('{"base": "10001"}', "range:base"),
        ('{"difficulty": "1.005"}', "step:difficulty"),
    ],
)
async def test_a_missing_or_unfit_fact_puts_the_entry_among_the_refused(log: Log, facts: str, reason: str) -> None:
    await law(log, F6)
    await complete(log, "appraise", base="10", difficulty="1.5")
    row = await log.write()
    await log.verify(row.id, facts={"result": "100"})
    await score(log)
    await tamper(log, row, facts)
    await score(log)
    async with log.province.db.tenant(log.province.id) as session:
        (refused,) = (await session.scalars(select(RefusedScore))).all()
        revisions = (await session.scalars(select(EntryScore.revision))).all()
    assert (refused.reason, refused.revision, list(revisions)) == (reason, 2, [1])
    assert (await month_of(log))["total"] is None


async def test_a_waiver_and_a_correction_score_again_by_the_facts_of_their_revision(log: Log) -> None:
    await law(log, "f8-dak-lak-land-office")
    row = await log.write(quantity=Decimal(4))
    await log.verify(row.id, failed_reviews=2, delays=2, facts={"both": "1"})
    await score(log)
    assert (await values(log, row, "f8-dak-lak-land-office"))["to_progress"] == "1"
    async with log.province.db.tenant(log.province.id) as session:
        waiver = WaiverInput("progress", 1, "Mưa lũ chia cắt", "91/UBND")
        await corrections.waive(session, log.province.caller("division_head"), row.id, waiver, now=log.now)
    await score(log)
    again = await values(log, row, "f8-dak-lak-land-office")
    assert (again["shared"], again["to_progress"]) == ("1", "0")


async def general(log: Log, points: str) -> None:
    async with log.province.db.tenant(log.province.id) as session:
        await facts.record_month(
            session, log.province.caller("division_head"), log.province.people["cadre1"], log.today,
            general=Decimal(points), leave_days=Decimal(0), now=log.now,
        )  # fmt: skip


async def test_what_is_missing_of_an_open_task_counts_by_its_item_and_the_post(log: Log) -> None:
    """The month that the package itself works out: 2 of 2 products of group 3, 1 of 4 of group 1, a division head."""
    await law(log, F3)
    await complete(log, "appraise", group="g3")
    await complete(log, "reply", group="g1")
    await seat(log, "cadre1", position="division_head")
    whole = await log.write(quantity=Decimal(2))
    task = await log.assign(work_item_id=log.items["reply"], due_date=log.today, quantity=Decimal(4))
    part = await log.write(work_item_id=log.items["reply"], task_id=task.id, quantity=Decimal(1))
    await log.verify(whole.id, part.id)
    await general(log, "26")
    await score(log)
    found = await month_of(log)
    assert (found["points"], found["base"], found["rating"]) == ("187.6", "263.2", "HTT")
    assert [round(Decimal(found[name] or ""), 4) for name in ("results", "total")] == [
        Decimal("49.8936"),
        Decimal("75.8936"),
    ]


async def test_an_open_task_has_achieved_nothing_whatever_a_leader_would_have_to_state(log: Log) -> None:
    await law(log, F6)
    await complete(log, "appraise", base="10", difficulty="1.5")
    row = await log.write()
    await log.assign(due_date=log.today)
    await log.verify(row.id, facts={"result": "100"})
    await score(log)
    found = await month_of(log)
    assert (found["assigned"], found["achieved"], found["results"]) == ("30", "15", "35")


async def test_an_open_task_whose_item_lost_its_facts_is_left_out(log: Log) -> None:
    await law(log, F6)
    await complete(log, "appraise", base="10", difficulty="1.5")
    await log.assign(due_date=log.today)
    async with log.province.db.tenant(log.province.id) as session:
        await session.execute(text("""UPDATE work_item_version SET attributes = '{"base": "ten"}'"""))
        assert (await session.scalars(select(PendingMonth.person_id))).all() == [log.province.people["cadre1"]]
    await score(log)
    found = await month_of(log)
    assert (found["assigned"], found["results"]) == ("0", None)


@pytest.mark.parametrize("name", shipped_names())
def test_only_statements_of_packages_that_ask_look_at_own_facts(db: Database, name: str) -> None:
    scoring = score_waiting(shipped_text(name), None, spare_reigns=False)
    month = month_entries(shipped_package(name), select(MonthScore).cte("chosen"))
    for statement in (scoring, month):
        written = str(statement.compile(dialect=db.engine.dialect))
        looks = "facts" in written or "attributes" in written
        assert looks is (name in ASKING)
