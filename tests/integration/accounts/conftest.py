"""One server with a mail server, as an owner of a real service has it."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.mail_server import MailServer, running_mail_server
from tests.server import Server, running_server


@pytest.fixture(scope="module")
def mail() -> Iterator[MailServer]:
    with running_mail_server() as running:
        yield running


@pytest.fixture(scope="module")
def server(mail: MailServer) -> Iterator[Server]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-accounts-"))
    directory.chmod(0o755)
    environment = {"ECONLENS_SMTP_URL": mail.url, "ECONLENS_MAIL_FROM": "us@econlens.example"}
    with running_server(directory / "data", environment=environment) as running:
        yield running
    shutil.rmtree(directory)


@pytest.fixture
def http(server: Server) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.url, timeout=30) as client:
        yield client
