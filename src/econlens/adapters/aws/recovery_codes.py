"""Recovery codes in place of an authenticator app whose secret only Cognito knows.

Cognito takes one-time codes of the app and nothing else. So for each recovery code we keep the
app's secret, masked with a pad that follows from the code (SHAKE-256, as long as the secret):
whoever brings the code brings the secret back, and with it the one-time code of now. A recovery
code has more than 130 random bits and masks one secret, so without it the rows say nothing.
"""

from datetime import datetime
from hashlib import sha256, shake_256
from uuid import UUID

from econlens.account_ports import RecoveryCodeStore
from econlens.adapters.recovery_codes import new_recovery_codes, plain_recovery_code
from econlens.domain.errors import WrongCodeError

# Cognito takes the code of each half minute once.
TRY_AGAIN = "A code was used a moment ago. Enter the same recovery code again in half a minute."


def issue_recovery_codes(store: RecoveryCodeStore, user_id: UUID, secret: str) -> tuple[str, ...]:
    """In place of all that there were. They are kept nowhere."""
    codes = new_recovery_codes()
    plain = [code for code in map(plain_recovery_code, codes) if code]
    store.keep_recovery_codes(
        {_lookup(user_id, code): _masked(user_id, code, secret.encode()) for code in plain}
    )
    return codes


def is_recovery_code(code: str) -> bool:
    return plain_recovery_code(code) is not None


def use_recovery_code(store: RecoveryCodeStore, user_id: UUID, code: str, now: datetime) -> str:
    """The one-time code that the lost app would show. Raises WrongCodeError."""
    import pyotp  # few ever come here

    plain = plain_recovery_code(code) or ""
    hidden = store.take_recovery_code(_lookup(user_id, plain))
    if hidden is None:
        raise WrongCodeError
    return pyotp.TOTP(_masked(user_id, plain, hidden).decode()).at(now)


def _lookup(user_id: UUID, plain_code: str) -> bytes:
    return sha256(b"econlens recovery lookup" + user_id.bytes + plain_code.encode()).digest()


def _masked(user_id: UUID, plain_code: str, secret: bytes) -> bytes:
    """And back: masking twice unmasks."""
    seed = b"econlens recovery pad" + user_id.bytes + plain_code.encode()
    pad = shake_256(seed).digest(len(secret))
    return bytes(one ^ other for one, other in zip(secret, pad, strict=True))
