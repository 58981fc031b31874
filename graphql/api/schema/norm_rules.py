"""Pilots and back-dated corrections: where and when another package than the published one is the law."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, plain, query, show, show_all
from kernel.clock import today, utc_now
from tenants.norms import corrections, pilots
from tenants.norms.corrections import CorrectionInput
from tenants.norms.pilots import PilotInput


@strawberry.type(description="A package tried out (thí điểm) by units with their branches, for some days.")
class NormPilot:
    """Which package, where, when; it counts once a second person has confirmed it."""

    id: UUID
    norm_package_id: UUID
    unit_ids: list[UUID]
    valid_from: date
    valid_to: date = strawberry.field(description="The day after the last.")
    proposed_by: UUID = strawberry.field(description="The account that proposed it.")
    proposed_at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None


@strawberry.type(description="A back-dated correction (đính chính): past days scored again by another package.")
class NormCorrection:
    """Which package, where, when, why; the new scores stand beside the old ones and name it."""

    id: UUID
    norm_package_id: UUID
    unit_ids: list[UUID] | None = strawberry.field(description="Nothing: everybody.")
    valid_from: date
    valid_to: date = strawberry.field(description="The day after the last.")
    reason: str
    document_number: str
    proposed_by: UUID = strawberry.field(description="The account that proposed it.")
    proposed_at: datetime
    confirmed_by: UUID | None
    confirmed_at: datetime | None
    applied_at: datetime | None
    entries: int | None = strawberry.field(description="How many entries it had scored again.")


@strawberry.type
class NormRuleQuery:
    """Questions about pilots and corrections."""

    @query("norm:read", size=50)
    async def norm_pilots(self, info: Info) -> list[NormPilot] | None:
        """All pilots, those that begin last first; waiting ones for those who may confirm them."""
        async with info.context.session() as session:
            return show_all(NormPilot, await pilots.pilots(session, info.context.caller))

    @query("norm:read", size=50)
    async def norm_corrections(self, info: Info) -> list[NormCorrection] | None:
        """All back-dated corrections, newest first; waiting ones for those who may confirm them."""
        async with info.context.session() as session:
            return show_all(NormCorrection, await corrections.corrections(session, info.context.caller))


@strawberry.input(description="A pilot to propose.")
class ProposeNormPilotInput:
    """Which package, for whom, and on which days to come."""

    package_id: UUID
    unit_ids: list[UUID]
    valid_from: date
    valid_to: date = strawberry.field(description="The day after the last.")


@strawberry.input(description="A pilot.")
class NormPilotInput:
    """Which one."""

    id: UUID


@strawberry.input(description="End a pilot earlier.")
class EndNormPilotInput:
    """Which pilot, and the day after its last."""

    id: UUID
    on: date


@strawberry.input(description="A back-dated correction to propose.")
class CorrectBackInput:
    """Which package, for whom, on which past days, and on what grounds."""

    package_id: UUID
    valid_from: date
    valid_to: date = strawberry.field(description="The day after the last.")
    reason: str
    document_number: str
    unit_ids: list[UUID] | None = strawberry.field(default=None, description="Left out: everybody.")


@strawberry.input(description="A back-dated correction.")
class NormCorrectionInput:
    """Which one."""

    id: UUID


@strawberry.type
class NormRuleMutation:
    """What two administrators do together."""

    @mutation("norm:pilot")
    async def propose_norm_pilot(self, info: Info, input: ProposeNormPilotInput) -> NormPilot | None:
        """Propose that some units try a package out."""
        async with info.context.session() as session:
            row = await pilots.propose(
                session, info.context.caller, PilotInput(**plain(input)), today=today(), now=utc_now()
            )
            return show(NormPilot, row)

    @mutation("norm:pilot")
    async def confirm_norm_pilot(self, info: Info, input: NormPilotInput) -> NormPilot | None:
        """Let a pilot count that somebody else proposed."""
        async with info.context.session() as session:
            row = await pilots.confirm(session, info.context.caller, input.id, today=today(), now=utc_now())
            return show(NormPilot, row)

    @mutation("norm:pilot")
    async def withdraw_norm_pilot(self, info: Info, input: NormPilotInput) -> UUID | None:
        """Take back a pilot that nobody has confirmed."""
        async with info.context.session() as session:
            await pilots.withdraw(session, info.context.caller, input.id)
        return input.id

    @mutation("norm:pilot")
    async def end_norm_pilot(self, info: Info, input: EndNormPilotInput) -> NormPilot | None:
        """Let a pilot end earlier, on a day to come."""
        async with info.context.session() as session:
            return show(NormPilot, await pilots.end(session, info.context.caller, input.id, input.on, today=today()))

    @mutation("norm:backdate")
    async def correct_back(self, info: Info, input: CorrectBackInput) -> NormCorrection | None:
        """Propose that past days be scored again by another package."""
        async with info.context.session() as session:
            row = await corrections.correct_back(
                session, info.context.caller, CorrectionInput(**plain(input)), today=today(), now=utc_now()
            )
            return show(NormCorrection, row)

    @mutation("norm:backdate")
    async def confirm_norm_correction(self, info: Info, input: NormCorrectionInput) -> NormCorrection | None:
        """Let a correction count that somebody else proposed; the new scores follow, the old ones stay."""
        async with info.context.session() as session:
            row = await corrections.confirm(session, info.context.caller, input.id, today=today(), now=utc_now())
            return show(NormCorrection, row)

    @mutation("norm:backdate")
    async def withdraw_norm_correction(self, info: Info, input: NormCorrectionInput) -> UUID | None:
        """Take back a correction that nobody has confirmed."""
        async with info.context.session() as session:
            await corrections.withdraw(session, info.context.caller, input.id)
        return input.id
