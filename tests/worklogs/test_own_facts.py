"""Facts of a province's own: kept with the work from the day it was logged, and stated by whoever verifies."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tenants.catalogue import actions as catalogue
from tenants.catalogue.records import ITEMS, item_content
from tenants.worklogs import actions, corrections
from tenants.worklogs.errors import FactNotAsked, UnfitFact, UnfitItem, UnfitPosition
from tenants.worklogs.models import EntryEvent, WorkEntry
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision, Outcome
from tests.norms.office import BARE, make_office, numbered
from tests.worklogs.conftest import Log
from tests.worklogs.owning import complete, law, seat

F1, F3, F6 = "f1-customs-v1", "f3-hung-yen-statistics", "f6-two-step"
DONE = {"good": "1.50", "timely": "2"}


async def stored(log: Log, entry_id: UUID) -> WorkEntry:
    async with log.province.db.tenant(log.province.id) as session:
        return (await session.scalars(select(WorkEntry).where(WorkEntry.id == entry_id))).one()


async def told(log: Log, entry_id: UUID) -> list[tuple[str, dict[str, Any]]]:
    """The events of an entry's verdicts, with what each says."""
    async with log.province.db.tenant(log.province.id) as session:
        rows = await session.scalars(
            select(EntryEvent)
            .where(EntryEvent.entry_id == entry_id, EntryEvent.kind.in_(("verified", "corrected")))
            .order_by(EntryEvent.id)
        )
        return [(row.kind, row.data) for row in rows]


async def correct(log: Log, entry_id: UUID, **verdict: Any) -> WorkEntry:
    async with log.province.db.tenant(log.province.id) as session:
        decision = Decision(entry_id, Verdict(**{"quality": "good", **verdict}))
        leader = log.province.caller("division_head")
        return await corrections.correct(session, leader, decision, "Xem lại kết quả", now=log.now)


def refusals(outcomes: list[Outcome]) -> list[tuple[str, tuple[str | int, ...]] | None]:
    return [(one.refusal.code, one.refusal.path) if one.refusal else None for one in outcomes]


async def test_an_item_that_lacks_what_the_law_asks_is_refused_when_work_is_logged(log: Log) -> None:
    await law(log, F1)
    await complete(log, "appraise", product="sp1")
    with pytest.raises(UnfitItem) as caught:
        await log.write()
    assert caught.value.path == ("workItemId",)
    assert "TC-001" in caught.value.sentence("vi")
    assert "Thiếu giá trị của Mức độ." in caught.value.sentence("vi")
    await complete(log, "appraise", level="c4", unused="7")
    row = await log.write()
    assert row.facts == {"item": {"product": "sp1", "level": "c4", "unused": "7"}}


async def test_an_item_whose_fact_is_no_value_of_the_package_is_refused_too(log: Log) -> None:
    await law(log, F6)
    await complete(log, "appraise", base="ten", difficulty="0.05")
    with pytest.raises(UnfitItem, match="a decimal number"):
        await log.write()
    await complete(log, "reply", base="10", difficulty="0.05")
    with pytest.raises(UnfitItem, match=r"from 0\.1 to 10"):
        await log.write(work_item_id=log.items["reply"])


async def test_a_post_without_the_fact_its_law_asks_cannot_log(log: Log) -> None:
    await law(log, F3)
    await complete(log, "appraise", group="g3")
    for who in ("cadre1", "cadre2"):
        with pytest.raises(UnfitPosition) as caught:
            await log.write(who)
        assert caught.value.path == ("appointmentId",)
        await seat(log, who, **({"position": "boss"} if who == "cadre1" else {"position": "division_head"}))
    with pytest.raises(UnfitPosition, match="head, deputy, division_head"):
        await log.write("cadre1")
    assert (await log.write("cadre2")).facts == {"item": {"group": "g3"}, "position": {"position": "division_head"}}


async def test_work_that_could_not_be_scored_is_not_assigned(log: Log) -> None:
    await law(log, F1)
    with pytest.raises(UnfitItem):
        await log.assign()
    await complete(log, "appraise", product="sp1", level="c4")
    assert (await log.assign()).status == "open"


async def test_what_the_law_does_not_ask_is_kept_all_the_same_and_nothing_where_there_is_nothing(log: Log) -> None:
    await law(log, "khanh-hoa")
    await complete(log, "appraise", level="c4")
    assert (await log.write()).facts == {"item": {"level": "c4"}}
    assert (await log.write(work_item_id=log.items["reply"])).facts is None


