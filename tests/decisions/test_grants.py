"""A larger share for an outstanding agency: by document, by the head of the province, not under standing decisions."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from kernel.errors import Forbidden, NotFound, Refusal
from tenants.decisions import grants
from tenants.decisions.deciding import Choice
from tenants.decisions.errors import BadDays, GrantInUse, NoAgency, QuotaFull, ShareTooLarge, TextMissing
from tenants.decisions.grants import NewGrant
from tenants.decisions.models import QuotaGrant
from tests.decisions.conftest import Office

NUMBER = "88/QĐ-UBND"


async def give(office: Office, by: str = "province_head", **changes: Any) -> QuotaGrant:
    values = {
        "agency_id": office.agency, "first": office.first, "last": office.last, "document_number": NUMBER, **changes,
    }  # fmt: skip
    caller = await office.caller(by)
    async with office.province.db.tenant(office.province.id) as session:
        return await grants.grant(session, caller, NewGrant(**values), now=office.now)


async def revoke(office: Office, grant_id: UUID, by: str = "province_head") -> QuotaGrant:
    caller = await office.caller(by)
    async with office.province.db.tenant(office.province.id) as session:
        return await grants.revoke(session, caller, grant_id, now=office.now)


async def quota(office: Office) -> tuple[Decimal, int]:
    scope = await office.scope()
    return scope.proposal.share, scope.proposal.quota


async def test_q_with_25_percent_granted_40_classified_good_give_10_seats_and_otherwise_8(office: Office) -> None:
    await office.sheets(["75"] * 40)
    assert await quota(office) == (Decimal("0.20"), 8)
    row = await give(office)
    assert (row.share, row.document_number) == (Decimal("0.25"), NUMBER)
    assert await quota(office) == (Decimal("0.25"), 10)
    await revoke(office, row.id)
    assert await quota(office) == (Decimal("0.20"), 8)


async def test_a_grant_holds_in_periods_within_its_days_alone(office: Office) -> None:
    await office.sheets(["75"] * 4)
    await give(office, first=office.first + timedelta(days=1))
    await give(office, last=office.last - timedelta(days=1))
    await give(office, agency_id=office.province.units["commune"])
    assert await quota(office) == (Decimal("0.20"), 0)
    await give(office, first=office.first - timedelta(days=40), last=office.last + timedelta(days=40))
    assert await quota(office) == (Decimal("0.25"), 1)


@pytest.mark.parametrize("who", ["agency_head", "agency_deputy", "cadre1", "admin"])
async def test_the_head_of_the_province_alone_grants(office: Office, who: str) -> None:
    with pytest.raises(Forbidden):
        await give(office, who)
    row = await give(office)
    with pytest.raises(Forbidden):
        await revoke(office, row.id, who)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"share": Decimal("0.26")}, ShareTooLarge),
        ({"share": Decimal("0.20")}, ShareTooLarge),
        ({"share": Decimal("NaN")}, ShareTooLarge),
        ({"document_number": " "}, TextMissing),
        ({"agency_id": uuid4()}, NotFound),
        ({"agency_id": "budget_division"}, NoAgency),
        ({"last": -1}, BadDays),
    ],
)
async def test_a_grant_is_refused(office: Office, changes: dict[str, object], refusal: type[Refusal]) -> None:
    given: dict[str, Any] = dict(changes)
    if given.get("agency_id") == "budget_division":
        given["agency_id"] = office.province.units["budget_division"]
    if given.get("last") == -1:
        given["last"] = office.first - timedelta(days=1)
    with pytest.raises(refusal):
        await give(office, **given)


async def test_a_package_may_know_a_larger_share(office: Office) -> None:
    await office.law("settings: {quota_granted_share: 0.30}")
    assert (await give(office)).share == Decimal("0.30")


async def test_a_grant_on_which_decisions_rest_is_not_taken_back(office: Office) -> None:
    await office.sheets(["75"] * 8)
    best = await office.sheets(["97", "95"])
    row = await give(office)
    await office.decide_all()
    with pytest.raises(GrantInUse):
        await revoke(office, row.id)
    assert await quota(office) == (Decimal("0.25"), 2)
    await office.replace(best[1], "HTT", "Tự nguyện nhường")
    await revoke(office, row.id)
    with pytest.raises(NotFound):
        await revoke(office, row.id)
    with pytest.raises(QuotaFull):
        await office.replace(best[1], "HTXS", "Xem lại")
    outcomes = await office.decide_all(exceptions=[Choice(best[1], "HTXS", "Xem lại")])
    assert outcomes[0].decision is None
