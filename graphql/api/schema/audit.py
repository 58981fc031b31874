"""The trail: what happened to a record, who did what, and who looked at mine."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession
from strawberry.scalars import JSON

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.fields import part, query
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from kernel.clock import today
from policies.authority import Caller
from tenants.accounts.queries import logins_of
from tenants.audit import queries
from tenants.organisation import directory, tree

Record = tuple[str, UUID]


async def logins(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, str]:
    """Logins of accounts on the trail, for whoever manages accounts."""
    return await logins_of(session, caller, ids)


async def record_names(session: AsyncSession, caller: Caller, records: list[Record]) -> Mapping[Record, str]:
    """What the records on lines already found readable are called: people, units and accounts have names."""
    by_kind: dict[str, list[UUID]] = {}
    for kind, record_id in records:
        by_kind.setdefault(kind, []).append(record_id)
    people = await directory.names_of(session, by_kind.get("person", ()))
    units = await tree.units_by_id(session, caller, by_kind["unit"], today()) if "unit" in by_kind else {}
    accounts = await logins_of(session, caller, by_kind.get("account", ()))
    named = {"person": people, "unit": {key: node.name for key, node in units.items()}, "account": accounts}
    return {
        (kind, record_id): found[record_id]
        for kind, found in named.items()
        for record_id in by_kind.get(kind, ())
        if record_id in found
    }


@strawberry.type(description="One act: who, when, what, on which record.")
class AuditEvent:
    """A line of the trail."""

    id: UUID
    at: datetime
    action: str
    subject: str = strawberry.field(description="Kind of record.")
    subject_id: UUID | None
    data: JSON
    account_id: UUID | None
    person_id: UUID | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who acted; nobody when the program did, or an account that is no person's."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def account_login(self, info: Info) -> str | None:
        """The login it was done with, for whoever manages accounts."""
        return await info.context.load(logins, self.account_id)

    @part
    async def subject_name(self, info: Info) -> str | None:
        """What the record is called, if it is a person, a unit or an account."""
        key = (self.subject, self.subject_id) if self.subject_id is not None else None
        return await info.context.load(record_names, key)


@strawberry.input(description="Which acts; what is not given does not narrow.")
class AuditFilter:
    """By record, by who acted, by what was done, between two days, both included."""

    subject_id: UUID | None = None
    subject: str | None = strawberry.field(default=None, description="Kind of record, such as `unit`.")
    person_id: UUID | None = strawberry.field(default=None, description="Who acted.")
    account_id: UUID | None = strawberry.field(default=None, description="The account it was done with.")
    actions: list[str] | None = None
    first_day: date | None = None
    last_day: date | None = None
    reads: bool | None = strawberry.field(default=None, description="Only looks at records (true), or none (false).")


@strawberry.type
class AuditQuery:
    """Questions to the trail."""

    @query("audit:read")
    async def audit_trail(
        self,
        info: Info,
        subject_id: UUID | None = None,
        filter: AuditFilter | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[AuditEvent] | None:
        """Acts on one record, or those of a filter, newest first; cadres see those on their own person."""
        page = Page(first, after, UUID)
        asked = filter or AuditFilter()
        wanted = queries.TrailWanted(
            subject_id or asked.subject_id, asked.subject, asked.person_id, asked.account_id, asked.actions or (),
            asked.first_day, asked.last_day, asked.reads,
        )  # fmt: skip
        async with info.context.session() as session:
            rows = await queries.trail(session, info.context.caller, wanted, before=page.after, limit=page.limit)
        return page.of(AuditEvent, rows, key=lambda row: row.id)

    @query("audit:read")
    async def who_looked_at_me(
        self, info: Info, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[AuditEvent] | None:
        """Who looked at my own record, at what and when, newest first."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            rows = await queries.reads_of_me(session, info.context.caller, before=page.after, limit=page.limit)
        return page.of(AuditEvent, rows, key=lambda row: row.id)
