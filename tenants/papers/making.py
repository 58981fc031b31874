"""Makes the Word templates: `python -m tenants.papers.making` writes them into `templates/`."""

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from docx.document import Document

from tenants.papers.making_parts import (
    BOTH,
    CENTER,
    Column,
    grid,
    letterhead,
    line,
    list_table,
    new_document,
    put,
    put_either,
    repeat,
    section_title,
    signatures,
    small_print,
    tag,
    whole,
    write,
)

PORTRAIT: Final = 16.2
LANDSCAPE: Final = 26.7
HEADS: Final = (6.4, 9.8)
WIDE_HEADS: Final = (11.0, 15.7)
FIXED_DAY: Final = (1980, 1, 1, 0, 0, 0)
PERSON_FACTS: Final = (
    ("Họ và tên", "*{{ person.full_name }}*"),
    ("Số định danh cá nhân", "{{ person.pin }}"),
    ("Chức vụ, vị trí việc làm", "{{ person.post }}"),
    ("Ngạch", "{{ person.rank | said }}"),
    ("Đơn vị công tác", "{{ person.unit }}"),
    ("Cơ quan", "{{ person.agency }}"),
)
FOOT: Final = (
    "{{ person.full_name }} - {{ period }}{% if ruling %} - Mã xác nhận {{ ruling.content_hash[:16] }}…{% endif %}"
)


def sheet() -> Document:
    """Mẫu 01."""
    document = new_document(form="Mẫu số 01", foot=FOOT)
    letterhead(document, HEADS, with_number=False)
    _title(document, "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC", "Kỳ theo dõi, đánh giá: ", "*{{ period }}*")
    _facts(document, PERSON_FACTS)
    _not_ranked(document)
    section_title(document, "I. KẾT QUẢ THEO DÕI, ĐÁNH GIÁ THEO TIÊU CHÍ CHUNG")
    tag(document, "if criteria")
    _criteria(document)
    tag(document, "else")
    line(document, "Gói định mức không có bộ tiêu chí chung.")
    tag(document, "endif")
    section_title(document, "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ")
    _results(document)
    tag(document, "if segments")
    line(document, "Các vị trí đã đảm nhiệm trong kỳ:")
    list_table(document, "one in segments", (
        Column("Vị trí", "{{ one.post }}", 4.4), Column("Đơn vị", "{{ one.unit }}", 4.4),
        Column("Thời gian", "{{ one.span }}", 4, CENTER), Column("Tỷ trọng", "{{ one.weight }}", 1.7, CENTER),
        Column("Kết quả", "{{ one.results }}", 1.7, CENTER),
    ))  # fmt: skip
    tag(document, "endif")
    section_title(document, "III. TỔNG ĐIỂM VÀ MỨC XẾP LOẠI THEO ĐIỂM")
    _points(document)
    _facts(document, (
        ("Mức xếp loại theo điểm", "*{{ classes.by_points | said }}*"),
        ("Mức đề xuất (sau khi xét điều kiện)", "*{{ classes.proposed | said }}*"),
    ))  # fmt: skip
    _conditions(document, "IV")
    _ending(document, ("V", "VI", "VII"))
    return document


def annual() -> Document:
    """Mẫu 02."""
    document = new_document(form="Mẫu số 02", foot=FOOT)
    letterhead(document, HEADS, with_number=False)
    _title(document, "PHIẾU ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG CÔNG CHỨC", "*{{ period }}*")
    _facts(document, PERSON_FACTS)
    _not_ranked(document)
    section_title(document, "I. KẾT QUẢ CÁC KỲ TRONG NĂM")
    tag(document, "if computed_from")
    line(document, "{{ computed_from }}")
    tag(document, "endif")
    list_table(document, "one in parts", (
        Column("Kỳ", "{{ one.label }}", 3.2), Column("Tiêu chí chung", "{{ one.general }}", 1.8, CENTER),
        Column("Kết quả nhiệm vụ", "{{ one.results }}", 2, CENTER),
        Column("Tổng điểm", "{{ one.total }}", 1.8, CENTER, bold=True),
        Column("Xếp loại theo điểm", "{{ one.class_by_points }}", 3.7),
        Column("Mức đã quyết định", "{{ one.decided_class }}", 3.7),
    ))  # fmt: skip
    section_title(document, "II. TỔNG HỢP CẢ NĂM")
    _facts(document, (
        ("Tổng điểm cả năm", "*{{ classes.total | said }}*"),
        ("Mức xếp loại theo điểm", "*{{ classes.by_points | said }}*"),
        ("Mức đề xuất (sau khi xét điều kiện)", "*{{ classes.proposed | said }}*"),
    ))  # fmt: skip
    tag(document, "for warning in warnings")
    line(document, "Lưu ý: {{ warning }}", bold=True)
    tag(document, "endfor")
    _conditions(document, "III")
    _ending(document, ("IV", "V", "VI"))
    return document


