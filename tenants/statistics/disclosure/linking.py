"""What other publications tell about a new release: earlier versions, the quarter before, people failing twice."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from tenants.statistics.disclosure.arrays import Ints
from tenants.statistics.disclosure.catalogue import FAILING, TOTAL, Key
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.worlds import Context, Draft, Numbered, World, number, tie


@dataclass(frozen=True, slots=True)
class Repeated:
    """A version's people failing twice with their numbers."""

    cells: Cells
    numbers: Ints


class MixedVersions(ValueError):
    """A version adds provinces and changes others at once: publish the one, then the other."""


def world(cells: Cells, context: Context, settings: Settings) -> World:
    """Number the release and everything an attacker can hold beside it."""
    draft = Draft(settings)
    versions = _versions(draft, number(draft, cells), context.earlier)
    repeated = _failing_twice(draft, context, versions[0])
    if context.repeated is not None and context.repeated_before:
        _all_twice_before(draft, context.repeated_before, versions[1:], Repeated(context.repeated, repeated))
    if context.quarters.after is not None:
        _quarter_after(draft, versions[0], *context.quarters.after)
    return draft.finish(versions[0], repeated)


def _versions(draft: Draft, newest: Numbered, earlier: Sequence[Published]) -> list[Numbered]:
    """A version and those before it, newest first, tied to each other."""
    versions = [newest]
    for version in reversed(earlier):
        older = _older(draft, version, versions[-1])
        _late_provinces(draft, older, versions[-1])
        versions.append(older)
    return versions


def _older(draft: Draft, version: Published, newer: Numbered) -> Numbered:
    """Number an earlier version; a count that stayed is one unknown, and known when any version shows it."""
    cells, first = version.cells, draft.size
    older = Numbered(cells, draft.add(cells.counts), np.full(len(cells.heads), -1, dtype=np.int64))
    if not draft.settings.headcount_known:
        older = Numbered(cells, older.numbers, draft.add(cells.heads))
    late = bool(_places(newer.cells) - _places(cells))
    for key, row in cells.row_of.items():
        other = newer.cells.row_of.get(key)
        if other is None or (late and _place(cells, key) == TOTAL):
            continue
        same = cells.counts[row] == newer.cells.counts[other]
        older.numbers[row, same] = newer.numbers[other, same]
        if not draft.settings.headcount_known and cells.heads[row] == newer.cells.heads[other]:
            older.heads[row] = newer.heads[other]
    draft.known.append(np.setdiff1d(np.arange(first, draft.size), np.concatenate([older.numbers.ravel(), older.heads])))
    draft.protect(older.numbers, cells.counts, cells.heads)
    tie(draft, older)
    _seen(draft, version, older)
    return older


def _seen(draft: Draft, version: Published, numbered: Numbered) -> None:
    draft.known.append(numbered.numbers[~version.hidden])
    draft.outside.append(numbered.numbers[version.hidden])
    if not draft.settings.headcount_known:
        draft.known.append(numbered.heads[~version.heads_hidden])
        draft.outside.append(numbered.heads[version.heads_hidden])


def _late_provinces(draft: Draft, older: Numbered, newer: Numbered) -> None:
    """New totals minus old ones are what the late provinces have together, in every national row."""
    late = _places(newer.cells) - _places(older.cells)
    if not late:
        return
    _unchanged_otherwise(older.cells, newer.cells)
    keys = [key for key in older.cells.rows if _place(older.cells, key) == TOTAL and key in newer.cells.row_of]
    old, new = _rows(older.cells, keys), _rows(newer.cells, keys)
    counts = newer.cells.counts[new] - older.cells.counts[old]
    if (counts < 0).any():
        raise MixedVersions("a national count fell although provinces were added")
    numbers = draft.add(counts)
    draft.protect(numbers, counts, counts.sum(axis=1))
    draft.outside.append(numbers.ravel())
    draft.tie_each((newer.numbers[new].ravel(), 1.0), (older.numbers[old].ravel(), -1.0), (numbers.ravel(), -1.0))
    draft.tie(*_group_sizes(numbers, counts))
    for key, found in zip(keys, numbers, strict=True):
        own = [_at(newer.cells, key, place) for place in sorted(late)]
        if all(place in newer.cells.row_of for place in own):
            parts = [(newer.numbers[newer.cells.row_of[place]], 1.0) for place in own]
            draft.tie_each(*parts, (found, -1.0))


def _group_sizes(numbers: Ints, counts: Ints) -> tuple[Ints, Ints, np.ndarray, np.ndarray]:
    height, width = numbers.shape
    rows = np.repeat(np.arange(height), width)
    return rows, numbers.ravel(), np.ones(numbers.size), counts.sum(axis=1).astype(np.float64)


def _unchanged_otherwise(older: Cells, newer: Cells) -> None:
    for key, row in older.row_of.items():
        other = newer.row_of.get(key)
        changed = other is not None and bool((older.counts[row] != newer.counts[other]).any())
        if changed and _place(older, key) != TOTAL:
            raise MixedVersions(f"{'|'.join(key)} changed although it had reported")


