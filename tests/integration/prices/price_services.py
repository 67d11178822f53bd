"""A server on this machine that speaks like Tiingo and Stooq, well or badly as a test asks."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

TIINGO_BODY = (
    b'[{"date":"2026-03-02T00:00:00.000Z","close":304.0,"adjClose":303.9,"splitFactor":1.0},'
    b'{"date":"2026-03-03T00:00:00.000Z","close":304.2,"adjClose":304.1,"splitFactor":1.0}]'
)
STOOQ_BODY = (
    b"Date,Open,High,Low,Close,Volume\r\n"
    b"2026-03-02,303,305,302,303.9,1000\r\n2026-03-03,304,305,303,304.1,1200\r\n"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """drip_seconds waits after each byte."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    wait_seconds: float = 0
    drip_seconds: float = 0


@dataclass
class PriceServer:
    """Gives its replies in turn, the last one for ever; remembers paths, fields and headers."""

    url: str
    replies: list[Reply]
    asked: list[tuple[str, dict[str, str], dict[str, str]]] = field(default_factory=list)

    def next_reply(self) -> Reply:
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]


def _handler_of(server: PriceServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            fields = {name: values[0] for name, values in parse_qs(parts.query).items()}
            server.asked.append((parts.path, fields, dict(self.headers.items())))
            reply = server.next_reply()
            time.sleep(reply.wait_seconds)
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                self._send(reply)
            except OSError:  # the client has had enough, as some tests want it to
                self.close_connection = True

        def _send(self, reply: Reply) -> None:
            if not reply.drip_seconds:
                self.wfile.write(reply.body)
                return
            for at in range(len(reply.body)):
                self.wfile.write(reply.body[at : at + 1])
                self.wfile.flush()
                time.sleep(reply.drip_seconds)

        def log_message(self, *_args: object) -> None:
            """Nothing: the tests look at what was asked."""

    return Handler


@contextmanager
def price_server(*replies: Reply) -> Iterator[PriceServer]:
    server = PriceServer(url="", replies=list(replies))
    with serving(_handler_of(server)) as server.url:
        yield server


@contextmanager
def serving(handler: type[BaseHTTPRequestHandler]) -> Iterator[str]:
    """The address at which it answers meanwhile."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    httpd.daemon_threads = True
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{httpd.server_address[1]}"
    finally:
        httpd.shutdown()
        thread.join()
        httpd.server_close()
