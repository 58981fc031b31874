"""How PostgreSQL goes about scoring where its statistics know nothing of what waits."""

from datetime import timedelta
from typing import Any

from sqlalchemy import event, text

from kernel.database import JOIN_AS_PLANNED, JOIN_WHOLE
from tenants.norms.language import shipped_text
from tenants.scoring import actions, months
from tenants.scoring.statements import score_waiting
from tests.norms.office import make_office, numbered
from tests.worklogs.conftest import Log


async def test_what_a_pilot_scores_is_looked_for_once_and_not_for_each_entry(scored_log: Log) -> None:
    province = scored_log.province
    async with province.db.tenant(province.id) as session:
        statement = score_waiting(shipped_text("khanh-hoa"), None, spare_reigns=True)
        compiled = statement.compile(dialect=session.get_bind().dialect)
        days = {"since": province.opened, "until": province.today + timedelta(days=1)}
        own = {"tenant": province.id, "package": province.people["cadre1"], "correction": None}
        values = own | days | {"first": province.opened, "last": province.today}
        connection = await session.connection()
        raw = (await connection.get_raw_connection()).driver_connection
        assert raw is not None
        known = {name: values.get(name, value) for name, value in compiled.params.items()}
        rows = await (await raw.execute(f"EXPLAIN {compiled}", known)).fetchall()
        assert await session.scalar(text("SELECT count(*) FROM pending_score")) == 0
    plan = "\n".join(row[0] for row in rows)
    (taking,) = [part for part in plan.split("CTE ") if part.startswith("taken")]
    assert "ANY (" in taking
    assert "hashed SubPlan" in taking
    assert "Anti Join" not in taking


async def test_under_a_pilot_entries_and_months_are_scored_without_nested_loops(scored_log: Log) -> None:
    """Statistics of a list that grew since are wrong by its whole length, and a loop over it takes minutes."""
    province, office = scored_log.province, await make_office(scored_log.province)
    office.today = province.today - timedelta(days=2)
    await office.pilot(
        await office.draft(numbered("1.1.0", hard="1.7")), ["department"], province.today - timedelta(days=1),
        province.today + timedelta(days=60),
    )  # fmt: skip
    row = await scored_log.write("cadre1", work_date=province.today)
    await scored_log.verify(row.id)
    said: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    engine = province.db.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for job in (actions.score_pending, months.score):
            async with province.db.tenant(province.id) as session:
                await job(session)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    scoring = [
        at for at, one in enumerate(said) if "INSERT INTO entry_score" in one or "INSERT INTO month_score" in one
    ]
    assert len(scoring) >= 4, "each by the pilot and by the published package"
    for at in scoring:
        settings = [one for one in said[:at] if one in (JOIN_WHOLE.text, JOIN_AS_PLANNED.text)]
        assert settings[-1] == JOIN_WHOLE.text
