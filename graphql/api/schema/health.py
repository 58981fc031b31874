"""How the platform, its tenants and its queues fare, for operators: counts, times and names of jobs."""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from typing import Self
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, query, show
from api.schema.onboarding_types import Gap, gaps_of
from api.schema.registry import Tenant
from api.schema.scalars import Long
from kernel.clock import utc_now
from tenants.health import actions, queries
from tenants.health.letters import Letter
from tenants.registry import models as registry


@strawberry.enum(description="How a tenant fares, the gravest that holds.")
class TenantCondition(Enum):
    """Nothing waits long; something does; jobs were given up; not counted for a quarter of an hour."""

    FINE = "fine"
    BEHIND = "behind"
    FAILING = "failing"
    UNMEASURED = "unmeasured"


@strawberry.type(description="How one tenant fares. Counts are as of `measuredAt`; outbox and dead jobs are of now.")
class TenantHealth:
    """Counts and times; nothing of what is inside."""

    tenant: Tenant
    condition: TenantCondition
    measured_at: datetime | None = strawberry.field(description="When the program last counted; null: not yet.")
    accounts: int | None = strawberry.field(description="Accounts that may sign in.")
    last_sign_in_at: datetime | None
    last_entry_at: datetime | None = strawberry.field(description="The last step of any work entry.")
    entries_last_day: int | None = strawberry.field(description="Entries logged in 24 hours.")
    pending_scores: int | None
    scores_since: datetime | None = strawberry.field(description="Since when the oldest of them waits.")
    pending_months: int | None
    rollup_deltas: int | None = strawberry.field(description="Changes that daily sums do not show yet.")
    sums_since: datetime | None = strawberry.field(description="Since when there have been such changes.")
    files: int | None
    file_bytes: Long | None
    outbox_rows: int
    outbox_since: datetime | None
    dead_letters: int = strawberry.field(description="Jobs of this tenant that were given up.")
    gaps: list[Gap] = strawberry.field(description="What a province lacks before it goes live; empty: not counted.")

    @classmethod
    def of(cls, fares: queries.Fares) -> Self:
        """What is known of a tenant, in the schema's shape."""
        counted = fares.counted
        names = ("measured_at", "accounts", "last_sign_in_at", "last_entry_at", "entries_last_day", "pending_scores",
                 "scores_since", "pending_months", "rollup_deltas", "sums_since", "files")  # fmt: skip
        return cls(
            tenant=show(Tenant, fares.tenant),
            condition=TenantCondition(fares.condition),
            file_bytes=None if counted is None else Long(counted.file_bytes),
            outbox_rows=fares.outbox.rows,
            outbox_since=fares.outbox.since,
            dead_letters=fares.dead,
            gaps=gaps_of(counted.gaps if counted is not None else None),
            **{name: getattr(counted, name, None) for name in names},
        )


@strawberry.type(description="Periodic work, and when it last ran to its end.")
class ScheduledRun:
    """Null: never yet."""

    name: str
    at: datetime | None
    late: bool = strawberry.field(description="Whether that is more than a day ago: everything runs daily at least.")


@strawberry.type(description="How the whole platform fares.")
class PlatformHealth:
    """One database for all tenants."""

    at: datetime
    schema_revision: str
    schema_expected: str | None = strawberry.field(description="The revision this program was written for.")
    database_bytes: Long
    database_started_at: datetime
    outbox_rows: int
    outbox_since: datetime | None
    dead_letters: int
    schedule: list[ScheduledRun]
    tenants: list[TenantHealth]


@strawberry.type(description="A queue as the database holds it. Messages another broker holds are not counted here.")
class QueueLine:
    """Waiting for a worker, being worked on, waiting for a later try, given up."""

    name: str
    waiting: int
    running: int
    delayed: int
    dead: int
    oldest: datetime | None = strawberry.field(description="Since when the longest waits for a worker.")


@strawberry.type(description="A job that failed: its name, whose it is, how often, and the class of its last error.")
class FailedJob:
    """Neither arguments nor the text of the error: they may hold what is a person's."""

    id: UUID
    at: datetime = strawberry.field(description="When it was given up, or is tried next.")
    job: str
    tenant: Tenant | None
    tries: int
    error: str | None

    @classmethod
    def of(cls, letter: Letter, tenants: Mapping[int, registry.Tenant]) -> Self:
        """A message in the schema's shape."""
        whose = tenants.get(letter.tenant_id) if letter.tenant_id is not None else None
        return cls(
            id=letter.id,
            at=letter.at,
            job=letter.job,
            tenant=None if whose is None else show(Tenant, whose),
            tries=letter.tries,
            error=letter.error,
        )


@strawberry.type(description="Queues, jobs that wait for their next try, and jobs that were given up; 200 of each.")
class QueueState:
    """The oldest first."""

    at: datetime
    queues: list[QueueLine]
    retrying: list[FailedJob]
    dead: list[FailedJob]


@strawberry.type
class HealthQuery:
    """Questions of operators."""

    @query("health:read")
    async def platform_health(self, info: Info) -> PlatformHealth | None:
        """How the platform and all its tenants fare."""
        async with info.context.session() as session:
            found = await queries.platform(session, info.context.caller, utc_now())
        return PlatformHealth(
            at=found.at,
            schema_revision=found.revision,
            schema_expected=found.expected,
            database_bytes=Long(found.database_bytes),
            database_started_at=found.database_started,
            outbox_rows=found.outbox.rows,
            outbox_since=found.outbox.since,
            dead_letters=found.dead,
            schedule=[ScheduledRun(name=one.name, at=one.at, late=one.late) for one in found.schedule],
            tenants=[TenantHealth.of(one) for one in found.tenants],
        )

    @query("health:read")
    async def tenant_health(self, info: Info, slug: str) -> TenantHealth | None:
        """How one tenant fares, by its short name."""
        async with info.context.session() as session:
            return TenantHealth.of(await queries.tenant(session, info.context.caller, slug, utc_now()))

    @query("health:read")
    async def queue_state(self, info: Info) -> QueueState | None:
        """The queues, and what failed in them."""
        async with info.context.session() as session:
            found = await queries.queues(session, info.context.caller, utc_now())
        return QueueState(
            at=found.at,
            queues=[QueueLine(**vars(one)) for one in found.queues],
            retrying=[FailedJob.of(one, found.tenants) for one in found.retrying],
            dead=[FailedJob.of(one, found.tenants) for one in found.dead],
        )


@strawberry.input(description="A job that was given up.")
class RequeueDeadLetterInput:
    """Which, as `queueState` names it."""

    id: UUID


@strawberry.type
class HealthMutation:
    """What operators do."""

    @mutation("health:manage")
    async def requeue_dead_letter(self, info: Info, input: RequeueDeadLetterInput) -> UUID | None:
        """Ask for a job that was given up once more, as if for the first time; it stands on the operators' trail."""
        async with info.context.session() as session:
            await actions.requeue(session, info.context.caller, input.id)
        return input.id
