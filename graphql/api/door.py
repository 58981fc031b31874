"""What the handlers of one application share: settings, database, files, schema, documents and callers."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from litestar.di import NamedDependency

from api.callers import Callers
from api.compiled.running import Reads
from api.documents import Documents
from api.schema import Schema
from kernel.database import Database
from kernel.settings import Settings
from kernel.storage import Store
from tenants.accounts.sso.signing_in import SingleSignOn

Check = Callable[[], Awaitable[None]]


@dataclass(frozen=True)
class Door:
    """One application's parts; `checks` name what must answer before it is ready, each raising when it does not.

    `stats` is the database under the role that reads releases; without it the national door is closed.
    """

    settings: Settings
    db: Database
    store: Store
    schema: Schema
    documents: Documents
    callers: Callers
    reads: Reads
    sso: SingleSignOn
    stats: Database | None = None
    checks: Mapping[str, Check] = field(default_factory=dict)


AtDoor: TypeAlias = NamedDependency[Door]  # how a handler asks for it
