"""Random people take random steps, legal or not: no decision is lost, nobody decides on themselves, no quota breaks.

What must hold is asked of the tables alone, by means of the test's own: the program's checks are not used to check it.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from kernel.errors import Refusal
from kernel.ids import uuid7
from tenants.decisions import deciding, notices, petitions
from tenants.decisions.deciding import Choice, Order
from tenants.decisions.models import Decision, Petition, QuotaProposal
from tenants.decisions.petitions import Answer
from tenants.evaluation import ranking, steps
from tenants.evaluation.models import Sheet, SheetEvent
from tenants.evaluation.steps import Opinion, SelfScore
from tests.decisions.conftest import NOT_MET, Office, make_office
from tests.evaluation.conftest import marks_of
from tests.fixtures_tenant import PEOPLE, Province

WHO = st.sampled_from(sorted(PEOPLE))
TOTALS = ("97", "96", "95", "93", "91", "90", "88", "84", "80", "78", "76", "75", "73", "71", "60", "45")
CLASS = st.sampled_from(["HTXS", "HTT", "HT", "KHT", None])
VERBS = (
    "decide", "decide_all", "replace", "petition", "answer", "withdraw", "acknowledge", "self_score", "opine",
    "unrank", "rank", "delegate", "revoke", "dismiss",
)  # fmt: skip


class Step(NamedTuple):
    """One attempt: what, by whom, on which sheet, with which class, told why or not, how many days on."""

    verb: str
    who: str
    at: int
    decided: str | None
    said: bool
    days: int


STEP = st.builds(Step, st.sampled_from(VERBS), WHO, st.integers(0, 40), CLASS, st.booleans(), st.integers(0, 12))


@dataclass
class Walk:
    """An office in which people try things."""

    office: Office
    sheets: list[UUID]
    delegations: list[UUID] = field(default_factory=list)
    days: int = 0
    done: Counter[str] = field(default_factory=Counter)
    seen: dict[UUID, tuple[Any, ...]] = field(default_factory=dict)

    async def attempt(self, step: Step) -> None:
        """Try a step; what the program refuses must leave nothing behind."""
        self.days += step.days // 6
        before = await self.decisions()
        try:
            await getattr(self, f"_{step.verb}")(step)
            self.done[step.verb] += 1
        except Refusal:
            assert await self.decisions() == before
        await self.check()

    async def decisions(self) -> dict[UUID, tuple[Any, ...]]:
        """Every decision as it is stored, all of its columns."""
        async with self.office.province.db.tenant(self.office.province.id) as session:
            rows = await session.execute(select(*Decision.__table__.columns))
            return {row.id: tuple(row) for row in rows}

    async def check(self) -> None:
        """What must hold after any step."""
        found = await self.decisions()
        assert self.seen.items() <= found.items(), "a decision was lost or changed"
        self.seen = found
        async with self.office.province.db.tenant(self.office.province.id) as session:
            own = await session.scalar(
                text(
                    "SELECT count(*) FROM decision JOIN sheet ON sheet.id = decision.sheet_id"
                    " WHERE decision.decided_by = sheet.person_id"
                )
            )
            unlawful = await session.scalar(
                text(
                    """
                    SELECT count(*) FROM decision JOIN sheet ON sheet.id = decision.sheet_id
                    LEFT JOIN appointment AS post ON post.id = decision.appointment_id
                         AND post.unit_id = sheet.agency_id AND post.role IN ('agency_head', 'province_head')
                    LEFT JOIN delegation AS given ON given.id = decision.delegation_id
                         AND given.appointment_id = post.id AND given.delegate_id = decision.decided_by
                         AND given.ranking
                    WHERE decision.petition_id IS NULL
                      AND (post.id IS NULL OR NOT (post.person_id = decision.decided_by OR given.id IS NOT NULL))
                    """
                )
            )
            beyond = await session.execute(
                text(
                    """
                    WITH standing AS (
                        SELECT DISTINCT ON (sheet_id) sheet_id, decided_class FROM decision
                        ORDER BY sheet_id, number DESC
                    )
                    SELECT sheet.position_group, count(*) FILTER (WHERE standing.decided_class = 'HTXS') AS taken,
                           (SELECT count(*) FROM sheet AS good WHERE good.position_group = sheet.position_group
                            AND good.not_ranked IS NULL AND good.class_by_points IN ('HTXS', 'HTT')) AS good
                    FROM standing JOIN sheet ON sheet.id = standing.sheet_id GROUP BY sheet.position_group
                    """
                )
            )
            gaps = await session.scalar(
                text(
                    "SELECT count(*) FROM (SELECT sheet_id, max(number) AS last, count(*) AS all_of FROM decision"
                    " GROUP BY sheet_id) AS told WHERE last <> all_of"
                )
            )
            blocked = await session.scalar(
                text(
                    "SELECT count(*) FROM decision JOIN sheet ON sheet.id = decision.sheet_id"
                    " WHERE decision.decided_class = 'HTXS' AND sheet.conditions @> '[{\"state\": \"not_met\"}]'"
                )
            )
        assert own == 0, "somebody decided on themselves"
        assert unlawful == 0, "somebody decided without authority"
        assert gaps == 0, "decisions of a sheet are not numbered one after the other"
        assert blocked == 0, "a blocker was overruled"
        for group, taken, good in beyond:
            # The most generous reading of the regulation: a fifth of everybody classified good and above, rounded down.
            assert taken <= good // 5, f"{group}: {taken} HTXS of {good} good"

    async def _decide(self, step: Step) -> None:
        await self.office.decide(
            self.sheets[step.at % len(self.sheets)], by=step.who, decided_class=step.decided,
            reason="Ý kiến tập thể" if step.said else None,
        )  # fmt: skip

    async def _decide_all(self, step: Step) -> None:
        sheet = self.sheets[step.at % len(self.sheets)]
        exceptions = (Choice(sheet, step.decided, "Ngoại lệ"),) if step.said else ()
        order = Order(self.office.period_id, self.office.agency, "20/QĐ", exceptions=exceptions)
        caller = await self.office.caller(step.who)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await deciding.decide_all(session, caller, order, now=self.now)

    @property
    def now(self) -> Any:
        """The moment of the walk."""
        return self.office.now + timedelta(days=self.days)

    async def _replace(self, step: Step) -> None:
        await self.office.replace(self.sheets[step.at % len(self.sheets)], step.decided, by=step.who)

    async def _some_decision(self, step: Step) -> Decision | None:
        async with self.office.province.db.tenant(self.office.province.id) as session:
            rows = (await session.scalars(select(Decision).order_by(Decision.id))).all()
        return rows[step.at % len(rows)] if rows else None

    async def _some_petition(self, step: Step) -> UUID:
        async with self.office.province.db.tenant(self.office.province.id) as session:
            rows = (await session.scalars(select(Petition.id).order_by(Petition.id))).all()
        return rows[step.at % len(rows)] if rows else uuid7()

    async def _petition(self, step: Step) -> None:
        decision = await self._some_decision(step)
        who: str | UUID = step.who
        if step.said and decision is not None:
            who = UUID(decision.basis["person_id"])
        caller = await self.office.caller(who)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            wanted = decision.id if decision is not None else uuid7()
            await petitions.file(session, caller, wanted, "Tôi đề nghị xem lại.", now=self.now)

    async def _answer(self, step: Step) -> None:
        caller = await self.office.caller(step.who)
        answer = Answer(
            await self._some_petition(step), "changed" if step.decided else "upheld", "Đã xem xét.", step.decided,
            "21/QĐ" if step.decided else None, "Chậm do lũ" if step.said else None,
        )  # fmt: skip
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await petitions.answer(session, caller, answer, now=self.now)

    async def _withdraw(self, step: Step) -> None:
        caller = await self.office.caller(step.who)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await petitions.withdraw(session, caller, await self._some_petition(step), now=self.now)

    async def _acknowledge(self, step: Step) -> None:
        decision = await self._some_decision(step)
        caller = await self.office.caller(step.who)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await notices.acknowledge(session, caller, decision.id if decision else uuid7(), now=self.now)

    async def _self_score(self, step: Step) -> None:
        caller = await self.office.caller(step.who)
        given_ = SelfScore(marks_of("professional", "staff"), reason="Muộn" if step.said else None)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await steps.self_score(session, caller, self.sheets[step.at % len(self.sheets)], given_, now=self.now)

    async def _opine(self, step: Step) -> None:
        caller = await self.office.caller(step.who)
        given_ = Opinion(marks_of("professional", "staff"), reason="Bổ sung" if step.said else None)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await steps.opine(session, caller, self.sheets[step.at % len(self.sheets)], given_, now=self.now)

    async def _unrank(self, step: Step) -> None:
        caller = await self.office.caller(step.who)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await ranking.mark_not_ranked(
                session, caller, self.sheets[step.at % len(self.sheets)], "long_leave", "30/QĐ", None, now=self.now
            )

    async def _rank(self, step: Step) -> None:
        caller = await self.office.caller(step.who)
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await ranking.rank_again(
                session, caller, self.sheets[step.at % len(self.sheets)], "Đã trở lại", now=self.now
            )

    async def _delegate(self, step: Step) -> None:
        self.delegations.append(await self.office.delegate(step.who, ranking=step.said))

    async def _revoke(self, step: Step) -> None:
        if self.delegations:
            await self.office.revoke(self.delegations.pop())

    async def _dismiss(self, step: Step) -> None:
        """The head's post ends today: authority is that of the moment."""
        if step.at != 7:
            return
        async with self.office.province.db.tenant(self.office.province.id) as session:
            await session.execute(
                text("UPDATE appointment SET valid_to = :today WHERE id = :post AND valid_to IS NULL"),
                {"today": self.office.province.today, "post": self.office.province.appointments["agency_head"]},
            )


