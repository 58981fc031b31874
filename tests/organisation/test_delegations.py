"""Delegations: given by leaders from now on, and taken back."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from kernel.errors import Forbidden, NotFound, Refusal
from tenants.accounts import queries as accounts
from tenants.organisation import appointments, delegations, queries
from tenants.organisation.delegations import NewDelegation
from tenants.organisation.errors import (
    BadDates,
    BadDelegate,
    DelegationEnded,
    DelegationInPast,
    MissingText,
    NotALeader,
    RanksNobody,
)
from tests.fixtures_tenant import Province

DAY = timedelta(days=1)


def wanted(province: Province, leader: str = "division_head", delegate: str = "cadre1") -> NewDelegation:
    return NewDelegation(
        province.appointments[leader], province.people[delegate], province.today, province.today + 7 * DAY, "12/UQ-STC"
    )


async def give(province: Province, who: str, new: NewDelegation) -> UUID:
    async with province.db.tenant(province.id) as session:
        return await delegations.delegate(session, province.caller(who), new)


@pytest.mark.parametrize("who", ["division_head", "admin"])
async def test_a_leader_or_the_administrator_delegates(province: Province, who: str) -> None:
    await give(province, who, wanted(province))
    async with province.db.tenant(province.id) as session:
        led = await queries.led_by_delegation(session, province.people["cadre1"], province.today)
        caller = await accounts.caller_of_account(session, province.accounts["cadre1"])
    assert led == {province.appointments["cadre2"]}
    assert caller is not None
    assert [(held.role, held.path) for held in caller.roles] == [
        ("cadre", province.paths["budget_division"]),
        ("leader", province.paths["budget_division"]),
    ]


@pytest.mark.parametrize("who", ["agency_head", "division_deputy", "province_head"])
async def test_nobody_delegates_what_another_leads(province: Province, who: str) -> None:
    with pytest.raises(NotFound):
        await give(province, who, wanted(province))


async def test_a_cadre_delegates_nothing(province: Province) -> None:
    with pytest.raises(Forbidden):
        await give(province, "cadre1", wanted(province, "cadre1", "cadre2"))


async def test_a_delegate_cannot_pass_the_authority_on(province: Province) -> None:
    await give(province, "division_head", wanted(province))
    caller = province.delegate("cadre1", "division_head")
    with pytest.raises(NotFound):
        async with province.db.tenant(province.id) as session:
            await delegations.delegate(session, caller, wanted(province, "division_head", "cadre2"))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"delegate_id": "division_head"}, BadDelegate),
        ({"delegate_id": uuid4()}, BadDelegate),
        ({"valid_from": -1}, DelegationInPast),
        ({"valid_to": 0}, BadDates),
        ({"document_number": "  "}, MissingText),
        ({"appointment_id": uuid4()}, NotFound),
    ],
)
async def test_a_delegation_that_cannot_be_is_refused(
    province: Province, changes: dict[str, object], refusal: type[Refusal]
) -> None:
    values = {
        name: province.people[value] if isinstance(value, str) and value in province.people
        else province.today + value * DAY if isinstance(value, int)
        else value
        for name, value in changes.items()
    }  # fmt: skip
    with pytest.raises(refusal):
        await give(province, "division_head", replace(wanted(province), **values))  # type: ignore[arg-type] # of the fields' types
    async with province.db.tenant(province.id) as session:
        assert await delegations.delegations(session, province.caller("admin"), province.today) == []


async def test_ranking_is_delegated_expressly_and_by_heads_of_agencies_alone(province: Province) -> None:
    with pytest.raises(RanksNobody):
        await give(province, "division_head", replace(wanted(province), ranking=True))
    for leader, delegate, ranking in (("agency_head", "agency_deputy", True), ("agency_head", "cadre1", False)):
        await give(province, leader, replace(wanted(province, leader, delegate), ranking=ranking))
    path, roles = province.paths["department"], {}
    async with province.db.tenant(province.id) as session:
        for who in ("agency_deputy", "cadre1"):
            caller = await accounts.caller_of_account(session, province.accounts[who])
            assert caller is not None
            roles[who] = [held.role for held in caller.roles if held.path == path]
    assert roles == {"agency_deputy": ["acting_head", "agency_deputy", "leader"], "cadre1": ["leader"]}


async def test_only_a_leading_post_is_delegated(province: Province) -> None:
    with pytest.raises(NotALeader):
        await give(province, "admin", wanted(province, "cadre1", "cadre2"))


async def test_a_delegation_does_not_outlast_the_post(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await appointments.end_appointment(
            session, province.caller("admin"), province.appointments["division_head"], province.today + 3 * DAY
        )
    with pytest.raises(BadDates):
        await give(province, "division_head", wanted(province))


async def test_a_delegation_is_taken_back_at_once_and_only_once(province: Province) -> None:
    delegation_id = await give(province, "division_head", wanted(province))
    async with province.db.tenant(province.id) as session:
        with pytest.raises(NotFound):
            await delegations.revoke_delegation(session, province.caller("agency_head"), delegation_id)
        await delegations.revoke_delegation(session, province.caller("division_head"), delegation_id)
        assert await queries.led_appointments(session, province.people["cadre1"], province.today) == set()
        with pytest.raises(DelegationEnded):
            await delegations.revoke_delegation(session, province.caller("division_head"), delegation_id)


async def test_one_sees_the_delegations_one_gave_or_received(province: Province) -> None:
    given = await give(province, "division_head", wanted(province, "division_head", "commune_head"))
    async with province.db.tenant(province.id) as session:
        for who, seen in (
            ("division_head", [given]),
            ("commune_head", [given]),
            ("agency_head", []),
            ("admin", [given]),
        ):
            found = await delegations.delegations(session, province.caller(who), province.today)
            assert [row.id for row in found] == seen, who
