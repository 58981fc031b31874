"""Writes a simulated log in bulk: COPY into temporary tables, then one INSERT ... SELECT for each kind of row.

Row-level security refuses COPY into a tenant's table, and the temporary ones vanish with the transaction.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from psycopg import AsyncConnection
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from tenants.demo.simulator import Entry, Task

TABLES: Final = (
    "CREATE TEMPORARY TABLE demo_member (n integer, person_id uuid, appointment_id uuid, unit_id uuid,"
    " job_position_id uuid, leader_id uuid) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE demo_item (n integer, work_item_id uuid, version integer, norm_minutes integer,"
    " complexity text, k numeric, output text, name text) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE demo_task (member integer, id uuid, item integer, quantity integer, created date, due date,"
    " done boolean) ON COMMIT DROP",
    "CREATE TEMPORARY TABLE demo_entry (member integer, id uuid, item integer, day date, quantity integer,"
    " start integer, finish integer, minutes integer, document text, task uuid, due date, days_late integer,"
    " quality text, accepted integer, failed integer, delays integer, verified_on date, verified_minute integer)"
    " ON COMMIT DROP",
    "CREATE TEMPORARY TABLE demo_month (person_id uuid, month date, general integer, leave_days integer,"
    " leader_id uuid) ON COMMIT DROP",
)

WRITE_TASKS: Final = """
    INSERT INTO task (tenant_id, id, appointment_id, assigned_by, work_item_id, title, quantity, due_date, status,
                      created_at)
    SELECT :tenant, task.id, member.appointment_id, member.leader_id, item.work_item_id, item.name,
           task.quantity / 100.0, task.due, CASE WHEN task.done THEN 'done' ELSE 'open' END,
           (task.created + time '08:15') AT TIME ZONE 'Asia/Ho_Chi_Minh'
    FROM demo_task AS task
    JOIN demo_member AS member ON member.n = task.member
    JOIN demo_item AS item ON item.n = task.item
