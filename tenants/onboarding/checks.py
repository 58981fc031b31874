"""What a province may lack before it goes live: each check with its words, and the statement that finds who lacks it.

Every statement answers `id` and `label`, ordered, and takes `:tenant`, `:today` and role lists. A check that is about
the province as a whole answers one row without an id.
"""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import TextClause, text

HELD: Final = "{0}.valid_from <= :today AND ({0}.valid_to IS NULL OR {0}.valid_to > :today)"
POST: Final = HELD.format("post")
PLACE: Final = HELD.format("place")
VERSION: Final = HELD.format("version")


@dataclass(frozen=True)
class Check:
    """One thing that may be missing; `blocking` says whether going live without it fails somebody."""

    code: str
    vi: str
    en: str
    blocking: bool
    missing: TextClause


def _check(code: str, vi: str, en: str, missing: str, *, blocking: bool = True) -> Check:
    return Check(code, vi, en, blocking, text(missing))


CHECKS: Final = (
    _check(
        "UNITS_WITHOUT_HEAD", "Đơn vị có người mà chưa có người đứng đầu", "Units with people and no head",
        f"""
        SELECT place.unit_id AS id, place.name AS label FROM unit_place AS place
        WHERE place.tenant_id = :tenant AND {PLACE}
          AND EXISTS (SELECT FROM appointment AS post WHERE post.tenant_id = :tenant
                      AND post.unit_id = place.unit_id AND {POST})
          AND NOT EXISTS (SELECT FROM appointment AS post WHERE post.tenant_id = :tenant
                          AND post.unit_id = place.unit_id AND post.role = ANY (CAST(:heads AS text[])) AND {POST})
        ORDER BY place.path
        """,  # noqa: S608 - our own constants
    ),
    _check(
        "NO_PEOPLE", "Chưa có cán bộ nào", "No people yet",
        "SELECT NULL AS id, '' AS label WHERE NOT EXISTS (SELECT FROM person WHERE tenant_id = :tenant)",
    ),
    _check(
        "PEOPLE_WITHOUT_POST", "Cán bộ chưa được bố trí vào đơn vị nào", "People without a post in any unit",
        """
        SELECT person.id, person.full_name AS label FROM person
        WHERE person.tenant_id = :tenant AND NOT EXISTS (
            SELECT FROM appointment AS post
            WHERE post.tenant_id = :tenant AND post.person_id = person.id
              AND (post.valid_to IS NULL OR post.valid_to > :today))
        ORDER BY person.sort_key, person.id
        """,
    ),
    _check(
        "POSTS_WITHOUT_POSITION", "Cán bộ chưa gắn vị trí việc làm", "People whose post names no job position",
        f"""
        SELECT DISTINCT ON (person.sort_key, person.id) person.id, person.full_name AS label
        FROM appointment AS post
        JOIN person ON person.tenant_id = :tenant AND person.id = post.person_id
        WHERE post.tenant_id = :tenant AND post.job_position_id IS NULL AND {POST}
        ORDER BY person.sort_key, person.id
        """,  # noqa: S608 - our own constants
        blocking=False,
    ),
    _check(
        "PEOPLE_WITHOUT_ACCOUNT", "Cán bộ chưa có tài khoản", "People without an account",
        f"""
        SELECT DISTINCT ON (person.sort_key, person.id) person.id, person.full_name AS label
        FROM appointment AS post
        JOIN person ON person.tenant_id = :tenant AND person.id = post.person_id
        WHERE post.tenant_id = :tenant AND {POST} AND NOT EXISTS (
            SELECT FROM account WHERE account.tenant_id = :tenant AND account.person_id = person.id
            AND account.disabled_at IS NULL)
        ORDER BY person.sort_key, person.id
        """,  # noqa: S608 - our own constants
    ),
    _check(
        "ACCOUNTS_NEVER_USED", "Tài khoản chưa đăng nhập lần nào", "Accounts that never signed in",
        """
        SELECT account.id, account.login AS label FROM account
        WHERE account.tenant_id = :tenant AND account.disabled_at IS NULL AND NOT account.break_glass
          AND NOT EXISTS (SELECT FROM browser_session AS open
                          WHERE open.tenant_id = :tenant AND open.account_id = account.id)
          AND NOT EXISTS (SELECT FROM audit_event AS act
                          WHERE act.tenant_id = :tenant AND act.subject_id = account.id
                            AND act.action IN ('signed_in', 'activated', 'broke_glass'))
        ORDER BY account.login
        """,
        blocking=False,
    ),
    _check(
        "POSITIONS_WITHOUT_ITEMS", "Vị trí việc làm có người mà không có đầu việc nào để ghi",
        "Job positions held by people with no work item to log",
        f"""
        SELECT position.id, version.name AS label FROM job_position AS position
        JOIN job_position_version AS version ON version.tenant_id = :tenant AND version.job_position_id = position.id
             AND version.status = 'approved' AND {VERSION}
        WHERE position.tenant_id = :tenant
          AND EXISTS (SELECT FROM appointment AS post WHERE post.tenant_id = :tenant
                      AND post.job_position_id = position.id AND {POST})
          AND NOT EXISTS (SELECT FROM work_item_version AS item WHERE item.tenant_id = :tenant
                          AND item.status = 'approved' AND version.position_group = ANY (item.position_groups)
                          AND item.valid_from <= :today AND (item.valid_to IS NULL OR item.valid_to > :today))
        ORDER BY version.name, position.id
        """,  # noqa: S608 - our own constants
    ),
    _check(
        "ITEMS_WITHOUT_NORM", "Đầu việc còn là dự thảo, chưa có định mức được duyệt",
        "Work items still in draft, with no approved norm",
        """
        SELECT DISTINCT ON (draft.sort_key, draft.work_item_id) draft.work_item_id AS id, draft.name AS label
        FROM work_item_version AS draft
        WHERE draft.tenant_id = :tenant AND draft.status = 'draft' AND NOT EXISTS (
            SELECT FROM work_item_version AS approved WHERE approved.tenant_id = :tenant
            AND approved.work_item_id = draft.work_item_id AND approved.status = 'approved')
        ORDER BY draft.sort_key, draft.work_item_id
        """,
        blocking=False,
    ),
    _check(
        "NO_PACKAGE", "Chưa có gói định mức nào đang hiệu lực", "No norm package in force",
        f"""
        SELECT NULL AS id, '' AS label WHERE NOT EXISTS (
            SELECT FROM norm_package AS version WHERE version.tenant_id = :tenant
            AND version.status IN ('published', 'superseded') AND {VERSION})
        """,  # noqa: S608 - our own constants
    ),
    _check(
        "NO_PERIOD", "Chưa mở kỳ đánh giá nào", "No evaluation period is open",
        """
        SELECT NULL AS id, '' AS label WHERE NOT EXISTS (
            SELECT FROM evaluation_period WHERE tenant_id = :tenant AND status = 'open')
        """,
    ),
    _check(
        "NO_CALENDAR", "Lịch làm việc chưa tới hết năm nay", "The working calendar does not reach the year's end",
        """
        SELECT NULL AS id, '' AS label WHERE NOT EXISTS (
            SELECT FROM calendar_day WHERE tenant_id = :tenant
            AND day = CAST(date_trunc('year', CAST(:today AS date) + 60) + interval '1 year - 1 day' AS date))
        """,
    ),
    _check(
        "ONE_ADMINISTRATOR", "Chưa có quản trị viên thứ hai để cùng ban hành",
        "No second administrator to publish with",
        """
        SELECT NULL AS id, '' AS label
        WHERE (SELECT count(*) FROM account WHERE tenant_id = :tenant AND office_role = 'tenant_admin'
               AND disabled_at IS NULL) < 2
        """,
    ),
    _check(
        "NO_BREAK_GLASS", "Đăng nhập một lần là bắt buộc mà chưa có tài khoản dự phòng",
        "Single sign-on is enforced and no break-glass account is kept",
        """
        SELECT NULL AS id, '' AS label FROM identity_provider AS provider
        WHERE provider.tenant_id = :tenant AND provider.enforced AND NOT EXISTS (
            SELECT FROM account WHERE tenant_id = :tenant AND break_glass AND disabled_at IS NULL)
        """,
    ),
    _check(
        "UNITS_WITHOUT_WAVE", "Đơn vị có người mà chưa vào đợt triển khai nào", "Units with people that no wave names",
        f"""
        SELECT place.unit_id AS id, place.name AS label FROM unit_place AS place
        WHERE place.tenant_id = :tenant AND {PLACE}
          AND EXISTS (SELECT FROM appointment AS post WHERE post.tenant_id = :tenant
                      AND post.unit_id = place.unit_id AND {POST}
                      AND NOT EXISTS (SELECT FROM expected_post AS expected
                                      WHERE expected.tenant_id = :tenant AND expected.id = post.id))
        ORDER BY place.path
        """,  # noqa: S608 - our own constants
    ),
)  # fmt: skip
