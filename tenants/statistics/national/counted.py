"""Systems of counts protected, attacked, and laid out as figures."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.catalogue import FAILING_TWICE, Table
from tenants.statistics.disclosure.cells import BaseCounts
from tenants.statistics.disclosure.coarsening import Coarsened, settle
from tenants.statistics.disclosure.losses import LossReport, losses
from tenants.statistics.disclosure.protection import CannotProtect, Pattern
from tenants.statistics.disclosure.published import Published
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.worlds import Quarters
from tenants.statistics.national.figures import IMPOSSIBLE, Figure, absent, either, place_of
from tenants.statistics.national.kept import Proof, proof_of, proof_of_repeated
from tenants.statistics.national.systems import CLASSES, TWICE_SYSTEM, Nature


class NotClean(ValueError):
    """Attackers would learn something: nothing may be published."""

    def __init__(self, system: str, cells: int) -> None:
        """Keep which system, and how many cells."""
        super().__init__(f"{system}: {cells} cells")
        self.system = system
        self.cells = cells


@dataclass(frozen=True)
class Made:
    """A system ready to be published: its figures, what is kept, what it hides by table, and what was made coarser."""

    system: str
    catalogue: dict[str, Any]
    figures: tuple[Figure, ...]
    proof: Proof
    losses: tuple[dict[str, Any], ...] = ()
    inside: tuple[dict[str, Any], ...] = ()
    coarsened: tuple[dict[str, Any], ...] = ()
    also: tuple["Made", ...] = field(default=())


@dataclass(frozen=True)
class Beside:
    """What was published before and is published beside: see `protect`."""

    earlier: Sequence[Published] = ()
    previous: Published | None = None
    repeated: BaseCounts | None = None
    repeated_before: Sequence[Published | None] = ()
    twice_tables: Sequence[Table] = FAILING_TWICE
    quarters: Quarters | None = None


def protected(system: str, base: BaseCounts, settings: Settings, beside: Beside) -> tuple[Pattern, Sequence[Coarsened]]:
    """The pattern of a system, after every attack on it; raises `NotClean`."""
    try:
        settled = settle(
            base, settings, earlier=beside.earlier, previous=beside.previous, repeated=beside.repeated,
            repeated_before=beside.repeated_before, twice_tables=beside.twice_tables, quarters=beside.quarters,
        )  # fmt: skip
    except CannotProtect as refusal:
        raise NotClean(system, len(refusal.cells) + refusal.elsewhere) from refusal
    found = audit(settled.pattern)
    if not found.clean:
        raise NotClean(system, max(1, found.pinned + found.outside + found.not_whole + found.false_proofs))
    return settled.pattern, settled.coarsened


def made_classes(base: BaseCounts, settings: Settings, beside: Beside) -> Made:
    """People by class, and those failing twice."""
    pattern, coarsened = protected(CLASSES, base, settings, beside)
    classes = base.catalogue.classes
    nature = Nature(CLASSES, CLASSES, classes, classes, "people", lambda _: ())
    also = () if pattern.repeated is None else (_made_twice(pattern, pattern.repeated),)
    return _made(nature, pattern, coarsened, also)


def made_small(nature: Nature, base: BaseCounts, settings: Settings, earlier: Sequence[Published]) -> Made:
    """A system of counts by province and level."""
    pattern, coarsened = protected(nature.system, base, settings, Beside(earlier))
    return _made(nature, pattern, coarsened, ())


def _made(nature: Nature, pattern: Pattern, coarsened: Sequence[Coarsened], also: tuple[Made, ...]) -> Made:
    report = losses(pattern)
    return Made(
        nature.system,
        pattern.cells.catalogue.described(),
        tuple(_figures(nature, pattern)),
        proof_of(nature.system, pattern),
        tuple(_hidden_by_table(nature.system, report)),
        tuple(_for_the_office(report)),
        tuple(_told(one) for one in coarsened),
        also,
    )


def _figures(nature: Nature, published: Published) -> Iterator[Figure]:
    cells = published.cells
    for row, key in enumerate(cells.rows):
        where = place_of(cells.catalogue, key)
        for column, measure in enumerate(nature.measures):
            if measure is not None:
                yield _figure(nature.dataset, where, measure, published, row, column)
        if nature.whole is not None:
            people = None if published.heads_hidden[row] else int(cells.heads[row])
            yield either(nature.dataset, where, nature.whole, people)


def _figure(dataset: str, where: tuple[str, ...], measure: str, published: Published, row: int, column: int) -> Figure:
    if published.hidden[row, column]:
        return absent(dataset, where, measure)
    if published.cells.heads[row] == 0:
        return absent(dataset, where, measure, IMPOSSIBLE)
    return either(dataset, where, measure, int(published.cells.counts[row, column]))


def _made_twice(pattern: Pattern, repeated: Published) -> Made:
    """Who failed only now is shown where it follows from what is shown anyway."""
    cells, figures = repeated.cells, []
    for key in cells.rows:
        where = place_of(cells.catalogue, key)
        nobody = pattern.cells.heads[pattern.cells.row_of[key]] == 0
        twice, failing = repeated.count(key, "twice"), pattern.count(key, "KHT")
        once = None if twice is None or failing is None else failing - twice
        for measure, count in (("twice", twice), ("once", once)):
            status = IMPOSSIBLE if nobody and count is not None else None
            figures.append(
                either(TWICE_SYSTEM, where, measure, count) if status is None
                else absent(TWICE_SYSTEM, where, measure, status)
            )  # fmt: skip
    hidden = int(repeated.hidden[:, 0].sum())
    return Made(
        TWICE_SYSTEM, cells.catalogue.described(), tuple(figures), proof_of_repeated(TWICE_SYSTEM, repeated),
        ({"system": TWICE_SYSTEM, "table": None, "cells": len(cells.rows), "hidden": hidden},),
    )  # fmt: skip


def _hidden_by_table(system: str, report: LossReport) -> Iterator[dict[str, Any]]:
    """What everybody may count in the release: cells and those hidden, nothing of why, nothing of people."""
    for name, loss in ((None, report.whole), ("nation", report.national), *((one.table, one) for one in report.tables)):
        yield {"system": system, "table": name, "cells": loss.cells, "hidden": loss.hidden}


def _for_the_office(report: LossReport) -> Iterator[dict[str, Any]]:
    for name, loss in ((None, report.whole), ("nation", report.national), *((one.table, one) for one in report.tables)):
        yield {"table": name, "own": loss.own, "people": loss.people, "hidden_people": loss.hidden_people}
    yield {"reasons": dict(report.reasons), "acceptable": report.acceptable}


def _told(one: Coarsened) -> dict[str, Any]:
    return {"table": one.table.code, "instead": None if one.instead is None else one.instead.code}
