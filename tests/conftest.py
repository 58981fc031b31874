"""Fixtures every test may use; each comes from the file of `tests/harness` that starts the thing."""

pytest_plugins = ("tests.harness.postgres", "tests.harness.brokers", "tests.fixtures_tenant", "tests.fixtures_template")
