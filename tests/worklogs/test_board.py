"""The inbox arranged for deciding: what needs a look, what can be decided on together, and samples before it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from kernel.errors import Forbidden, NotFound
from kernel.ids import uuid7
from tenants.registry import actions as registry
from tenants.worklogs import actions, board, groups, verification
from tenants.worklogs.board import Board, Card
from tenants.worklogs.errors import (
    EntryChanged,
    Handled,
    MissingReason,
    NeedsLook,
    OwnWork,
    SamplesUnopened,
    Withdrawn,
)
from tenants.worklogs.groups import Seen
from tenants.worklogs.models import GroupDraw, WorkEntry
from tenants.worklogs.rules import EvidenceInput, Return, Verdict
from tenants.worklogs.verification import Decision, Outcome
from tests.worklogs.conftest import Log

LEADER = "division_head"


def proof(number: int) -> tuple[EvidenceInput, ...]:
    """A document of its own."""
    return (EvidenceInput(document_number=f"{number}/STC-NS"),)


@dataclass
class Desk:
    """The inbox of the budget division's head."""

    log: Log

    async def board(self, by: str = LEADER) -> Board:
        async with self.log.province.db.tenant(self.log.province.id) as session:
            return await board.board(session, self.log.province.caller(by), now=self.log.now)

    async def draw(self, item: str = "reply") -> GroupDraw:
        async with self.log.province.db.tenant(self.log.province.id) as session:
            return await groups.open_group(
                session, self.log.province.caller(LEADER), self.log.items[item], now=self.log.now
            )

    async def opened(self, *ids: UUID) -> None:
        async with self.log.province.db.tenant(self.log.province.id) as session:
            for entry_id in ids:
                await groups.open_sample(session, self.log.province.caller(LEADER), entry_id, now=self.log.now)

    async def verify(self, cards: Sequence[Card | WorkEntry], item: str = "reply") -> list[Outcome]:
        seen = [Seen(card.id, card.submitted_at or self.log.now) for card in cards]
        async with self.log.province.db.tenant(self.log.province.id) as session:
            return await groups.verify_group(
                session, self.log.province.caller(LEADER), self.log.items[item], seen, Verdict("fair"), now=self.log.now
            )

    async def replies(self, count: int, who: str = "cadre1", first: int = 1) -> list[WorkEntry]:
        """Unremarkable replies to letters, one a day's quarter hour, each with its own document."""
        return [
            await self.log.write(
                who, work_item_id=self.log.items["reply"], quantity=Decimal(1), minutes=30,
                evidence=proof(first + number), work_date=self.log.today - timedelta(days=number % 2),
                output="Công văn trả lời",
            )
            for number in range(count)
        ]  # fmt: skip


@pytest.fixture
def desk(log: Log) -> Desk:
    return Desk(log)


async def test_what_is_unremarkable_is_grouped_by_item_with_its_figures(desk: Desk) -> None:
    await desk.replies(3)
    await desk.replies(2, "cadre2", first=20)
    found = await desk.board()
    (group,) = found.groups
    assert (group.item, group.people, group.entries, group.quantity, group.norm_minutes) == (
        "Trả lời công văn", 2, 5, Decimal(5), Decimal(150)
    )  # fmt: skip
    assert (found.waiting, found.people, [card.flags for card in found.cards]) == (5, 2, [[]] * 5)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"minutes": 100}, "over_norm"),
        ({"evidence": ()}, "no_product"),
        ({"evidence": proof(1)}, "same_document"),
        ({"quantity": Decimal(20), "minutes": 400}, "day_over"),
        ({"output": "Công văn 12/CV", "minutes": 31}, None),
    ],
)
async def test_what_is_strange_is_shown_alone_with_its_reason(
    desk: Desk, changes: dict[str, Any], code: str | None
) -> None:
    log = desk.log
    async with log.province.db.tenant(log.province.id) as session:
        await registry.change_settings(session, log.province.caller("admin"), evidence_required=False)
    await desk.replies(2)
    plain: dict[str, Any] = {"quantity": Decimal(1), "minutes": 30, "evidence": proof(99)}
    row = await log.write("cadre2", work_item_id=log.items["reply"], **(plain | changes))
    card = next(card for card in (await desk.board()).cards if card.id == row.id)
    assert [flag.code for flag in card.flags][:1] == ([code] if code else [])


async def test_a_pace_far_from_the_usual_one_is_told_in_times_of_it(desk: Desk) -> None:
    await desk.replies(6)
    log = desk.log
    row = await log.write(
        "cadre2", work_item_id=log.items["reply"], quantity=Decimal(1), minutes=60, evidence=proof(90)
    )
    first = (await desk.board()).cards[0]
    assert first.id == row.id
    assert [(flag.code, flag.ratio) for flag in first.flags] == [
        ("over_usual", Decimal("2.0")), ("over_norm", Decimal("2.0")),
    ]  # fmt: skip


async def test_the_same_work_twice_names_the_other_and_whose_it_is(desk: Desk) -> None:
    log = desk.log
    same: dict[str, Any] = {
        "quantity": Decimal(1),
        "minutes": 25,
        "output": "Công văn số 77",
        "work_item_id": log.items["reply"],
    }
    link = (EvidenceInput(link="https://vanban.example.vn/77"),)
    one = await log.write("cadre1", evidence=proof(1), **same)
    two = await log.write("cadre2", evidence=link, **same)
    cards = {card.id: card for card in (await desk.board()).cards}
    twin = cards[two.id].flags[0].twin
    assert twin is not None
    assert (twin.kind, twin.entry_id, twin.person) == ("same_work", one.id, "Võ Minh An")
    assert [flag.code for flag in cards[one.id].flags] == ["same_work"]


