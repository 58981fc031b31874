"""The tables of a run hold what its rows say, counted again one by one; and who may look at which of them."""

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from kernel.clock import utc_now
from kernel.errors import Forbidden
from tenants.audit.models import AuditEvent
from tenants.lab import actions, queries, tables
from tenants.lab.actions import RunInput
from tenants.lab.errors import OneDraft
from tenants.lab.models import LabRun
from tenants.lab.summary import FEWEST_TOLD
from tenants.norms.examination import NormText
from tests.lab.conftest import Season
from tests.lab.test_prediction import DECREE, HARDER, KHANH_HOA, STRICTER, draft


async def _told(season: Season, document: str, before: str = KHANH_HOA, *units: str) -> tuple[LabRun, dict[str, Any]]:
    await season.publish_before(before)
    await season.score()
    run = await season.run(document, *units)
    assert run.result is not None
    return run, run.result


async def test_migration_distribution_and_figures_are_those_of_the_rows(season: Season) -> None:
    run, result = await _told(season, HARDER)
    rows = await season.results(run)
    for period in result["periods"]:
        own = [row for row in rows.values() if row.start.isoformat() == period["start"]]
        cells = {(cell["before"], cell["after"]): cell["persons"] for cell in period["migration"]}
        assert cells == Counter((row.before_rating, row.after_rating) for row in own)
        for side in ("before", "after"):
            totals = [getattr(row, f"{side}_total") for row in own]
            bins = Counter(int(total // 2 * 2) for total in totals if total is not None)
            assert {one["bin"]: one[side] for one in period["distribution"] if one[side]} == bins
            assert Decimal(period[f"points_{side}"]) == sum(getattr(row, f"{side}_points") for row in own)
        assert period["persons"] == len(own) == 10
        assert period["moved"] == sum(row.before_rating != row.after_rating for row in own)
        assert period["rose"] == sum((row.after_total or 0) > (row.before_total or 0) for row in own)
    assert sum(period["moved"] for period in result["periods"]) > 0
    assert result["classes"] == ["HTXS", "HTT", "HT", "KHT"]
    assert result["waiting"] == 0


async def test_groups_of_a_few_persons_tell_only_how_many_they_are(season: Season) -> None:
    _, result = await _told(season, HARDER)
    for period in result["periods"]:
        by_unit = {one["key"]: one for one in period["groups"]["unit"]}
        assert sum(one["persons"] for one in by_unit.values()) == 10
        division = by_unit[str(season.log.province.units["budget_division"])]
        assert (division["persons"], division["withheld"]) == (3, False)
        for one in by_unit.values():
            assert one["withheld"] == (one["persons"] < FEWEST_TOLD)
            assert one["withheld"] or sum(cell["persons"] for cell in one["classes_after"]) == one["persons"]
            assert not (one["withheld"] and "mean_after" in one)


async def test_a_run_of_a_branch_replays_those_whose_post_lies_in_it(season: Season) -> None:
    run, result = await _told(season, HARDER, KHANH_HOA, "department")
    rows = await season.results(run)
    whole = await season.results(await season.run(HARDER))
    people = season.log.province.people
    inside = {"agency_head", "agency_deputy", "division_head", "division_deputy", "cadre1", "cadre2", "cadre3"}
    assert {person for person, _ in rows} == {people[name] for name in inside}
    assert [period["persons"] for period in result["periods"]] == [7, 7, 7]
    for key, row in rows.items():
        assert (row.after_hash, row.after_points) == (whole[key].after_hash, whole[key].after_points)


async def test_the_quota_is_that_of_each_agency_under_its_own_package(season: Season) -> None:
    easy = draft(
        DECREE,
        "9.0.0",
        ("quota_share: {value: 0.20", "quota_share: {value: 0.5"),
        ("{90: HTXS, 70: HTT, 50: HT}", "{45: HTXS, 20: HTT, 10: HT}"),
    )
    run, result = await _told(season, easy, DECREE)
    rows = await season.results(run)
    province = season.log.province
    heads = {province.units[unit] for unit in ("province", "department", "commune")}
    assert {row.agency_id for row in rows.values()} == heads
    for period in result["periods"]:
        own = [row for row in rows.values() if row.start.isoformat() == period["start"]]
        if period["grain"] == "quarter":
            assert period["quota"] is None
            continue
        for side, share in (("before", Decimal("0.2")), ("after", Decimal("0.5"))):
            allowed = highest = above = 0
            for agency in heads:
                classes = [getattr(row, f"{side}_rating") for row in own if row.agency_id == agency]
                quota = int(share * classes.count("HTT"))
                allowed, highest = allowed + quota, highest + classes.count("HTXS")
                above += max(classes.count("HTXS") - quota, 0)
            told = period["quota"][side]
            assert (told["agencies"], told["allowed"], told["highest"], told["above"]) == (3, allowed, highest, above)
    assert any(period["quota"] and period["quota"]["after"]["above"] for period in result["periods"])


async def test_a_draft_without_a_quota_says_nothing_of_it(season: Season) -> None:
    _, result = await _told(season, HARDER)
    assert [period["quota"] for period in result["periods"]] == [None, None, None]


async def test_a_quarter_is_the_mean_of_the_months_the_draft_gives(season: Season) -> None:
    run, result = await _told(season, STRICTER, DECREE)
    months, quarters = await season.results(run), await season.results(run, "quarter")
    assert len(quarters) == 10
    for (person, start), row in quarters.items():
        for side in ("before", "after"):
            totals = [getattr(month, f"{side}_total") for key, month in months.items() if key[0] == person]
            present = [total for total in totals if total is not None]
            found = getattr(row, f"{side}_total")
            assert (found is None) == (not present)
            assert found is None or abs(found - sum(present) / len(present)) < Decimal("1e-25")
        assert start == season.first
    assert result["periods"][3]["grain"] == "quarter"


async def test_every_table_can_be_read_at_a_terminal(season: Season) -> None:
    _, result = await _told(season, STRICTER, DECREE)
    names = {str(unit): name for name, unit in season.log.province.units.items()}
    shown = "\n".join(tables.lines(result, names))
    for words in ("THÁNG", "QUÝ", "Chuyển mức", "Phân bố", "tỷ lệ xuất sắc", "budget_division", "quá ít để nêu"):
        assert words in shown


async def _movers(season: Season, run: LabRun, who: str, **changes: Any) -> list[queries.Mover]:
    province = season.log.province
    given = {"after": None, "limit": 101, "on": province.today, **changes}
    async with province.db.tenant(season.tenant) as session:
        return list(await queries.movers(session, province.caller(who), run.id, **given))


async def test_who_moves_is_shown_to_the_heads_of_the_province_page_by_page_and_each_look_is_recorded(
    season: Season,
) -> None:
    run, _ = await _told(season, HARDER)
    rows = await season.results(run)
    moved = {key for key, row in rows.items() if row.before_rating != row.after_rating}
    everything = await _movers(season, run, "province_head")
    assert {(one.person_id, one.start) for one in everything} == moved
    assert [one.sort_key for one in everything] == sorted(one.sort_key for one in everything)
    paged, after = [], None
    while page := await _movers(season, run, "province_head", after=after, limit=3):
        paged += page[:2]
        after = (page[:2][-1].sort_key, page[:2][-1].person_id, page[:2][-1].grain, page[:2][-1].start)
        if len(page) < 3:
            break
    assert paged == everything
    async with season.log.province.db.tenant(season.tenant) as session:
        reads = await session.scalars(
            select(AuditEvent.subject_id).where(
                AuditEvent.action == "read", AuditEvent.data == {"what": queries.MOVERS}
            )
        )
        head = season.log.province.people["province_head"]
        assert set(reads.all()) == {person for person, _ in moved} - {head}


async def test_figures_are_for_administrators_and_persons_are_not(season: Season) -> None:
    run, _ = await _told(season, HARDER)
    province = season.log.province
    for who in ("admin", "cadre1", "division_head", "agency_head"):
        with pytest.raises(Forbidden):
            await _movers(season, run, who)
    for who in ("cadre1", "agency_head"):
        with pytest.raises(Forbidden):
            async with province.db.tenant(season.tenant) as session:
                await queries.run(session, province.caller(who), run.id)
    async with province.db.tenant(season.tenant) as session:
        assert (await queries.run(session, province.caller("admin"), run.id)).id == run.id
        listed = await queries.runs(session, province.caller("province_head"), before=None, limit=10)
        assert [one.id for one in listed] == [run.id]


async def test_a_package_that_is_kept_can_be_tried_without_its_text(season: Season) -> None:
    await season.publish_before(KHANH_HOA)
    await season.score()
    province = season.log.province
    run = await season.run(KHANH_HOA)
    row = next(iter((await season.results(run)).values()))
    async with province.db.tenant(season.tenant) as session:
        given = RunInput(season.first, season.last, package_id=row.before_package_id)
        again = await actions.prepare(session, given, now=utc_now(), today=province.today)
        assert (again.document, again.package_name) == (KHANH_HOA, "khanh-hoa")
        both = RunInput(season.first, season.last, NormText(document=HARDER), row.before_package_id)
        with pytest.raises(OneDraft):
            await actions.prepare(session, both, now=utc_now(), today=province.today)
