"""What a head decides upon: everybody of an agency in a period, with the facts of different authors side by side."""

from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import EvaluationClass, NotRankedReason
from api.schema.fields import part, query
from api.schema.people import PersonName, names_of
from api.schema.units import Unit, units_of_today
from kernel.clock import utc_now
from tenants.decisions import queries


@strawberry.type(description="One person where the head decides: the facts of different authors beside each other.")
class DecisionRow:
    """Points, class by points, what is proposed, what is decided."""

    sheet_id: UUID
    person_id: UUID
    unit_id: UUID
    total: Decimal | None
    class_by_points: EvaluationClass | None
    superior_class: EvaluationClass | None
    opined: bool = strawberry.field(description="Whether the direct superior has spoken; without, a reason is needed.")
    frozen: bool = strawberry.field(description="Whether its inputs are frozen, so that it can be decided.")
    not_ranked: NotRankedReason | None
    proposed_class: EvaluationClass | None = strawberry.field(description="What deciding without an exception gives.")
    decided_class: EvaluationClass | None
    decided: bool

    @part
    async def person(self, info: Info) -> PersonName | None:
        """Who it is."""
        return await info.context.load(names_of, self.person_id)

    @part
    async def unit(self, info: Info) -> Unit | None:
        """The unit that ranks, as it stands today."""
        return await info.context.load(units_of_today, self.unit_id)

    @classmethod
    def of(cls, row: queries.DecisionRow) -> "DecisionRow":
        """A row in the schema's shape."""
        sheet = row.sheet
        same = {name: getattr(sheet, name) for name in _OF_SHEET}
        return cls(
            **same,
            sheet_id=sheet.id,
            opined=sheet.opined_at is not None,
            frozen=sheet.frozen_at is not None,
            proposed_class=row.proposed_class,  # type: ignore[arg-type] # its text
            decided_class=row.decided_class,  # type: ignore[arg-type] # its text
            decided=row.decided,
        )


_OF_SHEET = ("person_id", "unit_id", "total", "class_by_points", "superior_class", "not_ranked")


@strawberry.type
class DecisionRowQuery:
    """Questions of heads before they decide."""

    @query("evaluation:rank", size=500)
    async def decision_rows(self, info: Info, period_id: UUID, agency_id: UUID) -> list[DecisionRow] | None:
        """Everybody who is decided on in an agency in a period, by given name; recorded for each of them."""
        async with info.context.session() as session:
            found = await queries.decision_rows(session, info.context.caller, period_id, agency_id, now=utc_now())
        return [DecisionRow.of(row) for row in found]
