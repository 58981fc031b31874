"""Every right of every role, told as one table, and what a grant reaches."""

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from kernel.errors import Forbidden, Unauthenticated
from policies import authority, roles
from policies.authority import Caller, Grant, RoleHeld, TenantKind, authorize, decide, denied_on_own

ME, PATH = uuid4(), "1.2."
# "!" says that the caller's own records are shut out. Columns stand in the order of `ROLES`.
ROLES: dict[TenantKind, tuple[str, ...]] = {
    "province": (*roles.APPOINTMENT_ROLES, "leader", *roles.OFFICE_ROLES["province"], roles.ACTING_HEAD),
    "ministry": roles.OFFICE_ROLES["ministry"],
    "platform": roles.OFFICE_ROLES["platform"],
}
#                       cadre    div.dep. div.head ag.dep.  ag.head  pr.dep.  pr.head  leader   admin
PROVINCE = """
    account:manage      -        -        -        -        -        -        -        -        tenant
    sso:manage          -        -        -        -        -        -        -        -        tenant
    intake:manage       -        -        -        -        -        -        -        -        tenant
    audit:read          own      own      own      own      own      own      own      own      tenant
    calibration:read    -        -        -        -        subtree  subtree  subtree  -        -
    catalogue:manage    -        -        -        -        -        -        -        -        tenant
    catalogue:read      tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant
    history:import      -        -        -        -        -        -        -        -        tenant
    delegation:grant    -        own      own      own      own      own      own      own      tenant
    dossier:answer      -        -        -        -        subtree! subtree! subtree! -        tenant
    dossier:ask         own      own      own      own      own      own      own      own      -
    dossier:read        own      own      own      own      own      own      own      own      -
    evidence:attach     own      own      own      own      own      own      own      own      -
    month_fact:record   -        subtree! subtree! subtree! subtree! subtree! subtree! subtree! -
    evaluation:correct  -        -        -        -        subtree! subtree! subtree! -        -
    evaluation:opine    -        subtree! subtree! subtree! subtree! subtree! subtree! subtree! -
    evaluation:rank     -        -        -        -        subtree! subtree! subtree! -        -
    evaluation:read     own      subtree  subtree  subtree  subtree  subtree  subtree  subtree  -
    evaluation:self     own      own      own      own      own      own      own      own      -
    norm:backdate       -        -        -        -        -        -        tenant   -        tenant
    norm:draft          -        -        -        -        -        -        -        -        tenant
    norm:pilot          -        -        -        -        -        -        -        -        tenant
    norm:publish        -        -        -        -        -        -        -        -        tenant
    norm:read           tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant
    norm_lab:movers     -        -        -        -        -        subtree  subtree  -        -
    norm_lab:read       -        -        -        -        -        tenant   tenant   -        tenant
    norm_lab:run        -        -        -        -        -        -        -        -        tenant
    paper:print         own      own      own      own      subtree  subtree  subtree  own      -
    period:manage       -        -        -        -        -        -        -        -        tenant
    period:read         tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant
    person:manage       -        -        -        -        -        -        -        -        tenant
    person:read         own      subtree  subtree  subtree  subtree  subtree  subtree  subtree  tenant
    petition:answer     -        -        -        -        subtree! subtree! subtree! -        -
    petition:file       own      own      own      own      own      own      own      own      -
    quota:grant         -        -        -        -        -        -        tenant   -        -
    record:keep         -        -        -        -        subtree! subtree! subtree! -        -
    record:read         own      own      own      own      subtree  subtree  subtree  own      -
    rollup:read         own      subtree  subtree  subtree  subtree  subtree  subtree  subtree  tenant
    rollout:manage      -        -        -        -        -        -        -        -        tenant
    score:read          own      subtree  subtree  subtree  subtree  subtree  subtree  subtree  -
    settings:manage     -        -        -        -        -        -        -        -        tenant
    archive:manage      -        -        -        -        -        -        -        -        tenant
    webhook:manage      -        -        -        -        -        -        -        -        tenant
    cadre_database:manage -       -        -        -        -        -        -        -        tenant
    scim:manage         -        -        -        -        -        -        -        -        tenant
    staffing:read       -        -        -        -        subtree  subtree  subtree  -        tenant
    statistics:approve  -        -        -        -        -        tenant   tenant   -        -
    statistics:follow   -        -        -        -        -        tenant   tenant   -        tenant
    statistics:gather   -        -        -        -        -        tenant   tenant   -        tenant
    statistics:review   -        -        -        -        -        tenant   tenant   -        -
    task:assign         -        subtree  subtree  subtree  subtree  subtree  subtree  subtree  -
    task:read           own      subtree  subtree  subtree  subtree  subtree  subtree  subtree  -
    token:manage        own      own      own      own      own      own      own      own      own
    unit:manage         -        -        -        -        -        -        -        -        tenant
    unit:read           tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant   tenant
    work_entry:log      own      own      own      own      own      own      own      own      -
    work_entry:read     own      subtree  subtree  subtree  subtree  subtree  subtree  subtree  -
    work_entry:reopen   -        subtree! subtree! subtree! subtree! subtree! subtree! subtree! tenant
    work_entry:verify   -        subtree! subtree! subtree! subtree! subtree! subtree! subtree! -
    work_entry:waive    -        subtree! subtree! subtree! subtree! subtree! subtree! subtree! -
    work_item:approve   -        -        unit     unit     subtree  subtree  subtree  -        -
    work_item:propose   -        -        unit     unit     subtree  subtree  subtree  -        tenant
    work_item:suggest   own      own      own      own      own      own      own      own      -
"""
# What an expressly delegated ranking gives beside the role `leader`: the last column of a province, and nothing else.
ACTING_HEAD = {"evaluation:rank": "subtree!", "petition:answer": "subtree!", "paper:print": "subtree"}
#                       admin    analyst
MINISTRY = """
    account:manage      tenant   -
    sso:manage          tenant   -
    webhook:manage      tenant   -
    audit:read          tenant   -
    statistics:read     -        nation
    tenant:read         nation   nation
    token:manage        own      own
"""
#                       operator
PLATFORM = """
    health:manage       nation
    health:read         nation
    tenant:manage       nation
    tenant:read         nation
    token:manage        own
"""


