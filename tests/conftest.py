"""Fixtures every test may use; each comes from the file of `tests/harness` that starts the thing."""

import pytest

pytest_plugins = ("tests.harness.postgres", "tests.harness.brokers", "tests.fixtures_tenant", "tests.fixtures_template")

# Rooms whose tests start processes and wait for them. They run first, so that no worker ends the run alone with one.
LONG = ("chaos", "serving", "workers", "console")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long tests first; otherwise the order stays as it was."""
    items.sort(key=lambda item: not any(f"tests/{room}/" in item.nodeid for room in LONG))
