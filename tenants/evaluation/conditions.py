"""Conditions on top of points, as a pure function: Decree 335's blockers, Regulation 366 and Guidance 02.

They propose and they block; none of them touches a score. Each says what it rests on.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal

State = Literal["met", "not_met", "needs_person"]

CLASSES: Final = ("KHT", "HT", "HTT", "HTXS")
"""Classes from the lowest to the highest."""

DECREE: Final = "Nghị định 335/2025/NĐ-CP"
REGULATION: Final = "Quy định 366-QĐ/TW, Điều 11"
GUIDANCE: Final = "Hướng dẫn 02-HD/BTCTW"

_BINDING: Final[Mapping[str, int]] = {"htxs": 3, "htt": 2, "ht": 1}
_REPRIMAND_UP: Final = frozenset({"reprimand", "warning", "pay_cut", "demotion", "removal", "dismissal"})


@dataclass(frozen=True)
class Condition:
    """One condition: its state, the highest class as things stand (none: it limits nothing), and what it rests on.

    `not_met` binds whoever decides; `needs_person` limits the proposal alone, until somebody says how it is.
    """

    code: str
    vi: str
    en: str
    article: str
    state: State
    highest: str | None
    rests_on: Mapping[str, Any]

    def stored(self) -> dict[str, Any]:
        """The condition as the sheet keeps it."""
        return dict(vars(self))


@dataclass(frozen=True)
class Work:
    """What the log holds of the period: sums of K times products, and pieces of work by how they came out."""

    assigned: Decimal = Decimal(0)
    accepted: Decimal = Decimal(0)
    tasks: int = 0
    done: int = 0
    late: int = 0
    failed: int = 0

    @property
    def rate(self) -> Decimal | None:
        """What was accepted of what was assigned, down to four decimals; nothing where nothing was assigned."""
        if not self.assigned:
            return None
        return self.accepted * 10_000 // self.assigned / 10_000


@dataclass(frozen=True)
class Record:
    """A discipline, conclusion or objective cause as conditions look at it."""

    id: str
    document_number: str
    on: date
    ground: str = "service"
    form: str = "reprimand"
    person_id: str | None = None

    @property
    def counts(self) -> bool:
        """Whether it is a conclusion, or a service discipline from reprimand (khiển trách) up."""
        return self.ground != "service" or self.form in _REPRIMAND_UP


@dataclass(frozen=True)
class Limits:
    """The package's settings that conditions are held against; `binding` is `party_blocks`."""

    late_share_max: Decimal = Decimal("0.20")
    above_min: Decimal = Decimal("0.30")
    unit_min: Decimal = Decimal("0.70")
    undone_max: Decimal = Decimal("0.50")
    binding: str = "htxs"
    flag_quarters: bool = True


@dataclass(frozen=True)
class Basis:
    """Everything the conditions of one sheet rest on; `unit` and `members` are for those who lead.

    `disciplines` are the person's own records that count in the period, `members` those of people led. Quarters are
    told by their first days: those classified KHT in the year, and of these the ones that follow each other.
    """

    kind: str
    standing: str
    work: Work = Work()
    above: Decimal | None = None
    unit: Work | None = None
    causes: Sequence[Record] = ()
    disciplines: Sequence[Record] = ()
    members: Sequence[Record] = ()
    failing_quarters: Sequence[date] = ()
    failing_in_a_row: Sequence[date] = ()
    limits: Limits = field(default_factory=Limits)

    @property
    def leads(self) -> bool:
        """Whether the person leads a unit or a field."""
        return self.standing != "staff"


def conditions(basis: Basis) -> tuple[Condition, ...]:
    """All conditions that apply to a person of that standing, in the order people read them."""
    return (*_blockers(basis), *_excellent(basis), *_lower_classes(basis), *_unit(basis), *_quarters(basis))


