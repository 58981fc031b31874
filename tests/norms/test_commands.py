"""`roviec norms ...` checks, describes and tries packages from the command line, without a database."""

import io
import json
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from kernel import cli
from tenants.norms.language import shipped_names, shipped_text

POINTS = [EntryPoint("norms", "tenants.norms.commands:app", cli.GROUP)]
SMALL = """package: small
version: 1.0.0
levels:
  month:
    by: [person, month]
    inputs:
      n: {max: 9}
      role: {keys: [staff, leader], default: staff}
      there: {type: boolean, optional: true}
    formulas:
      total: n / 3
      fine: there and role == "leader"
examples:
  third: {level: month, given: {n: 1}, expect: {total: 0.33}}
"""


def run(*words: str) -> int:
    return cli.run(POINTS, ["norms", *words])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path


def evaluated(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, record: str, *words: str
) -> dict[str, Any]:
    monkeypatch.setattr("sys.stdin", io.StringIO(record))
    assert run("evaluate", *words, "--input", "-") == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_list_names_every_package_with_version_period_and_title(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("list") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == list(shipped_names())
    assert lines[0].split(maxsplit=3)[1:] == [
        "1.0.0",
        "month",
        "Nghị định 335/2025/NĐ-CP - công chức; lãnh đạo, quản lý",
    ]


def test_check_runs_the_examples_of_all_that_ship(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0

    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == [f"{name}.yaml" for name in shipped_names()]
    assert all(line.endswith("ví dụ đúng · examples hold") for line in lines)


def test_check_takes_packages_and_files(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", "khanh-hoa", str(small)) == 0

    assert capsys.readouterr().out.splitlines() == [
        "khanh-hoa.yaml: khanh-hoa 1.0.0: 10 ví dụ đúng · examples hold",
        f"{small}: small 1.0.0: 1 ví dụ đúng · examples hold",
    ]


def test_check_tells_every_mistake_with_its_place_in_both_languages(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text(SMALL.replace("n / 3", "n / m").replace("role ==", "rule =="), encoding="utf-8")

    assert run("check", str(small)) == 1

    assert capsys.readouterr().out.splitlines() == [
        f"{small}:11:18: name: total: Bậc 'month' không có 'm'.",
        "    'm' is not known at level 'month'.",
        f"{small}:12:23: name: fine: Bậc 'month' không có 'rule'. Có phải ý là 'role'?",
        "    'rule' is not known at level 'month'. Did you mean 'role'?",
    ]


def test_check_fails_on_an_example_that_does_not_come_out_and_goes_on(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    small.write_text(SMALL.replace("0.33", "0.34"), encoding="utf-8")

    assert run("check", str(small), "khanh-hoa") == 1

    found = "0.333333333333333333333333333333"
    assert capsys.readouterr().out.splitlines() == [
        f"{small}:14:3: example: third: total: Phải là 0.34, tính ra {found}.",
        f"    It should be 0.34 and comes out as {found}.",
        "khanh-hoa.yaml: khanh-hoa 1.0.0: 10 ví dụ đúng · examples hold",
    ]


@pytest.mark.parametrize(
    "words", [("check", "no-such"), ("describe", "no-such"), ("evaluate", "no-such", "--input", "-")]
)
def test_a_package_that_is_not_there_is_told(words: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(*words) == 2

    assert "There is no norm package and no file 'no-such'." in capsys.readouterr().err


def test_describe_tells_inputs_and_outputs_with_units_ranges_and_labels(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("describe", "khanh-hoa") == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["package"], told["period"], told["days_late_in"]) == ("khanh-hoa", "month", "working_days")
    entry, _, month = told["levels"]
    assert (entry["level"], entry["over"], entry["by"]) == ("entry", None, ["person", "day"])
    assert entry["inputs"][1] == {
        "name": "quantity",
        "vi": "Số lượng",
        "en": "Quantity",
        "kind": "number",
        "unit": "product",
        "min": "0",
        "max": "10000",
        "step": "0.01",
        "required": True,
        "default": None,
        "known_to_log": True,
        "from": None,
    }
    assert month["outputs"][4] == {
        "name": "rating",
        "vi": "Xếp loại theo điểm",
        "en": "Class by points",
        "kind": "key",
        "keys": ["HTXS", "HTT", "HT", "KHT"],
        "may_be_missing": True,
    }


def test_describe_tells_what_the_log_does_not_know_and_the_criteria(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("describe", "f6-two-step") == 0
    entry = json.loads(capsys.readouterr().out)["levels"][0]
    assert [one["name"] for one in entry["inputs"] if one["known_to_log"]] == ["days_late", "accepted"]
    assert {one["name"]: one["from"] for one in entry["inputs"] if one["from"]} == {
        "base": "item",
        "difficulty": "item",
        "result": "verification",
        "bonus": "verification",
    }

    assert run("describe", "decree-335") == 0
    criteria = json.loads(capsys.readouterr().out)["criteria"]
    assert (criteria["max"], criteria["comment_below_max"], len(criteria["parts"])) == ("30", False, 3)
    assert criteria["parts"][0]["parts"][1]["parts"][1]["applies"] == 'role == "staff"'


def test_a_level_that_promises_nothing_is_described_by_all_its_formulas(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("describe", str(small)) == 0

    (month,) = json.loads(capsys.readouterr().out)["levels"]
    assert [(one["name"], one["kind"]) for one in month["outputs"]] == [("total", "number"), ("fine", "boolean")]


def test_describe_tells_the_mistakes_of_a_broken_file(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    small.write_text(SMALL.replace("n / 3", "n / 0"), encoding="utf-8")

    assert run("describe", str(small)) == 2

    assert f"{small}:11:18: zero-division: total: " in capsys.readouterr().err


def test_evaluate_prints_every_named_value_as_exact_decimals(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = '{"score": 160, "quantity": 3, "failed": 2}'

    told = evaluated(capsys, monkeypatch, record, "f2-customs-v2", "--level", "entry")

    assert (told["package"], told["version"], told["level"]) == ("f2-customs-v2", "1.0.0", "entry")
    assert told["inputs"]["score"] == "160"
    assert told["inputs"]["k"] is None
    assert told["inputs"]["delays"] == "0"
    assert (told["values"]["units"], told["values"]["credited"]) == ("19.2", "16")


def test_evaluate_takes_the_level_of_the_period_and_records_below_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    record = "general: 27.5\nof:\n  - {k: 1, assigned: 1000, accepted: 1000, delays: 1286}\n"

    told = evaluated(capsys, monkeypatch, record, "decree-335")

    assert told["level"] == "month"
    assert told["values"]["total"].startswith("89.9983333333")
    assert (told["values"]["rating"], told["values"]["all_done"], told["values"]["party_htxs"]) == ("HTT", True, False)


def test_evaluate_reads_json_indented_with_tabs_decimals_in_quotes_and_null(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told = evaluated(capsys, monkeypatch, '{\n\t"n": "2",\n\t"role": "leader",\n\t"there": null\n}\n', str(small))

    assert told["values"] == {"total": "0.666666666666666666666666666667", "fine": None}


def test_evaluate_reads_a_file(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "record.json"
    record.write_text('{"n": 3, "there": true}', encoding="utf-8")

    assert run("evaluate", str(small), "--input", str(record)) == 0

    assert json.loads(capsys.readouterr().out)["values"] == {"total": "1", "fine": False}


BAD_RECORDS = [
    ('{"n": 10}', "-:1:7: type: n: Giá trị 10 nằm ngoài khoảng từ 0 đến 9, hoặc không theo bước 1."),
    ('{"n": 1.5}', "-:1:7: type: n: "),
    ('{"n": 1e0}', "-:1:7: syntax: n: "),
    ("n: 1,5", "-:1:4: syntax: n: '1,5': hãy viết 1.5."),
    ('{"n": null}', "-:1:7: syntax: n: "),
    ('{"n": [1]}', "-:1:7: type: n: "),
    ('{"m": 1, "n": 1}', "-:1:3: name: m: "),
    ('{"n": 1, "of": []}', "-:1:11: name: of: "),
    ('{"n": 1, "role": "boss"}', "-:1:19: type: role: "),
    ('{"role": "staff"}', "-:1:1: syntax: n: Thiếu mục 'n'."),
    ('{"n": 1', "-:"),
    ("", "-:1:1: syntax: month: "),
]


@pytest.mark.parametrize(("record", "sentence"), BAD_RECORDS, ids=[record for record, _ in BAD_RECORDS])
def test_a_record_that_does_not_fit_is_told_with_its_place(
    record: str, sentence: str, small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(record))

    assert run("evaluate", str(small), "--input", "-") == 2

    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[0].startswith(sentence)
    assert len(told.err.splitlines()) == 2


def test_a_file_or_level_that_is_not_there_is_told(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("evaluate", str(small), "--input", "no-such.json") == 2
    assert "The file 'no-such.json' cannot be read." in capsys.readouterr().err

    assert run("evaluate", "khanh-hoa", "--level", "year", "--input", "-") == 2
    assert "The package khanh-hoa has no level 'year'. Its levels: entry, day, month" in capsys.readouterr().err


def test_schema_prints_the_json_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("schema") == 0

    assert json.loads(capsys.readouterr().out)["title"] == "Norm package (gói định mức)"


def test_a_shipped_document_checks_the_same_as_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "own.yaml"
    copy.write_text(shipped_text("f8-dak-lak-land-office"), encoding="utf-8")

    assert run("check", str(copy)) == 0

    assert "19 ví dụ đúng" in capsys.readouterr().out
