"""The chain of receipts as it is kept: batches of linked receipts, and the root of each day."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from kernel.database import Base
from tenants.tables import TenantTable, former_key, instant, stamped


class ReceiptBatch(TenantTable, Base):
    """A run of receipts of one kind, in the order they were written; inserted once and never changed.

    `first` and `last` are the numbers of its scores, `position` counts the receipts chained before it. `keys` names
    each receipt in a line, `leaves` holds their hashes, 32 bytes each. `previous` is the link of the batch before,
    `link` that of this batch's last receipt; `tenants.receipts.rules` says how one follows from the other. `chain` is
    the number of the tenant the batch was linked under, where that was another than today's: in another installation,
    or before a merger. A `former` tenant's chain ends with it and is kept beside this tenant's own.
    """

    __tablename__ = "receipt_batch"
    __table_args__ = (
        CheckConstraint("kind IN ('entry', 'month')", name="kind"),
        Index(None, "tenant_id", "kind", "last"),
    )

    former: Mapped[former_key]
    batch: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(Text)
    first: Mapped[int] = mapped_column(BigInteger)
    last: Mapped[int] = mapped_column(BigInteger)
    position: Mapped[int] = mapped_column(BigInteger)
    receipts: Mapped[int]
    keys: Mapped[str] = mapped_column(Text)
    leaves: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes] = mapped_column(LargeBinary)
    link: Mapped[bytes] = mapped_column(LargeBinary)
    chained_at: Mapped[instant]
    chain: Mapped[int | None]


class ReceiptRoot(TenantTable, Base):
    """The root of a day: the link of the last receipt chained by its end, and how many receipts it stands for."""

    __tablename__ = "receipt_root"

    former: Mapped[former_key]
    day: Mapped[date] = mapped_column(primary_key=True)
    batch: Mapped[int]
    receipts: Mapped[int] = mapped_column(BigInteger)
    root: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[stamped]
