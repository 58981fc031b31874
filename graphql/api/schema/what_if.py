"""What would have changed the score of a month or of a sheet, with amounts: computed by the package's own formulas."""

from datetime import date
from decimal import Decimal
from enum import Enum
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import query
from kernel.clock import today
from tenants.evaluation import what_ifs as sheets
from tenants.scoring import what_if, what_ifs


@strawberry.enum(description="What would have been different.")
class WhatIfKind(Enum):
    """Faults waived, in time, taken after all, finished, or verified."""

    QUALITY_WAIVED = what_if.QUALITY_WAIVED
    DELAYS_WAIVED = what_if.DELAYS_WAIVED
    ON_TIME = what_if.ON_TIME
    ACCEPTED = what_if.ACCEPTED
    FINISHED = what_if.FINISHED
    VERIFIED = what_if.VERIFIED


@strawberry.type(description="One thing different, and what the month or the period would come to.")
class WhatIfChange:
    """Differences are after less now; nothing where one of the two is missing."""

    kind: WhatIfKind
    entry_ids: list[UUID]
    times: int = strawberry.field(description="Faults taken away, or entries and tasks touched.")
    results: Decimal | None = strawberry.field(description="Difference of the task results.")
    total: Decimal | None = strawberry.field(description="Difference of the total.")
    rating: str | None = strawberry.field(description="The class by points it would be.")

    @classmethod
    def of(cls, change: what_if.Change, now: what_if.Figures) -> "WhatIfChange":
        """A change against what stands."""
        return cls(
            kind=WhatIfKind(change.kind),
            entry_ids=list(change.entry_ids),
            times=change.times,
            results=_difference(change.after.results, now.results),
            total=_difference(change.after.total, now.total),
            rating=change.after.rating,
        )


def _difference(after: Decimal | None, now: Decimal | None) -> Decimal | None:
    return None if after is None or now is None else after - now


@strawberry.type(description="What would have changed a person's month.")
class WhatIf:
    """Each kind for all it touches, and each entry alone."""

    settled: bool = strawberry.field(description="False where the log no longer says what was scored: no amounts then.")
    changes: list[WhatIfChange]
    of_entries: list[WhatIfChange]


@strawberry.type(description="What one month would change of a quarter's points.")
class WhatIfMonth:
    """Each kind of change, in this month alone."""

    month: date
    changes: list[WhatIfChange]


@strawberry.type(description="What would have changed the points of a sheet.")
class SheetWhatIf:
    """Each kind for all it touches, and of a quarter each month alone."""

    settled: bool = strawberry.field(
        description="False, and no amounts, where the log no longer says what was scored, where several posts are"
        " weighed, and of years."
    )
    changes: list[WhatIfChange]
    of_months: list[WhatIfMonth]


@strawberry.type
class WhatIfQuery:
    """Two questions."""

    @query("score:read")
    async def what_if(self, info: Info, person_id: UUID, month: date) -> WhatIf | None:
        """What would change the newest score of a person's month, and by how much."""
        async with info.context.session() as session:
            found = await what_ifs.of_month(session, info.context.caller, person_id, month, on=today())
        return WhatIf(
            settled=found.settled,
            changes=[WhatIfChange.of(one, found.now) for one in found.changes],
            of_entries=[WhatIfChange.of(one, found.now) for one in found.of_entries],
        )

    @query("evaluation:read")
    async def sheet_what_if(self, info: Info, sheet_id: UUID) -> SheetWhatIf | None:
        """What would change the points of a month's or quarter's sheet; looking at another's is recorded."""
        async with info.context.session() as session:
            found = await sheets.of_sheet(session, info.context.caller, sheet_id, on=today())
        return SheetWhatIf(
            settled=found.settled,
            changes=[WhatIfChange.of(one, found.now) for one in found.changes],
            of_months=[
                WhatIfMonth(month=one.month, changes=[WhatIfChange.of(each, found.now) for each in one.changes])
                for one in found.of_months
            ],
        )
