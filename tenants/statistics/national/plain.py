"""Counts of what is nobody: posts, job positions and work items, told as they are."""

from collections.abc import Iterator, Sequence

from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.national.figures import Figure, place, shown
from tenants.statistics.national.sources import Sources, provinces_of
from tenants.statistics.parts_format import LEVELS, CoverageLine

POSTS = ("posts", "posts_with_position")
OF_CATALOGUES = ("positions", "positions_described", "items", "items_used")
"""What belongs to one level or to both: levels do not add up."""


def figures(sources: Sources) -> Iterator[Figure]:
    """Coverage of catalogues by province and level; posts in all their sums too."""
    provinces = provinces_of(sources)
    for province, own in ((TOTAL, provinces), *((one, (one,)) for one in provinces)):
        lines = [line for one in own for line in sources[one].part.coverage]
        for level in LEVELS:
            at_level = [line for line in lines if line.level == level]
            yield from _sums(at_level, place(province=province, body=level), (*POSTS, *OF_CATALOGUES))
        yield from _sums(lines, place(province=province), POSTS)


def _sums(lines: Sequence[CoverageLine], where: tuple[str, ...], measures: Sequence[str]) -> Iterator[Figure]:
    if lines:
        for measure in measures:
            yield shown("coverage", where, measure, sum(getattr(line, measure) for line in lines))
