"""Webhooks out: the tenant's endpoints, their secrets, and the log of what was delivered."""

from datetime import datetime
from enum import Enum
from uuid import UUID

import strawberry

from api.context import Info
from api.limits import DEFAULT_PAGE
from api.schema.fields import mutation, part, plain, query, show_all
from api.schema.paging import Connection, Page
from policies.authority import authorize
from tenants.facts.rules import TYPES
from tenants.webhooks import actions, queries


@strawberry.enum(description="Whether anything is sent to an endpoint.")
class WebhookEndpointState(Enum):
    """Open, paused by an administrator (messages wait), or disabled (nothing is kept for it)."""

    OPEN = "open"
    PAUSED = "paused"
    DISABLED = "disabled"


@strawberry.enum(description="How far a message has come on its way to an endpoint.")
class WebhookDeliveryState(Enum):
    """Waiting for an attempt, delivered, or given up."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


@strawberry.type(description="Where a tenant's events go; its secret is shown once, when it is made.")
class WebhookEndpoint:
    """Address, kinds of events, and how it fares."""

    id: UUID
    url: str
    description: str
    event_types: list[str]
    state: WebhookEndpointState
    reason: str | None = strawberry.field(description="Why it is disabled: `gone` (410 was answered) or `failing`.")
    failures: int = strawberry.field(description="Attempts that failed in a row.")
    open_until: datetime | None = strawberry.field(
        description="While it lies ahead, the circuit breaker sends nothing."
    )
    old_until: datetime | None = strawberry.field(description="Until when the secret before this one signs, too.")
    last_success_at: datetime | None
    created_at: datetime

    @part
    async def waiting(self, info: Info) -> int:
        """How many messages wait for it."""
        return await info.context.load(queries.waiting, self.id) or 0


@strawberry.type(description="One attempt to deliver a message.")
class WebhookAttempt:
    """The receiver's answer, or why there was none."""

    at: datetime
    milliseconds: int
    status: int | None
    failure: str | None = strawberry.field(
        description="`timed_out`, `unreachable`, `tls_failed` or `address_refused` (it stands for a private address)."
    )
    response: str = strawberry.field(description="The first kilobyte of the answer.")


@strawberry.type(description="A message on its way to an endpoint.")
class WebhookDelivery:
    """What, when, and how far it has come."""

    endpoint_id: UUID
    message_id: UUID
    type: str
    at: datetime
    state: WebhookDeliveryState
    tries: int
    due_at: datetime = strawberry.field(description="When it is tried next, while it waits.")
    finished_at: datetime | None

    @part
    async def attempts(self, info: Info) -> list[WebhookAttempt]:
        """Every attempt, the newest first."""
        return show_all(
            WebhookAttempt, await info.context.load(queries.attempts, (self.endpoint_id, self.message_id)) or []
        )


@strawberry.type(description="An endpoint's new secret; this is the only time it is seen.")
class WebhookSecret:
    """Keep it at once."""

    id: UUID
    secret: str


@strawberry.input(description="An endpoint to register.")
class RegisterWebhookInput:
    """Where to, and which kinds of events."""

    url: str = strawberry.field(description="https, on a public address.")
    event_types: list[str] = strawberry.field(description="Of `webhookEventTypes`.")
    description: str = ""


@strawberry.input(description="What an endpoint shall be from now on.")
class ChangeWebhookInput:
    """The endpoint, and all of what it is registered with."""

    endpoint_id: UUID
    url: str
    event_types: list[str]
    description: str = ""


@strawberry.input(description="An endpoint of the tenant.")
class WebhookEndpointInput:
    """Which one."""

    endpoint_id: UUID


@strawberry.input(description="A time whose messages are sent once more.")
class ReplayWebhooksInput:
    """From when until when; what failed, or everything."""

    endpoint_id: UUID
    since: datetime
    until: datetime
    everything: bool = strawberry.field(
        default=False, description="Also what was delivered; receivers know it by its id."
    )


