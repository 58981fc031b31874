"""What the national door calls things, in Vietnamese and English: dimensions and their members.

A code that a release has and this page does not know is shown as it is: a release never waits for a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from tenants.catalogue.vocabulary import FIELDS, POSITION_GROUPS, RANKS, Words
from tenants.registry.provinces import official_names
from tenants.statistics.disclosure.catalogue import (
    AGES,
    BODIES,
    GENDERS,
    QUALIFICATIONS,
    STAFF,
    TOTAL,
    UNKNOWN,
    UNKNOWN_RANKS,
)
from tenants.statistics.disclosure.catalogue import RANKS as RANK_BANDS

COLUMNS: Final = (
    "province", "body", "position_group", "rank", "age", "gender", "staff", "qualification", "field",
)  # fmt: skip
"""The dimensions of a published figure, in the order of its key."""
OTHER_FIELD: Final = "khac"
"""Fields of work that only a province knows, as releases add them up (`national/sums.py`)."""


@dataclass(frozen=True)
class Breakdown:
    """A way to break down: the members of one depth of a dimension, `above` those they are part of."""

    column: str
    words: Words
    members: tuple[str, ...]
    above: Mapping[str, str] = field(default_factory=dict)


_ABOVE_BODY: Final = {child: level for level, children in BODIES.items() for child in children}
_ABOVE_RANK: Final = {rank: band for band, ranks in RANK_BANDS.items() for rank in ranks} | {UNKNOWN: UNKNOWN_RANKS}


@cache
def breakdowns() -> Mapping[str, Breakdown]:
    """All ways to break down by their codes."""
    return MappingProxyType(
        {
            "province": Breakdown("province", Words("Tỉnh, thành phố", "Province"), tuple(sorted(official_names()))),
            "level": Breakdown("body", Words("Cấp", "Level"), tuple(BODIES)),
            "body": Breakdown("body", Words("Loại cơ quan", "Type of body"), tuple(_ABOVE_BODY), _ABOVE_BODY),
            "position_group": Breakdown(
                "position_group", Words("Nhóm vị trí việc làm", "Position group"), tuple(POSITION_GROUPS)
            ),
            "rank_band": Breakdown("rank", Words("Nhóm ngạch", "Rank band"), (*RANK_BANDS, UNKNOWN_RANKS)),
            "rank": Breakdown("rank", Words("Ngạch", "Rank"), tuple(_ABOVE_RANK), _ABOVE_RANK),
            "age": Breakdown("age", Words("Nhóm tuổi", "Age band"), (*AGES, UNKNOWN)),
            "gender": Breakdown("gender", Words("Giới tính", "Gender"), (*GENDERS, UNKNOWN)),
            "staff": Breakdown("staff", Words("Loại cán bộ", "Staff type"), (*STAFF, UNKNOWN)),
            "qualification": Breakdown(
                "qualification", Words("Trình độ đào tạo", "Qualification"), (*QUALIFICATIONS, UNKNOWN)
            ),
            "field": Breakdown("field", Words("Lĩnh vực", "Field of work"), (*FIELDS, OTHER_FIELD)),
        }
    )


COLUMN_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "province": Words("Tỉnh, thành phố", "Province"),
        "body": Words("Cấp và loại cơ quan", "Level and type of body"),
        "position_group": Words("Nhóm vị trí việc làm", "Position group"),
        "rank": Words("Ngạch", "Rank"),
        "age": Words("Nhóm tuổi", "Age band"),
        "gender": Words("Giới tính", "Gender"),
        "staff": Words("Loại cán bộ", "Staff type"),
        "qualification": Words("Trình độ đào tạo", "Qualification"),
        "field": Words("Lĩnh vực", "Field of work"),
    }
)
MEMBER_WORDS: Final[Mapping[str, Mapping[str, Words]]] = MappingProxyType(
    {
        "body": {
            "provincial": Words("Cấp tỉnh", "Provincial"),
            "communal": Words("Cấp xã", "Communal"),
            "provincial_party": Words("Cơ quan Đảng cấp tỉnh", "Party bodies, provincial"),
            "provincial_government": Words("Cơ quan nhà nước cấp tỉnh", "Government bodies, provincial"),
            "provincial_front": Words("Mặt trận, đoàn thể cấp tỉnh", "Fatherland Front and unions, provincial"),
            "communal_party": Words("Cơ quan Đảng cấp xã", "Party bodies, communal"),
            "communal_government": Words("Cơ quan nhà nước cấp xã", "Government bodies, communal"),
            "communal_front": Words("Mặt trận, đoàn thể cấp xã", "Fatherland Front and unions, communal"),
        },
        "position_group": POSITION_GROUPS,
        "rank": {
            **RANKS,
            "senior": Words("Chuyên viên chính trở lên", "Principal expert and above"),
            "expert": Words("Chuyên viên (nhóm)", "Expert (band)"),
            "officer": Words("Cán sự, nhân viên", "Officer and clerk"),
            UNKNOWN_RANKS: Words("Chưa rõ ngạch", "Rank not known"),
        },
        "age": {
            "under_45": Words("Dưới 45 tuổi", "Under 45"),
            "45_to_55": Words("Từ 45 đến 55 tuổi", "45 to 55"),
            "over_55": Words("Trên 55 tuổi", "Over 55"),
        },
        "gender": {"female": Words("Nữ", "Female"), "male": Words("Nam", "Male")},
        "staff": {
            "civil_servant": Words("Công chức", "Civil servants"),
            "public_employee": Words("Viên chức", "Public employees"),
        },
        "qualification": {
            "postgraduate": Words("Sau đại học", "Postgraduate"),
            "graduate": Words("Đại học", "Graduate"),
            "college": Words("Cao đẳng, trung cấp", "College"),
            "other": Words("Khác", "Other"),
        },
        "field": {**FIELDS, OTHER_FIELD: Words("Lĩnh vực riêng của tỉnh", "Fields of a province's own")},
    }
)
_TOTALS: Final[Mapping[str, Words]] = {"province": Words("Cả nước", "Whole nation")}
_ALL: Final = Words("Tổng số", "Total")
_NOT_KNOWN: Final = Words("Chưa rõ", "Not known")


def member_words(column: str, code: str) -> Words:
    """What a member of a dimension is called; `*` is its total."""
    if code == TOTAL:
        return _TOTALS.get(column, _ALL)
    if column == "province":
        name = official_names().get(code, code)
        return Words(name, name.removeprefix("Tỉnh ").removeprefix("Thành phố "))
    return MEMBER_WORDS[column].get(code) or (_NOT_KNOWN if code == UNKNOWN else Words(code, code))


@cache
def members(column: str) -> tuple[str, ...]:
    """All members of a dimension that have a word, the total first, each after what it is part of."""
    found: list[str] = [TOTAL]
    for one in breakdowns().values():
        if one.column == column:
            found += [code for code in one.members if code not in found]
    return tuple(found)


@cache
def above(column: str) -> Mapping[str, str]:
    """Of each member of a dimension that has one, the member it is part of."""
    return {code: up for one in breakdowns().values() if one.column == column for code, up in one.above.items()}


@cache
def places(column: str) -> Mapping[str, int]:
    """Where each member stands when rows are put in order."""
    return {code: at for at, code in enumerate(members(column))}
