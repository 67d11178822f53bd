"""Mail as rows: written in the transaction that it belongs to, sent by the worker if there is a
mail server, and otherwise kept for the operator to read on the outbox page."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import psycopg
from aws_lambda_powertools import Logger

from econlens.adapters.local.database import Pool, transaction
from econlens.domain.letters import Letter
from econlens.ports import Clock

KEPT_FOR = timedelta(days=2)
SHOWN = 100
MOST_TRIES = 8
FIRST_WAIT_SECONDS = 5

WRITE = """
INSERT INTO local.outbox (user_id, recipient, subject, body, written_at, send_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""
SWEEP = "DELETE FROM local.outbox WHERE written_at < %s"
LIST = """
SELECT recipient, subject, body, written_at FROM local.outbox ORDER BY id DESC LIMIT %s
"""
NEXT = """
SELECT id, recipient, subject, body, written_at, tries FROM local.outbox
WHERE send_at <= %s AND tries < %s ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
"""
SENT = "DELETE FROM local.outbox WHERE id = %s"
POSTPONE = "UPDATE local.outbox SET tries = tries + 1, send_at = %s WHERE id = %s"


Send = Callable[[Letter], None]
logger = Logger(service="econlens", child=True)


class Outbox:
    """page: where the operator reads letters, if nobody sends them."""

    def __init__(self, pool: Pool, clock: Clock, page: str = "") -> None:
        self._pool = pool
        self._clock = clock
        self._page = page

    def write(
        self,
        connection: psycopg.Connection,
        user_id: UUID,
        *,
        recipient: str,
        subject: str,
        body: str,
    ) -> None:
        now = self._clock.now()
        connection.execute(SWEEP, [now - KEPT_FOR])
        connection.execute(WRITE, [user_id, recipient, subject, body, now, now])
        if self._page:
            logger.warning("No mail server is set up: a letter waits at %s", self._page)

    def list_letters(self) -> list[Letter]:
        """The newest first."""
        with transaction(self._pool) as connection:
            rows = connection.execute(LIST, [SHOWN]).fetchall()
        return [Letter(recipient=r, subject=s, body=b, written_at=at) for r, s, b, at in rows]

    def send_next(self, send: Send) -> bool:
        """Send the oldest letter that is due, and forget it. A failure postpones it, each time
        twice as long. False when nothing is due."""
        now = self._clock.now()
        with transaction(self._pool) as connection:
            row = connection.execute(NEXT, [now, MOST_TRIES]).fetchone()
            if row is None:
                return False
            letter_id, recipient, subject, body, written_at, tries = row
            letter = Letter(recipient=recipient, subject=subject, body=body, written_at=written_at)
            try:
                send(letter)
            except OSError:  # smtplib's errors are of this kind too
                wait = timedelta(seconds=FIRST_WAIT_SECONDS * 2**tries)
                connection.execute(POSTPONE, [now + wait, letter_id])
            else:
                connection.execute(SENT, [letter_id])
        return True
