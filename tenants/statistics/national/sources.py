"""Which part of each province every system of figures is made of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tenants.registry.provinces import official_names
from tenants.statistics.disclosure.catalogue import BODIES, FAILING
from tenants.statistics.parts_format import LEVELS, Part
from tenants.statistics.release_errors import PartDoesNotAddUp


@dataclass(frozen=True)
class Source:
    """An approved part of a province (its two-digit code)."""

    province: str
    number: int
    approved_on: str
    content_hash: str
    part: Part


Sources = Mapping[str, Source]
"""A part for each province that has reported."""

LEVEL_OF = {body: level for level, bodies in BODIES.items() for body in bodies}


def checked(source: Source) -> Source:
    """The part itself; raises `PartDoesNotAddUp` when its figures contradict each other."""
    part = source.part
    if source.province not in official_names():
        raise _wrong(source, "mã tỉnh không tồn tại", "there is no province of that code")
    bodies = {line.body for lines in (part.cells, part.points, part.work) for line in lines}
    levels = {line.level for lines in (part.twice, part.bodies, part.coverage, part.honesty) for line in lines}
    if not (bodies <= set(LEVEL_OF) and levels <= set(LEVELS)):
        raise _wrong(source, "có loại cơ quan hoặc cấp không tồn tại", "it has unknown bodies or levels")
    if "-Q" in part.period and _failing(part) != _failing_twice(part):
        raise _wrong(source, "số KHT hai quý liền khác số KHT", "those failing twice are not those failing")
    if not all(0 <= own <= whole for own, whole in _shares(part)):
        raise _wrong(source, "có phần lớn hơn tổng", "a part of it is more than the whole")
    return source


def _failing(part: Part) -> Counter[tuple[str, str]]:
    found = Counter[tuple[str, str]]()
    for line in part.cells:
        if line.rating == FAILING:
            found[LEVEL_OF[line.body], line.group] += line.people
    return found


def _failing_twice(part: Part) -> Counter[tuple[str, str]]:
    found = Counter[tuple[str, str]]()
    for line in part.twice:
        found[line.level, line.group] += line.people
    return found


def _shares(part: Part) -> Iterator[tuple[int, int]]:
    for covered in part.coverage:
        yield from ((covered.people_logging, covered.people), (covered.submitted, covered.sheets))
    for told in part.honesty:
        yield from ((told.raters_top_marks, told.raters), (told.raters_at_once, told.raters))
        yield from ((told.logs_long_days, told.logs), (told.logs_repeated, told.logs))


def _wrong(source: Source, problem_vi: str, problem_en: str) -> PartDoesNotAddUp:
    return PartDoesNotAddUp(
        province=source.province, period=source.part.period, problem_vi=problem_vi, problem_en=problem_en
    )


def provinces_of(sources: Iterable[str]) -> tuple[str, ...]:
    """Codes of provinces in the order of every catalogue."""
    return tuple(sorted(sources))
