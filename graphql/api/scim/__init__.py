"""SCIM 2.0 at /scim/v2: people and units kept by a directory outside, in the protocol's own form."""

from typing import Final

from litestar import Router

from api.scim import discovery, groups, users
from api.scim.protocol import refuse

HANDLERS: Final = (
    Router(
        path="/",
        route_handlers=[*discovery.HANDLERS, *users.HANDLERS, *groups.HANDLERS],
        exception_handlers={Exception: refuse},
    ),
)
