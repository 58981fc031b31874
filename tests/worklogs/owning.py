"""Ways to put a province's own facts on its catalogue, and a norm package that asks for them in force."""

from sqlalchemy import update

from kernel.ids import uuid7
from tenants.catalogue import actions as catalogue
from tenants.catalogue.models import JobPosition, JobPositionVersion, WorkItemVersion
from tenants.catalogue.records import ITEMS
from tenants.norms import actions as norms
from tenants.organisation.models import Appointment
from tests.worklogs.conftest import Log


async def law(log: Log, package: str) -> None:
    """Put a shipped package in force since the province was opened."""
    async with log.province.db.tenant(log.province.id) as session:
        await norms.publish_shipped(session, package, valid_from=log.province.opened)


async def complete(log: Log, item: str, **facts: str) -> WorkItemVersion:
    """Add own facts to the version of an item that is in force today."""
    async with log.province.db.tenant(log.province.id) as session:
        admin = log.province.caller("admin")
        return await catalogue.complete(session, admin, ITEMS, log.items[item], facts, log.today, now=log.now)


async def seat(log: Log, who: str, **facts: str) -> None:
    """Give somebody's post a job position of their own, with own facts."""
    position = JobPosition(tenant_id=log.province.id, id=uuid7(), code=f"VT-{who}".upper())
    async with log.province.db.tenant(log.province.id) as session:
        session.add(position)
        await session.flush()
        session.add(
            JobPositionVersion(
                tenant_id=log.province.id, job_position_id=position.id, version=1, status="approved",
                valid_from=log.province.opened, name="Chuyên viên", search_key="", position_group="professional",
                rank="chuyen_vien", field="tai_chinh", level="province", description={}, attributes=facts,
            )
        )  # fmt: skip
        await session.flush()
        await session.execute(
            update(Appointment)
            .where(Appointment.tenant_id == log.province.id, Appointment.id == log.province.appointments[who])
            .values(job_position_id=position.id)
        )
