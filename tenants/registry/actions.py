"""Creating tenants, changing what they settle for themselves, and preparing months of the log."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, TypedDict

from sqlalchemy import insert, select, text
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from typing_extensions import Unpack

from kernel.clock import today
from kernel.database import enter_tenant, tenant_of
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.registry import queries, rules
from tenants.registry.errors import BadSetting, OutsideCalendar, SlugTaken
from tenants.registry.models import CalendarDay, Tenant, TenantSettings

LOGS_BY_MONTH = ("work_entry", "entry_score")
_LIMITS: Final[dict[str, tuple[Decimal, Decimal]]] = {
    "late_log_days": (Decimal(0), Decimal(366)),
    "evidence_required": (Decimal(0), Decimal(1)),
    "day_minutes_limit": (Decimal(1), Decimal(1440)),
    "standard_product_score": (Decimal("0.01"), Decimal(1_000_000)),
    "learning_entries": (Decimal(10), Decimal(10_000)),
    "learning_days": (Decimal(30), Decimal(730)),
    "samples_before_group": (Decimal(0), Decimal(20)),
}


async def create_tenant(
    session: AsyncSession,
    slug: str,
    kind: str,
    name: str | None = None,
    province_code: str | None = None,
    years: Iterable[int] | None = None,
) -> int:
    """Register a tenant with default settings and its working calendar, and enter it: the session is then the tenant's.

    `session` is one of the platform. A province's code and name are the official ones. The calendar covers `years`,
    by default last year to the year after next.
    """
    rules.check_slug(slug)
    kept_name = rules.tenant_name(kind, name, province_code)
    tenant_id: int | None = await session.scalar(
        upsert(Tenant)
        .values(slug=slug, kind=kind, name=kept_name, province_code=province_code)
        .on_conflict_do_nothing()
        .returning(Tenant.id)
    )
    if tenant_id is None:
        raise SlugTaken("slug", name=slug)
    await enter_tenant(session, tenant_id)
    await session.execute(insert(TenantSettings).values(tenant_id=tenant_id))
    this_year = today().year
    await extend_calendar(session, years or range(this_year - 1, this_year + 3))
    await audit.record(session, None, "created", "tenant", None, slug=slug, kind=kind)
    return tenant_id


class Wanted(TypedDict, total=False):
    """What a tenant settles about its log; what is not there, or None, stays."""

    late_log_days: int | None
    evidence_required: bool | None
    day_minutes_limit: int | None
    standard_product_score: Decimal | None
    learning_entries: int | None
    learning_days: int | None
    samples_before_group: int | None


async def change_settings(session: AsyncSession, caller: Caller, **wanted: Unpack[Wanted]) -> TenantSettings:
    """Change what the tenant settles about its log; what is not given stays."""
    authorize(caller, "settings", "manage")
    settings = await queries.settings_of(session, for_update=True)
    given = {name: value for name, value in wanted.items() if isinstance(value, int | Decimal)}
    changed = {name: value for name, value in given.items() if value != getattr(settings, name)}
    for name, value in changed.items():
        least, most = _LIMITS[name]
        if not least <= value <= most:
            raise BadSetting("input", name, least=least, most=most)
    if changed:
        before = {name: str(getattr(settings, name)) for name in changed}
        for name, value in changed.items():
            setattr(settings, name, value)
        await session.flush()
        await audit.record(session, caller, "changed", "settings", None, before=before, after=changed)
    return settings


async def set_day(session: AsyncSession, caller: Caller, day: date, *, working: bool, note: str | None) -> None:
    """Make one day a working day or a day off (ngày nghỉ, làm bù), counting later days anew."""
    authorize(caller, "settings", "manage")
    found = await session.get(CalendarDay, (tenant_of(session), day), with_for_update=True)
    if found is None:
        raise OutsideCalendar("day", day=day)
    found.note = note
    if found.working != working:
        found.working = working
        await session.flush()
        await session.execute(
            text("UPDATE calendar_day SET ordinal = ordinal + :step WHERE tenant_id = :tenant AND day >= :day"),
            {"step": 1 if working else -1, "tenant": tenant_of(session), "day": day},
        )
        session.expire(found)
    await audit.record(session, caller, "changed", "calendar_day", None, day=day, working=working, note=note)


async def extend_calendar(session: AsyncSession, years: Iterable[int]) -> int:
    """Continue the working calendar through the given years; answers how many days were added."""
    first, last = rules.years_of(years)
    reached = await session.execute(
        select(CalendarDay.day, CalendarDay.ordinal)
        .where(CalendarDay.tenant_id == tenant_of(session))
        .order_by(CalendarDay.day.desc())
        .limit(1)
    )
    row = reached.one_or_none()
    if row is not None:
        first = date(row.day.year + 1, 1, 1)
    days = list(rules.working_calendar(first, last, row.ordinal if row is not None else 0)) if first <= last else []
    if days:
        await session.execute(
            text(
                "INSERT INTO calendar_day (tenant_id, day, working, ordinal, note) SELECT :tenant, * FROM unnest(CAST("
                ":days AS date[]), CAST(:working AS boolean[]), CAST(:ordinals AS integer[]), CAST(:notes AS text[]))"
            ),
            {
                "tenant": tenant_of(session),
                "days": [day.day for day in days],
                "working": [day.working for day in days],
                "ordinals": [day.ordinal for day in days],
                "notes": [day.note for day in days],
            },
        )
    return len(days)


async def ensure_months(session: AsyncSession, first: date, months: int) -> int:
    """Have a partition of the log and of its scores for each of `months` months; answers how many were made."""
    missing = await session.execute(
        text(
            "SELECT parent, month"
            " FROM unnest(CAST(:parents AS text[])) AS parent, unnest(CAST(:months AS date[])) AS month"
            " WHERE to_regclass(parent || '_p' || to_char(month, 'YYYYMM')) IS NULL ORDER BY month, parent"
        ),
        {"parents": list(LOGS_BY_MONTH), "months": rules.month_starts(first, months)},
    )
    made = 0
    for row in missing.all():
        made += bool(
            await session.scalar(
                text("SELECT add_month(CAST(:parent AS regclass), :month)"), {"parent": row.parent, "month": row.month}
            )
        )
    return made
