"""Papers of invented people, with texts that try to break out of their place."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from tenants.papers.model import (
    AnnualPaper,
    ClassCount,
    Classes,
    Comments,
    ConditionLine,
    Criteria,
    CriterionLine,
    Letterhead,
    Meeting,
    MinutesPaper,
    PartLine,
    Person,
    QuotaLine,
    ResultLine,
    Results,
    Ruling,
    Segment,
    SheetPaper,
    Signature,
    SummaryLine,
    SummaryPaper,
)
from tenants.papers.seals import code_rows
from tenants.papers.wording import CLASSES, points, score

HASH = "3f2a9c0de1b84756aa01f3c2d4e5960718293a4b5c6d7e8f90a1b2c3d4e5f607"
# 1,286 delays of 1,000 products (T7 of the domain): never printed as 90.
T7 = Decimal("89.998333333333333333333333333333")
HOSTILE = (
    '#eval("1+1") *đậm* $x^2$ @nhãn <nhãn> // chú thích /* */ \\ [khối] #set page(width: 1cm)\n'
    '{{ 7*7 }} {% for x in y %} <w:p/> & "ngoặc" =HYPERLINK("x") \x0c\x07\u202e💥 Ơ Ư ạ ế'
)
_CRITERIA: tuple[tuple[str, str, Any, Any, Any, str, int], ...] = (
    ("I", "Phẩm chất chính trị, đạo đức; văn hóa thực thi công vụ; ý thức kỷ luật, kỷ cương", 10, 9, 9, "", 0),
    ("I.1", "Phẩm chất chính trị, đạo đức, lối sống", 5, 5, 5, "", 1),
    ("I.1.a", "Phẩm chất chính trị", "2.5", "2.5", "2.5", "", 2),
    ("I.1.b", "Đạo đức, lối sống", "2.5", "2.5", "2.5", "", 2),
    ("I.2", "Văn hóa thực thi công vụ, ý thức kỷ luật, kỷ cương", 5, 4, 4, "", 1),
    ("I.2.a", "Ý thức kỷ luật, kỷ cương", "2.5", 2, 2, "Hai lần đi họp muộn", 2),
    ("I.2.b", "Văn hóa thực thi công vụ", "2.5", 2, 2, "", 2),
    ("II", "Năng lực chuyên môn; tinh thần sẵn sàng; trách nhiệm; thái độ", 10, 10, "9.5", "", 0),
    ("II.1", "Năng lực chuyên môn, nghiệp vụ", "2.5", "2.5", "2.5", "", 1),
    ("II.2", "Tinh thần sẵn sàng nhận nhiệm vụ", "2.5", "2.5", 2, "Cần chủ động hơn với việc đột xuất", 1),
    ("II.3", "Tinh thần trách nhiệm", "2.5", "2.5", "2.5", "", 1),
    ("II.4", "Thái độ trong thực hiện nhiệm vụ", "2.5", "2.5", "2.5", "", 1),
    ("III", "Đổi mới sáng tạo; dám nghĩ, dám làm, dám chịu trách nhiệm", 10, 9, 9, "", 0),
    ("III.1", "Đổi mới sáng tạo", "2.5", 2, 2, "", 1),
    ("III.2", "Dám nghĩ", "2.5", "2.5", "2.5", "", 1),
    ("III.3", "Dám làm", "2.5", "2.5", "2.5", "", 1),
    ("III.4", "Dám chịu trách nhiệm", "2.5", 2, 2, "", 1),
)  # fmt: skip
HEAD = Letterhead("Ủy ban nhân dân\ntỉnh Khánh Hòa", "Sở Tài chính", "", "Khánh Hòa", "ngày 05 tháng 7 năm 2026")
PERSON = Person(
    "Nguyễn Ngọc Ánh", "056192100007", "Chuyên viên quản lý ngân sách", "Chuyên viên", "Phòng Quản lý ngân sách",
    "Sở Tài chính",
)  # fmt: skip
SIGNATURES = (
    Signature("NGƯỜI TỰ ĐÁNH GIÁ", "(Ký, ghi rõ họ tên)", "Nguyễn Ngọc Ánh"),
    Signature("CẤP TRÊN TRỰC TIẾP", "(Ký, ghi rõ họ tên)", "Lê Văn Đức"),
    Signature("GIÁM ĐỐC", "(Ký, đóng dấu)", "Nguyễn Thị Hạnh"),
)
NOTES = (
    "Điểm ghi đến hai chữ số thập phân, phần sau được cắt bỏ, không làm tròn lên.",
    "Chấm theo gói định mức decree-335, phiên bản 1.0.0.",
)
RULING = Ruling(
    class_name=CLASSES["HTT"],
    number="15/QĐ-STC",
    day="ngày 05 tháng 7 năm 2026",
    by="Nguyễn Thị Hạnh, Giám đốc Sở Tài chính",
    reason="Điểm chưa đạt ngưỡng xuất sắc; thống nhất với ý kiến của cấp trên trực tiếp.",
    replaces="Quyết định số 12/QĐ-STC ngày 30 tháng 6 năm 2026",
    content_hash=HASH,
    code=code_rows(HASH),
)
CLASSES_OF = Classes(
    general=points(Decimal("27.5")),
    results=points(Decimal("62.498333333333333333")),
    total=points(T7),
    by_points=CLASSES["HTT"],
    proposed=CLASSES["HTT"],
    by_superior=CLASSES["HTT"],
)
CONDITIONS = (
    ConditionLine("100% nhiệm vụ hoàn thành đúng tiến độ, bảo đảm chất lượng", "Đạt", "42 đầu việc đã xác nhận"),
    ConditionLine("Ít nhất 30% nhiệm vụ vượt yêu cầu", "Cần người xem xét", "Chưa có ý kiến của cấp trên"),
    ConditionLine("Không bị kỷ luật từ khiển trách trở lên", "Đạt", ""),
)
COMMENTS = Comments(
    own="Hoàn thành dự toán quý đúng hạn; còn chậm ở khâu tổng hợp số liệu của các phường, xã.",
    superior="Làm việc cẩn thận, có trách nhiệm. Cần chủ động hơn khi phối hợp với các đơn vị.",
    superior_name="Lê Văn Đức, Trưởng phòng Quản lý ngân sách",
)


def sheet() -> SheetPaper:
    """A quarter's sheet, decided, with everything a sheet can hold."""
    lines = tuple(
        CriterionLine(code, label, score(Decimal(most)), score(Decimal(own)), score(Decimal(given)), comment, depth)
        for code, label, most, own, given, comment, depth in _CRITERIA
    )
    months = ("Tháng 4", "Tháng 5", "Tháng 6", "Quý II")
    return SheetPaper(
        letterhead=HEAD,
        period="Quý II năm 2026",
        span="từ ngày 01/4/2026 đến ngày 30/6/2026",
        person=PERSON,
        criteria=Criteria(
            lines, score(Decimal(30)), points(Decimal(28)), points(Decimal("27.5"))
        ),
        results=Results(
            months,
            (
                ResultLine("Số lượng (a)", ("95,83%", "100%", "98,5%", "")),
                ResultLine("Chất lượng (b)", ("93,22%", "100%", "97%", "")),
                ResultLine("Tiến độ (c)", ("85,41%", "67,85%", "96%", "")),
                ResultLine("Điểm tiêu chí chung", ("27,50", "27,50", "27,50", "27,50")),
                ResultLine("Điểm kết quả thực hiện nhiệm vụ", ("64,04", "62,49", "68,01", "62,49"), strong=True),
                ResultLine("Tổng điểm", ("91,54", "89,99", "95,51", "89,99"), strong=True),
            ),
        ),
        segments=(
            Segment("Chuyên viên quản lý ngân sách", "Phòng Quản lý ngân sách", "01/4/2026 - 30/6/2026", "70%",
                    points(Decimal("62.5"))),
            Segment("Chuyên viên tổng hợp (kiêm nhiệm)", "Văn phòng Sở", "01/5/2026 - 30/6/2026", "30%",
                    points(Decimal("62.49"))),
        ),
        classes=CLASSES_OF,
        conditions=CONDITIONS,
        comments=COMMENTS,
        not_ranked="",
        ruling=RULING,
        signatures=SIGNATURES,
        notes=NOTES,
        made_on=date(2026, 7, 5),
    )  # fmt: skip


