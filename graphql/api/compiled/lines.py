"""Lines to the database for reads: statements go out in one flush and run as one transaction, prepared once a line."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

import psycopg
from opentelemetry import trace
from psycopg import pq
from psycopg.errors import error_from_result
from sqlalchemy.engine import make_url

Arguments: TypeAlias = "Sequence[bytes | None]"
Asked: TypeAlias = "tuple[bytes, Arguments]"  # a statement with $1, $2, … and their values as text

tracer = trace.get_tracer("roviec.api")

CONNECT_PATIENCE: Final = 10.0
ANSWER_PATIENCE: Final = 20.0  # longer than the database's own limit for a statement
LEARNED_AT_MOST: Final = 64  # a plan over the months of the log takes the server up to a megabyte
# What the texts of answers depend on; and no statement on a line can write anything.
MANNERS: Final = b"""
    SELECT set_config('client_encoding', 'UTF8', false), set_config('timezone', 'UTC', false),
           set_config('datestyle', 'ISO', false), set_config('extra_float_digits', '1', false),
           set_config('default_transaction_read_only', 'on', false), set_config('statement_timeout', '15s', false),
           set_config('jit', 'off', false), set_config('plan_cache_mode', 'force_generic_plan', false)
"""


class Job:
    """Statements of one transaction, and where their results are waited for."""

    __slots__ = ("answer", "asked", "error", "lost", "results", "taught", "timer")

    def __init__(self, asked: Sequence[Asked], late: Callable[["Job"], None]) -> None:
        loop = asyncio.get_running_loop()
        self.asked = asked
        self.answer: asyncio.Future[list[pq.abc.PGresult]] = loop.create_future()
        self.timer = loop.call_later(ANSWER_PATIENCE, late, self)
        self.results: list[pq.abc.PGresult] = []
        self.error: psycopg.Error | None = None
        self.lost = False
        self.taught: list[bytes] = []

    def settle(self) -> None:
        """Hand the results, or the error, to whoever still waits."""
        self.timer.cancel()
        if self.answer.done():
            return
        if self.error is not None:
            self.answer.set_exception(self.error)
        else:
            self.answer.set_result(self.results)


class Line:
    """One connection in pipeline mode, with one job at a time.

    The statements of a job end in one Sync: PostgreSQL runs them as one implicit transaction, so what a job sets for
    itself is gone after it, an error undoes all of it, and the line can be used again at once.
    """

    def __init__(self, connection: pq.abc.PGconn, ended: Callable[["Line"], None]) -> None:
        self._connection = connection
        self._ended = ended
        self._loop = asyncio.get_running_loop()
        self._names: OrderedDict[bytes, bytes] = OrderedDict()
        self._numbered = 0
        self._job: Job | None = None
        self._socket = connection.socket
        self.broken = False
        connection.nonblocking = 1
        connection.enter_pipeline_mode()
        self._loop.add_reader(self._socket, self._readable)

    def send(self, job: Job) -> None:
        """Begin a job; `ended` is called when the line is free again, or broken."""
        self._job = job
        connection = self._connection
        try:
            for text, arguments in job.asked:
                connection.send_query_prepared(self._name(text, job), arguments)
            connection.pipeline_sync()
            self._flush()
        except psycopg.OperationalError as error:
            self._break(error)

    def _name(self, text: bytes, job: Job) -> bytes:
        name = self._names.get(text)
        if name is not None:
            self._names.move_to_end(text)
            return name
        if len(self._names) >= LEARNED_AT_MOST:
            self._connection.send_close_prepared(self._names.popitem(last=False)[1])
        self._numbered += 1
        name = self._names[text] = b"r%d" % self._numbered
        self._connection.send_prepare(name, text)
        job.taught.append(text)
        return name

    def _flush(self) -> None:
        if self._connection.flush():
            self._loop.add_writer(self._socket, self._writable)

    def _writable(self) -> None:
        self._loop.remove_writer(self._socket)
        try:
            self._flush()
        except psycopg.OperationalError as error:
            self._break(error)

    def _readable(self) -> None:
        connection = self._connection
        try:
            connection.consume_input()
            while self._job is not None and not connection.is_busy():
                result = connection.get_result()
                if result is not None:  # nothing stands between the results of two statements
                    self._take(self._job, result)
        except psycopg.OperationalError as error:
            self._break(error)
            return
        if connection.status != pq.ConnStatus.OK:
            self._break(psycopg.OperationalError("the database has closed the connection"))

    def _take(self, job: Job, result: pq.abc.PGresult) -> None:
        status = result.status
        if status == pq.ExecStatus.TUPLES_OK:
            job.results.append(result)
        elif status == pq.ExecStatus.FATAL_ERROR:
            job.error = error_from_result(result)
            for text in job.taught:
                self._names.pop(text, None)
        elif status == pq.ExecStatus.PIPELINE_SYNC:
            self._job = None
            job.settle()
            self._ended(self)

    def _break(self, error: psycopg.OperationalError) -> None:
        if self._job is not None:
            self._job.lost = True
        self.give_up(error)

    def works_on(self, job: Job) -> bool:
        """Whether this line has that job."""
        return self._job is job

    def give_up(self, error: psycopg.OperationalError) -> None:
        """Hang up, and say so."""
        if not self.broken:
            self.close(error)
            self._ended(self)

    def close(self, error: psycopg.OperationalError) -> None:
        """Hang up; a job under way ends in the error."""
        self.broken = True
        self._loop.remove_reader(self._socket)
        self._loop.remove_writer(self._socket)
        self._connection.finish()
        job, self._job = self._job, None
        if job is not None:
            job.error = job.error or error
            job.settle()


class Lines:
    """A few lines, opened as they are needed; jobs beyond them wait in order."""

    def __init__(self, url: str, size: int) -> None:
        self._conninfo = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False).encode()
        self._size = size
        self._idle: list[Line] = []
        self._busy: set[Line] = set()
        self._waiting: deque[Job] = deque()
        self._opening: set[asyncio.Task[None]] = set()

    async def ask(self, *asked: Asked) -> list[pq.abc.PGresult]:
        """The results of statements run in order as one transaction.

        Raises psycopg's errors; an `OperationalError` where the database does not answer. What was under way on a
        line that broke is asked once more: it only reads.
        """
        if not trace.get_current_span().is_recording():
            return await self._ask(asked)
        attributes = {"db.system": "postgresql", "db.statement": asked[-1][0].decode()}
        with tracer.start_as_current_span("SELECT", kind=trace.SpanKind.CLIENT, attributes=attributes):
            return await self._ask(asked)

    async def _ask(self, asked: Sequence[Asked]) -> list[pq.abc.PGresult]:
        job = self._begin(asked)
        try:
            return await job.answer
        except psycopg.OperationalError:
            if not job.lost:
                raise
        return await self._begin(asked).answer

    def _late(self, job: Job) -> None:
        """Give up on a job that is not done in time, and on the line that has it."""
        job.error = psycopg.OperationalError("the database does not answer")
        job.settle()
        for line in [line for line in self._busy if line.works_on(job)]:
            line.give_up(job.error)

    def _begin(self, asked: Sequence[Asked]) -> Job:
        job = Job(asked, self._late)
        if self._idle:
            self._give(self._idle.pop(), job)
        else:
            self._waiting.append(job)
            self._open_one()
        return job

    def close(self) -> None:
        """Hang up all lines; jobs under way end in an error."""
        for task in self._opening:
            task.cancel()
        for line in (*self._idle, *self._busy):
            line.close(psycopg.OperationalError("the lines were closed"))
        self._idle.clear()
        self._busy.clear()

    def _give(self, line: Line, job: Job) -> None:
        self._busy.add(line)
        line.send(job)

    def _ended(self, line: Line) -> None:
        self._busy.discard(line)
        if line.broken:
            if line in self._idle:
                self._idle.remove(line)
            if self._waiting:
                self._open_one()
            return
        while self._waiting:
            job = self._waiting.popleft()
            if not job.answer.done():  # somebody still waits for it
                self._give(line, job)
                return
        self._idle.append(line)

    def _open_one(self) -> None:
        if len(self._busy) + len(self._idle) + len(self._opening) < self._size:
            task = asyncio.create_task(self._open())
            self._opening.add(task)
            task.add_done_callback(self._opening.discard)

    async def _open(self) -> None:
        try:
            connection = await asyncio.wait_for(_connect(self._conninfo), CONNECT_PATIENCE)
        except (psycopg.OperationalError, TimeoutError) as error:
            self._refuse_all(error)
            return
        line = Line(connection, self._ended)
        manners = Job([(MANNERS, ())], self._late)
        self._give(line, manners)
        try:
            await manners.answer
        except psycopg.Error as error:
            self._refuse_all(error)

    def _refuse_all(self, error: Exception) -> None:
        if self._busy or self._idle:
            return
        while self._waiting:
            job = self._waiting.popleft()
            job.error = psycopg.OperationalError(str(error))
            job.settle()


async def _connect(conninfo: bytes) -> pq.abc.PGconn:
    """A connection, made without holding up the loop."""
    loop = asyncio.get_running_loop()
    connection = pq.PGconn.connect_start(conninfo)
    while True:
        state = connection.connect_poll()
        if state == pq.PollingStatus.OK:
            return connection
        if state == pq.PollingStatus.FAILED or connection.status == pq.ConnStatus.BAD:
            raise psycopg.OperationalError(connection.get_error_message())
        # libpq may go on with another socket, for another address of the host
        ready: asyncio.Future[None] = loop.create_future()
        handle, unwatch = connection.socket, loop.remove_writer
        if state == pq.PollingStatus.READING:
            unwatch = loop.remove_reader
            loop.add_reader(handle, _wake, ready)
        else:
            loop.add_writer(handle, _wake, ready)
        try:
            await ready
        finally:
            unwatch(handle)


def _wake(ready: "asyncio.Future[None]") -> None:
    if not ready.done():
        ready.set_result(None)
