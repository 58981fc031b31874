"""The commands that need the whole program: `roviec serve`, `roviec migrate`, `roviec demo load` and `demo run`."""

import typer

from api.serving import open_address
from kernel.settings import get_settings
from serving.errors import MissingOwner
from serving.run import Started, run_until_stopped
from serving.walk import walk
from tenants.demo.commands import PROVINCES, Days, Password, load_command, present, quarter_command
from tenants.demo.logins import DEMO_PASSWORD
from tenants.demo.nation_commands import nation_command
from tenants.demo.offices import OfficeLogin, offices
from tenants.demo.staging import SMALL, of_days
from tenants.provisioning.opening import addresses, prepare
from tenants.registry.models import Tenant

demo_app = typer.Typer(help="Dữ liệu minh họa · The demonstration.", no_args_is_help=True)
demo_app.command("load")(load_command)
demo_app.command("quarter")(quarter_command)
demo_app.command("nation")(nation_command)


def serve() -> None:
    """Serve the API with relay, schedule and workers in one process, until Ctrl-C."""
    settings = get_settings()

    async def announce(started: Started) -> None:
        typer.echo(f"Rõ Việc: {started.url} (Ctrl-C để dừng)")

    run_until_stopped(settings, open_address(settings), then=announce)


def migrate() -> None:
    """Bring the database's schema and the national template up to date."""
    settings = get_settings()
    if settings.database_owner_url is not None:
        changed = prepare(settings.database_owner_url.get_secret_value())
    else:
        with addresses(settings) as found:
            if found.owner is None:
                raise MissingOwner()
            changed = prepare(found.owner)
    typer.echo(f"Cơ sở dữ liệu đã ở bản mới nhất; {changed} mục của danh mục mẫu thay đổi.")


@demo_app.command("run")
def demo_run(password: Password = DEMO_PASSWORD, days: Days = None) -> None:
    """Serve with two demonstration provinces, and play the main way once through the public API."""
    # Pages on http, as on one's own machine, would lose a cookie marked for https alone.
    settings = get_settings().model_copy(update={"secure_cookies": False})

    tenants: list[Tenant] = []
    others: list[OfficeLogin] = []

    async def fill(started: Started) -> None:
        tenants.extend(await present(started.db, settings, list(PROVINCES), of_days(SMALL, days), password=password))
        others.extend(await offices(started.db, password))

    async def play(started: Started) -> None:
        await walk(started.db, started.url, tenants, password=password, others=others)

    run_until_stopped(settings, open_address(settings), first=fill, then=play)
