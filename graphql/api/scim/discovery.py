"""What this service can do, which resources it has, and their schemas (RFC 7644, section 4)."""

from typing import Any, Final

import msgspec
from litestar import Request, Response, get
from scim2_models import (
    AuthenticationScheme,
    Bulk,
    ChangePassword,
    Context,
    EnterpriseUser,
    ETag,
    Extension,
    Filter,
    ListResponse,
    Meta,
    NotFoundException,
    Patch,
    Resource,
    ResourceType,
    Schema,
    ServiceProviderConfig,
    Sort,
)

from api.door import AtDoor
from api.scim.protocol import MOST, TYPE, asking
from api.scim.resources import BASE, Cadre, CadreUser, UnitFacts, UnitGroup

RESOURCES: Final[tuple[type[Resource[Any]], ...]] = (CadreUser, UnitGroup)
EXTENSIONS: Final[tuple[type[Extension], ...]] = (EnterpriseUser, Cadre, UnitFacts)
MODELS: Final[dict[str, tuple[type[Resource[Any]], str]]] = {
    "User": (CadreUser, "/Users"),
    "Group": (UnitGroup, "/Groups"),
}


def config() -> ServiceProviderConfig:
    """What is supported."""
    return ServiceProviderConfig(
        patch=Patch(supported=True),
        bulk=Bulk(supported=False, max_operations=0, max_payload_size=0),
        filter=Filter(supported=True, max_results=MOST),
        change_password=ChangePassword(supported=False),
        sort=Sort(supported=False),
        etag=ETag(supported=True),
        authentication_schemes=[
            AuthenticationScheme(
                type=AuthenticationScheme.Type.oauthbearertoken,
                name="API token",
                description="A token with the scope scim:manage",
                primary=True,
            )
        ],
        meta=Meta(resource_type="ServiceProviderConfig", location=f"{BASE}/ServiceProviderConfig"),
    )


def resource_types() -> list[ResourceType]:
    """Users and Groups, with their extensions."""
    found = []
    for name, (model, endpoint) in MODELS.items():
        made = ResourceType.from_resource(model)
        made.id, made.name, made.endpoint = name, name, endpoint  # type: ignore[assignment] # read as a reference
        made.meta = Meta(resource_type="ResourceType", location=f"{BASE}/ResourceTypes/{name}")
        found.append(made)
    return found


def schemas() -> list[Schema]:
    """The schemas of resources and extensions."""
    found = []
    for made in [kind.to_schema() for kind in RESOURCES] + [kind.to_schema() for kind in EXTENSIONS]:
        made.meta = Meta(resource_type="Schema", location=f"{BASE}/Schemas/{made.id}")
        found.append(made)
    return found


@get(f"{BASE}/ServiceProviderConfig")
async def provider(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """What is supported."""
    await asking(request, door)
    return _one(config())


@get(f"{BASE}/ResourceTypes")
async def types(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """Which resources there are."""
    await asking(request, door)
    return _all(resource_types())


@get(f"{BASE}/ResourceTypes/{{id:str}}")
async def one_type(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """One kind of resource."""
    await asking(request, door)
    return _named(resource_types(), request)


@get(f"{BASE}/Schemas")
async def all_schemas(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """All schemas."""
    await asking(request, door)
    return _all(schemas())


@get(f"{BASE}/Schemas/{{id:str}}")
async def one_schema(request: Request[Any, Any, Any], door: AtDoor) -> Response[bytes]:
    """One schema, by its URN."""
    await asking(request, door)
    return _named(schemas(), request)


def _named(found: list[Any], request: Request[Any, Any, Any]) -> Response[bytes]:
    for one in found:
        if str(one.id) == request.path_params["id"]:
            return _one(one)
    raise NotFoundException(detail="no such resource")


def _one(resource: Resource[Any]) -> Response[bytes]:
    told = resource.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE)
    return Response(msgspec.json.encode(told), media_type=TYPE)


def _all(found: list[Any]) -> Response[bytes]:
    told = [one.model_dump(scim_ctx=Context.RESOURCE_QUERY_RESPONSE) for one in found]
    listed = {
        "schemas": [str(ListResponse.__schema__)], "totalResults": len(told), "startIndex": 1,
        "itemsPerPage": len(told), "Resources": told,
    }  # fmt: skip
    return Response(msgspec.json.encode(listed), media_type=TYPE)


HANDLERS: Final = (provider, types, one_type, all_schemas, one_schema)
