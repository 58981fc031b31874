"""The national template: revisions, a fresh province, and the files that ship."""

from importlib.resources import files
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, insert, select

from kernel.clock import utc_now
from kernel.database import async_url
from tenants.catalogue.errors import BadTemplate, NoTemplate
from tenants.catalogue.models import (
    Competency,
    JobPositionVersion,
    RequiredCompetency,
    TemplateRecord,
    WorkItem,
    WorkItemVersion,
)
from tenants.catalogue.template import adopt_template, read_template, template_of
from tenants.catalogue.vocabulary import VALUE_WORDS, field_words, value_words
from tests.catalogue.conftest import Catalogue
from tests.catalogue.templates import OwnTemplate, record_item, write_template
from tests.fixtures_tenant import Province, make_province


def test_the_shipped_template_has_words_for_every_code_and_is_large_enough() -> None:
    found = read_template(files("tenants") / "templates" / "national")
    kinds = [kind for kind, _ in found]
    assert kinds.count("job_position") >= 120
    assert kinds.count("work_item") >= 250
    for (kind, code), content in found.items():
        for field, words in VALUE_WORDS.items():
            value = content.get(field)
            values = value if isinstance(value, list) else [value] if value is not None else []
            assert set(values) <= set(words), (kind, code, field)


async def test_a_fresh_province_takes_over_the_whole_template_approved_and_dated(national: Catalogue) -> None:
    province = national.province
    async with province.db.tenant(province.id) as session:
        shipped = [kind for kind, _ in read_template(files("tenants") / "templates" / "national")]
        for kind, table in (("competency", Competency), ("job_position", JobPositionVersion)):
            assert await session.scalar(select(func.count()).select_from(table)) == shipped.count(kind)
        rows = list(await session.scalars(select(WorkItemVersion)))
        assert len(rows) == shipped.count("work_item")
        assert {(row.version, row.status, row.valid_from, row.valid_to) for row in rows} == {
            (1, "approved", province.opened, None)
        }
        newest = await template_of(session)
        for item in await session.scalars(select(WorkItem)):
            assert item.template_code == item.code
            assert item.template_revision == newest["work_item", item.code].revision
        assert (await session.scalar(select(func.count()).select_from(RequiredCompetency)) or 0) > 500
        again = await adopt_template(session, province.opened, now=national.now)
        assert (again.competencies, again.positions, again.items) == (0, 0, 0)


async def test_without_a_template_nothing_is_taken_over_silently(own_template: OwnTemplate) -> None:
    province = await make_province(own_template.db)
    async with province.db.tenant(province.id) as session:
        with pytest.raises(NoTemplate):
            await adopt_template(session, province.opened, now=utc_now())


def test_every_field_and_value_can_be_said_in_two_languages() -> None:
    for (kind, _), content in read_template(files("tenants") / "templates" / "national").items():
        for path, value in content.items():
            assert all((*field_words(kind, path), *value_words(path, value)))
    assert field_words("job_position", "competencies.NL-1") == ("Khung năng lực NL-1", "Competency framework NL-1")
    assert value_words("position_groups", ["shared", "x"]) == ("Chuyên môn dùng chung, x", "Shared professional, x")
    assert value_words("norm_minutes", None) == ("(không có)", "(none)")


async def test_what_one_province_took_over_another_does_not_see(national: Catalogue, other_province: Province) -> None:
    async with other_province.db.tenant(other_province.id) as session:
        assert await session.scalar(select(func.count()).select_from(WorkItem)) == 0


def test_loading_writes_a_revision_only_where_the_content_changed(own_template: OwnTemplate) -> None:
    assert own_template.load(items=[record_item("A-1"), record_item("A-2")]) == 4
    assert own_template.load(items=[record_item("A-1"), record_item("A-2")]) == 0
    assert own_template.load(items=[record_item("A-1", norm_minutes=60), record_item("A-3")]) == 3
    assert own_template.revisions("work_item") == {
        ("A-1", 1): 240,
        ("A-1", 2): 60,
        ("A-2", 1): 240,
        ("A-2", 2): None,
        ("A-3", 1): 240,
    }
    assert own_template.load(items=[record_item("A-1", norm_minutes=60), record_item("A-3")]) == 0


def test_the_program_itself_cannot_write_the_template(app_url: str) -> None:
    engine = create_engine(async_url(app_url))
    with engine.connect() as connection, pytest.raises(Exception, match="permission denied"):
        connection.execute(insert(TemplateRecord), {"kind": "x", "code": "x", "revision": 1, "content": {}})
    engine.dispose()


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (record_item("A-1", norm_minutes=0), "norm_minutes"),
        (record_item("A-1", norm_minutes="two"), "two"),
        (record_item("A-1", name=7), "'int'"),
        (record_item("a 1"), "code"),
        (record_item("A-1", task_group="C"), "task_group"),
        ({"code": "A-1"}, "name"),
    ],
)
def test_a_wrong_record_is_refused_by_file_and_code(tmp_path: Path, item: dict[str, object], reason: str) -> None:
    write_template(tmp_path, items=[record_item("A-0"), item])
    with pytest.raises(BadTemplate, match=reason) as refused:
        read_template(tmp_path)
    assert (refused.value.data["file"], refused.value.data["item"]) == ("work_items.yaml", item["code"])


def test_a_repeated_code_and_an_unknown_competency_are_refused(tmp_path: Path) -> None:
    write_template(tmp_path, items=[record_item("A-1"), record_item("A-1")])
    with pytest.raises(BadTemplate, match="twice"):
        read_template(tmp_path)
    write_template(tmp_path, required={"NL-1": 2, "NL-9": 3})
    with pytest.raises(BadTemplate, match="NL-9"):
        read_template(tmp_path)
