"""The command `roviec norms-learn`: hold the norms of a province against its log, and tell what follows."""

import asyncio
import json
from typing import Annotated, Any

import typer

from kernel.clock import today
from kernel.errors import NotFound
from kernel.settings import get_settings
from tenants.learning import actions, queries
from tenants.learning.queries import Proposal
from tenants.provisioning.opening import opened
from tenants.registry import queries as registry


def norms_learn(
    tenant: Annotated[str, typer.Option(help="Short name of the province")],
    everything: Annotated[
        bool, typer.Option("--all", help="Also norms that stay, and where nothing is proposed")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One line of JSON for each work item")] = False,
) -> None:
    """Learn norms from verified entries and tell what is proposed; no norm is changed."""
    for proposal in asyncio.run(_learned(tenant)):
        if not everything and proposal.verdict.minutes is None:
            continue
        if as_json:
            typer.echo(json.dumps(_told(proposal), ensure_ascii=False))
            continue
        change = f"{proposal.norm_minutes} → {proposal.verdict.minutes or proposal.norm_minutes}"
        typer.echo(f"{proposal.code}: {change} · {proposal.name}")
        typer.echo(f"  {proposal.verdict.reason.vi}\n  {proposal.verdict.reason.en}")


async def _learned(slug: str) -> list[Proposal]:
    async with opened(get_settings()) as db:
        async with db.platform() as session:
            found = await registry.tenant_by_slug(session, slug)
        if found is None or found.kind != "province":
            raise NotFound("tenant")
        async with db.tenant(found.id) as session:
            await actions.learn(session)
            return await queries.held_against_norms(session, on=today())


def _told(proposal: Proposal) -> dict[str, Any]:
    evidence, verdict = proposal.evidence, proposal.verdict
    numbers = ("lower_quartile", "median", "upper_quartile", "observed", "margin", "high_share")
    return {
        "id": str(proposal.work_item_id),
        "code": proposal.code,
        "name": proposal.name,
        "version": proposal.version,
        "norm": proposal.norm_minutes,
        "outcome": verdict.outcome,
        "proposed": verdict.minutes,
        "entries": evidence.entries,
        "people": evidence.people,
        "first_day": evidence.first_day.isoformat(),
        "last_day": evidence.last_day.isoformat(),
        **{name: str(getattr(evidence, name)) for name in numbers},
        "groups": proposal.groups,
        "vi": verdict.reason.vi,
        "en": verdict.reason.en,
    }
