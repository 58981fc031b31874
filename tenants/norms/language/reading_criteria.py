"""Reads the tree of general criteria of a norm document."""

from decimal import Decimal

from tenants.norms.language import shapes
from tenants.norms.language.document import Mapping, Tree
from tenants.norms.language.model import Criteria, Criterion
from tenants.norms.language.problems import Fault, Faults
from tenants.norms.language.reading_levels import read_formula

MAX_CRITERIA = 500
_ENTRIES = ("code", "max", "applies", "parts", "vi", "en")


def read_criteria(tree: Mapping, faults: Faults) -> Criteria | None:
    """The criteria a document writes; whom they apply to is read, and checked later."""
    written = tree.get("criteria")
    if written is None:
        return None
    parts: tuple[Criterion, ...] = ()
    highest, comments = Decimal(0), False
    with faults.about("criteria"):
        entry = shapes.mapping(written, ("max", "comment_below_max", "parts"))
        highest = _highest(entry)
        stated = entry.get("comment_below_max")
        comments = shapes.truth(stated) if stated else False
        parts = _parts(shapes.required(entry, "parts"), set(), faults)
    return Criteria(highest, comments, parts, written.place())


def _parts(tree: Tree, seen: set[str], faults: Faults) -> tuple[Criterion, ...]:
    found: list[Criterion] = []
    for item in shapes.items(tree):
        entry = shapes.mapping(item)
        written = shapes.required(entry, "code")
        code = shapes.key(written)
        with faults.about(code):
            shapes.mapping(entry, _ENTRIES)
            if code in seen:
                raise Fault("criteria.code", written.place(), code=code)
            if len(seen) == MAX_CRITERIA:
                raise Fault("criteria.size", written.place(), limit=MAX_CRITERIA)
            seen.add(code)
            found.append(_criterion(code, entry, seen, faults))
    if not found:
        expected = {"expected_vi": "danh sách tiêu chí", "expected_en": "a list of criteria"}
        raise Fault("document.expects", tree.place(), **expected)
    return tuple(found)


def _criterion(code: str, entry: Mapping, seen: set[str], faults: Faults) -> Criterion:
    shapes.required(entry, "vi")
    condition, parts = entry.get("applies"), entry.get("parts")
    return Criterion(
        code,
        _highest(entry),
        read_formula(code, shapes.scalar(condition), faults) if condition else None,
        _parts(parts, seen, faults) if parts else (),
        shapes.label(entry),
        entry.place(),
    )


def _highest(entry: Mapping) -> Decimal:
    written = shapes.required(entry, "max")
    found = shapes.number(written)
    if found <= 0:
        raise Fault("criteria.highest", written.place())
    return found
