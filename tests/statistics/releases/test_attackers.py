"""Whoever holds every version of every period together learns no small count; had less been hidden, all of them."""

from collections.abc import Sequence

import numpy as np
import pytest

from tenants.statistics.disclosure.attacks.lp import LpAttacker
from tenants.statistics.disclosure.catalogue import TWICE
from tenants.statistics.national.sums import SUMS
from tenants.statistics.national.systems import SMALL
from tests.statistics.releases.attackers import Attacker, System, careless, classes_of, narrowed, read, small
from tests.statistics.releases.conftest import FIRST, SECOND, Story


def _few(count: int, people: int) -> bool:
    return 0 < count < 5 or 0 < people < 5


def linked(classes: Sequence[System], twice: Sequence[System]) -> Attacker:
    """Both quarters: those failing twice are among those failing now, and among those who failed before."""
    attacker = Attacker()
    attacker.learn(classes)
    attacker.learn(twice, whole=False)
    last = max(one.version for one in classes if one.version[0] == FIRST)
    before = next(one for one in classes if one.version == last)
    for system in twice:
        for key in system.truth:
            names = [(system.version, "twice", key, column) for column in TWICE]
            failing = (system.version, "classes", key, "KHT")
            attacker.rows.append(
                ([*(attacker.numbers[name] for name in names), attacker.numbers[failing]], [1.0, 1.0, -1.0], 0)
            )
            if system.version[0] == SECOND and key in before.truth:
                attacker.at_most(names[0], (last, "classes", key, "KHT"))
    return attacker


def test_every_stored_figure_of_all_versions_together_narrows_no_small_count(story: Story) -> None:
    classes, twice = classes_of(story.nation), read(story.nation, "twice", "twice", TWICE)
    assert [one.version for one in classes] == [(FIRST, 1), (FIRST, 2), (FIRST, 3), (SECOND, 1)]
    assert len(twice) == 4
    targets = [*small(classes), *(one for one in small(twice) if one[0][3] == "twice")]
    assert len(targets) >= 40
    assert narrowed(linked(classes, twice), targets) == (0, 0)


def test_the_same_attacker_wins_where_only_small_counts_are_hidden(story: Story) -> None:
    classes, twice = classes_of(story.nation), read(story.nation, "twice", "twice", TWICE)
    targets = list(small(classes))
    narrow, exact = narrowed(linked(careless(classes, _few), twice), targets)
    assert exact > 0.9 * len(targets)
    assert narrow >= exact


def test_a_pattern_of_its_own_for_one_version_would_open_the_others(story: Story) -> None:
    """Had the third version shown one secondary figure that the second one hides, something would be known."""
    classes = classes_of(story.nation)
    third = next(one for one in classes if one.version == (FIRST, 3))
    secondary = [
        (key, column) for (key, column), told in third.shown.items()
        if told is None and column in third.columns
        and not _few(third.truth[key][third.columns.index(column)], sum(third.truth[key]))
    ]  # fmt: skip
    assert secondary
    shown = dict(third.shown)
    for key, column in secondary[: len(secondary) // 2]:
        shown[key, column] = third.truth[key][third.columns.index(column)]
    opened = [
        System(one.version, one.name, one.catalogue, one.columns, one.truth, shown) if one is third else one
        for one in classes
    ]
    attacker = Attacker()
    attacker.learn(opened)
    assert narrowed(attacker, list(small(classes)))[0] > 0


@pytest.mark.parametrize("name", ["bodies", "quota", "submitted", "at_once", "repeated"])
def test_counts_of_agencies_raters_and_sheets_are_as_safe(story: Story, name: str) -> None:
    nature = next(one for one in SMALL if one.system == name)
    columns = [measure or category for category, measure in zip(nature.classes, nature.measures, strict=True)]
    systems = read(story.nation, name, nature.dataset, columns)
    assert len(systems) == 4
    attacker = Attacker()
    attacker.learn(systems)
    targets = list(small(systems))
    assert len(targets) >= 2
    assert narrowed(attacker, targets) == (0, 0)
    alone = Attacker()
    alone.learn(careless(systems, _few))
    assert narrowed(alone, targets)[1] == len(targets)


def test_hours_of_four_people_are_open_by_a_fifth_in_all_versions_together(story: Story) -> None:
    work = next(nature for nature in SUMS if nature.system == "work")
    systems = read(story.nation, "work", "work", work.measures)
    attacker = Attacker()
    attacker.learn(systems, whole=False)
    at = work.measures.index("entries")
    key = ("56", "*", "y_te")
    for system in systems:
        assert system.shown[key, "entries"] is None
        assert system.truth[key][at] == 240
        ((_, low, high),) = attacker.ends([(system.version, "work", key, "entries")])
        assert low <= 240 * 0.8 + 1e-3
        assert high >= 240 * 1.2 - 1e-3
    partners = [key for (key, measure), told in systems[0].shown.items() if told is None and measure == "entries"]
    assert len(partners) >= 4
    told = careless(systems, lambda count, _: count == 240)
    alone = Attacker()
    alone.learn(told, whole=False)
    left = LpAttacker(alone.known()).attack(np.array([alone.numbers[systems[0].version, "work", key, "entries"]]))
    assert left.high[0] - left.low[0] < 1e-3
