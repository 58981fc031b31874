"""Runs benchmarks, each in a process of its own, and writes docs/benchmarks.md with the command beside each table.

`python -m benchmarks` runs all of them, `python -m benchmarks sheets deciding` those alone.
"""

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

DOCUMENT: Final = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"
HEAD: Final = """# What was measured

Each table comes from one run of the command beside it, on embedded parts, peers taken in turn. Times of a shared
machine are noisy, so only the ratios are meant to be quoted. `make bench` runs all of them and writes this page.
"""
TABLES: Final = {
    "scoring": "A month of a province in one statement",
    "lab": "A quarter of a province replayed under a draft",
    "verifying": "200 entries verified in one mutation",
    "inbox": "The inbox of a head on whom 500 entries wait",
    "periods": "Months and quarters of a province computed",
    "sheets": "Sheets of a province's month, and the screen of a unit's head",
    "deciding": "200 decisions in one mutation",
    "reads": "Hot reads over GraphQL against routes by hand",
    "isolation": "Row-level security on against off",
    "papers": "200 sheets printed",
    "calibration": "Calibration on planted behaviours",
    "staffing": "Staffing on simulated quarters",
    "harmonised": "The same work under every norm package",
    "statistics": "A release of the nation",
    "receipts": "The chain of receipts, and learning norms",
    "replay": "A million stored scores computed again",
    "importing": "10,000 people from Excel",
    "memory": "Peak memory",
}


def run(name: str) -> str:
    """What one benchmark prints; a failing one ends the run."""
    command = [sys.executable, "-m", f"benchmarks.{name}"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.strip()


def section(name: str, title: str) -> str:
    """A benchmark's title, command and table."""
    print(f"{title} …", flush=True)
    return f"## {title}\n\n`.venv/bin/python -m benchmarks.{name}`\n\n{run(name)}\n"


def main(names: Sequence[str]) -> None:
    """Measure what is named, else everything, and write the page; other sections stay as they were."""
    if unknown := set(names) - set(TABLES):
        raise SystemExit(f"no such benchmark: {', '.join(sorted(unknown))}; there are {', '.join(TABLES)}")
    written = DOCUMENT.read_text() if DOCUMENT.exists() else ""
    kept = {part.partition("\n")[0]: f"## {part.strip()}\n" for part in written.split("\n## ")[1:]}
    parts = [HEAD]
    for name, title in TABLES.items():
        if not names or name in names:
            parts.append(section(name, title))
        elif title in kept:
            parts.append(kept[title])
    DOCUMENT.write_text("\n".join(parts))
    print(f"written: {DOCUMENT}")


if __name__ == "__main__":
    main(sys.argv[1:])
