"""What whoever verifies has to state: the facts that norm packages ask for, and of which waiting entries."""

from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import SIZE, query
from api.schema.own_facts import DeclaredFact
from kernel.clock import utc_now
from tenants.worklogs import asking


@strawberry.type(description="Facts that a verdict on some entries has to state.")
class InboxAsked:
    """What is asked, and of which entries."""

    facts: list[DeclaredFact] = strawberry.field(metadata={SIZE: 50})
    entry_ids: list[UUID]


@strawberry.type
class InboxFactQuery:
    """Questions about what a verdict has to state."""

    @query("work_entry:verify", size=20)
    async def inbox_facts(self, info: Info) -> list[InboxAsked] | None:
        """Which facts my verdicts have to state, by the norm package of each waiting entry's day and unit."""
        async with info.context.session() as session:
            asked = await asking.asked_of(session, info.context.caller, now=utc_now())
        return [
            InboxAsked(facts=[DeclaredFact.of(fact) for fact in one.facts], entry_ids=list(one.entries))
            for one in asked
        ]
