"""Who misbehaves in a demonstration, and the record of it, kept apart from the tenant's own tables."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from typing import Final

from tenants.demo.people import Member

PADDERS: Final = 0.05
COPIERS: Final = 0.04
LENIENT: Final = 0.12
STAMPERS: Final = 0.05


@dataclass(frozen=True)
class Planted:
    """Keys of members: who inflates minutes and quantities, who repeats the same entries, who nearly always marks the
    top, and who approves the day by one stroke."""

    padders: frozenset[str]
    copiers: frozenset[str]
    lenient: frozenset[str]
    stampers: frozenset[str]


def choose(members: Sequence[Member], *, seed: str) -> Planted:
    """Pick who misbehaves; of each kind at least one, and nobody in two ways."""
    rng = Random(f"{seed}/planted")  # noqa: S311 - invented people, no secret
    staff = [member.key for member in members if member.role == "cadre"]
    rng.shuffle(staff)
    padders, copiers = _count(staff, PADDERS), _count(staff, COPIERS)
    leading: dict[str, int] = {}
    for member in members:
        if member.leader is not None and member.role == "cadre":
            leading[member.leader] = leading.get(member.leader, 0) + 1
    leaders = sorted(leading)
    rng.shuffle(leaders)
    lenient = _count(leaders, LENIENT)
    return Planted(
        padders=frozenset(staff[:padders]),
        copiers=frozenset(staff[padders : padders + copiers]),
        lenient=frozenset(leaders[:lenient]),
        stampers=frozenset(leaders[lenient : lenient + _count(leaders, STAMPERS)]),
    )


def _count(rows: Sequence[str], share: float) -> int:
    return min(len(rows), max(1, round(len(rows) * share)))


@dataclass(frozen=True)
class Culprit:
    """One of them, as detection would know them."""

    person_id: str
    pin: str
    full_name: str
    unit: str


def file_for(state: Path, slug: str) -> Path:
    """Where the record of one demonstration lies."""
    return state / f"demo-planted-{slug}.json"


def write(path: Path, seed: str, groups: Mapping[str, Iterable[Culprit]]) -> None:
    """Record who was planted, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = {"seed": seed} | {name: [asdict(culprit) for culprit in rows] for name, rows in groups.items()}
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    fresh.replace(path)
