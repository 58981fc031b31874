"""Questions of ministries: stored figures and nothing else, and one answer for all that is not offered."""

from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select

from tenants.registry.provinces import official_names
from tenants.statistics import asking
from tenants.statistics.disclosure.catalogue import CAN_LACK, TOTAL, recommended
from tenants.statistics.disclosure.derived import rate
from tenants.statistics.measures import DATASETS
from tenants.statistics.models import Release, ReleaseCell
from tenants.statistics.national import index, plain, spread
from tenants.statistics.national.sums import OTHER_FIELD, SUMS
from tenants.statistics.national.systems import SMALL
from tenants.statistics.vocabulary import COLUMNS, above, member_words, members
from tests.api.conftest import Api
from tests.fixtures_tenant import Province
from tests.statistics.door.conftest import Ministry, make_ministry
from tests.statistics.door.nation import LATE, NEXT_YEAR, QUARTER, YEAR, Nation

ASK = """query ($period: String!, $version: Int, $dataset: String!, $by: [StatisticsBreakdown!]!,
                $filters: [StatisticsFilter!], $measures: [String!], $totals: Boolean! = false) {
  statistics(period: $period, version: $version, dataset: $dataset, by: $by, filters: $filters, measures: $measures,
             totals: $totals) {
    release { period version reason reported missing }
    dimensions { code vi members { code vi parent } }
    measures { code vi en unitVi unitEn stored }
    footnotes { code vi en }
    rows } }"""
SERIES = """query ($from: String!, $to: String!, $dataset: String!, $by: [StatisticsBreakdown!]!,
                   $filters: [StatisticsFilter!], $measures: [String!]) {
  statisticsSeries(fromPeriod: $from, toPeriod: $to, dataset: $dataset, by: $by, filters: $filters,
                   measures: $measures) {
    periods versions rows } }"""
OFFERS = """query ($period: String!) { release(period: $period) { pattern datasets {
  code measures { code stored } breakdowns { breakdown members { code } } tables { by } } } }"""
NOT_OFFERED = "STATISTICS_NOT_OFFERED"


async def table(ministry: Ministry, **asked: Any) -> dict[str, Any]:
    """An answer to a question about the quarter."""
    found: dict[str, Any] = (await ministry.ask(ASK, **{"period": QUARTER, "dataset": "classes", **asked}))[
        "statistics"
    ]
    return found


async def stored(ministry: Ministry, period: str = QUARTER) -> dict[tuple[str, ...], Decimal | None]:
    """Everything the newest release of a period holds, by data set, members and measure."""
    columns = [getattr(ReleaseCell, column) for column in COLUMNS]
    statement = (
        select(ReleaseCell.dataset, *columns, ReleaseCell.measure, ReleaseCell.value)
        .join(Release, Release.id == ReleaseCell.release_id)
        .where(Release.period == period, Release.version == (2 if period == LATE else 1))
    )
    async with ministry.api.db.platform() as session:
        return {tuple(row[:-1]): row[-1] for row in (await session.execute(statement)).all()}


async def test_a_table_has_its_totals_words_and_statuses(ministry: Ministry, nation: Nation) -> None:
    found = await table(ministry, by=["PROVINCE", "LEVEL"], totals=True)
    assert [one["code"] for one in found["dimensions"]] == ["province", "body"]
    assert {"code": "56", "vi": "Tỉnh Khánh Hòa", "parent": None} in found["dimensions"][0]["members"]
    assert [one["code"] for one in found["measures"]] == ["HTXS", "HTT", "HT", "KHT", "none", "people"]
    assert len(found["rows"]) == 4 * 3
    assert found["rows"][0]["members"] == ["*", "*"]
    assert found["rows"][0]["values"][-1] == "4000"
    assert found["release"]["reported"] == ["01", "42", "56"]
    assert found["footnotes"] == []


async def test_a_hidden_figure_has_no_value_and_its_two_marks(ministry: Ministry, nation: Nation) -> None:
    hidden = 0
    found = await table(ministry, by=["PROVINCE", "LEVEL", "POSITION_GROUP"], totals=True)
    for row in found["rows"]:
        for value, obs, conf in zip(row["values"], row["obsStatus"], row["confStatus"], strict=True):
            assert (value is None) == (obs != "A")
            assert (obs == "Q") == (conf == "C")
            hidden += obs == "Q"
    assert hidden > 10
    assert [note["code"] for note in found["footnotes"]] == ["HIDDEN"]


