"""Importing the catalogue from Excel files: a proposal that says what it would change, then all rows or none."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date
from kernel.database import tenant_of
from kernel.errors import Refusal
from policies.authority import Caller, authorize
from tenants.audit import actions as audit
from tenants.catalogue import bulk, rules
from tenants.catalogue.contents import ItemContent, PositionContent, Value, flat_content
from tenants.catalogue.errors import DraftWaiting
from tenants.catalogue.excel.reading import CellError, Errors, ItemRow, Place, read_items, read_positions
from tenants.catalogue.excel.sheets import FRAMEWORK_SHEET, ITEM_SHEET, POSITION_SHEET, Choices
from tenants.catalogue.excel.workbook import Book, open_workbook
from tenants.catalogue.exports import choices_in_use, competency_names
from tenants.catalogue.models import WorkItem
from tenants.catalogue.records import ITEMS, POSITIONS, AnyKind, contents_of, newest_versions
from tenants.catalogue.vocabulary import UNIT_GROUP, Words
from tenants.organisation.models import Unit
from tenants.organisation.queries import held_on

SHOWN_CHANGES: Final = 500
Content = ItemContent | PositionContent


@dataclass(frozen=True, slots=True)
class Upload:
    """What to import, the day its records are to be in force from, and whether nothing is to be written yet.

    `data` is a file or the sheets of one; `fingerprint` what the trail knows sheets by. The first `most_errors` are
    kept.
    """

    data: bytes | Book
    effective_from: date
    dry_run: bool
    now: datetime
    fingerprint: str = ""
    most_errors: int = 200

    def opened(self) -> Book:
        """The sheets; a file is opened, which takes a while."""
        return open_workbook(self.data) if isinstance(self.data, bytes) else self.data


@dataclass(frozen=True, slots=True)
class Change:
    """What an import does to one record: all fields of a new one, or those in which it differs."""

    code: str
    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RowState:
    """What an import does with one row; `before` is what the catalogue says where the row differs, by field."""

    sheet: str
    row: int
    state: Literal["new", "changed", "unchanged", "invalid"]
    before: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import found; with any error, or as a dry run, nothing was written.

    `errors` are the first of `error_count`, `changes` the first of the new and changed records. `rows` tells of every
    row, `places` where the columns of each sheet stand.
    """

    new: int
    changed: int
    unchanged: int
    written: bool
    error_count: int
    errors: tuple[CellError, ...]
    changes: tuple[Change, ...]
    rows: tuple[RowState, ...]
    places: tuple[Place, ...]
    choices: Choices


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A row that could be read, with the unit that owns the record."""

    number: int
    code: str
    content: Content
    owner_unit_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the catalogue has under a code: its newest version's number and first day, and what it says on the day."""

    record_id: UUID
    owner_unit_id: UUID | None
    version: int
    valid_from: date | None
    content: Content | None
    drafted: bool


@dataclass(slots=True)
class _Plan:
    """What is to be written, and what was counted."""

    versions: list[bulk.NewVersion] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    states: list[RowState] = field(default_factory=list)
    new: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """The sheets that were read, the first holding the records, and what may be chosen in them."""

    places: tuple[Place, ...]
    choices: Choices

    @property
    def main(self) -> Place:
        return self.places[0]


async def import_items(session: AsyncSession, caller: Caller, upload: Upload) -> ImportResult:
    """Import work items; new and changed ones are approved and in force from the upload's day on."""
    authorize(caller, "catalogue", "manage")
    place = Place(ITEM_SHEET, Errors(upload.most_errors))
    choices = await choices_in_use(session, ITEMS)
    rows = await asyncio.to_thread(lambda: read_items(upload.opened(), choices, place))
    owners = await _owners(session, rows)
    candidates = [found for row in rows if (found := _owned(place, row, owners)) is not None]
    return await _settle(session, caller, ITEMS, candidates, _Reading((place,), choices), upload)


