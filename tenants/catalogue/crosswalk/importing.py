"""A crosswalk from a file: old code, new code (empty where the record ends), unit and share; all rows or none."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue.crosswalk import queries
from tenants.catalogue.crosswalk.errors import CrosswalkPast, CrosswalkText
from tenants.catalogue.crosswalk.models import Crosswalk, CrosswalkLine
from tenants.catalogue.crosswalk.rules import FINEST, WHOLE, whole
from tenants.catalogue.excel.lists import ListError, ListRow, as_number, read_list
from tenants.catalogue.rules import clean_code
from tenants.catalogue.vocabulary import Words
from tenants.organisation.models import Unit

OLD: Final = "Mã cũ"
NEW: Final = "Mã mới"
UNIT: Final = "Mã đơn vị"
SHARE: Final = "Tỷ lệ"
MOST_ERRORS: Final = 200
LONGEST: Final = 300

_NO_RECORD: Final = Words("Danh mục không có mã này", "The catalogue has no such code")
_NO_UNIT: Final = Words("Không có đơn vị mang mã này", "There is no unit of this code")
_NO_SHARE: Final = Words("Tỷ lệ lớn hơn 0, tối đa 1, sáu chữ số lẻ", "A share is above 0, at most 1, of six decimals")
_SUM: Final = Words("Tổng tỷ lệ của mã cũ này không bằng 1", "The shares of this old code do not add up to 1")
_ONE: Final = Words("Vị trí chỉ chuyển sang một vị trí ở mỗi đơn vị", "A position becomes one position in each unit")
_NO_RULE: Final = Words("Thiếu dòng chung, không ghi đơn vị", "The line without a unit is missing")


@dataclass(frozen=True)
class CrosswalkInput:
    """What a crosswalk is called, by which document it is made, and from which day it holds."""

    kind: str
    title: str
    document_number: str
    valid_from: date


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds, with the codes it gives no fate; with any error, or as a dry run, nothing was written."""

    id: UUID | None
    lines: int
    written: bool
    error_count: int
    errors: tuple[ListError, ...]
    missing: tuple[str, ...]


async def bring_in(
    session: AsyncSession, caller: Caller, given: CrosswalkInput, data: bytes, *, dry_run: bool, now: datetime
) -> Found:
    """Bring a crosswalk in, not applied yet; a dry run only says what is wrong and what is missing."""
    authorize(caller, "catalogue", "manage")
    _check(given, now)
    rows = await asyncio.to_thread(read_list, data, (OLD, NEW), (UNIT, SHARE))
    codes = await queries.codes_of(session, given.kind)
    units = {
        row.code: row.id
        for row in await session.execute(select(Unit.code, Unit.id).where(Unit.tenant_id == tenant_of(session)))
    }
    lines, errors = _read(rows, codes, units)
    errors += _disagreeing(rows, lines, one_only=given.kind == "job_position") if not errors else []
    missing = await queries.missing(session, given.kind, given.valid_from, lines)
    written = not dry_run and not errors and bool(lines)
    crosswalk_id = await _write(session, caller, given, lines, now) if written else None
    return Found(crosswalk_id, len(lines), written, len(errors), tuple(errors[:MOST_ERRORS]), tuple(missing))


def _check(given: CrosswalkInput, now: datetime) -> None:
    queries.check_kind(given.kind)
    if any(not 0 < len(text.strip()) <= LONGEST for text in (given.title, given.document_number)):
        raise CrosswalkText("title", most=LONGEST)
    if given.valid_from <= local_date(now):
        raise CrosswalkPast("effectiveFrom")


def _read(
    rows: Sequence[ListRow], codes: dict[str, UUID], units: dict[str, UUID]
) -> tuple[list[queries.Line], list[ListError]]:
    lines, errors = [], []
    for row in rows:
        old, new = clean_code(row.cells[OLD]), clean_code(row.cells[NEW])
        unit, told = row.cells.get(UNIT, ""), row.cells.get(SHARE, "")
        share = as_number(told) if told else WHOLE
        wrong = [(OLD, _NO_RECORD)] * (old not in codes) + [(NEW, _NO_RECORD)] * (bool(new) and new not in codes)
        wrong += [(UNIT, _NO_UNIT)] * (bool(unit) and unit not in units)
        if share is None or not 0 < share <= WHOLE or share != share.quantize(FINEST):
            wrong.append((SHARE, _NO_SHARE))
        errors += [ListError(row.number, column, problem) for column, problem in wrong]
        if not wrong:
            lines.append(queries.Line(codes[old], codes[new] if new else None, units.get(unit), share or WHOLE))
    return lines, errors


def _disagreeing(rows: Sequence[ListRow], lines: Sequence[queries.Line], *, one_only: bool) -> list[ListError]:
    """Old records whose shares do not add up, that become several where one is due, or that lack a general line."""
    groups: dict[tuple[UUID, UUID | None], list[tuple[int, Decimal]]] = {}
    for row, line in zip(rows, lines, strict=True):
        groups.setdefault((line.old_id, line.unit_id), []).append((row.number, line.share))
    errors = []
    for (old, unit), found in groups.items():
        number = found[0][0]
        if not whole(share for _, share in found):
            errors.append(ListError(number, SHARE, _SUM))
        if one_only and len(found) > 1:
            errors.append(ListError(number, NEW, _ONE))
        if unit is not None and (old, None) not in groups:
            errors.append(ListError(number, UNIT, _NO_RULE))
    return sorted(errors, key=lambda error: error.row)


async def _write(
    session: AsyncSession, caller: Caller, given: CrosswalkInput, lines: Sequence[queries.Line], now: datetime
) -> UUID:
    crosswalk_id, tenant = uuid7(), tenant_of(session)
    session.add(
        Crosswalk(
            tenant_id=tenant, id=crosswalk_id, kind=given.kind, title=given.title.strip(),
            document_number=given.document_number.strip(), valid_from=given.valid_from, made_by=caller.account_id,
            made_at=now,
        )
    )  # fmt: skip
    await session.flush()
    rows = [
        {"tenant_id": tenant, "crosswalk_id": crosswalk_id, "number": number, **line._asdict()}
        for number, line in enumerate(lines, 1)
    ]
    await session.execute(insert(CrosswalkLine), rows)
    told = {"kind": given.kind, "document": given.document_number, "on": given.valid_from, "lines": len(lines)}
    await audit.record(session, caller, "imported", "crosswalk", crosswalk_id, **told)
    return crosswalk_id
