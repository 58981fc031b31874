"""The chain: every receipt once, in the order scores were written, each linked to the one before."""

import asyncio
from hashlib import sha256
from itertools import pairwise

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import ProgrammingError

from tenants.receipts import actions, queries
from tenants.receipts.models import ReceiptBatch
from tenants.receipts.rules import NOTHING, last_link
from tenants.scoring.models import EntryScore, MonthScore
from tests.receipts.conftest import Chained
from tests.worklogs.conftest import Log


async def _batches(chained: Chained) -> list[ReceiptBatch]:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        return list(await session.scalars(select(ReceiptBatch).order_by(ReceiptBatch.batch)))


async def test_each_batch_follows_from_the_one_before_and_holds_what_was_scored(chained: Chained) -> None:
    batches = await _batches(chained)
    assert [(one.batch, one.kind, one.position, one.receipts) for one in batches] == [
        (1, "entry", 0, 4), (2, "entry", 4, 4), (3, "entry", 8, 1), (4, "month", 9, 1),
    ]  # fmt: skip
    link = NOTHING
    for batch in batches:
        assert batch.previous == link
        link = batch.link
        assert link == last_link(batch.previous, queries.header_of(batch), batch.leaves)
    named = [line.split(" ")[0] for batch in batches[:3] for line in batch.keys.split("\n")]
    assert sorted(named) == sorted(str(entry_id) for entry_id in chained.entries)


async def test_a_leaf_can_be_computed_again_from_the_stored_score_alone(chained: Chained) -> None:
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        score = (await session.scalars(select(EntryScore).order_by(EntryScore.number).limit(1))).one()
    micros = int(score.scored_at.timestamp()) * 1_000_000 + score.scored_at.microsecond
    key = f"{score.entry_id} {score.work_date.isoformat()} {score.revision} {score.number}"
    parts = (
        "entry", key, score.norm_package_id, "", score.person_id, score.unit_id, score.minutes,
        f"{score.norm_minutes.normalize():f}", score.days_late, f"{score.points.normalize():f}",
        score.receipt_hash.hex(), micros,
    )  # fmt: skip
    leaf = sha256("|".join(map(str, parts)).encode()).digest()
    assert (await _batches(chained))[0].leaves[:32] == leaf


async def test_chaining_again_adds_only_what_was_scored_since(chained: Chained) -> None:
    assert await chained.chain() == 0
    await chained.write(2)
    assert await chained.chain() == 3  # two entries and the month they changed
    batches = await _batches(chained)
    assert [(one.batch, one.kind, one.position) for one in batches[4:]] == [(5, "entry", 10), (6, "month", 12)]
    assert await chained.found() == []


async def test_many_chainers_and_scorers_at_once_chain_each_receipt_once(chained: Chained) -> None:
    await asyncio.gather(
        *(chained.chain() for _ in range(2)), chained.write(3), chained.chain(), chained.write(3, "cadre2")
    )
    await chained.chain()
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        receipts = await session.scalar(select(func.sum(ReceiptBatch.receipts)))
        stored = [await session.scalar(select(func.count()).select_from(table)) for table in (EntryScore, MonthScore)]
        assert not await actions.anything_waits(session)
    assert stored[0] == 15
    assert receipts == sum(count or 0 for count in stored)
    assert await chained.found() == []


async def test_a_receipt_knows_its_place_its_link_and_the_link_before(chained: Chained) -> None:
    province = chained.log.province
    batches = await _batches(chained)
    async with province.db.tenant(province.id) as session:
        scores = (await session.scalars(select(EntryScore).order_by(EntryScore.number))).all()
        places = [
            await queries.place_of(session, "entry", score.entry_id, score.work_date, score.revision)
            for score in scores
        ]
        assert await queries.place_of(session, "month", scores[0].entry_id, scores[0].work_date, 1) is None
    assert [place.position for place in places if place] == list(range(1, 10))
    assert [place.batch for place in places if place] == [1] * 4 + [2] * 4 + [3]
    for place in places:
        assert place is not None
        assert place.link == sha256(place.previous + place.leaf).digest()
    assert places[3] is not None
    assert places[3].link == batches[0].link
    for one, following in pairwise(places[:4]):
        assert one is not None
        assert following is not None
        assert following.previous == one.link


async def test_a_score_that_is_not_chained_yet_has_no_place(chained: Chained) -> None:
    await chained.write(1)
    province = chained.log.province
    async with province.db.tenant(province.id) as session:
        score = (await session.scalars(select(EntryScore).order_by(EntryScore.number.desc()).limit(1))).one()
        assert await actions.anything_waits(session)
        assert await queries.place_of(session, "entry", score.entry_id, score.work_date, score.revision) is None
    report = await chained.audit()
    assert (report.receipts, report.waiting, report.findings) == (10, 2, [])


async def test_the_program_itself_cannot_change_the_chain(chained: Chained) -> None:
    province = chained.log.province
    with pytest.raises(ProgrammingError, match="permission denied"):
        async with province.db.tenant(province.id) as session:
            await session.execute(update(ReceiptBatch).values(link=NOTHING))


async def test_a_province_without_scores_has_an_empty_chain_that_is_sound(log: Log, database_url: str) -> None:
    chained = Chained(log, database_url, [])
    assert await chained.chain() == 0
    report = await chained.audit()
    assert (report.receipts, report.batches, report.findings) == (0, 0, [])