def summary() -> Document:
    """The unit's summary table."""
    document = new_document(landscape=True, foot="{{ unit }} - {{ period }}")
    letterhead(document, WIDE_HEADS, with_number=True)
    _title(
        document, "BẢNG TỔNG HỢP KẾT QUẢ THEO DÕI, ĐÁNH GIÁ, XẾP LOẠI CHẤT LƯỢNG", "*{{ period }}*"
    )  # fmt: skip
    line(document, "Đơn vị: ", "*{{ unit }}*", align=CENTER)
    list_table(document, "one in lines", (
        Column("TT", "{{ one.number }}", 1, CENTER), Column("Họ và tên", "{{ one.full_name }}", 4.6),
        Column("Chức vụ, vị trí", "{{ one.post }}", 3.9), Column("Đơn vị", "{{ one.unit }}", 4),
        Column("Tiêu chí chung", "{{ one.general }}", 1.7, CENTER), Column("Kết quả", "{{ one.results }}", 1.7, CENTER),
        Column("Tổng điểm", "{{ one.total }}", 1.7, CENTER, bold=True),
        Column("Theo điểm", "{{ one.by_points }}", 1.7, CENTER), Column("Đề xuất", "{{ one.proposed }}", 1.7, CENTER),
        Column("Quyết định", "{{ one.decided }}", 1.7, CENTER, bold=True), Column("Ghi chú", "{{ one.note }}", 3),
    ))  # fmt: skip
    line(document, "")
    _counts(document)
    line(document, "")
    signatures(document, 2, LANDSCAPE)
    small_print(document)
    return document


def minutes() -> Document:
    """The minutes of the meeting."""
    document = new_document(foot="Biên bản họp đánh giá - {{ period }}")
    letterhead(document, HEADS, with_number=True)
    line(document, "BIÊN BẢN", align=CENTER, size=14, bold=True)
    line(document, "Họp đánh giá, xếp loại chất lượng {{ period | inside }}", align=CENTER, bold=True)
    line(document, "Đơn vị: ", "*{{ unit }}*", align=CENTER)
    section_title(document, "I. THỜI GIAN, ĐỊA ĐIỂM")
    _facts(document, (("Thời gian", "{{ meeting.held_at | said }}"), ("Địa điểm", "{{ meeting.place | said }}")))
    section_title(document, "II. THÀNH PHẦN")
    _facts(document, (("Chủ trì", "{{ meeting.chair | said }}"), ("Thư ký", "{{ meeting.secretary | said }}")))
    for title, name in (("Có mặt:", "present"), ("Vắng mặt:", "absent")):
        line(document, title)
        tag(document, f"for one in meeting.{name} or ['']")
        line(document, "{{ loop.index }}. {{ one | said }}")
        tag(document, "endfor")
    section_title(document, "III. NỘI DUNG")
    line(
        document,
        "Hội nghị nghe báo cáo kết quả theo dõi, đánh giá {{ period | inside }} ({{ span }}) của {{ lines | length }} "
        "người như sau:",
        align=BOTH,
    )
    list_table(document, "one in lines", (
        Column("TT", "{{ one.number }}", 1, CENTER), Column("Họ và tên", "{{ one.full_name }}", 4.4),
        Column("Chức vụ, vị trí", "{{ one.post }}", 3.8),
        Column("Tổng điểm", "{{ one.total }}", 1.6, CENTER, bold=True),
        Column("Theo điểm", "{{ one.by_points }}", 1.6, CENTER), Column("Đề xuất", "{{ one.proposed }}", 1.7, CENTER),
        Column("Quyết định", "{{ 'Không xếp loại' if one.not_ranked else one.decided }}", 2.1, CENTER),
    ))  # fmt: skip
    line(document, "Số người theo mức xếp loại:")
    _counts(document)
    section_title(document, "IV. Ý KIẾN THẢO LUẬN")
    line(document, "{{ meeting.discussion | said }}", align=BOTH)
    section_title(document, "V. KẾT LUẬN")
    line(document, "{{ meeting.conclusion | said }}", align=BOTH)
    line(document, "Biên bản đã được đọc lại cho những người dự họp cùng nghe và thống nhất.", align=BOTH)
    signatures(document, 2, PORTRAIT)
    small_print(document)
    return document


