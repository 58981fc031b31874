"""What a message of the queue may tell operators: its job, whose it is, how often it failed, the class of its error.

The rest of a message (arguments, the text of the error) may hold what is a person's, and is never told.
"""

import builtins
import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

FRAMES: Final = "Traceback (most recent call last):"
CLASS: Final = re.compile(r"([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)(?::|$)")
JOB: Final = re.compile(r"[a-z][a-z0-9_]{0,59}")
UNKNOWN: Final = "?"


@dataclass(frozen=True)
class Letter:
    """A message that failed: given up at `at`, or waiting until then for its next try."""

    id: UUID
    at: datetime
    job: str
    tenant_id: int | None
    tries: int
    error: str | None


@dataclass(frozen=True)
class Asked:
    """What a message asked for, to ask for it once more."""

    job: str
    tenant_id: int
    args: dict[str, Any]


def read(message_id: UUID, at: datetime, body: bytes) -> Letter:
    """A message as operators see it; one that cannot be read has no job."""
    fields = _fields(body)
    options = fields.get("options")
    told = options if isinstance(options, dict) else {}
    asked = asked_for(body)
    tries = told.get("tries", 0)
    return Letter(
        message_id,
        at,
        asked.job if asked else _job(fields) or UNKNOWN,
        asked.tenant_id if asked else None,
        tries if isinstance(tries, int) else 0,
        error_class(told.get("traceback")),
    )


def asked_for(body: bytes) -> Asked | None:
    """The job of a message with its tenant and arguments; nothing when it is no message of this program."""
    fields = _fields(body)
    job, given = _job(fields), fields.get("kwargs")
    if job is None or not isinstance(given, dict):
        return None
    args = dict(given)
    tenant_id = args.pop("tenant_id", None)
    return Asked(job, tenant_id, args) if isinstance(tenant_id, int) else None


def error_class(trace: object) -> str | None:
    """The name of the exception's class at the end of a traceback, without anything of its message.

    The line after the last frames begins with it; a message of several lines follows. What does not look like a class
    is not told.
    """
    lines = trace.splitlines() if isinstance(trace, str) else []
    begins = [number for number, line in enumerate(lines) if line == FRAMES]
    for line in lines[begins[-1] + 1 :] if begins else []:
        if line and not line[0].isspace():
            found = CLASS.match(line)
            return found.group(1) if found and _is_class(found.group(1)) else None
    return None


def _is_class(name: str) -> bool:
    return "." in name or name.endswith(("Error", "Exception")) or hasattr(builtins, name)


def _job(fields: dict[str, Any]) -> str | None:
    name = fields.get("actor_name")
    return name if isinstance(name, str) and JOB.fullmatch(name) else None


def _fields(body: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(body)
    except ValueError:
        return {}
    return fields if isinstance(fields, dict) else {}
