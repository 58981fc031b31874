"""Applying with a `kubectl` that only writes down: in order, once, without deleting what holds data."""

from tests.infra.conftest import STATELESS, Asked, Terraform

REGISTRY = "registry.example.gov.vn"
NEWER = {
    "program": f"{REGISTRY}/roviec@sha256:{'a' * 64}",
    "database": f"{REGISTRY}/postgresql@sha256:{'2' * 64}",
    "broker": f"{REGISTRY}/rabbitmq@sha256:{'3' * 64}",
    "telemetry": f"{REGISTRY}/otel-collector@sha256:{'4' * 64}",
}
ROOMS = ("api", "relay", "worker", "schedule")


def place(asked: list[Asked], name: str) -> int:
    """When something was asked."""
    return next(index for index, one in enumerate(asked) if name in one.name)


def deleted(asked: list[Asked]) -> list[str]:
    """What was taken away."""
    return [one.arguments for one in asked if " delete " in one.arguments]


def test_an_installation_from_nothing_to_its_end(terraform: Terraform) -> None:
    first = terraform.apply()
    order = (
        "Namespace/roviec",
        "Cluster/roviec-database",
        "condition=Ready",
        "Job/roviec-migrate",
        "condition=complete",
        "Deployment/roviec-api",
    )
    found = [place(first, name) for name in order]
    assert found == sorted(found)
    assert all("--context tinh-khanh-hoa" in one.arguments for one in first)

    assert terraform.apply() == [], "a second time there is nothing to do"

    changed = terraform.apply(images=NEWER)
    assert deleted(changed) == [], "a new version takes nothing away"
    wanted = {"Job/roviec-migrate-aaaaaaaaaaaa", *(f"Deployment/roviec-{room}" for room in ROOMS)}
    assert {one.name for one in changed if one.manifest} == wanted
    assert place(changed, "condition=complete") < place(changed, "Deployment/")

    gone = deleted(terraform.apply(images=NEWER, secret_store=None))
    assert len(gone) == 7
    assert all("--namespace roviec" in one and "ExternalSecret.v1.external-secrets.io" in one for one in gone)

    terraform.log.write_text("")
    said = terraform.run("destroy", *STATELESS, "-auto-approve", "-var-file=example.tfvars", check=False)
    assert "prevent_destroy" in said
    assert terraform.asked() == [], "what holds data is not taken away, and nothing else either"
