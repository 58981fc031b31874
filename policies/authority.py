"""Authority: one question per operation, answered by Casbin as the widest scope the caller's roles allow."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from threading import Lock
from typing import Final, Literal
from uuid import UUID

import casbin

from kernel.errors import Forbidden, Unauthenticated

Scope = Literal["own", "unit", "subtree", "tenant", "nation"]
TenantKind = Literal["province", "ministry", "platform"]

WIDEST_FIRST: Final[tuple[Scope, ...]] = ("nation", "tenant", "subtree", "unit", "own")
DENIED_ON_OWN: Final = "own"

_enforcing = Lock()  # Casbin's enforcer is not safe under threads


@dataclass(frozen=True)
class RoleHeld:
    """A role and the unit it is held in; office roles are held in no unit."""

    role: str
    unit_id: UUID | None = None
    path: str | None = None


@dataclass(frozen=True)
class Caller:
    """Who asks: account, person and roles at this moment; `token_scopes` narrows what a program may do.

    `closing` says that the tenant is leaving, and changes nothing any more.
    """

    tenant_id: int
    kind: TenantKind
    account_id: UUID
    person_id: UUID | None = None
    roles: tuple[RoleHeld, ...] = ()
    token_scopes: frozenset[str] | None = None
    closing: bool = False


@dataclass(frozen=True)
class Grant:
    """What an operation may reach: everything (`everywhere`), branches, single units, or the caller's own.

    `own` says whether the caller's own records are within reach; an explicit deny shuts them out of wider scopes.
    """

    person_id: UUID | None
    everywhere: bool = False
    branches: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    own: bool = False

    def covers(self, path: str | None, person_id: UUID | None = None) -> bool:
        """Whether a record of that unit (by its path) and person is within reach."""
        if person_id is not None and person_id == self.person_id:
            return self.own
        if self.everywhere:
            return True
        return path is not None and (path in self.units or any(path.startswith(branch) for branch in self.branches))


def authorize(caller: Caller | None, resource: str, action: str) -> Grant:
    """The reach of one operation for this caller.

    Raises `Unauthenticated` without a caller, and `Forbidden` when no role gives the right or the token lacks it.
    """
    if caller is None:
        raise Unauthenticated()
    if caller.token_scopes is not None and not _token_allows(caller.token_scopes, resource, action):
        raise Forbidden()
    scopes = [(held, decide(caller.kind, held.role, resource, action)) for held in caller.roles]
    if not any(found for _, found in scopes):
        raise Forbidden()
    own_denied = any(denied_on_own(caller.kind, held.role, resource, action) for held in caller.roles)
    everywhere = any(found in ("tenant", "nation") for _, found in scopes)
    branches = _paths(held for held, found in scopes if found == "subtree")
    return Grant(
        person_id=caller.person_id,
        everywhere=everywhere,
        branches=branches,
        units=_paths(held for held, found in scopes if found == "unit"),
        own=not own_denied,
    )


def may(caller: Caller, resource: str, action: str) -> bool:
    """Whether `authorize` would let the caller do it, in whatever reach."""
    try:
        authorize(caller, resource, action)
    except Forbidden:
        return False
    return True


def _paths(roles: Iterable[RoleHeld]) -> tuple[str, ...]:
    return tuple(sorted({held.path for held in roles if held.path is not None}))


def _token_allows(scopes: frozenset[str], resource: str, action: str) -> bool:
    return bool(scopes & {"*", f"{resource}:*", f"*:{action}", f"{resource}:{action}"})


@cache
def decide(kind: str, role: str, resource: str, action: str) -> Scope | None:
    """The widest scope in which a role may do an action, or nothing."""
    for scope in WIDEST_FIRST:
        if _enforce(kind, role, resource, action, scope):
            return scope
    return None


@cache
def denied_on_own(kind: str, role: str, resource: str, action: str) -> bool:
    """Whether the rules expressly forbid the action on the caller's own records."""
    with _enforcing:
        lineage = {role, *_enforcer().get_implicit_roles_for_user(role)}
        rules = _enforcer().get_filtered_policy(0, kind)
    return any(rule[1] in lineage and rule[2:6] == [resource, action, DENIED_ON_OWN, "deny"] for rule in rules)


def _enforce(kind: str, role: str, resource: str, action: str, scope: Scope) -> bool:
    with _enforcing:
        return bool(_enforcer().enforce(kind, role, resource, action, scope))


@cache
def _enforcer() -> casbin.Enforcer:
    here = files("policies")
    with as_file(here / "model.conf") as model, as_file(here / "rules.csv") as rules:
        return casbin.Enforcer(str(model), str(rules))


def rules() -> list[list[str]]:
    """Every rule as written: kind, role, resource, action, scope, effect."""
    with _enforcing:
        return [list(rule) for rule in _enforcer().get_policy()]
