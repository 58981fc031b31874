"""Signing in and out: one answer for every failure, and guessing slowed down."""

import asyncio
import time
from datetime import timedelta
from statistics import median

import pytest
from sqlalchemy import text, update

from kernel.clock import utc_now
from kernel.secrets import new_token
from kernel.settings import get_settings
from tenants.accounts import actions, administration, attempts, queries, rules
from tenants.accounts.actions import SignedIn
from tenants.accounts.errors import BadCredentials, TooManyAttempts
from tenants.accounts.models import LoginFailure
from tests.fixtures_tenant import Province

PASSWORD = "Mật khẩu dài 1"
ADDRESS = "10.0.0.1"


@pytest.fixture
async def office(province: Province) -> Province:
    """A province whose cadre1 and division head have passwords."""
    async with province.db.tenant(province.id) as session:
        for name in ("cadre1", "division_head"):
            await administration.reset_password(session, province.caller("admin"), province.accounts[name], PASSWORD)
    return province


async def enter(office: Province, login: str = "cadre1", password: str = PASSWORD, address: str = ADDRESS) -> SignedIn:
    return await actions.sign_in(office.db, office.slug, login, password, address=address)


async def fail(office: Province, times: int, login: str = "cadre1", address: str = ADDRESS) -> None:
    """Failed attempts as `sign_in` counts them, without hashing a password for each."""
    for _ in range(times):
        async with office.db.tenant(office.id) as session:
            await attempts.note_attempt(session, login, address)


async def test_a_password_gives_a_session_with_the_roles_of_the_moment(office: Province) -> None:
    signed_in = await enter(office)
    async with office.db.tenant(office.id) as session:
        caller = await queries.caller_by_session(session, signed_in.token)
    assert caller == office.caller("cadre1")
    assert signed_in.token.startswith(f"rvs_{office.id}_")
    lives = signed_in.expires_at - utc_now()
    assert timedelta(hours=get_settings().session_hours - 1) < lives <= timedelta(hours=get_settings().session_hours)


async def test_a_login_is_the_same_in_capitals_and_with_spaces_around(office: Province) -> None:
    assert (await enter(office, " Cadre1 ")).account_id == office.accounts["cadre1"]


async def test_neither_token_nor_password_is_stored_in_clear(office: Province) -> None:
    signed_in = await enter(office)
    async with office.db.tenant(office.id) as session:
        stored = await session.scalar(text("SELECT string_agg(t::text, ' ') FROM browser_session t"))
        hashed = await session.scalar(text("SELECT password_hash FROM account WHERE login = 'cadre1'"))
    assert signed_in.token.rsplit("_", maxsplit=1)[-1] not in str(stored)
    assert str(hashed).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


async def test_every_failure_gets_the_same_answer(office: Province) -> None:
    async with office.db.tenant(office.id) as session:
        await administration.disable(session, office.caller("admin"), office.accounts["division_head"])
    answers = set()
    for slug, login, password in (
        (office.slug, "cadre1", "Mật khẩu dài 2"),
        (office.slug, "cadre1", ""),
        (office.slug, "cadre1", "x" * 100_000),
        (office.slug, "nobody", PASSWORD),
        (office.slug, "' OR 1=1 --", PASSWORD),
        (office.slug, "", PASSWORD),
        (office.slug, "cadre1\x00", PASSWORD),
        ("\x00", "cadre1", PASSWORD),
        (office.slug, "cadre2", PASSWORD),  # has no password
        (office.slug, "division_head", PASSWORD),  # is disabled
        ("no-such-province", "cadre1", PASSWORD),
    ):
        with pytest.raises(BadCredentials) as caught:
            await actions.sign_in(office.db, slug, login, password, address=ADDRESS)
        answers.add((caught.value.code, caught.value.sentence(), caught.value.path))
    assert len(answers) == 1


async def test_an_unknown_login_takes_as_long_as_a_wrong_password(office: Province) -> None:
    taken: dict[str, list[float]] = {"cadre1": [], "nobody": []}
    for _ in range(7):
        for login, seconds in taken.items():
            before = time.perf_counter()
            with pytest.raises(BadCredentials):
                await enter(office, login, "a wrong password")
            seconds.append(time.perf_counter() - before)
    known, unknown = median(taken["cadre1"]), median(taken["nobody"])
    assert 0.4 < known / unknown < 2.5


async def test_after_too_many_failures_even_the_right_password_waits(office: Province) -> None:
    await fail(office, get_settings().login_attempts - 1)
    with pytest.raises(BadCredentials):
        await enter(office, password="a wrong password")
    with pytest.raises(TooManyAttempts) as caught:
        await enter(office)
    assert caught.value.data == {"minutes": get_settings().login_window_minutes}
    assert (await enter(office, "division_head")).account_id == office.accounts["division_head"]


async def test_a_failed_attempt_is_kept_although_the_request_is_refused(office: Province) -> None:
    with pytest.raises(BadCredentials):
        await enter(office, password="a wrong password")
    async with office.db.tenant(office.id) as session:
        row = (await session.execute(text("SELECT login, address FROM login_failure"))).one()
    assert tuple(row) == ("cadre1", ADDRESS)


