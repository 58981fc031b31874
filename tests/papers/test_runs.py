"""Printing a unit in the background: progress, interruptions, what is kept and for how long."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from kernel.errors import Forbidden, NotFound
from kernel.outbox import OutboxRow
from tenants.audit.models import AuditEvent
from tenants.papers import actions, files, printing, queries
from tenants.papers.errors import (
    FormNotMade,
    MeetingText,
    NothingToPrint,
    NotPrinted,
    PrinterBusy,
    PrintingEnded,
    TooManySheets,
)
from tenants.papers.model import Meeting
from tenants.papers.models import PaperRun
from tests.papers.conftest import PEOPLE, Cycle
from tests.papers.reading import docx_text, pages_of, pdf_text, rows_of


async def _file(cycle: Cycle, run: PaperRun, by: str = "agency_head") -> bytes:
    caller = await cycle.office.caller(by)
    async with cycle.province.db.tenant(cycle.province.id) as session:
        return (await queries.file_of_run(session, caller, cycle.store, run.id))[1]


async def test_a_unit_is_printed_sheet_by_sheet_into_one_archive(cycle: Cycle) -> None:
    await cycle.department()
    run = await cycle.start()
    assert (run.status, run.done, run.total, run.file_name[-4:]) == ("waiting", 0, 7, ".zip")
    assert await cycle.work() == 2
    done = await cycle.found(run)
    assert (done.status, done.done) == ("done", 7)
    content = await _file(cycle, run)
    assert done.size == len(content)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        assert names[0] == "0001-nguyen-thi-hanh.pdf"
        assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, 8)]
        assert "89,99" in pdf_text(archive.read("0004-vo-minh-an.pdf"))


async def test_progress_is_seen_after_each_step(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "STEP", 3)
    await cycle.department()
    run = await cycle.start()
    seen = []
    for _ in range(4):
        await cycle.step(run)
        now = await cycle.found(run)
        seen.append((now.status, now.done))
    assert seen == [("running", 3), ("running", 6), ("running", 7), ("done", 7)]
    assert cycle.store.keys(f"{cycle.province.id}/papers/{run.id}") == [f"{cycle.province.id}/papers/{run.id}/file"]
    assert await cycle.step(run) == 0


async def test_all_sheets_become_one_pdf_in_order(cycle: Cycle) -> None:
    await cycle.department()
    run = await cycle.start(merged=True)
    await cycle.work()
    pages = pages_of(await _file(cycle, run))
    heads = [page for page in pages if "PHIẾU THEO DÕI, ĐÁNH GIÁ CÔNG CHỨC" in page]
    assert len(heads) == 7
    assert "Nguyễn Thị Hạnh" in heads[0]
    assert "Võ Minh An" in heads[3]


async def test_more_sheets_than_a_file_holds_become_several_files(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (printing, actions):
        monkeypatch.setattr(module, "A_FILE", 4)
    await cycle.department()
    run = await cycle.start(merged=True)
    assert run.file_name.endswith(".zip")
    await cycle.work()
    with zipfile.ZipFile(io.BytesIO(await _file(cycle, run))) as archive:
        assert archive.namelist() == ["0001-0004.pdf", "0005-0007.pdf"]
        heads = [page for page in pages_of(archive.read("0005-0007.pdf")) if "Mẫu số 01" in page]
        assert len(heads) == 3


async def test_the_same_summary_comes_as_pdf_word_and_excel(cycle: Cycle) -> None:
    sheets = await cycle.department()
    await cycle.office.decide(sheets["cadre1"])
    made = {}
    for file_format in ("pdf", "docx", "xlsx"):
        run = await cycle.start(kind="summary", file_format=file_format, document_number="07/BC-STC")
        await cycle.work()
        made[file_format] = await _file(cycle, run)
    rows = {row[1]: row for row in rows_of(made["xlsx"])[4:]}
    assert [row[0] for row in rows.values()] == list(range(1, 8))
    assert rows["Võ Minh An"][4:10] == [27.5, 62.49, 89.99, "HTT", "HTT", "HTT"]
    assert rows["Nguyễn Ngọc Ánh"][6:8] == [90.0, "HTXS"]
    for text in (pdf_text(made["pdf"]), docx_text(made["docx"])):
        assert "07/BC-STC" in text
        for name, row in rows.items():
            total = f"{row[6]:.2f}".replace(".", ",")
            assert name in text
            assert total in text
            assert str(row[7]) in text


async def test_minutes_carry_what_was_told_of_the_meeting(cycle: Cycle) -> None:
    await cycle.department()
    meeting = Meeting(
        held_at="14 giờ ngày 03/7",
        chair="Nguyễn Thị Hạnh",
        present=("Phạm Đình Ân", "#eval(1)"),
        discussion="{{ 7*7 }}",
    )
    run = await cycle.start(kind="minutes", file_format="docx", meeting=meeting, document_number="04/BB-STC")
    await cycle.work()
    text = docx_text(await _file(cycle, run))
    for said in ("14 giờ ngày 03/7", "04/BB-STC", "1. Phạm Đình Ân", "2. #eval(1)", "{{ 7*7 }}", "Võ Minh An"):
        assert said in text


async def test_a_cancelled_run_stops_and_leaves_nothing(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "STEP", 3)
    await cycle.department()
    run = await cycle.start()
    await cycle.step(run)
    assert cycle.store.keys(f"{cycle.province.id}/papers") != []
    caller = await cycle.office.caller("agency_head")
    async with cycle.province.db.tenant(cycle.province.id) as session:
        assert (await actions.cancel(session, caller, run.id, now=utc_now())).status == "cancelled"
    assert await cycle.step(run) == 0
    async with cycle.province.db.tenant(cycle.province.id) as session:
        assert await printing.forget_expired(session, cycle.store) == 1
        assert await printing.forget_expired(session, cycle.store) == 0
    assert cycle.store.keys(f"{cycle.province.id}/papers") == []
    async with cycle.province.db.tenant(cycle.province.id) as session:
        with pytest.raises(PrintingEnded):
            await actions.cancel(session, caller, run.id, now=utc_now())


async def test_a_lost_part_is_printed_again(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "STEP", 3)
    await cycle.department()
    run = await cycle.start()
    for _ in range(3):
        await cycle.step(run)
    cycle.store.remove(f"{cycle.province.id}/papers/{run.id}/00003")
    assert await cycle.step(run) == 0
    assert (await cycle.found(run)).done == 0
    await cycle.work()
    with zipfile.ZipFile(io.BytesIO(await _file(cycle, run))) as archive:
        assert len(archive.namelist()) == 7


async def test_a_paper_that_cannot_be_made_ends_the_run_with_its_reason(
    cycle: Cycle, monkeypatch: pytest.MonkeyPatch
) -> None:
    await cycle.department()
    run = await cycle.start()
    monkeypatch.setattr("tenants.papers.pdf.MAIN", "absent.typ")
    assert await cycle.step(run) == 0
    failed = await cycle.found(run)
    assert failed.status == "failed"
    assert failed.problem
    with pytest.raises(NotPrinted):
        await _file(cycle, run)


async def test_a_file_is_kept_for_a_week(cycle: Cycle) -> None:
    await cycle.department()
    run = await cycle.start()
    await cycle.work()
    async with cycle.province.db.tenant(cycle.province.id) as session:
        assert await printing.forget_expired(session, cycle.store) == 0
        row = await session.get_one(PaperRun, (cycle.province.id, run.id))
        row.finished_at = utc_now() - timedelta(days=8)
    async with cycle.province.db.tenant(cycle.province.id) as session:
        assert await printing.forget_expired(session, cycle.store) == 1
    assert (await cycle.found(run)).status == "expired"
    assert cycle.store.keys(f"{cycle.province.id}/papers") == []
    with pytest.raises(NotPrinted):
        await _file(cycle, run)


async def test_runs_that_a_broker_lost_are_asked_for_again(cycle: Cycle) -> None:
    await cycle.department()
    run = await cycle.start()
    async with cycle.province.db.tenant(cycle.province.id) as session:
        await printing.ask_again(session)
        (await session.get_one(PaperRun, (cycle.province.id, run.id))).started_at = utc_now() - timedelta(minutes=10)
        await session.flush()
        await printing.ask_again(session)
        waiting = await session.scalars(
            select(OutboxRow).where(OutboxRow.tenant_id == cycle.province.id, OutboxRow.job == printing.PRINT)
        )
        assert len(waiting.all()) == 2


@pytest.mark.parametrize("who", ["cadre1", "division_head", "agency_deputy", "commune_head"])
async def test_only_the_head_of_the_branch_prints_a_unit(cycle: Cycle, who: str) -> None:
    await cycle.department()
    with pytest.raises(NotFound):
        await cycle.start(by=who)
    for head in ("agency_head", "province_head"):
        assert (await cycle.start(by=head)).total == 7


async def test_who_acts_for_the_head_prints_and_an_administrator_does_not(cycle: Cycle) -> None:
    await cycle.department()
    await cycle.office.delegate("agency_deputy")
    assert (await cycle.start(by="agency_deputy")).total == 7
    with pytest.raises(Forbidden):
        await cycle.start(by="admin")


async def test_everybody_in_a_run_can_see_who_downloaded_it(cycle: Cycle) -> None:
    await cycle.department()
    run = await cycle.start()
    await cycle.work()
    await _file(cycle, run)
    async with cycle.province.db.tenant(cycle.province.id) as session:
        rows = (
            await session.scalars(
                select(AuditEvent).where(AuditEvent.tenant_id == cycle.province.id).order_by(AuditEvent.id)
            )
        ).all()
    read = {row.subject_id for row in rows if row.action == "read" and row.data == {"what": "papers"}}
    assert read == {cycle.province.people[name] for name in PEOPLE if name != "agency_head"}
    assert [row.action for row in rows if row.subject == "paper_run"] == ["started", "downloaded"]


async def test_the_file_of_a_foreign_branch_is_not_found(cycle: Cycle) -> None:
    await cycle.department()
    run = await cycle.start()
    await cycle.work()
    assert len(await _file(cycle, run, by="province_head")) > 0
    for who in ("commune_head", "agency_deputy", "cadre1"):
        with pytest.raises(NotFound):
            await _file(cycle, run, by=who)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"file_format": "xlsx"}, FormNotMade),
        ({"kind": "minutes", "file_format": "xlsx"}, FormNotMade),
        ({"merged": True, "file_format": "docx"}, FormNotMade),
        ({"kind": "summary", "merged": True}, FormNotMade),
        ({"document_number": "x" * 4_001}, MeetingText),
        ({"kind": "minutes", "meeting": Meeting(discussion="x" * 4_001)}, MeetingText),
        ({"kind": "minutes", "meeting": Meeting(present=("x",) * 501)}, MeetingText),
        ({"unit": "commune"}, NotFound),
    ],
)
async def test_what_cannot_be_printed_is_refused(cycle: Cycle, given: dict[str, Any], refusal: type[Exception]) -> None:
    await cycle.department()
    with pytest.raises(refusal):
        await cycle.start(**given)


async def test_a_unit_without_sheets_or_with_too_many_is_refused(cycle: Cycle, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NothingToPrint):
        await cycle.start()
    await cycle.department()
    monkeypatch.setattr(actions, "MOST_SHEETS", 6)
    with pytest.raises(TooManySheets):
        await cycle.start()


async def test_somebody_has_three_runs_at_a_time(cycle: Cycle) -> None:
    await cycle.department()
    for _ in range(3):
        await cycle.start()
    with pytest.raises(PrinterBusy):
        await cycle.start()
    assert (await cycle.start(by="province_head")).total == 7


def test_archives_of_parts_are_joined_in_order() -> None:
    def part(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, name)
        return out.getvalue()

    with zipfile.ZipFile(io.BytesIO(files.joined([part("1", "2"), part("3")], alone=False))) as archive:
        assert archive.namelist() == ["1", "2", "3"]
    assert files.joined([part("1")], alone=True) == b"1"
