"""Training mode (tập dượt): a twin of the province, a tenant of its own kind, holding copies and practised work.

Row-level security is the wall between the twin and the province, as between any two tenants, and everything that is
for provinces passes the twin by, since its kind is another. Nobody has a password there: one enters from one's own
session.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import Base, Database, enter_tenant, tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.accounts import actions as accounts
from tenants.accounts.actions import SignedIn
from tenants.accounts.models import Account, BrowserSession
from tenants.audit import actions as audit
from tenants.catalogue import models as catalogue
from tenants.norms.models import NormPackage
from tenants.onboarding.errors import BadTrainingEnd, NotInTraining, TrainingClosed, TrainingInTraining
from tenants.onboarding.models import TrainingGround
from tenants.organisation.models import Appointment, Delegation, Person, Unit, UnitPlace
from tenants.registry import queries as registry
from tenants.registry.models import CalendarDay, Tenant, TenantSettings
from tenants.tables import table_of
from tenants.worklogs.models import EntryTemplate, Task

LONGEST: Final = 183
HERE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# Every table before those that refer to it.
COPIED: Final[tuple[type[Base], ...]] = (
    TenantSettings,
    CalendarDay,
    Person,
    Unit,
    UnitPlace,
    catalogue.Competency,
    catalogue.JobPosition,
    catalogue.JobPositionVersion,
    catalogue.RequiredCompetency,
    catalogue.WorkItem,
    catalogue.WorkItemVersion,
    NormPackage,
    Appointment,
    Delegation,
    Account,
    EntryTemplate,
    Task,
)
WITHHELD: Final[Mapping[str, Mapping[str, object]]] = {
    "person": {"birth_date": None, "gender": None, "staff_type": None, "qualification": None},
    "account": {"password_hash": None, "break_glass": False},
    "norm_package": {"authors": []},
}
"""What a copy does without: nothing of it is needed for practising."""


@dataclass(frozen=True)
class Training:
    """The province's training twin: until when it is open, and when its copies were made."""

    ends_on: date
    opened_at: datetime


async def training(session: AsyncSession, today: date) -> Training | None:
    """The twin of the province of this transaction that is open today."""
    row = await _ground(session)
    return Training(row.ends_on, row.opened_at) if row is not None and row.ends_on >= today else None


async def open_training(session: AsyncSession, caller: Caller, ends_on: date, *, now: datetime) -> Training:
    """Make a twin with copies of today, open until the end of a day; one that stands is closed and left behind."""
    authorize(caller, "rollout", "manage")
    real = await registry.tenant(session)
    if real.kind != "province":
        raise TrainingInTraining()
    today = local_date(now)
    if not today <= ends_on <= today + timedelta(days=LONGEST):
        raise BadTrainingEnd("endsOn", days=LONGEST)
    await _close(session, now)
    copies = [(table_of(model), await _rows(session, table_of(model))) for model in COPIED]
    generation = await session.scalar(select(func.count()).where(TrainingGround.tenant_id == real.id))
    slug = f"{real.slug[:44]}-tap-duot-{(generation or 0) + 1}"
    values = {"slug": slug, "kind": "training", "name": f"{real.name} (tập dượt)", "province_code": real.province_code}
    twin = (await session.execute(insert(Tenant).values(values).returning(Tenant.id))).scalar_one()
    await enter_tenant(session, twin)
    for table, rows in copies:
        if rows:
            await session.execute(insert(table), [{**row, "tenant_id": twin} for row in rows])
    await audit.record(session, None, "created", "tenant", None, slug=slug, kind="training")
    await enter_tenant(session, real.id)
    session.expunge_all()
    row = TrainingGround(tenant_id=real.id, twin=twin, ends_on=ends_on, opened_at=now)
    session.add(row)
    await audit.record(session, caller, "opened", "training", None, ends_on=ends_on)
    return Training(ends_on, now)


async def move_end(session: AsyncSession, caller: Caller, ends_on: date, *, now: datetime) -> Training:
    """Let training end on another day; what was practised stays."""
    authorize(caller, "rollout", "manage")
    today = local_date(now)
    if not today <= ends_on <= today + timedelta(days=LONGEST):
        raise BadTrainingEnd("endsOn", days=LONGEST)
    row = await _ground(session)
    if row is None:
        raise TrainingClosed()
    row.ends_on = ends_on
    await audit.record(session, caller, "changed", "training", None, ends_on=ends_on)
    return Training(ends_on, row.opened_at)


async def close_training(session: AsyncSession, caller: Caller, *, now: datetime) -> None:
    """Close the twin at once: whoever practises is signed out of it, and its copies lose their names."""
    authorize(caller, "rollout", "manage")
    if not await _close(session, now):
        raise TrainingClosed()
    await audit.record(session, caller, "closed", "training", None)


async def enter(db: Database, caller: Caller, *, now: datetime | None = None) -> SignedIn:
    """Open a session in the twin for whoever is signed in to the province; no password is asked."""
    at = now or utc_now()
    async with db.tenant(caller.tenant_id) as session:
        row = await _ground(session)
        if row is None or row.ends_on < local_date(at):
            raise TrainingClosed()
        login = await session.scalar(
            select(Account.login).where(Account.tenant_id == caller.tenant_id, Account.id == caller.account_id)
        )
    async with db.tenant(row.twin) as session:
        account_id: UUID | None = await session.scalar(
            select(Account.id).where(
                Account.tenant_id == row.twin, Account.login == login, Account.disabled_at.is_(None)
            )
        )
        if account_id is None:
            raise NotInTraining()
        opened = await accounts.enter(session, account_id, "practised")
        over = datetime.combine(row.ends_on + timedelta(days=1), time(), HERE)
        await session.execute(
            update(BrowserSession)
            .where(
                BrowserSession.tenant_id == row.twin,
                BrowserSession.account_id == account_id,
                BrowserSession.expires_at > over,
            )
            .values(expires_at=over)
        )
    return opened


async def _ground(session: AsyncSession) -> TrainingGround | None:
    return await session.scalar(
        select(TrainingGround).where(TrainingGround.tenant_id == tenant_of(session), TrainingGround.closed_at.is_(None))
    )


async def _close(session: AsyncSession, now: datetime) -> bool:
    row = await _ground(session)
    if row is None:
        return False
    row.closed_at = now
    await session.flush()
    real = tenant_of(session)
    await enter_tenant(session, row.twin)
    await session.execute(delete(BrowserSession).where(BrowserSession.tenant_id == row.twin))
    await session.execute(update(Account).where(Account.tenant_id == row.twin).values(disabled_at=now))
    nameless = {"full_name": "Tập dượt", "sort_key": "", "search_key": ""}
    await session.execute(update(Person).where(Person.tenant_id == row.twin).values(nameless))
    await enter_tenant(session, real)
    return True


async def _rows(session: AsyncSession, table: Table) -> list[dict[str, Any]]:
    """The rows of a table that are copied, without what a copy does without."""
    chosen = select(table).where(table.c.tenant_id == tenant_of(session))
    if table.name == "norm_package":
        chosen = chosen.where(table.c.status.in_(("published", "superseded")))
    if table.name == "task":
        chosen = chosen.where(table.c.status == "open")
    rows = [{**row, **WITHHELD.get(table.name, {})} for row in (await session.execute(chosen)).mappings()]
    for number, row in enumerate(rows, start=1):
        if table.name == "person":
            row["pin"] = f"{number:012d}"
        if table.name == "account":
            # Devices keep what is not sent by account: another id keeps practice and work apart on them, too.
            row["id"] = uuid7()
    return rows
