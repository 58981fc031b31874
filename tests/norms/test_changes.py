"""Differences between packages in words, and a newer national text shown to those who inherited the older."""

from pathlib import Path

import pytest

from tenants.norms import drafts, upstream
from tenants.norms.changes import changes
from tenants.norms.examination import NormText
from tenants.norms.language import load_package, loading, shipped_package, shipped_text
from tests.norms.office import KHANH_HOA, Office, days, numbered

LEVELS = """\
package: levels
version: 1.0.0
vi: Ba mức
en: Three levels
settings: {share: 0.25, mode: {value: mean, keys: [mean, sum], vi: Cách tính quý, en: Quarter by}}
tables:
  complexity: {rows: {1: 1, 2: 1.2, 3: 1.4}, vi: độ phức tạp, en: complexity}
  rating: {from: {90: A, 70: B}, below: C, vi: xếp loại, en: class}
  pace: {upto: {0: 1, 2: 0.9}, above: 0.5, vi: tiến độ, en: pace}
levels:
  entry:
    by: [person, entry]
    inputs:
      level: {keys: ['1', '2', '3'], vi: Mức, en: Level}
      late: {max: 30, vi: Ngày chậm, en: Days late}
    formulas:
      points: {is: "complexity[level] * pace[late] * share", vi: Điểm, en: Points}
      kind: rating[points]
      which: "'x' if mode == 'mean' else 'y'"
examples:
  one: {level: entry, given: {level: '3', late: 0}, expect: {points: 0.35}}
"""


def _said(old: str, new: str) -> list[tuple[str, str]]:
    told = changes(load_package(old, "old"), load_package(new, "new"))
    return [(change.vi, change.en) for change in told]


@pytest.mark.parametrize(
    ("was", "now", "vi", "en"),
    [
        ("3: 1.4}", "3: 1.5}", "độ phức tạp mức 3: 1,4 → 1,5", "complexity level 3: 1.4 → 1.5"),
        ("share: 0.25", "share: 0.3", "tham số share: 0,25 → 0,3", "setting share: 0.25 → 0.3"),
        ("value: mean", "value: sum", "Cách tính quý: mean → sum", "Quarter by: mean → sum"),
        ("70: B}", "65: B}", "thêm xếp loại từ 65: B", "added class from 65: B"),
        ("below: C", "below: D", "xếp loại thấp hơn: C → D", "class below: C → D"),
        ("2: 0.9}", "2: 0.8}", "tiến độ đến 2: 0,9 → 0,8", "pace up to 2: 0.9 → 0.8"),
        ("above: 0.5", "above: 0.4", "tiến độ lớn hơn: 0,5 → 0,4", "pace above: 0.5 → 0.4"),
        ("max: 30, vi", "max: 40, vi", "dữ liệu “Ngày chậm” ở mức entry, lớn nhất: 30 → 40",
         "input 'Days late' at level entry, at most: 30 → 40"),
        ("max: 30, vi", "max: 30, default: 0, vi", "thêm dữ liệu “Ngày chậm” ở mức entry, mặc định: 0",
         "added input 'Days late' at level entry, default: 0"),
        ("pace[late] * share", "pace[late]",
         "công thức “Điểm” (points) ở mức entry: complexity[level] * pace[late] * share"
         " → complexity[level] * pace[late]",
         "formula 'Points' (points) at level entry: complexity[level] * pace[late] * share"
         " → complexity[level] * pace[late]"),
        ("points: 0.35}", "points: 0.350}", "", ""),
        ("vi: Ba mức", "vi: Bốn mức", "tên gói: Ba mức → Bốn mức", "title: Ba mức → Bốn mức"),
        ("vi: độ phức tạp", "vi: độ khó", "độ khó, tên: độ phức tạp → độ khó",
         "complexity, label: độ phức tạp → độ khó"),
        ("late: 0}, expect", "late: 1}, expect",
         "ví dụ one: entry: cho level = 3, late = 0; phải ra points = 0.35"
         " → entry: cho level = 3, late = 1; phải ra points = 0.35",
         "example one: entry: given level = 3, late = 0; expects points = 0.35"
         " → entry: given level = 3, late = 1; expects points = 0.35"),
    ],
)  # fmt: skip
def test_each_kind_of_difference_is_told_in_words(was: str, now: str, vi: str, en: str) -> None:
    assert was in LEVELS
    told = _said(LEVELS, LEVELS.replace(was, now))
    if not vi:
        assert told == []
    else:
        assert (vi, en) in told


