"""The plan of a merger: who joins whom, from which day on, by which document, and where the units then stand."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final

import msgspec
import yaml

from tenants.mergers.errors import BadPlan

LARGEST: Final = 2**20
Suffix = Annotated[str, msgspec.Meta(pattern="^[A-Z0-9]{1,12}$")]


class Joining(msgspec.Struct, forbid_unknown_fields=True):
    """A tenant that joins: `under` is the code of the unit its roots then stand below, `suffix` tells codes apart."""

    tenant: str
    under: str
    suffix: Suffix


class _Document(msgspec.Struct, forbid_unknown_fields=True):
    into: str
    day: date
    document: str
    joining: list[Joining]


@dataclass(frozen=True)
class Plan:
    """What was planned; `on` is the first day on which the units stand in one tree, the first of a month."""

    into: str
    on: date
    document: str
    joining: tuple[Joining, ...]


def read_plan(path: Path) -> Plan:
    """The plan in a YAML file; raises `BadPlan` with what is wrong."""
    try:
        if path.stat().st_size > LARGEST:
            raise BadPlan(what=f"> {LARGEST} byte")
        told = msgspec.convert(yaml.safe_load(path.read_text("utf-8")), _Document)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, msgspec.ValidationError) as problem:
        raise BadPlan(what=str(problem).splitlines()[0]) from None
    slugs = [told.into, *(one.tenant for one in told.joining)]
    if not told.joining or len(set(slugs)) != len(slugs):
        raise BadPlan(what="joining")
    if told.day.day != 1:
        raise BadPlan(what=f"day: {told.day.isoformat()} ≠ 01")
    if not told.document.strip():
        raise BadPlan(what="document")
    return Plan(told.into, told.day, told.document.strip(), tuple(told.joining))
