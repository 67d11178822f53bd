"""A mail server for tests: takes every letter and keeps it. Speaks the SMTP that smtplib needs."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

REPLIES = {b"EHLO": b"250 mail", b"MAIL": b"250 OK", b"RCPT": b"250 OK", b"QUIT": b"221 bye"}


@dataclass
class MailServer:
    """refuse: how many of the next letters are turned away, as a busy server does."""

    url: str = ""
    letters: list[EmailMessage] = field(default_factory=list)
    refuse: int = 0
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, recipient: str, count: int = 1, seconds: float = 20) -> EmailMessage:
        """The newest of at least count letters to this address."""

        def found() -> list[EmailMessage]:
            return [letter for letter in self.letters if letter["To"] == recipient]

        with self.arrived:
            assert self.arrived.wait_for(lambda: len(found()) >= count, seconds), recipient
            return found()[-1]

    def take(self, content: bytes) -> None:
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        with self.arrived:
            self.letters.append(letter)
            self.arrived.notify_all()


@contextmanager
def running_mail_server() -> Iterator[MailServer]:
    kept = MailServer()

    class Conversation(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            self.say(b"220 mail")
            for line in self.rfile:
                verb = line[:4].upper()
                if verb == b"DATA" and kept.refuse > 0:
                    kept.refuse -= 1
                    self.say(b"451 busy")
                elif verb == b"DATA":
                    self.say(b"354 go on")
                    kept.take(self.read_letter())
                    self.say(b"250 OK")
                else:
                    self.say(REPLIES.get(verb, b"250 OK"))
                if verb == b"QUIT":
                    return

        def read_letter(self) -> bytes:
            lines = []
            while (line := self.rfile.readline()) not in (b".\r\n", b""):
                lines.append(line.removeprefix(b"."))
            return b"".join(lines)

        def say(self, reply: bytes) -> None:
            self.wfile.write(reply + b"\r\n")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Conversation) as listener:
        listener.daemon_threads = True
        thread = threading.Thread(target=listener.serve_forever, daemon=True)
        thread.start()
        kept.url = f"smtp://127.0.0.1:{listener.server_address[1]}"
        yield kept
        listener.shutdown()
