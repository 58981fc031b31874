"""Disclosure control on a made-up nation at its real size; prints what is hidden, what attackers achieve, and seconds.

`python -m benchmarks.disclosure` takes a minute or two; with `--people` the slow attacker follows, who remembers that
people stand behind all tables at once. No database is needed.
"""

import resource
import sys
import time
from dataclasses import replace
from typing import Final

import numpy as np

from benchmarks.disclosure_noise import compared, finer
from benchmarks.disclosure_population import Population, counted, population, provinces
from benchmarks.tables import met, table
from tenants.statistics.disclosure.attacks import base_cells
from tenants.statistics.disclosure.attacks.differencing import Asking, questions
from tenants.statistics.disclosure.attacks.knowledge import knowledge
from tenants.statistics.disclosure.attacks.lp import LpAttacker
from tenants.statistics.disclosure.auditing import SLACK, Audit, audit
from tenants.statistics.disclosure.catalogue import (
    RECOMMENDED,
    TOTAL,
    Catalogue,
    before_all_report,
    flat,
    recommended,
)  # fmt: skip
from tenants.statistics.disclosure.cells import BaseCounts, Cells
from tenants.statistics.disclosure.coarsening import failing_twice, settle
from tenants.statistics.disclosure.losses import losses
from tenants.statistics.disclosure.protection import Pattern, protect
from tenants.statistics.disclosure.settings import Settings
from tenants.statistics.disclosure.worlds import Context

SEEDS: Final = (1, 2, 3)
LATE: Final = "56"
"""Khánh Hòa, one of the smaller provinces, reports late."""


def percent(share: float, digits: int = 1) -> str:
    """A share as the tables say it."""
    return f"{100 * share:.{digits}f} %"


def broken(pattern: Pattern) -> tuple[int, int, int]:
    """Cells to protect, those an attacker knows too well, and those known exactly."""
    world = pattern.world
    targets = np.flatnonzero((world.up > 0) | (world.down > 0))
    low, high = world.values[targets] - world.down[targets], world.values[targets] + world.up[targets]
    left = LpAttacker(knowledge(pattern)).attack(targets)
    narrow = (left.low > low + SLACK) | (left.high < high - SLACK)
    return len(targets), int(narrow.sum()), int((left.high - left.low < SLACK).sum())


def verdict(found: Audit) -> str:
    """What the attackers achieved, in a few words."""
    return f"{found.outside} narrowed, {found.pinned} exact, {found.not_whole} not whole"


def seed_line(seed: int) -> tuple[list[str], Population, Pattern]:
    """One nation: protect, attack, report."""
    people = population(recommended(provinces()), seed)
    cells = Cells.count(people.base())
    began = time.perf_counter()
    pattern = protect(cells)
    took = time.perf_counter() - began
    began = time.perf_counter()
    found = audit(pattern)
    audited = time.perf_counter() - began
    report = losses(pattern)
    protected, _, exactly = broken(replace(pattern, hidden=pattern.sensitive))
    line = [
        str(seed), str(protected), f"{exactly} exact", str(report.whole.hidden), percent(report.whole.share),
        percent(report.whole.people_share, 2), percent(report.national.share), verdict(found), met(found.clean),
        f"{pattern.programmes} / {took:.1f} s", f"{found.programmes} / {audited:.1f} s",
    ]  # fmt: skip
    return line, people, pattern


def asked(pattern: Pattern) -> str:
    """Issue every permitted query against the stored cells."""
    classes, stored = pattern.cells.catalogue.classes, pattern.cells
    keys = {one.code: list(stored.catalogue.keys(one)) for one in stored.catalogue.tables}
    asking = Asking(pattern)
    for question in questions(stored.catalogue):
        held = [(stored.catalogue.order[name], node) for name, node in question.held]
        rows = [key for key in keys[question.table] if all(key[at] == node for at, node in held)]
        asking.take({(key, one): pattern.count(key, one) for key in rows for one in classes})
    found = asking.attack()
    return (
        f"{found.questions} questions gave {found.cells} cells, {len(found.strange)} of them not as released;"
        f" from all together {found.outside} protected cells were narrowed, {found.pinned} known exactly."
    )


def linked(people: Population, first: Pattern) -> list[list[str]]:
    """What versions and quarters give away together, with patterns of their own and with linked ones."""
    chosen = np.random.default_rng(7).choice(len(people.classes), 3, replace=False)
    classes = people.classes.copy()
    classes[chosen] = (classes[chosen] + 1) % 4
    cells = Cells.count(people.base(classes))
    lines = [beside("three people corrected", protect(cells, Settings(total_weights=())), (first,))]
    lines.append(found_line("the same, pattern inherited", protect(cells, earlier=[first])))
    early = protect(Cells.count(reported(people)))
    lines.append(beside("a province reports late", first, (early,)))
    lines.append(found_line("the same, linked", protect(first.cells, earlier=[early])))
    base = reported(people)
    early = protect(Cells.count(base, before_all_report(base.catalogue)))
    lines.append(found_line("the same, LGR, LAS, GAS only once all report", protect(first.cells, earlier=[early])))
    before = protect(Cells.count(people.base(people.before)))
    lines.append(found_line("next quarter, prefers the last one's cells", protect(first.cells, previous=before)))
    twice = failing_twice(first.cells, people.repeated())
    both = protect(first.cells, previous=before, repeated=twice)
    lines.append(found_line("with people failing twice, both quarters", both))
    return lines


