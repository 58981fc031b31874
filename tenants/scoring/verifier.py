"""Checks a receipt (phiếu điểm) by itself: reads the norm package in it, computes every term again and compares.

Run it as `python verifier.py FILE`. It needs Python and PyYAML, nothing of the program; numbers are exact fractions.
"""

import ast
import json
import operator
import re
import sys
from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import reduce
from hashlib import sha256
from math import ceil, floor, trunc
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import yaml

FORMAT = "roviec-receipt/1"
Value: TypeAlias = Any  # a number as Fraction, a key, yes or no, or None where it is missing
Tree: TypeAlias = Any  # what JSON and YAML hold
Meaning: TypeAlias = Callable[..., Any]
LOADER: Tree = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # makes texts and no objects; quick where there is C
SETTLED, NAMED, LARGEST, HALF = 20, 30, 10**60, Fraction(1, 2)
NUMBER = re.compile(r"-?[0-9]{1,90}(\.[0-9]{1,90})?")
TRUTHS = {"true": True, "True": True, "false": False, "False": False}
MODES: dict[str, Callable[[Fraction], int]] = {
    "half_up": lambda x: floor(x + HALF) if x >= 0 else ceil(x - HALF),
    "half_even": round, "down": trunc, "floor": floor, "ceil": ceil,
}  # fmt: skip


def cut(x: Value, places: int | Fraction, mode: str = "half_up") -> Value:
    """A number at so many decimals; halves go away from zero unless the mode says otherwise."""
    if not isinstance(x, Fraction):
        return x
    scale = 10 ** min(int(places), NAMED + 1)
    return Fraction(MODES[mode](x * scale), scale)


def quotient(x: Fraction, y: Fraction) -> Value:
    """x / y cut off after 31 decimals, then rounded to 30."""
    return cut(cut(x / y, NAMED + 1, "down"), NAMED)


def written(text: str) -> Value:
    """The number or the key a text writes out."""
    return Fraction(text) if NUMBER.fullmatch(text) else text


def printed(value: Value) -> str | None:
    """The one written form of a value; None is missing."""
    if not isinstance(value, Fraction):
        return str(value).lower() if isinstance(value, bool) else value
    digits = f"{abs(trunc(value * 10**NAMED)):0{NAMED + 1}d}"
    text = f"{digits[:-NAMED]}.{digits[-NAMED:]}".rstrip("0").rstrip(".")
    return f"-{text}" if value < 0 else text


def strict(meaning: Meaning, *values: Value) -> Value:
    """What most forms mean: missing where a part is missing."""
    return None if None in values else meaning(*values)


def kleene(answers: Sequence[Value], deciding: bool) -> bool | None:
    """`or` (deciding True) and `and` (deciding False) where an answer may be missing."""
    return deciding if deciding in answers else None if None in answers else not deciding


SIGNS: dict[type[ast.AST], Meaning] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: quotient, ast.USub: operator.neg,
    ast.Not: operator.not_, ast.Eq: operator.eq, ast.NotEq: operator.ne, ast.Lt: operator.lt, ast.LtE: operator.le,
    ast.Gt: operator.gt, ast.GtE: operator.ge, ast.In: lambda x, *known: x in known,
    ast.NotIn: lambda x, *known: x not in known,
}  # fmt: skip
FUNCTIONS: dict[str, Meaning] = {
    "min": min, "max": max, "abs": abs, "ratio": quotient, "round": lambda x, *how: cut(cut(x, SETTLED), *how),
    "floor": lambda x: cut(cut(x, SETTLED), 0, "floor"), "ceil": lambda x: cut(cut(x, SETTLED), 0, "ceil"),
}  # fmt: skip
AGGREGATES: dict[str, Meaning] = {
    "sum": lambda found: sum(found, Fraction(0)), "min": lambda found: min(found, default=None),
    "mean": lambda found: quotient(sum(found, Fraction(0)), Fraction(len(found))) if found else None,
    "max": lambda found: max(found, default=None), "count": lambda found: Fraction(found.count(True)),
    "any": lambda found: True in found, "all": lambda found: False not in found,
}  # fmt: skip


def read_formula(text: str) -> ast.expr:
    """The expression a text writes; each number keeps the characters it is written with."""
    text = " ".join(text.split())
    tree = ast.parse(text, mode="eval").body
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and not isinstance(node.value, bool | str):
            node.kind = text[node.col_offset : node.end_col_offset]
    return tree


def overlaid(old: Tree, new: Tree, *path: str) -> Tree:
    """A province's changes over a document; brackets and formulas are replaced as a whole."""
    if len(path) == 2 and path[0] == "settings" and isinstance(old, dict) and not isinstance(new, dict):
        return {**old, "value": new}
    bracket = path[:1] == ("tables",) and path[2:] in (("upto",), ("from",))
    if bracket or (len(path) == 4 and path[0] == "levels") or not (isinstance(old, dict) and isinstance(new, dict)):
        return new
    return old | {key: overlaid(old.get(key), value, *path, key) for key, value in new.items()}