async def test_an_entry_written_in_time_without_network_is_not_called_late(desk: Desk) -> None:
    log = desk.log
    day = log.today - timedelta(days=6)
    honest = await log.write(work_date=day, device_time=log.now - timedelta(days=6), evidence=proof(5))
    late = await log.write("cadre2", work_date=day, evidence=proof(6))
    cards = {card.id: card for card in (await desk.board()).cards}
    assert [flag.code for flag in cards[honest.id].flags] == ["late_sent"]
    assert [flag.code for flag in cards[late.id].flags] == ["late_log"]


async def test_own_work_is_counted_and_says_whom_it_waits_for(desk: Desk) -> None:
    own = await desk.log.write(LEADER, evidence=proof(3))
    found = await desk.board()
    assert (found.waiting, found.own.entries, found.own.leader) == (0, 1, "Nguyễn Thị Hạnh")
    refusal = (await desk.log.verify(own.id))[0].refusal
    assert isinstance(refusal, OwnWork)
    assert "Nguyễn Thị Hạnh" in refusal.sentence()


async def test_a_group_is_verified_only_after_its_samples_were_opened(desk: Desk) -> None:
    rows = await desk.replies(6)
    cards = (await desk.board()).cards
    with pytest.raises(SamplesUnopened):
        await desk.verify(cards)
    draw = await desk.draw()
    assert len(draw.samples) == 2
    assert set(draw.samples) <= {row.id for row in rows}
    assert (await desk.draw()).samples == draw.samples, "asked again, the same ones"
    await desk.opened(draw.samples[0], draw.samples[0])
    with pytest.raises(SamplesUnopened):
        await desk.verify(cards)
    outsider = next(row.id for row in rows if row.id not in draw.samples)
    with pytest.raises(NotFound):
        await desk.opened(outsider)
    await desk.opened(draw.samples[1])
    assert [one.refusal for one in await desk.verify(cards[:5])] == [None] * 5
    with pytest.raises(SamplesUnopened):
        await desk.verify(cards[5:])


async def test_the_tenant_settles_how_many_samples_come_first(desk: Desk) -> None:
    log = desk.log
    async with log.province.db.tenant(log.province.id) as session:
        await registry.change_settings(session, log.province.caller("admin"), samples_before_group=0)
    await desk.replies(3)
    assert [one.refusal for one in await desk.verify((await desk.board()).cards)] == [None] * 3


async def test_what_changed_meanwhile_fails_alone(desk: Desk) -> None:
    log, rows = desk.log, await desk.replies(6)
    cards = (await desk.board()).cards
    draw = await desk.draw()
    await desk.opened(*draw.samples)
    edited, withdrawn, handled = (card.id for card in cards[:3])
    async with log.province.db.tenant(log.province.id) as session:
        author = log.province.caller("cadre1")
        await actions.withdraw(session, author, edited, now=log.now)
        await actions.submit(session, author, edited, now=log.now + timedelta(seconds=1))
        await actions.withdraw(session, author, withdrawn, now=log.now)
    await log.verify(handled)
    odd = await log.write("cadre2", work_item_id=log.items["reply"], quantity=Decimal(1), minutes=300)
    refusals = {one.entry_id: type(one.refusal) for one in await desk.verify([*cards, odd])}
    assert refusals[edited] is EntryChanged
    assert refusals[withdrawn] is Withdrawn
    assert refusals[handled] is Handled
    assert refusals[odd.id] is NeedsLook
    assert [refusals[row.id] for row in rows].count(type(None)) == 3


async def test_a_verdict_on_what_was_seen_before_an_edit_is_refused(log: Log) -> None:
    row = await log.write()
    decision = Decision(row.id, Verdict("good"), log.now - timedelta(minutes=1))
    async with log.province.db.tenant(log.province.id) as session:
        (outcome,) = await verification.verify_many(session, log.province.caller(LEADER), [decision], now=log.now)
    assert isinstance(outcome.refusal, EntryChanged)


async def test_a_return_says_why_by_a_code_and_words(log: Log) -> None:
    row = await log.write()
    caller = log.province.caller(LEADER)
    async with log.province.db.tenant(log.province.id) as session:
        with pytest.raises(MissingReason):
            await verification.send_back(session, caller, row.id, Return("other"), now=log.now)
        back = await verification.send_back(
            session, caller, row.id, Return("wrong_quantity", "Chỉ có một bản."), now=log.now
        )
        assert back.comment == "Sai số lượng. Chỉ có một bản."


async def test_the_spread_of_an_item_names_only_people_one_leads(desk: Desk) -> None:
    log = desk.log
    rows = await desk.replies(3)
    await log.write("cadre3", work_item_id=log.items["reply"], quantity=Decimal(1), minutes=99, evidence=proof(70))
    async with log.province.db.tenant(log.province.id) as session:
        found = await board.spread(session, log.province.caller(LEADER), rows[0].id, now=log.now)
        assert (found.median, len(found.dots), {dot.person for dot in found.dots}) == (Decimal(30), 3, {"Võ Minh An"})
        for by, entry_id in (("agency_head", rows[0].id), (LEADER, uuid7())):
            with pytest.raises(NotFound):
                await board.spread(session, log.province.caller(by), entry_id, now=log.now)


async def test_a_cadre_has_no_inbox(desk: Desk) -> None:
    with pytest.raises(Forbidden):
        await desk.board("cadre1")