TEMPLATES: Final[Mapping[str, Callable[[], Document]]] = {
    "sheet": sheet,
    "annual": annual,
    "summary": summary,
    "minutes": minutes,
}


def _title(document: Document, title: str, *period: str) -> None:
    paragraph = line(document, title, align=CENTER, size=14, bold=True)
    paragraph.paragraph_format.space_before = 150_000
    line(document, *period, align=CENTER)
    line(document, "({{ span }})", align=CENTER)


def _facts(document: Document, pairs: tuple[tuple[str, str], ...]) -> None:
    for label, shown in pairs:
        line(document, f"{label}: ", shown)


def _not_ranked(document: Document) -> None:
    tag(document, "if not_ranked")
    line(document, "{{ not_ranked }}.", bold=True)
    tag(document, "endif")


def _criteria(document: Document) -> None:
    first = "one.depth == 0"
    columns = (
        Column("TT", "one.code", 1.3, CENTER, strong=first),
        Column("Tiêu chí chấm điểm", "one.label", 6.4, strong=first),
        Column("Tối đa", "one.highest", 1.5, CENTER, strong=first),
        Column("Tự chấm", "one.own", 1.7, CENTER, strong=first),
        Column("Cấp trên chấm", "one.superior", 2, CENTER, strong=first),
        Column("Ý kiến", "{{ one.comment }}", 3.3),
    )
    sums = list_table(document, "one in criteria.lines", columns, sums=1).rows[4]
    whole(sums)
    left = sums.cells[0].merge(sums.cells[1])
    put(left, "Tổng điểm tiêu chí chung", align=CENTER, bold=True)
    for cell, shown in zip(sums.cells[2:5], ("highest", "own", "superior"), strict=True):
        put(cell, "{{ criteria." + shown + " }}", align=CENTER, bold=True)


def _results(document: Document) -> None:
    table = grid(document, (6.2, 2.5, 2.5, 2.5), rows=4)
    head, begin, row, end = table.rows
    put(head.cells[0], "Nội dung", align=CENTER, bold=True)
    put_either(row.cells[0], "one.strong", "one.label")
    for cells, each in ((head.cells, "column in results.columns"), (row.cells, "cell in one.cells")):
        put(cells[1], "{%tc for " + each + " %}")
        put(cells[3], "{%tc endfor %}")
    put(head.cells[2], "{{ column }}", align=CENTER, bold=True)
    put_either(row.cells[2], "one.strong", "cell", align=CENTER)
    put(begin.cells[0], "{%tr for one in results.lines %}")
    put(end.cells[0], "{%tr endfor %}")
    repeat(head)


def _points(document: Document) -> None:
    table = grid(document, (12.7, 3.5), rows=3)
    lines = (
        ("Điểm tiêu chí chung (tối đa 30 điểm)", "general", False),
        ("Điểm kết quả thực hiện nhiệm vụ (tối đa 70 điểm)", "results", False),
        ("Tổng điểm", "total", True),
    )
    for row, (label, shown, bold) in zip(table.rows, lines, strict=True):
        put(row.cells[0], label, bold=bold)
        put(row.cells[1], "{{ classes." + shown + " }}", align=CENTER, bold=bold)