async def test_every_permitted_question_gives_stored_figures_only(ministry: Ministry, nation: Nation) -> None:
    """All tables that are offered, with and without totals: each number is the stored one, and all stored are seen."""
    true = await stored(ministry)
    offers = (await ministry.ask(OFFERS, period=QUARTER))["release"]["datasets"]
    assert [one["code"] for one in offers] == ["classes", "twice", "work", "index"]
    seen, answers = {}, 0
    for offer in offers:
        measures = [one["code"] for one in offer["measures"] if one["stored"]]
        for by, totals in product([one["by"] for one in offer["tables"]], (False, True)):
            found = await table(ministry, dataset=offer["code"], by=by, totals=totals)
            told = [one["code"] for one in found["measures"]]
            assert set(told) <= set(measures)
            answers += 1
            names = [one["code"] for one in found["dimensions"]]
            for row in found["rows"]:
                held = dict(zip(names, row["members"], strict=True))
                place = tuple(held.get(column, "*") for column in COLUMNS)
                for code, value in zip(told, row["values"], strict=True):
                    if (offer["code"], *place, code) not in true:
                        assert value is None
                        continue
                    seen[offer["code"], *place, code] = None if value is None else Decimal(value)
    assert answers > 20
    assert seen == true


async def test_rates_are_of_released_figures_and_hidden_with_them(ministry: Ministry, nation: Nation) -> None:
    measures = ["KHT", "people", "KHT_rate"]
    found = await table(ministry, by=["PROVINCE", "LEVEL", "POSITION_GROUP"], measures=measures, totals=True)
    told = 0
    for row in found["rows"]:
        failing, people, share = row["values"]
        if failing is None or people is None:
            assert share is None
            assert row["confStatus"][2] == ("C" if "C" in row["confStatus"][:2] else "F")
        else:
            assert Decimal(share) == rate(int(failing), int(people))
            told += 1
    assert 0 < told < len(found["rows"])
    assert [one["stored"] for one in found["measures"]] == [True, True, False]


async def test_a_hidden_total_is_never_the_sum_of_what_is_shown(ministry: Ministry, nation: Nation) -> None:
    found = await table(ministry, dataset="work", by=["PROVINCE", "LEVEL"], measures=["norm_hours"], totals=True)
    told = {tuple(row["members"]): (row["values"][0], row["obsStatus"][0]) for row in found["rows"]}
    assert told["42", "*"] == ("830.5", "A")
    assert told["42", "provincial"] == told["42", "communal"] == (None, "Q")


async def test_filters_hold_and_narrow(ministry: Ministry, nation: Nation) -> None:
    held = await table(ministry, by=["LEVEL"], filters=[{"breakdown": "PROVINCE", "members": ["56"]}])
    assert [row["members"] for row in held["rows"]] == [["56", "provincial"], ["56", "communal"]]
    narrowed = await table(ministry, by=["PROVINCE"], filters=[{"breakdown": "PROVINCE", "members": ["56", "01"]}])
    assert [row["members"] for row in narrowed["rows"]] == [["01"], ["56"]]
    with_levels = await table(ministry, by=["BODY"], totals=True)
    assert [row["members"][0] for row in with_levels["rows"]][:3] == ["*", "provincial", "communal"]
    for filters, by in (
        ([{"breakdown": "PROVINCE", "members": ["56", "01"]}], ["LEVEL"]),
        ([{"breakdown": "LEVEL", "members": ["provincial"]}], ["BODY"]),
    ):
        assert (await ministry.refusal(ASK, period=QUARTER, dataset="classes", by=by, filters=filters))[
            "code"
        ] == "STATISTICS_BAD_QUESTION"