def proposed(by_points: str | None, found: Sequence[Condition]) -> str | None:
    """The lower of the class by points and of what the conditions allow as things stand; nothing without points."""
    if by_points is None:
        return None
    return min([by_points, *(one.highest for one in found if one.highest is not None)], key=CLASSES.index)


def highest_allowed(found: Sequence[Mapping[str, Any]]) -> str:
    """The highest class that stored conditions leave to whoever decides: only what is not met binds."""
    binding = (one["highest"] for one in found if one["state"] == "not_met" and one["highest"] is not None)
    return min(binding, key=CLASSES.index, default=CLASSES[-1])


def _blockers(basis: Basis) -> Iterator[Condition]:
    """Not ranked above KHT whatever the points (Decree 335)."""
    grounds = (
        ("degradation", "Không bị kết luận suy thoái, tự diễn biến, tự chuyển hóa", "No concluded degradation"),
        ("service", "Không bị kỷ luật từ khiển trách trở lên", "No service discipline from reprimand up"),
        ("unit_wrongdoing", "Đơn vị phụ trách không có tham nhũng, lãng phí bị xử lý",
         "No corruption or waste handled by law in the unit led"),
    )  # fmt: skip
    for ground, vi, en in grounds:
        records = [one for one in basis.disciplines if one.ground == ground and one.counts]
        if ground == "unit_wrongdoing" and not basis.leads and not records:
            continue
        yield _condition(f"decree335.{ground}", vi, en, DECREE, not records, "KHT", _records(records))


def _excellent(basis: Basis) -> Iterator[Condition]:
    """What HTXS needs (Regulation 366)."""
    work, limits = basis.work, basis.limits
    known = True if work.tasks else None
    yield _condition(
        "reg366.htxs.tasks", "HTXS: hoàn thành 100% nhiệm vụ", "HTXS: 100 % of tasks done", REGULATION,
        known and work.done == work.tasks, "HTT", {"tasks": work.tasks, "done": work.done},
    )  # fmt: skip
    yield _condition(
        "reg366.htxs.clean", "HTXS: đúng tiến độ, bảo đảm chất lượng", "HTXS: on time and of quality", REGULATION,
        known and not (work.late or work.failed), "HTT", _faults(work),
    )  # fmt: skip
    yield _condition(
        "reg366.htxs.above", "HTXS: phần vượt yêu cầu đủ mức", "HTXS: enough above requirement", REGULATION,
        None if basis.above is None else basis.above >= limits.above_min, "HTT",
        {"above": _text(basis.above), "least": _text(limits.above_min)},
    )  # fmt: skip
    if basis.leads:
        members = [one for one in basis.members if one.counts]
        yield _condition(
            "reg366.htxs.members", "HTXS: không có đơn vị, cá nhân thuộc quyền bị kỷ luật",
            "HTXS: no disciplined unit or member", REGULATION, not members, "HTT", _records(members),
        )  # fmt: skip


def _lower_classes(basis: Basis) -> Iterator[Condition]:
    """What HTT and HT need, and when it is KHT (Regulation 366); the package says which of them bind."""
    work, limits = basis.work, basis.limits
    if not work.tasks:
        return
    whole = work.done == work.tasks
    yield _binding(
        basis, 2, "reg366.htt", "HTT: 100% nhiệm vụ đúng tiến độ, bảo đảm chất lượng",
        "HTT: all tasks on time and of quality", whole and not (work.late or work.failed),
        {"tasks": work.tasks, "done": work.done, **_faults(work)},
    )  # fmt: skip
    yield _binding(
        basis, 1, "reg366.ht", "HT: 100% nhiệm vụ, phần chậm trong giới hạn",
        "HT: all tasks done, not too many late", whole and work.late <= limits.late_share_max * work.tasks,
        {"tasks": work.tasks, "done": work.done, "late": work.late, "most": _text(limits.late_share_max)},
    )  # fmt: skip
    undone = work.tasks - work.done
    yield _condition(
        "reg366.undone", "Phần nhiệm vụ không hoàn thành trong giới hạn", "Not too many tasks left undone", REGULATION,
        undone <= limits.undone_max * work.tasks, "KHT",
        {"tasks": work.tasks, "undone": undone, "most": _text(limits.undone_max)},
    )  # fmt: skip


