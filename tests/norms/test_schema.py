"""The JSON Schema says of a document's shape what the reader says: it takes what ships, and refuses what is broken."""

import json
from importlib.resources import files
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from tenants.norms.language import NormErrors, load_package, shipped_names, shipped_text
from tests.norms.problem_documents import DOCUMENT

SCHEMA = json.loads(files("tenants.norms").joinpath("package.schema.json").read_text(encoding="utf-8"))
SOUND = DOCUMENT.replace("FORMULA", "days + 1").replace(
    "days: {min", "general: {max: 5, optional: true}\n      days: {min"
) + (
    "criteria: {max: 5, parts: [{code: A, vi: Một, max: 5}]}\n"
    "examples: {e: {level: month, given: {days: 2, of: [{n: 1}]}, expect: {f: 3}}}\n"
)


def as_editors_read(document: str) -> Any:
    """The document with numbers and truths typed, as an editor hands it to a schema; JSON has only text as keys."""
    return json.loads(json.dumps(yaml.safe_load(document)))


def as_the_program_reads(document: str) -> Any:
    return yaml.load(document, Loader=yaml.BaseLoader)  # makes nothing but texts, lists and mappings


def accepts(document: Any) -> bool:
    return Draft202012Validator(SCHEMA).is_valid(document)


def reader_accepts(document: str) -> bool:
    try:
        load_package(document, "p.yaml")
    except NormErrors:
        return False
    return True


def test_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("name", shipped_names())
def test_every_shipped_package_fits_the_schema(name: str) -> None:
    text = shipped_text(name)

    for document in (as_editors_read(text), as_the_program_reads(text)):
        assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []


BROKEN = [
    ("package: p", "packages: p"),
    ("package: p", "package: gói"),
    ("version: 1.0.0\n", ""),
    ("share: 0.25", "Share: 0.25"),
    ("share: 0.25", "share: abc"),
    ("share: 0.25", "share: [1]"),
    ("{value: u, keys: [u, v]}", "{keys: [u, v]}"),
    ("{value: u, keys: [u, v]}", "{value: u}"),
    ("{value: u, keys: [u, v]}", "{value: u, keys: [u, u]}"),
    ("{value: 8, unit: hour}", "{value: 8, unit: Giờ}"),
    ("{value: 8, unit: hour}", "{value: 8, units: hour}"),
    ("late: {upto: {0: 1}, above: 0}", "late: {upto: {0: 1}}"),
    ("late: {upto: {0: 1}, above: 0}", "late: {upto: {0: 1}, above: 0, from: {0: 1}, below: 0}"),
    ("late: {upto: {0: 1}, above: 0}", "late: {upto: {a: 1}, above: 0}"),
    ("late: {upto: {0: 1}, above: 0}", "late: {}"),
    ("rows: {a: 1, b: 2}", "rows: {}"),
    ("rows: {a: 1, b: 2}", "rows: {a: 1, b: [2]}"),
    ("rows: {a: 1, b: 2}", "rows: {a: 1, b: 2}, above: 0"),
    ("    by: [person, entry]\n", ""),
    ("by: [person, entry]", "by: [person, week]"),
    ("by: [person, entry]", "by: person"),
    ("n: {max: 5, optional: true}", "n: {optional: true}"),
    ("n: {max: 5, optional: true}", "n: {max: 5, keys: [a]}"),
    ("n: {max: 5, optional: true}", "n: {max: 5, optional: perhaps}"),
    ("n: {max: 5, optional: true}", "n: {max: many}"),
    ("n: {max: 5, optional: true}", "n: {max: 5, optional: true, from: moon}"),
    ("n: {max: 5, optional: true}", "n: {max: 5, optional: true, from: [item]}"),
    ("c: {keys: [a, b, c]}", "c: {keys: []}"),
    ("c: {keys: [a, b, c]}", "c: {keys: [a], step: 1}"),
    ("c: {keys: [a, b, c]}", "c: {type: text}"),
    ("fine: n + 1", "fine: {unit: hour}"),
    ("fine: n + 1", "fine: [n, 1]"),
    ("      f: days + 1\n", "      f: days + 1\n    outputs: f\n"),
    ("settings:", "period: week\nsettings:"),
    ("{max: 5, parts:", "{parts:"),
    ("{max: 5, parts:", "{max: 5, comment_below_max: perhaps, parts:"),
    ("parts: [{code: A, vi: Một, max: 5}]", "parts: []"),
    ("{code: A, vi: Một, max: 5}", "{vi: Một, max: 5}"),
    ("{code: A, vi: Một, max: 5}", "{code: A, max: 5}"),
    ("{code: A, vi: Một, max: 5}", "{code: A, vi: Một, max: 5, weight: 1}"),
    ("{code: A, vi: Một, max: 5}", "{code: A, vi: Một, max: 5, parts: [{code: A b, vi: Hai, max: 5}]}"),
    ("level: month, given", "given"),
    (", expect: {f: 3}", ""),
    ("of: [{n: 1}]", "of: {n: 1}"),
    ("given: {days: 2", "given: {days: [2]"),
]


def test_the_sound_document_fits_both() -> None:
    document = SOUND

    assert reader_accepts(document)
    assert accepts(as_editors_read(document))
    assert accepts(as_the_program_reads(document))


@pytest.mark.parametrize(("written", "broken"), BROKEN, ids=[broken.strip() for _, broken in BROKEN])
def test_a_broken_shape_is_refused_by_schema_and_reader(written: str, broken: str) -> None:
    assert written in SOUND
    document = SOUND.replace(written, broken, 1)

    assert not reader_accepts(document)
    assert not accepts(as_editors_read(document))
    assert not accepts(as_the_program_reads(document))