@strawberry.type
class WebhookQuery:
    """Questions about webhooks."""

    @query("webhook:manage", size=20)
    async def webhook_endpoints(self, info: Info) -> list[WebhookEndpoint] | None:
        """The tenant's endpoints."""
        async with info.context.session() as session:
            return show_all(WebhookEndpoint, await queries.endpoints(session, info.context.caller))

    @query("webhook:manage", size=20)
    async def webhook_event_types(self, info: Info) -> list[str] | None:
        """The kinds of events there are."""
        authorize(info.context.caller, "webhook", "manage")
        return list(TYPES)

    @query("webhook:manage")
    async def webhook_deliveries(
        self,
        info: Info,
        endpoint_id: UUID,
        state: WebhookDeliveryState | None = None,
        first: int = DEFAULT_PAGE,
        after: str | None = None,
    ) -> Connection[WebhookDelivery] | None:
        """An endpoint's log, the newest message first."""
        page = Page(first, after, UUID)
        wanted = state.value if state else None
        async with info.context.session() as session:
            rows = await queries.deliveries(
                session, info.context.caller, endpoint_id, state=wanted, first=page.limit, after=page.after
            )
        return page.of(WebhookDelivery, rows, key=lambda row: row.message_id)


@strawberry.type
class WebhookMutation:
    """Changes of webhooks."""

    @mutation("webhook:manage")
    async def register_webhook(self, info: Info, input: RegisterWebhookInput) -> WebhookSecret | None:
        """Send events of these kinds to an address from now on; answers the secret that signs them, this once."""
        context = info.context
        made = await actions.register(context.db, context.caller, context.sso.seal, actions.Given(**plain(input)))
        return WebhookSecret(id=made.id, secret=made.secret)

    @mutation("webhook:manage")
    async def change_webhook(self, info: Info, input: ChangeWebhookInput) -> UUID | None:
        """Change address, kinds of events or description."""
        given = actions.Given(**plain(input, "url", "event_types", "description"))
        await actions.change(info.context.db, info.context.caller, input.endpoint_id, given)
        return input.endpoint_id

    @mutation("webhook:manage")
    async def pause_webhook(self, info: Info, input: WebhookEndpointInput) -> UUID | None:
        """Send nothing for now; messages wait."""
        async with info.context.session() as session:
            await actions.pause(session, info.context.caller, input.endpoint_id)
        return input.endpoint_id

    @mutation("webhook:manage")
    async def resume_webhook(self, info: Info, input: WebhookEndpointInput) -> UUID | None:
        """Send again, also to an endpoint that was disabled."""
        async with info.context.session() as session:
            await actions.resume(session, info.context.caller, input.endpoint_id)
        return input.endpoint_id

    @mutation("webhook:manage")
    async def rotate_webhook_secret(self, info: Info, input: WebhookEndpointInput) -> WebhookSecret | None:
        """Make a new secret; the old one signs beside it for 24 hours."""
        async with info.context.session() as session:
            made = await actions.rotate(session, info.context.caller, info.context.sso.seal, input.endpoint_id)
        return WebhookSecret(id=made.id, secret=made.secret)

    @mutation("webhook:manage")
    async def test_webhook(self, info: Info, input: WebhookEndpointInput) -> UUID | None:
        """Send one message of the kind `endpoint.test`; answers its id in the log."""
        async with info.context.session() as session:
            return await actions.send_test(session, info.context.caller, input.endpoint_id)

    @mutation("webhook:manage")
    async def replay_webhooks(self, info: Info, input: ReplayWebhooksInput) -> int | None:
        """Send messages of a time once more, each under its old id; answers how many."""
        async with info.context.session() as session:
            return await actions.replay(
                session, info.context.caller, input.endpoint_id, input.since, input.until, everything=input.everything
            )

    @mutation("webhook:manage")
    async def remove_webhook(self, info: Info, input: WebhookEndpointInput) -> UUID | None:
        """Forget an endpoint with its log."""
        async with info.context.session() as session:
            await actions.remove(session, info.context.caller, input.endpoint_id)
        return input.endpoint_id
