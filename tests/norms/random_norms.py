"""Writes random norm packages and random records for them, from one random source."""

from dataclasses import dataclass, field
from decimal import Decimal
from random import Random

from tenants.norms.language import NormErrors, Package, Value, load_package
from tenants.norms.language.kinds import KeyKind, NumberKind, TruthKind

DEPTH = 5
_RANGES = (
    "0, 5, 1",
    "0, 1000, 0.01",
    "-366, 366, 1",
    "0, 1, 0.0001",
    "-3, 100000, 0.5",
    "1, 9, 1",
    "0, 7, 7",
    "-2, 2, 0.25",
)
_CONSTANTS = ("0", "1", "2", "3", "7", "0.5", "25", "0.25", "100", "1.1", "0.3333", "5", "21", "-1", "-0.5")
_TABLES = """
tables:
  rows_all: {rows: {a: 1, b: 1.2, c: -0.5, d: 0}}
  rows_some: {rows: {a: 2, c: 0.3}, default: 7}
  rows_two: {rows: {a: {u: 1, v: 2}, b: {u: 3, v: 4.5}, c: {v: 6}}, default: -1}
  rows_full: {rows: {u: {u: 1, v: 2}, v: {u: 3, v: 4.5}, w: {u: 0, v: 1.25}}}
  steps_up: {upto: {-3: 0.1, 0: 0, 2: -0.05, 10: 3}, above: 5}
  steps_down: {from: {90: 4, 70.5: 3, 0: 2}, below: 1}
  classes: {from: {90: a, 70: b, 1: c}, below: d}
  words: {rows: {a: u, b: v}, default: w}
settings:
  share: 0.25
  third: {value: 0.333333333333333333}
  cap: 1
  way: {value: u, keys: [u, v]}
  strict: true
"""

Levels = tuple[tuple[str, str, list[str], dict[str, str]], ...]
"""Name, heading, lines of inputs, and formulas of each level."""


@dataclass
class Names:
    """The names an expression may use, by what they are."""

    numbers: list[str] = field(default_factory=list)
    conditions: list[str] = field(default_factory=list)
    letters: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


