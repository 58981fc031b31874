"""How many posts the verified work of a unit needs (nhu cầu biên chế): an estimate with its interval, without I/O.

Hours are norm hours of verified entries. A unit's month is a trimmed mean over its people, so that nobody's log alone
decides, drawn towards comparable units where the unit is small. The interval is for the months to come: whole months
are resampled, all people together, since the season is common to them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import numpy as np

from tenants.statistics.disclosure.arrays import Floats

HOURS_OF_POST: Final = 150
"""Norm hours that one post gives in a month."""
FEWEST: Final = 3
"""Units of fewer people have no estimate of their own."""
TRIMMED_FROM: Final = 10
FEWEST_MONTHS: Final = 3
AHEAD: Final = 3
"""For how many months to come the interval is."""
STRENGTH: Final = 10
"""How many people a unit must have for its own log to weigh as much as its peers."""
DRAWS: Final = 1_000
SEED: Final = 335
LOW, HIGH = 0.10, 0.90
TENTH: Final = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Peers:
    """Comparable units: the middle of their hours per person and month, its spread, and what trimming takes off."""

    hours: float
    spread: float
    calibration: float


@dataclass(frozen=True)
class Estimate:
    """Norm hours a month of a unit, or of several together, in a form that can be added up.

    `own` are the deviations of its months from their mean as far as the estimate rests on them, `whole` all of them;
    `variance` is that of the part taken over from peers.
    """

    people: int
    hours: float
    own: Floats
    whole: Floats
    variance: float


@dataclass(frozen=True, slots=True)
class Need:
    """Posts needed, to one decimal, with the 80 % interval of the months to come."""

    posts: Decimal
    low: Decimal
    high: Decimal


def trimmed(hours: Floats) -> Floats:
    """Each month's total by the mean of its people without the highest and the lowest tenth; few people: the sum."""
    people = len(hours)
    if people < TRIMMED_FROM:
        return np.asarray(hours.sum(axis=0), dtype=np.float64)
    cut = -(-people // 10)
    middle = np.sort(hours, axis=0)[cut : people - cut]
    return np.asarray(middle.mean(axis=0) * people, dtype=np.float64)


def peers_of(units: Iterable[Floats]) -> Peers | None:
    """What units of one position group have in common; each is norm hours by person and month."""
    known = [hours for hours in units if len(hours) >= FEWEST and hours.shape[1] >= FEWEST_MONTHS]
    if not known:
        return None
    levels = np.array([trimmed(hours).mean() / len(hours) for hours in known])
    large = [hours for hours in known if len(hours) >= TRIMMED_FROM]
    cut = sum(float(trimmed(hours).sum()) for hours in large)
    whole = sum(float(hours.sum()) for hours in large)
    spread = float(levels.std(ddof=1)) if len(levels) > 1 else 0.0
    return Peers(float(np.median(levels)), spread, whole / cut if cut else 1.0)


def estimate(hours: Floats, peers: Peers) -> Estimate | None:
    """The hours a month of a unit from its log (people by months); nothing where people or months are too few."""
    people, months = hours.shape
    if people < FEWEST or months < FEWEST_MONTHS:
        return None
    totals = trimmed(hours) * (peers.calibration if people >= TRIMMED_FROM else 1.0)
    weight = people / (people + STRENGTH)
    centre = weight * float(totals.mean()) + (1 - weight) * people * peers.hours
    whole = (totals - totals.mean()) * np.sqrt(months / (months - 1))
    return Estimate(people, centre, weight * whole, whole, ((1 - weight) * people * peers.spread) ** 2)


def together(parts: Sequence[Estimate]) -> Estimate:
    """Several units as one: their months run side by side, what they took from peers varies unit by unit."""
    return Estimate(
        sum(one.people for one in parts),
        sum(one.hours for one in parts),
        np.sum([one.own for one in parts], axis=0),
        np.sum([one.whole for one in parts], axis=0),
        sum(one.variance for one in parts),
    )


def interval(found: Estimate, *, draws: int = DRAWS) -> tuple[float, float]:
    """Between which hours a month the next months will lie in four of five cases."""
    chance = np.random.default_rng(SEED)
    months = len(found.own)
    past = found.own[chance.integers(0, months, (draws, months))].mean(axis=1)
    ahead = found.whole[chance.integers(0, months, (draws, AHEAD))].mean(axis=1)
    taken = chance.standard_normal(draws) * np.sqrt(found.variance)
    low, high = np.quantile(found.hours + past + ahead + taken, (LOW, HIGH))
    return float(low), float(high)


def need(found: Estimate, hours_of_post: int = HOURS_OF_POST) -> Need:
    """The posts that these hours fill."""
    low, high = interval(found)
    return Need(*(posts(hours, hours_of_post) for hours in (found.hours, max(low, 0.0), high)))


def posts(hours: float, hours_of_post: int = HOURS_OF_POST) -> Decimal:
    """Hours a month as posts, to one decimal."""
    return (Decimal(repr(hours)) / hours_of_post).quantize(TENTH)


def apportioned(posts_given: int, people: Mapping[str, int]) -> dict[str, int]:
    """A unit's establishment divided among the groups of its people, in proportion, whole posts, none lost.

    The establishment (biên chế) is assigned to units, not to groups of positions.
    """
    total = sum(people.values())
    if not total:
        return {}
    shares = {group: divmod(posts_given * count, total) for group, count in sorted(people.items())}
    given = {group: whole for group, (whole, _) in shares.items()}
    left = posts_given - sum(given.values())
    for group in sorted(shares, key=lambda group: -shares[group][1])[:left]:
        given[group] += 1
    return given
