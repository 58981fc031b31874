"""What the workers refuse."""

from kernel.errors import Refusal


class UnknownBroker(Refusal):
    """BROKER_URL names a kind of broker that is not supported."""

    code = "UNKNOWN_BROKER"
    vi = "BROKER_URL phải bắt đầu bằng amqp://, amqps://, redis:// hoặc rediss://, không phải {scheme}://."
    en = "BROKER_URL must begin with amqp://, amqps://, redis:// or rediss://, not {scheme}://."
