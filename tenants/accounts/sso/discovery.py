"""Asking an identity provider: where things are (discovery), its keys, and the exchange of a code."""

import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import httpx
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from kernel.settings import Settings
from tenants.accounts.sso.errors import BadIdentity, BadProvider, ClientRefused, ProviderUnreachable

PATIENCE: Final = 8.0
FRESH: Final = 600.0  # seconds for which what a provider says of itself is believed
LEAST: Final = 30.0  # seconds between two questions for keys, whatever tokens name
LARGEST: Final = 256 * 1024
SHOWN: Final = 200  # characters of what a provider calls itself
REFUSED: Final = (400, 401, 403)  # a wrong client or secret, or a code that is not for it (RFC 6749, section 5.2)


@dataclass
class Provider:
    """What a provider says of itself."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    asked: float
    keys: KeySet | None = None
    keys_asked: float = 0.0
    newer_asked: float = 0.0


class Providers:
    """Identity providers by issuer, asked again when what is known is old or a key is missing."""

    def __init__(self, *, hosts: frozenset[str] = frozenset(), insecure: bool = False) -> None:
        self._known: dict[str, Provider] = {}
        self._hosts = hosts
        self._insecure = insecure

    async def provider(self, issuer: str) -> Provider:
        """What a provider says of itself; raises `BadProvider` or `ProviderUnreachable`."""
        known = self._known.get(issuer)
        if known is None or time.monotonic() - known.asked > FRESH:
            self.check_address(issuer)
            said = await self._get(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
            known = self._known[issuer] = self._read(issuer, said)
        return known

    async def look(self, issuer: str) -> Provider:
        """Ask a provider anew, whatever is remembered of it, and read its keys; raises as `provider` does."""
        self._known.pop(issuer, None)
        found = await self.provider(issuer)
        try:
            await self.keys(found)
        except BadIdentity as error:
            reason, reason_en = "không đọc được khóa công khai của nó", "its public keys cannot be read"
            raise BadProvider("issuer", reason=reason, reason_en=reason_en) from error
        return found

    async def keys(self, provider: Provider, *, newer: bool = False) -> KeySet:
        """The provider's keys; `newer` asks again, for keys may have been rotated, at most twice a minute."""
        now = time.monotonic()
        newer = newer and now - provider.newer_asked > LEAST
        if provider.keys is None or newer or now - provider.keys_asked > FRESH:
            provider.keys_asked = now
            provider.newer_asked = now if newer else provider.newer_asked
            said = await self._get(provider.jwks_uri)
            try:
                provider.keys = KeySet.import_key_set(said)  # type: ignore[arg-type] # checked while it is read
            except (JoseError, KeyError, TypeError, ValueError) as error:
                raise BadIdentity() from error
        return provider.keys

    async def exchange(self, provider: Provider, form: dict[str, str], secret: tuple[str, str] | None) -> str:
        """The ID token for a code, given over the back channel; `secret` are the client's id and secret."""
        auth = httpx.BasicAuth(*secret) if secret else httpx.USE_CLIENT_DEFAULT
        try:
            async with self._client() as client:
                response = await client.post(provider.token_endpoint, data=form, auth=auth)
        except httpx.HTTPError as error:
            raise ProviderUnreachable() from error
        if response.status_code >= 500:
            raise ProviderUnreachable()
        if response.status_code in REFUSED:
            raise ClientRefused()
        try:
            token = response.json().get("id_token") if response.status_code == 200 else None
        except (ValueError, AttributeError) as error:
            raise BadIdentity() from error
        if not isinstance(token, str) or len(token) > LARGEST:
            raise BadIdentity()
        return token

    def check_address(self, address: str) -> None:
        """Refuse an address that is not https (or plain http where that is allowed), or carries a query or a login."""
        parts = urlsplit(address)
        allowed = ("https", "http") if self._insecure else ("https",)
        if parts.scheme not in allowed or not parts.hostname or parts.username or parts.query or parts.fragment:
            reason, reason_en = "địa chỉ phải là https, không kèm tham số", "the address is https, without parameters"
            raise BadProvider("issuer", reason=reason, reason_en=reason_en)
        if self._hosts and parts.hostname not in self._hosts:
            reason, reason_en = "máy chủ này chưa được cho phép", "this host is not among those allowed"
            raise BadProvider("issuer", reason=reason, reason_en=reason_en)

    def _read(self, issuer: str, said: dict[str, Any]) -> Provider:
        places = [str(said.get(name) or "") for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")]
        if said.get("issuer") != issuer:
            named = str(said.get("issuer"))[:SHOWN]
            reason, reason_en = f"nó tự khai địa chỉ là {named}", f"it says that its address is {named}"
            raise BadProvider("issuer", reason=reason, reason_en=reason_en)
        for place in places:
            self.check_address(place)
        authorization, token, jwks = places
        return Provider(issuer, authorization, token, jwks, asked=time.monotonic())

    async def _get(self, address: str) -> dict[str, Any]:
        try:
            async with self._client() as client:
                response = await client.get(address, headers={"accept": "application/json"})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise ProviderUnreachable("issuer") from error
        if response.status_code >= 500:
            raise ProviderUnreachable("issuer")
        try:
            said = response.json() if response.status_code == 200 and len(response.content) <= LARGEST else None
        except ValueError:
            said = None
        if not isinstance(said, dict):
            reason, reason_en = f"không có thông tin OpenID ở {address}", f"nothing about OpenID stands at {address}"
            raise BadProvider("issuer", reason=reason, reason_en=reason_en)
        return said

    @staticmethod
    def _client() -> httpx.AsyncClient:
        return httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False)


def open_providers(settings: Settings) -> Providers:
    """The providers that this installation's settings allow."""
    hosts = frozenset(host.strip() for host in settings.sso_hosts.split(",") if host.strip())
    return Providers(hosts=hosts, insecure=settings.sso_insecure)
