"""The versions of two quarters as they stand in the release tables."""

from collections import Counter
from decimal import Decimal
from itertools import pairwise

import psycopg
import pytest

from tenants.registry.provinces import official_names
from tenants.statistics.disclosure.catalogue import FAILING, TOTAL, Catalogue
from tenants.statistics.national.systems import CLASSES
from tests.statistics.releases.attackers import classes_of
from tests.statistics.releases.conftest import CORRECTED, FIRST, LATE, SECOND, WAITING, Story
from tests.statistics.releases.invented import PROVINCES

RELEASES = "SELECT * FROM release ORDER BY period, version"
CELLS = "SELECT c.* FROM release_cell c JOIN release r ON r.id = c.release_id WHERE period = %s AND version = %s"


def test_versions_say_who_reported_and_why_they_were_made(story: Story) -> None:
    first, late, corrected, second = story.nation.rows(RELEASES)
    assert [(one["period"], one["version"]) for one in (first, late, corrected, second)] == [
        (FIRST, 1), (FIRST, 2), (FIRST, 3), (SECOND, 1),
    ]  # fmt: skip
    assert first["reported"] == sorted(set(PROVINCES) - {LATE})
    assert first["missing"] == sorted(set(official_names()) - set(PROVINCES) | {LATE})
    assert late["reported"] == corrected["reported"] == list(PROVINCES)
    assert first["reason"] is second["reason"] is None
    assert late["reason"] == f"Bổ sung số liệu của {official_names()[LATE]} · Adds {official_names()[LATE]}"
    assert official_names()[CORRECTED] in str(corrected["reason"])
    assert official_names()[WAITING] not in str(corrected["reason"])
    assert {str(one["solver"]) for one in (first, late, corrected, second)} == {"HiGHS 1.16.0"}


def test_a_version_names_its_parts_but_no_hash_of_what_is_hidden_in_them(story: Story) -> None:
    corrected = story.nation.rows(RELEASES)[2]
    parts = {one["province"]: one for one in corrected["parts"]}  # type: ignore[attr-defined]
    assert {code: one["number"] for code, one in parts.items()} == dict.fromkeys(PROVINCES, 1) | {
        CORRECTED: 2,
        WAITING: 2,
    }
    assert all(set(one) == {"province", "number", "approved_on"} for one in parts.values())
    (kept,) = story.nation.rows(
        "SELECT bounds FROM release_proof WHERE release_id = %s AND system = 'parts'",
        corrected["id"], url=story.nation.app_url,
    )  # fmt: skip
    lines = {(one["system"], one["province"]): one for one in kept["bounds"]}  # type: ignore[attr-defined]
    assert {len(one["content_hash"]) for one in lines.values()} == {64}
    assert lines["quota", WAITING]["number"] == 1, "one agency would be seen"
    assert lines["work", WAITING]["number"] == 2


def test_totals_count_everybody_of_the_provinces_that_have_reported(story: Story) -> None:
    everybody = Counter[str]()
    for code in PROVINCES:
        everybody[code] = story.first.part(code, FIRST).people
    for version, people in ((1, sum(everybody.values()) - everybody[LATE]), (2, sum(everybody.values()))):
        rows = story.nation.rows(CELLS, FIRST, version)
        whole = [one for one in rows if one["dataset"] == CLASSES and one["measure"] == "people"]
        (nation,) = (one for one in whole if all(one[name] == TOTAL for name in ("province", "body", "age", "gender",
                     "rank", "position_group", "staff", "qualification")))  # fmt: skip
        assert nation["value"] == people


def test_hidden_figures_carry_one_mark_and_no_value(story: Story) -> None:
    marks = story.nation.rows(
        "SELECT obs_status, conf_status, value IS NULL AS empty, count(*) FROM release_cell GROUP BY 1, 2, 3"
    )
    found = {(one["obs_status"], one["conf_status"], one["empty"]): one["count"] for one in marks}
    assert set(found) <= {("A", "F", False), ("Q", "C", True), ("M", "F", True), ("L", "F", True)}
    assert all(one in found for one in (("A", "F", False), ("Q", "C", True), ("L", "F", True)))
    reasons = story.nation.rows("SELECT reasons FROM release_proof WHERE system = 'classes'", url=story.nation.app_url)
    known = {code for row in reasons for line in row["reasons"] for code in line}  # type: ignore[attr-defined]
    assert len(known - {-1}) >= 3, "there are several reasons, and one mark"


