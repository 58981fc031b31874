"""The command `roviec receipt verify`: a receipt in a file is computed again, without a database."""

from pathlib import Path
from typing import Annotated

import typer

from tenants.scoring import verifier

app = typer.Typer(help="Phiếu điểm · Receipts of scores.", no_args_is_help=True)


@app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="The receipt document, JSON", exists=True, dir_okay=False)],
) -> None:
    """Compute every term of a receipt again from what is in its file, and say what agrees; 0 if all of it does."""
    raise typer.Exit(verifier.main([str(file)]))


@app.callback()
def _receipt() -> None:
    """Keep `receipt` a group although it has one command."""
