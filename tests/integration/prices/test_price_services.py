"""The clients of price services over real HTTP, and every way in which a service can fail."""

import logging
import socket
import time
import traceback
from datetime import date

import pytest

from econlens.adapters.prices.price_http import LARGEST_ANSWER, Patience
from econlens.adapters.prices.stooq import StooqPrices
from econlens.adapters.prices.tiingo import TiingoPrices
from econlens.domain.errors import EconLensError
from econlens.domain.price_errors import (
    PriceAnswerError,
    PriceServiceError,
    PriceServicePausedError,
    UnknownSymbolError,
)
from econlens.domain.prices import PriceSeries, PriceSource
from econlens.price_ports import PriceProvider
from tests.integration.prices.price_services import (
    STOOQ_BODY,
    TIINGO_BODY,
    PriceServer,
    Reply,
    price_server,
)

KEY = "k3y-that-nobody-may-see"
SINCE = date(2026, 3, 1)
DAYS, CLOSES = (date(2026, 3, 2), date(2026, 3, 3)), (303.9, 304.1)
HASTY = Patience(
    connect_seconds=1,
    read_seconds=0.3,
    seconds=0.6,
    retries=2,
    backoff_seconds=0.01,
    longest_wait_seconds=1,
    pause_seconds=0.3,
)
GOOD = {"tiingo": Reply(body=TIINGO_BODY), "stooq": Reply(body=STOOQ_BODY)}
LOGIN_PAGE = Reply(body=b"<!doctype html><title>Sign in</title>")


def provider_of(name: str, url: str) -> PriceProvider:
    if name == "tiingo":
        return TiingoPrices(KEY, url, HASTY)
    return StooqPrices(url, HASTY)


@pytest.fixture(params=["tiingo", "stooq"])
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def fetch(name: str, server: PriceServer) -> PriceSeries:
    return provider_of(name, server.url).fetch("VTI", SINCE)


def failure(name: str, *replies: Reply) -> EconLensError:
    with price_server(*replies) as server, pytest.raises(EconLensError) as raised:
        fetch(name, server)
    return raised.value


def test_adjusted_closes_are_read(name: str) -> None:
    with price_server(GOOD[name]) as server:
        series = fetch(name, server)
    assert series == PriceSeries(days=DAYS, closes=CLOSES, source=PriceSource(name))


def test_tiingo_is_asked_with_the_key_in_a_header_and_not_in_the_address() -> None:
    with price_server(GOOD["tiingo"]) as server:
        provider_of("tiingo", server.url).fetch("BRK.B", SINCE)
    ((path, fields, headers),) = server.asked
    assert path == "/tiingo/daily/BRK-B/prices"
    assert fields == {"startDate": "2026-03-01", "format": "json"}
    assert headers["Authorization"] == f"Token {KEY}"


@pytest.mark.parametrize(
    ("symbol", "asked"), [("VTI", "vti.us"), ("BRK.B", "brk-b.us"), ("VOD.UK", "vod.uk")]
)
def test_stooq_is_asked_by_its_own_symbols(symbol: str, asked: str) -> None:
    with price_server(GOOD["stooq"]) as server:
        provider_of("stooq", server.url).fetch(symbol, SINCE)
    ((path, fields, _headers),) = server.asked
    assert (path, fields["s"], fields["d1"]) == ("/q/d/l/", asked, "20260301")


@pytest.mark.parametrize("symbol", ["../../admin", "A?x=1", "A#b", "A/B"])
def test_a_symbol_cannot_change_the_address(name: str, symbol: str) -> None:
    with price_server(GOOD[name]) as server:
        provider_of(name, server.url).fetch(symbol, SINCE)
    ((path, fields, _headers),) = server.asked
    assert path.count("/") == 4
    assert set(fields) <= {"startDate", "format", "s", "d1", "d2", "i"}


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_what_may_pass_is_tried_again(name: str, status: int) -> None:
    with price_server(Reply(status=status), GOOD[name]) as server:
        assert fetch(name, server).closes == CLOSES
    assert len(server.asked) == 2


@pytest.mark.parametrize("status", [429, 500])
def test_after_the_last_try_the_message_says_what_to_do(name: str, status: int) -> None:
    with (
        price_server(Reply(status=status)) as server,
        pytest.raises(PriceServiceError, match="econlens prices import FILE"),
    ):
        fetch(name, server)
    assert len(server.asked) == 1 + HASTY.retries