class Writer:
    """Writes typed random expressions; `below` are the names of the level below, if there is one."""

    def __init__(self, random: Random, names: Names, below: Names | None = None) -> None:
        self.random, self.names, self.below = random, names, below

    def number(self, depth: int) -> str:
        r = self.random
        if depth <= 0 or r.random() < 0.15:
            return (
                r.choice(self.names.numbers) if r.random() < 0.7 else r.choice((*_CONSTANTS, "share", "third", "cap"))
            )
        if self.below and r.random() < 0.3:
            return self.aggregate(depth)

        def n() -> str:
            return self.number(depth - 1 - r.randrange(2))

        forms = (
            lambda: f"({n()} {r.choice('+-*')} {n()})",
            lambda: f"({n()} {r.choice('+-*')} {n()})",
            lambda: f"(-{n()})",
            lambda: f"({n()} / {r.choice(('3', '7', '4', '25', '-6', '0.3', 'third'))})",
            lambda: f"ratio({n()}, {n()}, zero={r.choice(('missing', '0', n()))})",
            lambda: f"ratio({n()}, {n()}, zero={r.choice(('missing', '1', n()))})",
            lambda: f"{r.choice(('min', 'max'))}({', '.join(n() for _ in range(r.randint(2, 4)))})",
            lambda: f"{r.choice(('floor', 'ceil', 'abs'))}({n()})",
            lambda: f"round({n()}, {r.randint(0, 4)})",
            lambda: (
                f'round({n()}, {r.randint(0, 3)}, "{r.choice(("half_even", "down", "floor", "ceil", "half_even"))}")'
            ),
            lambda: f"({n()} if {self.condition(depth - 1)} else {r.choice(('missing', n(), n()))})",
            lambda: f"rows_all[{self.letter(depth - 1)}]",
            lambda: f"rows_some[{self.letter(depth - 1)}]",
            lambda: f"rows_two[{self.letter(depth - 1)}, {self.mark(depth - 1)}]",
            lambda: f"rows_full[{self.mark(depth - 1)}, {r.choice(('way', *self.names.marks))}]",
            lambda: f"steps_up[{n()}]",
            lambda: f"steps_down[{n()}]",
            lambda: self.returning(depth),
        )
        return r.choice(forms)()

    def returning(self, depth: int) -> str:
        """Leaves the decimals through thirds and sevenths and comes back to a whole number."""
        r, one = self.random, self.number(depth - 3)
        parts = r.choice((3, 7, 6, 9))
        whole = r.choice((f"({' + '.join([f'{one} / {parts}'] * parts)})", f"({one} / {parts} * {parts})"))
        return r.choice((whole, f"floor({whole})", f"ceil({whole})", f"round({whole}, 2)", f"steps_up[{whole}]"))

    def condition(self, depth: int) -> str:
        r = self.random
        if depth <= 0 or r.random() < 0.15:
            return r.choice((*self.names.conditions, f"({self.number(0)} {r.choice(('<', '>='))} {self.number(0)})"))
        if self.below and r.random() < 0.25:
            lower = Writer(r, self.below)
            return f"{r.choice(('any', 'all'))}({lower.condition(2)}{self.where(lower)})"

        def n() -> str:
            return self.number(depth - 1)

        def c() -> str:
            return self.condition(depth - 1)

        forms = (
            lambda: f"({n()} {r.choice(('<', '<=', '>', '>=', '==', '!='))} {n()})",
            lambda: f"({n()} {r.choice(('<', '<=', '>', '>=', '==', '!='))} {r.choice(_CONSTANTS)})",
            lambda: f"({n()} < {n()} <= {n()})",
            lambda: f"({self.returning(depth)} {r.choice(('==', '>=', '<'))} {r.choice(self.names.numbers)})",
            lambda: f"({n()} {r.choice(('in', 'not in'))} (0, 1, 2.5, -1))",
            lambda: f'({self.letter(depth - 1)} {r.choice(("==", "!="))} "{r.choice("abcd")}")',
            lambda: f'({self.letter(depth - 1)} {r.choice(("in", "not in"))} ("a", "c"))',
            lambda: f"({self.mark(depth - 1)} == {self.mark(0)})",
            lambda: f"({c()} and {c()})",
            lambda: f"({c()} or {c()})",
            lambda: f"({c()} and {c()} or {c()})",
            lambda: f"(not {c()})",
            lambda: f"({c()} == {c()})",
            lambda: f"({c()} if {c()} else {r.choice(('missing', c()))})",
            lambda: f"present({r.choice((n(), c()))})",
            lambda: '(way == "u" and strict)',
        )
        return r.choice(forms)()

    def letter(self, depth: int) -> str:
        r = self.random
        if depth <= 0 or r.random() < 0.4:
            return r.choice(self.names.letters)
        chosen = r.choice(("missing", '"b"', self.letter(depth - 1)))
        return r.choice(
            (f"classes[{self.number(depth - 1)}]", f"({self.letter(0)} if {self.condition(depth - 1)} else {chosen})")
        )

    def mark(self, depth: int) -> str:
        r = self.random
        return r.choice(self.names.marks) if depth <= 0 or r.random() < 0.7 else f"words[{self.letter(depth - 1)}]"

    def aggregate(self, depth: int) -> str:
        lower = Writer(self.random, self.below or Names())
        if self.random.random() < 0.25:
            return f"count({lower.condition(2)}{self.where(lower)})"
        word = self.random.choice(("sum", "sum", "mean", "min", "max"))
        return f"{word}({lower.number(min(depth, 3))}{self.where(lower)})"

    def where(self, lower: "Writer") -> str:
        return f", where={lower.condition(2)}" if self.random.random() < 0.4 else ""


