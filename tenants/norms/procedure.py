"""What a norm package settles of the evaluation procedure: quota, petition days, Party conditions, posts and years."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Final, Literal

from kernel.errors import Refusal
from tenants.norms.errors import BadSetting
from tenants.norms.language import Package, Place, Value

QuotaOf = Literal["htt", "htt_and_above"]
QuotaGroup = Literal["position_group", "unit", "standing"]
Rounding = Literal["floor", "half_up", "ceil"]
TieBreak = Literal["results", "general", "agency"]
DaysIn = Literal["working_days", "calendar_days"]


@dataclass(frozen=True)
class Procedure:
    """The settings of a package that the program itself knows, by their names there; absent ones have these values.

    Shares are parts of 1, days those of `petition_days_in`; the days to answer are always working days. `party_blocks`
    is the lowest class whose Party conditions bind (those of lower classes are told and left to a person),
    `discipline_of` how long a discipline counts, `deputies_ranked_by` whose head decides on deputies of an agency.
    """

    quota_share: Decimal = Decimal("0.20")
    quota_granted_share: Decimal = Decimal("0.25")
    quota_of: QuotaOf = "htt"
    quota_rounding: Rounding = "floor"
    quota_group: QuotaGroup = "position_group"
    tie_break: TieBreak = "results"
    petition_days: int = 5
    petition_days_in: DaysIn = "working_days"
    answer_days: int = 10
    late_share_max: Decimal = Decimal("0.20")
    above_min: Decimal = Decimal("0.30")
    unit_min: Decimal = Decimal("0.70")
    undone_max: Decimal = Decimal("0.50")
    two_failing_quarters: Literal["flag", "ignore"] = "flag"
    year_of: Literal["quarters", "months"] = "quarters"
    posts: Literal["together", "weighted"] = "together"
    party_blocks: Literal["htxs", "htt", "ht"] = "htxs"
    discipline_of: Literal["year", "period"] = "year"
    deputies_ranked_by: Literal["own_agency", "agency_above"] = "own_agency"
    comment_below_max: bool = False


CHOICES: Final[Mapping[str, tuple[str, ...]]] = {
    "quota_of": ("htt", "htt_and_above"),
    "quota_rounding": ("floor", "half_up", "ceil"),
    "quota_group": ("position_group", "unit", "standing"),
    "tie_break": ("results", "general", "agency"),
    "petition_days_in": ("working_days", "calendar_days"),
    "two_failing_quarters": ("flag", "ignore"),
    "year_of": ("quarters", "months"),
    "posts": ("together", "weighted"),
    "party_blocks": ("htxs", "htt", "ht"),
    "discipline_of": ("year", "period"),
    "deputies_ranked_by": ("own_agency", "agency_above"),
}
"""Settings that choose one of the words the program knows."""

SHARES: Final = ("quota_share", "quota_granted_share", "late_share_max", "undone_max")
"""Settings that are a part of 1."""

RATES: Final = ("above_min", "unit_min")
"""Settings that are a part of a requirement, which may be exceeded: 0 to 10."""

DAYS: Final = ("petition_days", "answer_days")
"""Settings that count days, 0 to 90."""

LONGEST: Final = 90
_BY_CRITERIA: Final = "comment_below_max"


def procedure(package: Package) -> Procedure:
    """The procedure of a package; `comment_below_max` stands with its criteria, a year is of quarters if there are any.

    The package has passed `refusals`: only values the program knows are in it.
    """
    given: dict[str, object] = {
        "year_of": "quarters" if {"quarter", "year"} <= set(package.levels) else "months",
        _BY_CRITERIA: package.criteria is not None and package.criteria.comment_below_max,
    }
    for field in fields(Procedure):
        setting = package.settings.get(field.name)
        if setting is not None and field.name != _BY_CRITERIA:
            given[field.name] = (
                int(setting.value) if isinstance(setting.value, Decimal) and field.name in DAYS else setting.value
            )
    return Procedure(**given)  # type: ignore[arg-type] # each is held to its type by `refusals`


def refusals(package: Package) -> Iterator[tuple[Refusal, Place | None]]:
    """Settings of a name the program knows whose value it cannot use, with their places."""
    for name, setting in package.settings.items():
        expected = _expected(name, setting.value)
        if expected is not None:
            yield BadSetting("document", name=name, expected=expected[0], expected_en=expected[1]), setting.place


def _expected(name: str, value: Value) -> tuple[str, str] | None:
    """What a setting would have to be, in both languages, where it is not."""
    if name in CHOICES and value not in CHOICES[name]:
        words = ", ".join(CHOICES[name])
        return f"một trong: {words}", f"one of: {words}"
    if name in SHARES and not (isinstance(value, Decimal) and 0 <= value <= 1):
        return "một phần từ 0 đến 1", "a part from 0 to 1"
    if name in RATES and not (isinstance(value, Decimal) and 0 <= value <= 10):
        return "một tỷ lệ từ 0 đến 10", "a rate from 0 to 10"
    if name in DAYS and not (isinstance(value, Decimal) and 0 <= value <= LONGEST and value == int(value)):
        return f"số ngày từ 0 đến {LONGEST}", f"whole days from 0 to {LONGEST}"
    return None
