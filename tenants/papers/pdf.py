"""Papers as PDF/A-2b by Typst; what people wrote reaches a template as data only, never as markup."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import typst

from tenants.papers.errors import CannotBeMade
from tenants.papers.letters import printable

STANDARD: Final = "a-2b"
MAIN: Final = "print.typ"
FEW: Final = 5
GENERATIONS: Final = 11
"""Typst keeps what its last ten compilations computed: a file of fifty sheets would stay in memory ten times over."""


def pdf(papers: Sequence[dict[str, Any]], title: str) -> bytes:
    """One file of all these papers, each (as `plain` gives it) from its own first page on; safe to call in threads."""
    content: bytes = _compiled(papers, title, format="pdf", pdf_standards=STANDARD)
    if len(papers) > FEW:
        _forget()
    return content


def pictures(papers: Sequence[dict[str, Any]], title: str, *, ppi: float) -> list[bytes]:
    """The pages as PNG, for somebody to look at."""
    made = _compiled(papers, title, format="png", ppi=ppi)
    return made if isinstance(made, list) else [made]


def _compiled(papers: Sequence[dict[str, Any]], title: str, **options: Any) -> Any:  # noqa: ANN401 - bytes, or pages
    inputs = {"papers": json.dumps(papers, ensure_ascii=False), "title": printable(title)}
    try:
        return typst.compile(
            str(_room("templates") / MAIN),
            root=str(_room("templates")),
            font_paths=_fonts(),
            ignore_system_fonts=True,
            sys_inputs=inputs,
            **options,
        )
    except RuntimeError as problem:  # what Typst raises, whatever is wrong
        raise CannotBeMade(str(problem)) from problem


def _forget() -> None:
    """Let Typst forget a large file, by compilations of nothing."""
    for _ in range(GENERATIONS):
        typst.compile(b"", font_paths=_fonts(), ignore_system_fonts=True)


@cache
def _fonts() -> typst.Fonts:
    """The papers' own fonts and no others: a paper looks the same wherever it is made."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_room("fonts"))])


def _room(name: str) -> Path:
    return Path(str(files("tenants.papers") / name))