async def test_a_change_of_the_catalogue_never_rewrites_what_was_logged(log: Log) -> None:
    await law(log, F1)
    version = await complete(log, "appraise", product="sp1", level="c4")
    before = await log.write()
    draft = await log.write(submit=False)
    async with log.province.db.tenant(log.province.id) as session:
        admin, item = log.province.caller("admin"), log.items["appraise"]
        content = replace(item_content(version), attributes={"product": "sp2", "level": "c1"})
        await catalogue.revise_item(session, admin, item, content, now=log.now)
        await catalogue.approve(session, admin, ITEMS, item, log.today, now=log.now)
    after = await log.write()
    assert (await stored(log, before.id)).facts == {"item": {"product": "sp1", "level": "c4"}}
    assert after.facts == {"item": {"product": "sp2", "level": "c1"}}
    async with log.province.db.tenant(log.province.id) as session:
        again = log.entry(id=draft.id, minutes=60)
        edited = await actions.edit(session, log.province.caller("cadre1"), again, now=log.now)
        assert edited.facts == after.facts


async def test_whoever_verifies_is_asked_and_what_is_wrong_takes_nothing_else_down(log: Log) -> None:
    await law(log, F1)
    await complete(log, "appraise", product="sp1", level="c4")
    rows = [await log.write() for _ in range(5)]
    stating: list[dict[str, str] | None] = [
        None,
        {"good": "1"},
        {**DONE, "stars": "5"},
        {**DONE, "good": "1.505"},
        DONE,
    ]
    outcomes = [(await log.verify(row.id, facts=said))[0] for row, said in zip(rows, stating, strict=True)]
    assert refusals(outcomes) == [
        ("BAD_FACT", ("facts", "good")),
        ("BAD_FACT", ("facts", "timely")),
        ("FACT_NOT_ASKED", ("facts", "stars")),
        ("BAD_FACT", ("facts", "good")),
        None,
    ]
    assert [(await stored(log, row.id)).status for row in rows] == ["submitted"] * 4 + ["verified"]
    kept = await stored(log, rows[-1].id)
    assert kept.facts == {"item": {"product": "sp1", "level": "c4"}, "verification": {"good": "1.5", "timely": "2"}}
    (event,) = await told(log, kept.id)
    assert event == ("verified", {"quality": "good", "revision": 1, "facts": {"good": "1.5", "timely": "2"}})


async def test_a_batch_states_facts_entry_by_entry_under_the_law_of_each(log: Log) -> None:
    office = await make_office(log.province)
    office.today = log.today - timedelta(days=9)
    await office.publish(await office.draft(BARE), log.today - timedelta(days=8))
    copied = BARE.replace("quality:    {keys", "stars: {max: 5, from: verification}\n      quality:    {keys")
    await office.pilot(
        await office.draft(numbered("1.0.1", document=copied)),
        ["budget_division"], log.today - timedelta(days=1), log.today + timedelta(days=9),
    )  # fmt: skip
    piloted, before = await log.write(), await log.write(work_date=log.today - timedelta(days=2))
    outcomes = await log.verify(piloted.id, before.id, facts={"stars": "4"})
    assert refusals(outcomes) == [None, ("FACT_NOT_ASKED", ("facts", "stars"))]
    outcomes = await log.verify(before.id)
    assert refusals(outcomes) == [None]
    assert (await stored(log, piloted.id)).facts == {"verification": {"stars": "4"}}
    assert (await stored(log, before.id)).facts is None
    assert await told(log, before.id) == [("verified", {"quality": "good", "revision": 1})]


async def test_a_corrected_verdict_keeps_what_was_stated_unless_it_states_it_anew(log: Log) -> None:
    await law(log, F6)
    await complete(log, "appraise", base="10", difficulty="1.5")
    row = await log.write()
    await log.verify(row.id, facts={"result": "80", "bonus": "0.3"})
    kept = await correct(log, row.id, quality="fair")
    assert (kept.revision, kept.facts) == (2, {
        "item": {"base": "10", "difficulty": "1.5"}, "verification": {"result": "80", "bonus": "0.3"},
    })  # fmt: skip
    changed = await correct(log, row.id, facts={"result": "95"}, accepted_quantity=Decimal(1))
    assert changed.facts == {"item": {"base": "10", "difficulty": "1.5"}, "verification": {"result": "95"}}
    with pytest.raises(UnfitFact):
        await correct(log, row.id, facts={})
    with pytest.raises(FactNotAsked, match="result, bonus"):
        await correct(log, row.id, facts={"result": "1", "good": "1"})
    said = [(kind, data.get("facts"), data.get("before", {}).get("facts")) for kind, data in await told(log, row.id)]
    assert said == [
        ("verified", {"result": "80", "bonus": "0.3"}, None),
        ("corrected", None, {"result": "80", "bonus": "0.3"}),
        ("corrected", None, {"result": "80", "bonus": "0.3"}),
    ]
