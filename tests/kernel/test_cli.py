"""The command line collects its commands from the rooms and speaks in sentences, not tracebacks."""

from collections.abc import Sequence
from importlib.metadata import EntryPoint
from typing import ClassVar

import psycopg
import pytest
import typer

from kernel import cli
from kernel.errors import Refusal, Unavailable
from kernel.settings import Settings

province = typer.Typer(help="Provinces.")


class UnknownProvince(Refusal):
    code: ClassVar[str] = "UNKNOWN_PROVINCE"
    vi: ClassVar[str] = "Không có tỉnh mang mã {number}."
    en: ClassVar[str] = "No province has the code {number}."


@province.command()
def create(number: int) -> None:
    """Create a province."""
    if number > 99:
        raise UnknownProvince("number", number=number)
    typer.echo(f"created {number}")


@province.command()
def close() -> None:
    """Close a province."""
    raise psycopg.OperationalError("the server went away")


def serve() -> None:
    """Serve the API."""
    Settings(port="abc")  # type: ignore[arg-type] # as from a malformed environment


POINTS = [
    EntryPoint("province", f"{__name__}:province", cli.GROUP),
    EntryPoint("serve", f"{__name__}:serve", cli.GROUP),
]


def run(*words: str, points: Sequence[EntryPoint] = POINTS) -> int:
    return cli.run(points, words)


def test_a_group_of_a_room_runs(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("province", "create", "56") == 0
    assert capsys.readouterr().out == "created 56\n"


def test_help_lists_the_commands_of_every_room(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    help_text = capsys.readouterr().out
    assert all(f" {name} " in help_text for name in ("province", "serve", "roles"))


def test_one_room_runs_although_another_cannot_be_imported(capsys: pytest.CaptureFixture[str]) -> None:
    broken = EntryPoint("broken", "no_such_module:app", cli.GROUP)
    assert run("province", "create", "42", points=[broken, *POINTS]) == 0


def test_a_refusal_is_two_sentences_and_exit_code_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("province", "create", "100") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "UNKNOWN_PROVINCE: Không có tỉnh mang mã 100.\nNo province has the code 100.\n"


def test_a_refusal_is_raised_for_whoever_debugs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROVIEC_DEBUG", "1")
    with pytest.raises(UnknownProvince):
        run("province", "create", "100")


def test_a_database_that_does_not_answer_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("province", "close") == 2
    assert capsys.readouterr().err.splitlines() == [
        f"UNAVAILABLE: {Unavailable.vi}",
        Unavailable.en,
        "the server went away",
    ]


def test_a_malformed_setting_is_named_without_its_value(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("serve") == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("BAD_SETTING:")
    assert lines[2].startswith("port: Input should be a valid integer")
    assert "abc" not in lines[2]


def test_an_unknown_command_is_a_usage_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("provnce") == 2
    assert "No such command" in capsys.readouterr().err


def test_the_version_is_the_packages(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("roviec ")


def test_the_operators_script_makes_three_roles_without_powers(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("roles", "sql", "kpi") == 0
    script = capsys.readouterr().out
    assert script.count("NOSUPERUSER NOBYPASSRLS") == 3
    assert 'CREATE DATABASE "kpi" OWNER "roviec_owner"' in script
    assert "PASSWORD '" not in script
