"""How PostgreSQL goes about scoring where its statistics know nothing of what waits."""

from datetime import timedelta

from sqlalchemy import text

from tenants.norms.language import shipped_text
from tenants.scoring.statements import score_waiting
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
