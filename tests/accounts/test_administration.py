"""Accounts: the first administrator, new ones, passwords, disabling."""

import secrets
from uuid import uuid4

import pytest
from sqlalchemy import text

from kernel.database import Database
from kernel.errors import Forbidden, NotFound, Refusal
from policies.authority import RoleHeld
from tenants.accounts import actions, administration, queries
from tenants.accounts.errors import (
    AccountWithoutRole,
    AlreadyStaffed,
    BadCredentials,
    BadLogin,
    LoginTaken,
    OwnAccount,
    PersonHasAccount,
    WeakPassword,
)
from tenants.organisation import people
from tenants.registry import actions as registry
from tests.fixtures_tenant import Province

PASSWORD = "Mật khẩu dài 1"


@pytest.mark.parametrize(
    ("kind", "name", "code", "role"),
    [
        ("province", None, "42", "tenant_admin"),
        ("ministry", "Bộ Nội vụ", None, "tenant_admin"),
        ("platform", "Vận hành", None, "operator"),
    ],
)
async def test_a_tenant_without_accounts_gets_its_first_administrator_once(
    db: Database, kind: str, name: str | None, code: str | None, role: str
) -> None:
    slug = f"t-{secrets.token_hex(6)}"
    async with db.platform() as session:
        tenant_id = await registry.create_tenant(session, slug, kind, name, code, years=[2026])
        caller = await administration.first_administrator(session, "admin", PASSWORD)
        with pytest.raises(AlreadyStaffed):
            await administration.first_administrator(session, "second", PASSWORD)
    assert (caller.tenant_id, caller.kind, caller.roles) == (tenant_id, kind, (RoleHeld(role),))
    signed_in = await actions.sign_in(db, slug, "admin", PASSWORD, address="::1")
    async with db.tenant(tenant_id) as session:
        assert await queries.caller_by_session(session, signed_in.token) == caller


async def newcomer(province: Province) -> people.PersonFacts:
    return people.PersonFacts("056094100099", "Đặng Ngân")


