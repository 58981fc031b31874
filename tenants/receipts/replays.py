"""The scores computed again from the log and the facts they rest on, as an audit tells what differs."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from tenants.norms.models import NormPackage
from tenants.receipts import findings
from tenants.receipts.findings import Finding
from tenants.scoring import checks, month_checks
from tenants.scoring.checks import WrongScore
from tenants.scoring.month_checks import WrongMonth


async def replayed(session: AsyncSession, packages: Sequence[NormPackage]) -> list[Finding]:
    """Scores by sound packages that log and law do not give, and entries and months that lack a score.

    A month that differs only because an entry of it does is not told beside the entry.
    """
    wrong = [*await checks.unscored(session), *await checks.astray(session), *await checks.misjudged(session)]
    wrong += await checks.unlawful(session, [package.id for package in packages])
    wrong_months = await month_checks.unscored(session)
    for package in packages:
        wrong += await checks.recomputed(session, package)
        wrong_months += await month_checks.recomputed(session, package)
    told = {(one.person_id, one.work_date.replace(day=1)) for one in wrong if one.problem in ("differs", "log")}
    return [_of_entry(one) for one in wrong] + [
        _of_month(one) for one in wrong_months if one.problem == "missing" or (one.person_id, one.month) not in told
    ]


def _of_entry(wrong: WrongScore) -> Finding:
    if wrong.problem == "missing":
        return findings.entry_missing(wrong.entry_id, wrong.work_date, wrong.revision)
    key = f"{wrong.entry_id} {wrong.work_date.isoformat()} {wrong.revision} {wrong.number}"
    if wrong.problem == "verdict":
        return findings.misjudged(key)
    return findings.unlawful(key) if wrong.problem == "package" else findings.log_differs("entry", key)


def _of_month(wrong: WrongMonth) -> Finding:
    if wrong.problem == "missing":
        return findings.month_missing(wrong.person_id, wrong.month)
    key = f"{wrong.person_id} {wrong.month.isoformat()} {wrong.revision} {wrong.number}"
    return findings.log_differs("month", key)