def cells() -> Iterator[tuple[TenantKind, str, str, str, str]]:
    """Every kind of tenant, role and right that exists anywhere, with what the table says of it."""
    tables: dict[TenantKind, dict[str, list[str]]] = {}
    written: tuple[tuple[TenantKind, str], ...] = (
        ("province", PROVINCE), ("ministry", MINISTRY), ("platform", PLATFORM),
    )  # fmt: skip
    for kind, table in written:
        tables[kind] = {line.split()[0]: line.split()[1:] for line in table.strip().splitlines()}
    for right, answers in tables["province"].items():
        answers.append(ACTING_HEAD.get(right, "-"))
    every_right = sorted({right for table in tables.values() for right in table})
    for kind, columns in ROLES.items():
        for right in every_right:
            answers = tables[kind].get(right, ["-"] * len(columns))
            assert len(answers) == len(columns), right
            resource, action = right.split(":")
            for role, answer in zip(columns, answers, strict=True):
                yield kind, role, resource, action, answer


def holder(kind: TenantKind, role: str) -> Caller:
    in_unit = role in (*roles.APPOINTMENT_ROLES, "leader", roles.ACTING_HEAD)
    held = RoleHeld(role, uuid4(), PATH) if in_unit else RoleHeld(role)
    return Caller(1, kind, uuid4(), ME, (held,))


def test_the_table_names_every_right_there_is() -> None:
    written = {(kind, f"{resource}:{action}") for kind, _, resource, action, answer in cells() if answer != "-"}
    assert written == {(rule[0], f"{rule[2]}:{rule[3]}") for rule in authority.rules()}


@pytest.mark.parametrize(("kind", "role", "resource", "action", "answer"), list(cells()))
def test_each_role_may_do_what_the_table_says_and_nothing_else(
    kind: TenantKind, role: str, resource: str, action: str, answer: str
) -> None:
    caller = holder(kind, role)
    if answer == "-":
        with pytest.raises(Forbidden):
            authorize(caller, resource, action)
        return
    scope = answer.removesuffix("!")
    assert decide(kind, role, resource, action) == scope
    assert authorize(caller, resource, action) == Grant(
        person_id=ME,
        everywhere=scope in ("tenant", "nation"),
        branches=(PATH,) if scope == "subtree" else (),
        units=(PATH,) if scope == "unit" else (),
        own=not answer.endswith("!"),
    )


@pytest.mark.parametrize("role", [*roles.RANKING_ROLES, roles.ACTING_HEAD])
def test_nobody_ranks_themselves_or_answers_their_own_petition(role: str) -> None:
    caller = holder("province", role)
    for right in ("evaluation:rank", "petition:answer"):
        assert not authorize(caller, *right.split(":")).covers(PATH, ME)


@pytest.mark.parametrize("action", ["verify", "waive"])
@pytest.mark.parametrize("role", [*roles.LEADER_ROLES, "leader"])
def test_nobody_decides_on_their_own_work(role: str, action: str) -> None:
    caller = holder("province", role)
    with_office = replace(
        caller, roles=(*caller.roles, RoleHeld("tenant_admin"), RoleHeld("province_head", None, "1."))
    )
    for asking in (caller, with_office):
        grant = authorize(asking, "work_entry", action)
        assert not grant.covers(PATH, ME)
        assert grant.covers(PATH, uuid4())


