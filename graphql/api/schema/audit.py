"""The trail: what happened to a record, and who looked at mine."""

from datetime import datetime
from uuid import UUID

import strawberry
from strawberry.scalars import JSON

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.fields import part, query
from api.schema.paging import Connection, Page
from api.schema.people import PersonName, names_of
from tenants.audit import queries


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
        """Who acted; nobody when the program did."""
        return await info.context.load(names_of, self.person_id)


@strawberry.type
class AuditQuery:
    """Questions to the trail."""

    @query("audit:read")
    async def audit_trail(
        self, info: Info, subject_id: UUID | None = None, first: int = DEFAULT_PAGE, after: str | None = None
    ) -> Connection[AuditEvent] | None:
        """Acts on one record, or on all, newest first; cadres see those on their own person."""
        page = Page(first, after, UUID)
        async with info.context.session() as session:
            rows = await queries.trail(
                session, info.context.caller, subject_id=subject_id, before=page.after, limit=page.limit
            )
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