def _conditions(document: Document, number: str) -> None:
    tag(document, "if conditions")
    section_title(document, f"{number}. CÁC ĐIỀU KIỆN KÈM THEO")
    list_table(document, "one in conditions", (
        Column("TT", "{{ loop.index }}", 1, CENTER), Column("Điều kiện", "{{ one.label }}", 7.4),
        Column("Trạng thái", "{{ one.state }}", 2.8, CENTER), Column("Căn cứ", "{{ one.rests_on }}", 5),
    ))  # fmt: skip
    tag(document, "endif")


def _ending(document: Document, numbers: tuple[str, str, str]) -> None:
    own, superior, ruling = numbers
    section_title(document, f"{own}. TỰ NHẬN XÉT CỦA CÁ NHÂN")
    line(document, "{{ comments.own | said }}", align=BOTH)
    section_title(document, f"{superior}. Ý KIẾN CỦA CẤP TRÊN TRỰC TIẾP")
    tag(document, "if comments.superior_name")
    line(document, "Người cho ý kiến: {{ comments.superior_name }}")
    tag(document, "endif")
    line(document, "{{ comments.superior | said }}", align=BOTH)
    line(document, "Mức đề nghị xếp loại: {{ classes.by_superior | said }}")
    section_title(document, f"{ruling}. QUYẾT ĐỊNH CỦA NGƯỜI CÓ THẨM QUYỀN")
    tag(document, "if ruling")
    _ruling(document)
    tag(document, "else")
    line(document, "Chưa có quyết định xếp loại.")
    tag(document, "endif")
    line(document, "")
    signatures(document, 3, PORTRAIT)
    small_print(document)


def _ruling(document: Document) -> None:
    table = grid(document, (12.8, 3.4))
    cell, code = table.rows[0].cells
    write(cell.paragraphs[0], "Mức xếp loại chất lượng: ", "*{{ ruling.class_name | upper }}*")
    write(cell.add_paragraph(), "Theo Quyết định số {{ ruling.number }} {{ ruling.day }}")
    write(cell.add_paragraph(), "Người quyết định: {{ ruling.by }}")
    for label, name in (("Thay thế", "replaces"), ("Lý do", "reason")):
        cell.add_paragraph("{%p if ruling." + name + " %}")
        write(cell.add_paragraph(), label + ": {{ ruling." + name + " }}")
        cell.add_paragraph("{%p endif %}")
    write(cell.add_paragraph(), "Mã xác nhận (SHA-256) của quyết định:", size=10)
    write(cell.add_paragraph(), "{{ ruling.content_hash }}", size=9)
    put(code, "{{ code }}", align=CENTER)
    whole(table.rows[0])


def _counts(document: Document) -> None:
    list_table(document, "one in counts", (
        Column("Mức xếp loại", "{{ one.name }}", 7), Column("Số người", "{{ one.count }}", 2.4, CENTER),
        Column("Tỷ lệ", "{{ one.share }}", 2.4, CENTER),
    ))  # fmt: skip
    tag(document, "if quotas")
    line(document, "Tỷ lệ hoàn thành xuất sắc nhiệm vụ:")
    list_table(document, "one in quotas", (
        Column("Nhóm có nhiệm vụ tương đồng", "{{ one.group }}", 6),
        Column("Số làm căn cứ", "{{ one.pool }}", 2.6, CENTER),
        Column("Tỷ lệ", "{{ one.share }}", 2, CENTER), Column("HTXS tối đa", "{{ one.quota }}", 2.6, CENTER),
        Column("HTXS đã quyết", "{{ one.used }}", 2.6, CENTER),
    ))  # fmt: skip
    tag(document, "endif")


def packed(document: Document) -> bytes:
    """A document's file with the same dates in it whenever it is made."""
    written, out = io.BytesIO(), io.BytesIO()
    document.save(written)
    with zipfile.ZipFile(written) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in given.namelist():
            archive.writestr(zipfile.ZipInfo(name, FIXED_DAY), given.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def main() -> None:
    """Write every template beside the others."""
    folder = Path(__file__).parent / "templates"
    for name, make in TEMPLATES.items():
        (folder / f"{name}.docx").write_bytes(packed(make()))


if __name__ == "__main__":
    main()
