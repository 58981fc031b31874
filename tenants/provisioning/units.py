"""The unit tree a province starts with: planned from the national template, the same for everybody who asks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final, Literal

import yaml

Breadth = Literal["communes", "small", "all"]
BREADTHS: Final[tuple[Breadth, ...]] = ("communes", "small", "all")
COMMUNE_TYPES: Final = {"xã": "xa", "phường": "phuong", "đặc khu": "dac_khu"}


@dataclass(frozen=True)
class PlannedUnit:
    """A unit to be made: its place below `parent` (a unit's code), its posts and the titles that go with them."""

    code: str
    name: str
    kind: str
    field: str | None
    parent: str | None
    position: int
    commune_code: str | None = None
    establishment: int = 0
    heads: int = 0
    deputies: int = 0
    staff: int = 0
    head_title: str = ""
    deputy_title: str = ""


@cache
def unit_template() -> Mapping[str, Any]:
    """The national template of units, as written."""
    loaded: dict[str, Any] = yaml.safe_load(
        (files("tenants") / "templates" / "national" / "units.yaml").read_text("utf-8")
    )
    return loaded


def plan(province_code: str, province_name: str, communes: Mapping[str, str], breadth: Breadth) -> list[PlannedUnit]:
    """The units of a province, every parent before its children.

    `communes` maps official codes to official names. "communes" plans the root and the communes alone, "all" the whole
    tree, "small" the branches of the small demonstration with every commune but the inner units of a few only.
    """
    template = unit_template()
    root = PlannedUnit(province_code, province_name, "province", None, None, 0)
    units = [root]
    wanted = {"all": None, "small": frozenset(template["small"]), "communes": frozenset[str]()}[breadth]
    for place, top in enumerate(template["units"]):
        units.extend(_branch(top, root.code, place, wanted))
    open_communes = _open_communes(list(communes), breadth)
    for place, (code, name) in enumerate(communes.items(), start=len(template["units"])):
        units.extend(_commune(template["commune"], root.code, place, _Commune(code, name, code in open_communes)))
    return units


def _open_communes(codes: Sequence[str], breadth: Breadth) -> frozenset[str]:
    """The communes whose inner units are made; a few are taken evenly from the list."""
    if breadth == "communes":
        return frozenset()
    if breadth == "all":
        return frozenset(codes)
    some = min(int(unit_template()["small_communes"]), len(codes))
    ordered = sorted(codes)
    return frozenset(ordered[number * len(ordered) // some] for number in range(some))


def _branch(node: Mapping[str, Any], parent: str, place: int, wanted: frozenset[str] | None) -> Iterator[PlannedUnit]:
    """A branch of the template; with `wanted`, only those branches and what lies above them."""
    if wanted is not None and node["code"] not in wanted:
        if not any(code.startswith(f"{node['code']}-") for code in wanted):
            return
        inner: frozenset[str] | None = wanted
    else:
        inner = None
    yield _planned(node, node["code"], node["name"], parent, place)
    for number, child in enumerate(node.get("children", ())):
        yield from _branch(child, node["code"], number, inner)


@dataclass(frozen=True)
class _Commune:
    code: str
    name: str
    with_units: bool

    def spoken(self) -> str:
        """The name as it stands inside another: "xã Bác Ái", not "Xã Bác Ái"."""
        return self.name[:1].lower() + self.name[1:]

    def type(self) -> str:
        return next((code for word, code in COMMUNE_TYPES.items() if self.spoken().startswith(word)), "xa")


def _commune(node: Mapping[str, Any], parent: str, place: int, commune: _Commune) -> Iterator[PlannedUnit]:
    if commune.type() not in node.get("commune_types", (commune.type(),)):
        return
    code = node["code"].format(code=commune.code)
    name = node["name"].format(commune=commune.spoken())
    yield _planned(node, code, name[:1].upper() + name[1:], parent, place, commune.code)
    if commune.with_units:
        for number, child in enumerate(node.get("children", ())):
            yield from _commune(child, code, number, commune)


def _planned(
    node: Mapping[str, Any], code: str, name: str, parent: str, place: int, commune_code: str | None = None
) -> PlannedUnit:
    titles = node.get("heads", {})
    return PlannedUnit(
        code=code,
        name=name,
        kind=node["kind"],
        field=node.get("field"),
        parent=parent,
        position=place,
        commune_code=commune_code,
        establishment=node["establishment"],
        heads=node["posts"]["head"],
        deputies=node["posts"]["deputy"],
        staff=node["posts"]["staff"],
        head_title=titles.get("head", ""),
        deputy_title=titles.get("deputy", ""),
    )
