"""How papers write numbers, days, periods and classes: the Vietnamese way, and never more than was reached."""

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal
from types import MappingProxyType
from typing import Final

from tenants.norms.language.numbers import rounded, settled
from tenants.papers.model import Figure
from tenants.scoring.periods import last_day

PLACES: Final = 2
NONE: Final = Figure(None, "")

CLASSES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "HTXS": "Hoàn thành xuất sắc nhiệm vụ",
        "HTT": "Hoàn thành tốt nhiệm vụ",
        "HT": "Hoàn thành nhiệm vụ",
        "KHT": "Không hoàn thành nhiệm vụ",
    }
)
NOT_RANKED: Final[Mapping[str, str]] = MappingProxyType(
    {
        "maternity": "nghỉ thai sản",
        "long_leave": "nghỉ dài ngày",
        "training": "đi đào tạo, bồi dưỡng",
        "joined_late": "chưa đủ thời gian công tác",
        "other": "lý do khác",
        "left": "không còn thuộc đối tượng đánh giá của kỳ",
    }
)
STATES: Final[Mapping[str, str]] = MappingProxyType(
    {"met": "Đạt", "not_met": "Không đạt", "needs_person": "Cần người xem xét"}
)
ROLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cadre": "Công chức",
        "division_deputy": "Phó Trưởng phòng",
        "division_head": "Trưởng phòng",
        "agency_deputy": "Phó Thủ trưởng cơ quan",
        "agency_head": "Thủ trưởng cơ quan",
        "province_deputy": "Phó người đứng đầu tỉnh",
        "province_head": "Người đứng đầu tỉnh",
    }
)
_QUARTERS: Final = ("I", "II", "III", "IV")
_TERRITORIES: Final = ("Tỉnh ", "Thành phố ", "Xã ", "Phường ", "Đặc khu ")


def _cut(value: Decimal) -> Decimal:
    """Two decimals, the rest cut off: 89.998333 is never shown as 90, and a lawful 90 stored as 89.99… is 90."""
    return rounded(settled(value), PLACES, ROUND_DOWN)


def points(value: Decimal | None) -> Figure:
    """Points with two decimals: `91,54`."""
    return NONE if value is None else Figure(value, _comma(f"{_cut(value):.{PLACES}f}"))


def score(value: Decimal | None) -> Figure:
    """A criterion's score with as few decimals as it needs, two at most: `2,5`."""
    return NONE if value is None else Figure(value, _comma(_trimmed(_cut(value))))


def percent(value: Decimal | None) -> str:
    """A share of one in percent, two decimals at most: `95,83%`."""
    return "" if value is None else f"{_comma(_trimmed(_cut(settled(value) * 100)))}%"


def amount(value: Decimal | None) -> str:
    """A number of any size, thousands parted by dots: `1.234,5`."""
    if value is None:
        return ""
    whole, _, part = _trimmed(_cut(value)).partition(".")
    grouped = f"{int(whole.removeprefix('-')):,}".replace(",", ".")
    return f"{'-' if whole.startswith('-') else ''}{grouped}{',' + part if part else ''}"


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _comma(text: str) -> str:
    return text.replace(".", ",")


def day_written(day: date | None, year: int) -> str:
    """A day as a paper's head writes it; without one, room to write it in by hand."""
    if day is None:
        return f"ngày       tháng       năm {year}"
    # Only the days up to 9 and the first two months get a zero before them: nobody can write a digit in.
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def day_short(day: date) -> str:
    """A day in a table: `05/4/2026`."""
    month = f"{day.month:02d}" if day.month <= 2 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def span(first: date, last: date) -> str:
    """From one day to another."""
    return f"từ ngày {day_short(first)} đến ngày {day_short(last)}"


def period_name(kind: str, first: date) -> str:
    """A period as people call it: `Tháng 3 năm 2026`, `Quý I năm 2026`, `Năm 2026`; a year by its last day."""
    if kind == "month":
        return f"Tháng {first.month} năm {first.year}"
    if kind == "quarter":
        return f"Quý {_QUARTERS[(first.month - 1) // 3]} năm {first.year}"
    return f"Năm {last_day(kind, first).year}"


def class_name(code: str | None) -> str:
    """A class in words; empty where there is none."""
    return CLASSES.get(code or "", code or "")


def not_ranked(reason: str | None) -> str:
    """That and why somebody is not ranked."""
    return "" if reason is None else f"Không xếp loại ({NOT_RANKED.get(reason, reason)})"


def territory(name: str) -> str:
    """A territory without its kind: `Khánh Hòa` of `Tỉnh Khánh Hòa`."""
    for kind in _TERRITORIES:
        if name.lower().startswith(kind.lower()):
            return name[len(kind) :]
    return name


def body_name(name: str, tenant_name: str) -> str:
    """A body of the province with the province's name: `Ủy ban nhân dân tỉnh` is that of `Tỉnh Khánh Hòa`."""
    city = tenant_name.startswith("Thành phố ")
    if name == "Tỉnh ủy":
        return f"{'Thành' if city else 'Tỉnh'} ủy {territory(tenant_name)}"
    if name.endswith(" tỉnh"):
        return f"{name.removesuffix(' tỉnh')} {tenant_name[:1].lower()}{tenant_name[1:]}"
    return name
