"""What a file changes in people and their posts, and what in it cannot be: unknown codes, two heads, two primaries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from policies.roles import HEAD_ROLES
from tenants.catalogue.vocabulary import Words
from tenants.importing.nearest import Nearest
from tenants.importing.reading import Findings, WantedPost
from tenants.importing.reconciling import FACTS, Codes, Fault, PersonChange, PersonSaid, PostSaid, Span, reconcile
from tenants.importing.register import KnownPerson, Register
from tenants.importing.sheets import PEOPLE_SHEET
from tenants.importing.unit_plan import UnitPlan
from tenants.importing.vocabulary import said as in_words
from tenants.vietnamese import search_key

_HINTS: Final = {column.field: column.hint for column in PEOPLE_SHEET.columns}
_LATER: Final = Words("Chọn ngày hiệu lực muộn hơn", "Choose a later day to take effect")
_FAULTS: Final[Mapping[Fault, tuple[str, str, Words, Words]]] = {
    "starts_later": (
        "valid_from",
        "POST_STARTS_LATER",
        Words("Vị trí đang ghi bắt đầu sau ngày hiệu lực", "The post recorded begins after the day of effect"),
        _LATER,
    ),
    "ends_before": (
        "valid_to",
        "BAD_DATES",
        Words("Vị trí sẽ kết thúc trước khi bắt đầu", "The post would end before it begins"),
        _HINTS["valid_to"],
    ),
    "two_primaries": (
        "primary",
        "PRIMARY_HELD",
        Words("Người này có hai vị trí chính cùng lúc", "This person would hold two primary posts at once"),
        Words("Ghi Kiêm nhiệm cho vị trí thứ hai, hoặc ngày thôi giữ vị trí cũ", "Make one concurrent, or end one"),
    ),
    "repeated": (
        "unit",
        "POST_REPEATED",
        Words("Vị trí này đã có ở một dòng trên", "This post stands in an earlier row already"),
        Words("Xóa dòng thừa", "Remove the row that is too many"),
    ),
}


@dataclass(frozen=True)
class Missing:
    """Somebody with a post in a unit of the file whom the file does not name."""

    person: KnownPerson
    unit: str
    role: str


@dataclass(frozen=True)
class PeoplePlan:
    """The changes of people in the order of the file, and who stands in its units without being named."""

    people: tuple[PersonChange, ...]
    rows: Mapping[int, WantedPost]
    missing: tuple[Missing, ...]
    elsewhere: int


class People:
    """Holds the people of a file against the register as its units will be."""

    def __init__(self, register: Register, tree: UnitPlan, on: date, found: Findings) -> None:
        self._register, self._tree, self._on, self._found = register, tree, on, found
        names = {code: unit.name for code, unit in register.units.items()}
        self._units = Nearest(names | {change.wanted.code: change.wanted.name for change in tree.changes})
        self._positions = Nearest({code: one.name for code, one in register.positions.items()})
        self._codes = Codes(
            {unit.id: code for code, unit in register.units.items()},
            {position_id: code.upper() for position_id, code in register.position_codes.items()},
        )

    def plan(self, wanted: Sequence[WantedPost]) -> PeoplePlan:
        """What becomes of everybody; what cannot be goes to the findings."""
        rows = {post.row: post for post in wanted if self._stands(post)}
        by_pin: dict[str, list[WantedPost]] = {}
        for post in rows.values():
            by_pin.setdefault(post.pin, []).append(post)
        people = [self._person(pin, posts) for pin, posts in by_pin.items()]
        self._check_heads(people, rows)
        self._warn_of_twins(by_pin)
        missing, elsewhere = self._missing({post.pin for post in wanted}, {post.unit for post in wanted})
        return PeoplePlan(tuple(people), rows, missing, elsewhere)

    def _stands(self, post: WantedPost) -> bool:
        """Whether the unit and the position of a row exist, the unit on the days the post is held."""
        wrong, register = self._found.people.wrong, self._register
        opened = self._tree.opened.get(post.unit)
        known = register.units.get(post.unit)
        if opened is None:
            problem = Words(f"Không có đơn vị mã “{post.unit}”", f"There is no unit with the code “{post.unit}”")
            wrong(post.row, "unit", problem, self._units.remedy(post.unit, _HINTS["unit"]), code="UNKNOWN_UNIT")
            return False
        if known is not None and known.closed is not None and (post.valid_to is None or post.valid_to > known.closed):
            problem = Words(f"Đơn vị đã đóng từ {known.closed:%d/%m/%Y}", f"The unit is closed from {known.closed}")
            wrong(post.row, "unit", problem, _HINTS["unit"], code="UNIT_NOT_OPEN")
            return False
        if (post.valid_from or self._on) < opened:
            problem = Words(f"Đơn vị mở từ {opened:%d/%m/%Y}", f"The unit is open from {opened}")
            wrong(post.row, "valid_from", problem, _LATER, code="UNIT_NOT_OPEN")
            return False
        if post.position is not None and post.position not in register.positions:
            problem = Words(f"Không có vị trí mã “{post.position}”", f"There is no job position “{post.position}”")
            hint = self._positions.remedy(post.position, _HINTS["position"])
            wrong(post.row, "position", problem, hint, code="UNKNOWN_POSITION")
            return False
        self._compare_rank(post)
        return True

    def _compare_rank(self, post: WantedPost) -> None:
        position = self._register.positions.get(post.position or "")
        if post.rank is not None and position is not None and position.rank != post.rank:
            words = in_words("rank", position.rank)
            problem = Words(f"Vị trí này có ngạch {words.vi}", f"The position has the rank {words.en}")
            hint = Words("Kiểm tra lại mã vị trí; vẫn nhập được", "Look at the position's code; it can be imported")
            self._found.people_warnings.wrong(post.row, "rank", problem, hint, code="RANK_DIFFERS")

    def _person(self, pin: str, posts: Sequence[WantedPost]) -> PersonChange:
        known = self._register.people.get(pin)
        facts = self._facts(posts)
        said = tuple(
            PostSaid(
                post.row, post.unit, post.role, post.position, post.is_primary, post.weight, post.valid_from,
                post.valid_to, post.document,
            )
            for post in posts
        )  # fmt: skip
        change = reconcile(PersonSaid(pin, facts, said), known, self._codes, self._on)
        for row, fault, _ in change.faults:
            field, code, problem, hint = _FAULTS[fault]
            self._found.people.wrong(row, field, problem, hint, code=code)
        if known is not None:
            self._warn_of_name(posts[0], known)
        for one in change.posts:
            if one.date_kept and one.before is not None:
                day = one.before.valid_from
                problem = Words(f"Ngày bắt đầu đang ghi {day:%d/%m/%Y} được giữ", f"The recorded day {day} is kept")
                hint = Words("Quá khứ không bị viết lại", "The past is not rewritten")
                self._found.people_warnings.wrong(one.key, "valid_from", problem, hint, code="DATE_KEPT")
        return change

    def _facts(self, posts: Sequence[WantedPost]) -> dict[str, object]:
        """What the rows of a person say together; a second row that says another thing is wrong."""
        facts: dict[str, object] = dict.fromkeys(FACTS)
        first: dict[str, int] = {}
        for post in posts:
            for name in FACTS:
                value = getattr(post, name)
                if value is None:
                    continue
                if facts[name] is None:
                    facts[name], first[name] = value, post.row
                elif facts[name] != value:
                    problem = Words(
                        f"Khác với dòng {first[name]} của cùng số định danh",
                        f"Row {first[name]} of the same number says another",
                    )
                    hint = Words("Sửa một trong hai dòng, hoặc số định danh", "Correct one of the rows, or its number")
                    self._found.people.wrong(post.row, name, problem, hint, code="PERSON_DISAGREES")
        return facts

    def _warn_of_name(self, post: WantedPost, known: KnownPerson) -> None:
        if search_key(post.full_name).split()[-1:] != search_key(known.full_name).split()[-1:]:
            problem = Words(f"Số này đang là của {known.full_name}", f"The number is that of {known.full_name}")
            hint = Words("Kiểm tra lại số định danh", "Compare the number with the papers")
            self._found.people_warnings.wrong(post.row, "full_name", problem, hint, code="NAME_DIFFERS")

    def _warn_of_twins(self, by_pin: Mapping[str, Sequence[WantedPost]]) -> None:
        """One name and one date of birth under two numbers may be one person; names alone mean nothing."""
        seen = {
            (search_key(person.full_name), person.birth_date): pin
            for pin, person in self._register.people.items()
            if person.birth_date is not None
        }
        for pin, posts in by_pin.items():
            if posts[0].birth_date is None:
                continue
            other = seen.setdefault((search_key(posts[0].full_name), posts[0].birth_date), pin)
            if other != pin:
                problem = Words("Trùng họ tên và ngày sinh với một số khác", "Another number has this name and birth")
                hint = Words("Kiểm tra có phải một người hai số", "See whether it is one person with two numbers")
                self._found.people_warnings.wrong(posts[0].row, "pin", problem, hint, code="PERHAPS_SAME_PERSON")

    def _check_heads(self, people: Iterable[PersonChange], rows: Mapping[int, WantedPost]) -> None:
        """One head a unit at a time, over those of the file and those who stay."""
        heads: dict[str, list[tuple[Span, str]]] = {}
        named = {person.pin for person in people}
        for pin, known in self._register.people.items():
            if pin not in named:
                spans = [self._codes.span(post) for post in known.posts if post.role in HEAD_ROLES]
                _add(heads, spans, known.full_name)
        for person in people:
            row = next((rows[post.key] for post in person.posts), None)
            _add(heads, [span for span in person.spans if span.role in HEAD_ROLES], row.full_name if row else "")
        for held in heads.values():
            for at, (span, _) in enumerate(held):
                other = next((name for one, name in held[:at] if span.overlaps(one)), None)
                if span.key is not None and other is not None:
                    problem = Words(f"Đơn vị đã có người đứng đầu: {other}", f"The unit has a head: {other}")
                    hint = Words(
                        "Sửa vai trò, hoặc ghi ngày thôi giữ cho người kia", "Correct the role, or end the other post"
                    )
                    self._found.people.wrong(span.key, "role", problem, hint, code="UNIT_HAS_HEAD")

    def _missing(self, pins: set[str], units: set[str]) -> tuple[tuple[Missing, ...], int]:
        """Who holds a post in a unit of the file without being named, and how many are in other units."""
        found, elsewhere = list[Missing](), 0
        for pin, person in self._register.people.items():
            if pin in pins:
                continue
            current = [post for post in person.posts if post.valid_to is None or post.valid_to > self._on]
            here = next((post for post in current if self._codes.units[post.unit_id] in units), None)
            if here is not None:
                found.append(Missing(person, self._codes.units[here.unit_id], here.role))
            elsewhere += bool(current) and here is None
        return tuple(sorted(found, key=lambda one: (one.unit, one.person.full_name))), elsewhere


def _add(heads: dict[str, list[tuple[Span, str]]], spans: Iterable[Span], name: str) -> None:
    for span in spans:
        heads.setdefault(span.unit, []).append((span, name))


def positions_of(register: Register) -> Mapping[str, UUID]:
    """The ids of job positions by code."""
    return {code: one.id for code, one in register.positions.items()}
