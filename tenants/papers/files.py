"""Files of papers: one paper in a format, a few of them as a part of a run, and the parts joined."""

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from tenants.papers.excel import xlsx
from tenants.papers.model import Paper, SummaryPaper
from tenants.papers.pdf import pdf
from tenants.papers.plain import plain
from tenants.papers.word import docx
from tenants.vietnamese import search_key

MEDIA_TYPES: Final[Mapping[str, str]] = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
TITLES: Final[Mapping[str, str]] = {
    "sheet": "Phiếu theo dõi, đánh giá",
    "annual": "Phiếu đánh giá, xếp loại chất lượng",
    "summary": "Bảng tổng hợp kết quả",
    "minutes": "Biên bản họp đánh giá",
}
LONGEST_NAME: Final = 80


def printed(paper: Paper, file_format: str) -> bytes:
    """One paper as a file."""
    if file_format == "xlsx" and isinstance(paper, SummaryPaper):
        return xlsx(paper)
    data = plain(paper)
    return docx(data) if file_format == "docx" else pdf([data], title_of(data))


def part(papers: Sequence[dict[str, Any]], file_format: str, first: int, *, merged: bool) -> bytes:
    """Some papers of a run as an archive: a file for each, or all of these in one PDF.

    `first` is the number of the first of them; it leads the files' names, so that they lie in the run's order.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        if merged:
            title = f"{TITLES[papers[0]['kind']]} - {papers[0]['period']}"
            archive.writestr(f"{first:04d}-{first + len(papers) - 1:04d}.pdf", pdf(papers, title))
            return _closed(archive, out)
        for number, data in enumerate(papers, start=first):
            content = docx(data) if file_format == "docx" else pdf([data], title_of(data))
            archive.writestr(f"{number:04d}-{slug(data['person']['full_name'])}.{file_format}", content)
        return _closed(archive, out)


def _closed(archive: zipfile.ZipFile, out: io.BytesIO) -> bytes:
    archive.close()
    return out.getvalue()


def joined(parts: Iterable[bytes], *, alone: bool) -> bytes:
    """The parts of a run as one archive, or, where there is one file `alone`, as that file."""
    found: list[tuple[str, bytes]] = []
    for content in parts:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found.extend((name, archive.read(name)) for name in archive.namelist())
    if alone:
        return found[0][1]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in found:
            archive.writestr(name, content)
    return out.getvalue()


def title_of(data: Mapping[str, Any]) -> str:
    """What a file calls itself."""
    whose = data["person"]["full_name"] if "person" in data else data["unit"]
    return f"{TITLES[data['kind']]} - {whose} - {data['period']}"


def slug(text: str) -> str:
    """A text as a part of a file's name: small Latin letters, digits and hyphens."""
    return search_key(text).replace(" ", "-")[:LONGEST_NAME].strip("-") or "khong-ten"
