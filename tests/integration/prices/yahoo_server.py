"""The internet as yfinance sees it: a proxy on this machine behind which Yahoo answers over TLS.

yfinance takes proxy and certificates from the environment, as it does in an office, so that nothing
of it is replaced. Yahoo's answers have the fields that yfinance reads.
"""

import json
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.integration.prices.price_services import Reply, serving

CRUMB = "cr/mb"
COOKIE = "A3=cookie"
HOSTS = ("*.yahoo.com", "*.finance.yahoo.com")
OPENING = timedelta(hours=14, minutes=30)
NOT_FOUND = Reply(
    status=404,
    body=b'{"chart": {"result": null, "error": {"code": "Not Found", '
    b'"description": "No data found, symbol may be delisted"}}}',
)


def chart(
    rows: Sequence[tuple[date, float | None, float | None]], **events: dict[str, Any]
) -> Reply:
    """Rows of day, close, adjusted close, each stamped with New York's opening."""
    stamps = [
        int((datetime.combine(day, datetime.min.time(), UTC) + OPENING).timestamp())
        for day, _, _ in rows
    ]
    closes = [close for _, close, _ in rows]
    quote = dict.fromkeys(("open", "high", "low", "close"), closes)
    quote["volume"] = [None if close is None else 1000 for close in closes]
    meta = {
        "currency": "USD",
        "symbol": "VTI",
        "exchangeName": "PCX",
        "instrumentType": "ETF",
        "exchangeTimezoneName": "America/New_York",
        "timezone": "EST",
        "gmtoffset": -18000,
        "priceHint": 2,
        "dataGranularity": "1d",
        "range": "",
        "validRanges": ["1d", "5d", "1mo", "1y", "10y", "max"],
        "firstTradeDate": 992611800,
        "regularMarketTime": stamps[-1] if stamps else 0,
        "currentTradingPeriod": {},
    }
    adjusted = [{"adjclose": [row[2] for row in rows]}]
    result: dict[str, Any] = {"meta": meta, "indicators": {"quote": [{}], "adjclose": [{}]}}
    if rows:
        result["timestamp"] = stamps
        result["indicators"] = {"quote": [quote], "adjclose": adjusted}
    if events:
        result["events"] = events
    return Reply(body=json.dumps({"chart": {"result": [result], "error": None}}).encode())


@dataclass
class YahooServer:
    """Gives its replies to requests for prices in turn, the last one for ever."""

    replies: list[Reply]
    proxy: str = ""
    authority: Path = Path()
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)
    charts: list[str] = field(default_factory=list)

    def reply_to(self, host: str, path: str) -> Reply:
        if host == "fc.yahoo.com":
            cookie = f"{COOKIE}; Max-Age=3600; Domain=.yahoo.com; Path=/; Secure"
            return Reply(status=404, headers={"Set-Cookie": cookie})
        if path == "/v1/test/getcrumb":
            return Reply(body=CRUMB.encode())
        if path.startswith("/v8/finance/chart/"):
            self.charts.append(path)
            return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]
        return Reply(status=404)


def _handler_of(server: YahooServer, tls: ssl.SSLContext) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            self.send_response(200)
            self.end_headers()
            try:
                self.connection = tls.wrap_socket(self.connection, server_side=True)
            except OSError:  # the client has had enough, as some tests want it to
                self.close_connection = True
                return
            self.rfile = self.connection.makefile("rb")
            self.wfile = self.connection.makefile("wb", buffering=0)  # type: ignore[assignment]
            self.close_connection = False

        def do_GET(self) -> None:
            host, parts = self.headers["Host"], urlsplit(self.path)
            fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
            server.asked.append((f"{host}{parts.path}", fields, dict(self.headers.items())))
            reply = server.reply_to(host, parts.path)
            time.sleep(reply.wait_seconds)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self.wfile.write(reply.body)
            except OSError:
                self.close_connection = True

        def finish(self) -> None:
            super().finish()
            self.connection.close()

        def log_message(self, *_args: object) -> None:
            """Nothing: the tests look at what was asked."""

    Handler.protocol_version = "HTTP/1.1"
    return Handler


@contextmanager
def yahoo_server(folder: Path, *replies: Reply) -> Iterator[YahooServer]:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority = _certify(folder)
    tls.load_cert_chain(folder / "server.pem")
    server = YahooServer(replies=list(replies), authority=authority)
    with serving(_handler_of(server, tls)) as server.proxy:
        yield server


def _certify(folder: Path) -> Path:
    """An authority of our own, and by it a certificate with key for Yahoo's hosts."""
    authority_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Test authority")])
    now = datetime.now(UTC)
    issued = (
        x509.CertificateBuilder()
        .issuer_name(name)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
    root = (
        issued.subject_name(name)
        .public_key(authority_key.public_key())
        .serial_number(1)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    hosts = x509.SubjectAlternativeName([x509.DNSName(host) for host in HOSTS])
    leaf = (
        issued.subject_name(x509.Name([]))
        .public_key(key.public_key())
        .serial_number(2)
        .add_extension(hosts, critical=True)
        .sign(authority_key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    private = key.private_bytes(
        pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (folder / "server.pem").write_bytes(leaf.public_bytes(pem) + private)
    (folder / "authority.pem").write_bytes(root.public_bytes(pem))
    return folder / "authority.pem"