async def import_positions(session: AsyncSession, caller: Caller, upload: Upload) -> ImportResult:
    """Import job positions with their competency frameworks, in force from the upload's day on."""
    authorize(caller, "catalogue", "manage")
    place = Place(POSITION_SHEET, Errors(upload.most_errors))
    framework = Place(FRAMEWORK_SHEET, place.errors)
    choices = await choices_in_use(session, POSITIONS)
    known = frozenset(await competency_names(session))
    rows = await asyncio.to_thread(lambda: read_positions(upload.opened(), choices, known, place, framework))
    candidates = [_Candidate(row.number, row.code, row.content) for row in rows]
    return await _settle(session, caller, POSITIONS, candidates, _Reading((place, framework), choices), upload)


async def _settle(
    session: AsyncSession,
    caller: Caller,
    kind: AnyKind,
    candidates: Sequence[_Candidate],
    reading: _Reading,
    upload: Upload,
) -> ImportResult:
    """Compare the rows with the catalogue, and write them when every one can stand."""
    known = await _known(session, kind, [row.code for row in candidates], upload)
    place, plan = reading.main, _Plan()
    for row in candidates:
        _plan(plan, _whole(row, known.get(row.code), place), known.get(row.code), place, upload)
    written = not (upload.dry_run or place.errors.count)
    changed = len(plan.versions) - plan.new
    if written and plan.versions:
        approval = bulk.Approval(upload.effective_from, caller.person_id, upload.now)
        await bulk.write_versions(session, plan.versions, approval)
        data: dict[str, object] = {
            "new": plan.new,
            "changed": changed,
            "effective_from": upload.effective_from,
            "codes": [version.code for version in plan.versions],
            "sha256": hashlib.sha256(upload.data).hexdigest() if isinstance(upload.data, bytes) else upload.fingerprint,
        }
        await audit.record(session, caller, "import", kind.name, None, **data)
    return ImportResult(
        new=plan.new,
        changed=changed,
        unchanged=plan.unchanged,
        written=written,
        error_count=place.errors.count,
        errors=tuple(place.errors.kept),
        changes=tuple(plan.changes[:SHOWN_CHANGES]),
        rows=_states(plan, place.errors),
        places=reading.places,
        choices=reading.choices,
    )


def _states(plan: _Plan, errors: Errors) -> tuple[RowState, ...]:
    """What becomes of each row: those with an error are invalid, whatever else they say."""
    invalid = [RowState(sheet, row, "invalid") for sheet, row in sorted(errors.rows)]
    return (*invalid, *(state for state in plan.states if (state.sheet, state.row) not in errors.rows))


def _whole(row: _Candidate, known: _Known | None, place: Place) -> _Candidate:
    """The row with the own facts that the catalogue has and the file has no column for: those stay."""
    before = (known.content.attributes if known and known.content else None) or {}
    kept = {name: value for name, value in before.items() if name not in place.facts}
    facts = {**kept, **(row.content.attributes or {})}
    return replace(row, content=replace(row.content, attributes=dict(sorted(facts.items()))))


def _plan(plan: _Plan, row: _Candidate, known: _Known | None, place: Place, upload: Upload) -> None:
    """Add a row to the plan, or what keeps it from being written to the errors."""
    if known is not None and known.owner_unit_id != row.owner_unit_id:
        problem = Words(
            "Đầu việc này thuộc đơn vị khác trong danh mục", "The catalogue has this item under another owner"
        )
        remedy = Words("Ghi lại đơn vị sở hữu như cũ, hoặc dùng mã mới", "Write its owner as before, or use a new code")
        place.wrong(row.number, "owner", problem, remedy, code="OTHER_OWNER")
        return
    fields = _differing(known.content if known else None, row.content)
    if not fields:
        plan.unchanged += 1
        plan.states.append(RowState(place.sheet.name, row.number, "unchanged"))
        return
    if known is not None and not _may_change(row, known, place, upload):
        return
    plan.new += known is None
    before = flat_content(known.content) if known and known.content else {}
    told = {path: before.get(path) for path in fields} if known else {}
    plan.states.append(RowState(place.sheet.name, row.number, "changed" if known else "new", told))
    plan.changes.append(Change(row.code, row.content.name, fields))
    plan.versions.append(
        bulk.NewVersion(
            row.code,
            row.content,
            record_id=known.record_id if known else None,
            last=known.version if known else 0,
            owner_unit_id=row.owner_unit_id,
        )
    )