def test_a_moved_bound_is_one_row_gone_and_one_row_new() -> None:
    told = _said(LEVELS, LEVELS.replace("70: B}", "65: B}"))
    assert [vi for vi, _ in told] == ["thêm xếp loại từ 65: B", "bỏ xếp loại từ 70 (trước đây: B)"]


def test_what_is_written_differently_and_says_the_same_is_no_difference() -> None:
    other = LEVELS.replace("complexity[level] * pace[late] * share", "complexity[level]  *  pace[late] * share")
    assert _said(LEVELS, other.replace("3: 1.4}", "3: 1.40}")) == []
    assert _said(LEVELS, "# a remark\n" + LEVELS) == []


@pytest.mark.parametrize("name", ["decree-335", "khanh-hoa"])
def test_a_package_does_not_differ_from_itself_and_from_nothing_in_everything(name: str) -> None:
    package = shipped_package(name)
    assert changes(package, package) == []
    other = load_package(LEVELS, "levels")
    there, back = changes(package, other), changes(other, package)
    flipped = {"added": "removed", "removed": "added", "changed": "changed"}
    assert {(one.path, flipped[one.kind]) for one in there} == {(one.path, one.kind) for one in back}


async def test_differences_of_two_stored_packages_are_asked_by_everybody(office: Office) -> None:
    province = office.province
    first = await office.publish(await office.draft(numbered("1.0.0")), office.today + days(1))
    second = await office.publish(await office.draft(numbered("1.1.0", hard="1.6")), office.today + days(2))
    async with province.db.tenant(province.id) as session:
        found = await upstream.differences(session, province.caller("cadre1"), first.id, second.id)
    assert [one.vi for one in found] == ["Hệ số độ phức tạp (ví dụ) mức hard: 1,5 → 1,6"]


async def test_a_newer_national_text_is_shown_with_what_the_province_keeps_of_its_own(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    province = office.province
    override = "version: 1.0.0-kh\ntables:\n  complexity: {rows: {hard: 1.55}}\n"
    async with province.db.tenant(province.id) as session:
        inherited = await drafts.create(
            session, office.admin, NormText(base="khanh-hoa", override=override), now=office.now
        )
        await drafts.create(session, office.admin, NormText(base="khanh-hoa", override="tables: ["), now=office.now)
    async with province.db.tenant(province.id) as session:
        assert await upstream.upstream(session, office.admin) == []
    newer = KHANH_HOA.replace("version: 1.0.0", "version: 2.0.0").replace("hard: 1.5", "hard: 1.7")
    newer = newer.replace("poor: 0.5", "poor: 0.4").replace("examples:", "unused:")[: newer.index("examples:")]
    for name in ("khanh-hoa", "decree-335"):
        (tmp_path / f"{name}.yaml").write_text(newer if name == "khanh-hoa" else shipped_text(name), "utf-8")
    monkeypatch.setattr(loading, "_SHIPPED", tmp_path)
    shipped_package.cache_clear()
    try:
        async with province.db.tenant(province.id) as session:
            found = await upstream.upstream(session, office.admin)
            renewed = await drafts.copy(session, office.admin, inherited.id, now=office.now, onto_newest=True)
    finally:
        monkeypatch.undo()
        shipped_package.cache_clear()
    assert [(one.base_version, one.shipped_version) for one in found] == [("1.0.0", "2.0.0")] * 2
    told = next(one for one in found if one.package_id == inherited.id)
    said = {one.change.path: (one.change.vi, one.ours) for one in told.changes}
    assert said["tables.complexity.hard"] == ("Hệ số độ phức tạp (ví dụ) mức hard: 1,5 → 1,7", True)
    assert said["tables.quality.poor"] == ("Hệ số chất lượng (ví dụ) mức poor: 0,5 → 0,4", False)
    assert (renewed.base_version, renewed.version, renewed.override) == ("2.0.0", "1.0.0-kh", override)
    assert "poor: 0.4" in renewed.document
