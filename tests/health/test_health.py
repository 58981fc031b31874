"""Operators see how tenants and queues fare: counts, times, names of jobs; nobody's name, number or work."""

import json
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from kernel.clock import utc_now
from tenants.health import letters, measuring, queries
from tenants.health.models import TenantHealth
from tests.fixtures_tenant import PEOPLE, Province
from tests.health.conftest import NAME, PIN, TRACE, Operator, bury, dead
from tests.worklogs.conftest import Log

FARES = """condition measuredAt accounts lastSignInAt lastEntryAt entriesLastDay pendingScores scoresSince
    pendingMonths rollupDeltas sumsSince files fileBytes outboxRows outboxSince deadLetters
    tenant { id slug kind name provinceCode }"""
PLATFORM = f"""{{ platformHealth {{ at schemaRevision schemaExpected databaseBytes databaseStartedAt outboxRows
    outboxSince deadLetters schedule {{ name at late }} tenants {{ {FARES} }} }} }}"""
TENANT = f"query ($slug: String!) {{ tenantHealth(slug: $slug) {{ {FARES} }} }}"
QUEUES = """{ queueState { at queues { name waiting running delayed dead oldest }
    retrying { id at job tries error tenant { slug } } dead { id at job tries error tenant { slug } } } }"""
REQUEUE = "mutation ($id: UUID!) { requeueDeadLetter(input: {id: $id}) }"


