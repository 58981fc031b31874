"""The nation at its real size, three times: careless releases lose everything, protected ones nothing."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.disclosure_population import Population
from tenants.statistics.disclosure.auditing import audit
from tenants.statistics.disclosure.cells import Cells
from tenants.statistics.disclosure.losses import losses
from tenants.statistics.disclosure.protection import Pattern, protect
from tests.statistics.disclosure.nations import attacked, drawn

SEEDS = (1, 2, 3)
Release = Callable[[int], tuple[Population, Pattern]]


@pytest.mark.parametrize("seed", SEEDS)
def test_small_cells_hidden_alone_are_all_computed_back_exactly(released: Release, seed: int) -> None:
    pattern = released(seed)[1]
    left, _, _ = attacked(replace(pattern, hidden=pattern.sensitive))
    assert len(left.low) >= 80
    assert (np.abs(left.high - left.low) < 1e-5).all()


@pytest.mark.parametrize("seed", SEEDS)
def test_no_attacker_narrows_a_protected_cell_of_the_nation(released: Release, seed: int) -> None:
    pattern = released(seed)[1]
    found = audit(pattern)
    assert found.clean, found
    assert found.protected == (pattern.needs.up + pattern.needs.down > 0).sum() >= 80
    assert found.insiders_narrow == 0
    left, low, high = attacked(pattern)
    assert (left.low <= low + 1e-5).all()
    assert (left.high >= high - 1e-5).all()
    assert (left.high - left.low).min() >= 4.99


@pytest.mark.parametrize("seed", SEEDS)
def test_less_than_a_tenth_of_the_nations_cells_is_hidden(released: Release, seed: int) -> None:
    pattern = released(seed)[1]
    report = losses(pattern)
    assert report.acceptable
    assert report.whole.cells == pattern.hidden.size == 5 * 1_548
    assert pattern.hidden.sum() == report.whole.hidden == sum(count for _, count in report.reasons)
    assert 0 < report.whole.share < 0.10
    assert report.national.share < 0.05
    assert report.whole.people_share < 0.003
    assert {loss.table for loss in report.tables} == {table.code for table in pattern.cells.catalogue.tables}
    assert all(loss.own <= loss.hidden <= loss.cells for loss in report.tables)


def test_a_second_run_hides_the_same(released: Release) -> None:
    pattern = released(2)[1]
    again = protect(pattern.cells)
    assert again.digest == pattern.digest
    assert again.digest != released(1)[1].digest
    assert (again.reached_up == pattern.reached_up).all()


@pytest.mark.parametrize("hashing", ["1", "2"])
def test_another_process_hides_the_same_and_prints_nothing_else(hashing: str) -> None:
    """Not even the order of Python's sets may matter."""
    program = (
        "from tests.statistics.disclosure.nations import drawn;"
        "from tenants.statistics.disclosure.cells import Cells;"
        "from tenants.statistics.disclosure.protection import protect;"
        "print(protect(Cells.count(drawn(21))).digest)"
    )
    environment = os.environ | {"PYTHONHASHSEED": hashing}
    run = subprocess.run([sys.executable, "-c", program], env=environment, check=True, capture_output=True, text=True)
    assert run.stdout.strip() == protect(Cells.count(drawn(21))).digest


def test_every_requirement_has_two_other_nations_that_print_the_same_release(released: Release) -> None:
    pattern = released(3)[1]
    shown = ~pattern.hidden
    lowest, highest = pattern.cells.counts.astype(float), pattern.cells.counts.astype(float)
    for certificate in pattern.certificates:
        for nation in pattern.alternatives(certificate):
            assert nation.min() > -1e-6
            assert np.abs(nation - pattern.cells.counts)[shown].max() < 1e-6
            assert np.abs(nation.sum(axis=1) - pattern.cells.heads).max() < 1e-5
            lowest, highest = np.minimum(lowest, nation), np.maximum(highest, nation)
    assert (lowest <= pattern.cells.counts - pattern.needs.down + 1e-4).all()
    assert (highest >= pattern.cells.counts + pattern.needs.up - 1e-4).all()


def test_the_office_reads_reason_requirement_and_proof_of_each_cell(released: Release) -> None:
    pattern = released(1)[1]
    row, column = (int(at[0]) for at in np.nonzero(pattern.sensitive))
    key, category = pattern.cells.rows[row], pattern.cells.catalogue.classes[column]
    proof = pattern.proof(key, category)
    assert pattern.count(key, category) is None
    assert proof.reason == "primary"
    assert proof.must_reach == (0, 5)
    assert proof.possible[0] <= 0 < 1 <= proof.count <= 4 < 5 <= proof.possible[1] + 1e-5
    shown = pattern.proof(("*",) * 8, "HTT")
    assert (shown.reason, shown.possible) == (None, (shown.count, shown.count))