def test_a_service_cannot_make_us_wait_for_a_day(name: str) -> None:
    begun = time.monotonic()
    error = failure(name, Reply(status=429, headers={"Retry-After": "86400"}))
    assert isinstance(error, PriceServiceError)
    assert time.monotonic() - begun < 5


def test_a_refused_key_is_not_tried_again(name: str) -> None:
    with (
        price_server(Reply(status=401)) as server,
        pytest.raises(PriceServiceError, match="Check the key"),
    ):
        fetch(name, server)
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("name", "reply"),
    [("tiingo", Reply(status=404)), ("stooq", Reply(body=b"No data"))],
)
def test_an_unknown_symbol_is_told(name: str, reply: Reply) -> None:
    assert isinstance(failure(name, reply), UnknownSymbolError)


def test_stooqs_daily_limit_is_told() -> None:
    error = failure("stooq", Reply(body=b"Exceeded the daily hits limit"))
    assert isinstance(error, PriceServiceError)
    assert "enough requests for today" in error.message


@pytest.mark.parametrize(
    "reply",
    [
        LOGIN_PAGE,
        Reply(body=b""),
        Reply(body=b"\xff\xfe\x00garbage"),
        Reply(body=b'{"detail": "something else"}'),
        Reply(body=b"x" * (LARGEST_ANSWER + 1)),
    ],
)
def test_what_is_no_price_series_is_told_and_not_believed(name: str, reply: Reply) -> None:
    assert isinstance(failure(name, reply), PriceAnswerError)


def test_a_redirect_to_another_place_is_not_followed(name: str) -> None:
    with price_server(GOOD[name]) as elsewhere:
        moved = Reply(status=302, headers={"Location": f"{elsewhere.url}/steal"})
        assert isinstance(failure(name, moved), PriceServiceError)
    assert elsewhere.asked == []


@pytest.mark.parametrize("slow", [{"wait_seconds": 1.0}, {"drip_seconds": 0.1}])
def test_a_slow_answer_is_given_up(name: str, slow: dict[str, float]) -> None:
    begun = time.monotonic()
    body = GOOD[name].body
    assert isinstance(failure(name, Reply(body=body, **slow)), PriceServiceError)
    assert time.monotonic() - begun < 5


def test_offline_the_way_out_is_told(name: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(PriceServiceError, match=r"could not be reached.*prices import FILE"):
        provider_of(name, f"http://127.0.0.1:{port}").fetch("VTI", SINCE)


def test_a_service_that_keeps_failing_is_left_alone_and_asked_again_later(name: str) -> None:
    with price_server(Reply(status=500)) as server:
        provider = provider_of(name, server.url)
        for _ in range(HASTY.failures_in_a_row):
            with pytest.raises(PriceServiceError):
                provider.fetch("VTI", SINCE)
        asked = len(server.asked)
        with pytest.raises(PriceServicePausedError, match="left alone"):
            provider.fetch("VTI", SINCE)
        assert len(server.asked) == asked
        server.replies = [GOOD[name]]
        time.sleep(HASTY.pause_seconds)
        assert provider.fetch("VTI", SINCE).closes == CLOSES


def test_symbols_that_are_not_known_do_not_pause_a_service() -> None:
    with price_server(Reply(status=404)) as server:
        provider = provider_of("tiingo", server.url)
        for _ in range(HASTY.failures_in_a_row + 2):
            with pytest.raises(UnknownSymbolError):
                provider.fetch("VTI", SINCE)


@pytest.mark.parametrize(
    "reply", [Reply(status=401), Reply(status=500), LOGIN_PAGE, Reply(wait_seconds=1)]
)
def test_no_key_reaches_a_message_a_traceback_or_a_log(
    reply: Reply, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with price_server(reply) as server:
        provider = TiingoPrices(KEY, f"{server.url}/?apikey={KEY}", HASTY)
        with pytest.raises(EconLensError) as raised:
            provider.fetch("VTI", SINCE)
    told = [
        *traceback.format_exception(raised.value),
        repr(provider._http),
        caplog.text,
        *(str(record.__dict__) for record in caplog.records),
    ]
    assert KEY not in "".join(told)
