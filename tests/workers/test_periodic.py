"""What the platform does periodically: months made ahead, lost jobs asked for again."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import psycopg
from sqlalchemy import insert

from kernel.clock import today
from kernel.database import Database
from tenants.accounts.models import LoginFailure
from tenants.scoring.models import RollupDelta
from tenants.worklogs.models import PendingMonth, PendingScore
from workers import periodic

SQL = psycopg.Connection[tuple[object, ...]]


def test_the_months_ahead_are_this_one_and_three_more() -> None:
    assert periodic.months_ahead(date(2026, 11, 23)) == [
        date(2026, 11, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    ]


async def test_the_partitions_of_four_months_are_made_and_made_once(apart: Database, sql: SQL) -> None:
    await periodic.ensure_months(apart)
    await periodic.ensure_months(apart)
    names = [
        f"{log}_p{month:%Y%m}" for log in ("work_entry", "entry_score") for month in periodic.months_ahead(today())
    ]
    found = sql.execute(
        "SELECT count(*) FROM pg_class WHERE relname = ANY(%s) AND relforcerowsecurity", [names]
    ).fetchone()
    assert found == (8,)


def new_tenant(sql: SQL) -> int:
    slug = f"sweep-{uuid4()}"
    row = sql.execute(
        "INSERT INTO tenant (slug, kind, name) VALUES (%s, 'province', 'Tỉnh thử') RETURNING id", [slug]
    ).fetchone()
    assert row is not None
    assert isinstance(row[0], int)
    return row[0]


def asked(sql: SQL, tenant: int) -> list[str]:
    rows = sql.execute("SELECT job FROM outbox WHERE tenant_id = %s ORDER BY id", [tenant]).fetchall()
    return [str(row[0]) for row in rows]


def confirmed_correction(sql: SQL, tenant: int, *, confirmed: bool = True) -> UUID:
    package, correction = uuid4(), uuid4()
    sql.execute(
        "INSERT INTO norm_package (tenant_id, id, name, version, title, document, document_hash, status)"
        " VALUES (%s, %s, 'x', '1', '', '', '', 'corrective')",
        [tenant, package],
    )
    sql.execute(
        "INSERT INTO norm_correction (tenant_id, id, norm_package_id, valid_from, valid_to, reason, document_number,"
        " proposed_by, proposed_at, confirmed_by, confirmed_at) VALUES (%s, %s, %s, '2026-01-01', '2026-02-01', 'x',"
        " 'x', %s, now(), %s, %s)",
        [
            tenant,
            correction,
            package,
            package,
            package if confirmed else None,
            datetime.now(UTC) if confirmed else None,
        ],
    )
    return correction


async def test_a_tenant_whose_work_waits_is_asked_for_again_and_no_other(apart: Database, sql: SQL) -> None:
    waits_long, waits_a_moment, has_deltas, has_months, has_nothing = (new_tenant(sql) for _ in range(5))
    corrects, proposes = new_tenant(sql), new_tenant(sql)
    correction = confirmed_correction(sql, corrects)
    confirmed_correction(sql, proposes, confirmed=False)
    now = datetime.now(UTC)
    ages = {waits_long: timedelta(seconds=40), waits_a_moment: timedelta(seconds=5)}
    for tenant, age in ages.items():
        async with apart.tenant(tenant) as session:
            entry = {"tenant_id": tenant, "entry_id": uuid4(), "revision": 1, "work_date": today()}
            await session.execute(insert(PendingScore).values(**entry, created_at=now - age))
    async with apart.tenant(has_deltas) as session:
        delta = {"tenant_id": has_deltas, "person_id": uuid4(), "unit_id": uuid4(), "day": today()}
        await session.execute(insert(RollupDelta).values(**delta))
    async with apart.tenant(has_months) as session:
        month = {"tenant_id": has_months, "person_id": uuid4(), "month": today().replace(day=1)}
        await session.execute(insert(PendingMonth).values(**month))
    await periodic.sweep_pending(apart)
    assert asked(sql, waits_long) == ["score_pending"]
    assert asked(sql, waits_a_moment) == []
    assert asked(sql, has_deltas) == ["merge_rollups"]
    assert asked(sql, has_months) == ["score_months"]
    assert asked(sql, corrects) == ["apply_norm_correction"]
    args = sql.execute("SELECT args FROM outbox WHERE tenant_id = %s", [corrects]).fetchone()
    assert args == ({"correction_id": str(correction)},)
    assert asked(sql, proposes) == []
    assert asked(sql, has_nothing) == []


async def test_old_failed_sign_ins_are_forgotten_in_every_tenant(apart: Database, sql: SQL) -> None:
    tenants = [new_tenant(sql), new_tenant(sql)]
    for tenant in tenants:
        async with apart.tenant(tenant) as session:
            failure = {"tenant_id": tenant, "id": uuid4(), "login": "a", "address": "127.0.0.1"}
            await session.execute(insert(LoginFailure).values(**failure, at=datetime.now(UTC) - timedelta(days=3)))
    await periodic.forget_expired(apart)
    left = sql.execute("SELECT count(*) FROM login_failure WHERE tenant_id = ANY(%s)", [tenants]).fetchone()
    assert left == (0,)
