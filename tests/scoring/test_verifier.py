"""The verifier as a second implementation: it agrees digit for digit, finds every change, and runs alone."""

import copy
import json
import shutil
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kernel import cli
from tenants.norms.language import Package, load_package, names_of, shipped_names, shipped_text
from tenants.scoring import verifier
from tests.scoring.made_receipts import random_document, shipped, wrong

OVERRIDE = (
    "settings: {weight: 60, day_minutes: {value: 450}}\n"
    "tables: {complexity: {rows: {hard: 3}}, timing: {upto: {0: 0}, above: -0.5}}\n"
    "levels: {entry: {formulas: {bonus: 0 * earned}}}\n"
)
POINTS = [EntryPoint("receipt", "tenants.scoring.commands:app", cli.GROUP)]


def levels_to_check(package: Package) -> list[str]:
    """The levels whose ladder down to the lowest has no inputs between."""
    found = []
    for name in ("entry", "month"):
        ladder = [name]
        while name in package.levels and (over := package.levels[ladder[-1]].over) is not None:
            ladder.append(over)
        if name in package.levels and not any(package.levels[one].inputs for one in ladder[1:-1]):
            found.append(name)
    return found


@pytest.mark.parametrize("name", shipped_names())
@given(seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None)
def test_the_second_implementation_agrees_digit_for_digit_on_random_records(name: str, seed: int) -> None:
    (package, text), random = shipped(name), Random(seed)
    for level in levels_to_check(package):
        document = random_document(random, package, [text], level)
        assert wrong(document) == set()
        assert {one.term for one in verifier.verify(document)} >= {*names_of(package, level), "hash", "canonical"}


@given(seed=st.integers(0, 2**32))
@settings(max_examples=10, deadline=None)
def test_a_provinces_own_numbers_are_part_of_the_receipt(seed: int) -> None:
    texts = [shipped_text("khanh-hoa"), OVERRIDE]
    package, random = load_package(texts[0], "khanh-hoa.yaml", OVERRIDE, "56.yaml"), Random(seed)
    for level in ("entry", "month"):
        document = random_document(random, package, texts, level)
        assert wrong(document) == set()
        document["package"]["override"] = OVERRIDE.replace("60", "61")
        assert {"package.sha256", "hash"} <= wrong(document)


def changed(text: str | None, random: Random) -> str:
    """Another text than that one."""
    if text is None:
        return random.choice(("0", "1.5", "true"))
    if text in ("true", "false"):
        return "false" if text == "true" else "true"
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return random.choice([key for key in ("hard", "good", "HTT", "staff", "x") if key != text])
    place = random.choice(digits)
    return text[:place] + str((int(text[place]) + random.randint(1, 9)) % 10) + text[place + 1 :]


@pytest.mark.parametrize("name", ["khanh-hoa", "decree-335"])
@given(seed=st.integers(0, 2**32))
@settings(max_examples=25, deadline=None)
def test_a_changed_input_value_or_hash_is_found_and_named(name: str, seed: int) -> None:
    (package, text), random = shipped(name), Random(seed)
    document = random_document(random, package, [text], random.choice(("entry", "month")))
    target, where = document, ""
    if document["rows"] and random.random() < 0.5:
        number = random.randrange(len(document["rows"]))
        target, where = document["rows"][number], f"rows[{number}]."
    part = random.choice(("inputs", "values", "hash", "canonical"))
    if part in ("hash", "canonical"):
        target[part] = changed(target[part], random)
        assert where + part in wrong(document)
        return
    term = random.choice(list(target[part]))
    target[part][term] = changed(target[part][term], random)
    assert where + term in wrong(document)


def test_a_changed_package_text_is_found_even_with_its_hash_made_to_fit() -> None:
    package, text = shipped("khanh-hoa")
    document = random_document(Random(1), package, [text], "entry")
    document["package"]["document"] = text.replace("excellent: 1.1", "excellent: 1.3")
    assert {"package.sha256", "hash"} <= wrong(document)
    document["package"]["sha256"] = load_package(document["package"]["document"], "forged").digest
    assert wrong(document) >= {"hash"}


def test_a_row_taken_away_or_put_twice_is_found_in_the_sums() -> None:
    (package, text), random = shipped("decree-335"), Random(3)
    document = random_document(random, package, [text], "month")
    while len(document["rows"]) < 2 or any(row["values"]["base"] == "0" for row in document["rows"]):
        document = random_document(random, package, [text], "month")
    for rows in (document["rows"][:-1], [*document["rows"], document["rows"][0]], []):
        assert "base" in wrong({**document, "rows": rows})


@pytest.mark.parametrize(
    "broken",
    [
        {},
        [],
        {"format": verifier.FORMAT, "package": {"document": "a: [", "sha256": ""}},
        {"format": verifier.FORMAT, "package": {"document": "levels: 3", "sha256": ""}},
    ],
)
def test_what_is_no_receipt_is_told_and_never_holds(broken: Any) -> None:
    assert "document" in wrong(broken)


def test_a_formula_outside_the_language_is_told() -> None:
    package, text = shipped("khanh-hoa")
    document = random_document(Random(1), package, [text], "entry")
    for forged in ("earned.real", "__import__('os')", "[x for x in (1, 2)]", "points", "1e99999999", "9 ** 9 ** 9"):
        changed_text = text.replace("{is: credited, vi: Điểm cộng dồn", f'{{is: "{forged}", vi: Điểm cộng dồn')
        assert changed_text != text
        found = wrong({**document, "package": {**document["package"], "document": changed_text}})
        assert "package.sha256" in found
        assert found & {"document", "points"}


@pytest.fixture
def receipt_file(tmp_path: Path) -> Path:
    """A receipt in a file."""
    package, text = shipped("decree-335")
    file = tmp_path / "phieu.json"
    file.write_text(json.dumps(random_document(Random(7), package, [text], "month")), "utf-8")
    return file


def test_the_command_line_verifies_a_file_and_answers_by_its_exit_code(
    receipt_file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(POINTS, ["receipt", "verify", str(receipt_file)]) == 0
    assert capsys.readouterr().out.endswith("Phiếu điểm · The receipt: ĐÚNG · holds\n")
    document = json.loads(receipt_file.read_text("utf-8"))
    forged = copy.deepcopy(document)
    forged["values"]["total"] = "100.5"
    receipt_file.write_text(json.dumps(forged), "utf-8")
    assert cli.run(POINTS, ["receipt", "verify", str(receipt_file)]) == 1
    told = capsys.readouterr().out
    assert "✗ total: phiếu ghi 100.5, kiểm lại ra " in told
    assert told.endswith("KHÔNG ĐÚNG · fails: total, hash\n")
    receipt_file.write_text("{", "utf-8")
    assert cli.run(POINTS, ["receipt", "verify", str(receipt_file)]) == 1


def test_the_verifier_runs_alone_wherever_it_is_copied(receipt_file: Path, tmp_path: Path) -> None:
    alone = tmp_path / "elsewhere"
    alone.mkdir()
    shutil.copy(verifier.__file__, alone / "verifier.py")
    done = subprocess.run(
        [sys.executable, "-I", str(alone / "verifier.py"), str(receipt_file)], capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")


def test_the_verifier_imports_nothing_of_the_program_and_stays_short() -> None:
    text = Path(verifier.__file__).read_text("utf-8")
    imported = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imported - set(sys.stdlib_module_names) == {"yaml"}
    assert len(text.splitlines()) <= 300
