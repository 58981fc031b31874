"""A package on its editor's desk: in parts, changed value by value, kept unless somebody else changed it."""

from dataclasses import replace

import pytest

from kernel.clock import utc_now
from kernel.errors import BadInput, Forbidden, NotFound
from tenants.norms import actions, desk, drafts
from tenants.norms.errors import DraftChanged, PackageProposed, WrongPackageState
from tenants.norms.examination import NormText, Texts, examine, kept
from tenants.norms.language import shipped_names, shipped_text
from tenants.norms.models import NormPackage
from tenants.norms.outline import outline, spots
from tenants.norms.rewriting import Edit, edited
from tests.norms.office import KHANH_HOA, Office, days

HARD = ("tables", "complexity", "rows", "hard")
CREDITED = ("levels", "entry", "formulas", "credited")


def _parts(texts: Texts) -> dict[tuple[str, ...], str]:
    found = outline(texts, examine(texts.document, texts.override))
    return {part.path: " ".join(part.text.split()) for part in found.parts}


@pytest.mark.parametrize("name", shipped_names())
def test_writing_every_value_of_a_package_anew_changes_nothing_it_says(name: str) -> None:
    texts = Texts(shipped_text(name))
    parts = _parts(texts)
    written = edited(texts, [Edit(path, text) for path, text in parts.items()])
    assert _parts(written) == parts
    assert examine(written.document, None).findings == ()


def test_one_value_is_all_that_changes_in_a_document() -> None:
    written = edited(Texts(KHANH_HOA), [Edit(HARD, "1.4")])
    assert written.document == KHANH_HOA.replace("hard: 1.5", "hard: 1.4")


def test_changes_of_an_inherited_package_stand_in_its_own_text_and_take_the_examples_along() -> None:
    national = kept(NormText(base="khanh-hoa"))
    edits = [
        Edit(HARD, "1.4"),
        Edit(("version",), "2.0.0"),
        Edit(("tables", "timing", "upto", "2"), "-0.07"),
        Edit(CREDITED, "max(0, earned)"),
        Edit(("settings", "weight"), "60"),
    ]
    texts = edited(national, edits)
    found = examine(texts.document, texts.override)
    assert texts.document == national.document
    assert found.package is not None
    tables, settings = found.package.tables, found.package.settings
    assert (found.version, str(tables["complexity"].rows["hard",]), str(settings["weight"].value)) == (
        "2.0.0",
        "1.4",
        "60",
    )
    assert [str(value) for _, value in tables["timing"].bounds] == ["0.10", "0.05", "0", "-0.07", "-0.10"]
    formula = found.package.levels["entry"].formulas["credited"]
    assert (formula.scalar.text, formula.label.vi) == ("max(0, earned)", "Phút quy đổi")
    assert {finding.code for finding in found.findings} == {"example"}
    again = edited(texts, [Edit(HARD, "1.3"), Edit(CREDITED, "earned"), Edit(("settings", "nobody"), "1")])
    assert _parts(again)[HARD] == "1.3"
    assert again.override is not None
    assert again.override.count("credited: {is:") == 1


def test_comments_of_a_provinces_own_text_stay() -> None:
    override = "# tỉnh quyết định\ntables:\n  complexity:\n    rows: {hard: 1.4}  # từ tháng 12\n"
    texts = replace(kept(NormText(base="khanh-hoa")), override=override)
    changed = edited(texts, [Edit(HARD, "1.45"), Edit(("tables", "complexity", "rows", "simple"), "0.9")])
    assert changed.override == override.replace("{hard: 1.4}", "{hard: 1.45, simple: 0.9}")


def test_a_mistake_is_told_with_the_part_and_the_character_it_lies_at() -> None:
    texts = edited(Texts(KHANH_HOA), [Edit(CREDITED, "max(0, earned + bonuss)")])
    found = examine(texts.document, None)
    (spot,) = spots(outline(texts, found), found.findings)
    assert (spot.path, spot.offset, spot.finding.code) == (CREDITED, 16, "name")
    assert "bonus" in spot.finding.vi


def test_a_text_that_is_no_yaml_has_no_parts_and_stays_as_it_is() -> None:
    texts = Texts("a: [1")
    assert edited(texts, [Edit(("a",), "2")]) == texts
    assert list(outline(texts, examine(texts.document, None)).parts) == []


async def _shipped(office: Office) -> NormPackage:
    async with office.province.db.tenant(office.province.id) as session:
        return await actions.publish_shipped(session, "khanh-hoa", valid_from=office.province.opened)


async def test_a_copy_gets_the_next_number_and_is_kept_unless_somebody_else_changed_it(office: Office) -> None:
    law = await _shipped(office)
    async with office.province.db.tenant(office.province.id) as session:
        draft = await drafts.copy(session, office.admin, law.id, now=utc_now(), renumber=True)
        another = await drafts.copy(session, office.admin, law.id, now=utc_now(), renumber=True)
    assert (draft.version, another.version) == ("2.0.0", "3.0.0")
    read = draft.document_hash.hex()
    async with office.province.db.tenant(office.province.id) as session:
        laid = await desk.lay_out(session, office.admin, draft.id, [Edit(HARD, "1.4")])
    assert (laid.row.document_hash.hex(), laid.kept_hash.hex()) == (read, read)
    assert {spot.finding.code for spot in laid.spots} == {"example"}
    async with office.province.db.tenant(office.province.id) as session:
        row = await desk.keep(session, office.second, draft.id, [Edit(HARD, "1.4")], read_hash=read, now=utc_now())
    assert row.document_hash == laid.texts.digest
    assert set(row.authors) == {office.admin.account_id, office.second_account}
    async with office.province.db.tenant(office.province.id) as session:
        with pytest.raises(DraftChanged):
            await desk.keep(session, office.admin, draft.id, [Edit(HARD, "1.3")], read_hash=read, now=utc_now())
        text = NormText(base="khanh-hoa", override="version: 9.0.0")
        with pytest.raises(DraftChanged):
            await drafts.edit(session, office.admin, draft.id, text, now=utc_now(), read_hash=read)


async def test_only_drafts_are_changed_by_those_who_write_them(office: Office) -> None:
    law = await _shipped(office)
    cadre, read = office.province.caller("cadre1"), law.document_hash.hex()
    async with office.province.db.tenant(office.province.id) as session:
        draft = await drafts.copy(session, office.admin, law.id, now=utc_now(), renumber=True)
        with pytest.raises(WrongPackageState):
            await desk.keep(session, office.admin, law.id, [], read_hash=read, now=utc_now())
        with pytest.raises(Forbidden):
            await desk.keep(session, cadre, draft.id, [], read_hash=read, now=utc_now())
        with pytest.raises(NotFound):
            await desk.lay_out(session, cadre, draft.id, [])
        assert (await desk.lay_out(session, cadre, law.id, [])).spots == ()
        with pytest.raises(BadInput):
            await desk.lay_out(session, office.admin, draft.id, [Edit(HARD, "1\0")])
        with pytest.raises(BadInput):
            await desk.lay_out(session, office.admin, draft.id, [Edit(HARD, "1")] * (desk.MOST_EDITS + 1))
    await office.propose(draft, ["commune"], office.today + days(1), office.today + days(9))
    async with office.province.db.tenant(office.province.id) as session:
        with pytest.raises(PackageProposed):
            await desk.keep(session, office.admin, draft.id, [], read_hash=draft.document_hash.hex(), now=utc_now())
