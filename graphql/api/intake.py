"""Where other systems send documents and tasks: signed batches of events, each answered by itself."""

from typing import Any, Final
from uuid import UUID

import msgspec
from litestar import Request, Response, post
from litestar.params import FromPath

from api.bodies import Body
from api.door import AtDoor, Door
from api.errors import language_of, told
from kernel.clock import utc_now
from tenants.intake import receiving
from tenants.intake.errors import BatchTooLarge
from tenants.intake.events import LARGEST_BODY, MOST_EVENTS
from tenants.intake.receiving import Message, Result

JSON: Final = "application/json; charset=utf-8"
LARGEST_TENANT: Final = 2**31 - 1


@post("/intake/{tenant:int}/{source:uuid}/events", status_code=200, request_max_body_size=None)
async def take(
    request: Request[Any, Any, Any], tenant: FromPath[int], source: FromPath[UUID], door: AtDoor
) -> Response[bytes]:
    """Take in events as they happen."""
    return await _taken(request, door, tenant, source, replayed=False)


@post("/intake/{tenant:int}/{source:uuid}/replay", status_code=200, request_max_body_size=None)
async def take_again(
    request: Request[Any, Any, Any], tenant: FromPath[int], source: FromPath[UUID], door: AtDoor
) -> Response[bytes]:
    """Take in events of long ago, signed anew; those known already change nothing."""
    return await _taken(request, door, tenant, source, replayed=True)


async def _taken(
    request: Request[Any, Any, Any], door: Door, tenant: int, source: UUID, *, replayed: bool
) -> Response[bytes]:
    body = await Body(request, LARGEST_BODY).whole()
    if body is None:
        raise BatchTooLarge(events=MOST_EVENTS, limit=f"{LARGEST_BODY // 2**20} MiB")
    heads = {name: request.headers.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature")}
    message = Message(heads["id"], heads["timestamp"], heads["signature"], body)
    known = tenant if 0 < tenant <= LARGEST_TENANT else LARGEST_TENANT
    results = await receiving.accept(door.db, door.sso.seal, known, source, message, now=utc_now(), replayed=replayed)
    language = language_of(request.headers.get("accept-language"))
    shown = [_shown(number, result, language) for number, result in enumerate(results)]
    return Response(msgspec.json.encode({"results": shown}), media_type=JSON)


def _shown(number: int, result: Result, language: Any) -> dict[str, Any]:  # noqa: ANN401 - one of two texts
    answer: dict[str, Any] = {"index": number, "externalId": result.external_id, "outcome": result.outcome}
    if result.matched is not None:
        answer |= {"matched": result.matched, "reason": result.reason}
    if result.refusal is not None:
        answer["error"] = told(result.refusal, language)
    return answer


HANDLERS: Final = (take, take_again)
