"""Receipts as documents: complete by themselves, checked by a second implementation, every change in them found."""

import copy
import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib.metadata import EntryPoint
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from kernel import cli
from kernel.errors import Forbidden, NotFound
from tenants.audit.models import AuditEvent
from tenants.norms import actions as norms
from tenants.norms.language import (
    Package,
    accepted,
    canonical,
    canonical_text,
    evaluate,
    load_package,
    names_of,
    receipt_hash,
    shipped_names,
    shipped_package,
    shipped_text,
)
from tenants.scoring import actions, facts, months, receipts, verifier
from tenants.scoring.errors import MonthNotSettled
from tenants.scoring.models import EntryScore
from tenants.worklogs import corrections
from tenants.worklogs.corrections import WaiverInput
from tenants.worklogs.models import WorkEntry
from tenants.worklogs.rules import Verdict
from tenants.worklogs.verification import Decision
from tests.norms.random_norms import random_record
from tests.worklogs.conftest import Log

Document = dict[str, Any]
OVERRIDE = (
    "settings: {weight: 60, day_minutes: {value: 450}}\n"
    "tables: {complexity: {rows: {hard: 3}}, timing: {upto: {0: 0}, above: -0.5}}\n"
    "levels: {entry: {formulas: {bonus: 0 * earned}}}\n"
)
POINTS = [EntryPoint("receipt", "tenants.scoring.commands:app", cli.GROUP)]


@pytest.fixture
async def decree_log(log: Log) -> Log:
    """A province that scores by the package of Decree 335."""
    async with log.province.db.tenant(log.province.id) as session:
        await norms.publish_shipped(session, "decree-335", valid_from=log.province.opened)
    return log


async def score(log: Log) -> None:
    """Score the entries that wait, then the months."""
    async with log.province.db.tenant(log.province.id) as session:
        await actions.score_pending(session)
    async with log.province.db.tenant(log.province.id) as session:
        await months.score(session)


async def entry_document(log: Log, row: WorkEntry, who: str = "cadre1", revision: int | None = None) -> Document:
    """An entry's document as somebody gets it, through JSON."""
    async with log.province.db.tenant(log.province.id) as session:
        caller = log.province.caller(who)
        found = await receipts.document(session, caller, row.id, on=log.today, revision=revision)
    return dict(json.loads(json.dumps(found)))


async def month_document(log: Log, who: str = "cadre1", of: str = "cadre1") -> Document:
    """The document of somebody's running month as somebody gets it, through JSON."""
    async with log.province.db.tenant(log.province.id) as session:
        caller, person = log.province.caller(who), log.province.people[of]
        found = await receipts.month_document(session, caller, person, log.today, on=log.today)
    return dict(json.loads(json.dumps(found)))


def wrong(document: Document) -> set[str]:
    """The terms that do not agree."""
    return {one.term for one in verifier.verify(document) if not one.agrees}


def record(package: Package, level: str, values: Mapping[str, Any]) -> Document:
    """One record of a made-up document."""
    here = package.levels[level]
    texts = {name: canonical(values[name]) or None for name in names_of(package, level)}
    return {
        "level": level,
        "inputs": {name: texts[name] for name in here.inputs},
        "values": {name: texts[name] for name in here.formulas},
        "canonical": canonical_text(package, level, values),
        "hash": receipt_hash(package, level, values).hex(),
    }


def computed(package: Package, level: str, given_inputs: Mapping[str, Any], of: list[Document]) -> Document:
    """Inputs and values of a record by the language's own evaluator."""
    inputs = accepted(package.levels[level], given_inputs)
    return {**inputs, **evaluate(package, level, {**inputs, "of": of})}


def made_up(
    package: Package, texts: list[str], level: str, values: Mapping[str, Any], rows: list[Document]
) -> Document:
    """A document as the program would make it, without a database."""
    terms = receipts._terms(package, level, {})
    said = {"name": package.name, "version": package.version, "sha256": package.digest, "document": texts[0]}
    if len(texts) > 1:
        said["override"] = texts[1]
    below = package.levels[level].over
    base = rows[0]["level"] if rows else below
    opening = {"format": verifier.FORMAT, "package": said, "terms": terms, "rows": rows, "base": base}
    return {**opening, **record(package, level, values)}


