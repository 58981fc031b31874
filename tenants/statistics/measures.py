"""The data sets of a release with their measures: words, units, and the rates that come from two released figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from tenants.catalogue.vocabulary import Words
from tenants.statistics.disclosure.catalogue import CLASSES

PEOPLE: Final = Words("người", "people")
UNITS: Final = Words("cơ quan", "agencies")
POINTS: Final = Words("điểm", "points")
PER_CENT: Final = Words("%", "per cent")
HOURS: Final = Words("giờ", "hours")
POSTS: Final = Words("biên chế", "posts")
PIECES: Final = Words("mục", "records")

CLASS_WORDS: Final[Mapping[str, Words]] = MappingProxyType(
    {
        "HTXS": Words("Hoàn thành xuất sắc nhiệm vụ", "Excellent (HTXS)"),
        "HTT": Words("Hoàn thành tốt nhiệm vụ", "Good (HTT)"),
        "HT": Words("Hoàn thành nhiệm vụ", "Satisfactory (HT)"),
        "KHT": Words("Không hoàn thành nhiệm vụ", "Failed (KHT)"),
        "none": Words("Chưa được đánh giá, xếp loại", "Not evaluated"),
    }
)
HIDDEN_MARK: Final = "ẩn"
"""The one mark of a hidden figure in what people read, whatever the reason."""
"""What stands in tables for people where a figure is hidden: its OBS_STATUS and its CONF_STATUS."""


@dataclass(frozen=True)
class Measure:
    """A figure: what it is called and what it counts in.

    `parts` make it a rate, per cent with one decimal, of one released figure in the sum of others; it is not stored.
    """

    words: Words
    unit: Words
    parts: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Dataset:
    """A data set of a release: its dimensions and measures, in the order they are shown."""

    words: Words
    columns: tuple[str, ...]
    measures: Mapping[str, Measure]


def _rate(vi: str, en: str, part: str, *whole: str) -> Measure:
    return Measure(Words(vi, en), PER_CENT, (part, whole))


def _of(unit: Words, **words: tuple[str, str]) -> dict[str, Measure]:
    return {code: Measure(Words(*pair), unit) for code, pair in words.items()}


def _classes() -> Dataset:
    counts = {code: Measure(words, PEOPLE) for code, words in CLASS_WORDS.items()}
    counts["people"] = Measure(Words("Tổng số người", "People"), PEOPLE)
    rates = {
        f"{code}_rate": _rate(f"Tỷ lệ: {words.vi}", f"Share: {words.en}", code, "people")
        for code, words in CLASS_WORDS.items()
    }
    columns = ("province", "body", "position_group", "rank", "age", "gender", "staff", "qualification")
    return Dataset(Words("Kết quả xếp loại", "Classes"), columns, {**counts, **rates})


def _spread() -> Dataset:
    named = {
        "q1": ("Tứ phân vị thứ nhất", "First quartile"),
        "median": ("Trung vị", "Median"),
        "q3": ("Tứ phân vị thứ ba", "Third quartile"),
        "deviation": ("Độ lệch chuẩn", "Standard deviation"),
    }
    found = _of(POINTS, **named)
    for code in CLASSES[:-1]:
        for name, (vi, en) in named.items():
            found[f"{name}.{code}"] = Measure(Words(f"{vi}, {code}", f"{en}, {code}"), POINTS)
    return Dataset(Words("Phân bố điểm", "Spread of points"), ("province", "body", "position_group"), found)


def _work() -> Dataset:
    rates = {
        "on_time_rate": ("Tỷ lệ đúng hạn", "On time"),
        "early_rate": ("Tỷ lệ trước hạn", "Early"),
        "late_rate": ("Tỷ lệ chậm hạn", "Late"),
        "excellent_rate": ("Tỷ lệ chất lượng xuất sắc", "Quality: excellent"),
        "good_rate": ("Tỷ lệ chất lượng tốt", "Quality: good"),
        "fair_rate": ("Tỷ lệ chất lượng khá", "Quality: fair"),
        "poor_rate": ("Tỷ lệ chất lượng kém", "Quality: poor"),
        "rejected_rate": ("Tỷ lệ không nghiệm thu", "Quality: not accepted"),
    }
    hours = _of(HOURS, norm_hours=("Giờ theo định mức", "Hours by the norms"), hours=("Giờ đã khai", "Hours declared"))
    found = {**_of(PIECES, entries=("Sản phẩm, công việc", "Entries")), **hours, **_of(PER_CENT, **rates)}
    return Dataset(Words("Khối lượng, tiến độ, chất lượng", "Work"), ("province", "body", "field"), found)


def _bodies() -> Dataset:
    found = _of(
        UNITS,
        agencies=("Số cơ quan", "Agencies"),
        on_time=("Quyết định đúng hạn", "Decided on time"),
        late=("Quyết định chậm", "Decided late"),
        open=("Chưa quyết định", "Not yet decided"),
        within=("Trong tỷ lệ HTXS", "Within the HTXS share"),
        granted=("Vượt tỷ lệ, được chấp thuận", "Above the share, granted"),
        over=("Vượt tỷ lệ HTXS", "Above the HTXS share"),
    )
    found["on_time_rate"] = _rate("Tỷ lệ đúng hạn", "On time", "on_time", "agencies")
    found["within_rate"] = _rate("Tỷ lệ trong hạn mức", "Within the share", "within", "agencies")
    return Dataset(Words("Chấp hành của cơ quan", "Agencies"), ("province", "body"), found)


def _coverage() -> Dataset:
    found = _of(
        PIECES,
        posts=("Vị trí công tác", "Posts held"),
        posts_with_position=("Có vị trí việc làm", "Posts with a job position"),
        positions=("Vị trí việc làm", "Job positions"),
        positions_described=("Có bản mô tả", "Job positions described"),
        items=("Đầu việc", "Work items"),
        items_used=("Đầu việc đã dùng", "Work items used"),
        entries=("Mục việc đã ghi", "Entries"),
        entries_with_item=("Gắn với đầu việc", "Entries with a work item"),
        sheets=("Phiếu đánh giá", "Sheets"),
        submitted=("Phiếu đã tự chấm", "Sheets submitted"),
    )
    found |= _of(PEOPLE, people=("Số người", "People"), people_logging=("Có ghi nhật ký", "People who log"))
    pairs = (("posts_with_position", "posts"), ("positions_described", "positions"), ("items_used", "items"),
             ("entries_with_item", "entries"), ("submitted", "sheets"), ("people_logging", "people"))  # fmt: skip
    found |= _shares(found, pairs)
    return Dataset(Words("Độ phủ danh mục và nộp phiếu", "Coverage"), ("province", "body"), found)


def _honesty() -> Dataset:
    found = _of(
        PEOPLE,
        raters=("Người xác nhận được rà soát", "Raters assessed"),
        TOP_MARKS=("Người xác nhận chấm mức cao bất thường", "Raters flagged: top marks"),
        AT_ONCE=("Người xác nhận hàng loạt", "Raters flagged: verified at once"),
        logs=("Nhật ký được rà soát", "Logs assessed"),
        LONG_DAYS=("Nhật ký có nhiều ngày quá dài", "Logs flagged: long days"),
        REPEATED=("Nhật ký lặp lại", "Logs flagged: repeated"),
    )
    found |= _of(
        Words("ngày", "days"),
        days=("Ngày có việc đã xác nhận", "Days with verified work"),
        long_days=("Ngày quá dài", "Long days"),
    )
    pairs = (("TOP_MARKS", "raters"), ("AT_ONCE", "raters"), ("LONG_DAYS", "logs"), ("REPEATED", "logs"),
             ("long_days", "days"))  # fmt: skip
    return Dataset(Words("Tính trung thực của nhật ký", "Honesty of logs"), ("province", "body"),
                   found | _shares(found, pairs))  # fmt: skip


def _shares(counted: Mapping[str, Measure], pairs: tuple[tuple[str, str], ...]) -> dict[str, Measure]:
    """A rate for each pair of a count and what it is part of."""
    told = {part: counted[part].words for part, _ in pairs}
    return {
        f"{part}_rate": _rate(f"Tỷ lệ: {told[part].vi}", f"Share: {told[part].en}", part, whole)
        for part, whole in pairs
    }


DATASETS: Final[Mapping[str, Dataset]] = MappingProxyType(
    {
        "classes": _classes(),
        "twice": Dataset(
            Words("Không hoàn thành hai quý liên tiếp", "Failing two quarters running"),
            ("province", "body", "position_group"),
            {
                **_of(PEOPLE, twice=("Hai quý liên tiếp", "Twice running"), once=("Chỉ quý này", "This quarter only")),
                "twice_rate": _rate("Tỷ lệ hai quý liên tiếp", "Twice running", "twice", "twice", "once"),
            },
        ),
        "spread": _spread(),
        "work": _work(),
        "bodies": _bodies(),
        "coverage": _coverage(),
        "honesty": _honesty(),
        "staffing": Dataset(
            Words("Biên chế", "Staffing"),
            ("province", "body", "position_group"),
            {
                **_of(POSTS, establishment=("Biên chế được giao", "Establishment")),
                **_of(PEOPLE, people=("Số người", "People")),
                **_of(
                    POSTS,
                    need=("Nhu cầu ước tính", "Need, estimated"),
                    need_low=("Cận dưới (80 %)", "Lower bound (80 %)"),
                    need_high=("Cận trên (80 %)", "Upper bound (80 %)"),
                ),
            },
        ),
        "index": Dataset(
            Words("Chỉ số hài hòa", "Harmonised index"),
            ("province",),
            {
                **_of(
                    POINTS,
                    raw_mean=("Điểm trung bình, chưa hiệu chỉnh", "Raw mean"),
                    harmonised_mean=("Điểm trung bình đã hiệu chỉnh", "Harmonised mean"),
                    harshness=("Phần điểm do định mức chặt", "Harshness of the norms: harmonised less raw"),
                ),
            },
        ),
    }
)
"""By code, in the order they are listed."""


def dataset_words(code: str) -> Words:
    """What a data set is called."""
    return DATASETS[code].words if code in DATASETS else Words(code, code)


def measure_of(dataset: str, code: str) -> Measure:
    """A measure of a data set; one this page does not know is shown under its code."""
    known = DATASETS[dataset].measures.get(code) if dataset in DATASETS else None
    return known or Measure(Words(code, code), Words("", ""))


def in_order(dataset: str, codes: set[str]) -> tuple[str, ...]:
    """Measures in the order they are shown, unknown ones last."""
    known = list(DATASETS[dataset].measures) if dataset in DATASETS else []
    return (*(code for code in known if code in codes), *sorted(codes.difference(known)))
