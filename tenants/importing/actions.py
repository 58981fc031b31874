"""Bringing units and people of a province in: a dry run that says what would change, then exactly that or nothing."""

import asyncio
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from sqlalchemy.ext.asyncio import AsyncSession

from kernel.errors import Forbidden
from policies.authority import Caller, authorize
from tenants.accounts import activation
from tenants.accounts.activation import Activation, NewAccount
from tenants.audit import actions as audit
from tenants.catalogue.excel.reading import CellError, Place
from tenants.catalogue.excel.workbook import Book
from tenants.catalogue.vocabulary import Words
from tenants.importing.errors import NotChecked, RegisterChanged
from tenants.importing.logins import plan_logins
from tenants.importing.people_plan import Missing, People, PeoplePlan, positions_of
from tenants.importing.reading import Findings, Wanted, read_wanted
from tenants.importing.reconciling import PersonChange, PostChange
from tenants.importing.register import Register, read_register
from tenants.importing.sheets import PEOPLE_SHEET, UNIT_SHEET, RegisterChoices
from tenants.importing.unit_plan import UnitChange, UnitPlan, plan_units
from tenants.importing.vocabulary import FIELD_NAMES, said
from tenants.importing.writing_people import Ids, write_people
from tenants.importing.writing_units import write_units
from tenants.organisation import places
from tenants.registry import queries as registry
from tenants.registry.provinces import communes

State = Literal["new", "changed", "moved", "unchanged", "invalid"]
SHOWN_MISSING: Final = 500


@dataclass(frozen=True, slots=True)
class Upload:
    """A file to bring in: its sheets, the day on which changes of what stands take effect, what else is wanted.

    Without `fingerprint` it is a dry run. With one it is applied, if the file and the register are still those of the
    dry run that told it. With `accounts` people without one are given an account and a one-time code.
    """

    book: Book
    on: date
    accounts: bool = False
    fingerprint: str | None = None
    dry_run: bool = True
    most_errors: int = 200


@dataclass(frozen=True, slots=True)
class Difference:
    """What stood in a field before, in words."""

    field: str
    label: Words
    said: Words


