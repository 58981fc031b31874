"""Bring a database's schema to the newest revision, as the role that owns it."""

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from kernel.database import async_url

MIGRATION_LOCK = 56_335


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "tenants:migrations")
    return config


def upgrade(owner_url: str, revision: str = "head") -> None:
    """Run every revision that is missing; several processes may call it at once, one of them migrates."""
    engine = create_engine(async_url(owner_url))
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
            connection.execute(text("SET lock_timeout = '5s'"))
            connection.commit()
            config = _config()
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
            connection.commit()
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            connection.commit()
    finally:
        engine.dispose()


def newest_revision() -> str | None:
    """The revision this program's code expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()
