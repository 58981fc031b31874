"""The audit computes scores again from the log: what was changed there behind the program's back is found too."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from tenants.norms import actions as norms
from tenants.norms.language import shipped_text
from tenants.scoring import facts
from tenants.scoring.models import EntryScore, MonthScore
from tenants.worklogs import corrections
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.receipts.conftest import Chained


async def _score(chained: Chained, at: int) -> EntryScore:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        return (await session.scalars(select(EntryScore).order_by(EntryScore.number).offset(at).limit(1))).one()


async def _month(chained: Chained) -> str:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        month = (await session.scalars(select(MonthScore).order_by(MonthScore.number.desc()).limit(1))).one()
    return f"month {month.person_id} {month.month.isoformat()} revision {month.revision} (number {month.number})"


def _place(score: EntryScore) -> str:
    return f"entry {score.entry_id} {score.work_date.isoformat()} revision {score.revision} (number {score.number})"


async def _correct(chained: Chained, score: EntryScore) -> None:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        decision = Decision(score.entry_id, Verdict("poor"))
        await corrections.correct(session, province.caller("division_head"), decision, "Rà soát", now=chained.log.now)


@pytest.mark.parametrize(
    "change",
    [
        "quality = 'excellent'",
        "quality = 'unheard of'",
        "quantity = quantity + 1",
        "accepted_quantity = accepted_quantity + 0.01",
        "norm_minutes = 61",
        "complexity = 'very_hard'",
        "minutes = minutes + 1",
        "days_late = -9",
        "person_id = (SELECT id FROM person WHERE tenant_id = TENANT AND pin = '056192100007')",
        "unit_id = gen_random_uuid()",
        "status = 'submitted'",
        "revision = 0",
    ],
)
async def test_an_entry_changed_in_the_log_is_located_though_the_chain_holds(chained: Chained, change: str) -> None:
    score = await _score(chained, 5)
    await chained.tamper(f"UPDATE work_entry SET {change} WHERE tenant_id = TENANT AND id = '{score.entry_id}'")
    found = await chained.found()
    assert [one for one in found if one[1].startswith("entry")] == [("LOG", _place(score))]
    assert len(found) == 1 or "person_id" in change  # whose month then lacks a score


@pytest.mark.parametrize(
    "change", ["verified_by = person_id", "verified_at = verified_at - interval '1 day'", "verified_by = NULL"]
)
async def test_a_verifier_or_time_that_the_history_does_not_know_is_located(chained: Chained, change: str) -> None:
    score = await _score(chained, 5)
    await chained.tamper(f"UPDATE work_entry SET {change} WHERE tenant_id = TENANT AND id = '{score.entry_id}'")
    assert await chained.found() == [("VERDICT", _place(score))]


async def test_an_entry_given_a_revision_that_was_never_scored_is_located(chained: Chained) -> None:
    score = await _score(chained, 5)
    await chained.tamper(f"UPDATE work_entry SET revision = 2 WHERE tenant_id = TENANT AND id = '{score.entry_id}'")
    assert await chained.found() == [("MISSING", f"entry {score.entry_id} {score.work_date.isoformat()} revision 2")]


async def test_an_entry_taken_out_of_the_log_leaves_its_score_and_its_month(chained: Chained) -> None:
    score = await _score(chained, 5)
    await chained.tamper(f"DELETE FROM work_entry WHERE tenant_id = TENANT AND id = '{score.entry_id}'")
    assert await chained.found() == [("ORPHAN", _place(score)), ("LOG", await _month(chained))]


async def test_a_score_that_was_replaced_is_computed_again_from_its_own_inputs(chained: Chained) -> None:
    score = await _score(chained, 5)
    await _correct(chained, score)
    await chained.score()
    assert await chained.found() == []
    await chained.chain()
    heading = "(SELECT concat_ws('|', name, version, encode(document_hash, 'hex'), 'entry') FROM norm_package)"
    await chained.tamper(
        "DELETE FROM receipt_batch WHERE tenant_id = TENANT",
        f"UPDATE entry_score SET outputs[1] = '7' WHERE tenant_id = TENANT AND entry_id = '{score.entry_id}'"
        " AND revision = 1",
        "UPDATE entry_score SET receipt_hash = sha256(convert_to(concat_ws('|',"
        f" {heading.replace('FROM norm_package', 'FROM norm_package WHERE tenant_id = TENANT')},"
        " array_to_string(inputs || outputs, '|', '')), 'UTF8'))"
        f" WHERE tenant_id = TENANT AND entry_id = '{score.entry_id}' AND revision = 1",
    )
    assert await chained.found() == [("LOG", _place(score))]


async def test_inputs_that_no_value_is_written_as_are_found_and_break_nothing(chained: Chained) -> None:
    score = await _score(chained, 5)
    await _correct(chained, score)
    await chained.score()
    await chained.tamper(
        "UPDATE entry_score SET inputs[2] = 'a lot' WHERE tenant_id = TENANT AND revision = 1"
        f" AND entry_id = '{score.entry_id}'"
    )
    assert await chained.found() == [("RECEIPT", _place(score))]


async def test_a_changed_general_mark_is_located_in_its_month(chained: Chained) -> None:
    province, log = chained.log.province, chained.log
    async with province.db.tenant(province.id) as session:
        await facts.record_month(
            session, province.caller("division_head"), province.people["cadre1"], log.today, general=Decimal(28),
            leave_days=Decimal(0), now=log.now,
        )  # fmt: skip
    assert await chained.found() == []  # the month waits to be scored again
    await chained.score()
    assert await chained.found() == []
    await chained.tamper("UPDATE month_fact SET general = 30 WHERE tenant_id = TENANT")
    assert await chained.found() == [("LOG", await _month(chained))]


async def test_work_that_waits_is_no_difference(chained: Chained) -> None:
    score = await _score(chained, 5)
    await _correct(chained, score)
    row = await chained.log.write("cadre2", minutes=5)
    await chained.log.verify(row.id)
    assert await chained.found() == []


async def test_dates_of_a_package_moved_by_hand_are_found_at_every_score_they_concern(chained: Chained) -> None:
    tomorrow = chained.log.today + timedelta(days=1)
    await chained.tamper(f"UPDATE norm_package SET valid_from = '{tomorrow}' WHERE tenant_id = TENANT")
    assert [code for code, _ in await chained.found()] == ["LAW"] * 9


async def test_a_text_changed_before_it_has_scored_anything_is_located(chained: Chained) -> None:
    province = chained.log.province
    document = shipped_text("khanh-hoa").replace("version: 1.0.0", "version: 2.0.0")
    async with province.db.tenant(province.id) as session:
        await norms.put_in_force(
            session, document, valid_from=chained.log.today + timedelta(days=9), now=chained.log.now
        )
    assert await chained.found() == []
    await chained.tamper(
        "UPDATE norm_package SET document = replace(document, 'hard: 1.5', 'hard: 1.6')"
        " WHERE tenant_id = TENANT AND version = '2.0.0'"
    )
    ((code, place),) = await chained.found()
    assert (code, place.startswith("norm package khanh-hoa 2.0.0 ")) == ("PACKAGE", True)


async def test_a_month_with_open_tasks_is_left_to_its_own_document(chained: Chained) -> None:
    log = chained.log
    last = (log.today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    await replace(log).assign(quantity=Decimal(5), due_date=last)
    await chained.score()
    assert await chained.found() == []