def _may_change(row: _Candidate, known: _Known, place: Place, upload: Upload) -> bool:
    """Whether a new version of a known record may begin on the upload's day."""
    try:
        if known.drafted:
            raise DraftWaiting(item=row.code)
        rules.check_effective(row.code, known.valid_from, upload.effective_from, local_date(upload.now))
    except Refusal as refusal:
        decide = Words("Duyệt hoặc bỏ dự thảo rồi nhập lại tệp", "Approve or discard the draft, then import again")
        later = Words("Chọn ngày hiệu lực muộn hơn", "Choose a later day to take effect")
        problem = Words(refusal.sentence("vi"), refusal.sentence("en"))
        place.wrong(row.number, "code", problem, decide if known.drafted else later, code=refusal.code)
        return False
    return True


def _differing(ours: Content | None, theirs: Content) -> tuple[str, ...]:
    """The fields in which a row differs from the catalogue, all of them for what it does not have."""
    if ours == theirs:
        return ()
    before, after = (flat_content(ours) if ours is not None else {}), flat_content(theirs)
    return tuple(path for path in dict.fromkeys([*after, *before]) if before.get(path) != after.get(path))


async def _known(session: AsyncSession, kind: AnyKind, codes: Sequence[str], upload: Upload) -> dict[str, _Known]:
    """What the catalogue has under these codes, locked against other changes when the file is to be written."""
    tenant_id = tenant_of(session)
    table: type[Any] = kind.identity
    query = select(table).where(table.tenant_id == tenant_id, table.code == func.any(list(codes))).order_by(table.id)
    records = list(await session.scalars(query if upload.dry_run else query.with_for_update()))
    ids = [record.id for record in records]
    newest = {kind.parent_of(row): row for row in await newest_versions(session, kind, ids)}
    rows: type[Any] = kind.rows
    own = (rows.tenant_id == tenant_id, kind.parent_column == func.any(ids))
    current = list(await session.scalars(select(rows).where(*own, held_on(rows, upload.effective_from))))
    contents = await contents_of(session, current)
    drafted = set(await session.scalars(select(kind.parent_column).where(*own, rows.version == 0)))
    found = {}
    for record in records:
        last = newest.get(record.id)
        found[record.code] = _Known(
            record_id=record.id,
            owner_unit_id=record.owner_unit_id if isinstance(record, WorkItem) else None,
            version=last.version if last else 0,
            valid_from=last.valid_from if last else None,
            content=contents.get(record.id),
            drafted=record.id in drafted,
        )
    return found


async def _owners(session: AsyncSession, rows: Sequence[ItemRow]) -> dict[str, UUID]:
    """The units that own items of the file, by code."""
    codes = {row.owner for row in rows if row.owner is not None}
    found = await session.execute(
        select(Unit.code, Unit.id).where(Unit.tenant_id == tenant_of(session), Unit.code == func.any(list(codes)))
    )
    return {row.code: row.id for row in found}


def _owned(place: Place, row: ItemRow, owners: Mapping[str, UUID]) -> _Candidate | None:
    """A row with its owner; group C needs one that exists, and no other group may have one."""
    if (row.content.task_group == UNIT_GROUP) != (row.owner is not None):
        problem = Words("Nhóm nhiệm vụ và đơn vị sở hữu không khớp", "Task group and owner do not agree")
        remedy = Words(
            "Nhóm C ghi mã đơn vị sở hữu; nhóm A, B, D để trống", "Group C names its unit; groups A, B and D name none"
        )
        place.wrong(row.number, "owner", problem, remedy, code="OWNER_MISMATCH")
        return None
    if row.owner is not None and row.owner not in owners:
        problem = Words(f"Không có đơn vị mã “{row.owner}”", f"There is no unit with the code “{row.owner}”")
        remedy = Words("Ghi mã đơn vị như trong danh sách đơn vị", "Write the unit's code as in the list of units")
        place.wrong(row.number, "owner", problem, remedy, code="UNKNOWN_UNIT")
        return None
    return _Candidate(row.number, row.code, row.content, owners[row.owner] if row.owner else None)
