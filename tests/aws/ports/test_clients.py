"""Every client gives up in time and tries again by itself."""

import pytest

from econlens.adapters.aws.clients import client
from tests.aws.ports.conftest import Emulator

CREDENTIALS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}


def test_a_client_has_timeouts_and_retries_with_jitter(emulator: Emulator) -> None:
    config = client("sqs").meta.config

    assert (config.connect_timeout, config.read_timeout) == (2, 5)
    assert config.retries == {"mode": "standard", "total_max_attempts": 3}


def test_asking_for_a_client_twice_gives_the_same(emulator: Emulator) -> None:
    assert client("sqs") is client("sqs")


@pytest.mark.parametrize("region", ["us-east-1", "eu-central-1"])
def test_a_form_names_the_bucket_in_its_own_region(
    region: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The global name redirects outside us-east-1, and no browser follows that with a form."""
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    for name, value in {**CREDENTIALS, "AWS_DEFAULT_REGION": region}.items():
        monkeypatch.setenv(name, value)
    s3 = client.__wrapped__("s3", signature="s3v4")
    form = s3.generate_presigned_post("files", "uploads/a/b/source")
    assert form["url"] == f"https://files.s3.{region}.amazonaws.com/"
