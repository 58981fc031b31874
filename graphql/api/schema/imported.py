"""History from an earlier system, as it is shown: with its mark and its source."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import query
from kernel.clock import today
from tenants.imported import models, queries


@strawberry.type(
    description="A result of an earlier system: imported, unverified (nhập từ hệ thống cũ, chưa xác nhận)."
)
class ImportedResult:
    """Counted in no score, period, quota or statistic; `mark` is always `imported_unverified`."""

    id: UUID
    source: str
    external_id: str
    first: date
    last: date
    content: str
    quantity: Decimal | None
    points: Decimal | None
    rating: str | None
    mark: str
    imported_at: datetime

    @classmethod
    def of(cls, row: models.ImportedResult) -> "ImportedResult":
        """A result in the schema's shape."""
        names = ("id", "source", "external_id", "first", "last", "content", "quantity", "points", "rating", "mark")
        return cls(**{name: getattr(row, name) for name in names}, imported_at=row.imported_at)


@strawberry.type
class ImportedQuery:
    """Questions to imported history."""

    @query("person:read", size=queries.MOST)
    async def imported_history(self, info: Info, person_id: UUID) -> list[ImportedResult] | None:
        """What earlier systems said of a person, newest first. Who disagrees asks for a correction (`imported`)."""
        async with info.context.session() as session:
            rows = await queries.of_person(session, info.context.caller, person_id, today())
        return [ImportedResult.of(row) for row in rows]
