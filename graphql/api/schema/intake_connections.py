"""How sources are asked that do not send by themselves: by which connector, where, and how that fares."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import strawberry
from sqlalchemy.ext.asyncio import AsyncSession

from api.context import Info
from api.schema.fields import mutation, part, plain, show
from kernel.clock import utc_now
from kernel.settings import get_settings
from policies.authority import Caller
from tenants.intake import connections


@strawberry.type(description="How a source is asked.")
class IntakeConnection:
    """A connector and how it fares, without its credential."""

    source_id: UUID
    connector: str = strawberry.field(description="`eoffice`, `tasks` or `csv`.")
    address: str
    next_at: datetime
    failures: int
    failing_since: datetime | None
    last_error: str | None = strawberry.field(description="A code such as `TIMED_OUT`.")
    last_success_at: datetime | None

    @part
    async def state(self) -> str:
        """`waiting`, `reading`, `retrying` after failures, or `resting` after many: asked once an hour."""
        return connections.state_of(self, utc_now())  # type: ignore[arg-type] # the row itself


async def connections_of(session: AsyncSession, caller: Caller, ids: list[UUID]) -> Mapping[UUID, IntakeConnection]:
    """How sources already found readable are asked."""
    found = await connections.of_sources(session, ids)
    return {source_id: show(IntakeConnection, row) for source_id, row in found.items()}


@strawberry.input(description="How to ask a source.")
class ConnectIntakeInput:
    """Connector and address; a credential is kept sealed and never shown, absent the old one stays."""

    source_id: UUID
    connector: str
    address: str
    credential: str | None = None


@strawberry.input(description="A source to ask no longer.")
class DisconnectIntakeInput:
    """Which one."""

    source_id: UUID


@strawberry.type
class IntakeConnectionMutation:
    """Asking sources, or no longer."""

    @mutation("intake:manage")
    async def connect_intake(self, info: Info, input: ConnectIntakeInput) -> IntakeConnection | None:
        """Ask a source from now on, at an address that the operators allow."""
        context, given = info.context, connections.ConnectionInput(**plain(input))
        async with context.session() as session:
            made = await connections.connect(
                session, context.caller, context.sso.seal, get_settings(), given, utc_now()
            )
        return show(IntakeConnection, made)

    @mutation("intake:manage")
    async def disconnect_intake(self, info: Info, input: DisconnectIntakeInput) -> UUID | None:
        """Ask a source no longer; what it told stays."""
        async with info.context.session() as session:
            await connections.disconnect(session, info.context.caller, input.source_id)
        return input.source_id