def _inputs(random: Random, prefix: str) -> tuple[list[str], Names]:
    lines, names = [], Names()
    for index in range(5):
        lo, hi, step = random.choice(_RANGES).split(", ")
        extra = random.choice(("", "", ", optional: true", ", default: 7" if Decimal(hi) >= 7 and step != "7" else ""))
        lines.append(f"      {prefix}n{index}: {{min: {lo}, max: {hi}, step: {step}{extra}}}")
        names.numbers.append(f"{prefix}n{index}")
    for index, optional in enumerate(("", ", optional: true", ", default: true")):
        lines.append(f"      {prefix}b{index}: {{type: boolean{optional}}}")
        names.conditions.append(f"{prefix}b{index}")
    for index, optional in enumerate(("", ", optional: true")):
        lines.append(f"      {prefix}k{index}: {{keys: [a, b, c, d]{optional}}}")
        names.letters.append(f"{prefix}k{index}")
    for index, optional in enumerate(("", ", optional: true")):
        lines.append(f"      {prefix}m{index}: {{keys: [u, v]{optional}}}")
        names.marks.append(f"{prefix}m{index}")
    return lines, names


def _formulas(writer: Writer, prefix: str, count: int) -> dict[str, str]:
    found = {}
    for index in range(count):
        name, kind = f"{prefix}f{index}", writer.random.random()
        if kind < 0.7:
            found[name] = writer.number(DEPTH)
            writer.names.numbers.append(name)
        elif kind < 0.9:
            found[name] = writer.condition(DEPTH)
            writer.names.conditions.append(name)
        else:
            found[name] = writer.letter(DEPTH)
            writer.names.letters.append(name)
    return found


def random_package(random: Random) -> Package:
    """A package of two levels with inputs and one without; formulas the checker refuses are left out."""
    lower_inputs, lower = _inputs(random, "x")
    lower_formulas = _formulas(Writer(random, lower), "x", 10)
    upper_inputs, upper = _inputs(random, "y")
    upper_formulas = _formulas(Writer(random, upper, lower), "y", 12)
    top = Names(["cap"], ["strict"], ['"a"'], ["way"])
    top_formulas = _formulas(Writer(random, top, upper), "z", 5)
    levels: Levels = (
        ("entry", "by: [person, month]", lower_inputs, lower_formulas),
        ("month", "by: [person, month]\n    over: entry", upper_inputs, upper_formulas),
        ("quarter", "by: [person, quarter]\n    over: month", [], top_formulas),
    )
    while True:
        try:
            return load_package(_document(levels), "random.yaml")
        except NormErrors as errors:
            refused = {problem.formula for problem in errors.problems}
            for _, _, _, formulas in levels:
                for name in refused & formulas.keys():
                    refused.discard(name)
                    del formulas[name]
            if refused:
                raise


def _document(levels: Levels) -> str:
    lines = ["package: random", "version: 1.0.0", _TABLES, "levels:"]
    for name, heading, inputs, formulas in levels:
        lines += [f"  {name}:", f"    {heading}"]
        if inputs:
            lines += ["    inputs:", *inputs]
        lines += ["    formulas:", *(f"      {one}: '{text}'" for one, text in formulas.items())]
        if not formulas:
            lines[-1] = "    formulas: {}"
    return "\n".join(lines)


def random_record(random: Random, package: Package, level: str) -> dict[str, Value]:
    """Inputs of one record, often at the edges of their ranges; what may be absent often is."""
    record: dict[str, Value] = {}
    for one in package.levels[level].inputs.values():
        if not one.required and random.random() < 0.3:
            record[one.name] = None
            continue
        match one.kind:
            case NumberKind(lo=lo, hi=hi):
                first, last = -int(-lo // one.step), int(hi // one.step)
                chosen = random.choice((first, last, random.randint(first, last), random.randint(first, last), 0))
                record[one.name] = one.step * (chosen if first <= chosen <= last else first)
            case KeyKind(keys=keys):
                record[one.name] = random.choice(keys)
            case TruthKind():
                record[one.name] = random.random() < 0.5
    return record
