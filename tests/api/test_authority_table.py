"""Every operation by every role: allowed exactly where the rules say so, and a denial leaves no trace."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from api.context import Context
from api.documents import Documents
from api.errors import refusal_of
from api.schema import Schema, build_schema
from kernel.database import Database
from policies.authority import Caller, RoleHeld, decide, rules
from policies.roles import ACTING_HEAD, APPOINTMENT_ROLES, OFFICE_ROLES
from tenants.everything import METADATA
from tests.api.conftest import sso_of
from tests.api.operations import Operation, operations
from tests.fixtures_tenant import Province

SCHEMA = build_schema()
DOCUMENTS = Documents(SCHEMA.core, introspection=True)
OPERATIONS = list(operations(SCHEMA.core))
ROLES = [
    *(("province", role) for role in (*APPOINTMENT_ROLES, "leader", ACTING_HEAD)),
    *((kind, role) for kind, roles in OFFICE_ROLES.items() for role in roles),
]
# Rights that are asked for elsewhere than in the schema, or by operations still to come.
ELSEWHERE = {"evidence:attach", "history:import", "scim:manage"}


def held_by(province: Province, kind: str, role: str) -> Caller:
    """Somebody with this role alone; a cadre of the budget division, or of an office."""
    unit = None if role in OFFICE_ROLES[kind] else "budget_division"
    held = RoleHeld(role, province.units[unit], province.paths[unit]) if unit else RoleHeld(role)
    return replace(province.caller("cadre1"), kind=kind, roles=(held,))  # type: ignore[arg-type] # kinds come as texts


async def outcome(db: Database, caller: Caller | None, operation: Operation) -> str:
    """The code of the refusal, or "ok"."""
    document = DOCUMENTS.prepare(operation.document)
    assert document.errors == []
    context = Context(db, caller, "vi", document.node, sso_of(db))
    result = await SCHEMA.execute(operation.document, operation.variables, context_value=context)
    codes = [refusal_of(error).code for error in result.errors or ()]
    return codes[0] if codes else "ok"


async def rows(province: Province) -> int:
    """How many rows the province has in all tables together."""
    total = 0
    async with province.db.tenant(province.id) as session:
        for table in METADATA.tables.values():
            if "tenant_id" in table.c:
                counted = select(func.count()).where(table.c.tenant_id == province.id)
                total += (await session.execute(counted)).scalar_one()
    return total


def allowed(kind: str, role: str, operation: Operation) -> bool:
    """Whether the rules give the role one of the rights the operation declares."""
    pairs = [right.split(":") for right in operation.rights]
    return not pairs or any(decide(kind, role, resource, action) for resource, action in pairs)


def righted() -> Iterator[Operation]:
    """Operations that are not for everybody."""
    return (operation for operation in OPERATIONS if isinstance(operation.rights, tuple))


@pytest.mark.parametrize(("kind", "role"), ROLES)
async def test_a_role_may_do_exactly_what_the_rules_give_it(province: Province, kind: str, role: str) -> None:
    caller = held_by(province, kind, role)
    denied = [operation for operation in righted() if not allowed(kind, role, operation)]
    before = await rows(province)
    wrong = [
        f"{operation}: {found}"
        for operation in denied
        if (found := await outcome(province.db, caller, operation)) != "FORBIDDEN"
    ]
    assert await rows(province) == before
    for operation in righted():
        if allowed(kind, role, operation):
            found = await outcome(province.db, caller, operation)
            if found in ("FORBIDDEN", "UNAUTHENTICATED", "INTERNAL"):
                wrong.append(f"{operation}: {found}")
    assert wrong == []


async def test_nobody_gets_further_than_what_is_for_everybody(province: Province) -> None:
    before = await rows(province)
    found = {operation.name: await outcome(province.db, None, operation) for operation in OPERATIONS}
    assert {name for name, code in found.items() if code == "ok"} == {"today", "me"}
    assert {code for name, code in found.items() if name not in ("today", "me")} == {"UNAUTHENTICATED"}
    assert await rows(province) == before


async def test_a_token_without_the_scope_opens_nothing_that_needs_a_right(province: Province) -> None:
    for role, scope in (("tenant_admin", "score:read"), ("province_head", "catalogue:read")):
        narrow = replace(held_by(province, "province", role), token_scopes=frozenset({scope}))
        for operation in righted():
            if operation.rights and scope not in operation.rights:
                assert await outcome(province.db, narrow, operation) == "FORBIDDEN", operation.name


def test_every_operation_declares_rights_that_the_rules_know() -> None:
    known = {f"{rule[2]}:{rule[3]}" for rule in rules()}
    asked = {right for operation in righted() for right in operation.rights}
    assert asked <= known
    assert known - asked == ELSEWHERE


def test_only_these_operations_need_no_right() -> None:
    free = {operation.name for operation in OPERATIONS if not operation.rights or operation.rights == "public"}
    own = {"changePassword", "confirmDecision", "rolloutStanding"}
    assert free == {"today", "me", "tenant", "settings", "calendar"} | own


def test_the_schema_is_the_one_tested() -> None:
    assert isinstance(SCHEMA, Schema)
    assert len(OPERATIONS) > 70
