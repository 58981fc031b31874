"""Accounts, their browser sessions and API tokens, and the attempts to sign in."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, LargeBinary, Text, UniqueConstraint, false
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.database import Base
from tenants.tables import TenantTable, instant, new_id, reference, stamped


class Account(TenantTable, Base):
    """Who may sign in: a cadre (by `person_id`), or an office role such as the tenant's administrator."""

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("tenant_id", "login"),
        reference("person", "person_id"),
        Index(None, "tenant_id", "person_id"),
    )

    id: Mapped[new_id]
    login: Mapped[str] = mapped_column(Text)
    password_hash: Mapped[str | None] = mapped_column(Text)
    person_id: Mapped[UUID | None]
    office_role: Mapped[str | None] = mapped_column(Text)
    break_glass: Mapped[bool] = mapped_column(server_default=false())
    created_at: Mapped[stamped]
    disabled_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class AccountActivation(TenantTable, Base):
    """A one-time code with which the holder of an account chooses its first password; kept only as its SHA-256."""

    __tablename__ = "account_activation"
    __table_args__ = (reference("account", "account_id"),)

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary)
    issued_at: Mapped[stamped]
    expires_at: Mapped[instant]


class BrowserSession(TenantTable, Base):
    """A signed-in browser; the cookie's token is stored only as its SHA-256."""

    __tablename__ = "browser_session"
    __table_args__ = (reference("account", "account_id"), Index(None, "tenant_id", "account_id"))

    token_hash: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    account_id: Mapped[UUID]
    created_at: Mapped[stamped]
    expires_at: Mapped[instant]


class ApiToken(TenantTable, Base):
    """A token for programs: hashed, limited to scopes such as `work_entry:read`, revocable."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("tenant_id", "token_hash"), reference("account", "account_id"))

    id: Mapped[new_id]
    account_id: Mapped[UUID]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str] = mapped_column(Text)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[stamped]
    expires_at: Mapped[instant]
    revoked_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))
    last_used_at: Mapped[datetime | None] = mapped_column(TIMESTAMP(timezone=True))


class LoginFailure(TenantTable, Base):
    """A failed attempt to sign in, counted to limit guessing."""

    __tablename__ = "login_failure"
    __table_args__ = (Index(None, "tenant_id", "login", "at"), Index(None, "tenant_id", "address", "at"))

    id: Mapped[new_id]
    login: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    at: Mapped[stamped]
