"""What a merger meets: what must be settled first, and what is told apart or put together by itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import TextClause, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import enter_tenant
from tenants.mergers.plan import Joining, Plan
from tenants.registry.models import Tenant
from tenants.registry.queries import ACTIVE

_UNDER: Final = text(
    """
    SELECT unit.id, place.path, place.valid_to FROM unit JOIN unit_place AS place
           ON place.tenant_id = :tenant AND place.unit_id = unit.id AND place.valid_from <= :on
              AND (place.valid_to IS NULL OR place.valid_to > :on)
    WHERE unit.tenant_id = :tenant AND unit.code = :code AND (unit.closed IS NULL OR unit.closed > :on)
    """
)
_CODES: Final = {
    "unit": text("SELECT code FROM unit WHERE tenant_id = :tenant"),
    "job_position": text("SELECT code FROM job_position WHERE tenant_id = :tenant"),
    "work_item": text("SELECT code FROM work_item WHERE tenant_id = :tenant"),
    "competency": text("SELECT code FROM competency WHERE tenant_id = :tenant"),
    "login": text("SELECT login FROM account WHERE tenant_id = :tenant"),
    "person": text("SELECT pin FROM person WHERE tenant_id = :tenant AND same_as IS NULL"),
    "norm_package": text(
        "SELECT concat(name, ' ', version) FROM norm_package"
        " WHERE tenant_id = :tenant AND status <> 'draft' AND former = 0"
    ),
}
_CALENDAR: Final = text("SELECT day, working FROM calendar_day WHERE tenant_id = :tenant AND day < :on ORDER BY day")
_FIRST_WORK: Final = text(
    "SELECT min(work_date) AS first, max(work_date) AS last FROM work_entry WHERE tenant_id = :tenant"
)
# Each counts what stands against the move on that day; parameters `tenant`, `on`.
_AGAINST: Final = {
    "kỳ đánh giá chưa hoàn tất · unfinished evaluation periods": text(
        "SELECT count(*) FROM evaluation_period WHERE tenant_id = :tenant AND first < :on AND status <> 'finished'"
        " AND EXISTS (SELECT FROM sheet WHERE tenant_id = :tenant AND period_id = evaluation_period.id)"
    ),
    "đính chính toàn tỉnh còn phạm vi trước ngày sáp nhập · corrections of the whole province": text(
        "SELECT count(*) FROM norm_correction WHERE tenant_id = :tenant AND unit_ids IS NULL AND valid_from < :on"
        " AND confirmed_at IS NOT NULL"
    ),
}
_AGAINST_JOINING: Final = {
    "bản tập dượt đang mở · training copies still open": text(
        "SELECT count(*) FROM training_ground WHERE tenant_id = :tenant AND closed_at IS NULL AND opened_at < :on"
    ),
    "đơn vị có vị trí đã định từ ngày đó về sau · places of units planned from that day on": text(
        "SELECT count(*) FROM unit_place WHERE tenant_id = :tenant AND valid_from >= :on"
    ),
    "công việc đã ghi từ ngày đó về sau · work logged from that day on": text(
        "SELECT count(*) FROM work_entry WHERE tenant_id = :tenant AND work_date >= :on"
    ),
}
_SAMPLE: Final = 10


@dataclass(frozen=True)
class Under:
    """The unit below which what joins will stand, and its path."""

    unit_id: Any
    path: str


@dataclass
class Findings:
    """What was found: `against` must be settled first; `met` counts what both have, by kind, with some examples."""

    slug: str
    against: list[str] = field(default_factory=list)
    met: dict[str, tuple[int, list[str]]] = field(default_factory=dict)
    under: Under | None = None


async def look(session: AsyncSession, plan: Plan, joining: Joining, into: Tenant, old: Tenant) -> Findings:
    """Look at both tenants, one after the other, and change nothing; the session is the joining one's afterwards."""
    found = Findings(joining.tenant)
    if (into.state, old.state) != (ACTIVE, ACTIVE) or into.kind != "province" or old.kind != "province":
        found.against.append("không phải hai tỉnh đang hoạt động · not two provinces at work")
        return found
    known, calendar = await _standing(session, into.id, plan.on, found, _AGAINST)
    found.under = await _under(session, into.id, plan.on, joining.under)
    if found.under is None:
        found.against.append(f"{plan.into}: {joining.under} không có hoặc sắp đổi chỗ · is not there or will move")
    coming, other = await _standing(session, old.id, plan.on, found, _AGAINST | _AGAINST_JOINING)
    await _compare_calendars(session, old.id, calendar, other, found)
    for kind, values in coming.items():
        same = sorted(known[kind] & values)
        # Personal numbers are told by their count alone.
        found.met[kind] = (len(same), [] if kind == "person" else same[:_SAMPLE])
        taken = known[kind] | values
        if kind not in ("person", "norm_package", "competency"):
            again = [code for code in same if renamed(kind, code, joining.suffix) in taken]
            if again:
                found.against.append(f"{kind}: {', '.join(again[:_SAMPLE])} + {joining.suffix}")
    return found


def renamed(kind: str, code: str, suffix: str) -> str:
    """What a code or login of the joining tenant becomes where the other has it too."""
    return f"{code}.{suffix.lower()}" if kind == "login" else f"{code}-{suffix}"


async def _standing(
    session: AsyncSession, tenant_id: int, on: date, found: Findings, against: dict[str, TextClause]
) -> tuple[dict[str, set[str]], dict[date, bool]]:
    await enter_tenant(session, tenant_id)
    for what, statement in against.items():
        count = await session.scalar(statement, {"tenant": tenant_id, "on": on})
        if count:
            found.against.append(f"{count} {what}")
    values = {}
    for kind, statement in _CODES.items():
        values[kind] = set(await session.scalars(statement, {"tenant": tenant_id}))
    days = await session.execute(_CALENDAR, {"tenant": tenant_id, "on": on})
    return values, {row.day: row.working for row in days}


async def _compare_calendars(
    session: AsyncSession, tenant_id: int, one: dict[date, bool], other: dict[date, bool], found: Findings
) -> None:
    """Days that are working days in one calendar alone: what was late or early there would be told otherwise here."""
    first = (await session.execute(_FIRST_WORK, {"tenant": tenant_id})).one().first
    if first is not None and (differing := _differing(one, other, first)):
        days = ", ".join(day.isoformat() for day in differing[:_SAMPLE])
        found.against.append(f"{len(differing)} ngày làm việc khác nhau · days that differ: {days}")


def _differing(one: dict[date, bool], other: dict[date, bool], first: date) -> Sequence[date]:
    return sorted(day for day, working in other.items() if day >= first and one.get(day) != working)


async def _under(session: AsyncSession, tenant_id: int, on: date, code: str) -> Under | None:
    row = (await session.execute(_UNDER, {"tenant": tenant_id, "on": on, "code": code})).one_or_none()
    return None if row is None or row.valid_to is not None else Under(row.id, row.path)


def told(findings: Iterable[Findings]) -> Iterable[str]:
    """The findings as lines for whoever runs the command."""
    for one in findings:
        yield f"{one.slug}:"
        for what in one.against:
            yield f"  PHẢI GIẢI QUYẾT TRƯỚC · FIRST: {what}"
        for kind, (count, examples) in one.met.items():
            yield f"  {kind}: {count} trùng · in both{': ' if examples else ''}{', '.join(examples)}"
