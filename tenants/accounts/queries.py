"""Who is asking: the caller behind a session, a token or an account, with the roles of this moment."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, or_, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from kernel.clock import local_date, utc_now
from kernel.database import tenant_of
from kernel.secrets import tenant_of_token, token_hash
from policies.authority import Caller, RoleHeld, authorize, may
from tenants.accounts.models import Account, ApiToken
from tenants.accounts.rules import SESSION_PREFIX, TOKEN_PREFIX, normal_login
from tenants.organisation.models import Person
from tenants.registry.queries import CLOSING
from tenants.vietnamese import search_key

# One statement, as it stands before every request. A delegate holds the role `leader` in the delegating unit, and
# `acting_head` where ranking is delegated too.
CALLER: Final = text(
    """
    WITH asking AS (
        SELECT account_id, CAST(NULL AS text[]) AS scopes FROM browser_session
        WHERE tenant_id = :tenant AND token_hash = :hash AND expires_at > :now
        UNION ALL
        SELECT account_id, scopes FROM api_token
        WHERE tenant_id = :tenant AND token_hash = :hash AND expires_at > :now AND revoked_at IS NULL
        UNION ALL
        SELECT id, NULL FROM account WHERE tenant_id = :tenant AND id = :account
    )
    SELECT account.id AS account_id, account.person_id, account.office_role,
           CASE tenant.kind WHEN 'training' THEN 'province' ELSE tenant.kind END AS kind, asking.scopes, tenant.state,
           held.role, held.unit_id, place.path
    FROM asking
    JOIN account ON account.tenant_id = :tenant AND account.id = asking.account_id AND account.disabled_at IS NULL
    JOIN tenant ON tenant.id = :tenant AND tenant.state <> 'erased'
    LEFT JOIN LATERAL (
        SELECT post.role, post.unit_id FROM appointment AS post
        WHERE post.tenant_id = :tenant AND post.person_id = account.person_id
          AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
        UNION
        SELECT unnest(CASE WHEN given.ranking THEN ARRAY['leader', 'acting_head'] ELSE ARRAY['leader'] END),
               post.unit_id
        FROM delegation AS given
        JOIN appointment AS post ON post.tenant_id = :tenant AND post.id = given.appointment_id
             AND post.valid_from <= :day AND (post.valid_to IS NULL OR post.valid_to > :day)
        WHERE given.tenant_id = :tenant AND given.delegate_id = account.person_id AND given.revoked_at IS NULL
          AND given.valid_from <= :day AND given.valid_to > :day
    ) AS held ON true
    LEFT JOIN unit_place AS place ON place.tenant_id = :tenant AND place.unit_id = held.unit_id
         AND place.valid_from <= :day AND (place.valid_to IS NULL OR place.valid_to > :day)
    ORDER BY held.role, place.path
    """
)


TOKEN_USED: Final = text("UPDATE api_token SET last_used_at = :now WHERE tenant_id = :tenant AND token_hash = :hash")


@dataclass(frozen=True)
class TokenRow:
    """An API token as its owner sees it: never the token itself."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None


@dataclass(frozen=True)
class AccountRow:
    """An account as administrators see it."""

    id: UUID
    login: str
    person_id: UUID | None
    office_role: str | None
    created_at: datetime
    disabled_at: datetime | None
    has_password: bool
    break_glass: bool


@dataclass(frozen=True)
class AccountsWanted:
    """Which accounts: whose login or holder's name holds the words, those of one person, or those for emergencies."""

    words: str | None = None
    person_id: UUID | None = None
    break_glass: bool | None = None


async def caller_by_session(session: AsyncSession, token: str, now: datetime | None = None) -> Caller | None:
    """Who is signed in with a browser session's token, or nobody: it is unknown, forged, ended or foreign."""
    return await _by_token(session, SESSION_PREFIX, token, now or utc_now())


async def caller_by_token(session: AsyncSession, token: str, now: datetime | None = None) -> Caller | None:
    """On whose behalf a program asks with an API token, narrowed to its scopes, or nobody."""
    return await _by_token(session, TOKEN_PREFIX, token, now or utc_now())


async def caller_of_account(session: AsyncSession, account_id: UUID, now: datetime | None = None) -> Caller | None:
    """The caller an account makes, for the program itself; nobody when it is disabled."""
    return await _caller(session, None, account_id, now or utc_now())


