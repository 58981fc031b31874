"""A person's paper from the database: what the sheet, its scores, the opinion and the decision hold."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from kernel.errors import NotFound
from kernel.ids import uuid7
from tenants.norms.language import shipped_text
from tenants.norms.models import NormPackage
from tenants.papers.gathering import sheet_paper, sheet_papers
from tenants.papers.listing import summary_paper, unit_sheets
from tenants.papers.model import AnnualPaper, SheetPaper, SummaryPaper
from tenants.papers.plain import plain
from tenants.papers.wording import CLASSES, period_name
from tenants.periods.models import EvaluationPeriod
from tenants.scoring.models import PeriodScore
from tenants.scoring.periods import quarter_of
from tests.decisions.conftest import NOT_MET
from tests.papers.conftest import T7, T7B, Cycle


async def _paper(cycle: Cycle, sheet_id: UUID) -> SheetPaper:
    async with cycle.province.db.tenant(cycle.province.id) as session:
        found = await sheet_paper(session, sheet_id)
    assert isinstance(found, SheetPaper)
    return found


async def test_a_sheet_shows_the_person_the_criteria_and_the_points_of_t7(cycle: Cycle) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5", conditions=[NOT_MET])
    paper = await _paper(cycle, sheet_id)
    assert (paper.person.full_name, paper.person.pin, paper.person.post) == ("Võ Minh An", "056090100006", "Công chức")
    assert (paper.person.unit, paper.person.agency) == ("Phòng Quản lý ngân sách", "Sở Tài chính")
    assert paper.letterhead.above == "Ủy ban nhân dân\ntỉnh Khánh Hòa"
    assert (paper.letterhead.agency, paper.letterhead.place) == ("Sở Tài chính", "Khánh Hòa")
    assert paper.classes.total.text == "89,99"
    assert paper.classes.by_points == CLASSES["HTT"]
    lines = {line.label: line.cells for line in paper.results.lines}
    assert lines["Số lượng (a)"] == ("100%",)
    assert lines["Tiến độ (c)"] == ("67,85%",)
    assert lines["Điểm tiêu chí chung"] == ("27,50",)
    assert lines["Tổng điểm"] == ("89,99",)
    assert "Kết quả của cấp dưới (d)" not in lines
    assert "90" not in str(plain(paper)["classes"])
    assert paper.criteria is not None
    assert (paper.criteria.highest.text, paper.criteria.superior.text) == ("30", "27,50")
    assert paper.criteria.lines[0].depth == 0
    assert "Chưa đạt mức tối đa" in {line.comment for line in paper.criteria.lines}
    assert [(one.state, one.rests_on) for one in paper.conditions] == [("Không đạt", "chậm 2")]
    assert paper.comments.superior_name == "Lê Văn Đức, Trưởng phòng"
    assert (paper.ruling, paper.not_ranked) == (None, "")
    assert paper.notes[1] == "Chấm theo gói định mức decree-335, phiên bản 1.0.0."


async def test_a_lawful_90_stored_as_a_long_quotient_is_printed_as_90(cycle: Cycle) -> None:
    paper = await _paper(cycle, await cycle.scored("cadre2", T7B, "25"))
    assert paper.classes.total.text == "90,00"
    assert paper.classes.by_points == CLASSES["HTXS"]


async def test_a_leader_sees_all_six_values(cycle: Cycle) -> None:
    entry = {"k": 1, "assigned": 10, "accepted": 10}
    paper = await _paper(cycle, await cycle.scored("division_head", entry, "28", standing="leader"))
    labels = [line.label for line in paper.results.lines]
    assert labels[:6] == [
        "Số lượng (a)", "Chất lượng (b)", "Tiến độ (c)", "Kết quả của cấp dưới (d)", "Tổ chức triển khai (đ)",
        "Tập hợp, đoàn kết (e)",
    ]  # fmt: skip


async def test_a_decided_sheet_shows_what_was_decided_upon_and_by_whom(cycle: Cycle) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    first = await cycle.office.decide(sheet_id)
    await cycle.office.change(sheet_id, total=Decimal(50), class_by_points="HT")
    paper = await _paper(cycle, sheet_id)
    assert (paper.classes.total.text, paper.classes.by_points) == ("89,99", CLASSES["HTT"])
    ruling = paper.ruling
    assert ruling is not None
    assert (ruling.class_name, ruling.number) == (CLASSES["HTT"], "15/QĐ-STC")
    assert ruling.content_hash == first.content_hash.hex()
    assert (ruling.by, ruling.replaces) == ("Nguyễn Thị Hạnh, Thủ trưởng cơ quan", "")
    assert (paper.signatures[2].title, paper.signatures[2].name) == ("THỦ TRƯỞNG CƠ QUAN", "Nguyễn Thị Hạnh")
    assert len({len(row) for row in ruling.code}) == 1
    assert len(ruling.code) == len(ruling.code[0])


async def test_a_replacing_decision_names_the_one_it_replaces(cycle: Cycle) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    await cycle.office.decide(sheet_id)
    second = await cycle.office.replace(sheet_id, "HT")
    ruling = (await _paper(cycle, sheet_id)).ruling
    assert ruling is not None
    assert ruling.replaces.startswith("Quyết định số 15/QĐ-STC ngày")
    assert (ruling.number, ruling.content_hash) == ("16/QĐ-STC", second.content_hash.hex())


async def test_who_decides_for_the_head_signs_by_delegation(cycle: Cycle) -> None:
    await cycle.office.delegate("agency_deputy")
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    await cycle.office.decide(sheet_id, by="agency_deputy")
    paper = await _paper(cycle, sheet_id)
    assert paper.ruling is not None
    assert paper.ruling.by == "Phạm Đình Ân, theo ủy quyền của Thủ trưởng cơ quan"
    assert (paper.signatures[2].title, paper.signatures[2].name) == ("TUQ. THỦ TRƯỞNG CƠ QUAN", "Phạm Đình Ân")


async def test_somebody_not_ranked_has_no_class_and_the_reason(cycle: Cycle) -> None:
    sheet_id = await cycle.office.sheet("cadre1", None, not_ranked="maternity", class_by_points=None, general=None)
    await cycle.office.decide(sheet_id)
    paper = await _paper(cycle, sheet_id)
    assert paper.not_ranked == "Không xếp loại (nghỉ thai sản)"
    assert paper.ruling is not None
    assert paper.ruling.class_name == "Không xếp loại (nghỉ thai sản)"
    assert (paper.classes.total.text, paper.classes.by_points) == ("", "")


async def test_posts_of_a_month_are_shown_with_their_shares(cycle: Cycle) -> None:
    def post(who: str, weight: str, results: str) -> dict[str, object]:
        return {
            "month": cycle.office.first.isoformat(), "appointment_id": str(cycle.province.appointments[who]),
            "unit_id": str(cycle.province.units["budget_division"]), "role": "cadre", "weight": weight, "days": 20,
            "results": results, "outputs": {},
        }  # fmt: skip

    segments = [post("cadre1", "0.7", "70"), post("cadre2", "0.3", "49.998333")]
    paper = await _paper(cycle, await cycle.scored("cadre1", T7, "27.5", segments=segments))
    assert [(one.weight, one.results.text) for one in paper.segments] == [("70%", "70,00"), ("30%", "49,99")]
    assert paper.segments[0].span == f"Tháng {cycle.office.first.month}, 20 ngày làm việc"


async def test_a_month_is_shown_in_the_revision_the_sheet_took(cycle: Cycle) -> None:
    sheet_id = await cycle.scored("cadre1", T7, "27.5")
    await cycle.score_again("cadre1", T7B, "25")
    newest = await _paper(cycle, sheet_id)
    assert newest.results.lines[2].cells == ("89,28%",)
    used = {"months": [{"month": cycle.office.first.isoformat(), "revision": 1}]}
    await cycle.office.change(sheet_id, scores_used=used)
    assert (await _paper(cycle, sheet_id)).results.lines[2].cells == ("67,85%",)


async def test_weighed_posts_show_the_month_as_it_counts(cycle: Cycle) -> None:
    part = {
        "month": cycle.office.first.isoformat(), "appointment_id": str(cycle.province.appointments["cadre1"]),
        "unit_id": str(cycle.province.units["budget_division"]), "role": "cadre", "weight": "1", "days": 20,
        "results": "50", "outputs": {},
    }  # fmt: skip
    quarter = await cycle.quarter()
    await cycle.scored("cadre1", T7, "27.5")
    sheet_id = await cycle.office.sheet(
        "cadre1", "77.5", period_id=quarter, segments=[part], general=Decimal("27.5"), results=Decimal(50),
        scores_used={"weighed": True}, norm_package_id=cycle.package_id,
    )  # fmt: skip
    paper = await _paper(cycle, sheet_id)
    lines = {line.label: line.cells for line in paper.results.lines}
    assert paper.results.columns[0] == f"Tháng {cycle.office.first.month}"
    assert paper.results.columns[1].startswith("Quý ")
    assert lines["Điểm kết quả thực hiện nhiệm vụ"] == ("50,00", "50,00")
    assert lines["Tổng điểm"] == ("77,50", "77,50")
    assert lines["Số lượng (a)"] == ("100%", "")


async def _annual(cycle: Cycle, who: str, **changes: Any) -> AnnualPaper:
    """The paper of somebody's year."""
    sheet_id = await cycle.office.sheet(who, "89.998333", period_id=await cycle.year(), **changes)
    async with cycle.province.db.tenant(cycle.province.id) as session:
        paper = await sheet_paper(session, sheet_id)
    assert isinstance(paper, AnnualPaper)
    return paper