def _unit(basis: Basis) -> Iterator[Condition]:
    """A unit below its least result, without force majeure: the head KHT, deputies HTT at most (Guidance 02)."""
    if not basis.leads:
        return
    rate = basis.unit.rate if basis.unit is not None else None
    reached = None if rate is None else rate >= basis.limits.unit_min
    rests_on = {
        "rate": _text(rate),
        "assigned": _text(basis.unit.assigned if basis.unit else None),
        "accepted": _text(basis.unit.accepted if basis.unit else None),
        "least": _text(basis.limits.unit_min),
    }
    if reached is False and basis.causes:
        reached, rests_on = True, {**rests_on, **_records(basis.causes)}
    highest = "KHT" if basis.standing == "leader" else "HTT"
    found = _condition(
        "guide02.unit", "Kết quả đơn vị đạt mức tối thiểu (trừ bất khả kháng)",
        "The unit reaches its least result (force majeure aside)", GUIDANCE, reached, highest, rests_on,
    )  # fmt: skip
    yield found if reached is not None else _unlimited(found)


def _quarters(basis: Basis) -> Iterator[Condition]:
    """One KHT quarter blocks HTXS for the year; two in a row are told to whoever appoints (Guidance 02)."""
    if basis.kind == "year":
        yield _condition(
            "guide02.quarter", "Không có quý nào xếp loại KHT trong năm", "No KHT quarter in the year", GUIDANCE,
            not basis.failing_quarters, "HTT", {"quarters": [day.isoformat() for day in basis.failing_quarters]},
        )  # fmt: skip
    if basis.kind != "month" and basis.limits.flag_quarters and basis.failing_in_a_row:
        found = _condition(
            "guide02.two_quarters", "Hai quý liên tiếp KHT: xem xét thay thế, bố trí công tác khác",
            "Two KHT quarters in a row: to be considered for replacement", GUIDANCE, None, "HTXS",
            {"quarters": [day.isoformat() for day in basis.failing_in_a_row]},
        )  # fmt: skip
        yield _unlimited(found)


def _condition(
    code: str, vi: str, en: str, article: str, met: bool | None, highest: str, rests_on: Mapping[str, Any]
) -> Condition:
    """A condition that allows `highest` unless it is met; without an answer a person must say."""
    state: State = "needs_person" if met is None else "met" if met else "not_met"
    return Condition(code, vi, en, article, state, None if met else highest, rests_on)


def _binding(
    basis: Basis, grade: int, code: str, vi: str, en: str, met: bool, rests_on: Mapping[str, Any]
) -> Condition:
    """A Party condition of a class; where the package does not let it bind, a person says what follows."""
    found = _condition(code, vi, en, REGULATION, met, CLASSES[grade - 1], rests_on)
    if met or grade >= _BINDING[basis.limits.binding]:
        return found
    return _unlimited(Condition(code, vi, en, REGULATION, "needs_person", None, rests_on))


def _unlimited(found: Condition) -> Condition:
    return Condition(found.code, found.vi, found.en, found.article, found.state, None, found.rests_on)


def _faults(work: Work) -> dict[str, Any]:
    return {"late": work.late, "failed": work.failed}


def _records(records: Sequence[Record]) -> dict[str, Any]:
    return {
        "records": [
            {"id": one.id, "document_number": one.document_number, "on": one.on.isoformat(), "person_id": one.person_id}
            for one in records
        ]
    }


def _text(number: Decimal | None) -> str | None:
    """A number as its exact text, without trailing zeros."""
    if number is None:
        return None
    return f"{number.normalize():f}" if number else "0"
