"""The catalogue's closed lists and the words for its fields, in Vietnamese and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple


class Words(NamedTuple):
    """A thing said in two languages."""

    vi: str
    en: str


def _listed(**words: tuple[str, str]) -> Mapping[str, Words]:
    return MappingProxyType({code: Words(*pair) for code, pair in words.items()})


# Task groups (nhóm nhiệm vụ): A, B and D are common to the province, C belongs to a unit.
TASK_GROUPS: Final = _listed(
    A=("Lãnh đạo, quản lý", "Leadership"),
    B=("Chuyên môn, nghiệp vụ", "Professional"),
    C=("Đặc thù của đơn vị", "Particular to a unit"),
    D=("Nhiệm vụ khác", "Other"),
)
UNIT_GROUP: Final = "C"

# Groups of job positions (nhóm vị trí việc làm).
POSITION_GROUPS: Final = _listed(
    leadership=("Lãnh đạo, quản lý", "Leadership and management"),
    professional=("Nghiệp vụ chuyên ngành", "Specialised professional"),
    shared=("Chuyên môn dùng chung", "Shared professional"),
    support=("Hỗ trợ, phục vụ", "Support"),
)

RANKS: Final = _listed(
    chuyen_vien_cao_cap=("Chuyên viên cao cấp", "Senior expert"),
    chuyen_vien_chinh=("Chuyên viên chính", "Principal expert"),
    chuyen_vien=("Chuyên viên", "Expert"),
    can_su=("Cán sự", "Officer"),
    nhan_vien=("Nhân viên", "Clerk"),
)

LEVELS: Final = _listed(
    province=("Cấp tỉnh", "Province"),
    commune=("Cấp xã", "Commune"),
    both=("Cấp tỉnh và cấp xã", "Province and commune"),
)

# Levels of complexity (độ phức tạp); what each is worth stands in the norm package.
COMPLEXITIES: Final = _listed(
    simple=("Đơn giản", "Simple"),
    normal=("Trung bình", "Normal"),
    hard=("Phức tạp", "Hard"),
    very_hard=("Rất phức tạp", "Very hard"),
)

COMPETENCY_KINDS: Final = _listed(
    core=("Năng lực chung", "Core"),
    professional=("Năng lực chuyên môn", "Professional"),
    managerial=("Năng lực quản lý", "Managerial"),
)

# Fields of work (lĩnh vực) of the national template; a province may add its own.
FIELDS: Final = _listed(
    chung=("Dùng chung", "Common"),
    van_phong=("Văn phòng", "Office"),
    noi_vu=("Nội vụ", "Home affairs"),
    tu_phap=("Tư pháp", "Justice"),
    tai_chinh=("Tài chính", "Finance"),
    cong_thuong=("Công Thương", "Industry and trade"),
    xay_dung=("Xây dựng", "Construction"),
    nong_nghiep_moi_truong=("Nông nghiệp và Môi trường", "Agriculture and environment"),
    khoa_hoc_cong_nghe=("Khoa học và Công nghệ", "Science and technology"),
    van_hoa_the_thao_du_lich=("Văn hóa, Thể thao và Du lịch", "Culture, sports and tourism"),
    giao_duc_dao_tao=("Giáo dục và Đào tạo", "Education and training"),
    y_te=("Y tế", "Health"),
    dan_toc_ton_giao=("Dân tộc và Tôn giáo", "Ethnic and religious affairs"),
    ngoai_vu=("Ngoại vụ", "Foreign affairs"),
    thanh_tra=("Thanh tra", "Inspection"),
    dang=("Công tác Đảng", "Party work"),
    mat_tran_doan_the=("Mặt trận và đoàn thể", "Fatherland Front and mass organisations"),
    hdnd=("Hội đồng nhân dân", "People's Council"),
    kinh_te_xa=("Kinh tế cấp xã", "Commune economy"),
    van_hoa_xa_hoi_xa=("Văn hóa – Xã hội cấp xã", "Commune culture and society"),
    hanh_chinh_cong=("Phục vụ hành chính công", "Public administration service"),
)

ITEM_FIELDS: Final = _listed(
    name=("Tên đầu việc", "Name"),
    field=("Lĩnh vực", "Field"),
    task_group=("Nhóm nhiệm vụ", "Task group"),
    position_groups=("Nhóm vị trí", "Position groups"),
    norm_minutes=("Định mức (phút)", "Norm (minutes)"),
    complexity=("Độ phức tạp", "Complexity"),
    standard_score=("Điểm chuẩn", "Standard score"),
    output=("Sản phẩm đầu ra", "Output product"),
    product_unit=("Đơn vị tính", "Unit of product"),
    attributes=("Dữ liệu riêng", "Own fact"),
)

POSITION_FIELDS: Final = _listed(
    name=("Tên vị trí việc làm", "Name"),
    position_group=("Nhóm vị trí", "Position group"),
    rank=("Ngạch", "Rank"),
    field=("Lĩnh vực", "Field"),
    level=("Cấp", "Level"),
    purpose=("Mục tiêu vị trí", "Purpose"),
    duties=("Nhiệm vụ chính", "Duties"),
    authority=("Quyền hạn", "Authority"),
    relations=("Quan hệ công việc", "Working relations"),
    requirements=("Yêu cầu về trình độ", "Requirements"),
    competencies=("Khung năng lực", "Competency framework"),
    attributes=("Dữ liệu riêng", "Own fact"),
)

COMPETENCY_FIELDS: Final = _listed(
    name=("Tên năng lực", "Name"),
    kind=("Loại năng lực", "Kind"),
    levels=("Cấp độ", "Level"),
)

FIELD_WORDS: Final[Mapping[str, Mapping[str, Words]]] = MappingProxyType(
    {"work_item": ITEM_FIELDS, "job_position": POSITION_FIELDS, "competency": COMPETENCY_FIELDS}
)

# Which closed list gives the words for the values of a field.
VALUE_WORDS: Final[Mapping[str, Mapping[str, Words]]] = MappingProxyType(
    {
        "field": FIELDS,
        "task_group": TASK_GROUPS,
        "position_groups": POSITION_GROUPS,
        "position_group": POSITION_GROUPS,
        "complexity": COMPLEXITIES,
        "rank": RANKS,
        "level": LEVELS,
        "kind": COMPETENCY_KINDS,
    }
)


def field_words(kind: str, path: str) -> Words:
    """What a field of a kind of record is called; `competencies.NL-TCTH` names its line too."""
    name, _, line = path.partition(".")
    words = FIELD_WORDS[kind][name]
    return Words(f"{words.vi} {line}", f"{words.en} {line}") if line else words


def value_words(path: str, value: str | int | list[str] | None) -> Words:
    """A field's value as people read it."""
    if value is None:
        return Words("(không có)", "(none)")
    known = VALUE_WORDS.get(path, {})
    parts = [known.get(part, Words(part, part)) for part in (value if isinstance(value, list) else [str(value)])]
    joint = "\n" if path == "duties" else ", "
    return Words(joint.join(part.vi for part in parts), joint.join(part.en for part in parts))