@pytest.mark.parametrize(
    "asked",
    [
        {"period": "2031-Q4"},
        {"period": "2031-Q1' OR 1=1"},
        {"version": 2},
        {"version": -1},
        {"dataset": "person"},
        {"by": ["PROVINCE", "BODY", "RANK"]},
        {"by": ["GENDER"]},
        {"measures": ["HTXS", "pin"]},
        {"by": ["PROVINCE"], "filters": [{"breakdown": "PROVINCE", "members": ["56", "99"]}]},
        {"by": ["LEVEL"], "filters": [{"breakdown": "PROVINCE", "members": ["79"]}]},
        {"by": ["PROVINCE"], "filters": [{"breakdown": "PROVINCE", "members": []}]},
    ],
)
async def test_what_is_not_offered_is_refused_in_the_same_words(ministry: Ministry, asked: dict[str, Any]) -> None:
    refused = await ministry.refusal(ASK, **{"period": QUARTER, "dataset": "classes", "by": [], **asked})
    known = await ministry.refusal(ASK, period="2099", dataset="classes", by=[])
    assert refused == known
    assert refused["code"] == NOT_OFFERED


async def test_a_scope_leaves_its_rows_and_those_of_the_nation(narrow: Ministry, nation: Nation) -> None:
    levels = await table(narrow, by=["PROVINCE", "LEVEL"], totals=True)
    assert [row["members"] for row in levels["rows"]] == [
        ["*", "*"], ["*", "provincial"], ["*", "communal"], ["56", "provincial"],
    ]  # fmt: skip
    fields = await table(narrow, dataset="work", by=["PROVINCE", "FIELD"], totals=True)
    assert [row["members"] for row in fields["rows"] if row["members"][0] != "*"] == [["56", "y_te"]]
    foreign = [{"breakdown": "PROVINCE", "members": ["01"]}]
    random = [{"breakdown": "PROVINCE", "members": ["77"]}]
    asked = {"period": QUARTER, "dataset": "classes", "by": ["LEVEL"]}
    assert await narrow.refusal(ASK, **asked, filters=foreign) == await narrow.refusal(ASK, **asked, filters=random)
    offers = (await narrow.ask(OFFERS, period=QUARTER))["release"]["datasets"]
    seen = {one["code"] for offer in offers for each in offer["breakdowns"] for one in each["members"]}
    assert "56" in seen
    assert not {"01", "42"} & seen


async def test_a_narrow_scope_sees_the_same_cells_hidden(ministry: Ministry, narrow: Ministry, nation: Nation) -> None:
    asked: dict[str, Any] = {"by": ["PROVINCE", "BODY"], "totals": True}
    everything = {tuple(row["members"]): row for row in (await table(ministry, **asked))["rows"]}
    part = (await table(narrow, **asked))["rows"]
    assert 0 < len(part) < len(everything)
    assert [everything[tuple(row["members"])] for row in part] == part


async def test_without_a_scope_a_ministry_sees_the_nation_only(api: Api, nation: Nation) -> None:
    fresh = await make_ministry(api, None)
    found = await table(fresh, by=["PROVINCE"], totals=True)
    assert [row["members"] for row in found["rows"]] == [["*"]]


async def test_an_old_version_stays_readable_and_says_what_was_missing(ministry: Ministry, nation: Nation) -> None:
    first = await table(ministry, period=LATE, version=1, by=["PROVINCE"])
    newest = await table(ministry, period=LATE, by=["PROVINCE"])
    assert [(row["members"][0], set(row["obsStatus"])) for row in first["rows"]] == [
        ("01", {"A"}), ("42", {"L"}), ("56", {"A"}),
    ]  # fmt: skip
    assert first["rows"][1]["values"] == [None] * 6
    assert [(row["members"][0], set(row["obsStatus"])) for row in newest["rows"]][1] == ("42", {"A"})
    assert "Hà Tĩnh" in next(note["vi"] for note in first["footnotes"] if note["code"] == "NOT_REPORTED")
    assert "báo cáo muộn" in next(note["vi"] for note in newest["footnotes"] if note["code"] == "VERSION")
    versions = (await ministry.ask("{ releases { period version missing } }"))["releases"]
    assert [one for one in versions if one["period"] == LATE] == [
        {"period": LATE, "version": 2, "missing": []},
        {"period": LATE, "version": 1, "missing": ["42"]},
    ]


