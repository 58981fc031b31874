"""The plan of a merger as its file tells it."""

from datetime import date
from pathlib import Path

import pytest

from tenants.mergers.errors import BadPlan
from tenants.mergers.plan import Joining, Plan, read_plan

TOLD = """
into: khanh-hoa
day: 2026-12-01
document: 01/NQ
joining:
  - {tenant: ninh-thuan, under: "56", suffix: NT}
"""


def test_a_plan_is_read_as_it_is_told(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TOLD, "utf-8")
    assert read_plan(path) == Plan("khanh-hoa", date(2026, 12, 1), "01/NQ", (Joining("ninh-thuan", "56", "NT"),))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2026-12-01", "2026-12-02"),
        ("ninh-thuan", "khanh-hoa"),
        ("NT}", "n t}"),
        ("document: 01/NQ", ""),
        ("into:", "into: ["),
        ("under", "below"),
    ],
)
def test_what_is_no_plan_is_refused(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text(TOLD.replace(old, new), "utf-8")
    with pytest.raises(BadPlan):
        read_plan(path)
