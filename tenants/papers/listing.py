"""Puts the papers about a unit together: the summary table, and the minutes of its meeting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import today
from kernel.database import tenant_of
from kernel.errors import NotFound
from policies.roles import HEAD_ROLES, RANKING_ROLES
from tenants.catalogue.vocabulary import POSITION_GROUPS
from tenants.decisions.proposals import Scope, scope
from tenants.evaluation.models import Sheet
from tenants.norms.language.numbers import quotient
from tenants.organisation import queries as organisation
from tenants.organisation.heads import at_or_above
from tenants.organisation.models import Appointment, Person, UnitPlace
from tenants.papers.gathering import CUT
from tenants.papers.letterheads import letterhead
from tenants.papers.model import (
    ClassCount,
    Meeting,
    MinutesPaper,
    QuotaLine,
    Signature,
    SummaryLine,
    SummaryPaper,
)
from tenants.papers.records import Place, Records, places_of, position_names, records_of
from tenants.papers.wording import CLASSES, ROLES, body_name, not_ranked, percent, period_name, points, span
from tenants.periods.models import EvaluationPeriod

STANDINGS: Final[Mapping[str, str]] = {"leader": "Người đứng đầu", "deputy": "Cấp phó", "staff": "Công chức"}
ORDER: Final = tuple(STANDINGS)


@dataclass(frozen=True)
class Head:
    """Who heads a unit on a day: name and title."""

    name: str
    title: str


async def unit_sheets(session: AsyncSession, period: EvaluationPeriod, unit_id: UUID) -> list[UUID]:
    """The sheets of everybody ranked in a branch, of all groups of positions that share the period's days.

    Unit after unit as the tree stands, in each the head first, then deputies, then staff by name.
    """
    day = max(min(period.last, today()), period.first)
    branch = await organisation.unit_path(session, unit_id, day)
    if branch is None:
        return []
    rows = await session.execute(
        select(Sheet.id, UnitPlace.path, Sheet.standing, Person.sort_key)
        .join(Person, (Person.tenant_id == Sheet.tenant_id) & (Person.id == Sheet.person_id))
        .join(EvaluationPeriod, _same_days(period))
        .join(UnitPlace, (UnitPlace.tenant_id == Sheet.tenant_id) & (UnitPlace.unit_id == Sheet.unit_id))
        .where(
            Sheet.tenant_id == tenant_of(session),
            organisation.held_on(UnitPlace, day),
            organisation.in_branch(UnitPlace.path, branch),
        )
    )
    ordered = sorted(rows, key=lambda row: (_numbers(row.path), ORDER.index(row.standing), row.sort_key, row.id))
    return [row.id for row in ordered]


def _same_days(period: EvaluationPeriod) -> Any:  # noqa: ANN401 - a join condition
    table = EvaluationPeriod
    return (
        (table.tenant_id == Sheet.tenant_id)
        & (table.id == Sheet.period_id)
        & (table.kind == period.kind)
        & (table.first == period.first)
        & (table.last == period.last)
    )


def _numbers(path: str) -> tuple[int, ...]:
    return tuple(int(part) for part in path.split(".") if part)


async def summary_paper(
    session: AsyncSession, period_id: UUID, unit_id: UUID, sheet_ids: Sequence[UUID], number: str = ""
) -> SummaryPaper:
    """The unit's summary table over some sheets, in their order."""
    shared, head = await _shared(session, period_id, unit_id, sheet_ids, number)
    signing = (
        Signature("NGƯỜI LẬP BẢNG", "(Ký, ghi rõ họ tên)", ""),
        Signature(head.title.upper() or "THỦ TRƯỞNG ĐƠN VỊ", "(Ký, đóng dấu)", head.name),
    )
    return SummaryPaper(signatures=signing, **shared)


async def minutes_paper(
    session: AsyncSession,
    period_id: UUID,
    unit_id: UUID,
    sheet_ids: Sequence[UUID],
    meeting: Meeting,
    number: str = "",
) -> MinutesPaper:
    """The minutes of the unit's meeting; what nobody has told is left to be written in."""
    shared, head = await _shared(session, period_id, unit_id, sheet_ids, number)
    signing = (
        Signature("THƯ KÝ", "(Ký, ghi rõ họ tên)", meeting.secretary),
        Signature("CHỦ TRÌ", "(Ký, ghi rõ họ tên)", meeting.chair or head.name),
    )
    return MinutesPaper(signatures=signing, meeting=meeting, **shared)