async def test_a_new_account_signs_in(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        person_id = await people.add_person(session, province.caller("admin"), await newcomer(province))
        await administration.create_account(
            session, province.caller("admin"), " Ngan.Dang@khanhhoa ", PASSWORD, person_id=person_id
        )
    signed_in = await actions.sign_in(province.db, province.slug, "ngan.dang@khanhhoa", PASSWORD, address="::1")
    async with province.db.tenant(province.id) as session:
        caller = await queries.caller_by_session(session, signed_in.token)
    assert caller is not None
    assert (caller.person_id, caller.roles) == (person_id, ())


@pytest.mark.parametrize(
    ("login", "password", "role", "refusal"),
    [
        ("ab", PASSWORD, "tenant_admin", BadLogin),
        ("hà", PASSWORD, "tenant_admin", BadLogin),
        ("a b c", PASSWORD, "tenant_admin", BadLogin),
        ("cadre1", PASSWORD, "tenant_admin", LoginTaken),
        ("CADRE1", PASSWORD, "tenant_admin", LoginTaken),
        ("second", "short", "tenant_admin", WeakPassword),
        ("second", "x" * 257, "tenant_admin", WeakPassword),
        ("second", "my SECOND word", "tenant_admin", WeakPassword),
        ("second", PASSWORD, None, AccountWithoutRole),
        ("second", PASSWORD, "operator", AccountWithoutRole),
        ("second", PASSWORD, "ministry_analyst", AccountWithoutRole),
        ("second", PASSWORD, "province_head", AccountWithoutRole),
    ],
)
async def test_an_account_that_cannot_be_is_refused(
    province: Province, login: str, password: str, role: str | None, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        async with province.db.tenant(province.id) as session:
            await administration.create_account(session, province.caller("admin"), login, password, office_role=role)
    async with province.db.tenant(province.id) as session:
        assert len(await queries.accounts(session, province.caller("admin"))) == len(province.accounts)


async def test_a_person_has_one_account(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        with pytest.raises(PersonHasAccount):
            await administration.create_account(
                session, province.caller("admin"), "again", None, person_id=province.people["cadre1"]
            )
        with pytest.raises(NotFound):
            await administration.create_account(session, province.caller("admin"), "again", None, person_id=uuid4())


async def test_a_new_password_signs_the_account_out_everywhere(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await administration.reset_password(session, province.caller("admin"), province.accounts["cadre1"], PASSWORD)
    signed_in = await actions.sign_in(province.db, province.slug, "cadre1", PASSWORD, address="::1")
    async with province.db.tenant(province.id) as session:
        with pytest.raises(BadCredentials):
            await actions.change_password(session, province.caller("cadre1"), "not this one", "Mật khẩu mới 2")
        await actions.change_password(session, province.caller("cadre1"), PASSWORD, "Mật khẩu mới 2")
        assert await queries.caller_by_session(session, signed_in.token) is None
    with pytest.raises(BadCredentials):
        await actions.sign_in(province.db, province.slug, "cadre1", PASSWORD, address="::1")
    await actions.sign_in(province.db, province.slug, "cadre1", "Mật khẩu mới 2", address="::1")


async def test_a_disabled_account_is_nobody_at_once(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        await administration.reset_password(session, province.caller("admin"), province.accounts["cadre1"], PASSWORD)
    signed_in = await actions.sign_in(province.db, province.slug, "cadre1", PASSWORD, address="::1")
    async with province.db.tenant(province.id) as session:
        issued = await actions.issue_token(session, province.caller("cadre1"), "script", ["*"])
        assert await queries.caller_by_token(session, issued.token) is not None
        await administration.disable(session, province.caller("admin"), province.accounts["cadre1"])
        assert await queries.caller_by_session(session, signed_in.token) is None
        assert await queries.caller_by_token(session, issued.token) is None
        await administration.enable(session, province.caller("admin"), province.accounts["cadre1"])
        assert await queries.caller_of_account(session, province.accounts["cadre1"]) is not None
        assert await queries.caller_by_token(session, issued.token) is None, "revoked tokens stay revoked"


async def test_nobody_disables_the_account_in_use(province: Province) -> None:
    with pytest.raises(OwnAccount):
        async with province.db.tenant(province.id) as session:
            await administration.disable(session, province.caller("admin"), province.accounts["admin"])


async def test_only_administrators_manage_accounts(province: Province) -> None:
    caller, account_id = province.caller("province_head"), province.accounts["cadre1"]
    async with province.db.tenant(province.id) as session:
        for act in (
            administration.create_account(session, caller, "second", PASSWORD, office_role="tenant_admin"),
            administration.reset_password(session, caller, account_id, PASSWORD),
            administration.disable(session, caller, account_id),
            administration.enable(session, caller, account_id),
            queries.accounts(session, caller),
        ):
            with pytest.raises(Forbidden):
                await act
        unchanged = await session.scalar(
            text("SELECT count(*) FROM account WHERE disabled_at IS NULL AND password_hash IS NULL")
        )
    assert unchanged == len(province.accounts)


async def test_an_account_of_another_province_does_not_exist_here(province: Province, other_province: Province) -> None:
    with pytest.raises(NotFound):
        async with province.db.tenant(province.id) as session:
            await administration.disable(session, province.caller("admin"), other_province.accounts["cadre1"])
    async with other_province.db.tenant(other_province.id) as session:
        assert await session.scalar(text("SELECT count(*) FROM account WHERE disabled_at IS NOT NULL")) == 0


async def test_accounts_are_listed_in_pages_by_login(province: Province) -> None:
    async with province.db.tenant(province.id) as session:
        first = await queries.accounts(session, province.caller("admin"), first=6)
        rest = await queries.accounts(session, province.caller("admin"), first=6, after=first[-1].login)
    assert [row.login for row in (*first, *rest)] == sorted(province.accounts)
