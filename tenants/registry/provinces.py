"""Provinces and communes with their official names and codes, as they are since 1 July 2025."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from vietnam_provinces import Province, Ward

from tenants.registry.errors import UnknownProvince

CITY = "Thành phố "


@cache
def official_names() -> Mapping[str, str]:
    """Names of all provinces and cities by their two-digit codes: "Tỉnh Khánh Hòa", "Thành phố Huế"."""
    return MappingProxyType(
        {
            f"{province.code:02d}": province.name if province.name.startswith(CITY) else f"Tỉnh {province.name}"
            for province in Province.iter_all()
        }
    )


def official_name(code: str) -> str:
    """The name of one province; raises `UnknownProvince`."""
    try:
        return official_names()[code]
    except KeyError:
        raise UnknownProvince("provinceCode", name=code) from None


@cache
def communes(province_code: str) -> Mapping[str, str]:
    """Names of a province's communes (xã, phường, đặc khu) by their five-digit codes."""
    official_name(province_code)
    return MappingProxyType(
        {f"{ward.code:05d}": ward.name for ward in Ward.iter_all() if f"{ward.province_code:02d}" == province_code}
    )