class Level:
    """A level of a package: what it stands over and is grouped by, its inputs and its formulas."""

    def __init__(self, tree: Tree) -> None:
        self.over, self.by, self.inputs = tree.get("over"), tree["by"], tree.get("inputs") or {}
        bodies = (tree.get("formulas") or {}).items()
        self.rules = {name: body if isinstance(body, dict) else {"is": body} for name, body in bodies}
        self.formulas = {name: read_formula(body["is"]) for name, body in self.rules.items()}


class Package:
    """A norm package as its texts write it: the document, and a province's changes if there are any."""

    def __init__(self, texts: Sequence[str]) -> None:
        tree = reduce(overlaid, [yaml.load(text, Loader=LOADER) for text in texts])  # noqa: S506 - see there
        self.heading = [tree["package"], tree["version"], sha256("\0".join(texts).encode()).hexdigest()]
        self.tables: dict[str, Tree] = tree.get("tables") or {}
        self.levels = {name: Level(body) for name, body in tree["levels"].items()}
        self.settings: dict[str, Value] = {}
        for name, body in (tree.get("settings") or {}).items():
            text, choice = (body["value"], "keys" in body) if isinstance(body, dict) else (body, False)
            self.settings[name] = text if choice else TRUTHS.get(text, written(text))


class Row(dict[str, Value]):
    """A record of a level by name: its inputs, and each formula computed when it is first asked for."""

    def __init__(self, package: Package, level: str, below: Sequence["Row"]) -> None:
        self.package, self.level, self.below = package, package.levels[level], below

    def __missing__(self, name: str) -> Value:
        if name not in self.level.formulas:
            return None if name == "missing" else self.package.settings[name]
        value = self[name] = cut(self.of(self.level.formulas[name]), NAMED)
        if isinstance(value, Fraction) and abs(value) >= LARGEST:
            raise OverflowError(name)
        return value

    def of(self, node: Tree) -> Value:
        """The value of an expression; a form that is not of the language is an error."""
        return MEANINGS[type(node)](self, node)

    def compared(self, node: ast.Compare) -> Value:
        """A comparison, a chain of them, or membership of a list."""
        last = node.comparators[0]
        parts = [cut(self.of(one), SETTLED) for one in (node.left, *getattr(last, "elts", node.comparators))]
        if isinstance(node.ops[0], ast.In | ast.NotIn):
            return strict(SIGNS[type(node.ops[0])], *parts)
        return kleene([strict(SIGNS[type(op)], *x) for op, *x in zip(node.ops, parts, parts[1:], strict=False)], False)

    def looked_up(self, node: ast.Subscript) -> Value:
        """What a table says of one or more keys, or of a number."""
        table = self.package.tables[getattr(node.value, "id", "")]
        found = [cut(self.of(one), SETTLED) for one in getattr(node.slice, "elts", [node.slice])]
        if None in found:
            return None
        if "rows" in table:
            cell = reduce(lambda rows, key: (rows or {}).get(key), found, table["rows"])
            return written(table["default"] if cell is None else cell)
        form, other, reaches = ("upto", "above", operator.le) if "upto" in table else ("from", "below", operator.ge)
        cells = (cell for bound, cell in table[form].items() if reaches(found[0], cut(written(bound), SETTLED)))
        return written(next(cells, table[other]))

    def called(self, node: ast.Call) -> Value:
        """A function, or an aggregate over the rows below that `where` takes."""
        word, given, named = getattr(node.func, "id", ""), node.args, {one.arg: one.value for one in node.keywords}
        if word in AGGREGATES and len(given) == 1:
            taken = [row for row in self.below if "where" not in named or row.of(named["where"]) is True]
            return AGGREGATES[word]([one for one in (row.of(given[0]) for row in taken) if one is not None])
        values = [self.of(one) for one in given]
        if word == "ratio" and cut(values[1], SETTLED) == 0:
            return self.of(named["zero"])
        return values[0] is not None if word == "present" else strict(FUNCTIONS[word], *values)


MEANINGS: dict[type[ast.AST], Meaning] = {
    ast.Constant: lambda row, node: node.value if isinstance(node.value, bool | str) else written(node.kind),
    ast.Name: lambda row, node: row[node.id],
    ast.Compare: Row.compared, ast.Subscript: Row.looked_up,
    ast.Call: lambda row, node: row[key] if (key := ast.unparse(node)) in row else row.called(node),
    ast.UnaryOp: lambda row, node: strict(SIGNS[type(node.op)], row.of(node.operand)),
    ast.BinOp: lambda row, node: strict(SIGNS[type(node.op)], row.of(node.left), row.of(node.right)),
    ast.BoolOp: lambda row, node: kleene([*map(row.of, node.values)], isinstance(node.op, ast.Or)),
    ast.IfExp: lambda row, node: strict(lambda c: row.of(node.body if c else node.orelse), row.of(node.test)),
}  # fmt: skip


class Finding(NamedTuple):
    """One thing that was looked at, whether it agrees, what was found, and sentences in Vietnamese and in English."""

    term: str
    agrees: bool
    found: object
    vi: str
    en: str


