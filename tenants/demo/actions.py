"""Loading a demonstration into a province that was just provisioned: people, accounts, weeks of verified work."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import exists, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import Database, tenant_of
from kernel.outbox import enqueue
from kernel.secrets import hash_password
from tenants.demo import planted
from tenants.demo.logins import Login, logins
from tenants.demo.planted import Culprit
from tenants.demo.registering import Ids, member_rows, write_accounts, write_people
from tenants.demo.simulator import Work
from tenants.demo.staging import Scale, Stage, set_stage
from tenants.demo.writing import BulkWriter
from tenants.organisation.models import Person
from tenants.provisioning.actions import MONTHS_AHEAD, MONTHS_BACK, make_months
from tenants.registry.models import Tenant

BATCH: Final = 100_000
DAYS_OF_A_MONTH: Final = 20
ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtext('roviec.demo'), :tenant)"


@dataclass(frozen=True)
class Loaded:
    """What was written, and who may sign in."""

    people: int
    entries: int
    logins: tuple[Login, ...]


async def is_loaded(session: AsyncSession) -> bool:
    """Whether the tenant of this transaction has people."""
    return bool(await session.scalar(select(exists().where(Person.tenant_id == tenant_of(session)))))


async def load(
    db: Database, tenant: Tenant, scale: Scale, *, today: date, password: str, state: Path, seed: str = "roviec"
) -> Loaded | None:
    """Load a demonstration up to yesterday, all or nothing; answers nothing when the province already has people.

    Entries are written as verified the next working day, those of the last one as submitted; each verified one waits
    for its score. Entries carry their history of events only at the small scale. Who was planted to misbehave is
    written to a file in the folder `state`.
    """
    seed = f"{seed}/{tenant.slug}"
    async with db.platform() as session:
        await make_months(session, today, max(MONTHS_BACK, (scale.days or 0) // DAYS_OF_A_MONTH + 2), MONTHS_AHEAD)
    async with db.tenant(tenant.id) as session:
        await session.execute(text(ONE_AT_A_TIME), {"tenant": tenant.id})
        if await is_loaded(session):
            return None
        stage = await set_stage(session, tenant, scale, today=today, seed=seed)
        cast_ids = await write_people(session, stage)
        named = logins(stage.members)
        await write_accounts(session, named, cast_ids, await hash_password(password))
        writer = BulkWriter(session, with_events=scale.with_events)
        await writer.begin(member_rows(stage, cast_ids), stage.item_rows)
        await _write_work(session, stage, writer, cast_ids)
        await enqueue(session, "score_pending")
        await enqueue(session, "score_months")
        planted.write(planted.file_for(state, tenant.slug), seed, _culprits(stage, cast_ids))
    return Loaded(len(stage.members), writer.written, named)


async def _write_work(session: AsyncSession, stage: Stage, writer: BulkWriter, ids: Mapping[str, Ids]) -> None:
    months: list[tuple[object, ...]] = []
    for number, member in enumerate(stage.members):
        work = stage.simulator.work_of(member)
        writer.add(number, work.entries, work.tasks)
        if member.leader is not None:
            months.extend(_month_rows(ids[member.key].person, ids[member.leader].person, work))
        if writer.waiting >= BATCH:
            await writer.flush()
    await writer.flush()
    await writer.write_months(months)


def _month_rows(person: UUID, leader: UUID, work: Work) -> list[tuple[object, ...]]:
    """Days of leave of every month, and general points of those that have ended."""
    return [(person, month, work.general.get(month), days, leader) for month, days in work.leave.items()]


def _culprits(stage: Stage, ids: Mapping[str, Ids]) -> dict[str, list[Culprit]]:
    chosen = stage.planted
    groups = {"padders": chosen.padders, "copiers": chosen.copiers, "lenient_leaders": chosen.lenient}
    groups |= {"stamping_leaders": chosen.stampers}
    return {
        name: [
            Culprit(str(ids[member.key].person), member.person.pin, member.person.full_name, member.unit)
            for member in stage.members
            if member.key in keys
        ]
        for name, keys in groups.items()
    }
