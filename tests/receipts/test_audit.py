"""The audit: whatever the superuser changes afterwards is found, and said where."""

from datetime import datetime, time, timedelta
from hashlib import sha256

import pytest
from sqlalchemy import select

from kernel.clock import TIMEZONE, utc_now
from tenants.receipts import actions, queries
from tenants.receipts.audit import audit
from tenants.receipts.findings import score_place
from tenants.receipts.models import ReceiptBatch
from tenants.receipts.roots import Root
from tenants.receipts.rules import last_link
from tenants.receipts.sources import STORED
from tenants.scoring.models import EntryScore, MonthScore
from tests.fixtures_tenant import Province
from tests.receipts.conftest import Chained


async def _score(chained: Chained, at: int) -> EntryScore:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        return (await session.scalars(select(EntryScore).order_by(EntryScore.number).offset(at).limit(1))).one()


def _place(score: EntryScore) -> str:
    return f"entry {score.entry_id} {score.work_date.isoformat()} revision {score.revision} (number {score.number})"


def _one(score: EntryScore) -> str:
    return f"WHERE tenant_id = TENANT AND entry_id = '{score.entry_id}'"


async def test_an_untouched_database_holds(chained: Chained) -> None:
    report = await chained.audit()
    assert (report.receipts, report.batches, report.waiting, report.findings) == (10, 4, 0, [])


@pytest.mark.parametrize(
    "change",
    [
        "points = points + 1",
        "points = points + 0.0000000000000000000000000000001",
        "minutes = minutes + 1",
        "norm_minutes = 1",
        "days_late = -3",
        "person_id = (SELECT id FROM person WHERE tenant_id = TENANT AND pin = '056192100007')",
        "unit_id = gen_random_uuid()",
        "norm_correction_id = gen_random_uuid()",
        "scored_at = scored_at - interval '1 microsecond'",
    ],
)
async def test_a_changed_value_of_a_score_is_located(chained: Chained, change: str) -> None:
    score = await _score(chained, 5)
    await chained.tamper(f"UPDATE entry_score SET {change} {_one(score)}")
    assert await chained.found() == [("CHANGED", f"{_place(score)} batch 2")]


async def test_changed_inputs_or_values_no_longer_give_the_receipts_hash(chained: Chained) -> None:
    first, second, third = [await _score(chained, at) for at in (1, 5, 8)]
    await chained.tamper(
        f"UPDATE entry_score SET inputs[2] = '99' {_one(first)}",
        f"UPDATE entry_score SET outputs[1] = '99' {_one(second)}",
        f"UPDATE entry_score SET inputs = inputs || outputs[1:1], outputs = outputs[2:] {_one(third)}",
    )
    assert await chained.found() == [("RECEIPT", _place(score)) for score in (first, second, third)]


async def test_a_score_rewritten_with_a_hash_that_fits_is_located_by_its_leaf(chained: Chained) -> None:
    score = await _score(chained, 5)
    package = await chained.one("SELECT document_hash, name, version FROM norm_package WHERE tenant_id = TENANT")
    digest = bytes(package[0]).hex()  # type: ignore[call-overload] # a bytea
    heading = f"{package[1]}|{package[2]}|{digest}|entry|"
    await chained.tamper(
        f"UPDATE entry_score SET inputs[2] = '99' {_one(score)}",
        f"UPDATE entry_score SET receipt_hash = sha256(convert_to('{heading}' ||"
        f" array_to_string(inputs || outputs, '|', ''), 'UTF8')) {_one(score)}",
    )
    assert await chained.found() == [("CHANGED", f"{_place(score)} batch 2")]


async def test_a_removed_score_is_located(chained: Chained) -> None:
    inside, last = await _score(chained, 2), await _score(chained, 8)
    await chained.tamper(f"DELETE FROM entry_score {_one(inside)}", f"DELETE FROM entry_score {_one(last)}")
    assert await chained.found() == [("REMOVED", f"{_place(inside)} batch 1"), ("REMOVED", f"{_place(last)} batch 3")]