def random_document(random: Random, package: Package, texts: list[str], level: str) -> Document:
    """A random record of a level over up to four random records of the lowest level below it."""
    ladder = [level]
    while (over := package.levels[ladder[-1]].over) is not None:
        ladder.append(over)
    base, between = ladder[-1], ladder[1:-1]
    rows = []
    below: list[Document] = []
    for number in range(random.choice((0, 1, 2, 4)) if len(ladder) > 1 else 0):
        inputs = random_record(random, package, base)
        values = computed(package, base, inputs, [])
        rows.append({"keys": {"day": f"2026-11-{number + 1:02}"}, **record(package, base, values)})
        found: Document = dict(inputs)
        for _ in between:
            found = {"of": [found]}
        below.append(found)
    own = random_record(random, package, level)
    return made_up(package, texts, level, computed(package, level, own, below), rows)


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
@settings(max_examples=15, deadline=None)
def test_the_second_implementation_agrees_digit_for_digit_on_random_records(name: str, seed: int) -> None:
    package, random = shipped_package(name), Random(seed)
    for level in levels_to_check(package):
        document = random_document(random, package, [shipped_text(name)], level)
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
    package, random = shipped_package(name), Random(seed)
    document = random_document(random, package, [shipped_text(name)], random.choice(("entry", "month")))
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
    package, text = shipped_package("khanh-hoa"), shipped_text("khanh-hoa")
    document = random_document(Random(1), package, [text], "entry")
    document["package"]["document"] = text.replace("excellent: 1.1", "excellent: 1.3")
    assert {"package.sha256", "hash"} <= wrong(document)
    document["package"]["sha256"] = load_package(document["package"]["document"], "forged").digest
    assert wrong(document) >= {"hash"}


def test_a_row_taken_away_or_put_twice_is_found_in_the_sums() -> None:
    package, text, random = shipped_package("decree-335"), shipped_text("decree-335"), Random(3)
    document = random_document(random, package, [text], "month")
    while len(document["rows"]) < 2 or document["values"]["base"] == "0":
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
    package, text = shipped_package("khanh-hoa"), shipped_text("khanh-hoa")
    document = random_document(Random(1), package, [text], "entry")
    for forged in ("earned.real", "__import__('os')", "[x for x in (1, 2)]", "points", "1e99999999", "9 ** 9 ** 9"):
        changed_text = text.replace("{is: credited, vi: Điểm cộng dồn", f'{{is: "{forged}", vi: Điểm cộng dồn')
        assert changed_text != text
        assert "document" in wrong({**document, "package": {**document["package"], "document": changed_text}})


async def test_an_entrys_document_holds_all_its_score_rests_on(scored_log: Log) -> None:
    log = scored_log
    row = await log.write(quantity=Decimal("3.25"))
    await log.verify(row.id, quality="fair")
    await score(log)
    document = await entry_document(log, row)
    assert wrong(document) == set()
    assert (document["tenant"], document["revision"], document["level"]) == (log.province.slug, 1, "entry")
    assert (document["entryId"], document["workDate"]) == (str(row.id), log.today.isoformat())
    assert document["package"]["document"] == shipped_text("khanh-hoa")
    assert document["inputs"] == {
        "norm": "60", "quantity": "3.25", "complexity": "hard", "quality": "fair", "days_late": "0",
    }  # fmt: skip
    assert document["values"]["points"] == "234"
    norm, points = document["terms"]["norm"], document["terms"]["points"]
    assert (norm["rule"], norm["vi"], norm["from"]) == ("levels.entry.inputs.norm", "Định mức thời gian", ["workItem"])
    assert (points["package"], points["version"], points["formula"]) == ("khanh-hoa", "1.0.0", "credited")
    assert document["terms"]["quality"]["from"] == ["evidence", "verification"]
    sources = document["sources"]
    assert sources["workItem"] == {"code": "TC-001", "version": 1, "name": "Thẩm định dự toán"}
    assert (sources["post"]["unit"], sources["post"]["position"]) == ("STC-NS", None)
    assert sources["evidence"] == [{"documentNumber": "214/STC-NS"}]
    head = log.province.people["division_head"]
    assert sources["verification"] == {"personId": str(head), "at": log.now.isoformat()}


async def test_every_term_names_sources_the_document_has(decree_log: Log) -> None:
    log = decree_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)
    for document in (await entry_document(log, row), await month_document(log)):
        named = {source for term in document["terms"].values() for source in term["from"]}
        assert named <= {*document["sources"], "package"}


async def test_an_older_revision_keeps_its_own_verdict_and_waivers(decree_log: Log) -> None:
    log = decree_log
    province = log.province
    row = await log.write(quantity=Decimal(10))
    await log.verify(row.id, delays=2)
    await score(log)
    async with province.db.tenant(province.id) as session:
        waiver = WaiverInput("progress", 1, "Mưa lũ chia cắt", "91/UBND")
        await corrections.waive(session, province.caller("division_head"), row.id, waiver, now=log.now)
    await score(log)
    later = log.now + timedelta(hours=1)
    async with province.db.tenant(province.id) as session:
        decision = Decision(row.id, Verdict("fair", delays=2))
        await corrections.correct(session, province.caller("division_head"), decision, "Chấm lại", now=later)
    await score(log)
    found = [await entry_document(log, row, revision=revision) for revision in (1, 2, 3)]
    assert [wrong(one) for one in found] == [set(), set(), set()]
    assert [one["inputs"]["delays_waived"] for one in found] == ["0", "1", "1"]
    assert [len(one["sources"]["waivers"]) for one in found] == [0, 1, 1]
    assert found[1]["sources"]["waivers"][0]["documentNumber"] == "91/UBND"
    decided = [one["sources"]["verification"]["at"] for one in found]
    assert decided == [log.now.isoformat(), log.now.isoformat(), later.isoformat()]
    with pytest.raises(NotFound):
        await entry_document(log, row, revision=4)