async def _shared(
    session: AsyncSession, period_id: UUID, unit_id: UUID, sheet_ids: Sequence[UUID], number: str
) -> tuple[dict[str, Any], Head]:
    period = await session.get(EvaluationPeriod, (tenant_of(session), period_id))
    if period is None:
        raise NotFound("periodId")
    rows = await session.scalars(select(Sheet).where(Sheet.tenant_id == tenant_of(session), Sheet.id.in_(sheet_ids)))
    by_id = {sheet.id: sheet for sheet in rows}
    sheets = [by_id[sheet_id] for sheet_id in sheet_ids if sheet_id in by_id]
    records = await records_of(session, period, sheets, today())
    agency_id = await _agency(session, unit_id, records.day)
    places = await places_of(session, [unit_id, agency_id], records.day)
    found = await scope(session, period, unit_id) if agency_id == unit_id else None
    shared = {
        "letterhead": letterhead(places, agency_id, records.tenant_name, None, period.last.year, number),
        "period": period_name(period.kind, period.first),
        "span": span(period.first, period.last),
        "unit": body_name(places[unit_id].name, records.tenant_name),
        "lines": tuple(_line(records, place, sheet) for place, sheet in enumerate(sheets, start=1)),
        "counts": _counts(records, sheets),
        "quotas": () if found is None else _quotas(found, {**records.places, **places}),
        "notes": (CUT,),
        "made_on": records.day,
    }
    return shared, await _head(session, unit_id, records.day)


def _line(records: Records, number: int, sheet: Sheet) -> SummaryLine:
    decision = records.decisions.get(sheet.id)
    upon = sheet if decision is None else decision
    reason = sheet.not_ranked if decision is None else decision.not_ranked
    totals = (sheet.general, sheet.results, sheet.total)
    if decision is not None:
        texts = [decision.basis.get(name) for name in ("general", "results", "total")]
        general, results, total = (None if text is None else Decimal(text) for text in texts)
        totals = (general, results, total)
    return SummaryLine(
        number=number,
        full_name=records.name_of(sheet.person_id),
        post=records.title_of(sheet.appointment_id),
        unit=records.unit_name(sheet.unit_id),
        general=points(totals[0]),
        results=points(totals[1]),
        total=points(totals[2]),
        by_points=upon.class_by_points or "",
        proposed=upon.proposed_class or "",
        decided=(decision.decided_class or "") if decision is not None else "",
        not_ranked=reason is not None,
        note=not_ranked(reason),
    )


def _counts(records: Records, sheets: Sequence[Sheet]) -> tuple[ClassCount, ...]:
    """How many have each class by the decisions that stand, who is not ranked, and who still waits."""
    decided = [records.decisions[sheet.id] for sheet in sheets if sheet.id in records.decisions]
    ranked = [one.decided_class for one in decided if one.decided_class is not None]
    unranked = sum(1 for one in decided if one.decided_class is None)
    unranked += sum(1 for one in sheets if one.id not in records.decisions and one.not_ranked is not None)
    counts = [ClassCount(code, name, ranked.count(code), _share(ranked.count(code), len(ranked)))
              for code, name in CLASSES.items()]  # fmt: skip
    counts.append(ClassCount("", "Không xếp loại", unranked, ""))
    if waiting := len(sheets) - len(ranked) - unranked:
        counts.append(ClassCount("", "Chưa có quyết định", waiting, ""))
    return tuple(counts)


def _share(count: int, of: int) -> str:
    return percent(quotient(Decimal(count), Decimal(of))) if of else ""


def _quotas(found: Scope, places: Mapping[UUID, Place]) -> tuple[QuotaLine, ...]:
    """The quota of each group with similar duties, and of the whole agency."""
    taken, share = found.taken(), percent(found.proposal.share)
    lines = [
        QuotaLine(_group_name(group.key, places), group.pool, share, group.quota, taken[group.key])
        for group in found.proposal.groups
    ]
    whole = QuotaLine("Toàn cơ quan", found.proposal.pool, share, found.proposal.quota, taken[""])
    return (*lines, whole)


def _group_name(key: str, places: Mapping[UUID, Place]) -> str:
    if key in POSITION_GROUPS:
        return POSITION_GROUPS[key].vi
    if key in STANDINGS:
        return STANDINGS[key]
    return next((place.name for unit_id, place in places.items() if str(unit_id) == key), key)


async def _agency(session: AsyncSession, unit_id: UUID, day: date) -> UUID:
    """The nearest unit from here up that the head of an agency or of the province heads; the unit itself if none is."""
    above = await at_or_above(session, unit_id, day)
    headed = set(
        await session.scalars(
            select(Appointment.unit_id).where(
                Appointment.tenant_id == tenant_of(session),
                Appointment.unit_id.in_(above),
                Appointment.role.in_(RANKING_ROLES),
                organisation.held_on(Appointment, day),
            )
        )
    )
    return next((one for one in above if one in headed), unit_id)


async def _head(session: AsyncSession, unit_id: UUID, day: date) -> Head:
    row = (
        await session.execute(
            select(Appointment, Person.full_name)
            .join(Person, (Person.tenant_id == Appointment.tenant_id) & (Person.id == Appointment.person_id))
            .where(
                Appointment.tenant_id == tenant_of(session),
                Appointment.unit_id == unit_id,
                Appointment.role.in_(HEAD_ROLES),
                organisation.held_on(Appointment, day),
            )
            .order_by(Appointment.id)
            .limit(1)
        )
    ).first()
    if row is None:
        return Head("", "")
    post, name = row
    named = list((await position_names(session, [post], day)).values())
    return Head(name, named[0] if named else ROLES.get(post.role, post.role))
