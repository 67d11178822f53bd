"""One-time codes from an authenticator app (TOTP, RFC 6238), and codes for when it is lost.

The secret is encrypted with a key that lies beside the database, not in it. A code is good once:
the time step it belongs to is remembered.
"""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256
from uuid import UUID

import psycopg
import pyotp
from cryptography.fernet import Fernet

from econlens.adapters.recovery_codes import new_recovery_codes, plain_recovery_code
from econlens.domain.errors import ConflictError, NotFoundError
from econlens.domain.sign_in import TotpSetup
from econlens.ports import Clock

ISSUER = "EconLens"
STEP_SECONDS = 30
# The clock of a telephone may be half a minute off.
STEPS_ALLOWED = (0, -1, 1)

FIND = """
SELECT email, totp_secret, totp_enabled_at FROM local.accounts WHERE user_id = %s FOR UPDATE
"""
CHANGE_TOTP = """
UPDATE local.accounts SET totp_secret = %s, totp_enabled_at = NULL, totp_last_step = 0
WHERE user_id = %s
"""
ENABLE = "UPDATE local.accounts SET totp_enabled_at = %s WHERE user_id = %s"
USE_STEP = """
UPDATE local.accounts SET totp_last_step = %s WHERE user_id = %s AND totp_last_step < %s
"""
ADD_RECOVERY = "INSERT INTO local.recovery_codes (user_id, code_hash) VALUES (%s, %s)"
USE_RECOVERY = "DELETE FROM local.recovery_codes WHERE user_id = %s AND code_hash = %s"
FORGET_RECOVERY = "DELETE FROM local.recovery_codes WHERE user_id = %s"


class SecondFactor:
    def __init__(self, secret_key: bytes, hash_key: bytes, clock: Clock) -> None:
        self._cipher = Fernet(urlsafe_b64encode(secret_key))
        self._hash_key = hash_key
        self._clock = clock

    def start(self, connection: psycopg.Connection, user_id: UUID) -> TotpSetup:
        """A new secret, without effect until enable. Raises ConflictError when one is in use."""
        email, _, enabled_at = self._find(connection, user_id)
        if enabled_at is not None:
            raise ConflictError("One-time codes are on already. Turn them off first.")
        secret = pyotp.random_base32()
        connection.execute(CHANGE_TOTP, [self._cipher.encrypt(secret.encode()), user_id])
        uri = pyotp.TOTP(secret).provisioning_uri(name=email, issuer_name=ISSUER)
        return TotpSetup(secret=secret, uri=uri)

    def enable(
        self, connection: psycopg.Connection, user_id: UUID, code: str
    ) -> tuple[str, ...] | None:
        """The recovery codes, which are kept nowhere; None when the code is wrong."""
        _, _, enabled_at = self._find(connection, user_id)
        if enabled_at is not None:
            raise ConflictError("One-time codes are on already.")
        if not self._is_totp(connection, user_id, code):
            return None
        connection.execute(ENABLE, [self._clock.now(), user_id])
        codes = new_recovery_codes()
        connection.execute(FORGET_RECOVERY, [user_id])
        for recovery in codes:
            connection.execute(ADD_RECOVERY, [user_id, self._hash(recovery)])
        return codes

    def disable(self, connection: psycopg.Connection, user_id: UUID, code: str) -> bool:
        """False when the code is wrong."""
        if not self.accepts(connection, user_id, code):
            return False
        connection.execute(CHANGE_TOTP, [None, user_id])
        connection.execute(FORGET_RECOVERY, [user_id])
        return True

    def is_on(self, connection: psycopg.Connection, user_id: UUID) -> bool:
        return self._find(connection, user_id)[2] is not None

    def accepts(self, connection: psycopg.Connection, user_id: UUID, code: str) -> bool:
        """Whether it is a code of now or a recovery code: good this once."""
        if self._is_totp(connection, user_id, code):
            return True
        used = connection.execute(USE_RECOVERY, [user_id, self._hash(code)])
        return used.rowcount == 1

    def _is_totp(self, connection: psycopg.Connection, user_id: UUID, code: str) -> bool:
        _, encrypted, _ = self._find(connection, user_id)
        if encrypted is None:
            return False
        totp = pyotp.TOTP(self._cipher.decrypt(bytes(encrypted)).decode())
        now = int(self._clock.now().timestamp()) // STEP_SECONDS
        for step in (now + offset for offset in STEPS_ALLOWED):
            if hmac.compare_digest(totp.generate_otp(step), _digits(code)):
                return connection.execute(USE_STEP, [step, user_id, step]).rowcount == 1
        return False

    def _find(
        self, connection: psycopg.Connection, user_id: UUID
    ) -> tuple[str, bytes | None, object]:
        row = connection.execute(FIND, [user_id]).fetchone()
        if row is None:
            raise NotFoundError
        return row

    def _hash(self, recovery_code: str) -> bytes:
        plain = plain_recovery_code(recovery_code) or ""
        return hmac.digest(self._hash_key, f"recovery:{plain}".encode(), sha256)


def _digits(code: str) -> str:
    return "".join(ch for ch in code if ch in "0123456789")
