"""The commands `roviec norms ...`: check, describe and try norm packages; they need no database."""

import json
import sys
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Final

import typer

from tenants.norms.describing import described, plain
from tenants.norms.errors import NoSuchLevel, NoSuchPackage, UnreadableRecord
from tenants.norms.language import (
    NormErrors,
    Outcome,
    Package,
    RecordErrors,
    accepted,
    evaluate,
    load_package,
    read_record,
    run_examples,
    shipped_names,
    shipped_package,
    shipped_text,
)

app = typer.Typer(help="Gói định mức · Norm packages: check, describe, try.", no_args_is_help=True)

FAILED: Final = 1
REFUSED: Final = 2

Chosen = Annotated[str, typer.Argument(metavar="PACKAGE", help="A package that ships, or a file")]


@app.command("list")
def list_packages() -> None:
    """List the packages that ship with the program."""
    for name in shipped_names():
        package = shipped_package(name)
        typer.echo(f"{name:<28} {package.version:<8} {package.period:<8} {package.title.vi}")


@app.command("schema")
def schema() -> None:
    """Print the JSON Schema of a package document, for editors."""
    typer.echo(files("tenants.norms").joinpath("package.schema.json").read_text(encoding="utf-8"), nl=False)


@app.command("check")
def check(
    packages: Annotated[
        list[str] | None, typer.Argument(metavar="[PACKAGE or FILE]...", help="All that ship when none is named")
    ] = None,
) -> None:
    """Check documents and run their worked examples; exit code 1 when something is wrong."""
    results = [_holds(name) for name in packages or shipped_names()]
    if not all(results):
        raise typer.Exit(FAILED)


def _holds(name: str) -> bool:
    source, text = _document(name)
    try:
        package = load_package(text, source)
    except NormErrors as found:
        _tell(found, error=False)
        return False
    wrong = [outcome for outcome in run_examples(package) if not outcome.passed]
    for outcome in wrong:
        _tell_wrong(package, outcome)
    if not wrong:
        typer.echo(f"{source}: {package.name} {package.version}: {len(package.examples)} ví dụ đúng · examples hold")
    return not wrong


def _tell(found: NormErrors | RecordErrors, *, error: bool) -> None:
    """A line with the place and the Vietnamese sentence, and the English sentence below it, for each problem."""
    if isinstance(found, NormErrors):
        told = [(f"{p.source}:{p.line}:{p.column}: {p.code}: {p.formula}", p.vi, p.en) for p in found.problems]
    else:
        told = [(f"{p.level}: {p.code}: {p.input}", p.vi, p.en) for p in found.problems]
    for where, vi, en in told:
        typer.echo(f"{where}: {vi}\n    {en}", err=error)


def _tell_wrong(package: Package, outcome: Outcome) -> None:
    place = next(one.place for one in package.examples if one.name == outcome.example)
    where = f"{place.source}:{place.line}:{place.column}: example: {outcome.example}: {outcome.formula}"
    found = outcome.error or outcome.found
    typer.echo(f"{where}: Phải là {outcome.expected}, tính ra {found}.")
    typer.echo(f"    It should be {outcome.expected} and comes out as {found}.")


@app.command("describe")
def describe(package: Chosen) -> None:
    """Print what a package takes and promises, as JSON: levels, inputs, outputs, units, ranges, labels, criteria."""
    _print(described(_loaded(package)))


@app.command("evaluate")
def evaluate_record(
    package: Chosen,
    record: Annotated[str, typer.Option("--input", metavar="FILE", help="A record in JSON or YAML; - reads it here")],
    level: Annotated[str | None, typer.Option(help="The level of the record; the period's when not given")] = None,
) -> None:
    """Print every named value of a record's level, as exact decimal texts in JSON; below it come records under `of`."""
    chosen = _loaded(package)
    name = level or chosen.period
    if name not in chosen.levels:
        raise NoSuchLevel("level", package=chosen.name, name=name, known=", ".join(chosen.levels))
    text = sys.stdin.read() if record == "-" else _text_of(record)
    if text is None:
        raise UnreadableRecord("input", name=record)
    try:
        given = read_record(text, record, chosen, name)
        values = evaluate(chosen, name, given)
    except (NormErrors, RecordErrors) as found:
        _tell(found, error=True)
        raise typer.Exit(REFUSED) from None
    inputs = accepted(chosen.levels[name], {key: value for key, value in given.items() if key != "of"})
    _print(
        {
            "package": chosen.name,
            "version": chosen.version,
            "level": name,
            "inputs": {key: plain(value) for key, value in inputs.items()},
            "values": {key: plain(value) for key, value in values.items()},
        }
    )


def _loaded(name: str) -> Package:
    source, text = _document(name)
    try:
        return load_package(text, source)
    except NormErrors as found:
        _tell(found, error=True)
        raise typer.Exit(REFUSED) from None


def _document(name: str) -> tuple[str, str]:
    """What to call a document, and its text: of a shipped package, or of a file."""
    if name in shipped_names():
        return f"{name}.yaml", shipped_text(name)
    text = _text_of(name)
    if text is None:
        raise NoSuchPackage("package", name=name, known=", ".join(shipped_names()))
    return name, text


def _text_of(name: str) -> str | None:
    try:
        return Path(name).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _print(data: dict[str, object]) -> None:
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
