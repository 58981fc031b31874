"""Writes papers of invented people into a folder, as files and pictures: `python -m tests.papers.look FOLDER`."""

import sys
from pathlib import Path

from tenants.papers import pdf
from tenants.papers.files import printed
from tenants.papers.plain import plain
from tests.papers import samples

PPI = 110


def main() -> None:
    """Write and name what was written."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for make in (samples.sheet, samples.hostile, samples.annual, samples.summary, samples.minutes):
        paper, name = make(), make.__name__
        formats = ("pdf", "docx", "xlsx") if paper.kind == "summary" else ("pdf", "docx")
        for file_format in formats:
            (folder / f"{name}.{file_format}").write_bytes(printed(paper, file_format))
        for number, page in enumerate(pdf.pictures([plain(paper)], name, ppi=PPI), start=1):
            (folder / f"{name}-{number}.png").write_bytes(page)
    sys.stdout.write(f"{len(list(folder.iterdir()))} files in {folder}\n")


if __name__ == "__main__":
    main()
