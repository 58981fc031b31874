"""Lines to the database: one transaction a job, read only, prepared once, and none the worse for what goes wrong."""

import asyncio
import time
from collections.abc import AsyncIterator

import psycopg
import pytest
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from api.compiled.lines import LEARNED_AT_MOST, Lines

SETTING = b"SELECT current_setting('app.tenant_id', true)"
ENTER = b"SELECT set_config('app.tenant_id', $1, true)"
WHO = b"SELECT pg_backend_pid()::text"


@pytest.fixture
async def lines(app_url: str) -> AsyncIterator[Lines]:
    """Two lines to the test's database."""
    opened = Lines(app_url, 2)
    yield opened
    opened.close()


async def told(lines: Lines, text: bytes, *arguments: bytes | None) -> bytes | None:
    """The one value of a statement."""
    (result,) = await lines.ask((text, arguments))
    return result.get_value(0, 0)


async def test_a_job_is_one_transaction_whose_settings_end_with_it(lines: Lines) -> None:
    entered, seen = await lines.ask((ENTER, [b"7"]), (SETTING, []))
    assert entered.get_value(0, 0) == seen.get_value(0, 0) == b"7"
    for _ in range(3):
        assert not await told(lines, SETTING)


async def test_jobs_share_the_lines_and_each_gets_its_own_answer(lines: Lines) -> None:
    numbers = [str(number).encode() for number in range(50)]
    answers = await asyncio.gather(*(lines.ask((ENTER, [number]), (SETTING, [])) for number in numbers))
    assert [answer[1].get_value(0, 0) for answer in answers] == numbers
    backends = {await told(lines, WHO) for _ in range(4)}
    assert len(backends) <= 2


async def test_an_error_ends_its_own_job_only(lines: Lines) -> None:
    with pytest.raises(psycopg.errors.DivisionByZero):
        await lines.ask((ENTER, [b"7"]), (b"SELECT 1 / $1::int", [b"0"]), (SETTING, []))
    assert not await told(lines, SETTING)
    assert await told(lines, b"SELECT 1 / $1::int", b"1") == b"1"
    for _ in range(2):
        with pytest.raises(psycopg.errors.UndefinedTable):
            await lines.ask((b"SELECT * FROM nowhere", []))


async def test_nothing_can_be_written_on_a_line(lines: Lines) -> None:
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        await lines.ask((ENTER, [b"1"]), (b"DELETE FROM work_entry RETURNING id", []))


async def test_a_line_that_was_cut_is_replaced(lines: Lines, database_url: str) -> None:
    backend = await told(lines, WHO)
    assert backend is not None
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as superuser:
        await superuser.execute("SELECT pg_terminate_backend(%s, 5000)", [int(backend)])
    assert await told(lines, WHO) not in (None, backend)


async def test_a_job_under_way_on_a_line_that_is_cut_is_asked_again(lines: Lines, database_url: str) -> None:
    backend = await told(lines, WHO)
    assert backend is not None
    slow = asyncio.create_task(told(lines, b"SELECT pg_sleep(0.3), pg_backend_pid()"))
    await asyncio.sleep(0.1)
    async with await psycopg.AsyncConnection.connect(database_url, autocommit=True) as superuser:
        await superuser.execute("SELECT pg_terminate_backend(%s)", [int(backend)])
    assert await slow is not None


async def test_somebody_who_no_longer_waits_disturbs_nobody(lines: Lines) -> None:
    asked = [asyncio.create_task(told(lines, b"SELECT pg_sleep(0.2)")) for _ in range(4)]
    await asyncio.sleep(0.05)
    for task in asked:
        task.cancel()
    assert await asyncio.wait_for(told(lines, b"SELECT 'here'"), 5) == b"here"


async def test_a_line_forgets_what_it_learned_longest_ago(lines: Lines) -> None:
    for number in range(LEARNED_AT_MOST + 10):
        assert await told(lines, b"SELECT %d" % number) == str(number).encode()
    kept = await told(lines, b"SELECT count(*) FROM pg_prepared_statements")
    assert kept is not None
    assert int(kept) <= LEARNED_AT_MOST
    assert await told(lines, b"SELECT 0") == b"0"


async def test_a_database_that_does_not_answer_is_an_operational_error() -> None:
    nowhere = Lines("postgresql://somebody@/x?host=/nonexistent", 2)
    with pytest.raises(psycopg.OperationalError):
        await nowhere.ask((b"SELECT 1", []))
    nowhere.close()


async def test_a_job_that_takes_too_long_is_given_up_once_and_its_line_with_it(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = await told(lines, WHO)
    monkeypatch.setattr("api.compiled.lines.ANSWER_PATIENCE", 0.2)
    begun = time.monotonic()
    with pytest.raises(psycopg.OperationalError, match="does not answer"):
        await told(lines, b"SELECT pg_sleep(3)")
    assert time.monotonic() - begun < 2
    assert await told(lines, WHO) not in (None, before)


async def test_within_a_trace_a_job_is_a_span_that_tells_no_parameter(
    lines: Lines, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    monkeypatch.setattr("api.compiled.lines.tracer", provider.get_tracer("test"))
    await told(lines, b"SELECT $1::text", b"outside")
    with provider.get_tracer("test").start_as_current_span("request") as request:
        await told(lines, b"SELECT $1::text", b"secret")
    span, _ = exporter.get_finished_spans()
    assert span.parent is not None
    assert span.parent.span_id == request.get_span_context().span_id
    assert span.attributes == {"db.system": "postgresql", "db.statement": "SELECT $1::text"}


async def test_a_large_answer_and_a_large_question_pass(lines: Lines) -> None:
    text = "ắ".encode() * 1_000_000
    assert await told(lines, b"SELECT $1::text", text) == text
