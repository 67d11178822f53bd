"""Both price functions: the emulator's S3, a price service over HTTP, a real PostgreSQL."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from econlens import bootstrap, price_bootstrap
from econlens.adapters.aws.clients import client
from econlens.adapters.postgres.price_store import PostgresPrices
from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.prices import PriceSource
from econlens.functions import fetch_prices, load_prices
from tests.aws.ports.conftest import Emulator
from tests.conftest import Database
from tests.factories import a_draft, a_holding
from tests.integration.prices.price_services import PriceServer, Reply, price_server

KEY = "k3y-that-nobody-may-see"


@dataclass(frozen=True)
class Deployed:
    bucket: str
    service: PriceServer
    app: SingleConnection

    def stored(self) -> dict[str, PriceSource]:
        with PostgresTransactions(self.app)(uuid4()) as store:
            return {symbol: one.source for symbol, one in store.load_prices(["VTI", "BND"]).items()}


class Context:
    def get_remaining_time_in_millis(self) -> int:
        return 900_000


@pytest.fixture
def deployed(
    emulator: Emulator, database: Database, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Deployed]:
    """Somebody holds VTI and BND; the key is a secret, as it is on AWS."""
    bucket, secret = f"prices-{uuid4()}", f"tiingo-{uuid4()}"
    client("s3", signature="s3v4").create_bucket(Bucket=bucket)
    client("secretsmanager").create_secret(Name=secret, SecretString=KEY)
    day = datetime.now(UTC) - timedelta(days=1)
    days = [
        {"date": f"{day - timedelta(days=ago):%Y-%m-%d}T00:00:00Z", "adjClose": 70}
        for ago in (1, 0)
    ]
    app = SingleConnection(database.app_dsn)
    with PostgresTransactions(app)(uuid4()) as store:
        holdings = (a_holding(symbol="VTI"), a_holding(symbol="BND"))
        store.add_portfolio(a_draft(holdings=holdings))
    with price_server(Reply(body=json.dumps(days).encode())) as service:
        for name, value in {
            "HOST": "aws",
            "BUCKET": bucket,
            "PRICES_DSN": database.prices_dsn,
            "TIINGO_SECRET": secret,
            "TIINGO_URL": service.url,
        }.items():
            monkeypatch.setenv(f"ECONLENS_{name}", value)
        forget()
        yield Deployed(bucket, service, app)
        loader = price_bootstrap.prices_on_aws()
        assert isinstance(loader, PostgresPrices)
        for source in (loader._connections, app):
            with source() as connection:
                connection.close()
        forget()


def forget() -> None:
    """What an instance of a function keeps between calls."""
    for kept in (
        bootstrap.settings,
        bootstrap._s3_objects,
        price_bootstrap.prices_on_aws,
        price_bootstrap.provider_on_aws,
    ):
        kept.cache_clear()


def record(body: object) -> dict[str, object]:
    return {"messageId": str(uuid4()), "body": json.dumps(body)}


def arrival(key: str) -> dict[str, object]:
    return record({"Records": [{"s3": {"object": {"key": key}}}]})


def test_what_is_held_is_fetched_and_loaded(
    deployed: Deployed, capsys: pytest.CaptureFixture[str]
) -> None:
    assert load_prices.handler({"source": "aws.events"}, None) == {"wanted": 2}
    answer = fetch_prices.handler({}, Context())
    assert answer == {"fetched": 2, "unknown": 0, "failed": 0, "left": 0}
    keys = [f"prices/fetched/{symbol}.json" for symbol in ("BND", "VTI")]
    event = {"Records": [*map(arrival, keys), record({"Event": "s3:TestEvent"})]}

    assert load_prices.handler(event, None) == {"batchItemFailures": []}
    assert deployed.stored() == dict.fromkeys(("VTI", "BND"), PriceSource.TIINGO)
    assert deployed.service.asked[0][2]["Authorization"] == f"Token {KEY}"
    assert KEY not in "".join(capsys.readouterr())


def test_one_bad_file_does_not_take_the_batch_with_it(deployed: Deployed) -> None:
    load_prices.handler({}, None)
    fetch_prices.handler({}, Context())
    s3 = client("s3", signature="s3v4")
    s3.put_object(Bucket=deployed.bucket, Key="prices/fetched/BND.json", Body=b"<!doctype html>")
    bad, good = arrival("prices/fetched/BND.json"), arrival("prices/fetched/VTI.json")

    answer = load_prices.handler({"Records": [bad, good]}, None)
    assert answer == {"batchItemFailures": [{"itemIdentifier": bad["messageId"]}]}
    assert deployed.stored() == {"VTI": PriceSource.TIINGO}


def test_the_fetcher_fails_when_nothing_could_be_fetched(deployed: Deployed) -> None:
    load_prices.handler({}, None)
    deployed.service.replies = [Reply(status=401)]
    with pytest.raises(RuntimeError, match="No prices could be fetched"):
        fetch_prices.handler({}, Context())