async def measure(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await measuring.measure(session, utc_now())


async def fares(operator: Operator, province: Province) -> dict[str, object]:
    return (await operator.ask(TENANT, slug=province.slug))["tenantHealth"]  # type: ignore[return-value] # a record


async def test_a_tenant_is_told_by_counts_and_times(operator: Operator, log: Log) -> None:
    province = log.province
    assert await fares(operator, province) | {"tenant": None} == {
        **dict.fromkeys(
            ("measuredAt", "accounts", "lastSignInAt", "lastEntryAt", "entriesLastDay", "pendingScores", "scoresSince",
             "pendingMonths", "rollupDeltas", "sumsSince", "files", "fileBytes", "outboxSince", "tenant"),
        ),
        "condition": "UNMEASURED", "outboxRows": 0, "deadLetters": 0,
    }  # fmt: skip
    entry = await log.write()
    await log.verify(entry.id)
    await measure(province)
    found = await fares(operator, province)
    assert found["condition"] == "FINE"
    assert found["accounts"] == len(PEOPLE) + 1
    assert (found["entriesLastDay"], found["pendingScores"]) == (1, 1)
    assert found["scoresSince"] is not None
    assert found["lastEntryAt"] is not None
    assert found["outboxRows"] == 1
    every = (await operator.ask(PLATFORM))["platformHealth"]
    assert found in every["tenants"]  # type: ignore[index] # a record


async def test_what_waits_too_long_is_behind_and_what_was_given_up_is_failing(operator: Operator, log: Log) -> None:
    province, slow = log.province, timedelta(minutes=16)
    await measure(province)
    async with province.db.tenant(province.id) as session:
        row = await session.get(TenantHealth, province.id)
        assert row is not None
        row.sums_since = utc_now() - slow
    assert (await fares(operator, province))["condition"] == "BEHIND"
    await measure(province)
    assert (await fares(operator, province))["condition"] == "FINE", "nothing waits to be summed"
    letter = await bury(province)
    assert (await fares(operator, province))["condition"] == "FAILING"
    await operator.ask(REQUEUE, id=str(letter))
    assert (await fares(operator, province))["condition"] == "FINE"


async def test_a_count_that_is_old_says_so(log: Log) -> None:
    now = utc_now()
    old = TenantHealth(tenant=1, measured_at=now - timedelta(minutes=16))
    assert queries.condition(old, queries.Backlog(), 0, now) == "unmeasured"
    fresh = TenantHealth(tenant=1, measured_at=now)
    assert queries.condition(fresh, queries.Backlog(), 0, now) == "fine"
    assert queries.condition(fresh, queries.Backlog(3, now - timedelta(hours=1)), 0, now) == "behind"


async def test_no_answer_holds_a_name_a_number_or_what_was_done(operator: Operator, log: Log) -> None:
    """Planted: a person in the log, in a job's arguments, in the text of its error and in a waiting outbox row."""
    province = log.province
    await log.write(note=f"{NAME} {PIN}")
    await bury(province, "print_papers", whom=NAME, pin=PIN)
    await measure(province)
    told = json.dumps(
        [await operator.ask(PLATFORM), await operator.ask(TENANT, slug=province.slug), await operator.ask(QUEUES)],
        ensure_ascii=False,
    )
    assert province.slug in told
    assert "tenants.scoring.errors.OutOfRange" in told
    told = told.replace("Hồ Chí Minh", "")  # a city that other tests open, and no person
    for planted in (NAME, PIN, *NAME.split(), "OUT_OF_RANGE", "DETAIL", "whom", str(province.people["cadre1"])):
        assert planted not in told
    assert not any(name in told or pin in told for name, pin, *_ in PEOPLE.values())


async def test_the_table_of_counts_can_hold_no_text(operator: Operator) -> None:
    kinds = text("SELECT udt_name FROM information_schema.columns WHERE table_name = 'tenant_health'")
    async with operator.api.db.platform() as session:
        assert set(await session.scalars(kinds)) == {"int4", "int8", "timestamptz", "_int4"}


async def test_a_job_that_was_given_up_is_asked_for_again_once(operator: Operator, province: Province) -> None:
    letter = await bury(province, "close_period", period_id="0198c0de-0000-7000-8000-000000000000")
    assert await operator.ask(REQUEUE, id=str(letter)) == {"requeueDeadLetter": str(letter)}
    assert letter not in await dead(province.db)
    async with province.db.tenant(province.id) as session:
        asked = await session.execute(text("SELECT job, args FROM outbox WHERE tenant_id = :t"), {"t": province.id})
        assert asked.all() == [("close_period", {"period_id": "0198c0de-0000-7000-8000-000000000000"})]
        assert await session.scalar(text("SELECT count(*) FROM audit_event WHERE subject = 'dead_letter'")) == 0
    async with province.db.tenant(operator.caller.tenant_id) as session:
        trail = await session.execute(text("SELECT account_id, action, subject, subject_id, data FROM audit_event"
                                           " WHERE subject = 'dead_letter'"))  # fmt: skip
        account = operator.caller.account_id
        data = {"job": "close_period", "tenant": province.id}
        assert trail.all() == [(account, "requeued", "dead_letter", letter, data)]
    assert await refusal(operator, letter) == "NOT_FOUND"
    assert await refusal(operator, uuid4()) == "NOT_FOUND"


async def test_a_message_that_names_no_job_stays_dead(operator: Operator, province: Province) -> None:
    letter = await bury(province, "Không Đọc Được")
    assert await refusal(operator, letter) == "CANNOT_ASK_AGAIN"
    assert letter in await dead(province.db)
    listed = (await operator.ask(QUEUES))["queueState"]["dead"]  # type: ignore[index] # a record
    assert [one["job"] for one in listed if one["id"] == str(letter)] == ["?"]


async def refusal(operator: Operator, letter: UUID) -> str:
    code: str = (await operator.api.ask(operator.token, REQUEUE, id=str(letter)))["errors"][0]["extensions"]["code"]
    return code


async def test_a_token_with_only_the_right_to_look_asks_for_nothing_again(operator: Operator, log: Log) -> None:
    admin = await operator.api.token(log.province, "admin")
    for query in (PLATFORM, QUEUES):
        answer = await operator.api.ask(admin, query)
        assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    ("trace", "told"),
    [
        (TRACE, "tenants.scoring.errors.OutOfRange"),
        ("Traceback (most recent call last):\n  x\nValueError: Võ Minh An", "ValueError"),
        ("Traceback (most recent call last):\n  x\nKeyError", "KeyError"),
        ("Traceback (most recent call last):\n  x\nNguyen: 056090100006", None),
        ("this version knows no such job", None),
        ("Võ Minh An", None),
        (None, None),
        (
            "Traceback (most recent call last):\n  x\nValueError: a\n\nDuring handling\n\n"
            "Traceback (most recent call last):\n  y\nTimeoutError\n",
            "TimeoutError",
        ),
    ],
)
def test_of_an_error_only_its_class_is_told(trace: object, told: str | None) -> None:
    assert letters.error_class(trace) == told
