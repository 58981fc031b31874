"""Reading the register's sheets: what each row wants, with what is wrong or remarkable in its cells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Final

from kernel.errors import Refusal
from tenants.accounts.rules import check_login
from tenants.catalogue.excel.cells import RestoredPin
from tenants.catalogue.excel.reading import Errors, Place, read_rows
from tenants.catalogue.excel.workbook import Book
from tenants.catalogue.vocabulary import Words
from tenants.importing.sheets import PEOPLE_SHEET, UNIT_SHEET, RegisterChoices, Unmerged, present
from tenants.organisation.errors import BadPin
from tenants.organisation.rules import check_weight, pin_facts

_KEEP: Final = Words("Kiểm tra lại với giấy tờ; vẫn nhập được", "Compare with the papers; it can be imported")
_FIRST_DAY: Final = date(1900, 1, 1)
_HINTS: Final = {column.field: column.hint for column in PEOPLE_SHEET.columns}


@dataclass(frozen=True, slots=True)
class WantedUnit:
    """A unit as a row of the file says it; nothing where the row keeps what stands."""

    row: int
    code: str
    name: str
    kind: str
    parent: str | None = None
    place: int | None = None
    establishment: int | None = None
    field: str | None = None
    commune_code: str | None = None
    opened: date | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class WantedPost:
    """A post of a person as a row of the file says it, with what the row says of the person."""

    row: int
    pin: str
    full_name: str
    unit: str
    role: str
    birth_date: date | None = None
    gender: str | None = None
    staff_type: str | None = None
    qualification: str | None = None
    position: str | None = None
    rank: str | None = None
    is_primary: bool = True
    weight: Decimal | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    document: str | None = None
    login: str | None = None


@dataclass
class Findings:
    """What was found in a file: errors that keep all of it out, and warnings a person should read."""

    most: int = 200
    units: Place = field(init=False)
    people: Place = field(init=False)
    unit_warnings: Place = field(init=False)
    people_warnings: Place = field(init=False)

    def __post_init__(self) -> None:
        errors, warnings = Errors(self.most), Errors(self.most)
        self.units, self.people = Place(UNIT_SHEET, errors), Place(PEOPLE_SHEET, errors)
        self.unit_warnings, self.people_warnings = Place(UNIT_SHEET, warnings), Place(PEOPLE_SHEET, warnings)
        # A warning stands in the same columns as an error would.
        self.unit_warnings.at, self.people_warnings.at = self.units.at, self.people.at

    @property
    def errors(self) -> Errors:
        """The errors of both sheets."""
        return self.units.errors

    @property
    def warnings(self) -> Errors:
        """The warnings of both sheets."""
        return self.unit_warnings.errors


@dataclass(frozen=True)
class Wanted:
    """What a file wants of units and people; a sheet that is not there wants nothing."""

    units: tuple[WantedUnit, ...]
    posts: tuple[WantedPost, ...]
    has_units: bool
    has_people: bool


def read_wanted(book: Book, choices: RegisterChoices, found: Findings) -> Wanted:
    """The units and posts of a file; rows with a cell that cannot stand go to the findings and are left out."""
    there = present(book)
    has_units, has_people = there[UNIT_SHEET.name], there[PEOPLE_SHEET.name]
    filled = Unmerged(book)
    units, posts = list[WantedUnit](), list[WantedPost]()
    if has_units or not has_people:
        units = [_unit(row.number, row.values) for row in read_rows(filled, found.units, choices) if row.complete]
    if has_people:
        for row in read_rows(filled, found.people, choices):
            if row.complete and _person_stands(row.number, row.values, found):
                posts.append(_post(row.number, row.values))
    return Wanted(tuple(units), tuple(posts), has_units, has_people)


def _unit(number: int, values: Mapping[str, Any]) -> WantedUnit:
    commune = values["commune_code"]
    return WantedUnit(number, **{**values, "commune_code": commune.zfill(5) if commune else None})


def _post(number: int, values: Mapping[str, Any]) -> WantedPost:
    given = {name: value for name, value in values.items() if name != "primary"}
    pin, login = str(values["pin"]), values["login"]
    kept = check_login(login) if login else None
    primary = values["primary"] != "concurrent"
    return WantedPost(number, **{**given, "pin": pin, "login": kept}, is_primary=primary)


def _person_stands(number: int, values: Mapping[str, Any], found: Findings) -> bool:
    """Whether what a row says of a person can stand; what is only odd becomes a warning."""
    fine = True
    if values["full_name"][:1] in "=+-@" or any(sign.isdigit() for sign in values["full_name"]):
        said = Words("Họ tên có ký tự lạ", "The name has odd signs")
        found.people.wrong(number, "full_name", said, Words("Ghi họ và tên bằng chữ", "Write the name in letters"))
        fine = False
    for name, check, value in (("weight", check_weight, values["weight"]), ("login", check_login, values["login"])):
        try:
            if value is not None:
                check(value)
        except Refusal as refusal:
            fine = False
            said = Words(refusal.sentence("vi").rstrip("."), refusal.sentence("en").rstrip("."))
            found.people.wrong(number, name, said, _HINTS[name], code=refusal.code)
    return _days_stand(number, values, found) and _pin_stands(number, values, found) and fine


def _days_stand(number: int, values: Mapping[str, Any], found: Findings) -> bool:
    first, last, born = values["valid_from"], values["valid_to"], values["birth_date"]
    if first is not None and last is not None and last <= first:
        said = Words("Ngày thôi giữ phải sau ngày bắt đầu", "The post would end before it begins")
        found.people.wrong(number, "valid_to", said, _HINTS["valid_to"], code="BAD_DATES")
        return False
    if born is not None and (born < _FIRST_DAY or (first is not None and born >= first)):
        said = Words("Ngày sinh không thể như vậy", "This cannot be the date of birth")
        found.people.wrong(number, "birth_date", said, _HINTS["birth_date"], code="BAD_DATES")
        return False
    return True


def _pin_stands(number: int, values: Mapping[str, Any], found: Findings) -> bool:
    pin, warn = values["pin"], found.people_warnings.wrong
    restored = isinstance(pin, RestoredPin)
    try:
        facts = pin_facts(str(pin))
    except BadPin as refusal:
        said = Words(refusal.sentence("vi").rstrip("."), refusal.sentence("en").rstrip("."))
        if restored:
            hint = Words("Định dạng cột là Văn bản rồi ghi đủ 12 chữ số", "Format the column as Text, write 12 digits")
            found.people.wrong(number, "pin", said, hint, code="BAD_PIN")
            return False
        warn(number, "pin", said, _KEEP, code="PIN_ODD")
        return True
    if restored:
        said = Words(f"Excel đã bỏ số 0 đứng đầu; đọc là {pin}", f"Excel dropped the zeros before it; read as {pin}")
        warn(number, "pin", said, _KEEP, code="PIN_ZEROS_RESTORED")
    if values["birth_date"] is not None and values["birth_date"].year != facts.birth_year:
        said = Words(f"Số định danh cho năm sinh {facts.birth_year}", f"The number says born in {facts.birth_year}")
        warn(number, "birth_date", said, _KEEP, code="PIN_BIRTH_DISAGREES")
    if values["gender"] is not None and values["gender"] != facts.gender:
        said = Words("Số định danh cho giới tính khác", "The number says another gender")
        warn(number, "gender", said, _KEEP, code="PIN_GENDER_DISAGREES")
    return True