_WALKS: dict[int, Walk] = {}
"""One walk through all examples of a test, by its province."""


async def begun(province: Province, conditions: Sequence[dict[str, Any]]) -> Walk:
    """An office with sheets of new people and of those who lead it, one of them blocked by a condition."""
    office = await make_office(province)
    await office.law()
    made = await office.sheets(TOTALS)
    made.append((await office.sheets(["99"], conditions=list(conditions)))[0])
    made += [await office.sheet(name, "95") for name in ("agency_head", "division_head", "cadre1")]
    return Walk(office, made)


# A walk goes on from example to example, so that a shorter one would not be the same: nothing is shrunk.
@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.generate,),
)
@given(st.lists(STEP, min_size=4, max_size=25))
async def test_no_steps_lose_a_decision_or_break_a_quota_or_find_authority(
    province: Province, taken: list[Step]
) -> None:
    if province.id not in _WALKS:
        _WALKS[province.id] = await begun(province, [NOT_MET])
    for step in taken:
        await _WALKS[province.id].attempt(step)


async def test_a_lawful_walk_decides_petitions_and_answers(province: Province) -> None:
    walk = await begun(province, [NOT_MET])
    lawful = (
        Step("decide_all", "agency_head", 0, None, said=False, days=0),
        Step("petition", "cadre1", 3, None, said=True, days=0),
        Step("answer", "province_head", 0, None, said=False, days=0),
        Step("acknowledge", "cadre1", 19, None, said=False, days=0),
    )
    for step in lawful:
        await walk.attempt(step)
    assert {"decide_all", "petition", "answer"} <= walk.done.keys()
    async with province.db.tenant(province.id) as session:
        assert len((await session.scalars(select(Sheet.id).where(Sheet.status == "decided"))).all()) > 10
        kinds = set(await session.scalars(select(SheetEvent.kind)))
        assert (await session.scalars(select(QuotaProposal.quota))).all()
    assert {"decided", "notified", "petitioned", "answered"} <= kinds