async def _of_months(cycle: Cycle) -> UUID:
    """A package whose years are computed from months."""
    package_id = uuid7()
    async with cycle.province.db.tenant(cycle.province.id) as session:
        session.add(
            NormPackage(
                tenant_id=cycle.province.id, id=package_id, name="decree-335", version="1.0.1", title="Gói",
                document=shipped_text("decree-335"), override="settings: {year_of: months}", document_hash=b"",
                status="published", valid_from=cycle.province.opened + timedelta(days=1),
            )
        )  # fmt: skip
    return package_id


async def _quarter_score(cycle: Cycle, who: str, start: date) -> None:
    """A quarter of somebody as computed, with a revision before."""
    async with cycle.province.db.tenant(cycle.province.id) as session:
        session.add_all(
            PeriodScore(
                tenant_id=cycle.province.id, person_id=cycle.province.people[who], kind="quarter", start=start,
                revision=revision, norm_package_id=cycle.package_id, level="quarter", through=revision, total=total,
                rating="HTT", outputs=["40", "28", str(total), "HTT"], receipt_hash=b"",
            )
            for revision, total in ((1, Decimal(70)), (2, Decimal("86.333333")))
        )  # fmt: skip


async def test_a_year_of_months_shows_its_months_and_what_was_decided_in_them(cycle: Cycle) -> None:
    month = await cycle.scored("cadre1", T7, "27.5")
    await cycle.office.decide(month)
    year = cycle.office.first.year
    failed = {
        "code": "guide02.quarter", "vi": "Không có quý nào xếp loại KHT trong năm", "en": "", "article": "",
        "state": "not_met", "highest": "HTT", "rests_on": {"quarters": [f"{year}-07-01"]},
    }  # fmt: skip
    quarter = await cycle.quarter()
    await cycle.office.sheet("cadre1", "91", period_id=quarter)
    paper = await _annual(cycle, "cadre1", conditions=[failed], norm_package_id=await _of_months(cycle))
    assert paper.period == f"Năm {year}"
    assert [(one.label, one.total.text, one.decided_class) for one in paper.parts] == [
        (f"Tháng {cycle.office.first.month} năm {year}", "89,99", CLASSES["HTT"])
    ]
    assert paper.computed_from == (
        f"Điểm cả năm được tính từ kết quả các tháng trong năm: từ Tháng 1 năm {year} đến Tháng 12 năm {year}."
    )
    assert paper.warnings == (f"Không có quý nào xếp loại KHT trong năm: Quý III năm {year}.",)
    assert plain(paper)["kind"] == "annual"