def test_provinces_that_have_not_reported_are_marked(story: Story) -> None:
    unreported = {one["province"] for one in story.nation.rows(CELLS, FIRST, 1) if one["obs_status"] == "L"}
    assert unreported == set(official_names()) - set(PROVINCES) | {LATE}


def test_what_a_version_hides_stays_hidden_in_the_next(story: Story) -> None:
    versions = [one for one in classes_of(story.nation) if one.version[0] == FIRST]
    for older, newer in pairwise(versions):
        hidden = {name for name, told in older.shown.items() if told is None}
        assert hidden
        kept = {name for name in hidden if name in newer.shown}
        assert kept
        assert all(newer.shown[name] is None for name in kept)


def test_tables_that_cross_the_nation_wait_for_all_provinces(story: Story) -> None:
    def crossed(version: int) -> list[str]:
        row = story.nation.rows(RELEASES)[version - 1]
        tables = Catalogue.of(row["catalogue"]["systems"][CLASSES]).tables  # type: ignore[index]
        return [one.code for one in tables if not one.depth("province") and len(one.depths) > 1]

    assert crossed(1) == []
    assert crossed(2)


def test_the_second_quarter_tells_who_failed_twice_where_it_may(story: Story) -> None:
    rows = [one for one in story.nation.rows(CELLS, SECOND, 1) if one["dataset"] == "twice"]
    told = {(one["province"], one["body"], one["position_group"], one["measure"]): one["value"] for one in rows}
    people = story.second.people
    failing = people.catalogue.classes.index(FAILING)
    again = int(((people.classes == failing) & (people.before == failing)).sum())
    assert told[TOTAL, TOTAL, TOTAL, "twice"] == again
    assert told[TOTAL, TOTAL, TOTAL, "once"] == int((people.classes == failing).sum()) - again


def test_a_median_is_told_to_half_a_point_and_of_thirty_people_and_more(story: Story) -> None:
    rows = [one for one in story.nation.rows(CELLS, FIRST, 3) if one["dataset"] == "spread"]
    told = [one for one in rows if one["value"] is not None]
    assert len(told) > 50
    for one in told:
        step = Decimal("0.1") if str(one["measure"]).startswith("deviation") else Decimal("0.5")
        assert one["value"] % step == 0  # type: ignore[operator]
    assert "Q" in {one["obs_status"] for one in rows}
    for code in PROVINCES:
        people = Counter[str]()
        for line in story.first.part(code, FIRST).points:
            people[line.rating] += line.people
        for rating in ("HTXS", "HTT", "HT", "KHT"):
            own = [one for one in told if one["province"] == code and one["measure"] == f"median.{rating}"]
            assert len(own) <= (people[rating] >= 30)


def test_league_figures_stand_beside_the_harmonised_ones(story: Story) -> None:
    rows = [one for one in story.nation.rows(CELLS, FIRST, 3) if one["dataset"] == "index"]
    told = {(one["province"], one["measure"]): one["value"] for one in rows}
    assert set(told) == {
        (code, measure) for code in (TOTAL, *PROVINCES) for measure in ("raw_mean", "harmonised_mean", "harshness")
    }
    assert {told[code, "harshness"] for code in PROVINCES} == {Decimal("2.0")}


@pytest.mark.parametrize("table", ["release", "release_cell", "release_proof"])
@pytest.mark.parametrize("act", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_nobody_changes_a_release_not_even_the_owner(story: Story, table: str, act: str) -> None:
    column = {"release": "reason", "release_cell": "value", "release_proof": "system"}[table]
    with psycopg.connect(story.nation.owner_url) as owner, pytest.raises(psycopg.errors.RestrictViolation):
        owner.execute(act.format(table, column, column).encode())
    with psycopg.connect(story.nation.app_url) as app, pytest.raises(psycopg.errors.InsufficientPrivilege):
        app.execute(act.format(table, column, column).encode())


def test_ministries_cannot_read_what_the_office_keeps(story: Story) -> None:
    for table in ("release_proof", "statistics_part", "release_plan"):
        with psycopg.connect(story.nation.stats_url) as stats, pytest.raises(psycopg.errors.InsufficientPrivilege):
            stats.execute(f"SELECT * FROM {table}".encode())