async def test_a_score_changed_in_the_database_does_not_hold(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)
    outputs = list((await entry_document(log, row))["values"].values())
    async with log.province.db.tenant(log.province.id) as session:
        await session.execute(update(EntryScore).values(outputs=[*outputs[:-1], "999"]))
    assert {"points", "hash"} <= wrong(await entry_document(log, row))


async def test_a_months_document_recomputes_it_from_the_rows_of_the_log(scored_log: Log) -> None:
    log = scored_log
    days = sorted({max(log.today - timedelta(days=back), log.today.replace(day=1)) for back in (0, 1)})
    rows = [await log.write(work_date=day, minutes=60, quantity=Decimal(n)) for n, day in enumerate((*days, *days), 1)]
    await log.verify(*(row.id for row in rows))
    await score(log)
    document = await month_document(log)
    assert wrong(document) == set()
    assert {row["entryId"] for row in document["rows"]} == {str(row.id) for row in rows}
    assert Decimal(document["values"]["credited"]) == sum(
        Decimal(row["values"]["credited"]) for row in document["rows"]
    )
    entry = await entry_document(log, rows[0])
    same = next(row for row in document["rows"] if row["entryId"] == str(rows[0].id))
    assert {name: same[name] for name in ("hash", "canonical", "inputs", "values", "sources")} == {
        name: entry[name] for name in ("hash", "canonical", "inputs", "values", "sources")
    }
    assert document["sources"]["posts"][0]["unit"] == "STC-NS"


async def test_what_was_assigned_and_not_done_stands_in_the_months_document(decree_log: Log) -> None:
    log = decree_log
    last = (log.today.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    task = await log.assign(quantity=Decimal(5), due_date=last)
    row = await log.write(task_id=task.id, quantity=Decimal(1))
    await log.verify(row.id)
    async with log.province.db.tenant(log.province.id) as session:
        person = log.province.people["cadre1"]
        await facts.record_month(
            session, log.province.caller("division_head"), person, log.today, general=Decimal(30),
            leave_days=Decimal(0), now=log.now,
        )  # fmt: skip
    await score(log)
    document = await month_document(log)
    assert wrong(document) == set()
    assert (document["values"]["results"], document["values"]["rating"]) == ("14", "KHT")
    (open_task,) = (one for one in document["rows"] if one["taskId"] is not None)
    assert (open_task["taskId"], open_task["inputs"]["assigned"], open_task["entryId"]) == (str(task.id), "4", None)
    assert open_task["sources"]["workItem"] == {"code": "TC-001"}
    assert document["sources"]["monthFact"]["recordedBy"] == str(log.province.people["division_head"])


async def test_a_month_whose_log_has_moved_on_has_no_document_until_it_is_scored_again(scored_log: Log) -> None:
    log = scored_log
    first, second = await log.write(minutes=60), await log.write(minutes=60)
    await log.verify(first.id)
    await score(log)
    await log.verify(second.id)
    with pytest.raises(MonthNotSettled) as caught:
        await month_document(log)
    assert "credited" in str(caught.value.data["terms"])
    await score(log)
    assert len((await month_document(log))["rows"]) == 2


async def test_receipt_documents_are_for_the_person_and_those_above_and_nobody_else(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)
    for who in ("cadre1", "division_head", "province_head"):
        assert wrong(await entry_document(log, row, who)) == set()
        assert wrong(await month_document(log, who)) == set()
    for who, refusal in (("cadre2", NotFound), ("commune_head", NotFound), ("admin", Forbidden)):
        with pytest.raises(refusal):
            await entry_document(log, row, who)
        with pytest.raises(refusal):
            await month_document(log, who)
    narrow = replace(log.province.caller("cadre1"), token_scopes=frozenset({"score:read"}))
    async with log.province.db.tenant(log.province.id) as session:
        with pytest.raises(Forbidden):
            await receipts.month_document(session, narrow, log.province.people["cadre1"], log.today, on=log.today)


async def test_looking_at_anothers_receipt_document_is_recorded(scored_log: Log) -> None:
    log = scored_log
    row = await log.write()
    await log.verify(row.id)
    await score(log)

    async def reads() -> list[str]:
        async with log.province.db.tenant(log.province.id) as session:
            found = await session.scalars(select(AuditEvent.data).where(AuditEvent.action == "read"))
            return sorted(one["what"] for one in found)

    await entry_document(log, row)
    await month_document(log)
    assert await reads() == []
    await entry_document(log, row, "division_head")
    await month_document(log, "division_head")
    assert await reads() == ["month_scores", "work_entry"]


@pytest.fixture
def receipt_file(tmp_path: Path) -> Path:
    """A receipt in a file."""
    package, text = shipped_package("decree-335"), shipped_text("decree-335")
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
    assert told.endswith("KHÔNG ĐÚNG · does not hold: total, hash\n")
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
