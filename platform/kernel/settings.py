"""One frozen object of settings, read from the environment when first asked for and never at import."""

from functools import cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


def _default_state() -> Path:
    return Path.home() / ".local" / "state" / "roviec"


class Settings(BaseSettings):
    """What an operator may choose; each unset URL means "use the embedded part"."""

    model_config = SettingsConfigDict(frozen=True, env_prefix="ROVIEC_", populate_by_name=True, extra="ignore")

    state: Path = Field(default_factory=_default_state, description="Folder of the embedded parts and uploaded files")
    database_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_URL")
    database_owner_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_OWNER_URL")
    database_stats_url: SecretStr | None = Field(default=None, validation_alias="DATABASE_STATS_URL")
    broker_url: SecretStr | None = Field(default=None, validation_alias="BROKER_URL")
    storage_url: str | None = Field(default=None, validation_alias="STORAGE_URL")
    receipt_roots: str | None = Field(
        default=None,
        pattern="^(file:///|s3://)",
        description="Store for the daily roots of receipts, as STORAGE_URL; best one nobody else may write",
    )
    sealing_keys: SecretStr | None = Field(
        default=None,
        description="Keys that seal what must be kept and read again: name:base64 of 32 bytes, commas; the first seals",
    )
    public_url: str | None = Field(
        default=None, pattern="^https?://[^/]+$", description="Address people know this by; unset: as a request says"
    )
    sso_hosts: str = Field(default="", description="Hosts that identity providers may have, commas; empty: any")
    sso_insecure: bool = Field(default=False, description="Let identity providers be plain http, for trying them")
    webhooks_insecure: bool = Field(
        default=False, description="Let webhooks go to plain http and to private addresses, for trying them"
    )
    cadre_database_url: str | None = Field(
        default=None, pattern="^https?://", description="The national cadre database's address; unset: nothing is sent"
    )
    cadre_database_ca: Path | None = Field(default=None, description="Certificates its own is checked by (PEM)")
    cadre_database_certificate: Path | None = Field(default=None, description="Our certificate and key there (PEM)")
    connector_origins: str = Field(
        default="", description="Where tenants' sources may be asked: slug=https://host or slug=file:///folder, commas"
    )
    host: str = "127.0.0.1"
    port: int = 8056
    pool_size: int = 20
    worker_threads: int = 4
    introspection: bool = True
    secure_cookies: bool = True
    session_hours: int = 12
    login_attempts: int = 10
    login_window_minutes: int = 15
    upload_limit_mib: int = 20
    debug: bool = False


@cache
def get_settings() -> Settings:
    """The settings of this process."""
    return Settings()
