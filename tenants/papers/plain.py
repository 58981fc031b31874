"""A paper as plain data for a template: figures as they are printed, and only what can be printed."""

import dataclasses
from datetime import date
from typing import Any

from tenants.papers.letters import printable
from tenants.papers.model import Figure, Paper


def plain(paper: Paper) -> dict[str, Any]:
    """The paper with its kind, as mappings, lists, texts, numbers and truths; days as ISO texts."""
    return {"kind": paper.kind, **_plain(paper)}


def _plain(value: Any) -> Any:  # noqa: ANN401 - parts of a paper
    if isinstance(value, Figure):
        return value.text
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value):
        return {part.name: _plain(getattr(value, part.name)) for part in dataclasses.fields(value)}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value
