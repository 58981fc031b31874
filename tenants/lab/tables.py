"""The tables of a finished run as lines of text, for people at a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

Told = Mapping[str, Any]
NONE: Final = "chưa đủ dữ liệu"
GRAINS: Final = {"month": "THÁNG", "quarter": "QUÝ"}
GROUPS: Final = {"unit": "Theo đơn vị", "positionGroup": "Theo nhóm vị trí", "rank": "Theo ngạch"}


def lines(result: Told, unit_names: Mapping[str, str]) -> Iterator[str]:
    """Everything a run tells, period after period; units by their names."""
    if result["waiting"]:
        yield f"Lưu ý: còn {result['waiting']} tháng điểm chờ chấm lại, cột “trước” sẽ thay đổi."
    for period in result["periods"]:
        yield from _period(period, result["classes"], unit_names)


def _period(period: Told, classes: Sequence[str], unit_names: Mapping[str, str]) -> Iterator[str]:
    start = period["start"]
    named = f"{start[5:7]}/{start[:4]}" if period["grain"] == "month" else f"{int(start[5:7]) // 3 + 1}/{start[:4]}"
    yield ""
    yield f"{GRAINS[period['grain']]} {named}: {period['persons']} người, {period['entries']} đầu mục nhật ký"
    yield (
        f"  đổi mức {period['moved']} · tăng điểm {period['rose']} · giảm điểm {period['fell']} · "
        f"trung bình {_shown(period['mean_before'])} → {_shown(period['mean_after'])} · "
        f"điểm nhật ký {_shown(period['points_before'])} → {_shown(period['points_after'])}"
    )
    if period["refused"]:
        yield f"  {period['refused']} đầu mục có dữ liệu bản thảo không chấp nhận"
    yield from _quota(period["quota"])
    yield from _migration(period["migration"], classes)
    yield from _distribution(period["distribution"])
    for name, title in GROUPS.items():
        yield from _groups(title, period["groups"][name], unit_names)


def _shown(value: Any) -> str:  # noqa: ANN401 - a count, an exact text or nothing
    return "–" if value is None else str(value)


def _quota(quota: Told | None) -> Iterator[str]:
    if quota is None:
        return
    for title, side in (("trước", "before"), ("sau", "after")):
        found = quota[side]
        yield (
            f"  tỷ lệ xuất sắc {title}: {found['highest']} HTXS, cho phép {found['allowed']}, "
            f"vượt {found['above']} ở {found['agencies_above']}/{found['agencies']} cơ quan"
        )


def _migration(cells: Sequence[Told], classes: Sequence[str]) -> Iterator[str]:
    counts = {(cell["before"], cell["after"]): cell["persons"] for cell in cells}
    columns: list[str | None] = [*classes, None]
    yield "  Chuyển mức (hàng: trước, cột: sau)"
    yield "    " + " " * 17 + "".join(f"{column or NONE:>17}" for column in columns)
    for before in columns:
        yield "    " + f"{before or NONE:>17}" + "".join(f"{counts.get((before, after), 0):>17}" for after in columns)


def _distribution(bins: Sequence[Told]) -> Iterator[str]:
    yield "  Phân bố tổng điểm (từng 2 điểm): trước | sau"
    for one in bins:
        yield f"    từ {one['bin']:>3}{int(one['before']):>9} | {int(one['after']):>7}"


def _groups(title: str, groups: Sequence[Told], unit_names: Mapping[str, str]) -> Iterator[str]:
    yield f"  {title}"
    for one in groups:
        key = one["key"]
        name = unit_names.get(key or "", key or "(không rõ)")
        if one["withheld"]:
            yield f"    {name}: {one['persons']} người (quá ít để nêu)"
            continue
        yield (
            f"    {name}: {one['persons']} người, đổi mức {one['moved']}, trung bình {_shown(one['mean_before'])} → "
            f"{_shown(one['mean_after'])} · {_counts(one['classes_before'])} → {_counts(one['classes_after'])}"
        )


def _counts(classes: Sequence[Told]) -> str:
    return ", ".join(f"{one['rating'] or NONE} {one['persons']}" for one in classes)
