"""The words for what the register's sheets hold, in Vietnamese and English."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from tenants.catalogue.vocabulary import FIELDS, RANKS, Words


def _listed(**words: tuple[str, str]) -> Mapping[str, Words]:
    return MappingProxyType({code: Words(*pair) for code, pair in words.items()})


UNIT_KINDS: Final = _listed(
    province=("Tỉnh", "Province"),
    party=("Cơ quan của Đảng", "Party body"),
    council=("Hội đồng nhân dân", "People's Council"),
    people_committee=("Ủy ban nhân dân", "People's Committee"),
    department=("Sở, ngành", "Department"),
    division=("Phòng, ban", "Division"),
    office=("Văn phòng", "Office"),
    sub_department=("Chi cục", "Sub-department"),
    service_unit=("Đơn vị sự nghiệp", "Service unit"),
    front=("Mặt trận Tổ quốc", "Fatherland Front"),
    mass_organisation=("Tổ chức chính trị - xã hội", "Mass organisation"),
    commune=("Xã, phường, đặc khu", "Commune"),
    commune_office=("Phòng thuộc cấp xã", "Commune office"),
)

ROLES: Final = _listed(
    cadre=("Cán bộ", "Cadre"),
    division_deputy=("Phó trưởng phòng", "Deputy head of division"),
    division_head=("Trưởng phòng", "Head of division"),
    agency_deputy=("Cấp phó cơ quan", "Deputy head of agency"),
    agency_head=("Người đứng đầu cơ quan", "Head of agency"),
    province_deputy=("Phó Chủ tịch tỉnh", "Deputy chair of the province"),
    province_head=("Chủ tịch tỉnh", "Chair of the province"),
)
GENDERS: Final = _listed(male=("Nam", "Male"), female=("Nữ", "Female"))
STAFF_TYPES: Final = _listed(
    civil_servant=("Công chức", "Civil servant"), public_employee=("Viên chức", "Public employee")
)
QUALIFICATIONS: Final = _listed(
    postgraduate=("Sau đại học", "Postgraduate"),
    graduate=("Đại học", "Graduate"),
    college=("Cao đẳng", "College"),
    other=("Khác", "Other"),
)
PRIMARY: Final = _listed(primary=("Chính", "Primary"), concurrent=("Kiêm nhiệm", "Concurrent"))

VALUES: Final[Mapping[str, Mapping[str, Words]]] = MappingProxyType(
    {
        "kind": UNIT_KINDS,
        "field": FIELDS,
        "role": ROLES,
        "gender": GENDERS,
        "staff_type": STAFF_TYPES,
        "qualification": QUALIFICATIONS,
        "primary": PRIMARY,
        "rank": RANKS,
    }
)

FIELD_NAMES: Final = _listed(
    code=("Mã đơn vị", "Unit code"),
    name=("Tên đơn vị", "Name"),
    kind=("Loại đơn vị", "Kind"),
    parent=("Mã đơn vị cấp trên", "Code of the unit above"),
    place=("Thứ tự", "Order"),
    establishment=("Biên chế", "Establishment"),
    field=("Lĩnh vực", "Field"),
    commune_code=("Mã xã", "Commune code"),
    opened=("Từ ngày", "From"),
    document=("Số quyết định", "Decision number"),
    pin=("Số định danh cá nhân", "Personal identification number"),
    full_name=("Họ và tên", "Full name"),
    birth_date=("Ngày sinh", "Date of birth"),
    gender=("Giới tính", "Gender"),
    staff_type=("Đối tượng", "Staff type"),
    qualification=("Trình độ", "Qualification"),
    unit=("Mã đơn vị", "Unit code"),
    position=("Mã vị trí việc làm", "Job position code"),
    rank=("Ngạch", "Rank"),
    role=("Vai trò", "Role"),
    primary=("Chính hay kiêm nhiệm", "Primary or concurrent"),
    weight=("Tỷ trọng", "Weight"),
    valid_from=("Từ ngày", "From"),
    valid_to=("Thôi giữ từ ngày", "No longer held from"),
    login=("Tên đăng nhập", "Login"),
)
NOTHING: Final = Words("(không có)", "(none)")


def said(field: str, value: object) -> Words:
    """A value as people read it."""
    if value is None or value == "":
        return NOTHING
    text = f"{value:%d/%m/%Y}" if field in ("opened", "valid_from", "valid_to", "birth_date") else str(value)
    return VALUES.get(field, {}).get(text, Words(text, text))
