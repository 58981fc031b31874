"""Entries of a package are added, taken away and moved; comments, order and all other characters stay."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tenants.norms.changes import changes
from tenants.norms.examination import NormText, Texts, examine, kept
from tenants.norms.language import Package, shipped_text
from tenants.norms.layout import Value, at, composed, said
from tenants.norms.outline import outline
from tenants.norms.owning import owned
from tenants.norms.restructuring import move, put, remove
from tenants.norms.rewriting import Act, Edit, edited
from tests.norms.office import KHANH_HOA

BLOCK = """# đầu trang
settings:
  # giờ công
  day: 8  # giờ
  # trọng số
  weight: {value: 70, vi: Trọng số}

  # cuối
levels:
  month:
    formulas:
      total: >-
        day *
        weight
      half: total / 2
    outputs: [total, half]
"""


def package(texts: Texts) -> Package:
    found = examine(texts.document, texts.override).package
    assert found is not None, examine(texts.document, texts.override).findings
    return found


def told(texts: Texts) -> list[str]:
    return [finding.code for finding in examine(texts.document, texts.override).findings]


def test_an_entry_of_a_block_goes_with_the_comments_above_it_and_nothing_else() -> None:
    assert remove(BLOCK, ("settings", "day")) == BLOCK.replace("  # giờ công\n  day: 8  # giờ\n", "")
    assert remove(BLOCK, ("settings", "weight")) == BLOCK.replace(
        "  # trọng số\n  weight: {value: 70, vi: Trọng số}\n", ""
    )
    assert remove(BLOCK, ("settings", "nobody")) == BLOCK


def test_neighbours_change_places_with_their_comments() -> None:
    moved = move(BLOCK, ("settings", "weight"), -1)
    first = "  # trọng số\n  weight: {value: 70, vi: Trọng số}\n  # giờ công\n  day: 8  # giờ\n\n  # cuối"
    assert first in moved
    assert move(moved, ("settings", "weight"), 1) == BLOCK
    assert move(BLOCK, ("settings", "weight"), 1) == BLOCK


def test_a_formula_that_goes_is_promised_no_longer() -> None:
    without = remove(BLOCK, ("levels", "month", "formulas", "half"))
    assert without == BLOCK.replace("      half: total / 2\n", "").replace("[total, half]", "[total]")
    assert remove(without, ("levels", "month", "formulas", "total")).endswith("levels:\n  month:\n    formulas: {}\n")


def test_what_is_new_stands_where_it_belongs() -> None:
    written = put(BLOCK, ("settings", "day", "vi"), "Giờ mỗi ngày")
    assert '  day: {value: 8, vi: "Giờ mỗi ngày"}  # giờ\n' in written
    assert "        weight\n      third: total / 3\n" in put(
        remove(BLOCK, ("levels", "month", "formulas", "half")), ("levels", "month", "formulas", "third"), "total / 3"
    ).replace('"', "")
    tables = put(BLOCK, ("tables", "late"), {"upto": {"0": "1", "5": "2"}, "above": "3"})
    assert tables.index("tables:") in range(tables.index("settings:"), tables.index("levels:"))
    assert "upto: {0: 1, 2.5: 1.5, 5: 2}" in put(tables, ("tables", "late", "upto", "2.5"), "1.5")


def test_the_last_of_a_flow_goes_without_the_comment_of_the_one_before() -> None:
    text = "rows: {a: 1,  # một\n  b: 2}\n"
    assert remove(text, ("rows", "b")) == "rows: {a: 1,  # một\n  }\n"
    assert remove("rows: {a: 1, b: 2}\n", ("rows", "b")) == "rows: {a: 1}\n"
    assert remove("rows: {a: 1, b: 2}\n", ("rows", "a")) == "rows: {b: 2}\n"
    assert put("rows: {}\n", ("rows", "a"), "1,5") == 'rows: {a: "1,5"}\n'


@pytest.mark.parametrize("name", ["khanh-hoa", "f5-kon-tum-college"])
def test_whatever_is_taken_away_and_put_back_is_the_same_package(name: str) -> None:
    texts = Texts(shipped_text(name))
    whole = package(texts)
    parts = outline(texts, examine(texts.document, None))
    level = parts.rungs[-1]
    paths: list[tuple[str, ...]] = [("settings", one.name) for one in parts.settings[:1]]
    paths += [("examples", parts.examples[0].name), ("levels", level.name, "formulas", level.formulas[0].name)]
    for path in paths:
        without = edited(texts, [Edit(path, act="remove")])
        old, new = composed(texts.document), composed(without.document)
        gone = at(old, path)
        assert at(new, path) is None
        assert gone is not None
        back = edited(without, [Edit(path, act="put", value=said(gone))])
        assert changes(whole, package(back)) == []
    acts: tuple[tuple[Act, Act, int], ...] = (("later", "earlier", 0), ("earlier", "later", -1))
    for act, way_back, number in acts:
        path = ("examples", parts.examples[number].name)
        moved = edited(texts, [Edit(path, act=act)])
        assert moved != texts
        assert changes(whole, package(moved)) == []
        assert edited(moved, [Edit(path, act=way_back)]) == texts


def test_rows_bounds_and_examples_of_an_inherited_package_stand_in_its_changes() -> None:
    national = kept(NormText(base="khanh-hoa"))
    example: Value = {"level": "entry", "given": {"norm": "60", "quantity": "1"}, "expect": {"minutes": "60"}}
    texts = edited(
        national,
        [
            Edit(("tables", "complexity", "rows", "extreme"), act="put", value="3"),
            Edit(("tables", "timing", "upto", "1"), act="put", value="-0.02"),
            Edit(("tables", "timing", "upto", "-3"), act="remove"),
            Edit(("tables", "timing", "vi"), act="put", value="Sớm và chậm"),
            Edit(("settings", "weight", "vi"), act="put", value="Trọng số"),
            Edit(("levels", "entry", "formulas", "pace", "vi"), act="put", value="Nhịp"),
            Edit(("examples", "mine"), act="put", value=example),
            Edit(("examples", "rejected"), act="remove"),
            Edit(("version",), act="put", value="2.0.0"),
        ],
    )
    assert (texts.document, texts.base_name) == (national.document, "khanh-hoa")
    found = outline(texts, examine(texts.document, texts.override))
    scales = {scale.name: scale for scale in found.scales}
    assert [row.name for row in scales["complexity"].rows][-1] == "extreme"
    assert [row.name for row in scales["timing"].rows] == ["-1", "0", "1", "2", "5", ""]
    assert scales["timing"].vi == "Sớm và chậm"
    assert [one.name for one in found.examples if one.name in ("mine", "rejected")] == ["mine"]
    formulas = {one.name: one for one in found.rungs[0].formulas}
    assert (formulas["pace"].vi, formulas["pace"].en, formulas["pace"].text) == ("Nhịp", "Pace", "timing[days_late]")
    assert next(one.vi for one in found.settings if one.name == "weight") == "Trọng số"
    undone = edited(texts, [Edit(("tables", "complexity", "rows", "extreme"), act="remove")])
    assert undone.base_name == "khanh-hoa"
    assert "extreme" not in (undone.override or "")


def test_what_changes_cannot_say_makes_the_package_the_provinces_own_document() -> None:
    override = "# tỉnh quyết định\ntables:\n  complexity:\n    rows: {hard: 1.4}  # từ tháng 12\n"
    texts = replace(kept(NormText(base="khanh-hoa")), override=override)
    bonus = {"is": "bonus * 2", "vi": "Thưởng gấp đôi"}
    written = edited(texts, [Edit(("levels", "entry", "formulas", "double"), act="put", value=bonus)])
    assert (written.base_name, written.base_version, written.override) == (None, None, None)
    assert told(written) == []
    assert written.document.startswith("# tỉnh quyết định\n# từ tháng 12\npackage: khanh-hoa\n")
    national = written.document.replace("# tỉnh quyết định\n# từ tháng 12\n", "").replace("hard: 1.4", "hard: 1.5")
    national = national.replace('      double: {is: "bonus * 2", vi: "Thưởng gấp đôi"}\n', "")
    assert national == KHANH_HOA[: KHANH_HOA.index("examples:")]


def test_removing_what_is_used_elsewhere_is_told_where_it_breaks() -> None:
    texts = edited(Texts(KHANH_HOA), [Edit(("settings", "day_minutes"), act="remove")])
    found = examine(texts.document, None).findings
    assert {(one.code, one.subject) for one in found} == {("name", "load"), ("name", "over"), ("name", "rate")}


OVERRIDES = st.fixed_dictionaries(
    {},
    optional={
        "version": st.just("version: 2.0.0"),
        "settings": st.sampled_from(["settings: {weight: 60}", "settings:\n  weight: {value: 65, en: Weight}"]),
        "tables": st.sampled_from(
            [
                "tables: {complexity: {rows: {hard: 1.4}}}",
                "tables:\n  timing: {upto: {-1: 0.2, 3: 0}, above: -0.1}  # khác\n  rating: {below: HT}",
                "tables: {quality: {rows: {extra: 2}, vi: Chất lượng}}",
            ]
        ),
        "levels": st.sampled_from(
            [
                "levels: {entry: {formulas: {credited: earned}}}",
                'levels:\n  month:\n    formulas:\n      results: {is: "min(rate, 1) * 2", vi: Kết quả}',
            ]
        ),
        "examples": st.sampled_from(
            ["examples: {}", "examples:\n  # riêng\n  e: {level: day, given: {of: []}, expect: {credited: 0}}"]
        ),
    },
)


@settings(max_examples=8, deadline=None)
@given(OVERRIDES.filter(bool))
def test_a_package_made_ones_own_computes_and_tells_the_same(parts: dict[str, str]) -> None:
    texts = replace(kept(NormText(base="khanh-hoa")), override="\n".join(parts.values()) + "\n")
    assert changes(package(texts), package(owned(texts))) == []
