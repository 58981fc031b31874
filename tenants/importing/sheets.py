"""The two sheets of the register: which columns they have, what is written in each, and what may be chosen."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from typing_extensions import override

from tenants.catalogue.excel.sheets import Choices, Column, Form, Sheet
from tenants.catalogue.excel.workbook import Book, Cell, Range, named
from tenants.catalogue.vocabulary import Words
from tenants.importing.vocabulary import FIELD_NAMES, VALUES

_DAY: Final = Words("Ghi ngày/tháng/năm đủ, ví dụ 01/07/2025", "A whole date with the day first, as 01/07/2025")
_CHOICE: Final = Words(
    "Chọn trong danh sách ở trang Hướng dẫn; để trống là giữ nguyên", "One of the list; empty keeps what stands"
)
_DOCUMENT: Final = Words("Ví dụ 12/QĐ-UBND; được giữ cùng thay đổi", "Such as 12/QĐ-UBND; kept with the change")
_CODE: Final = Words("Ghi mã, không ghi tên; định dạng ô là Văn bản", "The code, not the name; format the cell as Text")


def _column(field: str, form: Form, width: int, hint: tuple[str, str] | Words, *, optional: bool = True) -> Column:
    return Column(field, FIELD_NAMES[field].vi, form, width, Words(*hint), optional)


UNIT_SHEET: Final = Sheet(
    "Đơn vị",
    (
        _column(
            "code",
            "key",
            18,
            ("Đơn vị được nhận ra bằng mã này; mã không đổi", "Units are told apart by this code, which never changes"),
            optional=False,
        ),
        _column("name", "line", 52, ("Ghi tên đầy đủ", "The whole name"), optional=False),
        _column("kind", "choice", 24, ("Chọn trong danh sách ở trang Hướng dẫn", "One of the list"), optional=False),
        _column(
            "parent",
            "key",
            20,
            ("Mã của đơn vị cấp trên trực tiếp; chỉ đơn vị gốc để trống", "Code of the unit above; empty for the root"),
        ),
        _column("place", "whole", 10, ("Thứ tự trong các đơn vị cùng cấp trên", "Place among its siblings")),
        _column("establishment", "whole", 10, ("Số biên chế được giao", "How many posts it has")),
        _column("field", "choice", 26, _CHOICE),
        _column("commune_code", "key", 12, ("Mã 5 chữ số của xã, phường, đặc khu", "The commune's official code")),
        _column("opened", "day", 14, _DAY),
        _column("document", "line", 20, _DOCUMENT),
    ),
)

PEOPLE_SHEET: Final = Sheet(
    "Người",
    (
        _column(
            "pin",
            "pin",
            18,
            (
                "Đủ 12 chữ số; người được nhận ra bằng số này, không bằng tên; định dạng ô là Văn bản",
                "All 12 digits: people are matched by it and never by name; format the cell as Text",
            ),
            optional=False,
        ),
        _column("full_name", "line", 28, ("Ghi họ và tên", "The full name"), optional=False),
        _column("birth_date", "day", 14, _DAY),
        _column("gender", "choice", 10, _CHOICE),
        _column("staff_type", "choice", 14, _CHOICE),
        _column("qualification", "choice", 14, _CHOICE),
        _column("unit", "key", 18, _CODE, optional=False),
        _column("position", "key", 18, _CODE),
        _column(
            "rank",
            "choice",
            20,
            (
                "Chỉ để đối chiếu với ngạch của vị trí việc làm; để trống cũng được",
                "Only held against the rank of the job position; may be empty",
            ),
        ),
        _column("role", "choice", 24, ("Chọn trong danh sách ở trang Hướng dẫn", "One of the list"), optional=False),
        _column(
            "primary",
            "choice",
            16,
            (
                "Mỗi người một vị trí chính; kiêm nhiệm ghi thêm một dòng cùng số định danh",
                "One primary post each; a concurrent one has a row of its own under the same number",
            ),
        ),
        _column("weight", "number", 10, ("Lớn hơn 0, không quá 1; ví dụ 0,3", "Above 0, at most 1; as 0.3")),
        _column("valid_from", "day", 14, _DAY),
        _column(
            "valid_to",
            "day",
            16,
            (
                "Ngày đầu tiên không còn giữ vị trí; để trống là còn giữ",
                "The first day the post is no longer held; empty while it is",
            ),
        ),
        _column("document", "line", 20, _DOCUMENT),
        _column(
            "login",
            "line",
            20,
            (
                "Chỉ dùng khi chọn tạo tài khoản; để trống là hệ thống đặt theo tên",
                "Used only when accounts are made; empty lets the system form one of the name",
            ),
        ),
    ),
)
SHEETS: Final = (UNIT_SHEET, PEOPLE_SHEET)

RULES: Final = (
    "Trang “Đơn vị”: mỗi dòng một đơn vị, nhận biết theo mã. Trang “Người”: mỗi dòng một vị trí của một người, nhận "
    "biết người theo số định danh cá nhân, không theo tên.",
    "Không đổi tên trang tính và tiêu đề cột; thứ tự cột và dòng tùy ý. Có thể chỉ dùng một trong hai trang.",
    "Khi nhập, hoặc toàn bộ tệp được nhận, hoặc không dòng nào: mọi ô sai được liệt kê kèm cách sửa.",
    "Ô để trống ở cột không bắt buộc: giữ nguyên điều đang có. Đơn vị, người không có trong tệp được giữ nguyên và "
    "được liệt kê; chỉ thôi giữ vị trí khi cột “Thôi giữ từ ngày” ghi rõ.",
    "Đổi đơn vị, vị trí, vai trò của người đang làm có hiệu lực từ ngày chọn khi nhập, hoặc từ “Từ ngày” nếu ngày đó "
    "sau ngày bắt đầu đang ghi; quá khứ không bị viết lại.",
    "Ví dụ dòng đơn vị: STC-NS | Phòng Quản lý ngân sách | Phòng, ban | STC | 1 | 12 | Tài chính |  | 01/07/2025",
    "Ví dụ dòng người: 056090100006 | Võ Minh An | 14/02/1990 | Nam | Công chức | Đại học | STC-NS | (mã vị trí) |  | "
    "Cán bộ | Chính | 1 | 01/07/2025",
)


@dataclass(frozen=True, slots=True)
class RegisterChoices(Choices):
    """What may be chosen in the register's columns; a commonly written shorter word is taken too."""

    @override
    def of(self, path: str) -> dict[str, str]:
        known = {code: words.vi for code, words in VALUES[path].items()}
        return known | {code: code for code in sorted(self.in_use.get(path, frozenset())) if code not in known}


@dataclass(frozen=True)
class Unmerged:
    """A book in which cells merged down a column hold their value in every row, as people mean it."""

    book: Book

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the sheets."""
        return self.book.names

    def merged(self, name: str) -> Sequence[Range]:
        """The cells of a sheet that are merged into one."""
        return self.book.merged(name)

    def rows(self, name: str) -> list[list[Cell]] | None:
        """The rows of a sheet, merged columns filled downwards in rows that say something else."""
        rows = self.book.rows(name)
        said = [any(cell != "" for cell in row) for row in rows or ()]
        for (top, first), (bottom, last) in self.book.merged(name) if rows is not None else ():
            if rows is None or first != last or top >= len(rows) or first >= len(rows[top]):
                continue
            for row in (rows[at] for at in range(top + 1, min(bottom + 1, len(rows))) if said[at]):
                row.extend([""] * (first + 1 - len(row)))
                row[first] = rows[top][first]
        return rows


def present(book: Book) -> Mapping[str, bool]:
    """Which of the two sheets a book has."""
    return {sheet.name: named(book.names, sheet.name) is not None for sheet in SHEETS}
