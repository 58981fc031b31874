"""What a person finds in a file: the text of a PDF, of a Word file, of an Excel file."""

import io
import re
from typing import Any

from docx import Document
from pypdf import PdfReader
from python_calamine import CalamineWorkbook


def pages_of(content: bytes) -> list[str]:
    """The text of each page of a PDF, blanks and ends of lines as single spaces."""
    return [flat(page.extract_text()) for page in PdfReader(io.BytesIO(content)).pages]


def pdf_text(content: bytes) -> str:
    """The whole text of a PDF."""
    return " ".join(pages_of(content))


def docx_text(content: bytes) -> str:
    """The whole text of a Word file, tables too, in no particular order."""
    document = Document(io.BytesIO(content))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return flat(" ".join(parts))


def rows_of(content: bytes, sheet: int = 0) -> list[list[Any]]:
    """The cells of a sheet of an Excel file."""
    found: list[list[Any]] = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(sheet).to_python()
    return found


def flat(text: str) -> str:
    """A text with single spaces."""
    return re.sub(r"\s+", " ", text).strip()
