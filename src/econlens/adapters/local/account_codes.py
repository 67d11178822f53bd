"""account_ports.AccountCodes on our own tables. No answer tells whether an account exists."""

from uuid import UUID

import psycopg

from econlens.adapters.local.database import Pool, transaction
from econlens.adapters.local.email_codes import EmailCodes, Purpose
from econlens.adapters.local.outbox import Outbox
from econlens.adapters.passwords import Passwords
from econlens.domain.errors import InvalidCodeError
from econlens.domain.limits import Limit
from econlens.ports import Clock, RateLimiter

LETTERS = Limit(requests=5)
CONFIRM_SUBJECT = "Confirm your address for EconLens"
CONFIRM_BODY = """\
Your code is {code}

Enter it in EconLens to confirm that this address is yours. It is good for 24 hours.
If you have not signed up for EconLens, ignore this letter: without the code nothing happens.
"""
RESET_SUBJECT = "Choose a new password for EconLens"
RESET_BODY = """\
Your code is {code}

Enter it in EconLens together with a new password. It is good for 30 minutes.
If you have not asked for it, ignore this letter: your password stays as it is.
"""

FIND = "SELECT user_id, email, confirmed_at FROM local.accounts WHERE lower(email) = lower(%s)"
CONFIRM = """
UPDATE local.accounts SET confirmed_at = %s WHERE user_id = %s AND confirmed_at IS NULL
"""
CHANGE_HASH = "UPDATE local.accounts SET password_hash = %s WHERE user_id = %s"
END_SESSIONS = "UPDATE sessions SET ended_at = %s WHERE user_id = %s AND ended_at IS NULL"
END_CHALLENGES = "DELETE FROM local.mfa_challenges WHERE user_id = %s"


class LocalAccountCodes:
    def __init__(
        self,
        pool: Pool,
        codes: EmailCodes,
        outbox: Outbox,
        limiter: RateLimiter,
        passwords: Passwords,
        clock: Clock,
    ) -> None:
        self._pool = pool
        self._codes = codes
        self._outbox = outbox
        self._limiter = limiter
        self._passwords = passwords
        self._clock = clock

    def confirm(self, email: str, code: str) -> None:
        with transaction(self._pool) as connection:
            user_id = self._redeem(connection, email, Purpose.CONFIRM, code)
            if user_id is not None:
                connection.execute(CONFIRM, [self._clock.now(), user_id])
        if user_id is None:  # after the transaction: the try must be committed
            raise InvalidCodeError

    def resend(self, email: str) -> None:
        if not self._may_write_to(email):
            return
        with transaction(self._pool) as connection:
            found = connection.execute(FIND, [email]).fetchone()
            if found and found[2] is None:
                self.send_confirmation(connection, found[0], found[1])

    def forgot_password(self, email: str) -> None:
        if not self._may_write_to(email):
            return
        with transaction(self._pool) as connection:
            found = connection.execute(FIND, [email]).fetchone()
            if found:
                user_id, address, _ = found
                code = self._codes.issue(connection, user_id, Purpose.RESET)
                body = RESET_BODY.format(code=code)
                self._outbox.write(
                    connection, user_id, recipient=address, subject=RESET_SUBJECT, body=body
                )

    def reset_password(self, email: str, code: str, password: str) -> None:
        """Ends every session, since whoever knew the old password may have one."""
        password_hash = self._passwords.hash(password)
        with transaction(self._pool) as connection:
            user_id = self._redeem(connection, email, Purpose.RESET, code)
            if user_id is not None:
                connection.execute(CHANGE_HASH, [password_hash, user_id])
                connection.execute(CONFIRM, [self._clock.now(), user_id])
                connection.execute(END_SESSIONS, [self._clock.now(), user_id])
                connection.execute(END_CHALLENGES, [user_id])
        if user_id is None:
            raise InvalidCodeError

    def send_confirmation(self, connection: psycopg.Connection, user_id: UUID, email: str) -> None:
        code = self._codes.issue(connection, user_id, Purpose.CONFIRM)
        body = CONFIRM_BODY.format(code=code)
        self._outbox.write(connection, user_id, recipient=email, subject=CONFIRM_SUBJECT, body=body)

    def _redeem(
        self, connection: psycopg.Connection, email: str, purpose: Purpose, code: str
    ) -> UUID | None:
        found = connection.execute(FIND, [email]).fetchone()
        if found and self._codes.redeem(connection, found[0], purpose, code):
            user_id: UUID = found[0]
            return user_id
        return None

    def _may_write_to(self, email: str) -> bool:
        """Nobody's mailbox is flooded through us."""
        return self._limiter.take(f"letters:{email.lower()}", LETTERS).allowed