async def test_scores_put_among_chained_ones_are_located(chained: Chained) -> None:
    model = await _score(chained, 5)
    first = await _score(chained, 0)
    columns = (
        "tenant_id, work_date, norm_package_id, person_id, unit_id, minutes, norm_minutes, days_late, points,"
        " inputs, outputs, receipt_hash"
    )
    for number in (model.number, first.number - 1):
        revision = 7 if number == model.number else 8
        await chained.tamper(
            f"INSERT INTO entry_score (entry_id, revision, number, {columns})"
            f" SELECT entry_id, {revision}, {number}, {columns} FROM entry_score {_one(model)} AND revision = 1"
        )
    day = model.work_date.isoformat()
    assert sorted(await chained.found()) == [
        ("ADDED", f"entry {model.entry_id} {day} revision 7 (number {model.number})"),
        ("ADDED", f"entry {model.entry_id} {day} revision 8 (number {first.number - 1})"),
    ]


async def test_a_score_without_an_entry_is_located_whatever_its_number(chained: Chained) -> None:
    model = await _score(chained, 5)
    forged = "018f0000-0000-7000-8000-000000000001"
    columns = (
        "tenant_id, work_date, norm_package_id, person_id, unit_id, minutes, norm_minutes, days_late, points,"
        " inputs, outputs, receipt_hash"
    )
    await chained.tamper(
        f"INSERT INTO entry_score (entry_id, revision, {columns})"
        f" SELECT '{forged}', 1, {columns} FROM entry_score {_one(model)}"
    )
    ((code, place),) = await chained.found()
    assert (code, place.startswith(f"entry {forged} ")) == ("ORPHAN", True)


async def test_a_moved_score_is_gone_from_one_place_and_new_in_another(chained: Chained) -> None:
    score = await _score(chained, 5)
    await chained.tamper(f"UPDATE entry_score SET revision = 2 {_one(score)}")
    new = _place(score).replace("revision 1", "revision 2")
    assert await chained.found() == [("REMOVED", f"{_place(score)} batch 2"), ("ADDED", new)]


@pytest.mark.parametrize("change", ["total = 90", "rating = 'HTXS'", "results = 70", "receipt_hash = '\\x00'"])
async def test_a_changed_month_is_located(chained: Chained, change: str) -> None:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        month = (await session.scalars(select(MonthScore))).one()
    await chained.tamper(f"UPDATE month_score SET {change} WHERE tenant_id = TENANT")
    key = f"month {month.person_id} {month.month.isoformat()} revision 1 (number {month.number})"
    assert ("CHANGED", f"{key} batch 4") in await chained.found()


async def test_a_changed_document_of_a_month_is_located(chained: Chained) -> None:
    await chained.tamper(
        "UPDATE month_score SET receipt = jsonb_set(receipt, '{values,results}', '\"69\"') WHERE tenant_id = TENANT"
    )
    assert {code for code, _ in await chained.found()} == {"RECEIPT", "CHANGED"}


async def test_a_changed_package_is_located(chained: Chained) -> None:
    await chained.tamper(
        "UPDATE norm_package SET document = replace(document, 'hard: 1.5', 'hard: 1.6') WHERE tenant_id = TENANT"
    )
    ((code, place),) = await chained.found()
    assert (code, place.startswith("norm package khanh-hoa ")) == ("PACKAGE", True)


async def test_a_package_changed_together_with_its_hash_is_located(chained: Chained) -> None:
    (document,) = await chained.one("SELECT document FROM norm_package WHERE tenant_id = TENANT")
    assert isinstance(document, str)
    digest = sha256(document.replace("hard: 1.5", "hard: 1.6").encode()).hexdigest()
    await chained.tamper(
        "UPDATE norm_package SET document = replace(document, 'hard: 1.5', 'hard: 1.6'),"
        f" document_hash = '\\x{digest}' WHERE tenant_id = TENANT"
    )
    ((code, place),) = await chained.found()
    assert (code, place.startswith("norm package khanh-hoa ")) == ("PACKAGE", True)


async def test_a_package_that_cannot_be_read_or_is_gone_is_located(chained: Chained) -> None:
    await chained.tamper("UPDATE norm_package SET document = 'levels: [' WHERE tenant_id = TENANT")
    assert [code for code, _ in await chained.found()] == ["PACKAGE"]
    await chained.tamper("DELETE FROM norm_package WHERE tenant_id = TENANT")
    assert [code for code, _ in await chained.found()] == ["PACKAGE"]


