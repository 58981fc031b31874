"""Who keeps a log: people who hold posts."""

from uuid import UUID

from kernel.errors import Forbidden
from policies.authority import Caller, authorize


def author(caller: Caller) -> UUID:
    """The person who logs; an office without a person keeps no log."""
    authorize(caller, "work_entry", "log")
    if caller.person_id is None:
        raise Forbidden()
    return caller.person_id
