"""Checks the tree of general criteria: for whoever it is scored, the parts add up to the whole."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from itertools import product

from tenants.norms.language.evaluator import Row, value_of
from tenants.norms.language.inference import Scope, infer
from tenants.norms.language.kinds import KeyKind, Kind, NumberKind, TruthKind, described
from tenants.norms.language.model import Criteria, Criterion, Formula, Package
from tenants.norms.language.nodes import Aggregate, Lookup, Name, Node, Unread, walk
from tenants.norms.language.numbers import EXACT, ZERO, printed
from tenants.norms.language.problems import Faults, FormulaFault, Place
from tenants.norms.language.suggestions import hints
from tenants.norms.language.words import POSITION_GROUPS, STANDINGS

_KINDS: dict[str, Kind] = {"group": KeyKind(keys=POSITION_GROUPS), "role": KeyKind(keys=STANDINGS)}


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom criteria are asked for: the group of the position, and whether staff, leader or deputy."""

    group: str
    role: str


EVERYBODY = tuple(Standing(group, role) for group, role in product(POSITION_GROUPS, STANDINGS))


def applicable(package: Package, parts: tuple[Criterion, ...], who: Standing) -> tuple[Criterion, ...]:
    """Those of some criteria of one parent that are scored for a person of that standing."""
    row = Row(package, {"group": who.group, "role": who.role})
    return tuple(one for one in parts if one.applies is None or value_of(one.applies.node, row) is True)


def every(criteria: Criteria) -> Iterator[Criterion]:
    """Every criterion of the tree, parents before their parts."""

    def below(parts: tuple[Criterion, ...]) -> Iterator[Criterion]:
        for one in parts:
            yield one
            yield from below(one.parts)

    return below(criteria.parts)


def check_criteria(package: Package, faults: Faults) -> None:
    """Write down every problem of the tree: conditions first, and only where these hold, the sums."""
    if package.criteria is None:
        return
    sound = [_check_condition(one.applies, faults) for one in every(package.criteria) if one.applies]
    if all(sound):
        reached = _check_sums(package, package.criteria, faults)
        for one in every(package.criteria):
            if one.code not in reached:
                faults.add(one.code, "criteria.nobody", one.place)
    _check_general(package, package.criteria, faults)


def _check_condition(condition: Formula, faults: Faults) -> bool:
    if isinstance(condition.node, Unread):
        return False
    try:
        _check_names(condition)
        scope = Scope(condition.scalar.text, _KINDS, {}, {}, {}, {})
        kind = infer(condition.node, scope)
        if not isinstance(kind, TruthKind):
            found_vi, found_en = described(kind)
            raise scope.fault("type.condition", condition.node, found_vi=found_vi, found_en=found_en)
    except FormulaFault as fault:
        faults.add(condition.name, fault.sentence, condition.scalar.place(fault.offset), **fault.data)
        return False
    return True


def _check_names(condition: Formula) -> None:
    for piece, _ in walk(condition.node):
        if isinstance(piece, Name) and piece.name not in _KINDS:
            raise FormulaFault("criteria.name", piece.start, name=piece.name, **hints(piece.name, _KINDS))
        if isinstance(piece, Lookup | Aggregate):
            raise FormulaFault("syntax.form", piece.start, quoted=_quoted(condition, piece))


def _quoted(condition: Formula, node: Node) -> str:
    return condition.scalar.text[node.start : node.end]


def _check_sums(package: Package, criteria: Criteria, faults: Faults) -> set[str]:
    """The codes that somebody is scored by; each sum that is wrong is told once, with the first it is wrong for."""
    reached: set[str] = set()
    told: set[str] = set()

    def descend(code: str, place: Place, highest: Decimal, parts: tuple[Criterion, ...], who: Standing) -> None:
        scored = applicable(package, parts, who)
        total = reduce(EXACT.add, (one.highest for one in scored), ZERO)
        if total != highest and code not in told:
            told.add(code)
            whom = f"{who.role}, {who.group}"
            faults.add(code, "criteria.sum", place, sum=printed(total), highest=printed(highest), who=whom)
        for one in scored:
            reached.add(one.code)
            if one.parts:
                descend(one.code, one.place, one.highest, one.parts, who)

    for who in EVERYBODY:
        descend("criteria", criteria.place, criteria.highest, criteria.parts, who)
    return reached


def _check_general(package: Package, criteria: Criteria, faults: Faults) -> None:
    """The tree scores what the levels take as `general`."""
    taking = [(level, one) for level in package.levels.values() if (one := level.inputs.get("general"))]
    if not taking:
        faults.add("criteria", "criteria.unused", criteria.place)
    for level, one in taking:
        if isinstance(one.kind, NumberKind) and one.kind.hi != criteria.highest:
            data = {"highest": printed(criteria.highest), "other": printed(one.kind.hi), "level": level.name}
            faults.add("general", "criteria.general", one.place, **data)
