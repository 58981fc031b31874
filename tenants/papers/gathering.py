"""Puts the papers about one person together: from sheet, scores, opinion and the decision that stands."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, today
from kernel.database import tenant_of
from kernel.errors import NotFound
from tenants.catalogue.vocabulary import RANKS
from tenants.decisions.models import Decision
from tenants.evaluation import criteria
from tenants.evaluation.models import Sheet
from tenants.evaluation.segments import segment_of
from tenants.papers import annual
from tenants.papers.annual import YearParts
from tenants.papers.conditions import condition_lines, warnings
from tenants.papers.letterheads import letterhead
from tenants.papers.model import (
    AnnualPaper,
    Classes,
    Comments,
    Criteria,
    CriterionLine,
    Person,
    Ruling,
    Segment,
    SheetPaper,
    Signature,
)
from tenants.papers.records import Records, records_of
from tenants.papers.results import GENERAL, RESULTS, TOTAL, results_of
from tenants.papers.seals import code_rows
from tenants.papers.wording import (
    body_name,
    class_name,
    day_written,
    not_ranked,
    percent,
    period_name,
    points,
    score,
    span,
)
from tenants.periods.models import EvaluationPeriod

CUT = "Điểm ghi đến hai chữ số thập phân, phần sau được cắt bỏ, không làm tròn lên."
YEAR = "year"


async def sheet_paper(session: AsyncSession, sheet_id: UUID) -> SheetPaper | AnnualPaper:
    """The paper of one sheet: Mẫu 02 of a year, Mẫu 01 of any other period; the caller has been found to see it."""
    found = await sheet_papers(session, [sheet_id])
    if not found:
        raise NotFound("id")
    return found[0]


async def sheet_papers(session: AsyncSession, sheet_ids: Sequence[UUID]) -> list[SheetPaper | AnnualPaper]:
    """The papers of some sheets in the order asked for; the number of statements depends on the periods only."""
    rows = await session.scalars(select(Sheet).where(Sheet.tenant_id == tenant_of(session), Sheet.id.in_(sheet_ids)))
    by_period: dict[UUID, list[Sheet]] = {}
    for sheet in rows:
        by_period.setdefault(sheet.period_id, []).append(sheet)
    found: dict[UUID, SheetPaper | AnnualPaper] = {}
    for period_id, sheets in by_period.items():
        period = await session.get_one(EvaluationPeriod, (tenant_of(session), period_id))
        records = await records_of(session, period, sheets, today())
        parts = await annual.parts(session, period, sheets, records.packages) if period.kind == YEAR else {}
        for sheet in sheets:
            found[sheet.id] = _paper(records, sheet, parts.get(sheet.id, YearParts()))
    return [found[sheet_id] for sheet_id in sheet_ids if sheet_id in found]


def _paper(records: Records, sheet: Sheet, parts: YearParts) -> SheetPaper | AnnualPaper:
    period, decision = records.period, records.decisions.get(sheet.id)
    decided_on = local_date(decision.decided_at) if decision is not None else None
    sums = _sums(sheet, decision)
    upon: Mapping[str, Any] = {} if decision is None else decision.basis
    conditions: Sequence[Mapping[str, Any]] = upon.get("conditions") or sheet.conditions
    used: Mapping[str, Any] = upon.get("scores_used") or sheet.scores_used
    head = letterhead(records.places, sheet.agency_id, records.tenant_name, decided_on, period.last.year)
    shared: dict[str, Any] = {
        "letterhead": head,
        "period": period_name(period.kind, period.first),
        "span": span(period.first, period.last),
        "person": _person(records, sheet),
        "classes": _classes(sheet, decision, sums),
        "conditions": condition_lines(conditions),
        "comments": _comments(records, sheet),
        "not_ranked": not_ranked(decision.not_ranked if decision is not None else sheet.not_ranked),
        "ruling": _ruling(records, decision) if decision is not None else None,
        "signatures": _signatures(records, sheet, decision),
        "notes": _notes(records, sheet),
        "made_on": decided_on or records.day,
    }
    if period.kind == YEAR:
        return AnnualPaper(
            computed_from=parts.computed_from,
            parts=tuple(parts.lines),
            warnings=warnings(conditions),
            **shared,
        )
    return SheetPaper(
        criteria=_criteria(records, sheet),
        results=results_of(records, sheet, used, sums),
        segments=_segments(records, sheet),
        **shared,
    )


def _sums(sheet: Sheet, decision: Decision | None) -> dict[str, Decimal | None]:
    """The points: those decided upon, or the sheet's as they are now."""
    if decision is None:
        return {GENERAL: sheet.general, RESULTS: sheet.results, TOTAL: sheet.total}
    texts = {name: decision.basis.get(name) for name in (GENERAL, RESULTS, TOTAL)}
    return {name: None if text is None else Decimal(text) for name, text in texts.items()}


def _person(records: Records, sheet: Sheet) -> Person:
    person = records.people[sheet.person_id]
    rank = RANKS.get(sheet.rank or "")
    return Person(
        full_name=person.full_name,
        pin=person.pin,
        post=records.title_of(sheet.appointment_id),
        rank=rank.vi if rank is not None else sheet.rank or "",
        unit=body_name(records.unit_name(sheet.unit_id), records.tenant_name),
        agency=body_name(records.unit_name(sheet.agency_id), records.tenant_name),
    )


