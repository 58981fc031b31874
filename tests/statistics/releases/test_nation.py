"""A nation of the real size goes through the whole release; the same parts give the same release."""

from collections import Counter

from benchmarks.disclosure_population import provinces
from tenants.statistics.national.building import SYSTEMS, Prepared, Task, prepare
from tenants.statistics.national.sources import Source, checked
from tests.statistics.releases.conftest import FIRST
from tests.statistics.releases.invented import Invented, invented


def prepared(people: Invented, codes: tuple[str, ...]) -> Prepared:
    sources = {code: checked(Source(code, 1, "2025-10-20", "00", people.part(code, FIRST))) for code in codes}
    return prepare(Task(FIRST, dict.fromkeys(SYSTEMS, sources), (), False))


def test_little_of_the_nation_is_hidden() -> None:
    codes = provinces()
    found = prepared(invented(1, codes, 540_676), codes)
    lines = {(line.get("system"), line.get("table")): line for line in found.losses if "system" in line}
    assert lines["classes", None]["cells"] == 5 * 1_548
    assert 0 < lines["classes", None]["hidden"] < 0.10 * lines["classes", None]["cells"]
    assert lines["classes", "nation"]["hidden"] < 0.05 * lines["classes", "nation"]["cells"]
    by_dataset = {line["dataset"]: line["hidden"] / line["cells"] for line in found.losses if "dataset" in line}
    assert set(by_dataset) == {
        "classes", "twice", "spread", "work", "bodies", "coverage", "honesty", "staffing", "index",
    }  # fmt: skip
    assert by_dataset["classes"] < 0.10
    assert max(by_dataset[one] for one in ("work", "coverage", "staffing", "index")) < 0.05
    assert not found.catalogue["left_out"]
    assert all(not one["instead"] or one["system"] != "classes" for one in found.catalogue["coarser"])
    told = Counter((one.dataset, one.place, one.measure) for one in found.figures)
    assert max(told.values()) == 1


def test_what_everybody_reads_of_losses_is_what_everybody_can_count() -> None:
    """How many cells are hidden for their own sake, or how many people hidden ones count, would be one more sum."""
    people = invented(7, ("01", "42", "56"), 9_000)
    found = prepared(people, ("01", "42", "56"))
    assert all(set(line) <= {"system", "dataset", "table", "cells", "hidden"} for line in found.losses)
    counted = Counter((one.dataset, one.status == "Q") for one in found.figures)
    for line in (one for one in found.losses if "dataset" in one):
        assert line["hidden"] == counted[line["dataset"], True]
        assert line["cells"] == line["hidden"] + counted[line["dataset"], False]
    inside = next(proof for proof in found.proofs if proof.system == "losses:classes")
    assert {"own", "people", "hidden_people", "table"} == set(inside.bounds[0])


def test_parts_in_another_order_give_the_same_release() -> None:
    people = invented(7, ("01", "42", "56"), 9_000)
    one, other = (prepared(people, codes) for codes in (("01", "42", "56"), ("56", "01", "42")))
    assert one.pattern_hash == other.pattern_hash
    assert one.figures == other.figures
    assert one.pattern_hash != prepared(invented(8, ("01", "42", "56"), 9_000), ("01", "42", "56")).pattern_hash