def beside(what: str, pattern: Pattern, earlier: tuple[Pattern, ...]) -> list[str]:
    """A pattern found without knowing of earlier versions, attacked with them."""
    return found_line(f"{what}, pattern of its own", replace(pattern, context=Context(earlier)))


def found_line(what: str, pattern: Pattern) -> list[str]:
    """What is hidden and what an attacker finds."""
    protected, narrow, exactly = broken(pattern)
    return [what, percent(pattern.hidden.mean()), str(protected), str(narrow), str(exactly)]


def reported(people: Population) -> BaseCounts:
    """The nation without the late province."""
    codes = people.catalogue.dimensions[0].leaves
    late = codes.index(LATE)
    members = people.members[people.members[:, 0] != late].copy()
    members[:, 0] -= members[:, 0] > late
    catalogue = recommended([code for code in codes if code != LATE])
    return counted(catalogue, members, people.classes[people.members[:, 0] != late])


def thresholds(people: Population) -> list[list[str]]:
    """What other thresholds cost, and which tables they make too fine."""
    lines = []
    for threshold in (3, 5, 10):
        found = settle(people.base(), Settings(threshold=threshold, group_min=threshold))
        report = losses(found.pattern)
        coarse = ", ".join(f"{one.table.code} → {one.instead.code if one.instead else '–'}" for one in found.coarsened)
        lines.append([
            str(threshold), str(report.whole.own), str(report.whole.cells), percent(report.whole.share),
            percent(report.national.share), coarse or "none",
        ])  # fmt: skip
    return lines


def behind(people: Population) -> str:
    """The slow attacker: over the dimensions that crossed tables use, with ranks in their bands."""
    bands = [node.code for node in people.catalogue.dimensions[3].nodes if node.parent == TOTAL]
    dimension = people.catalogue.dimensions[3]
    band_of = np.array([bands.index(dimension.parents[leaf]) for leaf in dimension.leaves])
    members = people.members[:, :6].copy()
    members[:, 3] = band_of[members[:, 3]]
    kept = (*people.catalogue.dimensions[:3], flat("rank", bands), *people.catalogue.dimensions[4:6])
    base = counted(Catalogue(kept, RECOMMENDED, people.catalogue.classes), members, people.classes)
    began = time.perf_counter()
    found = base_cells.attack(protect(Cells.count(base)), base)
    return (
        f"{found.reached} of {found.targets} ends reached over {found.unknowns} kinds of people and {found.shown} shown"
        f" figures, narrowest interval {found.narrowest:.1f}, worst residual {found.residual:.0e},"
        f" {found.programmes} programmes, {time.perf_counter() - began:.0f} s."
    )


def main() -> None:
    """Print everything."""
    results = [seed_line(SEEDS[0])]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    results += [seed_line(seed) for seed in SEEDS[1:]]
    print(f"{results[0][2].cells.counts.size} class cells, {results[0][2].solver}\n")
    head = ["seed", "protected", "only these hidden", "hidden", "of cells", "of people counted", "of national cells",
            "attackers", "clean", "protect: programmes / time", "audit: programmes / time"]  # fmt: skip
    print(table(head, [line for line, _, _ in results]))
    _, people, pattern = results[0]
    print(f"\nPeak memory of the first nation, its {len(people.classes)} people included: {peak:.0f} MB.\n")
    tables = [[loss.table or "", str(loss.cells), str(loss.own), str(loss.hidden), percent(loss.share)]
              for loss in losses(pattern).tables]  # fmt: skip
    print(table(["table (seed 1)", "cells", "small or full", "hidden", "share"], tables))
    print(f"\n{asked(pattern)}\n")
    head = ["linked publications (seed 1)", "hidden", "protected", "narrowed", "exact"]
    print(table(head, linked(people, pattern)))
    print()
    head = ["threshold (seed 1)", "small or full", "cells", "hidden", "national", "coarser tables"]
    print(table(head, thresholds(people)))
    print()
    print(
        table(["finer table (seed 1)", "cells", "small or full", "share", ""], list(finer(people.base(), Settings())))
    )
    print()
    head = ["instead of hiding (seed 1)", "cells changed", "sums broken", "small counts found again", "from 4 releases"]
    print(table(head, list(compared(pattern.cells, pattern.settings.threshold))))
    if "--people" in sys.argv[1:]:
        print(f"\n{behind(people)}")


if __name__ == "__main__":
    main()
