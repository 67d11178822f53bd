"""Every client gives up in time and tries again by itself."""

from econlens.adapters.aws.clients import client
from tests.aws.ports.conftest import Emulator


def test_a_client_has_timeouts_and_retries_with_jitter(emulator: Emulator) -> None:
    config = client("sqs").meta.config

    assert (config.connect_timeout, config.read_timeout) == (2, 5)
    assert config.retries == {"mode": "standard", "total_max_attempts": 3}


def test_asking_for_a_client_twice_gives_the_same(emulator: Emulator) -> None:
    assert client("sqs") is client("sqs")
