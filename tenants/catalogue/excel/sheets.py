"""The sheets of the catalogue's Excel files: which columns they have, and what is written in each."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from typing import Final, Literal

from tenants.catalogue.vocabulary import ITEM_FIELDS, POSITION_FIELDS, VALUE_WORDS, Words
from tenants.vietnamese import search_key

# code: a code; line, text: of one line, of several; lines: one part a line; choice, choices: of a list; whole, number;
# fact: a fact of the province's own; pin: a personal identification number; day: a day; key: a code Excel may have
# turned into a number.
Form = Literal["code", "line", "text", "lines", "choice", "choices", "whole", "number", "fact", "pin", "day", "key"]
FACT: Final = "fact:"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it holds, its heading, how it is written, how wide it is shown, and what to write in it."""

    field: str
    heading: str
    form: Form
    width: int
    hint: Words
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with its columns in the order in which they are exported; an import takes them in any order.

    With `takes_facts` it may have further columns `fact:<name>`, one for each fact of the province's own (dữ liệu
    riêng).
    """

    name: str
    columns: tuple[Column, ...]
    takes_facts: bool = False

    def heading(self, path: str) -> str:
        """The heading of the column that holds a field."""
        return next((column.heading for column in self.columns if column.field == path), path)


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be chosen in a column: the known lists, and whatever the province uses beside them, by field."""

    in_use: Mapping[str, Set[str]] = field(default_factory=dict)

    def of(self, path: str) -> dict[str, str]:
        """The codes that may be chosen and the Vietnamese word for each."""
        known = {code: words.vi for code, words in VALUE_WORDS[path].items()}
        return known | {code: code for code in sorted(self.in_use.get(path, frozenset())) if code not in known}

    def by_text(self, path: str) -> dict[str, str]:
        """From what may be written to the code it means: a word or a code, as it is or by its search key."""
        words = self.of(path)
        by_key = {search_key(code): code for code in words} | {search_key(word): code for code, word in words.items()}
        return by_key | {code: code for code in words} | {word: code for code, word in words.items()}


def fact_column(name: str) -> Column:
    """The column of one fact of the province's own; its cells are text, so that what is typed stays as it is."""
    return Column(f"{FACT}{name}", f"{FACT}{name}", "fact", 16, _FACT, optional=True)


_FACT: Final = Words(
    "Dữ liệu riêng mà gói định mức của tỉnh cần: một mã, true hoặc false, hoặc một số có dấu chấm thập phân như 1.25;"
    " để trống là không có, bỏ cột là giữ nguyên",
    "A fact the province's norm package asks for: a key, true or false, or a number with a point such as 1.25;"
    " empty for none; without the column it stays as it is",
)


def _column(path: str, form: Form, width: int, hint: tuple[str, str], *, of: Mapping[str, Words]) -> Column:
    return Column(path, of[path].vi, form, width, Words(*hint))


_LINE: Final = ("Ghi một dòng, tối đa 300 ký tự", "One line of at most 300 characters")
_TEXT: Final = ("Ghi tối đa 4000 ký tự", "At most 4000 characters")
_CHOICE: Final = ("Chọn một giá trị trong danh sách ở trang Hướng dẫn", "One value of the list on the guide's sheet")
_CODE: Final = Words(
    "Ghi mã bằng chữ không dấu hoặc Đ, chữ số và các dấu . _ / -; định dạng ô là Văn bản (Text)",
    "A code of plain letters or Đ, digits and . _ / -; format the cell as Text",
)

ITEM_SHEET: Final = Sheet(
    "Đầu việc",
    (
        Column("code", "Mã đầu việc", "code", 16, _CODE),
        _column("name", "line", 60, _LINE, of=ITEM_FIELDS),
        _column("field", "choice", 26, _CHOICE, of=ITEM_FIELDS),
        Column(
            "task_group",
            ITEM_FIELDS["task_group"].vi,
            "choice",
            16,
            Words(
                "Ghi A, B, C hoặc D; nhóm C phải có mã đơn vị sở hữu",
                "A, B, C or D; group C needs the code of its unit",
            ),
        ),
        Column(
            "position_groups",
            ITEM_FIELDS["position_groups"].vi,
            "choices",
            36,
            Words(
                "Ghi một hay nhiều nhóm trong danh sách ở trang Hướng dẫn, cách nhau bằng dấu chấm phẩy",
                "One or more groups of the list on the guide's sheet, parted by semicolons",
            ),
        ),
        _column(
            "norm_minutes",
            "whole",
            12,
            ("Ghi số phút nguyên cho một sản phẩm", "Whole minutes for one product"),
            of=ITEM_FIELDS,
        ),
        _column("complexity", "choice", 16, _CHOICE, of=ITEM_FIELDS),
        _column(
            "standard_score",
            "number",
            12,
            ("Ghi điểm của một sản phẩm, lớn hơn 0, ví dụ 110 hoặc 62,5", "The score of one product, above 0, as 110"),
            of=ITEM_FIELDS,
        ),
        _column("output", "text", 44, _TEXT, of=ITEM_FIELDS),
        _column("product_unit", "line", 16, ("Ghi tối đa 60 ký tự", "At most 60 characters"), of=ITEM_FIELDS),
        Column(
            "owner",
            "Mã đơn vị sở hữu",
            "code",
            18,
            Words(
                "Để trống với đầu việc dùng chung; nhóm C ghi mã đơn vị",
                "Empty for common items; group C: the unit's code",
            ),
            optional=True,
        ),
    ),
    takes_facts=True,
)

POSITION_SHEET: Final = Sheet(
    "Vị trí việc làm",
    (
        Column("code", "Mã vị trí", "code", 18, _CODE),
        _column("name", "line", 50, _LINE, of=POSITION_FIELDS),
        _column("position_group", "choice", 26, _CHOICE, of=POSITION_FIELDS),
        _column("rank", "choice", 22, _CHOICE, of=POSITION_FIELDS),
        _column("field", "choice", 26, _CHOICE, of=POSITION_FIELDS),
        _column("level", "choice", 20, _CHOICE, of=POSITION_FIELDS),
        _column("purpose", "text", 50, _TEXT, of=POSITION_FIELDS),
        _column(
            "duties",
            "lines",
            70,
            (
                "Ghi mỗi nhiệm vụ một dòng trong ô (Alt+Enter), tối đa 40 dòng",
                "One duty a line (Alt+Enter), at most 40",
            ),
            of=POSITION_FIELDS,
        ),
        _column("authority", "text", 50, _TEXT, of=POSITION_FIELDS),
        _column("relations", "text", 50, _TEXT, of=POSITION_FIELDS),
        _column("requirements", "text", 50, _TEXT, of=POSITION_FIELDS),
    ),
    takes_facts=True,
)

FRAMEWORK_SHEET: Final = Sheet(
    POSITION_FIELDS["competencies"].vi,
    (
        Column("code", "Mã vị trí", "code", 18, _CODE),
        Column("competency", "Mã năng lực", "code", 18, _CODE),
        Column(
            "required", "Cấp độ yêu cầu", "whole", 16, Words("Ghi số nguyên từ 1 đến 5", "A whole number from 1 to 5")
        ),
    ),
)

GUIDE_NAME: Final = "Hướng dẫn"