async def test_a_series_goes_through_quarters_or_years(ministry: Ministry, nation: Nation) -> None:
    asked = {"dataset": "classes", "by": ["PROVINCE"], "measures": ["people", "KHT_rate"]}
    found = (await ministry.ask(SERIES, **{"from": "2030-Q1", "to": "2031-Q4"}, **asked))["statisticsSeries"]
    assert (found["periods"], found["versions"]) == ([QUARTER, LATE], [1, 2])
    assert [(row["members"], row["measure"]) for row in found["rows"]][:2] == [(["01"], "people"), (["01"], "KHT_rate")]
    assert all(len(row["values"]) == 2 for row in found["rows"])
    years = (await ministry.ask(SERIES, **{"from": "2030", "to": "2032"}, **asked))["statisticsSeries"]
    assert years["periods"] == [YEAR, NEXT_YEAR]
    for span in (("2031-Q1", "2031"), ("2033-Q1", "2033-Q2"), ("x", "y")):
        refused = await ministry.refusal(SERIES, **{"from": span[0], "to": span[1]}, **asked)
        assert refused["code"] == NOT_OFFERED


LEAGUE = """query ($adjusted: Boolean! = false) { statisticsLeague(period: "2031-Q1", adjusted: $adjusted) {
  place province provinceName harmonisedMean rawMean obsStatus } }"""


async def test_provinces_are_put_in_a_row_by_harmonised_means_only(ministry: Ministry, nation: Nation) -> None:
    refused = await ministry.refusal(LEAGUE)
    assert refused["code"] == "LEAGUE_UNADJUSTED"
    raw = {"period": QUARTER, "dataset": "index", "by": ["PROVINCE"], "measures": ["raw_mean"]}
    assert await ministry.refusal(ASK, **raw) == refused
    places = (await ministry.ask(LEAGUE, adjusted=True))["statisticsLeague"]
    assert [(one["place"], one["province"], one["harmonisedMean"], one["rawMean"]) for one in places] == [
        (1, "42", "84.1", "79.5"),
        (2, "01", "82.4", "88.1"),
        (None, "56", None, None),
    ]
    assert places[2]["obsStatus"] == "Q"


async def test_a_province_is_refused_whoever_asks(api: Api, province: Province, nation: Nation) -> None:
    for name in ("province_head", "admin", "cadre1"):
        token = await api.token(province, name)
        answer = await api.ask(token, ASK, period=QUARTER, dataset="classes", by=[])
        assert [error["extensions"]["code"] for error in answer["errors"]] == ["FORBIDDEN"]
    answer = await api.ask(None, ASK, period=QUARTER, dataset="classes", by=[])
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_question_for_too_much_is_refused(
    ministry: Ministry, nation: Nation, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: dict[str, Any] = {"period": QUARTER, "dataset": "classes", "by": ["PROVINCE", "LEVEL"]}
    monkeypatch.setattr(asking, "MOST_FIGURES", 3 * 2 * 6)
    assert len((await table(ministry, **asked))["rows"]) == 3 * 2
    assert (await ministry.refusal(ASK, **asked, totals=True))["code"] == "STATISTICS_TOO_MUCH"


def test_every_code_of_the_catalogue_has_words() -> None:
    dimensions = recommended(sorted(official_names()), unknown=CAN_LACK).dimensions
    for dimension in dimensions:
        column = "position_group" if dimension.code == "group" else dimension.code
        for node in dimension.nodes:
            words = member_words(column, node.code)
            assert node.code not in words, (column, node.code)
            assert node.code in members(column)
            assert above(column).get(node.code, TOTAL) == node.parent
    assert OTHER_FIELD in members("field")
    for nature in SUMS:
        known = DATASETS[nature.dataset].measures
        assert set(nature.shown(dict.fromkeys(nature.measures, 1))) <= set(known)
    for small in SMALL:
        assert {one for one in (*small.measures, small.whole) if one} <= set(DATASETS[small.dataset].measures)
    assert {f"{one}{of}" for one in spread.MEASURES for of in ("", ".HTT")} <= set(DATASETS["spread"].measures)
    assert set(index.MEASURES) == set(DATASETS["index"].measures)
    assert {*plain.POSTS, *plain.OF_CATALOGUES} <= set(DATASETS["coverage"].measures)
