"""What the tables of all tenants share: the leading `tenant_id`, and keys that never leave the tenant."""

from datetime import datetime
from typing import Annotated, cast
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Numeric, Table, Text, func, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TIMESTAMP

from kernel.ids import uuid7

plain_text = Annotated[str, mapped_column(Text)]
instant = Annotated[datetime, mapped_column(TIMESTAMP(timezone=True))]
stamped = Annotated[datetime, mapped_column(TIMESTAMP(timezone=True), server_default=func.now())]
new_id = Annotated[UUID, mapped_column(primary_key=True, default=uuid7)]
former_mark = Annotated[int, mapped_column(server_default=text("0"))]
"""Which former tenant a row was written under; 0 is the tenant itself (`tenants.registry.models.FormerTenant`)."""
former_key = Annotated[int, mapped_column(primary_key=True, autoincrement=False, default=0, server_default=text("0"))]
key_text = Annotated[str, mapped_column(Text(collation="C"))]

AMOUNT = Numeric(14, 4)
EXACT = Numeric()


class TenantTable:
    """A table whose rows belong to one tenant each; row-level security is forced on it by its migration."""

    tenant_id: Mapped[int] = mapped_column(
        ForeignKey("tenant.id"), primary_key=True, autoincrement=False, sort_order=-1
    )


class DerivedTable:
    """A table the program writes from rows of the tenant, by the hundred thousand, and never by hand.

    Its rows have no foreign keys: those they are made from have them, and checking each row again costs more than
    scoring it. Row-level security is forced as on every table of a tenant; `roviec rollups check` holds the contents.
    """

    tenant_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=-1)


def reference(
    table: str, *columns: str, to: tuple[str, ...] = ("id",), onupdate: str | None = None
) -> ForeignKeyConstraint:
    """A foreign key inside the tenant: `reference("unit", "parent_id")` points at `unit (tenant_id, id)`."""
    return ForeignKeyConstraint(
        ["tenant_id", *columns], [f"{table}.tenant_id", *(f"{table}.{name}" for name in to)], onupdate=onupdate
    )


def table_of(model: type[DeclarativeBase]) -> Table:
    """The bare table of a model, for statements that insert what they select."""
    return cast(Table, model.__table__)
