"""One entry on two devices: the second change is refused with the time of the first, the same change counts once."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from kernel.ids import uuid7
from tenants.worklogs import actions, queries
from tenants.worklogs.changes import UNSEEN, Change
from tenants.worklogs.errors import EditedElsewhere
from tenants.worklogs.models import WorkEntry
from tenants.worklogs.rules import EntryInput
from tests.worklogs.conftest import Log


async def newest(log: Log, entry_id: UUID) -> UUID:
    async with log.province.db.tenant(log.province.id) as session:
        return (await queries.events_of(session, [entry_id]))[entry_id][-1].id


async def edit(log: Log, entry: EntryInput, change: Change = UNSEEN) -> WorkEntry:
    async with log.province.db.tenant(log.province.id) as session:
        return await actions.edit(session, log.province.caller("cadre1"), entry, change, now=log.now)


async def test_a_change_from_an_old_state_is_refused_and_a_new_one_taken(log: Log) -> None:
    entry = log.entry()
    await log.write(id=entry.id, submit=False)
    seen = await newest(log, entry.id)
    await edit(log, replace(entry, quantity=Decimal(3)), Change(uuid7(), seen))
    with pytest.raises(EditedElsewhere) as refused:
        await edit(log, replace(entry, quantity=Decimal(5)), Change(uuid7(), seen))
    assert log.now.year == int(str(refused.value.data["day"])[-4:])
    after = await edit(log, replace(entry, quantity=Decimal(5)), Change(uuid7(), await newest(log, entry.id)))
    assert after.quantity == 5


async def test_the_same_change_sent_again_writes_nothing_even_when_the_entry_went_on(log: Log) -> None:
    entry = log.entry()
    await log.write(id=entry.id, submit=False)
    change = Change(uuid7(), await newest(log, entry.id))
    await edit(log, replace(entry, quantity=Decimal(3)), change)
    async with log.province.db.tenant(log.province.id) as session:
        await actions.submit(session, log.province.caller("cadre1"), entry.id, now=log.now)
    again = await edit(log, replace(entry, quantity=Decimal(9)), change)
    assert again.quantity == 3
    assert again.status == "submitted"
    with pytest.raises(EditedElsewhere):
        await edit(log, replace(entry, quantity=Decimal(9)), Change(uuid7(), change.seen))
