"""What stands below a table of a release: who is missing, which version this is and why, what the marks mean."""

from dataclasses import dataclass
from typing import Final

from tenants.catalogue.vocabulary import Words
from tenants.statistics.measures import HIDDEN_MARK
from tenants.statistics.models import Release
from tenants.statistics.vocabulary import member_words

HIDDEN: Final = Words(
    f"{HIDDEN_MARK} (OBS_STATUS Q, CONF_STATUS C): số liệu được giữ kín để không suy ra được kết quả của cá nhân.",
    f"{HIDDEN_MARK} (OBS_STATUS Q, CONF_STATUS C): hidden, so that nobody's result can be told from it.",
)


@dataclass(frozen=True)
class Footnote:
    """A note with a stable code: NOT_REPORTED, VERSION, HIDDEN."""

    code: str
    words: Words


def footnotes(release: Release, *, hides: bool) -> list[Footnote]:
    """The notes below a table of this release; `hides` when anything in it is hidden."""
    notes = []
    if release.missing:
        names = [member_words("province", code) for code in release.missing]
        notes.append(
            Footnote(
                "NOT_REPORTED",
                Words(
                    f"Chưa có số liệu của {len(names)} tỉnh, thành phố: {', '.join(name.vi for name in names)}."
                    " Số liệu cả nước là của các tỉnh, thành phố đã báo cáo.",
                    f"{len(names)} provinces have not reported yet: {', '.join(name.en for name in names)}."
                    " National figures are of the provinces that have.",
                ),
            )
        )
    if release.version > 1:
        notes.append(
            Footnote(
                "VERSION",
                Words(
                    f"Bản công bố lần {release.version}. Lý do: {release.reason}",
                    f"Version {release.version}. Reason: {release.reason}",
                ),
            )
        )
    return [*notes, Footnote("HIDDEN", HIDDEN)] if hides else notes


def period_words(period: str) -> Words:
    """A quarter or a year as people say it."""
    year, _, quarter = period.partition("-Q")
    if not quarter:
        return Words(f"Năm {year}", f"Year {year}")
    roman = ("I", "II", "III", "IV")[int(quarter) - 1]
    return Words(f"Quý {roman} năm {year}", f"Quarter {quarter} of {year}")
