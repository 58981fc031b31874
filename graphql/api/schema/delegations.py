"""Delegations (ủy quyền): who acts for whom between two days."""

from datetime import date
from uuid import UUID

import strawberry

from api.context import Info
from api.schema.fields import mutation, part, plain, query, show_all
from api.schema.people import PersonName, Post, names_of, posts_by_id
from kernel.clock import today
from tenants.organisation import delegations


@strawberry.type(description="A dated delegation: another verifies and assigns in a leader's place.")
class Delegation:
    """Whose place is taken by whom, from one day to (not including) another."""

    id: UUID
    appointment_id: UUID
    delegate_id: UUID
    valid_from: date
    valid_to: date
    document_number: str
    ranking: bool = strawberry.field(description="Whether deciding on classes is delegated too.")

    @part
    async def post(self, info: Info) -> Post | None:
        """The leading post that is delegated."""
        return await info.context.load(posts_by_id, self.appointment_id)

    @part
    async def delegate(self, info: Info) -> PersonName | None:
        """Who acts."""
        return await info.context.load(names_of, self.delegate_id)


@strawberry.type
class DelegationQuery:
    """Questions about delegations."""

    @query("delegation:grant")
    async def delegations(self, info: Info, on: date | None = None) -> list[Delegation] | None:
        """Delegations that hold on a day (today) or later: those given or received, all for an administrator."""
        async with info.context.session() as session:
            return show_all(Delegation, await delegations.delegations(session, info.context.caller, on or today()))


@strawberry.input(description="A delegation to give; it starts today or later and cannot be passed on.")
class DelegateInput:
    """Which post, to whom, from when to when, by which document."""

    appointment_id: UUID
    delegate_id: UUID
    valid_from: date
    valid_to: date
    document_number: str
    ranking: bool = strawberry.field(
        default=False, description="Deciding on classes and answering petitions too; for the head of an agency alone."
    )


@strawberry.input(description="A delegation to take back.")
class RevokeDelegationInput:
    """Which delegation."""

    delegation_id: UUID


@strawberry.type
class DelegationMutation:
    """What leaders do with their authority to verify and assign."""

    @mutation("delegation:grant")
    async def delegate(self, info: Info, input: DelegateInput) -> UUID | None:
        """Let another act in a leading post's place; answers the delegation's id."""
        async with info.context.session() as session:
            new = delegations.NewDelegation(**plain(input))
            return await delegations.delegate(session, info.context.caller, new)

    @mutation("delegation:grant")
    async def revoke_delegation(self, info: Info, input: RevokeDelegationInput) -> UUID | None:
        """Take a delegation back at once; what was decided under it stands."""
        async with info.context.session() as session:
            await delegations.revoke_delegation(session, info.context.caller, input.delegation_id)
        return input.delegation_id
