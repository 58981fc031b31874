"""Compiles a level, with the levels it stands over, into one fenced SQL statement."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import Boolean, ColumnElement, Integer, Numeric, SelectBase, Text, TextualSelect, column, text
from sqlalchemy.types import NullType, TypeEngine

from tenants.norms.language.dependencies import Needs, needs
from tenants.norms.language.kinds import KeyKind, NumberKind, TruthKind
from tenants.norms.language.model import Input, Level, Package
from tenants.norms.language.naming import names_below, own_names
from tenants.norms.language.numbers import places_of
from tenants.norms.language.sql_expressions import Expressions
from tenants.norms.language.sql_layers import selected
from tenants.norms.language.sql_text import literal, quoted, sql_type, whole
from tenants.norms.language.sql_whole_numbers import WholeNumbers, fits

SHOWN = 2
"""What is shown counts as used more than once: it needs a column of its own."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a level's facts come from: a select with its key columns and its inputs, by their names in the package.

    `stored` rows hold formulas computed before, and the chain goes no further down. `fenced` keeps PostgreSQL from
    copying the select's expressions into each use; wanted where inputs are taken out of jsonb.
    """

    rows: SelectBase
    stored: bool = False
    fenced: bool = False


def compile_chain(
    package: Package,
    level: str,
    sources: Mapping[str, SelectBase | Source],
    *,
    keep: Iterable[str] = (),
    fenced: bool = False,
    same: Iterable[str] = (),
    whole: bool = False,
) -> TextualSelect:
    """One statement that gives, for each row of a level, its keys, the columns to `keep`, its inputs and its formulas.

    A level with inputs needs a source; one without takes its rows from the distinct keys below. A source has the
    keys of its own level, and those of the levels above it up to the next one with a source of its own. Inputs are
    expected to be checked already (`sql_records`). `fenced` fences the result too, for callers that use its columns
    more than once. `same` are keys that have one value in all rows there are, and need not be grouped by. With `whole`
    the levels below compute in bigints what fits them (`sql_whole_numbers`): several times faster and exactly the same,
    but for inputs beyond their range, where PostgreSQL may raise that a bigint is out of range.
    """
    chain = _Chain(package, {name: _source(one) for name, one in sources.items()}, frozenset(same), whole)
    return chain.compiled(level, tuple(keep), fenced)


def _source(given: SelectBase | Source) -> Source:
    return given if isinstance(given, Source) else Source(given)


@dataclass(slots=True)
class _Plan:
    """A level of the chain: what is computed there, its SQL expressions, and the keys handed upwards."""

    level: Level
    source: Source | None
    found: Needs
    wanted: tuple[str, ...]
    keys: tuple[str, ...]
    expressions: Expressions
    below: "_Plan | None"
    scales: Mapping[str, int] = field(default_factory=dict)
    fenced: bool = False


class _Chain:
    def __init__(self, package: Package, sources: Mapping[str, Source], same: frozenset[str], whole: bool) -> None:
        self._package, self._sources, self._same, self._whole = package, sources, same, whole
        self._key_types: dict[str, TypeEngine[Any]] = {}
        self._used: dict[str, Source] = {}

    def compiled(self, name: str, keep: tuple[str, ...], fenced: bool) -> TextualSelect:
        level = self._package.levels[name]
        names = (*level.inputs, *level.formulas)
        plan = self._planned(level, names, level.by, dict.fromkeys(names, SHOWN), top=True)
        output = (*plan.keys, *keep, *level.inputs, *level.formulas)
        if len(set(output)) < len(output):
            raise ValueError(f"columns to keep have names of level {name}: {keep}")
        sql = plan.expressions.layers.rendered(self._base(plan, keep), output, fenced=fenced)
        statement = text(sql).columns(*(self._typed(level, one) for one in output))
        ctes = [source.rows.cte(_rows_name(used), nesting=True) for used, source in self._used.items()]
        return statement.add_cte(*ctes)

    def _planned(
        self,
        level: Level,
        wanted: tuple[str, ...],
        keys: tuple[str, ...],
        used_above: Mapping[str, int],
        *,
        top: bool = False,
    ) -> _Plan:
        source = self._sources.get(level.name)
        if source is not None:
            self._used[level.name] = source
        elif level.inputs or level.over is None:
            raise ValueError(f"level {level.name} needs a source")
        if source is not None and source.stored:
            expressions = Expressions(self._package, level.name, None)
            return _Plan(level, source, Needs((), wanted, frozenset(), False), wanted, keys, expressions, None)
        found = needs(self._package, level.name, wanted)
        below = None
        if level.over is not None and (found.looks_down or source is None):
            handed = self._varying(level.by if source is not None else (*level.by, *keys))
            asked = Counter(used.name for name in found.formulas for used in names_below(level.formulas[name].node))
            below = self._planned(self._package.levels[level.over], tuple(sorted(found.below)), handed, asked)
        scales = {} if top or source is None or not self._whole else _scales(level, found.inputs, source)
        expressions = self._expressions(level, below, scales)
        uses = Counter(used.name for name in found.formulas for used in own_names(level.formulas[name].node))
        uses.update(used_above)
        expressions.add_formulas(found.formulas, uses)
        fenced = any(scale and uses[name] > 1 for name, scale in scales.items())
        return _Plan(level, source, found, wanted, keys, expressions, below, scales, fenced)

    def _expressions(self, level: Level, below: _Plan | None, scales: Mapping[str, int]) -> Expressions:
        expressions = below.expressions if below else None
        if not scales:
            return Expressions(self._package, level.name, expressions)
        return WholeNumbers(self._package, level.name, expressions, scales)

    def _varying(self, keys: Iterable[str]) -> tuple[str, ...]:
        """The keys that tell rows apart; one at least."""
        every = tuple(dict.fromkeys(keys))
        return tuple(key for key in every if key not in self._same) or every[:1]

    def _base(self, plan: _Plan, keep: tuple[str, ...] = ()) -> str:
        """The rows of a level before its formulas: its source, what is grouped from below, or both joined."""
        if plan.source is None:
            if keep:
                raise ValueError(f"level {plan.level.name} has no source to keep columns of")
            shown = [_list(self._keys(plan), "g"), *self._finished(plan)]
            return selected(", ".join(shown), f"({self._grouped(plan)}) AS g", fenced=True)
        names = plan.wanted if plan.source.stored else ()
        keys = tuple(dict.fromkeys((*plan.keys, *(plan.level.by if plan.below else ()))))
        self._know(plan, (*keys, *keep))
        shown = [f"s.{quoted(key)}" for key in (*keys, *keep)]
        shown += [self._stored(plan.level, name) for name in names]
        inputs = plan.found.inputs if not names else ()
        shown += [_cast(plan.level.inputs[name], plan.scales.get(name)) for name in inputs]
        rows = f"{quoted(_rows_name(plan.level.name))} AS s"
        if plan.below is None:
            return selected(", ".join(shown), rows, fenced=plan.source.fenced or plan.fenced)
        match = " AND ".join(f"g.{quoted(key)} = s.{quoted(key)}" for key in self._varying(plan.level.by))
        joined = f"{rows} LEFT JOIN ({self._grouped(plan)}) AS g ON {match}"
        return selected(", ".join((*shown, *self._finished(plan))), joined, fenced=True)

    def _keys(self, plan: _Plan) -> tuple[str, ...]:
        return self._varying((*plan.level.by, *plan.keys) if plan.source is None else plan.level.by)

    def _grouped(self, plan: _Plan) -> str:
        below = cast(_Plan, plan.below)  # a level without a source, or with aggregates, stands over another one
        rows = below.expressions.layers.rendered(self._base(below), fenced=True)
        keys = _list(self._keys(plan), "b")
        grouped = plan.expressions.aggregates.grouped.items()
        added = [f"{expression} AS {quoted(name)}" for expression, name in grouped]
        return selected(", ".join((keys, *added)), f"({rows}) AS b GROUP BY {keys}")

    def _finished(self, plan: _Plan) -> list[str]:
        finished = plan.expressions.aggregates.finished.items()
        return [f"{expression} AS {quoted(name)}" for expression, name in finished]

    def _stored(self, level: Level, name: str) -> str:
        kind = self._package.kind_of(level.name, name)
        return f"CAST(s.{quoted(name)} AS {sql_type(kind)}) AS {quoted(name)}"

    def _know(self, plan: _Plan, names: tuple[str, ...]) -> None:
        """Remember the types of key columns, and refuse a source that lacks one."""
        if plan.source is None:
            return
        columns = plan.source.rows.selected_columns
        expected = plan.wanted if plan.source.stored else plan.found.inputs
        lacking = [name for name in (*names, *expected) if name not in columns]
        if lacking:
            raise ValueError(f"the source of level {plan.level.name} lacks the columns {', '.join(lacking)}")
        for name in names:
            self._key_types.setdefault(name, columns[name].type)

    def _typed(self, level: Level, name: str) -> ColumnElement[Any]:
        if name not in level.inputs and name not in level.formulas:
            return column(name, self._key_types.get(name, NullType()))
        kind = self._package.kind_of(level.name, name)
        if isinstance(kind, NumberKind):
            return column(name, Numeric())
        return column(name, Text() if isinstance(kind, KeyKind) else Boolean())


def _rows_name(level: str) -> str:
    return f"{level}_rows"


def _list(keys: Iterable[str], alias: str) -> str:
    return ", ".join(f"{alias}.{quoted(key)}" for key in keys)


def _scales(level: Level, inputs: Iterable[str], source: Source) -> dict[str, int]:
    """The inputs whose columns tell how many decimals they have at most, and at which scale they are bigints."""
    found = {}
    for name in inputs:
        one, given = level.inputs[name], source.rows.selected_columns.get(name)
        kind = None if given is None else given.type
        scale = 0 if isinstance(kind, Integer) else kind.scale if isinstance(kind, Numeric) else None
        filled = places_of(one.default) if isinstance(one.default, Decimal) else 0
        if scale is not None and filled <= scale and fits(one.kind, scale):
            found[name] = scale
    return found


def _cast(one: Input, scale: int | None) -> str:
    if scale is not None:
        value = f"s.{quoted(one.name)}" + (f" * {literal(Decimal(10) ** scale)}" if scale else "")
        value = f"CAST({value} AS bigint)"
        default = whole(one.default, scale) if isinstance(one.default, Decimal) else None
        return f"{value if default is None else f'coalesce({value}, {default})'} AS {quoted(one.name)}"
    value = f"CAST(s.{quoted(one.name)} AS {sql_type(one.kind)})"
    if one.origin and isinstance(one.kind, TruthKind):  # a text, whatever stands there today
        value = f"CASE lower(CAST(s.{quoted(one.name)} AS text)) WHEN 'true' THEN true WHEN 'false' THEN false END"
    if one.default is not None:
        value = f"coalesce({value}, {literal(one.default)})"
    return f"{value} AS {quoted(one.name)}"
