"""Joining: creating provinces, the waves of a roll-out, the checklist before going live, training mode."""

from typing import cast
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, plain, query, show, show_all
from api.schema.onboarding_types import (
    Activation,
    ChangeWaveInput,
    CreatedTenant,
    CreateTenantInput,
    DropWaveInput,
    Finding,
    InviteInput,
    MoveTrainingEndInput,
    OpenTrainingInput,
    PlanWaveInput,
    Rollout,
    RolloutStanding,
    RolloutWave,
    TenantChoices,
    Training,
    WavePreview,
)
from kernel.clock import today, utc_now
from tenants.accounts import activation
from tenants.onboarding import checklist, coverage, training, waves
from tenants.onboarding.waves import WavePlan
from tenants.provisioning import choosing
from tenants.provisioning.choosing import Wanted
from tenants.registry import queries as registry


@strawberry.type
class OnboardingQuery:
    """Questions before and while a province goes live."""

    @query("tenant:manage")
    async def tenant_choices(self, info: Info) -> TenantChoices | None:
        """Provinces and packages from which a new tenant is made."""
        async with info.context.session() as session:
            return show(TenantChoices, await choosing.choices(session, info.context.caller))

    @query("rollout:manage", size=20)
    async def onboarding_checklist(self, info: Info) -> list[Finding] | None:
        """What is missing before the province goes live, computed from what stands there now."""
        async with info.context.session() as session:
            found = await checklist.findings(session, info.context.caller, utc_now())
        return [Finding.of(one) for one in found]

    @query("rollout:manage")
    async def rollout(self, info: Info) -> Rollout | None:
        """The waves with their units and head counts."""
        async with info.context.session() as session:
            return show(Rollout, await coverage.rollout(session, info.context.caller, today()))

    @query("rollout:manage")
    async def wave_preview(self, info: Info, plan: PlanWaveInput, wave_id: UUID | None = None) -> WavePreview | None:
        """What planning a wave, or changing the named one, would do; refused where that would be."""
        async with info.context.session() as session:
            wanted = WavePlan(**plain(plan))
            found = await waves.preview(session, info.context.caller, wave_id, wanted, today=today())
            return show(WavePreview, found)

    @query()
    async def rollout_standing(self, info: Info) -> RolloutStanding | None:
        """Whether I am expected to log today, and whether I may practise."""
        async with info.context.session() as session:
            mine = await coverage.standing(session, info.context.caller, today())
            ground = await training.training(session, today())
            practising = (await registry.tenant(session)).kind == "training"
        return RolloutStanding(
            expected=mine.expected,
            starts_on=mine.starts_on,
            practising=practising,
            training=show(Training, ground) if ground is not None else None,
        )


@strawberry.type
class OnboardingMutation:
    """What operators and administrators do to let a province join."""

    @mutation("tenant:manage")
    async def create_tenant(self, info: Info, input: CreateTenantInput) -> CreatedTenant | None:
        """Create a province, all of it or nothing; its administrator gets an activation, told this once."""
        wanted = cast("Wanted", {name: value for name, value in plain(input).items() if name != "dry_run"})
        made = await choosing.create(info.context.db, info.context.caller, wanted, dry_run=input.dry_run)
        return show(CreatedTenant, made)

    @mutation("account:manage")
    async def invite_account(self, info: Info, input: InviteInput) -> Activation | None:
        """Give the holder of an account a link to choose a first password; the link before it holds no longer."""
        async with info.context.session() as session:
            given = await activation.invite(session, info.context.caller, **plain(input))
        return show(Activation, given)

    @mutation("rollout:manage")
    async def plan_wave(self, info: Info, input: PlanWaveInput) -> list[RolloutWave] | None:
        """Plan one more wave; answers them all."""
        async with info.context.session() as session:
            await waves.plan(session, info.context.caller, WavePlan(**plain(input)), today=today())
            return show_all(RolloutWave, (await coverage.coverage(session, today())).waves)

    @mutation("rollout:manage")
    async def change_wave(self, info: Info, input: ChangeWaveInput) -> list[RolloutWave] | None:
        """Move, postpone or recompose a wave; answers them all."""
        wanted = WavePlan(**plain(input, "name", "starts_on", "unit_ids"))
        async with info.context.session() as session:
            await waves.change(session, info.context.caller, input.wave_id, wanted, today=today())
            return show_all(RolloutWave, (await coverage.coverage(session, today())).waves)

    @mutation("rollout:manage")
    async def drop_wave(self, info: Info, input: DropWaveInput) -> list[RolloutWave] | None:
        """Drop a wave; answers those that are left."""
        async with info.context.session() as session:
            await waves.drop(session, info.context.caller, input.wave_id, today=today())
            return show_all(RolloutWave, (await coverage.coverage(session, today())).waves)

    @mutation("rollout:manage")
    async def open_training(self, info: Info, input: OpenTrainingInput) -> Training | None:
        """Open training mode on copies of today; what was practised before is left behind."""
        async with info.context.session() as session:
            return show(
                Training,
                await training.open_training(session, info.context.caller, input.ends_on, now=utc_now()),
            )

    @mutation("rollout:manage")
    async def move_training_end(self, info: Info, input: MoveTrainingEndInput) -> Training | None:
        """Let training mode end on another day; what was practised stays."""
        async with info.context.session() as session:
            return show(Training, await training.move_end(session, info.context.caller, input.ends_on, now=utc_now()))

    @mutation("rollout:manage")
    async def close_training(self, info: Info) -> bool | None:
        """Close training mode at once."""
        async with info.context.session() as session:
            await training.close_training(session, info.context.caller, now=utc_now())
        return True
