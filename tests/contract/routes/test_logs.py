"""What a talkative server writes down while every route is used: never who, never what they own."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from econlens.api.route_table import ROUTES
from tests.client import PASSWORD, User, sign_up
from tests.contract.routes.test_every_route import SCENARIOS
from tests.server import Server, running_server

SYMBOL, AMOUNT = "ZZTOPLOG", "98765.43"
FILE_NAME = "my-private-file-name.csv"
ROW = f"Symbol,Name,Asset Type,Allocation %,Dollar Amount\n{SYMBOL},Mine,etf,100,{AMOUNT}\n"
# It starts a server of its own, whose log is not the one read here.
ELSEWHERE = {"confirmEmail"}


@pytest.fixture(scope="module")
def talkative() -> Iterator[Server]:
    directory = Path(tempfile.mkdtemp(prefix="econlens-logs-"))
    directory.chmod(0o755)
    environment = {"POWERTOOLS_LOG_LEVEL": "DEBUG", "LOG_LEVEL": "DEBUG"}
    with running_server(directory / "data", environment=environment) as running:
        yield running
    shutil.rmtree(directory)


def use_everything(user: User) -> list[str]:
    """The secrets that went over the wire meanwhile."""
    for route in ROUTES:
        if route.operation not in ELSEWHERE:
            SCENARIOS[route.operation](user)
    user.create_portfolio(name=SYMBOL, assets=[{"symbol": SYMBOL, "dollarAmount": AMOUNT}])
    user.upload(ROW.encode(), fileName=FILE_NAME)
    user.upload(ROW.replace("etf", "tulip").encode(), fileName=FILE_NAME)
    token = user.share(passphrase="owls and squirrels")["token"]
    headers = {"X-Share-Passphrase": "owls%20and%20mice"}
    user.http.get(f"/v1/shared/{token}", headers=headers)
    wrong = {"email": user.email, "password": "Wrong-horse-77"}
    user.http.post("/v1/auth/login", json=wrong)
    passphrases = ["owls and squirrels", "owls%20and", "Wrong-horse-77"]
    return [token, *passphrases, *(str(t) for n, t in user.tokens.items() if n.endswith("Token"))]


def test_no_log_holds_a_secret_or_anything_personal(talkative: Server) -> None:
    with httpx.Client(base_url=talkative.url, timeout=30) as http:
        user = sign_up(http, talkative)
        secrets = use_everything(user)
    secrets += [user.email, PASSWORD, SYMBOL, AMOUNT, FILE_NAME, "example.org", "Bearer "]
    logs = [talkative.log, *(talkative.log.parent / "data").rglob("*.log*")]
    assert len(logs) >= 2, "the database has a log too"
    for log in logs:
        text = log.read_text(errors="replace")
        assert [secret for secret in secrets if secret in text] == [], log.name
    assert '"operation":"createPortfolio"' in talkative.log.read_text()


def test_every_request_is_found_again_by_its_id(talkative: Server) -> None:
    answer = httpx.get(f"{talkative.url}/v1/nowhere")
    assert answer.headers["X-Request-Id"] in talkative.log.read_text()