async def test_one_address_may_fail_only_so_often_over_all_logins(office: Province) -> None:
    allowed = get_settings().login_attempts * rules.ADDRESS_ALLOWANCE
    async with office.db.tenant(office.id) as session:
        await session.execute(
            text(
                "INSERT INTO login_failure (tenant_id, id, login, address)"
                " SELECT :tenant, gen_random_uuid(), 'guess' || n, :address FROM generate_series(1, :allowed) n"
            ),
            {"tenant": office.id, "address": ADDRESS, "allowed": allowed},
        )
    with pytest.raises(TooManyAttempts):
        await enter(office)
    assert (await enter(office, address="10.0.0.2")).account_id == office.accounts["cadre1"]


async def test_many_attempts_at_once_are_counted_one_by_one(office: Province) -> None:
    allowed = get_settings().login_attempts

    async def attempt() -> str:
        try:
            await fail(office, 1)
        except TooManyAttempts:
            return "refused"
        return "counted"

    outcomes = await asyncio.gather(*(attempt() for _ in range(allowed + 8)))
    assert (outcomes.count("counted"), outcomes.count("refused")) == (allowed, 8)


async def test_failures_are_forgotten_after_the_window(office: Province) -> None:
    await fail(office, get_settings().login_attempts)
    old = utc_now() - timedelta(minutes=get_settings().login_window_minutes + 1)
    async with office.db.tenant(office.id) as session:
        await session.execute(update(LoginFailure).values(at=old))
    assert (await enter(office)).account_id == office.accounts["cadre1"]


async def test_success_forgives_the_failures_of_that_login_only(office: Province) -> None:
    await fail(office, 3)
    await fail(office, 2, "division_head")
    await enter(office)
    async with office.db.tenant(office.id) as session:
        assert list(await session.scalars(text("SELECT login FROM login_failure"))) == ["division_head"] * 2


async def test_signing_out_ends_that_session_and_no_other(office: Province) -> None:
    one, other = await enter(office), await enter(office)
    async with office.db.tenant(office.id) as session:
        await actions.sign_out(session, one.token)
        await actions.sign_out(session, "rvs_garbage")
    async with office.db.tenant(office.id) as session:
        assert await queries.caller_by_session(session, one.token) is None
        assert await queries.caller_by_session(session, other.token) is not None


async def test_an_ended_session_is_nobody_and_is_swept_away(office: Province) -> None:
    signed_in = await enter(office)
    await fail(office, 1)
    async with office.db.tenant(office.id) as session:
        assert await queries.caller_by_session(session, signed_in.token, signed_in.expires_at) is None
        long_ago = utc_now() - timedelta(days=1)
        await session.execute(text("UPDATE browser_session SET expires_at = :at"), {"at": long_ago})
        await session.execute(text("UPDATE login_failure SET at = :at"), {"at": long_ago})
        await attempts.forget_expired(session)
        for table in ("browser_session", "login_failure"):
            assert await session.scalar(text(f"SELECT count(*) FROM {table}")) == 0


async def test_a_forged_or_foreign_session_is_nobody(office: Province, other_province: Province) -> None:
    signed_in = await enter(office)
    random = signed_in.token.split("_", 2)[2]
    forged = [
        "", "rvs", "rvs__", "rvs_x_y", f"rvs_{office.id}_", f"rvs_{office.id}_{random[:-1]}",
        f"rvt_{office.id}_{random}", f"rvs_{office.id}_{random}x", f"rvs_0{office.id}_{random}",
        f"rvs_{other_province.id}_{random}",
        f"rvs_-1_{random}", f"rvs_9999999999_{random}", new_token("rvs", office.id), "rvs_\x00_\x00", "rvs_²_x",
    ]  # fmt: skip
    async with office.db.tenant(office.id) as session:
        for token in forged:
            assert await queries.caller_by_session(session, token) is None, token
            assert await queries.caller_by_token(session, token) is None, token
    async with other_province.db.tenant(other_province.id) as session:
        assert await queries.caller_by_session(session, signed_in.token) is None
        assert await queries.caller_by_session(session, f"rvs_{other_province.id}_{random}") is None


def test_a_page_proves_itself_by_what_only_its_session_gives() -> None:
    token, other = new_token("rvs", 1), new_token("rvs", 1)
    assert rules.csrf_matches(token, rules.csrf_of(token))
    for offered in (None, "", rules.csrf_of(other), token, rules.csrf_of(token)[:-1], "ồ"):
        assert not rules.csrf_matches(token, offered)


async def test_signing_in_is_on_the_trail(office: Province) -> None:
    await enter(office)
    async with office.db.tenant(office.id) as session:
        row = (
            await session.execute(text("SELECT account_id, person_id FROM audit_event WHERE action = 'signed_in'"))
        ).one()
    assert tuple(row) == (office.accounts["cadre1"], office.people["cadre1"])
