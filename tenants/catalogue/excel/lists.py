"""Plain lists from Excel or CSV: rows of texts under headings, wherever the columns stand."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from tenants.catalogue.contents import plain
from tenants.catalogue.errors import HeadingMissing
from tenants.catalogue.excel.workbook import Cell, Unworked, open_workbook
from tenants.catalogue.vocabulary import Words
from tenants.vietnamese import search_key


@dataclass(frozen=True, slots=True)
class ListError:
    """What is wrong in one row of a list, counted from 1 as Excel counts; `column` is its heading."""

    row: int
    column: str
    problem: Words


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row: its number, and its texts by heading, without blanks around."""

    number: int
    cells: dict[str, str]


def read_list(data: bytes, headings: Sequence[str], optional: Sequence[str] = ()) -> list[ListRow]:
    """The rows of the first sheet, or of a CSV in UTF-8; raises `HeadingMissing` where a column is not there.

    Dates come as `YYYY-MM-DD`; numbers as they are written. Rows without any text are passed by.
    """
    rows = _sheet(data) if data[:2] == b"PK" else _csv(data)
    if not rows:
        raise HeadingMissing("file", heading=headings[0])
    places = {search_key(name): at for at, name in enumerate(rows[0])}
    for heading in headings:
        if search_key(heading) not in places:
            raise HeadingMissing("file", heading=heading)
    wanted = {name: places[search_key(name)] for name in (*headings, *optional) if search_key(name) in places}
    found = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: row[at].strip() if at < len(row) else "" for name, at in wanted.items()}
        if any(cells.values()):
            found.append(ListRow(number, cells))
    return found


def as_date(text: str) -> date | None:
    """A day written `2026-03-31` or `31/03/2026`; nothing for anything else."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def as_number(text: str) -> Decimal | None:
    """A finite number with a point or a comma before its fraction; nothing for anything else."""
    try:
        value = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _sheet(data: bytes) -> list[list[str]]:
    book = open_workbook(data)
    rows = book.rows(book.names[0]) if book.names else None
    return [[_text(cell) for cell in row] for row in rows or ()]


def _csv(data: bytes) -> list[list[str]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise HeadingMissing("file", heading="UTF-8") from None
    first = text.partition("\n")[0]
    return list(csv.reader(io.StringIO(text), delimiter=";" if first.count(";") > first.count(",") else ","))


def _text(cell: Cell) -> str:
    match cell:
        case Unworked():
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case bool():
            return str(cell)
        case int() | float():
            return plain(Decimal(repr(cell)))
        case _:
            return str(cell)
