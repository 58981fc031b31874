"""Which cells must not be known, why, and how far from the truth each must still seem possible."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from tenants.statistics.disclosure.arrays import Codes, Floats, Ints
from tenants.statistics.disclosure.settings import Settings


class Reason(StrEnum):
    """Why a cell is hidden; for the office only, outside all hidden cells carry the same mark."""

    PRIMARY = "primary"
    SMALL_GROUP = "small_group"
    FULL = "full"
    SECONDARY = "secondary"
    INHERITED = "inherited"
    CARRIED = "carried"


SHOWN: Final = -1
REASONS: Final = tuple(Reason)
CODE: Final = {reason: at for at, reason in enumerate(REASONS)}
SENSITIVE: Final = (CODE[Reason.PRIMARY], CODE[Reason.SMALL_GROUP], CODE[Reason.FULL])


@dataclass(frozen=True, slots=True)
class Needs:
    """For each cell the distances that must seem possible above and below its count, and the reason (or -1)."""

    up: Floats
    down: Floats
    reasons: Codes


def needs(counts: Ints, heads: Ints, settings: Settings) -> Needs:
    """What the counts of rows (one column for each class, `heads` people in a row) call for.

    A class of 1 to `threshold` - 1: both 0 and the threshold (or the whole group) must seem possible. A group smaller
    than `group_min`: nothing of it is shown, zeros included, and its counts above zero are such classes. Everybody in
    one class: `full_gap` fewer must seem possible (with a gap of 0 that is no secret).
    """
    people = heads[:, None]
    small_group = (people > 0) & (people < settings.group_min)
    small = (counts > 0) & (counts < settings.threshold)
    close = small | (small_group & (counts > 0))
    full = (counts == people) & (people > 0) & ~close & (settings.full_gap > 0)
    highest = np.minimum(np.maximum(settings.threshold, counts), people)
    reasons = np.full(counts.shape, SHOWN, dtype=np.int8)
    reasons[full] = CODE[Reason.FULL]
    reasons[small] = CODE[Reason.PRIMARY]
    reasons[np.broadcast_to(small_group, counts.shape)] = CODE[Reason.SMALL_GROUP]
    down = np.where(close, counts, np.where(full, np.minimum(settings.full_gap, counts), 0))
    return Needs(np.where(close, highest - counts, 0).astype(np.float64), down.astype(np.float64), reasons)