async def test_a_month_without_a_sheet_is_shown_by_its_score(cycle: Cycle) -> None:
    package_id = await _of_months(cycle)
    await cycle.score_again("cadre1", T7, "27.5")
    (line,) = (await _annual(cycle, "cadre1", norm_package_id=package_id)).parts
    assert (line.general.text, line.total.text, line.decided_class) == ("27,50", "89,99", "")


async def test_a_year_of_quarters_shows_its_quarters_by_their_sheets_or_scores(cycle: Cycle) -> None:
    quarter, start = await cycle.quarter(), quarter_of(cycle.office.first)
    name, year = period_name("quarter", start), start.year
    for who in ("cadre1", "cadre2"):
        await cycle.scored(who, T7, "27.5")
        await _quarter_score(cycle, who, start)
    own = await cycle.office.sheet("cadre1", "91", period_id=quarter)
    office = replace(cycle.office, period_id=quarter)
    await office.decide(own, decided_class="HT", reason="Theo kết luận")
    (by_sheet,) = (await _annual(cycle, "cadre1", norm_package_id=cycle.package_id)).parts
    paper = await _annual(cycle, "cadre2")
    (by_score,) = paper.parts
    assert (by_sheet.label, by_sheet.total.text, by_sheet.decided_class) == (name, "91,00", CLASSES["HT"])
    assert (by_score.label, by_score.total.text, by_score.decided_class) == (name, "86,33", "")
    assert (by_score.general.text, by_score.results.text, by_score.class_by_points) == (
        "28,00",
        "58,33",
        CLASSES["HTT"],
    )
    assert paper.computed_from == (
        f"Điểm cả năm được tính từ kết quả các quý kết thúc trong năm: từ Quý I năm {year} đến Quý IV năm {year}."
    )