@dataclass(frozen=True, slots=True)
class RowState:
    """What becomes of one row; `before` is what the register says where the row differs."""

    sheet: str
    row: int
    state: State
    before: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units or people are new, changed, moved and as they were."""

    new: int = 0
    changed: int = 0
    moved: int = 0
    unchanged: int = 0

    @property
    def differing(self) -> int:
        """How many are not as they were."""
        return self.new + self.changed + self.moved


@dataclass(frozen=True)
class Result:
    """What an import found; with any error, or as a dry run, nothing was written.

    `missing` are the first of those with a post in a unit of the file whom it does not name, `elsewhere` counts people
    of other units; `absent_units` are units the file does not name. None of them is touched. `activations` are the
    one-time codes of accounts that were made, told this once.
    """

    written: bool
    fingerprint: str
    units: Counts
    people: Counts
    rows: tuple[RowState, ...]
    places: tuple[Place, ...]
    error_count: int
    errors: tuple[CellError, ...]
    warning_count: int
    warnings: tuple[CellError, ...]
    missing: tuple[Missing, ...]
    missing_count: int
    elsewhere: int
    absent_units: int
    accounts: int
    activations: tuple[Activation, ...] = field(default=(), repr=False)
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)


@dataclass(frozen=True)
class _Plan:
    """Everything a file changes, planned against one state of the register."""

    wanted: Wanted
    register: Register
    tree: UnitPlan
    people: PeoplePlan
    logins: Mapping[str, str]
    found: Findings
    fingerprint: str


async def import_register(session: AsyncSession, caller: Caller, upload: Upload) -> Result:
    """Hold a file against the register, and write it when it was checked and every row of it can stand."""
    _authorize(caller, accounts=upload.accounts)
    if not upload.dry_run:
        if upload.fingerprint is None:
            raise NotChecked("fingerprint")
        await places.lock_tree(session)
    register = await read_register(session, locked=not upload.dry_run)
    province = (await registry.tenant(session)).province_code
    known_communes = frozenset(communes(province)) if province is not None else frozenset[str]()
    plan = await asyncio.to_thread(_planned, upload, register, known_communes)
    if upload.dry_run:
        return _result(plan, upload)
    if plan.fingerprint != upload.fingerprint:
        raise RegisterChanged()
    if plan.found.errors.count:
        return _result(plan, upload)
    activations = await _write(session, caller, plan)
    return _result(plan, upload, written=True, activations=activations)


def _authorize(caller: Caller, *, accounts: bool) -> None:
    """The register is brought in by who manages all units and people of the province."""
    rights = [("unit", "manage"), ("person", "manage"), *([("account", "manage")] if accounts else [])]
    if not all(authorize(caller, *right).everywhere for right in rights):
        raise Forbidden()


def _planned(upload: Upload, register: Register, known_communes: frozenset[str]) -> _Plan:
    found = Findings(upload.most_errors)
    choices = RegisterChoices(
        {
            "kind": {unit.kind for unit in register.units.values()},
            "field": {unit.field for unit in register.units.values() if unit.field},
            "rank": {position.rank for position in register.positions.values()},
        }
    )
    wanted = read_wanted(upload.book, choices, found)
    tree = plan_units(wanted.units, register, known_communes, upload.on, found)
    people = People(register, tree, upload.on, found).plan(wanted.posts)
    logins = plan_logins(people, register, found) if upload.accounts else {}
    said_all = repr((wanted, upload.on, upload.accounts, found.errors.count))
    fingerprint = hashlib.sha256(f"{said_all}\n{register.state}".encode()).hexdigest()
    return _Plan(wanted, register, tree, people, logins, found, fingerprint)


async def _write(session: AsyncSession, caller: Caller, plan: _Plan) -> list[Activation]:
    units, people = _unit_counts(plan), _people_counts(plan)
    ids = Ids(await write_units(session, caller, plan.tree, plan.register), positions_of(plan.register))
    of_person = await write_people(session, caller, plan.people.people, ids)
    wanted = [NewAccount(of_person[pin], login) for pin, login in plan.logins.items()]
    activations = await activation.create_accounts(session, caller, wanted)
    if units.differing or people.differing or wanted:
        await audit.record(
            session, caller, "import", "register", None,
            units=units.differing, people=people.differing, accounts=len(wanted), fingerprint=plan.fingerprint,
        )  # fmt: skip
    return activations


def _result(plan: _Plan, upload: Upload, *, written: bool = False, activations: Sequence[Activation] = ()) -> Result:
    found = plan.found
    places_read = [found.units] if plan.wanted.has_units or not plan.wanted.has_people else []
    if plan.wanted.has_people:
        places_read.append(found.people)
    return Result(
        written=written,
        fingerprint=plan.fingerprint,
        units=_unit_counts(plan),
        people=_people_counts(plan),
        rows=_rows(plan),
        places=tuple(places_read),
        error_count=found.errors.count,
        errors=tuple(found.errors.kept),
        warning_count=found.warnings.count,
        warnings=tuple(found.warnings.kept),
        missing=plan.people.missing[:SHOWN_MISSING],
        missing_count=len(plan.people.missing),
        elsewhere=plan.people.elsewhere,
        absent_units=len(plan.tree.absent) if plan.wanted.has_units else 0,
        accounts=len(plan.logins),
        activations=tuple(activations),
        names={plan.logins[pin]: name for pin, name in _holders(plan).items()} if activations else {},
    )


def _holders(plan: _Plan) -> dict[str, tuple[str, str]]:
    """The name and the unit of whom a code is handed to, by number."""
    return {
        person.pin: (plan.people.rows[person.posts[0].key].full_name, plan.people.rows[person.posts[0].key].unit)
        for person in plan.people.people
        if person.pin in plan.logins
    }


def _unit_counts(plan: _Plan) -> Counts:
    states = [change.state for change in plan.tree.changes]
    return Counts(*(states.count(state) for state in ("new", "changed", "moved", "unchanged")))


def _people_counts(plan: _Plan) -> Counts:
    states = [_of_person(person) for person in plan.people.people]
    return Counts(*(states.count(state) for state in ("new", "changed", "moved", "unchanged")))


def _of_person(person: PersonChange) -> State:
    if person.person_id is None:
        return "new"
    if any(post.change == "moved" for post in person.posts):
        return "moved"
    return "changed" if person.facts or any(post.change != "unchanged" for post in person.posts) else "unchanged"


def _rows(plan: _Plan) -> tuple[RowState, ...]:
    """What becomes of each row; a row with an error is invalid, whatever else it says."""
    invalid = plan.found.errors.rows
    states = [_unit_row(change) for change in plan.tree.changes]
    for person in plan.people.people:
        states += [_post_row(plan, person, post, first=at == 0) for at, post in enumerate(person.posts)]
    good = [state for state in states if (state.sheet, state.row) not in invalid]
    return (*(RowState(sheet, row, "invalid") for sheet, row in sorted(invalid)), *good)


def _unit_row(change: UnitChange) -> RowState:
    before = tuple(Difference(name, FIELD_NAMES[name], said(name, value)) for name, value in change.differs.items())
    return RowState(UNIT_SHEET.name, change.wanted.row, change.state, before if change.known is not None else ())


def _post_row(plan: _Plan, person: PersonChange, post: PostChange, *, first: bool) -> RowState:
    """A row's state: that of its post; what differs of the person stands in the person's first row."""
    known = plan.register.people.get(person.pin)
    facts = person.facts if first and known is not None else {}
    before = [Difference(name, FIELD_NAMES[name], said(name, getattr(known, name))) for name in facts]
    before += [
        Difference(name, FIELD_NAMES[name], said(name, getattr(post.before, name)))
        for name in post.differs
        if post.before is not None
    ]
    state: State = "changed" if post.change == "unchanged" and before else post.change
    return RowState(PEOPLE_SHEET.name, post.key, state, tuple(before))
