"""The sections of a person's record: each table that holds something about people, and how the person's rows are found.

A test holds the list against the schema: a new table with a `person_id` is either here or named as holding nothing.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Section:
    """A table of the record: its title, the condition that finds a person's rows, and columns left out as secrets.

    Conditions name the table `held` and the parameters `tenant`, `person`, `first` and `last` (days).
    """

    name: str
    table: str
    vi: str
    en: str
    where: str = "held.person_id = :person"
    omitted: tuple[str, ...] = ()


_BY_DAY: Final = "held.person_id = :person AND held.work_date BETWEEN :first AND :last"
_BY_MONTH: Final = "held.person_id = :person AND held.month BETWEEN date_trunc('month', CAST(:first AS date)) AND :last"
_OWN_ENTRY: Final = (
    "held.entry_id IN (SELECT id FROM work_entry WHERE tenant_id = :tenant AND person_id = :person"
    " AND work_date BETWEEN :first AND :last)"
)
_OWN_SHEET: Final = "held.sheet_id IN (SELECT id FROM sheet WHERE tenant_id = :tenant AND person_id = :person)"
_OWN_POST: Final = (
    "held.appointment_id IN (SELECT id FROM appointment WHERE tenant_id = :tenant AND person_id = :person)"
)

SECTIONS: Final = (
    Section("person", "person", "Lý lịch", "Person", "held.id = :person", ("sort_key", "search_key")),
    Section("posts", "appointment", "Chức vụ, vị trí", "Posts"),
    Section("delegations", "delegation", "Ủy quyền", "Delegations", f"held.delegate_id = :person OR {_OWN_POST}"),
    Section("account", "account", "Tài khoản", "Account", omitted=("password_hash",)),
    Section("tasks", "task", "Việc được giao", "Assigned tasks", _OWN_POST),
    Section("entries", "work_entry", "Nhật ký công việc", "Work log", _BY_DAY),
    Section("evidence", "evidence", "Minh chứng", "Evidence", _OWN_ENTRY),
    Section("waivers", "waiver", "Miễn trừ", "Waivers", _OWN_ENTRY),
    Section("entryEvents", "entry_event", "Các bước của từng mục", "Steps of entries", _OWN_ENTRY),
    Section("files", "stored_file", "Tệp đã gửi", "Files", "held.uploaded_by = :person"),
    Section("entryScores", "entry_score", "Điểm từng mục", "Scores of entries", _BY_DAY),
    Section("refused", "refused_score", "Mục không chấm được", "Entries without a score", _OWN_ENTRY),
    Section("undone", "undone_verdict", "Xác nhận đã hoàn tác", "Verdicts taken back", _OWN_ENTRY),
    Section("groupDraws", "group_draw", "Việc rút ngẫu nhiên đã mở", "Samples drawn and opened"),
    Section("carried", "carried_entry", "Mục tính sang kỳ sau", "Entries carried on"),
    Section(
        "days",
        "person_day",
        "Tổng hợp ngày",
        "Sums by day",
        "held.person_id = :person AND held.day BETWEEN :first AND :last",
    ),
    Section("monthFacts", "month_fact", "Dữ kiện tháng", "Facts of months", _BY_MONTH),
    Section("monthScores", "month_score", "Kết quả tháng", "Scores of months", _BY_MONTH),
    Section("monthWork", "month_work", "Khối lượng tháng", "Work of months", _BY_MONTH),
    Section("closedMonths", "closed_month", "Tháng đã chốt", "Closed months", _BY_MONTH),
    Section("frozenMonths", "frozen_month", "Số liệu đã chốt", "Frozen months", _BY_MONTH),
    Section("periodScores", "period_score", "Kết quả quý, năm", "Scores of quarters and years"),
    Section("sheets", "sheet", "Phiếu đánh giá", "Sheets"),
    Section("sheetEvents", "sheet_event", "Các bước đánh giá", "Steps of evaluation", _OWN_SHEET),
    Section("decisions", "decision", "Quyết định xếp loại", "Decisions", _OWN_SHEET),
    Section("petitions", "petition", "Kiến nghị", "Petitions"),
    Section("discipline", "discipline_record", "Kỷ luật", "Discipline"),
    Section("howILog", "log_month", "Dấu hiệu của nhật ký", "How the log looks", _BY_MONTH),
    Section("howIRate", "rater_month", "Cách xác nhận, chấm điểm", "How I rate", _BY_MONTH),
    Section("templates", "entry_template", "Mẫu ghi việc", "Templates of entries"),
    Section("reopenings", "day_reopening", "Xin mở lại kỳ", "Requests to reopen a day"),
    Section("refusedDates", "refused_entry", "Mục nhận muộn đã từ chối", "Entries refused as too late"),
    Section("suggestions", "item_suggestion", "Đề xuất đầu việc", "Suggested work items"),
    Section(
        "imported",
        "imported_result",
        "Nhập từ hệ thống cũ, chưa xác nhận",
        "Imported from an earlier system, unverified",
    ),
    Section("received", "received_work", "Việc hệ thống khác gửi", "Work told by other systems"),
    Section("aliases", "intake_alias", "Tên trong hệ thống khác", "Names in other systems"),
    Section("cadreEvents", "cadre_event", "Đã gửi CSDL cán bộ", "Sent to the cadre database"),
    Section("requests", "correction_request", "Yêu cầu chỉnh sửa", "Requests to correct"),
    Section(
        "audit",
        "audit_event",
        "Ai đã xem, ai đã sửa",
        "Who looked, who changed",
        "held.subject = 'person' AND held.subject_id = :person",
    ),
)
NAMES: Final = frozenset(section.name for section in SECTIONS)

NOTHING_ABOUT_PEOPLE: Final = {
    "pending_month": "a list of what is to be computed; empty again within seconds",
    "pending_sheet": "a list of what is to be brought up to date; empty again within seconds",
    "rollup_delta": "a list of what is to be summed; empty again within seconds",
    "lab_result": "what a draft of the norms would give; of nobody's record, and gone with the run",
}
"""Tables with a `person_id` that say nothing lasting about the person, and why."""
