"""How papers write numbers, days and names."""

from datetime import date
from decimal import Decimal

import pytest

from tenants.papers.letters import printable
from tenants.papers.wording import (
    amount,
    body_name,
    day_short,
    day_written,
    percent,
    period_name,
    points,
    score,
    territory,
)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("89.998333333333333333333333333333", "89,99"),
        ("89.999999999999999999", "89,99"),
        ("89.99999999999999999999999", "90,00"),  # a lawful 90 whose thirds were cut at 30 decimals
        ("90", "90,00"),
        ("91.5451388888", "91,54"),
        ("0.009", "0,00"),
        ("69.995", "69,99"),
    ],
)
def test_points_are_cut_and_never_rounded_up(value: str, shown: str) -> None:
    assert points(Decimal(value)).text == shown
    assert points(Decimal(value)).exact == Decimal(value)


def test_nothing_is_written_where_there_is_no_number() -> None:
    assert (points(None).text, score(None).text, percent(None), amount(None)) == ("", "", "", "")


def test_scores_shares_and_amounts_have_no_more_decimals_than_they_need() -> None:
    assert [score(Decimal(one)).text for one in ("2.5", "10", "2.25", "0")] == ["2,5", "10", "2,25", "0"]
    assert [percent(Decimal(one)) for one in ("1", "0.95833333", "0.5", "0.678599999")] == [
        "100%",
        "95,83%",
        "50%",
        "67,85%",
    ]
    assert [amount(Decimal(one)) for one in ("1234567.5", "-1234", "24", "0.125")] == [
        "1.234.567,5",
        "-1.234",
        "24",
        "0,12",
    ]


def test_days_and_periods_are_written_as_people_write_them() -> None:
    assert day_written(date(2026, 4, 5), 2026) == "ngày 05 tháng 4 năm 2026"
    assert day_written(date(2026, 2, 15), 2026) == "ngày 15 tháng 02 năm 2026"
    assert day_written(None, 2026).split() == ["ngày", "tháng", "năm", "2026"]
    assert (day_short(date(2026, 1, 9)), day_short(date(2026, 12, 31))) == ("09/01/2026", "31/12/2026")
    names = [period_name(kind, date(2026, 10, 1)) for kind in ("month", "quarter", "year")]
    assert names == ["Tháng 10 năm 2026", "Quý IV năm 2026", "Năm 2027"]
    years = [period_name("year", first) for first in (date(2026, 1, 1), date(2026, 12, 1))]
    assert years == ["Năm 2026", "Năm 2027"], "a year is called by its last day"


def test_bodies_carry_the_name_of_their_province() -> None:
    assert body_name("Ủy ban nhân dân tỉnh", "Tỉnh Khánh Hòa") == "Ủy ban nhân dân tỉnh Khánh Hòa"
    assert body_name("Ủy ban nhân dân tỉnh", "Thành phố Huế") == "Ủy ban nhân dân thành phố Huế"
    assert body_name("Tỉnh ủy", "Thành phố Huế") == "Thành ủy Huế"
    assert body_name("Sở Tài chính", "Tỉnh Khánh Hòa") == "Sở Tài chính"
    assert [territory(name) for name in ("Tỉnh Khánh Hòa", "Đặc khu Trường Sa", "Huế")] == [
        "Khánh Hòa",
        "Trường Sa",
        "Huế",
    ]


def test_only_what_can_be_printed_is_left_of_a_text() -> None:
    assert printable("Nguye\u0302\u0303n\r\nVăn\tA") == "Nguyễn\nVăn A"
    assert printable("a\u202eb\x00\x0c\ud800\ufeffc") == "abc"
    assert printable("💥 中 Ơ Ư ạ ế ₫") == "□ □ Ơ Ư ạ ế ₫"
