"""What the modules put into a cluster: valid, restricted, by digest, each room with its own credentials and doors."""

import re
from typing import Any, Final

import kubernetes_validate
import pytest

from tests.infra.conftest import Terraform

# Kinds of the operators, whose schemas are not Kubernetes' own; nothing here can check them without a cluster.
OPERATORS: Final = {"Cluster", "ScheduledBackup", "RabbitmqCluster", "ExternalSecret"}
ROOMS: Final = {"migrate", "api", "relay", "worker", "schedule"}
Manifests = dict[str, dict[str, Any]]


def pods(manifests: Manifests) -> dict[str, dict[str, Any]]:
    """The template of every pod that the modules themselves start."""
    started = {name: manifest["spec"] for name, manifest in manifests.items() if "template" in manifest.get("spec", {})}
    return {name: spec["template"] for name, spec in started.items()}


def component(labels: dict[str, Any]) -> str:
    """The room that labels name."""
    return str(labels.get("app.kubernetes.io/component"))


def test_everything_is_written_as_terraform_writes_it(terraform: Terraform) -> None:
    terraform.run("fmt", "-check", "-recursive", "-diff", within=".")


@pytest.mark.parametrize("module", ["platform", "modules/database", "modules/application", "modules/network"])
def test_the_modules_own_tests_pass(terraform: Terraform, module: str) -> None:
    terraform.run("init", "-input=false", within=module)
    terraform.run("validate", "-no-color", within=module)
    assert " 0 failed." in terraform.run("test", "-no-color", within=module)


def test_what_is_kubernetes_own_fits_its_schemas(manifests: Manifests) -> None:
    checked = [manifest for manifest in manifests.values() if manifest["kind"] not in OPERATORS]
    assert {manifest["kind"] for manifest in checked} >= {"Deployment", "Job", "NetworkPolicy", "Ingress"}
    for manifest in checked:
        kubernetes_validate.validate(manifest, "1.33", strict=True)


def test_every_pod_is_restricted(manifests: Manifests) -> None:
    assert len(pods(manifests)) == len(ROOMS) + 1
    for template in pods(manifests).values():
        spec = template["spec"]
        assert spec["securityContext"]["runAsNonRoot"]
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert spec["automountServiceAccountToken"] is False
        for container in spec["containers"]:
            kept = container["securityContext"]
            assert kept["allowPrivilegeEscalation"] is False
            assert kept["readOnlyRootFilesystem"]
            assert kept["capabilities"] == {"drop": ["ALL"]}
            assert container["resources"]["limits"]["memory"]


def test_every_image_is_named_by_digest(manifests: Manifests) -> None:
    named = re.findall(r"'image(?:Name)?': '([^']+)'", str(manifests))
    assert len(named) >= len(ROOMS) + 3
    assert [image for image in named if not re.search(r"@sha256:[0-9a-f]{64}$", image)] == []


def test_each_room_has_its_own_secret_and_account(manifests: Manifests) -> None:
    taken = {}
    for template in pods(manifests).values():
        (container,) = template["spec"]["containers"]
        (source,) = container["envFrom"]
        taken[component(template["metadata"]["labels"])] = source["secretRef"]["name"]
    assert set(taken) == ROOMS | {"telemetry"}
    assert len(set(taken.values())) == len(taken)
    assert [name for name, made in manifests.items() if "DATABASE_OWNER_URL" in str(made)] == ["secret-migrate"]
    assert "BROKER_URL" not in str(manifests["secret-api"])


def test_every_pod_has_a_door_of_its_own_and_none_leads_anywhere(manifests: Manifests) -> None:
    policies = [manifest["spec"] for manifest in manifests.values() if manifest["kind"] == "NetworkPolicy"]
    assert {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]} in policies
    opened = {component(spec["podSelector"].get("matchLabels", {})) for spec in policies}
    assert opened >= ROOMS | {"database", "broker", "telemetry"}
    for spec in policies:
        for rule in spec.get("egress", []):
            assert rule["to"], "a rule without `to` leads anywhere"
    assert "0.0.0.0/0" not in str(policies)


def test_the_migration_reaches_the_database_only(manifests: Manifests) -> None:
    (container,) = manifests["migration"]["spec"]["template"]["spec"]["containers"]
    assert container["command"] == ["roviec", "migrate"]
    doors = manifests["network-migrate"]["spec"]
    assert doors["ingress"] == []
    reached = [component(to["podSelector"]["matchLabels"]) for rule in doors["egress"] for to in rule["to"]]
    assert reached == ["database"]
