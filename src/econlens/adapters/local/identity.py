"""ports.IdentityProvider on our own tables: accounts and sessions.

A refresh token is a random number that is good for one exchange. Only its hash is stored. A token
that comes back after its exchange was copied by somebody, so the whole session ends.
"""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID, uuid4

import psycopg

from econlens.adapters.local.account_codes import LocalAccountCodes
from econlens.adapters.local.accounts import add_account, profile_of
from econlens.adapters.local.challenges import Challenges
from econlens.adapters.local.database import Pool, transaction
from econlens.adapters.local.second_factor import SecondFactor
from econlens.adapters.local.sign_in_guard import SignInGuard
from econlens.adapters.local.tokens import LIFETIME, Session, TokenSigner
from econlens.adapters.passwords import Passwords
from econlens.domain.errors import (
    EmailNotConfirmedError,
    EmailTakenError,
    InvalidChallengeError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    WrongCodeError,
)
from econlens.domain.sign_in import NOWHERE, Client
from econlens.domain.user import Profile
from econlens.ports import Clock, LoginAnswer, Registration, SignedIn, Tokens

SESSION_LIFETIME = timedelta(days=30)
TOKEN_BYTES = 32

FIND_ACCOUNT = """
SELECT user_id, password_hash, confirmed_at, totp_enabled_at
FROM local.accounts WHERE lower(email) = lower(%s)
"""
FIND_BY_ID = "SELECT email, totp_enabled_at FROM local.accounts WHERE user_id = %s"
CHANGE_HASH = "UPDATE local.accounts SET password_hash = %s WHERE user_id = %s"
FORGET_EXPIRED = "DELETE FROM sessions WHERE expires_at <= %s"
ADD_SESSION = """
INSERT INTO sessions (id, user_id, started_at, expires_at, device, used_at)
VALUES (%s, %s, %s, %s, %s, %s)
"""
ADD_REFRESH = "INSERT INTO refresh_tokens (token_hash, session_id, user_id) VALUES (%s, %s, %s)"
# The lock makes two exchanges of one session take turns, and either of them and its end.
LOCK_SESSION = """
SELECT session.id, session.user_id, session.started_at, session.expires_at
FROM refresh_tokens token
JOIN sessions session ON session.id = token.session_id
JOIN local.accounts account ON account.user_id = session.user_id
WHERE token.token_hash = %s AND session.ended_at IS NULL
FOR UPDATE OF session
"""
USE_REFRESH = "UPDATE refresh_tokens SET used_at = %s WHERE token_hash = %s AND used_at IS NULL"
NOTE_USE = "UPDATE sessions SET used_at = %s WHERE id = %s"
END_SESSION = "UPDATE sessions SET ended_at = %s WHERE id = %s"
END_SESSION_OF_REFRESH = """
UPDATE sessions SET ended_at = %s
WHERE ended_at IS NULL
  AND id = (SELECT session_id FROM refresh_tokens WHERE token_hash = %s)
"""