def held(term: str, stated: object, found: object) -> Finding:
    """What a receipt states against what was found."""
    vi, en = f"phiếu ghi {stated}, kiểm lại ra {found}", f"stated {stated}, checked again {found}"
    return Finding(term, stated == found, found, vi, en)


def accepted(spec: Tree, text: str | None) -> Value:
    """The value that an input's text stands for; a text the package does not take is an error."""
    value: Tree = TRUTHS.get(str(text)) if "type" in spec else text if "keys" in spec else written(text or "")
    if text is None and spec.get("optional") in ("true", "True"):
        return None
    fits = value in spec.get("keys", (True, False))
    if isinstance(value, Fraction):
        lowest, highest, step = (written(spec.get(*usual)) for usual in (("min", "0"), ("max", "0"), ("step", "1")))
        fits = lowest <= value <= highest and value % step == 0
    if not fits or printed(value) != text:
        raise ValueError(f"{text}")
    return value


def checked(package: Package, record: Tree, where: str, below: Sequence[Row]) -> tuple[Row, list[Finding]]:
    """One record computed again, and the findings about its inputs, its values and its hash."""
    level = package.levels[record["level"]]
    row, findings = Row(package, record["level"], below), []
    for key, text in record.get("frozen", {}).get("sums", {}).items():  # a frozen month: nothing lies below it
        row[ast.unparse(read_formula(key))] = text and TRUTHS.get(text, written(text))
    stated = {**dict.fromkeys(level.inputs), **record["inputs"], **dict.fromkeys(level.rules), **record["values"]}
    body = "|".join([*package.heading, record["level"], *(text or "" for text in stated.values())])
    hashed = dict(zip(stated, str(record["canonical"]).split("|")[4:], strict=False))
    for name, spec in level.inputs.items():
        try:
            row[name] = accepted(spec, stated[name])
        except (ValueError, TypeError):
            row[name], hashed[name] = None, "?"
        findings.append(held(where + name, stated[name], hashed.get(name) or None))
    findings += [held(where + name, stated[name], printed(row[name])) for name in level.rules]
    findings.append(held(where + "names", sorted(stated), sorted([*level.inputs, *level.rules])))
    for name, text in (("canonical", str(record["canonical"])), ("hash", body)):
        findings.append(held(where + name, record["hash"], sha256(text.encode()).hexdigest()))
    return row, findings


def raised(package: Package, level: str, base: str | None, rows: Sequence[tuple[Tree, Row]]) -> list[Row]:
    """The rows just below a level, from those of a receipt; the levels between have no inputs of their own."""
    under = package.levels[level].over
    if under is None or under == base:
        return [row for _, row in rows]
    groups: dict[tuple[Tree, ...], list[tuple[Tree, Row]]] = {}
    for keys, row in rows:
        groups.setdefault(tuple(keys.get(key) for key in package.levels[under].by), []).append((keys, row))
    return [Row(package, under, raised(package, under, base, group)) for group in groups.values()]


def verify(document: Tree) -> list[Finding]:
    """Everything that was looked at in a receipt document; it holds if all of it agrees."""
    findings: list[Finding] = []
    try:
        said = document["package"]
        texts = [text for text in (said["document"], said.get("override")) if text is not None]
        findings.append(held("format", document["format"], FORMAT))
        findings.append(held("package.sha256", said["sha256"], sha256("\0".join(texts).encode()).hexdigest()))
        package = Package(texts)
        findings += map(held, ("package.name", "package.version"), (said["name"], said["version"]), package.heading)
        level, rows = package.levels[document["level"]], []
        for number, record in enumerate(document.get("rows", [])):
            row, found = checked(package, record, f"rows[{number}].", ())
            rows.append((record["keys"], row))
            findings += found
        below = raised(package, document["level"], document.get("base"), rows)
        findings += checked(package, document, "", below)[1]
        for name, spec in (level.inputs | level.rules).items():
            rule = [*package.heading[:2], spec.get("is"), spec.get("vi", ""), spec.get("en", "")]
            told = [document["terms"][name].get(key) for key in ("package", "version", "formula", "vi", "en")]
            findings.append(held(f"terms.{name}", told, rule))
    except Exception as problem:  # whatever a forged file breaks is a finding too
        findings.append(held("document", f"{type(problem).__name__}: {problem}", "?"))
    return findings


def main(arguments: Sequence[str]) -> int:
    """Print what was found about the receipt in a file; 0 if all of it agrees, otherwise 1."""
    try:
        findings = verify(json.loads(Path(arguments[0]).read_text("utf-8")))
    except (IndexError, OSError, ValueError, RecursionError) as problem:
        findings = [held("FILE", f"{type(problem).__name__}: {problem}", "?")]
    for one in findings:
        sys.stdout.write(f"✓ {one.term}: {one.found}\n" if one.agrees else f"✗ {one.term}: {one.vi} · {one.en}\n")
    wrong = ", ".join(one.term for one in findings if not one.agrees)
    sys.stdout.write(f"Phiếu điểm · The receipt: {'KHÔNG ĐÚNG · fails: ' + wrong if wrong else 'ĐÚNG · holds'}\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
