"""The cast of a demonstration: who holds which post, under whom, invented anew from a seed and always the same."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from random import Random
from typing import Final, Literal

from tenants.demo.names import Person, Register
from tenants.demo.positions import Position, StaffPositions, head_position
from tenants.provisioning.units import PlannedUnit, unit_template

Post = Literal["head", "deputy", "staff"]

# Evaluations of cadres managed by the Politburo or the Secretariat are state secrets: they are not entered at all.
CENTRALLY_MANAGED: Final = frozenset({("TU", "head"), ("TU", "deputy"), ("HDND", "head"), ("UBND", "head")})
GOVERNMENT: Final = "UBND"
AGENCIES: Final = frozenset(
    {"department", "sub_department", "service_unit", "people_committee", "front", "mass_organisation", "commune"}
)
# Out of a hundred: postgraduate, graduate, college, other.
QUALIFICATIONS: Final = ("postgraduate", "graduate", "college", "other")
LEARNED: Final[Mapping[str, tuple[int, ...]]] = {
    "leadership": (38, 60, 2, 0), "professional": (20, 75, 4, 1), "shared": (14, 76, 8, 2), "support": (1, 37, 44, 18),
}  # fmt: skip
YOUNGEST: Final[Mapping[Post, int]] = {"head": 38, "deputy": 34, "staff": 23}


@dataclass(frozen=True)
class Member:
    """One person in one post.

    `leader` is the key of whoever verifies their work, nobody for the one at the top; it is written on the appointment
    only where `leader_named`, since otherwise it follows from the tree. `also_heads` is a unit (by code) that the
    person heads beside the own post.
    """

    key: str
    unit: str
    post: Post
    role: str
    position: str | None
    group: str
    field: str
    title: str
    person: Person
    staff_type: str
    qualification: str
    leader: str | None = None
    leader_named: bool = False
    also_heads: str | None = None


@dataclass(frozen=True)
class Size:
    """How large a demonstration is: how posts of the plan are filled, and up to how many people in all."""

    small: bool
    people: int | None = None


class Cast:
    """Fills the posts of planned units with invented people, and finds out who leads whom."""

    def __init__(
        self, planned: Sequence[PlannedUnit], positions: Sequence[Position], size: Size, *, seed: str, on: date
    ) -> None:
        self._planned = planned
        self._known = {position.code: position for position in positions}
        self._staff = StaffPositions(positions)
        self._size = size
        self._on = on
        self._rng = Random(f"{seed}/posts")  # noqa: S311 - invented posts, no secret
        # Of its own, so that what is drawn here moves nothing else.
        self._files = Random(f"{seed}/files")  # noqa: S311 - invented posts, no secret
        self._register = Register(planned[0].code, seed)

    @cached_property
    def _units(self) -> Mapping[str, PlannedUnit]:
        return {unit.code: unit for unit in self._planned}

    def members(self) -> list[Member]:
        """Everybody, in the order of the tree."""
        filled = [member for unit in self._planned for member in self._in_unit(unit)]
        filled = _with_second_posts(filled, self._planned[0].code, self._units)
        return _led(filled, self._units)

    def _in_unit(self, unit: PlannedUnit) -> Iterator[Member]:
        for post, number in self._posts(unit):
            if (unit.code, post) not in CENTRALLY_MANAGED:
                yield self._member(unit, post, number)

    def _posts(self, unit: PlannedUnit) -> Iterator[tuple[Post, int]]:
        deputies, staff = unit.deputies, self._seats[unit.code]
        if self._size.small:
            scale = unit_template()["small_scale"]
            deputies = min(deputies, scale["deputies_at_most"])
            staff = max(1, round(staff * scale["staff_percent"] / 100)) if staff else 0
        counts: tuple[tuple[Post, int], ...] = (("head", unit.heads), ("deputy", deputies), ("staff", staff))
        for post, count in counts:
            for number in range(count):
                yield post, number

    @cached_property
    def _seats(self) -> dict[str, int]:
        """Posts of staff by unit: those of the plan, some vacant or some added until the wanted number is met."""
        seats = {unit.code: unit.staff for unit in self._planned}
        if self._size.people is not None:
            leading = sum(
                (unit.heads if (unit.code, "head") not in CENTRALLY_MANAGED else 0)
                + (unit.deputies if (unit.code, "deputy") not in CENTRALLY_MANAGED else 0)
                for unit in self._planned
            )
            short = self._size.people - leading - sum(seats.values())
            large = [code for code, count in seats.items() if count > 1]
            for number in range(abs(short)):
                seats[large[number * 7 % len(large)]] += 1 if short > 0 else -1
        return seats

    def _member(self, unit: PlannedUnit, post: Post, number: int) -> Member:
        person = self._register.person(on=self._on, youngest=YOUNGEST[post])
        if post == "staff":
            position, title = self._staff.draw(unit, self._rng), ""
        else:
            code = head_position(unit, deputy=post == "deputy") or ""
            title = unit.head_title if post == "head" else unit.deputy_title
            position = self._known.get(code) or Position("", title, "leadership", unit.field or "chung", "")
        return Member(
            key=f"{unit.code}/{post}/{number}",
            unit=unit.code,
            post=post,
            role=_role(unit, post, self._units),
            position=position.code or None,
            group=position.group,
            field=position.field,
            title=title or position.name,
            person=person,
            staff_type="public_employee" if _is_service(unit, self._units) else "civil_servant",
            qualification=self._files.choices(QUALIFICATIONS, LEARNED[position.group])[0],
        )


def _role(unit: PlannedUnit, post: Post, units: Mapping[str, PlannedUnit]) -> str:
    if post == "staff":
        return "cadre"
    if unit.code == GOVERNMENT:
        return f"province_{post}"
    return f"{'agency' if _is_agency(unit, units) else 'division'}_{post}"


def _is_agency(unit: PlannedUnit, units: Mapping[str, PlannedUnit]) -> bool:
    """Whether a unit is a body of its own; of the Party's and the Council's units those near the top are."""
    if unit.kind in AGENCIES:
        return True
    above = units[unit.parent] if unit.parent else unit
    if above.kind in ("commune", "province"):
        return unit.kind in ("party", "council")
    return unit.kind in ("party", "council") and unit.commune_code is None and above.parent == next(iter(units))


def _is_service(unit: PlannedUnit, units: Mapping[str, PlannedUnit]) -> bool:
    """Whether a unit is a public service unit (đơn vị sự nghiệp) or inside one: public employees work there."""
    while unit.kind != "service_unit" and unit.parent:
        unit = units[unit.parent]
    return unit.kind == "service_unit"


def _with_second_posts(members: list[Member], root: str, units: Mapping[str, PlannedUnit]) -> list[Member]:
    """The first vice chair of the province also heads the province's tree, a commune's secretary the commune's."""
    first_of_government = next((member.key for member in members if member.unit == GOVERNMENT), None)

    def second(member: Member) -> str | None:
        if member.key == first_of_government:
            return root
        unit = units[member.unit]
        of_commune = unit.parent is not None and units[unit.parent].kind == "commune"
        return unit.parent if of_commune and unit.kind == "party" and member.post == "head" else None

    return [replace(member, also_heads=second(member)) for member in members]


def _led(members: list[Member], units: Mapping[str, PlannedUnit]) -> list[Member]:
    """Everybody with their leader: the unit's head, for heads the nearest head above; some are named.

    The vice chairs of the province share the heads of departments and the secretaries of communes among them.
    """
    heads = {member.unit: member for member in members if member.post == "head"}
    heads |= {member.also_heads: member for member in members if member.also_heads}
    vice_chairs = [member for member in members if member.unit == GOVERNMENT]
    shared = 0
    found = []
    for member in members:
        unit = units[member.unit]
        to_share = member.post == "head" and (unit.parent == GOVERNMENT or member.also_heads is not None)
        if to_share and vice_chairs:
            leader = vice_chairs[shared % len(vice_chairs)].key
            shared += 1
            found.append(replace(member, leader=leader, leader_named=True))
        else:
            found.append(replace(member, leader=_leader_by_tree(member, heads, units)))
    return found


def _leader_by_tree(member: Member, heads: Mapping[str, Member], units: Mapping[str, PlannedUnit]) -> str | None:
    code: str | None = member.unit
    while code is not None:
        head = heads.get(code)
        if head is not None and head.key != member.key and not (member.post == "head" and code == member.unit):
            return head.key
        code = units[code].parent
    return None