class LocalIdentity:
    """Without a guard nobody slows password guessing down; without confirmations an account is
    confirmed at once, which is all one can do without a mail server."""

    def __init__(
        self,
        pool: Pool,
        signer: TokenSigner,
        clock: Clock,
        passwords: Passwords | None = None,
        guard: SignInGuard | None = None,
        second_factor: SecondFactor | None = None,
        confirmations: LocalAccountCodes | None = None,
    ) -> None:
        self._pool = pool
        self._signer = signer
        self._clock = clock
        self._passwords = passwords or Passwords()
        self._guard = guard
        self._second_factor = second_factor
        self._challenges = Challenges(clock)
        self._confirmations = confirmations

    def register(self, profile: Profile, password: str) -> Registration:
        password_hash = self._passwords.hash(password)
        confirmed_at = None if self._confirmations else self._clock.now()
        try:
            with transaction(self._pool) as connection:
                user_id = uuid4()
                add_account(connection, user_id, profile, password_hash, confirmed_at)
                if self._confirmations:
                    self._confirmations.send_confirmation(connection, user_id, profile.email)
        except psycopg.errors.UniqueViolation:
            raise EmailTakenError from None
        return Registration(user_id=user_id, verification_required=confirmed_at is None)

    def login(self, email: str, password: str, *, client: Client = NOWHERE) -> LoginAnswer:
        with transaction(self._pool) as connection:
            found = connection.execute(FIND_ACCOUNT, [email]).fetchone()
        user_id, password_hash, confirmed_at, totp_enabled_at = found or (None,) * 4
        self._admit(email, email, user_id, client)
        if not self._passwords.matches(password, password_hash):
            raise InvalidCredentialsError
        if confirmed_at is None:
            raise EmailNotConfirmedError
        with transaction(self._pool) as connection:
            if self._passwords.is_outdated(password_hash):
                connection.execute(CHANGE_HASH, [self._passwords.hash(password), user_id])
            return self._open(connection, user_id, email, totp_enabled_at, client)

    def login_as(self, user_id: UUID, *, client: Client = NOWHERE) -> LoginAnswer | None:
        """For somebody whom another provider vouches for; None when there is no such account."""
        with transaction(self._pool) as connection:
            found = connection.execute(FIND_BY_ID, [user_id]).fetchone()
            if found is None:
                return None
            email, totp_enabled_at = found
            return self._open(connection, user_id, email, totp_enabled_at, client)

    def _open(
        self,
        connection: psycopg.Connection,
        user_id: UUID,
        email: str,
        totp_enabled_at: datetime | None,
        client: Client,
    ) -> LoginAnswer:
        if totp_enabled_at is not None:
            return self._challenges.issue(connection, user_id)
        return self._welcome(connection, user_id, email, client)

    def answer_challenge(self, session: str, code: str, *, client: Client = NOWHERE) -> SignedIn:
        if self._second_factor is None:
            raise InvalidChallengeError
        with transaction(self._pool) as connection:
            user_id = self._challenges.try_once(connection, session)
            if user_id is not None:
                email = profile_of(connection, user_id).email
        if user_id is None:
            raise InvalidChallengeError
        self._admit(f"code of {email}", email, user_id, client)
        with transaction(self._pool) as connection:
            if self._second_factor.accepts(connection, user_id, code):
                self._challenges.end(connection, session)
                return self._welcome(connection, user_id, email, client)
        raise WrongCodeError

    def _admit(self, subject: str, email: str, user_id: UUID | None, client: Client) -> None:
        """subject: what is being guessed, a password or a code. Raises RateLimitedError."""
        if self._guard is None:
            return
        with transaction(self._pool) as connection:
            is_known = self._guard.is_known(connection, user_id, client.address)
        self._guard.admit(subject, client.address, is_known=is_known)

    def _welcome(
        self, connection: psycopg.Connection, user_id: UUID, email: str, client: Client
    ) -> SignedIn:
        if self._guard:
            now = self._clock.now()
            for subject in (email, f"code of {email}"):
                self._guard.note_success(connection, user_id, subject, client.address, at=now)
        return self._sign_in(connection, self._new_session(connection, user_id, client.device))

    def refresh(self, refresh_token: str, *, client: Client = NOWHERE) -> SignedIn:
        with transaction(self._pool) as connection:
            session = self._use(connection, _hash(refresh_token))
            answer = self._sign_in(connection, session) if session else None
        if answer is None:  # after the transaction: the end of the session must be committed
            raise InvalidRefreshTokenError
        return answer

    def logout(self, refresh_token: str) -> None:
        with transaction(self._pool) as connection:
            connection.execute(END_SESSION_OF_REFRESH, [self._clock.now(), _hash(refresh_token)])

    def _new_session(self, connection: psycopg.Connection, user_id: UUID, device: str) -> Session:
        now = self._clock.now()
        connection.execute(FORGET_EXPIRED, [now])
        session = Session(id=uuid4(), user_id=user_id, started_at=now)
        values = [session.id, user_id, now, now + SESSION_LIFETIME, device, now]
        connection.execute(ADD_SESSION, values)
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
            connection.execute(END_SESSION, [now, session_id])
            return None
        connection.execute(NOTE_USE, [now, session_id])
        return Session(id=session_id, user_id=user_id, started_at=started_at)

    def _sign_in(self, connection: psycopg.Connection, session: Session) -> SignedIn:
        profile = profile_of(connection, session.user_id)
        refresh_token = secrets.token_urlsafe(TOKEN_BYTES)
        token = [_hash(refresh_token), session.id, session.user_id]
        connection.execute(ADD_REFRESH, token)
        tokens = Tokens(
            access_token=self._signer.access_token(session),
            id_token=self._signer.id_token(session, profile),
            refresh_token=refresh_token,
            expires_in_seconds=int(LIFETIME.total_seconds()),
        )
        return SignedIn(user_id=session.user_id, profile=profile, tokens=tokens)


def _hash(token: str) -> bytes:
    return sha256(token.encode()).digest()
