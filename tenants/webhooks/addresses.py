"""Where may be sent to: https, and only public addresses, asked of the name server once and connected to as answered.

An address inside would let whoever registers it reach this installation's own network (server-side request forgery),
so what a name stands for is looked at again at each delivery, and the connection goes to the address looked at.
"""

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from tenants.webhooks.errors import BadWebhookAddress

LONGEST: Final = 2000
PATIENCE: Final = 5.0  # seconds for the name server
PORTS: Final = {"https": 443, "http": 80}
# Addresses that carry another within, by which a network inside could be reached: NAT64 (RFC 6052, 8215),
# IPv4-compatible, 6to4 and Teredo.
_CARRIERS: Final = tuple(
    IPv6Network(text) for text in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "2002::/16", "2001::/32")
)


@dataclass(frozen=True)
class Place:
    """An address that was looked at: connect to `ip`, speak to `host`."""

    url: str
    scheme: str
    host: str
    port: int
    ip: str

    @property
    def authority(self) -> str:
        """The host as the Host header names it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def connect_url(self) -> str:
        """The same address with the number that was looked at in place of the name."""
        number = f"[{self.ip}]" if ":" in self.ip else self.ip
        parts = urlsplit(self.url)
        return parts._replace(netloc=f"{number}:{self.port}", fragment="").geturl()


def is_public(text: str) -> bool:
    """Whether an address is one of the public internet, and carries none that is not."""
    address = ip_address(text.partition("%")[0])
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_open(address.ipv4_mapped)
        if any(address in carrier for carrier in _CARRIERS):
            return False
    return _is_open(address)


def _is_open(address: IPv4Address | IPv6Address) -> bool:
    return address.is_global and not address.is_multicast and not address.is_reserved


async def look_at(url: str, *, insecure: bool = False) -> Place:
    """What an address stands for now; raises `BadWebhookAddress`.

    `insecure` lets it be plain http and lie inside, for trying things on one machine.
    """
    scheme, host, port = _parts(url, insecure)
    try:
        async with asyncio.timeout(PATIENCE):
            found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError, TimeoutError) as error:
        raise _bad("không tìm thấy máy chủ", "the host cannot be found") from error
    numbers = [str(entry[4][0]) for entry in found]
    if not numbers or not (insecure or all(is_public(number) for number in numbers)):
        raise _bad("máy chủ nằm trong mạng nội bộ", "the host lies inside a private network")
    return Place(url, scheme, host, port, numbers[0])


def _parts(url: str, insecure: bool) -> tuple[str, str, int]:
    if len(url) > LONGEST or any(sign.isspace() or not sign.isprintable() for sign in url):
        raise _bad("địa chỉ quá dài hoặc có ký tự lạ", "it is too long or holds odd characters")
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme, parts.hostname or "", parts.port
    except ValueError as error:
        raise _bad("không phải một địa chỉ", "it is no address") from error
    if scheme != "https" and not (insecure and scheme == "http"):
        raise _bad("phải là https", "it must be https")
    if not host or parts.username is not None or parts.password is not None:
        raise _bad("thiếu tên máy chủ, hoặc có kèm tên đăng nhập", "it has no host, or carries a login")
    return scheme, host, port or PORTS[scheme]


def _bad(reason: str, reason_en: str) -> BadWebhookAddress:
    return BadWebhookAddress("url", reason=reason, reason_en=reason_en)
