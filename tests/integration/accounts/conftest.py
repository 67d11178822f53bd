"""A server with a mail server, as a real service has it; and its parts, with a clock to move."""

import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from econlens.adapters.local.account_services import LocalAccountServices
from econlens.adapters.postgres.transactions import open_pool
from tests.conftest import Database
from tests.fakes import FixedClock
from tests.local_accounts import local_accounts
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


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(datetime.now(UTC))


@pytest.fixture
def services(database: Database, clock: FixedClock) -> Iterator[LocalAccountServices]:
    with open_pool(database.local_dsn, max_size=2) as pool:
        yield local_accounts(pool, clock)
