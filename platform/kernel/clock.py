"""Time as the platform sees it: instants in UTC, dates in Vietnam."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

TIMEZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def utc_now() -> datetime:
    """This instant, aware, in UTC."""
    return datetime.now(UTC)


def local_date(instant: datetime) -> date:
    """The calendar date in Vietnam at an aware instant."""
    return instant.astimezone(TIMEZONE).date()


def today() -> date:
    """Today's date in Vietnam."""
    return local_date(utc_now())
