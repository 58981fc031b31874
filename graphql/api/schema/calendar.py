"""The calendar as clients see it."""

from datetime import date

import strawberry

from api.schema.fields import public
from kernel import clock


@strawberry.type
class CalendarQuery:
    """Questions about days."""

    @public
    async def today(self) -> date:
        """Today's date in Vietnam, by which the log reckons."""
        return clock.today()
