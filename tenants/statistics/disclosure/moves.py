"""Moves from the true nation to others that print the same release, and how far they reach: the certificates."""

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from tenants.statistics.disclosure.arrays import Flags, Floats, Ints
from tenants.statistics.disclosure.systems import System

NEGLIGIBLE: Final = 1e-6
RESIDUAL: Final = 1e-5
REACHED: Final = 1e-5
"""How much a move may fall short of what it must reach."""


@dataclass(frozen=True, slots=True)
class Move:
    """A certificate: the truth plus `forth` times the changes, and minus `back` times, are other possible nations."""

    cells: Ints
    changes: Floats
    forth: float
    back: float


@dataclass(slots=True)
class Reached:
    """How far above and below the truth the moves found so far reach, for every unknown."""

    system: System
    up: Floats = field(init=False)
    down: Floats = field(init=False)
    moves: list[Move] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Nothing is reached yet."""
        self.up, self.down = np.zeros(self.system.size), np.zeros(self.system.size)

    def add(self, change: Floats) -> Flags:
        """Keep a move that is possible; tells which cells it changes (none when it is not possible)."""
        change = np.where(np.abs(change) < NEGLIGIBLE, 0.0, change)
        moved: Flags = change != 0
        forth, back = _room(self.system.values, change), _room(self.system.values, -change)
        residual = np.abs(self.system.sums.at(change)).max(initial=0.0)
        if not moved.any() or residual > RESIDUAL * max(1.0, float(np.abs(change).max())):
            return np.zeros_like(moved)
        self.up = np.maximum(self.up, np.maximum(change * forth, -change * back))
        self.down = np.maximum(self.down, np.maximum(-change * forth, change * back))
        self.moves.append(Move(np.flatnonzero(moved), change[moved], forth, back))
        return moved

    def lacks_up(self) -> Flags:
        """Unknowns that do not reach as far up as they must."""
        return self.up < self.system.up - REACHED

    def lacks_down(self) -> Flags:
        """Unknowns that do not reach as far down as they must."""
        return self.down < self.system.down - REACHED


def _room(values: Floats, change: Floats) -> float:
    """How many times a change fits before a count would be negative."""
    falling = change < 0
    return float(np.min(values[falling] / -change[falling], initial=np.inf)) if falling.any() else 1.0
