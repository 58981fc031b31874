"""What an audit of the chain can find, each with its place, in Vietnamese and English."""

from dataclasses import dataclass, field
from datetime import date
from typing import Final
from uuid import UUID

KINDS: Final = {"entry": "mục nhật ký", "month": "kết quả tháng"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the database that is not as it was chained.

    `code` is one of CHANGED, REMOVED, ADDED (a stored score), RECEIPT (a score whose receipt does not hold), ORPHAN (a
    score without its entry), MISSING (an entry or month without its score), LOG (a score that log and facts do not give
    any more), VERDICT (a verifier its entry's history does not know), LAW (a score by another package than the law),
    PACKAGE (a norm package's text), CORRECTION (a back-dated correction), BATCH (a batch of the chain itself), ROOT (a
    day's root) and EXPORT (an exported root). `place` is where, in plain words that never change.
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


def score_place(place: str) -> str:
    """Of a place only whose score it is, of which day and revision."""
    return place.partition(" (number ")[0]


def changed(kind: str, key: str, batch: int, *, corrected: bool = False) -> Finding:
    """A score that no longer says what it said when it was chained, or one whose correction was changed."""
    vi, en = (" (hoặc bản đính chính mà điểm dẫn ra)", ", or the correction it names,") if corrected else ("", "")
    return Finding(
        "CHANGED",
        f"{receipt_place(kind, key)} batch {batch}",
        f"Điểm của {KINDS[kind]}{vi} đã bị sửa sau khi vào chuỗi.",
        f"The score{en} was changed after it was chained.",
    )


def correction_text(correction: UUID, receipts: int) -> Finding:
    """A back-dated correction that is not the one its scores were chained with."""
    return Finding(
        "CORRECTION",
        f"norm correction {correction}",
        f"Nội dung bản đính chính đã bị sửa hoặc xóa; {receipts} phiếu điểm dẫn ra bản này.",
        f"The correction's text was changed or removed; {receipts} receipts name it.",
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


def entry_missing(entry_id: UUID, day: date, revision: int) -> Finding:
    """A verified entry without a score that does not wait for one."""
    return Finding(
        "MISSING",
        f"entry {entry_id} {day.isoformat()} revision {revision}",
        "Mục nhật ký đã xác nhận nhưng không có điểm, cũng không chờ tính điểm.",
        "The entry is verified, but has no score and does not wait for one.",
    )


def month_missing(person_id: UUID, month: date) -> Finding:
    """A month with scored entries that has no score itself."""
    return Finding(
        "MISSING",
        f"month {person_id} {month.isoformat()}",
        "Tháng có mục nhật ký đã tính điểm nhưng không có kết quả tháng, cũng không chờ tính.",
        "Entries of the month are scored, but the month has no score and does not wait for one.",
    )


def log_differs(kind: str, key: str) -> Finding:
    """A score that holds in itself, but is not what is stored of the work now."""
    return Finding(
        "LOG",
        receipt_place(kind, key),
        f"Tính lại từ nhật ký không ra điểm này của {KINDS[kind]}: nhật ký hoặc điểm đã bị sửa sau khi tính.",
        "Computed again from the log the score is another: the log or the score was changed after scoring.",
    )


def misjudged(key: str) -> Finding:
    """A score whose entry names another verifier or time than its history."""
    return Finding(
        "VERDICT",
        receipt_place("entry", key),
        "Người xác nhận hoặc thời điểm xác nhận không khớp với lịch sử của mục nhật ký.",
        "Verifier or time of verification are not those of the entry's history.",
    )


def unlawful(key: str) -> Finding:
    """A score by another package than the law of its day and unit."""
    return Finding(
        "LAW",
        receipt_place("entry", key),
        "Điểm tính theo gói định mức không phải gói có hiệu lực tại đơn vị vào ngày đó (xem cây đơn vị, thí điểm,"
        " ngày hiệu lực); một bản đính chính sẽ tính lại.",
        "Scored by another package than the law of its day and unit (see tree, pilots and dates); a back-dated"
        " correction scores it again.",
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


def root_missing(day: date) -> Finding:
    """A day between others whose root is gone."""
    return Finding(
        "ROOT",
        f"day {day.isoformat()}",
        "Mã gốc của ngày đã bị xóa.",
        "The day's root was removed.",
    )


def root_too_early(day: date) -> Finding:
    """A root of a day that is not over: with it nobody would fix the roots of the days until then."""
    return Finding(
        "ROOT",
        f"day {day.isoformat()}",
        "Mã gốc đề ngày chưa kết thúc.",
        "The root is that of a day that is not over.",
    )


def export_differs(day: date, after: int, batch: int, later: int) -> Finding:
    """The first exported root that the chain does not give: it was rewritten after the last one that holds."""
    return Finding(
        "EXPORT",
        f"day {day.isoformat()} after batch {after} up to batch {batch}",
        f"Chuỗi không cho ra mã gốc đã xuất (và {later} mã sau đó): chuỗi đã bị viết lại hoặc cắt bớt từ đây.",
        f"The chain does not give the exported root (nor {later} later ones): it was rewritten or cut from here on.",
    )
