"""API tokens: scoped, expiring, revocable, stored only as a hash."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text

from kernel.clock import utc_now
from kernel.errors import Forbidden, NotFound, Refusal
from policies.authority import authorize
from tenants.accounts import actions, queries
from tenants.accounts.errors import BadTokenLife, BadTokenScope
from tests.fixtures_tenant import Province


async def test_a_token_asks_on_behalf_of_its_owner_within_its_scopes(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(
            session, province.caller("division_head"), "script", ["work_entry:read", "unit:*"]
        )
        caller = await queries.caller_by_token(session, issued.token)
    assert issued.token.startswith(f"rvt_{province.id}_")
    assert caller is not None
    assert caller == replace(province.caller("division_head"), token_scopes=frozenset({"work_entry:read", "unit:*"}))
    assert authorize(caller, "work_entry", "read").branches == (province.paths["budget_division"],)
    assert authorize(caller, "unit", "read").everywhere
    for resource, action in (("work_entry", "verify"), ("score", "read")):
        with pytest.raises(Forbidden):
            authorize(caller, resource, action)


async def test_a_token_is_stored_only_as_its_hash(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(session, province.caller("cadre1"), "script", ["*"])
        stored = await session.scalar(text("SELECT string_agg(t::text, ' ') FROM api_token t"))
        trail = await session.scalar(text("SELECT string_agg(t::text, ' ') FROM audit_event t"))
    for text_of in (stored, trail):
        assert issued.token.split("_", 2)[2] not in str(text_of)


@pytest.mark.parametrize(
    ("scopes", "days", "refusal"),
    [
        ([], 90, BadTokenScope),
        (["work_entry:fly"], 90, BadTokenScope),
        (["*:read", "nothing:*"], 90, BadTokenScope),
        (["**"], 90, BadTokenScope),
        (["*"], 0, BadTokenLife),
        (["*"], 367, BadTokenLife),
    ],
)
async def test_a_token_that_cannot_be_is_refused(
    province: Province, scopes: list[str], days: int, refusal: type[Refusal]
) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(refusal):
            await actions.issue_token(session, province.caller("cadre1"), "script", scopes, days=days)
        assert await queries.tokens(session, province.caller("cadre1")) == []


async def test_a_program_cannot_widen_its_own_token(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(session, province.caller("cadre1"), "script", ["token:manage", "unit:read"])
        caller = await queries.caller_by_token(session, issued.token)
        assert caller is not None
        with pytest.raises(Forbidden):
            await actions.issue_token(session, caller, "wider", ["*"])
        with pytest.raises(Forbidden):
            await actions.change_password(session, caller, "x", "y")


async def test_a_revoked_token_is_nobody(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(session, province.caller("cadre1"), "script", ["*"])
        await actions.revoke_token(session, province.caller("cadre1"), issued.id)
        assert await queries.caller_by_token(session, issued.token) is None
        rows = await queries.tokens(session, province.caller("cadre1"))
    assert [(row.name, row.scopes, row.revoked_at is not None) for row in rows] == [("script", ("*",), True)]


async def test_an_expired_token_is_nobody(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(session, province.caller("cadre1"), "script", ["*"], days=2)
        assert await queries.caller_by_token(session, issued.token, utc_now() + timedelta(days=1)) is not None
        assert await queries.caller_by_token(session, issued.token, issued.expires_at) is None


async def test_a_session_and_a_token_are_not_taken_for_each_other(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(session, province.caller("cadre1"), "script", ["*"])
        assert await queries.caller_by_session(session, issued.token) is None


async def test_nobody_revokes_the_token_of_another(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(session, province.caller("cadre1"), "script", ["*"])
        for token_id in (issued.id, uuid4()):
            with pytest.raises(NotFound):
                await actions.revoke_token(session, province.caller("cadre2"), token_id)
        assert await queries.caller_by_token(session, issued.token) is not None
        assert await queries.tokens(session, province.caller("cadre2")) == []
