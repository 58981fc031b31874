"""What a file changes in the unit tree, and what in it cannot be: unknown parents, circles, days out of order."""

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from tenants.catalogue.vocabulary import Words
from tenants.importing.nearest import Nearest
from tenants.importing.reading import Findings, WantedUnit
from tenants.importing.register import KnownUnit, Register
from tenants.importing.sheets import UNIT_SHEET
from tenants.organisation.rules import is_within
from tenants.vietnamese import search_key

DATED: Final = ("name", "parent", "place", "establishment")
LASTING: Final = ("kind", "field", "commune_code")
_HINTS: Final = {column.field: column.hint for column in UNIT_SHEET.columns}
State = Literal["new", "changed", "moved", "unchanged"]


@dataclass(frozen=True, slots=True)
class UnitChange:
    """What becomes of one unit of the file, from a day on; `differs` are the fields with what stood there."""

    wanted: WantedUnit
    known: KnownUnit | None
    state: State
    on: date
    differs: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class UnitPlan:
    """The changes of the tree, each unit after the one above it, and how deep each stands in the end."""

    changes: tuple[UnitChange, ...]
    depths: Mapping[str, int]
    opened: Mapping[str, date]
    absent: tuple[KnownUnit, ...]


def plan_units(
    wanted: Sequence[WantedUnit], register: Register, communes: Set[str], on: date, found: Findings
) -> UnitPlan:
    """Hold the units of a file against the tree; what cannot be goes to the findings."""
    rows = _once(wanted, found)
    parents = {code: register.unit_code(unit.parent_id) for code, unit in register.units.items()}
    parents = {code: parent.upper() if parent else None for code, parent in parents.items()}
    parents |= {code: unit.parent or parents.get(code) for code, unit in rows.items()}
    nearest = Nearest({code: unit.name for code, unit in register.units.items()} | {c: u.name for c, u in rows.items()})
    for code, unit in rows.items():
        _check(unit, code, register, rows, nearest, communes, found)
    depths = {code: depth for code in parents if (depth := _depth(code, parents)) is not None}
    for code in rows.keys() - depths.keys():
        said = Words("Các đơn vị trực thuộc vòng tròn", "The units lie inside each other in a circle")
        hint = Words("Sửa mã đơn vị cấp trên", "Correct the code of the unit above")
        found.units.wrong(rows[code].row, "parent", said, hint, code="UNIT_CIRCLE")
    changes = [_change(unit, register, on) for _, unit in sorted(rows.items(), key=lambda one: depths.get(one[0], 0))]
    opened = {code: unit.opened for code, unit in register.units.items()}
    opened |= {change.wanted.code: change.on for change in changes if change.known is None}
    _check_days(changes, register, opened, found)
    _warn_of_twins(rows, parents, found)
    absent = tuple(unit for code, unit in register.units.items() if code not in rows and unit.closed is None)
    return UnitPlan(tuple(changes), depths, opened, absent)


def _once(wanted: Sequence[WantedUnit], found: Findings) -> dict[str, WantedUnit]:
    rows: dict[str, WantedUnit] = {}
    for unit in wanted:
        first = rows.setdefault(unit.code, unit)
        if first is not unit:
            said = Words(f"Mã “{unit.code}” đã có ở dòng {first.row}", f"{unit.code} already stands in row {first.row}")
            hint = Words("Xóa một trong hai dòng, hoặc sửa mã", "Remove one of the rows, or correct its code")
            found.units.wrong(unit.row, "code", said, hint, code="CODE_REPEATED")
    return rows


def _check(
    unit: WantedUnit,
    code: str,
    register: Register,
    rows: Mapping[str, WantedUnit],
    nearest: Nearest,
    communes: Set[str],
    found: Findings,
) -> None:
    known = register.units.get(code)
    if known is not None and known.closed is not None:
        said = Words(f"Đơn vị đã đóng từ {known.closed:%d/%m/%Y}", f"The unit is closed from {known.closed}")
        hint = Words("Bỏ dòng này, hoặc dùng mã mới", "Remove the row, or use a new code")
        found.units.wrong(unit.row, "code", said, hint, code="UNIT_NOT_OPEN")
    if unit.parent is None:
        first_root = not register.units and not any(row.parent is None for other, row in rows.items() if other != code)
        if known is None and not first_root:
            said = Words("Thiếu mã đơn vị cấp trên", "The unit above is missing")
            found.units.wrong(unit.row, "parent", said, _HINTS["parent"], code="PARENT_MISSING")
    else:
        above = register.units.get(unit.parent)
        if unit.parent not in rows and (above is None or above.closed is not None):
            said = Words(f"Không có đơn vị mã “{unit.parent}”", f"There is no unit with the code “{unit.parent}”")
            hint = nearest.remedy(unit.parent, _HINTS["parent"])
            found.units.wrong(unit.row, "parent", said, hint, code="UNKNOWN_UNIT")
        elif known is not None and known.parent_id is None:
            said = Words("Đơn vị gốc không có cấp trên", "The root has no unit above it")
            hint = Words("Để trống ô này", "Leave the cell empty")
            found.units.wrong(unit.row, "parent", said, hint, code="ROOT_STAYS")
    if unit.commune_code is not None and unit.commune_code not in communes:
        said = Words(f"Tỉnh không có xã mã {unit.commune_code}", f"There is no commune {unit.commune_code}")
        found.units.wrong(unit.row, "commune_code", said, _HINTS["commune_code"], code="UNKNOWN_COMMUNE")


