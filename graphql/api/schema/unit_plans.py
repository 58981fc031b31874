"""Units as their administrators see them: people beside posts, and what a change would do before it is done."""

from datetime import date
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.enums import UnitChangeKind
from api.schema.fields import query, show, show_all
from api.schema.units import Unit
from kernel.clock import today
from tenants.organisation import headcounts, previews


@strawberry.type(description="How many people a unit has on a day, and who heads it.")
class Headcount:
    """People by their primary post, and all posts held."""

    unit_id: UUID
    people: int
    posts: int
    head: str | None = strawberry.field(description="Full name of whoever heads the unit.")


@strawberry.type(description="What moving, merging or closing a unit would do on that day.")
class UnitChangePreview:
    """Nothing was changed."""

    units: list[Unit] = strawberry.field(description="Open units that go along, the unit itself first.")
    posts: int = strawberry.field(description="Posts held in them that day.")
    deputies: list[str] = strawberry.field(description="Heads who become deputies, by name.")


@strawberry.type
class UnitPlanQuery:
    """Questions of whoever keeps the tree."""

    @query("unit:manage", size=1000)
    async def headcounts(self, info: Info, on: date | None = None) -> list[Headcount] | None:
        """People and posts of every unit in which somebody holds a post on a day (today)."""
        async with info.context.session() as session:
            return show_all(Headcount, await headcounts.headcounts(session, info.context.caller, on or today()))

    @query("unit:manage")
    async def preview_unit_change(
        self, info: Info, kind: UnitChangeKind, unit_id: UUID, on: date, target_id: UUID | None = None
    ) -> UnitChangePreview | None:
        """What a change would do, refused where the change itself would be; the target is where it goes."""
        change = previews.UnitChange(kind.value, unit_id, target_id, on)
        async with info.context.session() as session:
            return show(UnitChangePreview, await previews.preview(session, info.context.caller, change))
