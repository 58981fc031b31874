"""The folders `platform` and `graphql` must not hide the modules of the same name that everybody else means."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("folder", ["platform", "graphql", "tests"])
def test_a_folder_with_a_taken_name_is_no_package(folder: str) -> None:
    assert not (ROOT / folder / "__init__.py").exists()


@pytest.mark.parametrize("flags", [[], ["-P"]])
def test_from_the_repository_root_platform_and_graphql_are_everybodys(flags: list[str]) -> None:
    program = "import platform, graphql; print(platform.python_version()); print(graphql.version)"
    done = subprocess.run([sys.executable, *flags, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[0] == sys.version.split()[0]
    assert done.stdout.splitlines()[1].startswith("3.")