def _failing_twice(draft: Draft, context: Context, current: Numbered) -> Ints:
    """Number those who failed twice: part of those who fail now, and of those who failed in the quarter before."""
    twice = context.repeated
    if twice is None:
        return np.empty((0, 2), dtype=np.int64)
    failing = current.cells.catalogue.classes.index(FAILING)
    rows = _rows(current.cells, twice.rows)
    if (current.cells.counts[rows, failing] != twice.heads).any():
        raise ValueError("people failing now are not those of the release")
    numbers = draft.add(twice.counts)
    # That nobody failed twice is no secret: a row where all failed for the first time is not a full one.
    some = twice.counts[:, 0] > 0
    draft.protect(numbers[some], twice.counts[some], twice.heads[some])
    draft.outside.append(numbers[:, 1])
    draft.known.append(numbers[current.cells.heads[rows] == 0].ravel())
    draft.tie_each((numbers[:, 0], 1.0), (numbers[:, 1], 1.0), (current.numbers[rows, failing], -1.0))
    draft.tie_rows(twice.row_sums, numbers)
    if context.previous is not None:
        _quarter_before(draft, context.previous, context, twice, numbers[:, 0])
    return numbers


def _all_twice_before(
    draft: Draft, told: Sequence[Published | None], versions: Sequence[Numbered], newer: Repeated | None
) -> None:
    """Number who failed twice in versions, these newest first, what they told of it oldest first."""
    for version, before in zip(versions, reversed(told), strict=True):
        newer = _twice_before(draft, before, version, newer) if before is not None else newer


def _twice_before(draft: Draft, before: Published, classes: Numbered, newer: Repeated | None) -> Repeated:
    """Number who failed twice in an earlier version; counts that stayed are one unknown."""
    cells, first = before.cells, draft.size
    numbers = draft.add(cells.counts)
    for key, row in cells.row_of.items():
        other = None if newer is None else newer.cells.row_of.get(key)
        if newer is not None and other is not None:
            same = cells.counts[row] == newer.cells.counts[other]
            numbers[row, same] = newer.numbers[other, same]
    draft.known.append(np.setdiff1d(np.arange(first, draft.size), numbers))
    some = cells.counts[:, 0] > 0
    draft.protect(numbers[some], cells.counts[some], cells.heads[some])
    rows = _rows(classes.cells, cells.rows)
    failing = classes.cells.catalogue.classes.index(FAILING)
    draft.tie_each((numbers[:, 0], 1.0), (numbers[:, 1], 1.0), (classes.numbers[rows, failing], -1.0))
    draft.tie_rows(cells.row_sums, numbers)
    draft.known.append(numbers[:, 0][~before.hidden[:, 0]])
    draft.outside.append(np.concatenate([numbers[:, 0][before.hidden[:, 0]], numbers[:, 1]]))
    return Repeated(cells, numbers)


def _quarter_before(draft: Draft, previous: Published, context: Context, twice: Cells, numbers: Ints) -> None:
    before = number(draft, previous.cells)
    _seen(draft, previous, before)
    versions = _versions(draft, before, context.quarters.older)
    if context.quarters.repeated_previous:
        _all_twice_before(draft, context.quarters.repeated_previous, versions, None)
    _among(draft, Repeated(twice, numbers[:, None]), before)


def _quarter_after(draft: Draft, current: Numbered, after: Published, repeated: Published) -> None:
    """The quarter after was told before this version: who failed twice says something of this quarter too."""
    numbered = number(draft, after.cells)
    _seen(draft, after, numbered)
    _among(draft, _twice_before(draft, repeated, numbered, None), current)


def _among(draft: Draft, twice: Repeated, before: Numbered) -> None:
    """Who failed twice is among those who failed in the first of both quarters."""
    failing = before.cells.catalogue.classes.index(FAILING)
    for row, key in enumerate(twice.cells.rows):
        other = before.cells.row_of.get(key)
        # People move between provinces: where more failed twice than failed before, nobody may infer from it.
        rest = -1 if other is None else int(before.cells.counts[other, failing] - twice.cells.counts[row, 0])
        if other is not None and rest >= 0:
            recovered = draft.add(np.array([rest]))
            draft.outside.append(recovered)
            own = before.numbers[other : other + 1, failing]
            draft.tie_each((twice.numbers[row : row + 1, 0], 1.0), (recovered, 1.0), (own, -1.0))


def _rows(cells: Cells, keys: Sequence[Key]) -> Ints:
    return np.array([cells.row_of[key] for key in keys], dtype=np.int64)


def _places(cells: Cells) -> frozenset[str]:
    return frozenset(cells.catalogue.dimensions[cells.catalogue.order[cells.catalogue.place]].leaves)


def _place(cells: Cells, key: Key) -> str:
    return key[cells.catalogue.order[cells.catalogue.place]]


def _at(cells: Cells, key: Key, place: str) -> Key:
    order = cells.catalogue.order[cells.catalogue.place]
    return (*key[:order], place, *key[order + 1 :])
