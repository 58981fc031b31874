"""Every operation with values nobody expects: each gets a clear refusal, never a fault."""

from typing import Any

import pytest

from api.context import Context
from api.documents import Documents
from api.errors import refusal_of
from api.schema import build_schema
from tests.api.conftest import sso_of
from tests.api.operations import Odd, operations
from tests.fixtures_tenant import Province

SCHEMA = build_schema()
DOCUMENTS = Documents(SCHEMA.core, introspection=True)
ODD: dict[str, dict[str, Any]] = {
    "empty": {"String": "", "Int": 0, "Decimal": "0", "Boolean": False},
    "blank": {"String": "  \t\n", "Int": -1, "Decimal": "-1", "Date": "1900-01-01", "DateTime": "1900-01-01T00:00:00Z"},
    "huge": {
        "String": "ệ" * 20_000, "Int": 2**31 - 1, "Decimal": "9" * 38, "Date": "2200-12-31",
        "DateTime": "2200-12-31T23:59:59.999999-12:00",
    },
    "tiny": {"String": "\u202e", "Int": -(2**31), "Decimal": "0." + "0" * 36 + "1", "Date": "2200-01-01"},
    "wicked": {"String": "'; DROP TABLE person; -- %s {name} \\ 🏃", "Decimal": "1E+30", "Date": "1970-01-01"},
    "unstorable": {"String": "a\x00b"},
}  # fmt: skip


@pytest.mark.parametrize("who", ["admin", "province_head", "cadre1"])
@pytest.mark.parametrize("odd", ODD)
async def test_odd_values_are_refused_or_taken_but_never_a_fault(province: Province, who: str, odd: str) -> None:
    caller = province.caller(who)
    faults = []
    ways = [Odd(ODD[odd], whole=True), Odd(ODD[odd], whole=False)]
    for operation in (operation for way in ways for operation in operations(SCHEMA.core, way)):
        document = DOCUMENTS.prepare(operation.document)
        context = Context(province.db, caller, "vi", document.node, sso_of(province.db))
        result = await SCHEMA.execute(operation.document, operation.variables, context_value=context)
        for error in result.errors or ():
            refusal = refusal_of(error)
            refusal.sentence("vi")
            refusal.sentence("en")
            if refusal.code in ("INTERNAL", "UNAVAILABLE", "GRAPHQL_VALIDATION_FAILED"):
                faults.append(f"{operation}: {refusal.code} {error.original_error!r}"[:300])
    assert faults == []
