"""Bringing history in from a file: matched by personal number, all rows or none, the same record once."""

import asyncio
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.database import tenant_of
from kernel.ids import uuid7
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue.excel.lists import ListError, ListRow, as_date, as_number, read_list
from tenants.catalogue.vocabulary import Words
from tenants.imported.errors import SourceMissing
from tenants.imported.models import ImportedResult
from tenants.organisation.models import Person

EXTERNAL: Final = "Mã bản ghi"
PIN: Final = "Số định danh cá nhân"
FIRST: Final = "Từ ngày"
LAST: Final = "Đến ngày"
CONTENT: Final = "Nội dung"
QUANTITY: Final = "Khối lượng"
POINTS: Final = "Điểm"
RATING: Final = "Xếp loại"
HEADINGS: Final = (EXTERNAL, PIN, FIRST, LAST, CONTENT)
OPTIONAL: Final = (QUANTITY, POINTS, RATING)
LONGEST: Final = 2_000
LONGEST_SOURCE: Final = 100
MOST_ERRORS: Final = 200
_MOST: Final = Decimal(10**9)
_FACTS: Final = ("first", "last", "content", "quantity", "points", "rating")

_NOBODY: Final = Words("Không có ai mang số định danh này", "Nobody has this personal number")
_EMPTY: Final = Words("Ô để trống", "The cell is empty")
_NO_DATE: Final = Words("Không phải ngày; ghi 31/03/2025", "Not a date; write 31/03/2025")
_BACKWARDS: Final = Words("Ngày cuối ở trước ngày đầu", "The last day lies before the first")
_FUTURE: Final = Words("Ngày ở tương lai", "The day is yet to come")
_NO_NUMBER: Final = Words("Không phải số từ 0 trở lên", "Not a number of 0 or more")
_TOO_LONG: Final = Words("Quá dài", "Too long")
_TWICE: Final = Words("Mã bản ghi lặp lại trong tệp", "The record is in the file twice")


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds; with any error, or as a dry run, nothing was written. `errors` are the first of all."""

    new: int
    changed: int
    unchanged: int
    written: bool
    error_count: int
    errors: tuple[ListError, ...]


async def bring_in(
    session: AsyncSession, caller: Caller, source: str, data: bytes, *, dry_run: bool, now: datetime
) -> Found:
    """Bring the rows of a file in under the name of their system; a record that was there is brought up to date."""
    authorize(caller, "history", "import")
    kept_source = " ".join(source.split())
    if not 0 < len(kept_source) <= LONGEST_SOURCE:
        raise SourceMissing("source", most=LONGEST_SOURCE)
    rows = await asyncio.to_thread(read_list, data, HEADINGS, OPTIONAL)
    people = await _people(session, {row.cells[PIN] for row in rows})
    results, errors = _read(rows, people, now.date())
    known = await _known(session, kept_source)
    new = [one for one in results if _key(one) not in known]
    changed = [one for one in results if _key(one) in known and known[_key(one)] != _facts(one)]
    written = not dry_run and not errors and bool(new or changed)
    if written:
        await _write(session, caller, kept_source, [*new, *changed], now)
        told = {"source": kept_source, "new": len(new), "changed": len(changed)}
        await audit.record(
            session, caller, "imported", "history", None, **told, sha256=hashlib.sha256(data).hexdigest()
        )
    unchanged = len(results) - len(new) - len(changed)
    return Found(len(new), len(changed), unchanged, written, len(errors), tuple(errors[:MOST_ERRORS]))


async def _people(session: AsyncSession, pins: set[str]) -> dict[str, UUID]:
    rows = await session.execute(
        select(Person.pin, Person.id).where(
            Person.tenant_id == tenant_of(session), Person.pin.in_(pins), Person.same_as.is_(None)
        )
    )
    return {row.pin: row.id for row in rows}


def _read(
    rows: Sequence[ListRow], people: dict[str, UUID], today: date
) -> tuple[list[dict[str, Any]], list[ListError]]:
    results: list[dict[str, Any]] = []
    errors: list[ListError] = []
    seen: set[tuple[str, UUID]] = set()
    for row in rows:
        wrong: list[tuple[str, Words]] = []
        one = _result(row.cells, people, today, wrong)
        if not wrong and _key(one) in seen:
            wrong.append((EXTERNAL, _TWICE))
        errors += [ListError(row.number, column, problem) for column, problem in wrong]
        if not wrong:
            seen.add(_key(one))
            results.append(one)
    return results, errors


def _result(
    cells: dict[str, str], people: dict[str, UUID], today: date, wrong: list[tuple[str, Words]]
) -> dict[str, Any]:
    wrong += [(name, _EMPTY) for name in (EXTERNAL, CONTENT) if not cells[name]]
    wrong += [(name, _TOO_LONG) for name in (EXTERNAL, CONTENT, RATING) if len(cells.get(name, "")) > LONGEST]
    if cells[PIN] not in people:
        wrong.append((PIN, _NOBODY))
    first, last = as_date(cells[FIRST]), as_date(cells[LAST])
    wrong += [(name, _NO_DATE) for name, day in ((FIRST, first), (LAST, last)) if day is None]
    if first is not None and last is not None:
        wrong += [(LAST, _BACKWARDS)] * (last < first) + [(LAST, _FUTURE)] * (last > today)
    numbers = {}
    for name in (QUANTITY, POINTS):
        text = cells.get(name, "")
        value = as_number(text) if text else None
        if text and (value is None or not 0 <= value < _MOST):
            wrong.append((name, _NO_NUMBER))
        numbers[name] = None if value is None or wrong else value.quantize(Decimal("0.0001"))
    return {
        "external_id": cells[EXTERNAL],
        "person_id": people.get(cells[PIN]),
        "first": first,
        "last": last,
        "content": cells[CONTENT],
        "quantity": numbers[QUANTITY],
        "points": numbers[POINTS],
        "rating": cells.get(RATING) or None,
    }


def _key(one: dict[str, Any]) -> tuple[str, UUID]:
    return one["external_id"], one["person_id"]


def _facts(one: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(one[name] for name in _FACTS)


async def _known(session: AsyncSession, source: str) -> dict[tuple[str, UUID], tuple[Any, ...]]:
    rows = await session.scalars(
        select(ImportedResult).where(ImportedResult.tenant_id == tenant_of(session), ImportedResult.source == source)
    )
    return {(row.external_id, row.person_id): tuple(getattr(row, name) for name in _FACTS) for row in rows}


async def _write(
    session: AsyncSession, caller: Caller, source: str, results: Sequence[dict[str, Any]], now: datetime
) -> None:
    given = {"tenant_id": tenant_of(session), "source": source, "imported_by": caller.account_id, "imported_at": now}
    statement = upsert(ImportedResult)
    updated = {name: statement.excluded[name] for name in (*_FACTS, "imported_by", "imported_at")}
    await session.execute(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "source", "external_id", "person_id"], set_=updated
        ),
        [given | one | {"id": uuid7()} for one in results],
    )