def hostile() -> SheetPaper:
    """A sheet whose free texts are full of markup."""
    return replace(
        sheet(),
        person=replace(PERSON, post=HOSTILE),
        comments=Comments(HOSTILE, HOSTILE, HOSTILE),
        conditions=(ConditionLine(HOSTILE, "Đạt", HOSTILE),),
        ruling=replace(RULING, reason=HOSTILE, number=HOSTILE),
    )


def annual() -> AnnualPaper:
    """A year's sheet with a failed quarter in it."""
    given = (("I", "27.5", "64.0451", "91.5451", "HTXS", "HTT"), ("II", "27.5", "62.498333", "89.998333", "HTT", "HTT"),
             ("III", "20", "24", "44", "KHT", "KHT"), ("IV", "28", "66", "94", "HTXS", "HTT"))  # fmt: skip
    return AnnualPaper(
        letterhead=replace(HEAD, day="ngày 12 tháng 12 năm 2026"),
        period="Năm 2026",
        span="từ ngày 01/01/2026 đến ngày 31/12/2026",
        person=PERSON,
        computed_from="Điểm cả năm được tính từ kết quả các quý kết thúc trong năm: từ Quý I đến Quý IV năm 2026.",
        parts=tuple(
            PartLine(f"Quý {name}", points(Decimal(general)), points(Decimal(results)), points(Decimal(total)),
                     CLASSES[by_points], CLASSES[decided])
            for name, general, results, total, by_points, decided in given
        ),
        warnings=("có quý không hoàn thành nhiệm vụ, không xếp mức hoàn thành xuất sắc nhiệm vụ cả năm.",),
        classes=replace(CLASSES_OF, total=points(Decimal("79.885858"))),
        conditions=CONDITIONS[2:],
        comments=COMMENTS,
        not_ranked="",
        ruling=RULING,
        signatures=SIGNATURES,
        notes=NOTES,
        made_on=date(2026, 12, 12),
    )  # fmt: skip


