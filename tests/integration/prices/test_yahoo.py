"""Prices from Yahoo through the real yfinance, from a server on this machine, well and badly."""

import logging
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import yfinance
from yfinance import base, cache, data

from econlens.adapters.prices.price_http import Patience
from econlens.adapters.prices.yahoo import YahooPrices
from econlens.domain.price_errors import (
    PriceAnswerError,
    PriceServiceError,
    PriceServicePausedError,
    UnknownSymbolError,
)
from econlens.domain.prices import PriceSeries, PriceSource
from tests.integration.prices.price_services import Reply
from tests.integration.prices.yahoo_server import (
    COOKIE,
    CRUMB,
    NOT_FOUND,
    YahooServer,
    chart,
    yahoo_server,
)

SINCE = date(2026, 3, 1)
MONDAY, TUESDAY, WEDNESDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 4)
GOOD = chart([(MONDAY, 304.0, 303.9), (TUESDAY, 304.2, 304.1)])
GOOD_SERIES = PriceSeries(days=(MONDAY, TUESDAY), closes=(303.9, 304.1), source=PriceSource.YAHOO)
FAULT = Reply(
    status=500,
    body=b'{"chart": {"result": null, "error": {"code": "Internal", "description": "fault"}}}',
)
REFUSED = Reply(
    status=401,
    body=b'{"finance": {"result": null, "error": {"code": "Unauthorized", '
    b'"description": "Invalid Crumb"}}}',
)
HASTY = Patience(read_seconds=0.5, retries=0, pause_seconds=0.3)


