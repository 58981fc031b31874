import time, random
from dataclasses import replace
from sqlalchemy import text, create_engine, NullPool
from sqlalchemy.dialects import postgresql
from kernel.database import async_url
from tenants.catalogue import bulk, queries
from tenants.catalogue.queries import ItemFilter
from tenants.catalogue.template import adopt_template
from tests.catalogue.conftest import *
from kernel.clock import utc_now
import cProfile, pstats
async def test_t(province, national_template, owner_url):
    now=utc_now()
    async with province.db.tenant(province.id) as s:
        await adopt_template(s, province.opened, now=now)
    words="báo cáo tổng hợp kế hoạch ngân sách thẩm định dự toán hồ sơ kiểm tra đất đai công chức tiếp công dân trả lời kiến nghị".split()
    R=random.Random(1)
    us=list(province.units.values())
    new=[bulk.NewVersion(f"U-{i}", replace(UNIT_ITEM,name=" ".join(R.choices(words,k=8)).capitalize()), owner_unit_id=us[i%5] if i%50==0 else us[4]) for i in range(35000)]
    async with province.db.tenant(province.id) as s:
        p=cProfile.Profile(); p.enable(); t=time.perf_counter()
        await bulk.write_versions(s,new,bulk.Approval(province.opened,None,now)); p.disable(); print(time.perf_counter()-t); pstats.Stats(p).sort_stats("cumtime").print_stats(22)
    e=create_engine(async_url(owner_url),poolclass=NullPool).execution_options(isolation_level="AUTOCOMMIT")
    with e.connect() as c:
        for x in ("work_item","work_item_version","unit","unit_place"): c.execute(text(f"analyze {x}"))
    async with province.db.tenant(province.id) as s:
        for f in (ItemFilter(province.today,text="bao cao ng",appointment_id=province.appointments["cadre1"]), ItemFilter(province.today), ItemFilter(province.today,text="bao cao ng")):
            l=await queries.items(s, province.caller("admin"), f)
            q=str(l.rows.limit(50).compile(dialect=postgresql.dialect(),compile_kwargs={"literal_binds":True}))
            for r in await s.execute(text("explain analyze "+q.replace(":","\\:"))): print(r[0])
