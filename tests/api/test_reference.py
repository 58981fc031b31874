"""What integrators read and generate from is the schema the program serves, and needs no network."""

import re
from pathlib import Path

from typer.testing import CliRunner

from api import commands
from api.reference import pages, refusals
from api.schema import build_schema
from api.typescript import types
from tests.api.conftest import Api

ROOT = Path(__file__).parents[2]


def test_the_committed_types_are_those_of_the_schema(tmp_path: Path) -> None:
    assert (ROOT / commands.TYPES).read_text() == types(build_schema().core), "run: roviec schema types"
    assert CliRunner().invoke(commands.schema_app, ["check", "--root", str(ROOT)]).exit_code == 0
    (tmp_path / "examples" / "typescript").mkdir(parents=True)
    (tmp_path / "schema.graphql").write_text("type Query { old: Int }\n")
    (tmp_path / commands.TYPES).write_text("")
    assert CliRunner().invoke(commands.schema_app, ["check", "--root", str(tmp_path)]).exit_code == 1


def test_the_reference_names_everything_and_loads_nothing_from_elsewhere() -> None:
    core = build_schema().core
    made = pages(core)
    page = made["index.html"]
    for root in (core.query_type, core.mutation_type):
        assert root is not None
        assert [name for name in root.fields if f"<h3><code>{name}</code></h3>" not in page] == []
    assert [kind.code for kind in refusals() if f"<h3><code>{kind.code}</code></h3>" not in page] == []
    assert "intake:manage" in page
    linked = set(re.findall(r"href='#(type-[^']+)'", page))
    assert {name for name in linked if f"id='{name}'" not in page} == set()
    assert re.findall(r"""(?:src|href)=["']((?!#)[^"']*)""", page) == ["reference.css", "reference.js"]
    assert "http" not in "".join(made[name] for name in ("reference.css", "reference.js"))


async def test_the_reference_is_served_with_its_parts(api: Api) -> None:
    async with api.client() as client:
        for path in ("/docs/api", "/docs/api/index.html", "/docs/api/reference.css", "/docs/api/reference.js"):
            assert (await client.get(path)).status_code == 200, path
        assert (await client.get("/docs/api/other.html")).status_code == 404