@pytest.fixture(scope="module", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Else yfinance would write into the user's."""
    yfinance.set_tz_cache_location(str(tmp_path_factory.mktemp("yfinance")))


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[YahooServer]:
    """Reached by the environment alone. What yfinance remembers of other tests is forgotten."""
    monkeypatch.setattr(data.SingletonMeta, "_instances", {})
    monkeypatch.setattr(base, "_tz_info_fetch_ctr", 0)
    data.YfData.cache_get.cache_clear()
    cache.get_tz_cache().store("VTI", None)
    for name in ("no_proxy", "NO_PROXY", "https_proxy", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    with yahoo_server(tmp_path, GOOD) as running:
        monkeypatch.setenv("HTTPS_PROXY", running.proxy)
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(running.authority))
        yield running


def fetch(symbol: str = "VTI", patience: Patience = HASTY) -> PriceSeries:
    return YahooPrices(patience).fetch(symbol, SINCE)


def test_adjusted_closes_are_read(server: YahooServer) -> None:
    assert fetch() == GOOD_SERIES


def test_yahoo_is_asked_by_day_since_then_with_its_cookie_and_crumb(server: YahooServer) -> None:
    fetch()
    place, fields, headers = server.asked[-1]
    assert place == "query2.finance.yahoo.com/v8/finance/chart/VTI"
    assert (fields["interval"], fields["crumb"]) == ("1d", CRUMB)
    begin = datetime.fromtimestamp(int(fields["period1"]), UTC)
    assert begin == datetime(2026, 3, 1, 5, tzinfo=UTC)  # midnight in New York
    assert COOKIE in headers["Cookie"]


@pytest.mark.parametrize(
    ("symbol", "asked"),
    [("BRK.B", "BRK-B"), ("VOD.L", "VOD.L"), ("sap.de", "SAP.DE"), ("^GSPC", "^GSPC")],
)
def test_yahoo_is_asked_by_its_own_symbols(server: YahooServer, symbol: str, asked: str) -> None:
    fetch(symbol)
    assert {path.rpartition("/")[2].replace("%5E", "^") for path in server.charts} == {asked}


@pytest.mark.parametrize("symbol", ["../../admin", "A?x=1", "A#b", "A/B"])
def test_a_symbol_cannot_change_the_address(server: YahooServer, symbol: str) -> None:
    fetch(symbol)
    assert {path.count("/") for path in server.charts} == {4}
    assert not any("x" in fields for _, fields, _ in server.asked)


def test_a_dividend_is_in_the_adjusted_closes_and_no_day_of_its_own(server: YahooServer) -> None:
    paid = int(datetime(2026, 3, 3, 14, 30, tzinfo=UTC).timestamp())
    dividends = {str(paid): {"amount": 3.04, "date": paid}}
    rows = [(MONDAY, 304.0, 300.96), (TUESDAY, 301.0, 301.0)]
    server.replies = [chart(rows, dividends=dividends)]
    assert fetch().closes == (300.96, 301.0)


def test_a_day_without_a_price_is_left_out(server: YahooServer) -> None:
    rows = [(MONDAY, 304.0, 303.9), (TUESDAY, None, None), (WEDNESDAY, 305.0, 304.9)]
    server.replies = [chart(rows)]
    series = fetch()
    assert (series.days, series.closes) == ((MONDAY, WEDNESDAY), (303.9, 304.9))


def test_the_price_of_a_day_that_is_not_over_is_left_out(server: YahooServer) -> None:
    today = datetime.now(UTC).date() + timedelta(days=1)
    server.replies = [chart([(MONDAY, 304.0, 303.9), (today, 310.0, 310.0)])]
    assert fetch().days == (MONDAY,)


def test_an_unknown_symbol_is_told_at_once_and_does_not_pause_the_service(
    server: YahooServer,
) -> None:
    server.replies = [NOT_FOUND]
    provider = YahooPrices(HASTY)
    for _ in range(HASTY.failures_in_a_row + 2):
        with pytest.raises(UnknownSymbolError, match="does not know"):
            provider.fetch("NOPE", SINCE)
    assert len(server.charts) == HASTY.failures_in_a_row + 2


def test_no_price_since_then_is_no_fault_of_the_service(server: YahooServer) -> None:
    server.replies = [GOOD, chart([])]
    with pytest.raises(UnknownSymbolError, match="no prices of VTI"):
        fetch()


def test_a_server_at_fault_is_asked_again(server: YahooServer) -> None:
    server.replies = [FAULT, GOOD]
    assert fetch(patience=Patience(read_seconds=1, retries=1)) == GOOD_SERIES


@pytest.mark.parametrize("reply", [FAULT, Reply(status=502), Reply(status=503)])
def test_a_server_at_fault_is_not_taken_for_an_unknown_symbol(
    server: YahooServer, reply: Reply
) -> None:
    server.replies = [reply]
    with pytest.raises(PriceServiceError, match=r"does not serve us.*econlens prices import FILE"):
        fetch()


def test_a_refused_crumb_is_got_over_with_another(server: YahooServer) -> None:
    server.replies = [REFUSED, GOOD]
    assert fetch() == GOOD_SERIES


@pytest.mark.parametrize("before", [[], [GOOD]])
def test_a_refusal_is_not_taken_for_an_unknown_symbol(
    server: YahooServer, before: list[Reply]
) -> None:
    server.replies = [*before, REFUSED]
    with pytest.raises(PriceServiceError, match=r"refuses us.*econlens prices import FILE"):
        fetch()


def test_too_many_requests_are_told_and_not_repeated(server: YahooServer) -> None:
    server.replies = [Reply(status=429, body=b"Too Many Requests")]
    with pytest.raises(PriceServiceError, match=r"enough requests.*econlens prices import FILE"):
        fetch(patience=Patience(read_seconds=1, retries=3))
    assert len(server.charts) == 1


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><title>Sign in</title>",
        b"\xff\xfe\x00garbage",
        b"[1, 2]",
        b'{"chart": {"result": null, "error": null}}',
        b'{"chart": {"result": [{"meta": {}}], "error": null}}',
        b'{"finance": {"error": {"code": "Unauthorized"}}}',
    ],
)
def test_what_is_no_price_series_is_told_and_not_believed(server: YahooServer, body: bytes) -> None:
    server.replies = [Reply(body=body)]
    with pytest.raises(PriceAnswerError, match="cannot be read"):
        fetch()
    server.replies = [GOOD, Reply(body=body)]  # once the time zone is known
    with pytest.raises(PriceAnswerError, match="cannot be read"):
        fetch()


def test_a_slow_answer_is_given_up(server: YahooServer) -> None:
    server.replies = [Reply(body=GOOD.body, wait_seconds=3)]
    begun = time.monotonic()
    with pytest.raises(PriceServiceError, match="could not be reached"):
        fetch()
    assert time.monotonic() - begun < 3


def test_offline_the_way_out_is_told(
    server: YahooServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    caplog.set_level(logging.INFO)
    with pytest.raises(PriceServiceError, match=r"could not be reached.*prices import FILE"):
        fetch()
    assert not caplog.records


def test_a_service_that_keeps_failing_is_left_alone_and_asked_again_later(
    server: YahooServer,
) -> None:
    server.replies = [FAULT]
    provider = YahooPrices(HASTY)
    for _ in range(HASTY.failures_in_a_row):
        with pytest.raises(PriceServiceError):
            provider.fetch("VTI", SINCE)
    asked = len(server.asked)
    with pytest.raises(PriceServicePausedError, match="left alone"):
        provider.fetch("VTI", SINCE)
    assert len(server.asked) == asked
    server.replies = [GOOD]
    time.sleep(HASTY.pause_seconds)
    assert provider.fetch("VTI", SINCE) == GOOD_SERIES