async def _by_token(session: AsyncSession, prefix: str, token: str, now: datetime) -> Caller | None:
    if not token.startswith(f"{prefix}_") or tenant_of_token(token) != tenant_of(session):
        return None
    return await _caller(session, token_hash(token), None, now)


async def _caller(session: AsyncSession, hashed: bytes | None, account_id: UUID | None, now: datetime) -> Caller | None:
    tenant_id = tenant_of(session)
    found = await session.execute(CALLER, caller_values(tenant_id, hashed, account_id, now))
    return caller_from(tenant_id, found.all())


def caller_values(tenant_id: int, hashed: bytes | None, account_id: UUID | None, now: datetime) -> dict[str, object]:
    """The values of `CALLER`: a session's or token's hash, or an account."""
    return {"tenant": tenant_id, "hash": hashed, "account": account_id, "now": now, "day": local_date(now)}


def caller_from(tenant_id: int, rows: Sequence[Sequence[Any]]) -> Caller | None:
    """The caller whom the rows of `CALLER` describe: one row for each role held; nobody where there is none."""
    if not rows:
        return None
    account_id, person_id, office_role, kind, scopes, state, *_ = rows[0]
    office = [RoleHeld(office_role)] if office_role is not None else []
    held = [RoleHeld(role, unit_id, path) for *_, role, unit_id, path in rows if role is not None]
    return Caller(
        tenant_id=tenant_id,
        kind=kind,
        account_id=account_id,
        person_id=person_id,
        roles=(*office, *held),
        token_scopes=None if scopes is None else frozenset(scopes),
        closing=state == CLOSING,
    )


async def tokens(session: AsyncSession, caller: Caller) -> list[TokenRow]:
    """The caller's own API tokens, newest first."""
    authorize(caller, "token", "manage")
    rows = await session.scalars(
        select(ApiToken)
        .where(ApiToken.tenant_id == tenant_of(session), ApiToken.account_id == caller.account_id)
        .order_by(ApiToken.id.desc())
    )
    return [
        TokenRow(row.id, row.name, tuple(row.scopes), row.created_at, row.expires_at, row.revoked_at, row.last_used_at)
        for row in rows
    ]


async def accounts(
    session: AsyncSession,
    caller: Caller,
    wanted: AccountsWanted | None = None,
    *,
    first: int = 100,
    after: str | None = None,
) -> list[AccountRow]:
    """Accounts of the tenant by login, for its administrators; `after` is the last login of the page before."""
    authorize(caller, "account", "manage")
    query = select(Account).where(Account.tenant_id == tenant_of(session)).order_by(Account.login).limit(first)
    if after is not None:
        query = query.where(Account.login > after)
    rows = await session.scalars(query.where(*matching(wanted or AccountsWanted())))
    return [_shown(row) for row in rows]


def _shown(row: Account) -> AccountRow:
    return AccountRow(
        row.id,
        row.login,
        row.person_id,
        row.office_role,
        row.created_at,
        row.disabled_at,
        has_password=row.password_hash is not None,
        break_glass=row.break_glass,
    )


def matching(wanted: AccountsWanted) -> list[ColumnElement[bool]]:
    """The accounts wanted, as conditions on `Account`."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.person_id is not None:
        conditions.append(Account.person_id == wanted.person_id)
    if wanted.break_glass is not None:
        conditions.append(Account.break_glass.is_(wanted.break_glass))
    keys = search_key(wanted.words or "").split()
    if keys:
        named = exists().where(
            Person.tenant_id == Account.tenant_id,
            Person.id == Account.person_id,
            *(Person.search_key.contains(key, autoescape=True) for key in keys),
        )
        login = normal_login(wanted.words or "")
        conditions.append(or_(Account.login.contains(login, autoescape=True), named))
    return conditions


async def logins_of(session: AsyncSession, caller: Caller, account_ids: Iterable[UUID]) -> dict[UUID, str]:
    """The logins of accounts named on records, for whoever manages accounts; for others none."""
    if not may(caller, "account", "manage"):
        return {}
    rows = await session.execute(
        select(Account.id, Account.login).where(
            Account.tenant_id == tenant_of(session), Account.id.in_(list(account_ids))
        )
    )
    return {row.id: row.login for row in rows}