def test_a_grant_reaches_its_branches_and_units_and_no_namesakes() -> None:
    grant = Grant(person_id=ME, branches=("1.2.",), units=("1.3.",), own=True)
    seen = {path: grant.covers(path, uuid4()) for path in ("1.2.", "1.2.7.", "1.22.", "1.", "1.3.", "1.3.1.", None)}
    assert seen == {
        "1.2.": True,
        "1.2.7.": True,
        "1.22.": False,
        "1.": False,
        "1.3.": True,
        "1.3.1.": False,
        None: False,
    }
    assert grant.covers("1.9.", ME)


def test_several_posts_add_up_and_none_widens_another() -> None:
    caller = Caller(
        1, "province", uuid4(), ME,
        (
            RoleHeld("division_head", uuid4(), "1.2.5."),
            RoleHeld("cadre", uuid4(), "1.4."),
            RoleHeld("leader", uuid4(), "1.3."),
        ),
    )  # fmt: skip
    grant = authorize(caller, "work_entry", "read")
    assert grant.branches == ("1.2.5.", "1.3.")
    assert not grant.covers("1.4.", uuid4())


def test_a_role_held_in_a_unit_that_stands_nowhere_reaches_nothing() -> None:
    caller = Caller(1, "province", uuid4(), ME, (RoleHeld("agency_head", uuid4(), None),))
    grant = authorize(caller, "work_entry", "verify")
    assert (grant.branches, grant.units, grant.everywhere) == ((), (), False)


def test_without_a_caller_or_a_role_nothing_is_allowed() -> None:
    with pytest.raises(Unauthenticated):
        authorize(None, "unit", "read")
    with pytest.raises(Forbidden):
        authorize(Caller(1, "province", uuid4(), ME), "unit", "read")


@pytest.mark.parametrize(
    ("kind", "role", "resource", "action"),
    [
        ("ministry", "province_head", "work_entry", "read"),
        ("platform", "tenant_admin", "person", "read"),
        ("province", "operator", "tenant", "manage"),
        ("province", "ministry_analyst", "statistics", "read"),
        ("province", "nobody", "unit", "read"),
        ("province", "cadre", "unit", "*"),
        ("province", "cadre", "*", "read"),
        ("province", "province_head, cadre", "unit", "read"),
    ],
)
def test_a_role_counts_in_its_own_kind_of_tenant_only(kind: TenantKind, role: str, resource: str, action: str) -> None:
    with pytest.raises(Forbidden):
        authorize(Caller(1, kind, uuid4(), ME, (RoleHeld(role, uuid4(), PATH),)), resource, action)


@pytest.mark.parametrize(
    ("scopes", "allowed"),
    [
        ({"*"}, True),
        ({"work_entry:*"}, True),
        ({"*:read"}, True),
        ({"work_entry:read"}, True),
        ({"work_entry:verify"}, False),
        ({"score:read", "task:*"}, False),
        (set(), False),
    ],
)
def test_a_tokens_scopes_narrow_what_its_owner_may(scopes: set[str], allowed: bool) -> None:
    caller = replace(holder("province", "agency_head"), token_scopes=frozenset(scopes))
    if allowed:
        assert authorize(caller, "work_entry", "read").branches == (PATH,)
    else:
        with pytest.raises(Forbidden):
            authorize(caller, "work_entry", "read")


def test_a_token_gives_nothing_its_owner_lacks() -> None:
    caller = replace(holder("province", "cadre"), token_scopes=frozenset({"*"}))
    with pytest.raises(Forbidden):
        authorize(caller, "work_entry", "verify")


def test_many_threads_get_the_answers_of_one() -> None:
    questions = [(kind, role, resource, action) for kind, role, resource, action, _ in list(cells())[::7]]
    expected = [(decide(*question), denied_on_own(*question)) for question in questions]

    def ask(seed: int) -> list[tuple[str | None, bool]]:
        order = list(range(len(questions)))
        random.Random(seed).shuffle(order)
        answers: dict[int, tuple[str | None, bool]] = {}
        for at in order:
            # past the cache, so that every question reaches the enforcer
            answers[at] = decide.__wrapped__(*questions[at]), denied_on_own.__wrapped__(*questions[at])
        return [answers[at] for at in range(len(questions))]

    with ThreadPoolExecutor(6) as pool:
        assert all(answers == expected for answers in pool.map(ask, range(12)))


def test_scorers_are_told_apart_by_role() -> None:
    assert {role: roles.standing(role) for role in roles.APPOINTMENT_ROLES} == {
        "cadre": "staff",
        "division_deputy": "deputy",
        "division_head": "leader",
        "agency_deputy": "deputy",
        "agency_head": "leader",
        "province_deputy": "deputy",
        "province_head": "leader",
    }


def test_who_is_no_person_has_no_records_of_their_own() -> None:
    grant = Grant(person_id=None, everywhere=True)
    assert grant.covers(PATH, UUID(int=0))
    assert grant.covers(None)
