"""The migration has the owner's address and no other."""

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, text

from kernel.database import async_url
from kernel.settings import get_settings
from serving.commands import migrate
from tenants.migrate import newest_revision


@pytest.fixture(autouse=True)
def settings_anew() -> Iterator[None]:
    """The settings are read from this test's environment, and forgotten after it."""
    get_settings.cache_clear()
    yield
    get_settings.cache_clear()


def test_the_owners_address_is_enough(
    owner_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_OWNER_URL", owner_url)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    migrate()
    assert "bản mới nhất" in capsys.readouterr().out
    engine = create_engine(async_url(owner_url))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one() == newest_revision()
    engine.dispose()
