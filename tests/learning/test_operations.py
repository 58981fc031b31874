"""Proposals and drafts as a client of the API meets them."""

from api.schema.enums import ProposalOutcome
from tests.api.conftest import Api, api, settings
from tests.learning.conftest import Planted

__all__ = ["api", "settings"]

PROPOSALS = """
    query ($outcomes: [ProposalOutcome!], $first: Int!, $after: String) {
      normProposals(outcomes: $outcomes, first: $first, after: $after) {
        edges { node {
          workItemId code version normMinutes outcome proposedMinutes reasonVi reasonEn entries people observed margin
          highShare groups { positionGroup entries median }
        } }
        pageInfo { hasNextPage endCursor }
      }
    }
"""
DRAFT = """
    mutation ($input: DraftFromProposalInput!) {
      draftFromProposal(input: $input) { id version status normMinutes }
    }
"""


async def test_an_administrator_reads_a_proposal_and_makes_a_draft_of_it(planted: Planted, api: Api) -> None:
    await planted.plant(entries=60, spread=0, inflated=0)
    await planted.learn()
    token = await api.token(planted.province, "admin")
    answer = await api.ask(token, PROPOSALS, first=10)
    ((edge),) = answer["data"]["normProposals"]["edges"]
    node = edge["node"]
    assert (node["code"], node["normMinutes"], node["outcome"], node["proposedMinutes"]) == ("A-1", 60, "RAISE", 90)
    assert node["reasonVi"].endswith("Đề xuất nâng định mức lên 90 phút.")
    assert node["reasonEn"].endswith("Proposed: raise the norm to 90 minutes.")
    assert node["groups"] == [{"positionGroup": None, "entries": 60, "median": "90"}]
    chosen = {"id": node["workItemId"], "minutes": 90}
    made = await api.ask(token, DRAFT, input=chosen)
    assert made["data"]["draftFromProposal"] == {
        "id": node["workItemId"], "version": 0, "status": "DRAFT", "normMinutes": 90,
    }  # fmt: skip
    again = await api.ask(token, DRAFT, input=chosen)
    assert again["errors"][0]["extensions"]["code"] == "DRAFT_WAITING"


async def test_proposals_are_read_page_by_page_and_by_outcome(planted: Planted, api: Api) -> None:
    await planted.plant("A", items=3, entries=40, spread=0, inflated=0)
    await planted.plant("B", items=1, entries=5, spread=0, inflated=0)
    await planted.learn()
    token = await api.token(planted.province, "admin")
    one = (await api.ask(token, PROPOSALS, first=2))["data"]["normProposals"]
    assert [edge["node"]["code"] for edge in one["edges"]] == ["A-1", "A-2"]
    assert one["pageInfo"]["hasNextPage"]
    two = (await api.ask(token, PROPOSALS, first=2, after=one["pageInfo"]["endCursor"]))["data"]["normProposals"]
    assert [edge["node"]["code"] for edge in two["edges"]] == ["A-3"]
    few = (await api.ask(token, PROPOSALS, first=2, outcomes=["TOO_FEW"]))["data"]["normProposals"]
    assert [(edge["node"]["code"], edge["node"]["proposedMinutes"]) for edge in few["edges"]] == [("B-1", None)]


async def test_a_cadre_reads_no_proposals(planted: Planted, api: Api) -> None:
    answer = await api.ask(await api.token(planted.province, "cadre1"), PROPOSALS, first=10)
    assert answer["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_every_outcome_of_the_rules_has_a_name_in_the_schema() -> None:
    assert {outcome.value for outcome in ProposalOutcome} == {"raise", "lower", "keep", "too_few", "too_spread"}
