"""Records beside the log: disciplines and conclusions against persons, objective causes of units' results."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import DisciplineForm, DisciplineGround
from api.schema.fields import mutation, part, plain, query, show, show_all
from api.schema.people import PersonName, names_of
from api.schema.units import Unit, units_of_today
from kernel.clock import today, utc_now
from tenants.evaluation import records


@strawberry.type(description="A discipline (kỷ luật) or a conclusion against a person, by its document.")
class DisciplineRecord:
    """It counts from reprimand (khiển trách) up, until it is revoked."""

    id: UUID
    person_id: UUID
    ground: DisciplineGround
    form: DisciplineForm
    decided_on: date
    document_number: str
    note: str | None
    recorded_by: UUID
    recorded_at: datetime
    revoked_at: datetime | None
    revoked_by: UUID | None
    revoke_reason: str | None

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Against whom."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def recorder(self, info: Info) -> PersonName | None:
        """Who put it on record."""
        return await info.context.load(names_of, self.recorded_by)

    @part
    async def revoker(self, info: Info) -> PersonName | None:
        """Who revoked it."""
        return await info.context.load(names_of, self.revoked_by)


@strawberry.type(description="An objective cause or force majeure (bất khả kháng) of a unit's result, by its document.")
class CauseRecord:
    """It holds for everybody who leads in the unit's branch, from one day to another, both included."""

    id: UUID
    unit_id: UUID
    first: date
    last: date
    reason: str
    document_number: str
    recorded_by: UUID
    recorded_at: datetime
    revoked_at: datetime | None
    revoked_by: UUID | None
    revoke_reason: str | None

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)

    @part
    async def recorder(self, info: Info) -> PersonName | None:
        """Who put it on record."""
        return await info.context.load(names_of, self.recorded_by)

    @part
    async def revoker(self, info: Info) -> PersonName | None:
        """Who revoked it."""
        return await info.context.load(names_of, self.revoked_by)


@strawberry.type
class RecordQuery:
    """Questions about records."""

    @query("record:read", size=100)
    async def disciplines(self, info: Info, person_id: UUID) -> list[DisciplineRecord] | None:
        """What is on record of a person within reach, revoked ones included; looking at another's is recorded."""
        async with info.context.session() as session:
            rows = await records.disciplines(session, info.context.caller, person_id, on=today())
        return show_all(DisciplineRecord, rows)

    @query("record:read", size=100)
    async def causes(self, info: Info, unit_id: UUID) -> list[CauseRecord] | None:
        """The objective causes on record of a unit within reach, revoked ones included."""
        async with info.context.session() as session:
            rows = await records.causes(session, info.context.caller, unit_id, on=today())
        return show_all(CauseRecord, rows)

    @query("record:read", size=100)
    async def causes_of_person(self, info: Info, person_id: UUID) -> list[CauseRecord] | None:
        """The objective causes that hold for a person who leads or led, revoked ones included, newest first."""
        async with info.context.session() as session:
            rows = await records.causes_of_person(session, info.context.caller, person_id, on=today())
        return show_all(CauseRecord, rows)


@strawberry.input(description="A discipline or conclusion to put on record.")
class RecordDisciplineInput:
    """Service disciplines have a form; degradation and unit wrongdoing are conclusions."""

    person_id: UUID
    ground: DisciplineGround
    form: DisciplineForm
    decided_on: date
    document_number: str
    note: str | None = None


@strawberry.input(description="An objective cause to put on record.")
class RecordCauseInput:
    """Of which unit, from when to when, why, by which document."""

    unit_id: UUID
    first: date
    last: date
    reason: str
    document_number: str


@strawberry.input(description="A record to revoke.")
class RevokeRecordInput:
    """Which one, and why."""

    id: UUID
    reason: str


@strawberry.type
class RecordMutation:
    """What heads of agencies keep."""

    @mutation("record:keep")
    async def record_discipline(self, info: Info, input: RecordDisciplineInput) -> DisciplineRecord | None:
        """Put a discipline or conclusion on record; sheets it bears on follow soon after."""
        new = records.NewDiscipline(**plain(input))
        async with info.context.session() as session:
            row = await records.record_discipline(session, info.context.caller, new, now=utc_now())
            return show(DisciplineRecord, row)

    @mutation("record:keep")
    async def revoke_discipline(self, info: Info, input: RevokeRecordInput) -> DisciplineRecord | None:
        """Revoke a discipline or conclusion; it stays to be seen and counts no more."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await records.revoke_discipline(session, caller, input.id, input.reason, now=utc_now())
            return show(DisciplineRecord, row)

    @mutation("record:keep")
    async def record_cause(self, info: Info, input: RecordCauseInput) -> CauseRecord | None:
        """Put an objective cause of a unit's result on record."""
        new = records.NewCause(**plain(input))
        async with info.context.session() as session:
            return show(CauseRecord, await records.record_cause(session, info.context.caller, new, now=utc_now()))

    @mutation("record:keep")
    async def revoke_cause(self, info: Info, input: RevokeRecordInput) -> CauseRecord | None:
        """Revoke an objective cause; it stays to be seen and excuses nothing more."""
        caller = info.context.caller
        async with info.context.session() as session:
            row = await records.revoke_cause(session, caller, input.id, input.reason, now=utc_now())
            return show(CauseRecord, row)
