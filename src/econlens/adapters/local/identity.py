"""ports.IdentityProvider on our own tables: accounts that are confirmed at once, and sessions.

A refresh token is a random number that is good for one exchange. Only its hash is stored. A token
that comes back after its exchange was copied by somebody, so the whole session ends.
"""

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import psycopg

from econlens.adapters.local.accounts import profile_of
from econlens.adapters.local.database import Pool, transaction
from econlens.adapters.local.sign_in_guard import SignInGuard
from econlens.adapters.local.tokens import LIFETIME, Session, TokenSigner
from econlens.adapters.passwords import Passwords
from econlens.domain.errors import (
    EmailTakenError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
)
from econlens.domain.user import Profile
from econlens.ports import Clock, Registration, SignedIn, Tokens

SESSION_LIFETIME = timedelta(days=30)
TOKEN_BYTES = 32

ADD_ACCOUNT = """
INSERT INTO local.accounts (user_id, email, password_hash, first_name, last_name, user_type,
                            investment_experience, risk_tolerance, marketing_consent)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""
FIND_ACCOUNT = "SELECT user_id, password_hash FROM local.accounts WHERE lower(email) = lower(%s)"
CHANGE_HASH = "UPDATE local.accounts SET password_hash = %s WHERE user_id = %s"
FORGET_EXPIRED = "DELETE FROM local.sessions WHERE user_id = %s AND expires_at <= %s"
ADD_SESSION = """
INSERT INTO local.sessions (id, user_id, started_at, expires_at) VALUES (%s, %s, %s, %s)
"""
ADD_REFRESH = "INSERT INTO local.refresh_tokens (token_hash, session_id) VALUES (%s, %s)"
# The lock makes two exchanges of one session take turns, and either of them and its end.
LOCK_SESSION = """
SELECT session.id, session.user_id, session.started_at, session.expires_at
FROM local.refresh_tokens token
JOIN local.sessions session ON session.id = token.session_id
WHERE token.token_hash = %s
FOR UPDATE OF session
"""
USE_REFRESH = (
    "UPDATE local.refresh_tokens SET used_at = %s WHERE token_hash = %s AND used_at IS NULL"
)
END_SESSION = "DELETE FROM local.sessions WHERE id = %s"
END_SESSION_OF_REFRESH = """
DELETE FROM local.sessions
WHERE id = (SELECT session_id FROM local.refresh_tokens WHERE token_hash = %s)
"""


class LocalIdentity:
    """Without a guard nobody slows password guessing down."""

    def __init__(
        self,
        pool: Pool,
        signer: TokenSigner,
        clock: Clock,
        passwords: Passwords | None = None,
        guard: SignInGuard | None = None,
    ) -> None:
        self._pool = pool
        self._signer = signer
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._guard = guard

    def register(self, profile: Profile, password: str) -> Registration:
        password_hash = self._passwords.hash(password)
        try:
            with transaction(self._pool) as connection:
                user_id = _add_account(connection, profile, password_hash)
        except psycopg.errors.UniqueViolation:
            raise EmailTakenError from None
        return Registration(user_id=user_id, verification_required=False)

    def login(self, email: str, password: str, *, address: str = "") -> SignedIn:
        with transaction(self._pool) as connection:
            found = connection.execute(FIND_ACCOUNT, [email]).fetchone()
            user_id, password_hash = found or (None, None)
            is_known = self._guard and self._guard.is_known(connection, user_id, address)
        if self._guard:
            self._guard.admit(email, address, is_known=bool(is_known))
        if not self._passwords.matches(password, password_hash):
            raise InvalidCredentialsError
        with transaction(self._pool) as connection:
            if self._guard:
                now = self._clock.now()
                self._guard.note_success(connection, user_id, email, address, at=now)
            if self._passwords.is_outdated(password_hash):
                connection.execute(CHANGE_HASH, [self._passwords.hash(password), user_id])
            return self._sign_in(connection, self._new_session(connection, user_id))

    def refresh(self, refresh_token: str) -> SignedIn:
        with transaction(self._pool) as connection:
            session = self._use(connection, _hash(refresh_token))
            answer = self._sign_in(connection, session) if session else None
        if answer is None:  # after the transaction: the end of the session must be committed
            raise InvalidRefreshTokenError
        return answer

    def logout(self, refresh_token: str) -> None:
        with transaction(self._pool) as connection:
            connection.execute(END_SESSION_OF_REFRESH, [_hash(refresh_token)])

    def _new_session(self, connection: psycopg.Connection, user_id: UUID) -> Session:
        now = self._clock.now()
        connection.execute(FORGET_EXPIRED, [user_id, now])
        session = Session(id=uuid4(), user_id=user_id, started_at=now)
        connection.execute(ADD_SESSION, [session.id, user_id, now, now + SESSION_LIFETIME])
        return session

    def _use(self, connection: psycopg.Connection, token_hash: bytes) -> Session | None:
        """The session of a token that is good now; ends the session of one used before."""
        now = self._clock.now()
        row = connection.execute(LOCK_SESSION, [token_hash]).fetchone()
        if row is None:
            return None
        session_id, user_id, started_at, expires_at = row
        first_use = connection.execute(USE_REFRESH, [now, token_hash]).rowcount == 1
        if not first_use or now >= expires_at:
            connection.execute(END_SESSION, [session_id])
            return None
        return Session(id=session_id, user_id=user_id, started_at=started_at)

    def _sign_in(self, connection: psycopg.Connection, session: Session) -> SignedIn:
        profile = profile_of(connection, session.user_id)
        refresh_token = secrets.token_urlsafe(TOKEN_BYTES)
        connection.execute(ADD_REFRESH, [_hash(refresh_token), session.id])
        tokens = Tokens(
            access_token=self._signer.access_token(session),
            id_token=self._signer.id_token(session, profile),
            refresh_token=refresh_token,
            expires_in_seconds=int(LIFETIME.total_seconds()),
        )
        return SignedIn(user_id=session.user_id, profile=profile, tokens=tokens)


def _add_account(connection: psycopg.Connection, profile: Profile, password_hash: str) -> UUID:
    user_id = uuid4()
    values = [
        user_id,
        profile.email,
        password_hash,
        profile.first_name,
        profile.last_name,
        profile.user_type,
        profile.investment_experience,
        profile.risk_tolerance,
        profile.marketing_consent,
    ]
    connection.execute(ADD_ACCOUNT, values)
    return user_id


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