def _classes(sheet: Sheet, decision: Decision | None, sums: Mapping[str, Decimal | None]) -> Classes:
    upon = sheet if decision is None else decision
    return Classes(
        general=points(sums[GENERAL]),
        results=points(sums[RESULTS]),
        total=points(sums[TOTAL]),
        by_points=class_name(upon.class_by_points),
        proposed=class_name(upon.proposed_class),
        by_superior=class_name(sheet.superior_class),
    )


def _criteria(records: Records, sheet: Sheet) -> Criteria | None:
    """The tree that applies to the person, each criterion with what both gave; comments of the superior go first."""
    package = records.packages.get(sheet.norm_package_id) if sheet.norm_package_id is not None else None
    if package is None:
        package = next(iter(records.packages.values()), None)
    asked = () if package is None else criteria.lines(package, sheet.position_group, sheet.standing)
    if not asked:
        return None
    own, superior = criteria.sums(asked, sheet.self_scores), criteria.sums(asked, sheet.superior_scores)
    lines = tuple(
        CriterionLine(
            code=one.code,
            label=one.vi,
            highest=score(one.highest),
            own=score(own.get(one.code)),
            superior=score(superior.get(one.code)),
            comment=_comment(sheet, one.code),
            depth=one.depth - 1,
        )
        for one in asked
    )
    highest = sum((one.highest for one in asked if one.parent is None), Decimal(0))
    totals = (criteria.general(sheet.self_scores), criteria.general(sheet.superior_scores))
    return Criteria(lines, score(highest), points(totals[0]), points(totals[1]))


def _comment(sheet: Sheet, code: str) -> str:
    given = ((sheet.superior_scores or {}).get(code, {}), (sheet.self_scores or {}).get(code, {}))
    return "\n".join(dict.fromkeys(one["comment"] for one in given if one.get("comment")))


def _segments(records: Records, sheet: Sheet) -> tuple[Segment, ...]:
    """The posts of months in which several were held, each with its share of the month by weight and days."""
    found = [segment_of(one) for one in sheet.segments]
    whole: dict[date, Decimal] = {}
    for one in found:
        whole[one.month] = whole.get(one.month, Decimal(0)) + one.share
    return tuple(
        Segment(
            post=records.title_of(one.appointment_id),
            unit=records.unit_name(one.unit_id),
            span=f"Tháng {one.month.month}, {one.days} ngày làm việc",
            weight=percent(one.share / whole[one.month]) if whole[one.month] else "",
            results=points(one.results),
        )
        for one in found
    )


def _comments(records: Records, sheet: Sheet) -> Comments:
    opinion = records.opinions.get(sheet.id)
    title = records.title_of(opinion.appointment_id) if opinion is not None else ""
    name = records.name_of(sheet.opined_by)
    for_whom = "theo ủy quyền của " if opinion is not None and opinion.delegation_id is not None else ""
    return Comments(
        own=sheet.self_comment or "",
        superior=sheet.superior_comment or "",
        superior_name=", ".join(part for part in (name, f"{for_whom}{title}" if title else "") if part),
    )


def _ruling(records: Records, decision: Decision) -> Ruling:
    day = local_date(decision.decided_at)
    title = records.title_of(decision.appointment_id)
    by = title if decision.delegation_id is None else f"theo ủy quyền của {title}"
    before = records.replaced.get(decision.replaces_id) if decision.replaces_id is not None else None
    replaces = ""
    if before is not None:
        earlier = local_date(before.decided_at)
        replaces = f"Quyết định số {before.document_number} {day_written(earlier, earlier.year)}"
    content_hash = decision.content_hash.hex()
    return Ruling(
        class_name=class_name(decision.decided_class) or not_ranked(decision.not_ranked),
        number=decision.document_number,
        day=day_written(day, day.year),
        by=", ".join(part for part in (records.name_of(decision.decided_by), by) if part),
        reason=decision.reason or "",
        replaces=replaces,
        content_hash=content_hash,
        code=code_rows(content_hash),
    )


def _signatures(records: Records, sheet: Sheet, decision: Decision | None) -> tuple[Signature, ...]:
    title, name = "NGƯỜI CÓ THẨM QUYỀN", ""
    if decision is not None:
        acting = "TUQ. " if decision.delegation_id is not None else ""
        title = acting + records.title_of(decision.appointment_id).upper()
        name = records.name_of(decision.decided_by)
    return (
        Signature("NGƯỜI TỰ ĐÁNH GIÁ", "(Ký, ghi rõ họ tên)", records.name_of(sheet.person_id)),
        Signature("CẤP TRÊN TRỰC TIẾP", "(Ký, ghi rõ họ tên)", records.name_of(sheet.opined_by)),
        Signature(title, "(Ký, đóng dấu)", name),
    )


def _notes(records: Records, sheet: Sheet) -> tuple[str, ...]:
    package = records.packages.get(sheet.norm_package_id) if sheet.norm_package_id is not None else None
    notes = [CUT]
    if package is not None:
        notes.append(f"Chấm theo gói định mức {package.name}, phiên bản {package.version}.")
    if sheet.frozen_at is None:
        notes.append("Kỳ đánh giá chưa khóa số liệu; điểm trên phiếu còn có thể thay đổi.")
    return tuple(notes)
