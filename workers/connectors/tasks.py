"""A task-assignment system read by the time of change: tasks with an assignee, times in milliseconds since 1970."""

from datetime import UTC, datetime
from typing import Any, Final

from tenants.intake.connections import Claimed
from workers.connectors.pages import PAGE, Json, Pulled, ask, local_date, rows, told

STATES: Final = {"NEW": "assigned", "DOING": "changed", "DONE": "finished", "CANCELLED": "cancelled"}


async def pull(claimed: Claimed, patience: float) -> Pulled:
    """The tasks that changed since the cursor, a time; a task of that very moment comes again and is known."""
    asked = {"limit": str(PAGE), **({"since": claimed.cursor} if claimed.cursor else {})}
    found = await ask(claimed, "/v2/tasks", patience, **asked)
    tasks = rows(found, "items")
    times = [row["updatedAt"] for row in tasks if isinstance(row.get("updatedAt"), int)]
    cursor = str(max(times)) if times else claimed.cursor
    return Pulled([event_of(row) for row in tasks], cursor, more=len(tasks) >= PAGE and cursor != claimed.cursor)


def event_of(row: Json) -> Json:
    """A task as it stands there, as our event."""
    who = row.get("assignee") if isinstance(row.get("assignee"), dict) else {}
    result = row.get("result") if isinstance(row.get("result"), dict) else {}
    return told(
        type=f"task.{STATES.get(str(row.get('status')), 'unknown')}",
        externalId=str(row.get("id") or ""),
        happenedAt=_instant(row.get("updatedAt")),
        title=row.get("name"),
        kind=row.get("type"),
        documentNumber=(result or {}).get("docNo") or row.get("basis"),
        person=told(pin=(who or {}).get("cccd"), account=(who or {}).get("username")),
        unit=row.get("org"),
        quantity=(result or {}).get("count"),
        dueDate=local_date(row.get("deadline")),
    )


def _instant(milliseconds: Any) -> str | None:  # noqa: ANN401 - whatever the system wrote
    try:
        return datetime.fromtimestamp(milliseconds / 1000, UTC).isoformat()
    except (TypeError, ValueError, OverflowError, OSError):
        return None
