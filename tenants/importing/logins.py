"""Logins for people without an account: the ones the file says, or made of the name."""

from collections.abc import Mapping, Set

from tenants.catalogue.vocabulary import Words
from tenants.importing.people_plan import PeoplePlan
from tenants.importing.reading import Findings, WantedPost
from tenants.importing.register import Register
from tenants.vietnamese import search_key


def login_of(full_name: str) -> str:
    """A login of a name, as offices write them: the given name, then the first letters of the rest; `anvm`."""
    words = search_key(full_name).split() or ["canbo"]
    return (words[-1] + "".join(word[0] for word in words[:-1])).ljust(3, "0")[:90]


def plan_logins(plan: PeoplePlan, register: Register, found: Findings) -> Mapping[str, str]:
    """The login of each person of the file (by number) who has none; what the file says twice goes to the findings."""
    having = {person_id for person_id in register.logins.values() if person_id is not None}
    taken = set(register.logins)
    wanted: dict[str, WantedPost] = {}
    for person in plan.people:
        if person.person_id not in having and any(span.valid_to is None for span in person.spans):
            rows = [plan.rows[post.key] for post in person.posts]
            wanted[person.pin] = next((row for row in rows if row.login), rows[0])
    logins: dict[str, str] = {}
    for pin, row in wanted.items():
        if row.login is not None:
            if row.login in taken:
                said = Words(f"Tên đăng nhập {row.login} đã được dùng", f"The login {row.login} is taken")
                hint = Words("Ghi tên khác, hoặc để trống", "Write another, or leave it empty")
                found.people.wrong(row.row, "login", said, hint, code="LOGIN_TAKEN")
            taken.add(row.login)
            logins[pin] = row.login
    used: dict[str, int] = {}
    for pin, row in wanted.items():
        if pin not in logins:
            logins[pin] = _free(login_of(row.full_name), taken, used)
            taken.add(logins[pin])
    return logins


def _free(login: str, taken: Set[str], used: dict[str, int]) -> str:
    """The login, or the first one with a number behind it that is free; `used` are the numbers reached."""
    number = used.get(login, 0) + 1
    while (candidate := login if number == 1 else f"{login}{number}") in taken:
        number += 1
    used[login] = number
    return candidate
