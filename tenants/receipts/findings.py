"""What an audit of the chain can find, each with its place, in Vietnamese and English."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final

KINDS: Final = {"entry": "mục nhật ký", "month": "kết quả tháng"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the database that is not as it was chained.

    `code` is one of CHANGED, REMOVED, ADDED (a stored score), RECEIPT (a score whose receipt does not hold), ORPHAN (a
    score without its entry), PACKAGE (a norm package's text), BATCH (a batch of the chain itself), ROOT (a day's root)
    and EXPORT (an exported root). `place` is where, in plain words that never change.
    """

    code: str
    place: str
    vi: str
    en: str


@dataclass(slots=True)
class Report:
    """What was gone through, and what was found; `waiting` receipts are not chained yet."""

    receipts: int = 0
    batches: int = 0
    waiting: int = 0
    roots: int = 0
    exported: int = 0
    findings: list[Finding] = field(default_factory=list)


def receipt_place(kind: str, key: str) -> str:
    """Where a receipt is: kind, whose (an entry's or a person's id), day, revision and number."""
    subject, day, revision, number = key.split(" ")
    return f"{kind} {subject} {day} revision {revision} (number {number})"


def changed(kind: str, key: str, batch: int) -> Finding:
    """A score that no longer says what it said when it was chained."""
    return Finding(
        "CHANGED",
        f"{receipt_place(kind, key)} batch {batch}",
        f"Điểm của {KINDS[kind]} đã bị sửa sau khi vào chuỗi.",
        "The score was changed after it was chained.",
    )


def removed(kind: str, key: str, batch: int) -> Finding:
    """A score that was chained and is gone."""
    return Finding(
        "REMOVED",
        f"{receipt_place(kind, key)} batch {batch}",
        f"Điểm của {KINDS[kind]} có trong chuỗi nhưng đã bị xóa.",
        "The score stands in the chain and was removed.",
    )


def added(kind: str, key: str) -> Finding:
    """A score among chained ones that was never chained."""
    return Finding(
        "ADDED",
        receipt_place(kind, key),
        f"Điểm của {KINDS[kind]} được chèn vào giữa những điểm đã vào chuỗi.",
        "The score was put among scores that were chained without it.",
    )


def broken_receipt(kind: str, key: str, package: str) -> Finding:
    """A score whose inputs, values and package do not give its receipt hash."""
    return Finding(
        "RECEIPT",
        receipt_place(kind, key),
        f"Dữ liệu vào, kết quả và {package} không cho ra mã băm của phiếu điểm.",
        f"Inputs, values and {package} do not give the receipt's hash.",
    )


def orphan(key: str) -> Finding:
    """A score whose entry is not in the log."""
    return Finding(
        "ORPHAN",
        receipt_place("entry", key),
        "Điểm không có mục nhật ký tương ứng.",
        "The score has no entry in the log.",
    )


def package_text(name: str, receipts: int) -> Finding:
    """A norm package whose text is not the one its scores were computed by."""
    return Finding(
        "PACKAGE",
        f"norm package {name}",
        f"Nội dung gói định mức đã bị sửa; {receipts} phiếu điểm dựa vào gói này.",
        f"The text of the norm package was changed; {receipts} receipts rest on it.",
    )


def batch_broken(batch: int) -> Finding:
    """A batch whose link does not follow from the batch before and what it holds."""
    return Finding(
        "BATCH",
        f"batch {batch}",
        "Mắt xích không khớp với mắt xích trước và nội dung của nó: chuỗi đã bị sửa tại đây.",
        "The link does not follow from the one before and from what it holds: the chain was changed here.",
    )


def batches_missing(first: int, last: int) -> Finding:
    """Batches that are not there between others."""
    return Finding(
        "BATCH",
        f"batch {first}" if first == last else f"batches {first} to {last}",
        "Mắt xích đã bị xóa khỏi chuỗi.",
        "Missing from the chain.",
    )


def root_differs(day: date, batch: int) -> Finding:
    """A day's root in the database that is not the chain's."""
    return Finding(
        "ROOT",
        f"day {day.isoformat()} batch {batch}",
        "Mã gốc của ngày không khớp với chuỗi.",
        "The day's root is not the chain's.",
    )


def export_differs(day: date, after: int, batch: int, later: int) -> Finding:
    """The first exported root that the chain does not give: it was rewritten after the last one that holds."""
    return Finding(
        "EXPORT",
        f"day {day.isoformat()} after batch {after} up to batch {batch}",
        f"Chuỗi không cho ra mã gốc đã xuất (và {later} mã sau đó): chuỗi đã bị viết lại hoặc cắt bớt từ đây.",
        f"The chain does not give the exported root (nor {later} later ones): it was rewritten or cut from here on.",
    )