@pytest.mark.parametrize(
    "change",
    [
        "link = sha256(link)",
        "previous = sha256(previous)",
        "leaves = set_byte(leaves, 3, (get_byte(leaves, 3) + 1) % 256)",
        "keys = replace(keys, ' 1 ', ' 2 ')",
        "position = position + 1",
        "chained_at = chained_at - interval '1 day'",
        "first = first - 1000000",
        "last = last + 1000000",
    ],
)
async def test_a_changed_batch_of_the_chain_is_located(chained: Chained, change: str) -> None:
    await chained.tamper(f"UPDATE receipt_batch SET {change} WHERE tenant_id = TENANT AND batch = 2")
    assert ("BATCH", "batch 2") in await chained.found()


async def test_a_removed_batch_is_located_and_its_scores_are_no_longer_of_the_chain(chained: Chained) -> None:
    await chained.tamper("DELETE FROM receipt_batch WHERE tenant_id = TENANT AND batch = 2")
    found = await chained.found()
    assert found[0] == ("BATCH", "batch 2")
    assert [code for code, _ in found[1:]] == ["ADDED"] * 4


async def test_a_score_hidden_by_mending_its_batch_breaks_the_next_link(chained: Chained) -> None:
    score = await _score(chained, 5)
    await chained.tamper(f"UPDATE entry_score SET points = 0 {_one(score)}")
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        batch = (await session.scalars(select(ReceiptBatch).where(ReceiptBatch.batch == 2))).one()
        values = {"tenant": province.id, "former": 0, "first": batch.first, "last": batch.last}
        leaves = b"".join(bytes(row.leaf) for row in await session.execute(STORED["entry"], values))
    link = last_link(batch.previous, queries.header_of(batch), leaves)
    await chained.tamper(
        f"UPDATE receipt_batch SET leaves = '\\x{leaves.hex()}', link = '\\x{link.hex()}'"
        " WHERE tenant_id = TENANT AND batch = 2"
    )
    assert await chained.found() == [("BATCH", "batch 3"), ("LOG", _place(score))]


async def _fix_roots(chained: Chained, days: int) -> list[Root]:
    """The roots as they will be kept after so many days."""
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        await actions.fix_roots(session, chained.log.today + timedelta(days=days))
        return await queries.roots(session, province.slug)


