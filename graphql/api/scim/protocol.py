"""What every SCIM request shares: who asks, the body, the page and the filter asked for, answers and errors."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, TypeVar
from uuid import UUID

import msgspec
from litestar import Request, Response
from litestar.exceptions import HTTPException
from pydantic import ValidationError
from scim2_models import (
    Context,
    Error,
    InvalidSyntaxException,
    ListResponse,
    NotFoundException,
    PatchOp,
    PreconditionFailedException,
    Resource,
    ResponseParameters,
    SCIMException,
    ScimPolicy,
)
from sqlalchemy import ColumnElement
from sqlalchemy.ext.asyncio import AsyncSession

from api.door import Door
from api.errors import STATUS, refusal_of
from kernel.errors import Refusal, Unauthenticated
from policies.authority import Caller, authorize
from tenants.scim.filters import condition
from tenants.scim.views import Window

TYPE: Final = "application/scim+json"
MOST: Final = 200
# What a directory says beyond what is kept here is left aside, as RFC 7644 (3.3) lets a provider do.
LENIENT: Final = ScimPolicy(unknown=ScimPolicy.Unknown.ignore)
CONFLICTS: Final = frozenset(("SCIM_EXISTS", "PIN_TAKEN", "LOGIN_TAKEN", "UNIT_CODE_TAKEN", "PERSON_HAS_ACCOUNT"))
KINDS: Final = {"SCIM_FIXED": "mutability", "SCIM_FILTER": "invalidFilter"}
Kind = TypeVar("Kind", bound=Resource[Any])


class Asking:
    """One request of a directory, by its token."""

    def __init__(self, request: Request[Any, Any, Any], door: Door, caller: Caller) -> None:
        self.request = request
        self.caller = caller
        self._door = door

    @asynccontextmanager
    async def session(self) -> AsyncIterator[AsyncSession]:
        """One transaction as the caller's tenant."""
        async with self._door.db.tenant(self.caller.tenant_id) as session:
            yield session

    def id(self) -> UUID:
        """The id in the address; one that is no id is one that is unknown."""
        try:
            return UUID(str(self.request.path_params["id"]))
        except ValueError as error:
            raise NotFoundException(detail="no such resource") from error

    async def given(self, model: type[Kind], context: Context) -> Kind:
        """The resource in the body."""
        return model.model_validate(await self._body(), scim_ctx=context, scim_policy=LENIENT)

    async def patch(self, resource: Kind) -> bool:
        """Apply the operations in the body to a resource; whether anything changed."""
        operations = PatchOp[type(resource)].model_validate(  # type: ignore[misc] # the model is known when it is asked
            await self._body(), scim_ctx=Context.RESOURCE_PATCH_REQUEST, scim_policy=LENIENT
        )
        return bool(operations.patch(resource, scim_policy=LENIENT))

    async def _body(self) -> object:
        try:
            return msgspec.json.decode(await self.request.body())
        except msgspec.DecodeError as error:
            raise InvalidSyntaxException(detail="the body is not JSON") from error

    def window(self) -> Window:
        """The page asked for; out of range is brought into it (RFC 7644, 3.4.2.4)."""
        return Window(max(1, self._number("startIndex", 1)), min(max(0, self._number("count", 100)), MOST))

    def condition(self, model: type[Resource[Any]], columns: dict[str, Any]) -> ColumnElement[bool] | None:
        """The filter asked for."""
        given = self.request.query_params.get("filter")
        return condition(model, given, columns) if given else None

    def check_version(self, version: str) -> None:
        """Refuse a change of something that has changed since it was read (If-Match)."""
        wanted = self.request.headers.get("if-match")
        if wanted and wanted.strip() != "*" and version not in [one.strip() for one in wanted.split(",")]:
            raise PreconditionFailedException(detail="it has changed since it was read")

    def one(self, resource: Resource[Any], context: Context, status: int = 200) -> Response[bytes]:
        """A resource as the answer, with its version; `attributes` and `excludedAttributes` are honoured."""
        told = self._told(resource, context)
        headers = {"etag": version_of(resource), "location": str(resource.meta.location if resource.meta else "")}
        return Response(msgspec.json.encode(told), status_code=status, media_type=TYPE, headers=headers)

    def page(self, total: int, window: Window, found: list[Any]) -> Response[bytes]:
        """A page of resources as the answer."""
        told = {
            "schemas": [str(ListResponse.__schema__)],
            "totalResults": total,
            "startIndex": window.start,
            "itemsPerPage": len(found),
            "Resources": [self._told(one, Context.RESOURCE_QUERY_RESPONSE) for one in found],
        }
        return Response(msgspec.json.encode(told), media_type=TYPE)

    def _told(self, resource: Resource[Any], context: Context) -> dict[str, Any]:
        if resource.meta is not None:
            resource.meta.version = version_of(resource)
        query = self.request.query_params
        names = [name for name in ("attributes", "excludedAttributes") if query.get(name)]
        asked = ResponseParameters[type(resource)].model_validate(  # type: ignore[misc] # the model is known when it is asked
            {name: query[name] for name in names}
        )
        told: dict[str, Any] = resource.model_dump(scim_ctx=context, response_parameters=asked)
        return told

    def _number(self, name: str, usual: int) -> int:
        try:
            return min(int(self.request.query_params.get(name, usual)), 2**31 - 1)
        except ValueError:
            return usual


def version_of(resource: Resource[Any]) -> str:
    """The version of a resource: a weak tag of what it says, whatever it was before."""
    said = resource.model_dump_json(exclude={"meta"})
    return f'W/"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'


async def asking(request: Request[Any, Any, Any], door: Door) -> Asking:
    """Who asks, by a token that may provision; a browser's session opens nothing here."""
    if not request.headers.get("authorization"):
        raise Unauthenticated()
    caller = await door.callers.known(request, changing=False)
    authorize(caller, "scim", "manage")
    return Asking(request, door, caller)


def refuse(_request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    """Whatever was raised, in SCIM's form (RFC 7644, 3.12)."""
    if isinstance(error, ValidationError):
        told = Error(status=400, scim_type="invalidValue", detail=_first(error))
    elif isinstance(error, SCIMException):
        told = error.to_error()
    elif isinstance(error, HTTPException):
        told = Error(status=error.status_code, detail=error.detail)
    else:
        told = _of_refusal(refusal_of(error))
    body = msgspec.json.encode(told.model_dump(scim_ctx=Context.DEFAULT))
    headers = {"www-authenticate": "Bearer"} if told.status == 401 else {}
    return Response(body, status_code=told.status or 500, media_type=TYPE, headers=headers)


def _of_refusal(refusal: Refusal) -> Error:
    detail = refusal.sentence("en")
    if refusal.code in CONFLICTS:
        return Error(status=409, scim_type="uniqueness", detail=detail)
    status = STATUS.get(refusal.code, 400)
    kind = KINDS.get(refusal.code, "invalidValue") if status == 400 else None
    return Error(status=status, scim_type=kind, detail=detail)


def _first(error: ValidationError) -> str:
    found = error.errors(include_input=False, include_url=False)[0]
    return f"{'.'.join(str(part) for part in found['loc'])}: {found['msg']}"