def lines(count: int) -> tuple[SummaryLine, ...]:
    """So many people of a department; the third is not ranked."""
    surnames = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Ngô", "Dương")
    names = ("Ngọc Ánh", "Quốc Bảo", "Thị Hạnh", "Văn Ơn", "Thị Ước", "Đình Ân", "Thanh Đạt", "Minh Khuê")
    return tuple(
        SummaryLine(
            number=place + 1,
            full_name=f"{surnames[place % 10]} {names[place % 8]}",
            post="Chuyên viên quản lý ngân sách" if place else "Giám đốc",
            unit="Phòng Quản lý ngân sách" if place else "Sở Tài chính",
            general=points(Decimal("27.5")),
            results=points(Decimal("62.498333")),
            total=points(T7),
            by_points="HTT",
            proposed="HTT",
            decided="" if place == 2 else "HTT",
            not_ranked=place == 2,
            note="Không xếp loại (nghỉ thai sản)" if place == 2 else "",
        )
        for place in range(count)
    )


COUNTS = (
    ClassCount("HTXS", CLASSES["HTXS"], 7, "18,91%"),
    ClassCount("HTT", CLASSES["HTT"], 28, "75,67%"),
    ClassCount("HT", CLASSES["HT"], 2, "5,4%"),
    ClassCount("KHT", CLASSES["KHT"], 0, "0%"),
    ClassCount("", "Không xếp loại", 1, ""),
)
QUOTAS = (
    QuotaLine("Lãnh đạo, quản lý", 9, "20%", 1, 1),
    QuotaLine("Nghiệp vụ chuyên ngành", 30, "20%", 6, 6),
)


def summary(count: int = 38) -> SummaryPaper:
    """A department's summary table."""
    return SummaryPaper(
        letterhead=HEAD,
        period="Quý II năm 2026",
        span="từ ngày 01/4/2026 đến ngày 30/6/2026",
        unit="Sở Tài chính",
        lines=lines(count),
        counts=COUNTS,
        quotas=QUOTAS,
        signatures=(
            Signature("NGƯỜI LẬP BẢNG", "(Ký, ghi rõ họ tên)", ""),
            Signature("GIÁM ĐỐC", "(Ký, đóng dấu)", "Nguyễn Thị Hạnh"),
        ),
        notes=NOTES[:1],
        made_on=date(2026, 7, 5),
    )


def minutes(count: int = 12) -> MinutesPaper:
    """The minutes of a department's meeting."""
    return MinutesPaper(
        letterhead=replace(HEAD, number="04/BB-STC"),
        period="Quý II năm 2026",
        span="từ ngày 01/4/2026 đến ngày 30/6/2026",
        unit="Sở Tài chính",
        lines=lines(count),
        counts=COUNTS,
        quotas=QUOTAS,
        signatures=(
            Signature("THƯ KÝ", "(Ký, ghi rõ họ tên)", "Võ Minh An"),
            Signature("CHỦ TRÌ", "(Ký, ghi rõ họ tên)", "Nguyễn Thị Hạnh"),
        ),
        notes=NOTES[:1],
        made_on=date(2026, 7, 5),
        meeting=Meeting(
            held_at="14 giờ 00 phút, ngày 03 tháng 7 năm 2026",
            place="Phòng họp tầng 3, Sở Tài chính",
            chair="Nguyễn Thị Hạnh, Giám đốc",
            secretary="Võ Minh An, chuyên viên",
            present=("Nguyễn Thị Hạnh, Giám đốc", "Phạm Đình Ân, Phó Giám đốc", "Lê Văn Đức, Trưởng phòng"),
            absent=("Đỗ Thị Hà, Phó Trưởng phòng (đi công tác)",),
            discussion="",
            conclusion="100% người dự họp thống nhất với mức đề xuất.",
        ),
    )
