"""Papers as Word files: templates filled with the same data, every text escaped, nothing of it read as a template."""

import io
from functools import cache
from importlib.resources import files
from typing import Any, Final

from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import StrictUndefined, Template, TemplateError
from jinja2.sandbox import SandboxedEnvironment
from typing_extensions import override

from tenants.papers.errors import CannotBeMade
from tenants.papers.seals import code_picture

DOTS: Final = "." * 40
CODE_SIZE: Final = Mm(26)


def docx(paper: dict[str, Any]) -> bytes:
    """One paper (as `plain` gives it) as a Word file."""
    template = DocxTemplate(io.BytesIO(_template(paper["kind"])))
    code = None
    if paper.get("ruling"):
        code = InlineImage(template, io.BytesIO(code_picture(paper["ruling"]["code"])), width=CODE_SIZE)
    try:
        template.render({**paper, "code": code}, jinja_env=_environment(), autoescape=True)
    except TemplateError as problem:
        raise CannotBeMade(str(problem)) from problem
    out = io.BytesIO()
    template.save(out)
    return out.getvalue()


def said(text: str) -> str:
    """The text, or dots to write on."""
    return text or DOTS


def inside(name: str) -> str:
    """A period's name inside a sentence: `quý II năm 2026`."""
    return name[:1].lower() + name[1:]


class _Remembering(SandboxedEnvironment):
    """Compiles each part of a template once: reading it again would cost as much as filling it."""

    @override
    def from_string(self, source: Any, *more: Any, **named: Any) -> Template:
        known = _known.get(source)
        if known is None:
            known = _known[source] = super().from_string(source, *more, **named)
        return known


_known: Final[dict[Any, Template]] = {}


@cache
def _environment() -> SandboxedEnvironment:
    environment = _Remembering(autoescape=True, undefined=StrictUndefined)
    environment.filters.update(said=said, inside=inside)
    return environment


@cache
def _template(kind: str) -> bytes:
    return (files("tenants.papers") / "templates" / f"{kind}.docx").read_bytes()
