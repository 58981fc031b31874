"""`audit`: every attack on a pattern before it may be released; a release without a clean audit does not finish."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from tenants.statistics.disclosure.arrays import Floats, Ints
from tenants.statistics.disclosure.attacks import integer
from tenants.statistics.disclosure.attacks.knowledge import Knowledge, knowledge
from tenants.statistics.disclosure.attacks.lp import LpAttacker
from tenants.statistics.disclosure.needs import CODE, Reason
from tenants.statistics.disclosure.protection import Pattern
from tenants.statistics.disclosure.worlds import World

SLACK: Final = 1e-5
INSIDERS: Final = 40
"""Of how many protected cells one person of the cell is taken for an attacker."""


@dataclass(frozen=True, slots=True)
class Audit:
    """What the attackers achieved against `protected` cells, those of earlier versions included.

    `pinned` and `outside` are cells known exactly, and cells whose interval is too narrow; `not_whole` counts ends that
    no nation of whole numbers reaches; `false_proofs` counts certificates that do not print the same release.
    Only told, and no failure: `zeros` and `zeros_open` are hidden zeros of small groups and those that might be a
    person; `insiders` and `insiders_narrow` cells whose own member attacked, and those left with fewer than the
    threshold's values.
    """

    protected: int
    pinned: int
    outside: int
    not_whole: int
    false_proofs: int
    programmes: int
    zeros: int
    zeros_open: int
    insiders: int
    insiders_narrow: int

    @property
    def clean(self) -> bool:
        """Whether the release may go out."""
        return not (self.pinned or self.outside or self.not_whole or self.false_proofs)


def audit(pattern: Pattern) -> Audit:
    """Attack what would be published, with everything published before."""
    held = knowledge(pattern)
    world = pattern.world
    targets = np.flatnonzero((world.up > 0) | (world.down > 0))
    low, high = world.values[targets] - world.down[targets], world.values[targets] + world.up[targets]
    attacker = LpAttacker(held)
    left = attacker.attack(targets, low + SLACK, high - SLACK)
    whole = integer.attack(held, targets, low, high)
    zeros = _zeros(pattern)
    widest = attacker.attack(zeros)
    insiders, narrow = _insiders(attacker, world, targets, pattern.settings.threshold)
    return Audit(
        protected=len(targets),
        pinned=int((left.high - left.low < SLACK).sum()),
        outside=int(((left.low > low + SLACK) | (left.high < high - SLACK)).sum()),
        not_whole=int((~whole.reached).sum()),
        false_proofs=_false_proofs(pattern, held),
        programmes=left.programmes + whole.programmes + widest.programmes,
        zeros=len(zeros),
        zeros_open=int((widest.high >= 1 - SLACK).sum()),
        insiders=insiders,
        insiders_narrow=narrow,
    )


def _zeros(pattern: Pattern) -> Ints:
    small = pattern.reasons == CODE[Reason.SMALL_GROUP]
    zeros: Ints = pattern.world.cells[small & (pattern.cells.counts == 0)]
    return zeros


def _insiders(attacker: LpAttacker, world: World, targets: Ints, threshold: int) -> tuple[int, int]:
    """Somebody knows to be counted in a cell: how many cells, evenly chosen, and how many leave too few values."""
    inside = targets[(world.values[targets] >= 1) & (world.up[targets] + world.values[targets] >= threshold)]
    chosen = inside[:: max(1, len(inside) // INSIDERS)][:INSIDERS]
    narrow = 0
    for target in chosen.tolist():
        attacker.presume(target, 1.0)
        left = attacker.attack(np.array([target]))
        attacker.presume(target, 0.0)
        narrow += int(left.high[0] - left.low[0] < threshold - 1 - SLACK)
    return len(chosen), narrow


def _false_proofs(pattern: Pattern, held: Knowledge) -> int:
    """Certificates that are negative somewhere, do not add up, or differ from a figure that is shown."""
    false = 0
    for certificate in pattern.certificates:
        change = np.zeros(len(held.shown))
        change[certificate.cells] = certificate.changes
        for part in (certificate.forth, -certificate.back):
            false += not _prints_the_same(pattern.world.values + part * change, held)
    return false + int(_unproven(pattern))


def _prints_the_same(nation: Floats, held: Knowledge) -> bool:
    shown = ~np.isnan(held.shown)
    return bool(
        (nation > -SLACK).all()
        and (np.abs(nation[shown] - held.shown[shown]) < SLACK).all()
        and (np.abs(held.sums.at(nation) - held.totals) < 10 * SLACK).all()
    )


def _unproven(pattern: Pattern) -> bool:
    """Whether some requirement is not reached by any certificate."""
    up = pattern.needs.up - pattern.reached_up
    return bool((np.maximum(up, pattern.needs.down - pattern.reached_down) > SLACK).any())
