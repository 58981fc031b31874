"""Attempts to sign in, counted so that guessing is slow, and what is forgotten of them and of ended sessions."""

from datetime import timedelta

from sqlalchemy import delete, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import utc_now
from kernel.database import tenant_of
from kernel.ids import uuid7
from kernel.settings import get_settings
from tenants.accounts import rules
from tenants.accounts.errors import TooManyAttempts
from tenants.accounts.models import BrowserSession, LoginFailure


async def note_attempt(session: AsyncSession, login: str, address: str) -> None:
    """Count the attempt as failed until it has succeeded; raises `TooManyAttempts`, which is itself not counted."""
    settings = get_settings()
    tenant_id = tenant_of(session)
    # Attempts of one login come one after the other, or many at once would all find the count still low.
    await session.execute(
        text("SELECT pg_advisory_xact_lock(:tenant, hashtext(:login))"), {"tenant": tenant_id, "login": login}
    )
    since = utc_now() - timedelta(minutes=settings.login_window_minutes)
    by_login, by_address = (
        await session.execute(
            select(
                select(func.count())
                .where(LoginFailure.tenant_id == tenant_id, LoginFailure.login == login, LoginFailure.at > since)
                .scalar_subquery(),
                select(func.count())
                .where(LoginFailure.tenant_id == tenant_id, LoginFailure.address == address, LoginFailure.at > since)
                .scalar_subquery(),
            )
        )
    ).one()
    if by_login >= settings.login_attempts or by_address >= settings.login_attempts * rules.ADDRESS_ALLOWANCE:
        raise TooManyAttempts(minutes=settings.login_window_minutes)
    await session.execute(insert(LoginFailure).values(tenant_id=tenant_id, id=uuid7(), login=login, address=address))


async def forgive(session: AsyncSession, login: str) -> None:
    """Forget the failed attempts of a login that has succeeded."""
    await session.execute(
        delete(LoginFailure).where(LoginFailure.tenant_id == tenant_of(session), LoginFailure.login == login)
    )


async def forget_expired(session: AsyncSession) -> None:
    """Remove sessions that have ended and attempts no longer counted, of the tenant of this transaction."""
    now = utc_now()
    window = timedelta(minutes=get_settings().login_window_minutes)
    tenant_id = tenant_of(session)
    await session.execute(
        delete(BrowserSession).where(BrowserSession.tenant_id == tenant_id, BrowserSession.expires_at <= now)
    )
    await session.execute(
        delete(LoginFailure).where(LoginFailure.tenant_id == tenant_id, LoginFailure.at < now - window)
    )
