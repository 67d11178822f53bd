"""econlens prices, as a person types it, against a real database and a server on this machine."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from econlens.adapters.postgres.transactions import PostgresTransactions, SingleConnection
from econlens.domain.prices import PriceSeries, PriceSource
from tests.conftest import Database
from tests.factories import a_draft, a_holding
from tests.integration.prices.price_services import Reply, price_server
from tests.integration.prices.yahoo_server import chart, yahoo_server

KEY = "k3y-that-nobody-may-see"


def econlens_prices(database: Database, *words: str, **environment: str) -> tuple[int, str, str]:
    clean = {name: value for name, value in os.environ.items() if "ECONLENS" not in name}
    result = subprocess.run(
        [sys.executable, "-m", "econlens", "prices", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**clean, "DATABASE_URL": database.superuser_dsn, "COLUMNS": "200", **environment},
    )
    return result.returncode, result.stdout, result.stderr


def load(database: Database, symbol: str) -> PriceSeries:
    source = SingleConnection(database.app_dsn)
    with PostgresTransactions(source)(uuid4()) as store:
        series = store.load_prices([symbol])[symbol]
    with source() as connection:
        connection.close()
    return series


@pytest.fixture
def holder(database: Database) -> Database:
    """A database in which somebody holds VTI and BND."""
    source = SingleConnection(database.app_dsn)
    with PostgresTransactions(source)(uuid4()) as store:
        holdings = (a_holding(symbol="VTI"), a_holding(symbol="BND"))
        store.add_portfolio(a_draft(holdings=holdings))
    with source() as connection:
        connection.close()
    return database


def test_a_file_is_stored_and_told(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "closes.csv"
    file.write_text("date,VTI\n2026-03-02,303.9\n2026-03-03,304.1\n")
    code, out, _ = econlens_prices(database, "import", str(file))
    assert (code, out) == (0, "VTI: 2 prices, 2026-03-02 to 2026-03-03.\n")
    assert load(database, "VTI").closes == (303.9, 304.1)


def test_a_bad_file_names_its_lines_and_stores_nothing(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "closes.csv"
    file.write_text("date,VTI,BND\n2026-03-02,1,1\n2026-03-03,NaN,-2\n2026-03-04,1,1\n")
    code, _, err = econlens_prices(database, "import", str(file))
    assert code == 1
    assert "line 3: “NaN” is not a finite number." in err
    assert "line 3: BND: A price of -2 is none" in err
    assert "No prices are stored" in econlens_prices(database, "status")[1]


def test_what_is_held_is_fetched_and_shown(holder: Database) -> None:
    last = datetime.now(UTC) - timedelta(days=1)
    days = [last - timedelta(days=ago) for ago in (2, 1, 0)]
    body = json.dumps([{"date": f"{day:%Y-%m-%d}T00:00:00Z", "adjClose": 70.5} for day in days])
    with price_server(Reply(body=body.encode())) as server:
        keys = {"ECONLENS_TIINGO_KEY": KEY, "ECONLENS_TIINGO_URL": server.url}
        code, out, err = econlens_prices(holder, "refresh", **keys)
        assert (code, out) == (0, "BND: replaced \nVTI: replaced \n")
        again = econlens_prices(holder, "refresh", **keys)[1]
    assert again == "BND: current \nVTI: current \n"
    assert len(server.asked) == 2
    assert KEY not in out + err
    assert load(holder, "VTI").source is PriceSource.TIINGO
    review = json.loads(econlens_prices(holder, "status", "--json")[1])
    assert [(one["symbol"], one["count"], one["source"]) for one in review["ranges"]] == [
        ("BND", 3, "tiingo"),
        ("VTI", 3, "tiingo"),
    ]


def test_yahoo_is_asked_through_yfinance_and_says_nothing_else(
    holder: Database, tmp_path: Path
) -> None:
    today = datetime.now(UTC).date()
    days = [today - timedelta(days=ago) for ago in (4, 3, 2, 1)]
    answer = chart([(day, 71.0, 70.5) for day in days])
    with yahoo_server(tmp_path, answer) as server:
        environment = {
            "HTTPS_PROXY": server.proxy,
            "https_proxy": server.proxy,
            "NO_PROXY": "",
            "no_proxy": "",
            "REQUESTS_CA_BUNDLE": str(server.authority),
            "XDG_CACHE_HOME": str(tmp_path),
        }
        code, out, err = econlens_prices(holder, "refresh", "--provider", "yahoo", **environment)
    assert (code, out, err.strip()) == (0, "BND: replaced \nVTI: replaced \n", "")
    assert load(holder, "VTI") == PriceSeries(
        days=tuple(days), closes=(70.5,) * 4, source=PriceSource.YAHOO
    )


def test_offline_the_way_out_is_told(holder: Database) -> None:
    nowhere = {"ECONLENS_STOOQ_URL": "http://127.0.0.1:9"}
    code, out, _ = econlens_prices(holder, "refresh", "--provider", "stooq", **nowhere)
    assert code == 1
    assert "Stooq could not be reached" in out
    assert "econlens prices import FILE" in out
    told = econlens_prices(holder, "status")[1]
    assert "Held, but without prices: BND, VTI." in told


def test_tiingo_without_a_key_says_where_to_get_one(database: Database) -> None:
    code, _, err = econlens_prices(database, "refresh", "--provider", "tiingo")
    assert code == 1
    assert "ECONLENS_TIINGO_KEY" in err


def test_without_a_running_econlens_the_way_out_is_told(database: Database, tmp_path: Path) -> None:
    code, _, err = econlens_prices(database, "status", "--data-dir", str(tmp_path), DATABASE_URL="")
    assert code == 1
    assert "econlens up" in err


@pytest.mark.parametrize("command", ["refresh", "import", "status"])
def test_help_shows_examples(database: Database, command: str) -> None:
    code, out, _ = econlens_prices(database, command, "--help")
    assert code == 0
    assert f"econlens prices {command}" in out
