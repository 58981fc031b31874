"""A pilot beside the lab: what came about, and what had been told."""

from datetime import date
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import query
from api.schema.lab_tables import LabClass
from tenants.lab import piloting


@strawberry.type(description="A month of some people: how many, their classes, the mean of their totals.")
class LabTally:
    """Of fewer than three people only their number is told."""

    month: date
    persons: int
    classes: list[LabClass]
    mean: Decimal | None

    @classmethod
    def of(cls, tally: piloting.Tally | None) -> "LabTally | None":
        """A tally in the schema's shape."""
        if tally is None:
            return None
        classes = [LabClass(rating=rating, persons=persons) for rating, persons in tally.classes.items()]
        return cls(month=tally.month, persons=tally.persons, classes=classes, mean=tally.mean)


@strawberry.type(description="What a pilot brought about beside what the lab had told of the same people.")
class NormPilotOutcome:
    """The last month that ended within the pilot; the newest month of the newest run of the same text."""

    pilot: LabTally | None
    lab: LabTally | None


@strawberry.type
class LabPilotQuery:
    """Questions about pilots to the lab."""

    @query("norm_lab:read")
    async def norm_pilot_outcome(self, info: Info, id: UUID) -> NormPilotOutcome | None:
        """What became of a pilot, as far as its months are scored."""
        async with info.context.session() as session:
            found = await piloting.pilot_outcome(session, info.context.caller, id)
        return NormPilotOutcome(pilot=LabTally.of(found.pilot), lab=LabTally.of(found.lab))