async def test_an_unknown_sheet_is_not_found(cycle: Cycle) -> None:
    async with cycle.province.db.tenant(cycle.province.id) as session:
        with pytest.raises(NotFound):
            await sheet_paper(session, uuid4())


async def test_the_number_of_statements_does_not_grow_with_the_sheets(cycle: Cycle) -> None:
    sheets = await cycle.department()
    counts = []
    for chosen in (list(sheets.values())[:1], list(sheets.values())):
        with statements(cycle) as seen:
            async with cycle.province.db.tenant(cycle.province.id) as session:
                assert len(await sheet_papers(session, chosen)) == len(chosen)
        counts.append(len(seen))
    assert counts[0] == counts[1] < 25


@contextmanager
def statements(cycle: Cycle) -> Iterator[list[str]]:
    """Every statement sent meanwhile."""
    seen: list[str] = []

    def note(*call: Any) -> None:
        seen.append(call[2])

    engine = cycle.province.db.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    yield seen
    event.remove(engine, "before_cursor_execute", note)


async def _summary(cycle: Cycle, unit: str = "department") -> SummaryPaper:
    async with cycle.province.db.tenant(cycle.province.id) as session:
        period = await session.get_one(EvaluationPeriod, (cycle.province.id, cycle.office.period_id))
        unit_id = cycle.province.units[unit]
        sheet_ids = await unit_sheets(session, period, unit_id)
        return await summary_paper(session, period.id, unit_id, sheet_ids)


async def test_a_summary_lists_a_branch_leaders_first_and_counts_classes(cycle: Cycle) -> None:
    sheets = await cycle.department()
    for who in ("cadre1", "cadre3", "division_head"):
        await cycle.office.decide(sheets[who])
    await cycle.office.decide(sheets["cadre2"], decided_class="HTT", reason="Cơ quan thống nhất")
    paper = await _summary(cycle)
    assert [line.full_name for line in paper.lines] == [
        "Nguyễn Thị Hạnh", "Phạm Đình Ân", "Lê Văn Đức", "Võ Minh An", "Nguyễn Ngọc Ánh", "Đỗ Thị Hà", "Bùi Thanh Đạt",
    ]  # fmt: skip
    assert [line.number for line in paper.lines] == list(range(1, 8))
    by_name = {line.full_name: line for line in paper.lines}
    assert (by_name["Võ Minh An"].total.text, by_name["Võ Minh An"].decided) == ("89,99", "HTT")
    counts = {one.name: one.count for one in paper.counts}
    assert counts["Chưa có quyết định"] == 3
    assert sum(counts.values()) == 7
    assert [one.group for one in paper.quotas] == ["Lãnh đạo, quản lý", "Nghiệp vụ chuyên ngành", "Toàn cơ quan"]
    assert paper.signatures[1].name == "Nguyễn Thị Hạnh"
    division = await _summary(cycle, "budget_division")
    assert [line.full_name for line in division.lines] == ["Lê Văn Đức", "Võ Minh An", "Nguyễn Ngọc Ánh"]
    assert division.letterhead.agency == "Sở Tài chính"
    assert division.quotas == ()
