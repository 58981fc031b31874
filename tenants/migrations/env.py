"""Alembic's entry: runs the revisions over the connection that `tenants.migrate` hands in."""

from typing import Any

from alembic import context
from sqlalchemy import Connection

from tenants.everything import METADATA


def _ours(name: str | None, kind: str, parents: Any) -> bool:  # noqa: ANN401 - Alembic's own signature
    """Partitions are made by a function of the database and are no business of autogenerate."""
    return not (kind == "table" and name is not None and "_p20" in name)


def run() -> None:
    """Run the revisions in one transaction."""
    connection: Connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=METADATA, include_name=_ours)
    with context.begin_transaction():
        context.run_migrations()


run()
