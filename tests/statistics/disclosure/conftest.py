"""The made-up nation at its real size, protected once for each seed."""

from collections.abc import Callable
from functools import cache

import pytest

from benchmarks.disclosure_population import Population, population, provinces
from tenants.statistics.disclosure.catalogue import recommended
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.protection import Pattern, protect

Released = tuple[Population, Pattern]


@pytest.fixture(scope="session")
def released() -> Callable[[int], Released]:
    """The people of a seed and the pattern of their release."""

    @cache
    def release(seed: int) -> Released:
        people = population(recommended(provinces()), seed)
        return people, protect(Cells.count(people.base()))

    return release
