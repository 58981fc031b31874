"""The quota (tỷ lệ xếp loại xuất sắc) as pure arithmetic: how many HTXS an agency and each of its groups may have."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import groupby
from typing import Final, Literal
from uuid import UUID

from tenants.evaluation.conditions import CLASSES
from tenants.norms.language.numbers import settled
from tenants.norms.procedure import Procedure, QuotaOf, Rounding, TieBreak

HIGHEST: Final = CLASSES[-1]
POOLS: Final[Mapping[QuotaOf, tuple[str, ...]]] = {"htt": ("HTT",), "htt_and_above": ("HTT", "HTXS")}
_ROUNDING: Final[Mapping[Rounding, str]] = {"floor": ROUND_FLOOR, "half_up": ROUND_HALF_UP, "ceil": ROUND_CEILING}

Side = Literal["within", "beyond"]
Rule = Literal["order", "tie_break", "tied", "agency", "agency_tied", "no_seat"]


@dataclass(frozen=True)
class Ranked:
    """What the quota asks of a sheet: its group, its scores, its class by points, and the highest its conditions allow.

    A sheet without a class (nothing to rank, or not ranked) counts nowhere.
    """

    sheet_id: UUID
    group: str
    total: Decimal | None
    results: Decimal | None
    general: Decimal | None
    class_by_points: str | None
    highest_allowed: str = HIGHEST

    @property
    def before_quota(self) -> str | None:
        """The class by points, as far as the conditions allow it: what the quota starts from and never changes."""
        return None if self.class_by_points is None else lower(self.class_by_points, self.highest_allowed)


@dataclass(frozen=True)
class Line:
    """Where a candidate stands: the place in the group (equal ones share it), the side of the quota, and the rule.

    `order` goes by the total alone, `tie_break` by the published rule among equal totals. `tied`: equal to the last,
    and the seats do not reach for all of them. `agency`, `agency_tied`: the group had a seat, the agency has none.
    `no_seat`: the group has too few people classified good for a single seat.
    """

    sheet_id: UUID
    total: Decimal
    place: int
    side: Side
    rule: Rule
    equals: int
    """How many stand on the same place, this one included."""


@dataclass(frozen=True)
class Group:
    """A group with similar duties: how many count, how many seats that gives, and every candidate in rank order."""

    key: str
    pool: int
    quota: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Proposal:
    """The quota of an agency and of each of its groups, by key; both hold at once."""

    share: Decimal
    pool: int
    quota: int
    groups: tuple[Group, ...]

    def line_of(self, sheet_id: UUID) -> Line | None:
        """Where a sheet stands; nothing unless it is a candidate."""
        return next((line for group in self.groups for line in group.lines if line.sheet_id == sheet_id), None)


def lower(one: str, other: str) -> str:
    """The lower of two classes."""
    return min(one, other, key=CLASSES.index)


def above(one: str, other: str) -> bool:
    """Whether the first class is higher than the second."""
    return CLASSES.index(one) > CLASSES.index(other)


def pool_of(sheets: Iterable[Ranked], quota_of: QuotaOf) -> int:
    """How many are classified good before any quota: HTT, or HTT and HTXS, as the package says.

    Counted before the quota, since those whom it keeps from HTXS would otherwise enlarge the number it is a share of.
    """
    return sum(sheet.before_quota in POOLS[quota_of] for sheet in sheets)


def seats(pool: int, share: Decimal, rounding: Rounding) -> int:
    """The share of a number of people as whole seats."""
    return int((pool * share).to_integral_value(_ROUNDING[rounding]))


def propose(sheets: Iterable[Ranked], procedure: Procedure, share: Decimal) -> Proposal:
    """Who is proposed for HTXS: the highest of each group as far as its seats and the agency's reach.

    A tie at the border that the published rule does not break lets nobody of it in, and nobody behind it.
    """
    listed = [sheet for sheet in sheets if sheet.before_quota is not None]
    listed.sort(key=lambda sheet: (sheet.group, _key(sheet, procedure.tie_break), sheet.sheet_id))
    groups = [
        _group(key, list(members), procedure, share) for key, members in groupby(listed, lambda sheet: sheet.group)
    ]
    pool = pool_of(listed, procedure.quota_of)
    quota = seats(pool, share, procedure.quota_rounding)
    keys = {sheet.sheet_id: _key(sheet, procedure.tie_break) for sheet in listed}
    return Proposal(share, pool, quota, tuple(_within_agency(groups, keys, quota)))


Key = tuple[Decimal, Decimal]


def _key(sheet: Ranked, tie_break: TieBreak) -> Key:
    """What orders candidates, the best first: the total, then the part of it that the published rule prefers.

    Settled as every comparison of the norms is, so that thirds that reach a whole number are that number.
    """
    preferred = {"results": sheet.results, "general": sheet.general, "agency": None}[tie_break]
    return -settled(sheet.total or Decimal(0)), -settled(preferred or Decimal(0))


def _group(group_key: str, members: Sequence[Ranked], procedure: Procedure, share: Decimal) -> Group:
    pool = pool_of(members, procedure.quota_of)
    quota = seats(pool, share, procedure.quota_rounding)
    candidates = [sheet for sheet in members if sheet.before_quota == HIGHEST]
    keys = [_key(sheet, procedure.tie_break) for sheet in candidates]
    inside = _fitting(keys, quota)
    first, equals = {key: at for at, key in reversed([*enumerate(keys)])}, Counter(keys)
    parted = {total for total, _ in keys[:inside]} & {total for total, _ in keys[inside:]}
    lines = []
    for at, (sheet, key) in enumerate(zip(candidates, keys, strict=True)):
        side: Side = "within" if at < inside else "beyond"
        rule: Rule = "tie_break" if key[0] in parted else "order"
        if side == "beyond" and first[key] < quota:
            rule = "tied"
        elif quota == 0:
            rule = "no_seat"
        lines.append(Line(sheet.sheet_id, sheet.total or Decimal(0), first[key] + 1, side, rule, equals[key]))
    return Group(group_key, pool, quota, tuple(lines))


def _fitting(keys: Sequence[Key], quota: int) -> int:
    """How many of an ordered list fit into the seats without parting equal ones."""
    if quota >= len(keys):
        return len(keys)
    return keys.index(keys[quota])


def _within_agency(groups: Sequence[Group], keys: Mapping[UUID, Key], quota: int) -> Iterator[Group]:
    """The groups after the agency's own seats: those of all groups together are filled from the highest down.

    Rounded down, the groups' seats never add up to more than the agency's; rounded otherwise they may.
    """
    chosen = sorted(
        (keys[line.sheet_id], line.sheet_id) for group in groups for line in group.lines if line.side == "within"
    )
    ordered = [key for key, _ in chosen]
    inside = _fitting(ordered, quota)
    out = {sheet_id for _, sheet_id in chosen[inside:]}
    tied = {sheet_id for key, sheet_id in chosen if inside < quota < len(chosen) and key == ordered[quota]}
    for group in groups:
        yield replace(group, lines=tuple(_cut(line, line.sheet_id in out, tied) for line in group.lines))


def _cut(line: Line, out: bool, tied: set[UUID]) -> Line:
    if not out:
        return line
    return replace(line, side="beyond", rule="agency_tied" if line.sheet_id in tied else "agency")
