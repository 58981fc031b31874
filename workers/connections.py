"""Plain psycopg connections for the parts of the workers that run in threads: relay, queue and leases."""

from typing import Any

import psycopg
from sqlalchemy.engine import make_url

Connection = psycopg.Connection[tuple[Any, ...]]


def libpq_url(url: str) -> str:
    """An address as libpq reads it, without the name of a SQLAlchemy driver."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def connect(url: str) -> Connection:
    """A connection that commits each statement; the server notices within a minute when this machine has died."""
    return psycopg.connect(
        libpq_url(url), autocommit=True, connect_timeout=10, keepalives_idle=20, keepalives_interval=10
    )
