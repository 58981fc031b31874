"""The settings of a package that the program itself knows."""

from dataclasses import fields, replace
from decimal import Decimal

import pytest

from tenants.norms import facts
from tenants.norms.errors import BadSetting
from tenants.norms.language import load_package, shipped_names, shipped_package, shipped_text
from tenants.norms.procedure import Procedure, procedure


def decree(override: str) -> Procedure:
    return procedure(load_package(shipped_text("decree-335"), "d.yaml", f"settings: {{{override}}}"))


def test_every_shipped_package_settles_what_it_says_and_nothing_else() -> None:
    for name in shipped_names():
        package = shipped_package(name)
        settled = procedure(package)
        for field in fields(Procedure):
            if field.name in package.settings:
                assert getattr(settled, field.name) == package.settings[field.name].value, (name, field.name)
            elif field.name not in ("year_of", "comment_below_max"):
                assert getattr(settled, field.name) == field.default, (name, field.name)


def test_the_decree_weighs_several_posts_and_takes_its_year_from_quarters() -> None:
    settled = procedure(shipped_package("decree-335"))
    assert (settled.posts, settled.year_of, settled.quota_share) == ("weighted", "quarters", Decimal("0.20"))
    assert procedure(shipped_package("khanh-hoa")).year_of == "months"


def test_a_province_settles_otherwise() -> None:
    changed = decree(
        "quota_of: htt_and_above, quota_rounding: ceil, petition_days: 7, answer_days: 15, tie_break: agency"
    )
    expected = replace(
        procedure(shipped_package("decree-335")),
        quota_of="htt_and_above",
        quota_rounding="ceil",
        petition_days=7,
        answer_days=15,
        tie_break="agency",
    )
    assert changed == expected


def test_days_are_whole_numbers() -> None:
    assert [type(value) for value in (decree("petition_days: 7").petition_days, Procedure().answer_days)] == [int, int]


@pytest.mark.parametrize(
    "written",
    [
        "quota_share: 20",
        "petition_days: 2.5",
        "petition_days: -1",
        "answer_days: 91",
        "unit_min: 11",
        "quota_granted_share: {value: a, keys: [a]}",
        "quota_rounding: {value: up, keys: [up, floor]}",
        "two_failing_quarters: true",
    ],
)
def test_a_value_the_program_cannot_use_is_refused_with_its_place(written: str) -> None:
    name = written.split(":", maxsplit=1)[0]
    text = "\n".join(line for line in shipped_text("khanh-hoa").split("\n") if name not in line)
    package = load_package(text.replace("settings:\n", f"settings:\n  {written}\n"), "kh.yaml")
    found = list(facts.refusals(package))
    assert [(type(refusal), refusal.data["name"]) for refusal, _ in found] == [(BadSetting, name)]
    assert all(place is not None and place.line > 1 for _, place in found)
