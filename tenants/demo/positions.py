"""Which job position of the national template fits a post: of heads and deputies by unit, of staff by field."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from random import Random
from typing import Final

from tenants.provisioning.units import PlannedUnit

COMMUNE: Final = "commune"
BOTH: Final = "both"

# Patterns over unit codes, a commune's own code written X; the first that fits counts, and an empty position says that
# the template has none for this post.
_HEADS: Final = (
    ("X-DU", "LD-XA-BT", "LD-XA-PBT"),
    ("X-DU-VP", "LD-XA-CVPDU", ""),
    ("X-DU-BXDD", "LD-XA-TBXD", ""),
    ("X-DU-UBKT", "LD-XA-CNKT", ""),
    ("X-HDND", "LD-XA-CTHD", "LD-XA-PCTHD"),
    ("X-HDND-*", "LD-XA-TBHD", ""),
    ("X-UBND", "LD-XA-CTUB", "LD-XA-PCTUB"),
    ("X-UBND-VP", "LD-XA-CVP", "LD-XA-PCVP"),
    ("X-UBND-KT*", "LD-XA-TPKT", "LD-XA-PTPKT"),
    ("X-UBND-VHXH", "LD-XA-TPVX", "LD-XA-PTPVX"),
    ("X-UBND-HCC", "LD-XA-GDHCC", "LD-XA-PGDHCC"),
    ("X-MTTQ", "LD-XA-CTMT", "LD-XA-PCTMT"),
    ("TU-VP", "LD-DT-CVP", "LD-DT-PTB"),
    ("TU-BTC", "LD-DT-TBTC", "LD-DT-PTB"),
    ("TU-UBKT", "LD-DT-CNKT", "LD-DT-PTB"),
    ("TU-BTGDV", "LD-DT-TBTG", "LD-DT-PTB"),
    ("TU-BNC", "", "LD-DT-PTB"),
    ("TU-DU??", "", ""),
    ("TU-TCT", "LD-DVS-GD", "LD-DVS-PGD"),
    ("TU-BPT", "LD-DVS-GD", "LD-DVS-PGD"),
    ("TU-?*-*", "LD-DT-TP", ""),
    ("HDND", "", ""),
    ("HDND-VP", "LD-HDT-CVP", ""),
    ("HDND-VP-*", "", ""),
    ("HDND-*", "LD-HDT-TB", ""),
    ("UBND", "", ""),
    ("UBND-VP", "LD-VPU-CVP", "LD-VPU-PCVP"),
    ("UBND-VP-HCC", "LD-HCC-GDT", ""),
    ("UBND-VP-CTT", "LD-DVS-GD", "LD-DVS-PGD"),
    ("UBND-VP-*", "LD-VPU-TP", ""),
    ("UBND-TTT", "LD-TTR-CTT", "LD-TTR-PCTT"),
    ("UBND-TTT-*", "LD-TTR-TP", ""),
    ("UBND-*-CCKL-HKL*", "LD-CC-HTKL", ""),
    ("UBND-*-CCQLTT-D*", "LD-CC-DTQL", ""),
    ("UBND-*-CC*-*", "LD-CC-TP", ""),
    ("MTTQ", "", "LD-MTT-PCT"),
    ("MTTQ-*", "LD-MTT-TB", ""),
)
_HEADS_BY_KIND: Final[Mapping[str, tuple[str, str]]] = {
    "department": ("LD-SO-GD", "LD-SO-PGD"),
    "sub_department": ("LD-CC-CCT", "LD-CC-PCCT"),
    "service_unit": ("LD-DVS-GD", "LD-DVS-PGD"),
    "office": ("LD-SO-CVP", "LD-SO-PCVP"),
    "division": ("LD-SO-TP", "LD-SO-PTP"),
}
# Fields whose people an office also needs, beside its own.
_OFFICE_FIELDS: Final = ("van_phong", "van_phong", "van_phong", "chung", "noi_vu", "tai_chinh", "khoa_hoc_cong_nghe")
_COMMUNE_OFFICE_FIELDS: Final = (*_OFFICE_FIELDS, "tu_phap", "tu_phap")
_GROUPS: Final[Mapping[bool, Mapping[str, int]]] = {
    True: {"professional": 3, "shared": 12, "support": 4},
    False: {"professional": 40, "shared": 3, "support": 1},
}


@dataclass(frozen=True)
class Position:
    """What choosing needs to know of a job position."""

    code: str
    name: str
    group: str
    field: str
    level: str


def head_position(unit: PlannedUnit, *, deputy: bool) -> str | None:
    """The template's code of the position of a unit's head or deputy, or nothing where the template has none."""
    code = unit.code
    if unit.commune_code is not None:
        code = "X" + code.removeprefix(unit.commune_code)
    for pattern, head, second in _HEADS:
        if fnmatchcase(code, pattern):
            return (second if deputy else head) or None
    pair = _HEADS_BY_KIND.get(unit.kind)
    return pair[deputy] if pair else None


class StaffPositions:
    """The template's positions of staff, by where their work is done and by field."""

    def __init__(self, positions: Iterable[Position]) -> None:
        self._known = [position for position in positions if position.group in ("professional", "shared", "support")]

    def draw(self, unit: PlannedUnit, rng: Random) -> Position:
        """A position that fits the unit: mostly of its own field, in offices those that keep an office running."""
        level = COMMUNE if unit.commune_code is not None else "province"
        office = unit.field == "van_phong"
        fields: Sequence[str] = (unit.field or "chung",)
        if office:
            fields = _COMMUNE_OFFICE_FIELDS if level == COMMUNE else _OFFICE_FIELDS
        fitting = self._fitting(level, rng.choice(fields)) or self._fitting(level, "chung")
        weights = [_GROUPS[office][position.group] for position in fitting]
        return rng.choices(fitting, weights)[0]

    def _fitting(self, level: str, field: str) -> list[Position]:
        return [position for position in self._known if position.field == field and position.level in (level, BOTH)]