def _depth(code: str, parents: Mapping[str, str | None]) -> int | None:
    """How deep a unit stands, the root being 1; nothing in a circle."""
    depth, above = 1, parents.get(code)
    while above is not None:
        depth += 1
        if depth > len(parents) + 1:
            return None
        above = parents.get(above)
    return depth


def _change(unit: WantedUnit, register: Register, on: date) -> UnitChange:
    known = register.units.get(unit.code)
    if known is None:
        return UnitChange(unit, None, "new", unit.opened or on)
    stood = {
        "name": known.name, "parent": (register.unit_code(known.parent_id) or "").upper() or None, "place": known.place,
        "establishment": known.establishment, "kind": known.kind, "field": known.field,
        "commune_code": known.commune_code,
    }  # fmt: skip
    differs = {
        name: value for name, value in stood.items() if getattr(unit, name) is not None and getattr(unit, name) != value
    }
    day = unit.opened if unit.opened is not None and unit.opened > known.since else on
    state: State = "moved" if "parent" in differs else "changed" if differs else "unchanged"
    return UnitChange(unit, known, state, day, differs)


def _check_days(changes: Sequence[UnitChange], register: Register, opened: Mapping[str, date], found: Findings) -> None:
    """Units begin after those above them, and the tree is changed in the order of time."""
    starts = {code: unit.since for code, unit in register.units.items()}
    starts |= {c.wanted.code: c.on for c in changes if c.known is None or c.state == "moved"}
    for change in changes:
        parent = change.wanted.parent
        begins = starts.get(parent) if parent is not None and change.state in ("new", "moved") else None
        if begins is not None and change.on < begins:
            said = Words(
                f"Cấp trên mới có hiệu lực từ {begins:%d/%m/%Y}", f"The unit above stands there only from {begins}"
            )
            found.units.wrong(change.wanted.row, "opened", said, _LATER, code="UNIT_CHANGED_LATER")
        last = _last_change(change, register)
        if last is not None and change.on < last:
            said = Words(f"Đơn vị đã có thay đổi ghi từ {last:%d/%m/%Y}", f"A change from {last} is recorded already")
            found.units.wrong(change.wanted.row, "opened", said, _LATER, code="UNIT_CHANGED_LATER")


_LATER: Final = Words("Chọn ngày không sớm hơn ngày đó", "Choose a day not before it")


def _last_change(change: UnitChange, register: Register) -> date | None:
    """The day after which a known unit (a moved one with its branch) may be changed."""
    known = change.known
    if known is None or not set(DATED) & change.differs.keys():
        return None
    if change.state != "moved":
        return known.since
    return max(unit.since for unit in register.units.values() if is_within(unit.path, known.path))


def _warn_of_twins(rows: Mapping[str, WantedUnit], parents: Mapping[str, str | None], found: Findings) -> None:
    """Two units of one name below the same one are mostly one unit under two codes."""
    seen: dict[tuple[str | None, str], str] = {}
    for code, unit in rows.items():
        first = seen.setdefault((parents[code], search_key(unit.name)), code)
        if first != code:
            said = Words(f"Trùng tên với {first} cùng cấp trên", f"{first} has this name below the same unit")
            hint = Words("Kiểm tra có phải một đơn vị hai mã", "See whether it is one unit under two codes")
            found.unit_warnings.wrong(unit.row, "name", said, hint, code="UNIT_NAME_REPEATED")


def ordered(changes: Sequence[UnitChange], depths: Mapping[str, int]) -> Iterator[tuple[UnitChange, ...]]:
    """The changes level by level from the top, as the tree will be."""
    for depth in sorted({depths[change.wanted.code] for change in changes}):
        yield tuple(change for change in changes if depths[change.wanted.code] == depth)
