"""Small templates of a test's own, in a database of its own: the template is shared by all provinces of a database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import NullPool, create_engine, select

from kernel.database import Database, async_url
from tenants.catalogue.models import TemplateRecord
from tenants.catalogue.template import load_template

LEVELS = {str(level): f"Mức {level}" for level in range(1, 6)}


def record_item(code: str, **changes: object) -> dict[str, Any]:
    """A work item as the template's file writes it, with changes."""
    return {
        "code": code,
        "name": f"Đầu việc {code}",
        "field": "noi_vu",
        "task_group": "B",
        "position_groups": ["professional"],
        "norm_minutes": 240,
        "complexity": "normal",
        "standard_score": 100,
        "output": "Báo cáo",
        "unit_of_product": "báo cáo",
        **changes,
    }


def record_position(code: str, required: Mapping[str, int], **description: object) -> dict[str, Any]:
    """A job position as the template's file writes it."""
    return {
        "code": code,
        "name": f"Vị trí {code}",
        "group": "professional",
        "rank": "chuyen_vien",
        "field": "noi_vu",
        "level": "province",
        "description": {
            "purpose": "Tham mưu.",
            "duties": ["Soạn thảo.", "Theo dõi."],
            "authority": "Được dự họp.",
            "relations": "Với các phòng.",
            "requirements": "Đại học.",
            **description,
        },
        "competencies": dict(required),
    }


def write_template(
    folder: Path,
    *,
    items: Sequence[Mapping[str, Any]] = (),
    competencies: Sequence[str] = ("NL-1",),
    required: Mapping[str, int] | None = None,
    meaning: str = "Mức 5",
    **description: object,
) -> None:
    """Write the three files of a template; the one position VT-1 requires competencies."""
    files = {
        "work_items": list(items),
        "competencies": [
            {"code": code, "name": f"Năng lực {code}", "kind": "core", "levels": {**LEVELS, "5": meaning}}
            for code in competencies
        ],
        "job_positions": [record_position("VT-1", required or {"NL-1": 3}, **description)],
    }
    for name, records in files.items():
        text = yaml.safe_dump(records, allow_unicode=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")


@dataclass
class OwnTemplate:
    """A database whose template is the test's own."""

    folder: Path
    owner_url: str
    db: Database
    _loaded: dict[str, Any] = field(default_factory=dict)

    def load(self, **parts: Any) -> int:
        """Write the files with these parts changed, and load them; answers how many revisions were written."""
        self._loaded |= parts
        write_template(self.folder, **self._loaded)
        engine = create_engine(async_url(self.owner_url), poolclass=NullPool)
        with engine.begin() as connection:
            return load_template(connection, self.folder)

    def revisions(self, kind: str) -> dict[tuple[str, int], object]:
        """The time norm of every revision of the records of a kind."""
        engine = create_engine(async_url(self.owner_url), poolclass=NullPool)
        with engine.connect() as connection:
            rows = connection.execute(select(TemplateRecord.__table__).where(TemplateRecord.kind == kind)).all()
        return {(row.code, row.revision): row.content.get("norm_minutes") for row in rows}
