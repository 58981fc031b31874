"""How a data set's parts are called in SDMX: dimensions, codes, the two statuses of a figure."""

from dataclasses import dataclass
from typing import Final

from tenants.catalogue.vocabulary import Words
from tenants.statistics.cubes import Cube
from tenants.statistics.disclosure.catalogue import TOTAL
from tenants.statistics.measures import dataset_words, measure_of
from tenants.statistics.vocabulary import COLUMN_WORDS, above, member_words

AGENCY: Final = "ROVIEC"
WHOLE: Final = "_T"
MEASURE: Final = "MEASURE"
TIME: Final = "TIME_PERIOD"
VALUE: Final = "OBS_VALUE"
OBS_STATUS: Final = "OBS_STATUS"
CONF_STATUS: Final = "CONF_STATUS"
VERSION: Final = "RELEASE_VERSION"
REASON: Final = "RELEASE_REASON"
CONCEPTS: Final = {
    MEASURE: Words("Chỉ tiêu", "Measure"),
    TIME: Words("Kỳ", "Time period"),
    VALUE: Words("Giá trị", "Observation value"),
    OBS_STATUS: Words("Trạng thái số liệu", "Observation status"),
    CONF_STATUS: Words("Trạng thái bảo mật", "Confidentiality status"),
    VERSION: Words("Bản công bố", "Version of the release"),
    REASON: Words("Lý do của bản công bố", "Reason of the version"),
}
OBS_STATUSES: Final = {
    "A": Words("Bình thường", "Normal value"),
    "Q": Words("Không công bố vì bảo mật", "Missing value; suppressed"),
    "M": Words("Không tồn tại", "Missing value; data cannot exist"),
    "L": Words("Chưa thu thập", "Missing value; data exist but were not collected"),
}
CONF_STATUSES: Final = {
    "F": Words("Tự do công bố", "Free"),
    "C": Words("Thông tin thống kê mật", "Confidential statistical information"),
}


@dataclass(frozen=True)
class Code:
    """A code of a list; `parent` is the code it is part of."""

    id: str
    words: Words
    parent: str | None = None


@dataclass(frozen=True)
class Flow:
    """A cube as SDMX sees it: the dataflow's names and the list of codes of each dimension, in order."""

    cube: Cube

    @property
    def version(self) -> str:
        """The version of dataflow and structure: that of the release."""
        return f"{self.cube.release.version}.0.0"

    @property
    def id(self) -> str:
        """The dataflow's name."""
        return f"DF_{self.cube.dataset.upper()}"

    @property
    def structure(self) -> str:
        """The name of the data structure definition."""
        return f"DSD_{self.cube.dataset.upper()}"

    @property
    def words(self) -> Words:
        """What the data set is called."""
        return dataset_words(self.cube.dataset)

    @property
    def reference(self) -> str:
        """The dataflow as SDMX-CSV names it."""
        return f"{AGENCY}:{self.id}({self.version})"

    @property
    def dimensions(self) -> dict[str, tuple[Code, ...]]:
        """The coded dimensions with their codes; time comes after them."""
        found = {}
        for column in self.cube.columns:
            up = above(column)
            found[column.upper()] = tuple(
                Code(code_of(member), member_words(column, member), code_of(up[member]) if member in up else None)
                for member in self.cube.members[column]
            )
        found[MEASURE] = tuple(
            Code(code_of(code), measure_of(self.cube.dataset, code).words) for code in self.cube.measures
        )
        return found

    @property
    def reason(self) -> str:
        """Why there is this version; the first has no reason but the plan."""
        return self.cube.release.reason or "Công bố theo kế hoạch"


def code_of(member: str) -> str:
    """A member or a measure as a code of SDMX, which knows neither stars nor dots."""
    return WHOLE if member == TOTAL else member.replace(".", "_")


def concept_words(dimension: str) -> Words:
    """What a dimension, attribute or measure is called."""
    return CONCEPTS.get(dimension) or COLUMN_WORDS[dimension.lower()]