async def test_a_chain_rewritten_as_a_whole_is_found_by_its_exported_roots(
    chained: Chained, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_day = utc_now()
    exported = await _fix_roots(chained, 1)
    monkeypatch.setattr(actions, "utc_now", lambda: first_day + timedelta(days=1))
    await chained.write(3)
    await chained.chain()
    exported = await _fix_roots(chained, 3)
    assert [(root.day - chained.log.today, root.batch, root.receipts) for root in exported] == [
        (timedelta(0), 4, 10), (timedelta(1), 6, 14), (timedelta(2), 6, 14),
    ]  # fmt: skip
    assert await chained.found(*exported) == []

    tenth = await _score(chained, 9)
    await chained.tamper(
        f"UPDATE work_entry SET quality = 'excellent' WHERE tenant_id = TENANT AND id = '{tenth.entry_id}'",
        f"DELETE FROM entry_score {_one(tenth)}",
        "DELETE FROM month_score WHERE tenant_id = TENANT AND revision = 2",
        "DELETE FROM receipt_batch WHERE tenant_id = TENANT AND batch > 4",
        "INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)"
        f" VALUES (TENANT, '{tenth.entry_id}', 1, '{tenth.work_date}')",
    )
    await chained.score()
    await chained.chain()
    roots = [("ROOT", f"day {root.day.isoformat()} batch {root.batch}") for root in exported[1:]]
    assert await chained.found() == roots
    await chained.tamper("DELETE FROM receipt_root WHERE tenant_id = TENANT AND batch > 4")
    await _fix_roots(chained, 3)
    assert await chained.found() == []  # from inside, nothing is to be seen any more
    assert await chained.found(*exported) == [
        ("EXPORT", f"day {exported[1].day.isoformat()} after batch 4 up to batch 6")
    ]


async def test_a_chain_cut_short_with_its_scores_is_found_by_its_exported_roots(chained: Chained) -> None:
    exported, ninth = await _fix_roots(chained, 1), await _score(chained, 8)
    await chained.tamper(
        f"DELETE FROM entry_score WHERE tenant_id = TENANT AND number >= {ninth.number}",
        "DELETE FROM month_score WHERE tenant_id = TENANT",
        "DELETE FROM receipt_batch WHERE tenant_id = TENANT AND batch > 2",
        "DELETE FROM receipt_root WHERE tenant_id = TENANT",
    )
    month = chained.log.today.replace(day=1)
    assert await chained.found() == [
        ("MISSING", score_place(_place(ninth))), ("MISSING", f"month {ninth.person_id} {month.isoformat()}"),
    ]  # fmt: skip

    await chained.tamper(
        f"DELETE FROM work_entry WHERE tenant_id = TENANT AND id = '{ninth.entry_id}'",
        f"INSERT INTO pending_month (tenant_id, person_id, month) VALUES (TENANT, '{ninth.person_id}', '{month}')",
    )
    await chained.score()
    assert await chained.found() == []  # the work itself is gone too
    assert await chained.found(*exported) == [
        ("EXPORT", f"day {exported[0].day.isoformat()} after batch 0 up to batch 4")
    ]


async def test_a_changed_root_is_located(chained: Chained) -> None:
    exported = await _fix_roots(chained, 1)
    await chained.tamper("UPDATE receipt_root SET root = sha256(root) WHERE tenant_id = TENANT")
    assert await chained.found(*exported) == [("ROOT", f"day {exported[0].day.isoformat()} batch 4")]


async def test_one_tenants_audit_says_nothing_of_another(chained: Chained, other_province: Province) -> None:
    await chained.tamper("UPDATE entry_score SET points = points + 1 WHERE tenant_id = TENANT")
    async with other_province.db.tenant(other_province.id) as session:
        assert (await audit(session, today=chained.log.today)).findings == []
    assert len(await chained.found()) == 9


async def test_roots_removed_or_dated_ahead_are_located(chained: Chained) -> None:
    await _fix_roots(chained, 3)
    today = chained.log.today
    assert await chained.found() == []
    await chained.tamper(f"DELETE FROM receipt_root WHERE tenant_id = TENANT AND day = '{today + timedelta(days=1)}'")
    assert await chained.found() == [("ROOT", f"day {(today + timedelta(days=1)).isoformat()}")]
    ahead = today + timedelta(days=100)
    await chained.tamper(
        "DELETE FROM receipt_root WHERE tenant_id = TENANT",
        "INSERT INTO receipt_root (tenant_id, day, batch, receipts, root)"
        f" SELECT TENANT, '{ahead}', batch, 10, link FROM receipt_batch WHERE tenant_id = TENANT AND batch = 4",
    )
    found = await chained.found()
    assert found[-1] == ("ROOT", f"day {ahead.isoformat()}")
    assert found[:-1] == [("ROOT", f"day {(today + timedelta(days=day)).isoformat()}") for day in range(10)]


async def test_an_earlier_root_in_place_of_a_days_own_is_located(
    chained: Chained, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = utc_now()
    monkeypatch.setattr(actions, "utc_now", lambda: now + timedelta(days=1))
    await chained.write(3)
    await chained.chain()
    await _fix_roots(chained, 3)
    assert await chained.found() == []
    second = (chained.log.today + timedelta(days=1)).isoformat()
    await chained.tamper(
        "UPDATE receipt_root AS root SET batch = 4, receipts = 10, root = batch.link FROM receipt_batch AS batch"
        f" WHERE root.tenant_id = TENANT AND root.day = '{second}' AND batch.tenant_id = TENANT AND batch.batch = 4"
    )
    assert await chained.found() == [("ROOT", f"day {second} batch 4")]


async def test_no_batch_is_dated_before_the_last_or_into_a_day_whose_root_is_fixed(
    chained: Chained, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = utc_now() - timedelta(minutes=5)
    monkeypatch.setattr(actions, "utc_now", lambda: before)
    await chained.write(1)
    await chained.chain()
    await _fix_roots(chained, 1)
    monkeypatch.setattr(actions, "utc_now", lambda: datetime.combine(chained.log.today, time(23, 59, 59), TIMEZONE))
    await chained.write(1)
    await chained.chain()
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        rows = select(ReceiptBatch.chained_at).order_by(ReceiptBatch.batch)
        dated = [moment.astimezone(TIMEZONE) for moment in await session.scalars(rows)]
    assert dated == sorted(dated)
    assert [moment.date() - chained.log.today for moment in dated[-2:]] == [timedelta(days=1)] * 2
    assert await chained.found() == []
