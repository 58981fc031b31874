"""The command line `roviec`: every room adds its commands through the entry points of the group "roviec.commands"."""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.metadata import EntryPoint, entry_points, version
from typing import Annotated

import psycopg
import typer
from pydantic import ValidationError
from sqlalchemy.exc import OperationalError

from kernel import roles
from kernel.errors import Refusal, Unavailable

GROUP = "roviec.commands"
REFUSED = 2

roles_app = typer.Typer(help="Vai trò của cơ sở dữ liệu · The three roles of the database.", no_args_is_help=True)


@roles_app.command("sql")
def roles_sql(database: Annotated[str, typer.Argument(help="Name of the database")] = roles.DATABASE) -> None:
    """Print what an operator runs, once, with psql as superuser on a PostgreSQL of their own."""
    typer.echo(roles.operator_script(database))


@roles_app.command("logins")
def roles_logins() -> None:
    """Print what makes a login for each room that runs apart, for the same psql."""
    typer.echo(roles.logins_script())


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"roviec {version('roviec')}")
        raise typer.Exit


def _root(
    show_version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Rõ Việc: KPI evaluation of cadres, from the daily log to a score that stands."""


def build(points: Iterable[EntryPoint], words: Sequence[str]) -> typer.Typer:
    """The command line, with the commands of every room, or of one room when the words begin with its name.

    An entry point names a `typer.Typer` (a group of commands) or a function (one command).
    """
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_root)
    by_name = {point.name: point for point in sorted(points, key=lambda point: point.name)}
    chosen = [by_name[words[0]]] if words and words[0] in by_name else list(by_name.values())
    for point in chosen:
        command: typer.Typer | Callable[..., None] = point.load()
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=point.name)
        else:
            app.command(point.name)(command)
    app.add_typer(roles_app, name="roles")
    return app


def run(points: Iterable[EntryPoint], words: Sequence[str]) -> int:
    """Run one command line and answer its exit code; a refusal is a sentence or two, not a traceback."""
    debug = os.environ.get("ROVIEC_DEBUG") == "1"
    try:
        build(points, words)(args=list(words), prog_name="roviec")
    except SystemExit as finished:
        return finished.code if isinstance(finished.code, int) else int(finished.code is not None)
    except (Refusal, ValidationError, OperationalError, psycopg.OperationalError) as problem:
        if debug:
            raise
        sys.stderr.write("\n".join(explain(problem)) + "\n")
        return REFUSED
    return 0


def explain(problem: Exception) -> list[str]:
    """The lines a person reads about a refusal, a malformed setting, or a database that does not answer."""
    if isinstance(problem, Refusal):
        return [f"{problem.code}: {problem.sentence()}", problem.sentence("en")]
    if isinstance(problem, ValidationError):
        faults = [f"{fault['loc'][0]}: {fault['msg']}" for fault in problem.errors(include_input=False)]
        return ["BAD_SETTING: Cấu hình không hợp lệ.", "A setting is not valid.", *faults]
    cause = problem.orig if isinstance(problem, OperationalError) else problem
    return [*explain(Unavailable()), str(cause).strip()]


def main() -> None:
    """The entry point of the installed command."""
    sys.exit(run(entry_points(group=GROUP), sys.argv[1:]))
