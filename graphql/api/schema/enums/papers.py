"""Closed lists about printed forms."""

from enum import Enum

import strawberry


@strawberry.enum(description="Which papers a run prints.")
class PaperKind(Enum):
    """A sheet for each person (Mẫu 01, of a year Mẫu 02), the unit's summary table, the minutes of its meeting."""

    SHEETS = "sheets"
    SUMMARY = "summary"
    MINUTES = "minutes"


@strawberry.enum(description="File format of papers.")
class PaperFormat(Enum):
    """PDF/A, Word, and Excel for summaries."""

    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"


@strawberry.enum(description="How far a run that prints papers has come.")
class PaperRunStatus(Enum):
    """Waiting, running, the three ends, and done so long ago that its file was removed."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    EXPIRED = "expired"
