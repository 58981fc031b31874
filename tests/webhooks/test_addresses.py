"""Nothing inside can be reached through a webhook, whichever way its address is written."""

import pytest

from kernel.clock import utc_now
from tenants.webhooks.addresses import is_public, look_at
from tenants.webhooks.errors import BadWebhookAddress
from tenants.webhooks.sending import Letter, Sender

INSIDE = (
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "192.0.2.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "2001:db8::1",
    "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::a00:1", "2002:7f00:1::", "2002:a9fe:a9fe::", "2001:0:7f00:1::",
)  # fmt: skip
OUTSIDE = ("8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8")
REFUSED = (
    "http://example.vn/", "ftp://example.vn/", "https://", "https:///path", "//example.vn", "not an address", "",
    "https://user:secret@8.8.8.8/", "https://user@8.8.8.8/", "https://8.8.8.8:99999/", "https://[::1",
    "https://localhost/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0177.0.0.1/",
    "https://[::ffff:10.0.0.1]/", "https://169.254.169.254/latest/meta-data/", "https://127.0.0.1:8443/",
    "https://8.8.8.8/\r\nhost: x", "https://" + "a" * 3000,
)  # fmt: skip


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", OUTSIDE)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("url", REFUSED)
async def test_an_address_that_leads_inside_is_refused(url: str) -> None:
    with pytest.raises(BadWebhookAddress):
        await look_at(url)


async def test_the_connection_goes_to_the_number_that_was_looked_at() -> None:
    place = await look_at("https://8.8.8.8:8443/hook?a=1#part")
    assert (place.connect_url, place.authority) == ("https://8.8.8.8:8443/hook?a=1", "8.8.8.8:8443")


async def test_a_name_that_comes_to_stand_for_an_address_inside_is_refused_at_delivery() -> None:
    answer = await Sender().send(Letter("https://localhost/", "msg_1", "{}", ("whsec_AAAA",)), utc_now())
    assert (answer.status, answer.failure) == (None, "address_refused")
