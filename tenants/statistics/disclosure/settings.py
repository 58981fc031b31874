"""What an office may set for its releases, with the values that were tried at the size of the nation."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Settings:
    """Rules of protection and prices of hiding; counts of people unless said otherwise.

    `threshold`: a class of 1 to one less is protected: whoever knows everything shown must deem both 0 and
    `threshold` (or the whole group, if smaller) possible. `group_min`: groups below it show nothing. `full_gap`: where
    everybody of a group is in one class, that class must seem possible with this many fewer (0: it is no secret).
    `headcount_known`: sizes of groups are known from establishment lists, even of those withheld.

    A hidden cell costs 1 + log2(1 + count), times each factor of `total_weights` whose dimension is at its total, times
    `sticky` if the previous release hid it. Rows of fewer than `carried_below` people whose classes stayed as they were
    keep what was hidden.

    A table may need primary protection in at most `table_limit` of its cells, but always in `table_allowance` of them.
    `loss_limit` and `national_loss_limit` are the shares of hidden cells from which a release is not worth making.
    A correction shows rows of at least `corrected_group` people, or where `corrected_people` were corrected.
    """

    threshold: int = 5
    group_min: int = 5
    full_gap: int = 3
    headcount_known: bool = True
    total_weights: tuple[tuple[str, float], ...] = (("province", 30.0), ("body", 2.0))
    sticky: float = 0.3
    carried_below: int = 50
    table_limit: float = 0.02
    table_allowance: int = 2
    loss_limit: float = 0.10
    national_loss_limit: float = 0.05
    corrected_group: int = 200
    corrected_people: int = 5
    rounds: int = 6
    largest_move: int = 40


@dataclass(frozen=True, slots=True)
class SumSettings:
    """Rules for sums of hours: who may be behind one, and how far nobody may guess it.

    A unit of fewer than `people_min` people is protected, and one where the largest person holds more than
    `largest_share` of the sum or the two largest more than `two_share`. Protected sums must seem possible with
    `margin` (a share of the sum) more and fewer.
    """

    people_min: int = 5
    largest_share: float = 0.50
    two_share: float = 0.75
    margin: float = 0.20
