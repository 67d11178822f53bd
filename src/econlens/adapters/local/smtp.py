"""Sends letters through a mail server named by a URL."""

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from econlens.domain.letters import Letter

TIMEOUT_SECONDS = 10
SMTPS = "smtps"
DEFAULT_PORT = {SMTPS: 465, "smtp": 587}
# A mail server on this very machine may do without TLS.
OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


class SmtpServer:
    """url: smtps://user:password@host:port, or smtp:// for a server that is asked for STARTTLS."""

    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        if self._parts.scheme not in DEFAULT_PORT or not self._parts.hostname:
            raise ValueError("ECONLENS_SMTP_URL must look like smtps://user:password@host:465.")
        self._host: str = self._parts.hostname
        self._port = self._parts.port or DEFAULT_PORT[self._parts.scheme]
        self._sender = sender

    def send(self, letter: Letter) -> None:
        """Raises OSError (of which smtplib.SMTPException is one)."""
        message = EmailMessage()
        message["From"] = self._sender
        message["To"] = letter.recipient
        message["Subject"] = letter.subject
        message.set_content(letter.body)
        with self._connect() as server:
            if self._parts.username:
                server.login(unquote(self._parts.username), unquote(self._parts.password or ""))
            server.send_message(message)

    def _connect(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        if self._parts.scheme == SMTPS:
            return smtplib.SMTP_SSL(
                self._host, self._port, timeout=TIMEOUT_SECONDS, context=context
            )
        server = smtplib.SMTP(self._host, self._port, timeout=TIMEOUT_SECONDS)
        if self._host not in OWN_MACHINE:
            server.starttls(context=context)
        return server
