"""An ID token is believed only whole: signature, algorithm, issuer, audience, nonce and time."""

import hmac
import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from tenants.accounts.sso.errors import BadIdentity
from tenants.accounts.sso.tokens import LEEWAY, Identity, UnknownKey, verify

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
KEY = RSAKey.generate_key(2048, {"kid": "one"})
OTHER = RSAKey.generate_key(2048, {"kid": "two"})
KEYS = KeySet([RSAKey.import_key(KEY.as_dict(private=False))])
GOOD: dict[str, Any] = {
    "iss": "https://dinhdanh.example",
    "aud": "roviec",
    "sub": "an",
    "nonce": "n",
    "iat": NOW.timestamp() - 5,
    "exp": NOW.timestamp() + 300,
}


def read(claims: dict[str, Any], key: RSAKey = KEY, keys: KeySet = KEYS) -> Identity:
    token = jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)
    return verify(token, keys, issuer=GOOD["iss"], client_id="roviec", nonce="n", now=NOW)


def test_a_good_token_tells_who_it_is() -> None:
    assert read({**GOOD, "so_dinh_danh": "056090100006"}).personal_number("so_dinh_danh") == "056090100006"
    assert read({**GOOD, "aud": ["roviec", "other"], "azp": "roviec"}).subject == "an"


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://dinhdanh.example/"},
        {"aud": "other"},
        {"aud": ["roviec", "other"]},
        {"aud": ["roviec"], "azp": "other"},
        {"nonce": "m"},
        {"sub": ""},
        {"sub": 5},
        {"exp": NOW.timestamp() - LEEWAY - 1},
        {"exp": "soon"},
        {"iat": NOW.timestamp() + LEEWAY + 1},
    ],
)
def test_whatever_does_not_fit_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadIdentity):
        read({**GOOD, **wrong})


@given(st.sampled_from(sorted(GOOD)))
def test_nothing_may_be_missing(name: str) -> None:
    with pytest.raises(BadIdentity):
        read({key: value for key, value in GOOD.items() if key != name})


def test_a_key_that_is_not_there_asks_for_newer_ones_and_a_forged_one_does_not() -> None:
    with pytest.raises(UnknownKey):
        read(GOOD, OTHER)
    forged = RSAKey.import_key({**OTHER.as_dict(private=True), "kid": "one"})
    with pytest.raises(BadIdentity):
        read(GOOD, forged)


@pytest.mark.parametrize("algorithm", ["none", "HS256"])
def test_neither_no_signature_nor_a_shared_secret_will_do(algorithm: str) -> None:
    parts = [json.dumps(part).encode() for part in ({"alg": algorithm, "kid": "one"}, GOOD)]
    signed = b".".join(urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    known_to_all = KEY.as_pem(private=False)
    proof = hmac.digest(known_to_all, signed, "sha256") if algorithm == "HS256" else b""
    token = (signed + b"." + urlsafe_b64encode(proof).rstrip(b"=")).decode()
    with pytest.raises(BadIdentity):
        verify(token, KEYS, issuer=GOOD["iss"], client_id="roviec", nonce="n", now=NOW)


@given(st.one_of(st.none(), st.integers(), st.text(), st.lists(st.text())))
def test_a_personal_number_is_twelve_digits_or_nothing(value: object) -> None:
    read_as = Identity("i", "s", {"pin": value}).personal_number("pin")
    assert read_as is None or (len(read_as) == 12 and set(read_as) <= set("0123456789"))


def test_clocks_may_differ_by_two_minutes() -> None:
    late = timedelta(seconds=LEEWAY - 1)
    assert read({**GOOD, "exp": (NOW - late).timestamp()}).subject == "an"