"""

WRITE_ENTRIES: Final = """
    INSERT INTO work_entry (
        tenant_id, id, work_date, person_id, appointment_id, unit_id, job_position_id, work_item_id, work_item_version,
        task_id, status, revision, quantity, started_at, finished_at, minutes, output, due_date, days_late,
        norm_minutes, complexity, k, quality, accepted_quantity, failed_reviews, delays,
        failed_waived, delays_waived, verified_by, verified_at,
        comment, created_at, submitted_at)
    SELECT :tenant, entry.id, entry.day, member.person_id, member.appointment_id, member.unit_id,
           member.job_position_id, item.work_item_id, item.version, entry.task,
           CASE WHEN entry.quality IS NULL THEN 'submitted' ELSE 'verified' END, (entry.quality IS NOT NULL)::integer,
           entry.quantity / 100.0,
           (entry.day + entry.start * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh',
           (entry.day + entry.finish * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh',
           entry.minutes, item.output, entry.due, entry.days_late, item.norm_minutes, item.complexity, item.k,
           entry.quality, entry.accepted / 100.0, coalesce(entry.failed, 0), coalesce(entry.delays, 0), 0, 0,
           CASE WHEN entry.quality IS NOT NULL THEN member.leader_id END,
           (entry.verified_on + entry.verified_minute * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh',
           CASE entry.quality WHEN 'poor' THEN 'Sản phẩm chưa đạt yêu cầu, cần rút kinh nghiệm.'
                              WHEN 'rejected' THEN 'Không nghiệm thu sản phẩm này.' END,
           (entry.day + entry.finish * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh',
           (entry.day + entry.finish * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh'
    FROM demo_entry AS entry
    JOIN demo_member AS member ON member.n = entry.member
    JOIN demo_item AS item ON item.n = entry.item
"""

WRITE_EVIDENCE: Final = """
    INSERT INTO evidence (tenant_id, id, entry_id, work_date, document_number)
    SELECT :tenant, gen_random_uuid(), id, day, document FROM demo_entry
"""

WRITE_PENDING: Final = """
    INSERT INTO pending_score (tenant_id, entry_id, revision, work_date)
    SELECT :tenant, id, 1, day FROM demo_entry WHERE quality IS NOT NULL
"""

# Ids of events are UUIDv7 of their own instant: history is read in their order.
WRITE_EVENTS: Final = """
    INSERT INTO entry_event (tenant_id, id, entry_id, kind, person_id, at, data)
    SELECT :tenant,
           encode(set_byte(stamped, 6, get_byte(stamped, 6) & 15 | 112), 'hex')::uuid,
           entry_id, kind, person_id, at, data
    FROM (
        SELECT step.*, overlay(
            uuid_send(gen_random_uuid())
            PLACING substring(int8send((extract(epoch FROM at) * 1000)::bigint) FROM 3) FROM 1 FOR 6) AS stamped
        FROM (
            SELECT entry.id AS entry_id, 'logged' AS kind, member.person_id, jsonb '{}' AS data,
                   (entry.day + entry.finish * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh' AS at
            FROM demo_entry AS entry JOIN demo_member AS member ON member.n = entry.member
            UNION ALL
            SELECT entry.id, 'submitted', member.person_id, jsonb '{}',
                   (entry.day + entry.finish * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh'
                   + interval '1 second'
            FROM demo_entry AS entry JOIN demo_member AS member ON member.n = entry.member
            UNION ALL
            SELECT entry.id, 'verified', member.leader_id,
                   jsonb_build_object('quality', entry.quality, 'revision', 1),
                   (entry.verified_on + entry.verified_minute * interval '1 minute') AT TIME ZONE 'Asia/Ho_Chi_Minh'
            FROM demo_entry AS entry JOIN demo_member AS member ON member.n = entry.member
            WHERE entry.quality IS NOT NULL
        ) AS step
    ) AS step
"""

WRITE_MONTHS: Final = """
    INSERT INTO month_fact (tenant_id, person_id, month, general, leave_days, recorded_by)
    SELECT :tenant, person_id, month, general / 100.0, leave_days, leader_id FROM demo_month
"""

WRITE_PENDING_MONTHS: Final = """
    INSERT INTO pending_month (tenant_id, person_id, month) SELECT :tenant, person_id, month FROM demo_month
"""


class BulkWriter:
    """Takes a log piece by piece and writes it with a few statements a batch, all in the session's transaction."""

    def __init__(self, session: AsyncSession, *, with_events: bool) -> None:
        self._session = session
        self._events = with_events
        self._entries: list[str] = []
        self._tasks: list[str] = []
        self.written = 0

    async def begin(self, members: Iterable[Sequence[object]], items: Iterable[Sequence[object]]) -> None:
        """Make the temporary tables, with whom and what entries name by number."""
        for statement in TABLES:
            await self._session.execute(text(statement))
        await self._copy("demo_member", [_line(row) for row in members])
        await self._copy("demo_item", [_line(row) for row in items])

    def add(self, member: int, entries: Iterable[Entry], tasks: Iterable[Task]) -> None:
        """Take one member's log."""
        self._entries.extend(_entry_line(member, entry) for entry in entries)
        self._tasks.extend(_line((member, *task)) for task in tasks)

    @property
    def waiting(self) -> int:
        """How many entries are taken and not yet written."""
        return len(self._entries)

    async def flush(self) -> None:
        """Write what was taken."""
        await self._copy("demo_task", self._tasks)
        await self._copy("demo_entry", self._entries)
        self.written += len(self._entries)
        self._entries, self._tasks = [], []
        steps = [WRITE_TASKS, WRITE_ENTRIES, WRITE_EVIDENCE, WRITE_PENDING]
        for statement in (*steps, WRITE_EVENTS) if self._events else steps:
            await self._run(statement)
        await self._session.execute(text("TRUNCATE demo_task, demo_entry"))

    async def write_months(self, rows: Iterable[Sequence[object]]) -> None:
        """Write what is recorded of months (person, month, general points, leave, leader) and ask for their scores."""
        await self._copy("demo_month", [_line(row) for row in rows])
        await self._run(WRITE_MONTHS)
        await self._run(WRITE_PENDING_MONTHS)

    async def _run(self, statement: str) -> None:
        await self._session.execute(text(statement.replace("::", r"\:\:")), {"tenant": tenant_of(self._session)})

    async def _copy(self, table: str, lines: Sequence[str]) -> None:
        connection = await self._session.connection()
        raw: AsyncConnection[Any] = (await connection.get_raw_connection()).driver_connection  # type: ignore[assignment] # psycopg's own
        async with raw.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for first in range(0, len(lines), 2_000):
                await copy.write("".join(lines[first : first + 2_000]))


def _line(values: Iterable[object]) -> str:
    """One line in COPY's text format."""
    return "\t".join("\\N" if value is None else _escaped(str(value)) for value in values) + "\n"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def _entry_line(member: int, entry: Entry) -> str:
    task = f"{entry.task.id}\t{entry.task.due}" if entry.task else "\\N\t\\N"
    if entry.verdict is None:
        judged = "\\N\t\\N\t\\N\t\\N\t\\N\t\\N"
    else:
        quality, accepted, failed, delays = entry.verdict
        judged = f"{quality}\t{accepted}\t{failed}\t{delays}\t{entry.verified_on}\t{entry.verified_minute}"
    return (
        f"{member}\t{entry.id}\t{entry.item}\t{entry.day}\t{entry.quantity}\t{entry.start}\t{entry.finish}\t"
        f"{entry.minutes}\t{entry.document}\t{task}\t{entry.days_late}\t{judged}\n"
    )
