"""Fakes of the ports, in memory. tests/contract/ports runs one suite against them and the real."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from econlens.domain.errors import (
    EmailTakenError,
    InvalidCredentialsError,
    InvalidRefreshTokenError,
    NotFoundError,
)
from econlens.domain.limits import Allowance, Limit
from econlens.domain.user import Profile
from econlens.ports import (
    Clock,
    PresignedPost,
    QueuedJob,
    Registration,
    SignedIn,
    Tokens,
)

MAX_TRIES = 3
SESSION_LIFETIME = timedelta(days=30)


class FixedClock:
    """A clock that stands still until it is told to move."""

    def __init__(self, time: datetime = datetime(2026, 1, 2, 9, 30, tzinfo=UTC)) -> None:
        self.time = time

    def now(self) -> datetime:
        return self.time

    def advance(self, **by: float) -> None:
        """advance(minutes=5), with the words of timedelta."""
        self.time += timedelta(**by)


class InMemoryRateLimiter:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._full_at: dict[str, datetime] = {}

    def take(self, subject: str, limit: Limit) -> Allowance:
        now = self._clock.now()
        full_at = max(self._full_at.get(subject, now), now)
        after = full_at + timedelta(seconds=limit.seconds_per_request)
        allowed = after <= now + timedelta(seconds=limit.per_seconds)
        if allowed:
            full_at = self._full_at[subject] = after
        return limit.allowance(allowed=allowed, seconds_until_full=(full_at - now).total_seconds())

    def refill(self, subject: str) -> None:
        self._full_at.pop(subject, None)


class InMemoryObjectStore:
    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}

    def presign_post(
        self, key: str, *, content_type: str, max_bytes: int, expires_at: datetime
    ) -> PresignedPost:
        fields = {"key": key, "Content-Type": content_type}
        return PresignedPost(url="https://objects.example/", fields=fields)

    def put(self, key: str, body: bytes) -> None:
        self.objects[key] = body

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise NotFoundError
        return self.objects[key]

    def delete(self, key: str) -> None:
        self.objects.pop(key, None)


@dataclass(slots=True)
class _Job:
    body: str
    visible_at: datetime
    receive_count: int = 0
    receipt: str = ""
    dead: bool = False


class InMemoryJobQueue:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._jobs: dict[str, _Job] = {}

    def send(self, body: str) -> str:
        job_id = str(uuid4())
        self._jobs[job_id] = _Job(body, visible_at=self._clock.now())
        return job_id

    def receive(self, *, limit: int, lease_seconds: float) -> list[QueuedJob]:
        now = self._clock.now()
        visible = [(i, job) for i, job in self._jobs.items() if _is_visible(job, now)]
        for _, job in visible:
            job.dead = job.receive_count >= MAX_TRIES
        alive = [(i, job) for i, job in visible if not job.dead][:limit]
        return [_lease(i, job, now + timedelta(seconds=lease_seconds)) for i, job in alive]

    def complete(self, job: QueuedJob) -> None:
        if self._held(job):
            del self._jobs[job.id]

    def release(self, job: QueuedJob) -> None:
        held = self._held(job)
        if held:
            held.visible_at, held.receipt = self._clock.now(), ""
            held.dead = held.receive_count >= MAX_TRIES

    def count_waiting(self) -> int:
        now = self._clock.now()
        return sum(_is_visible(job, now) for job in self._jobs.values())

    def count_dead(self) -> int:
        return sum(job.dead for job in self._jobs.values())

    def redrive(self) -> int:
        dead = [job for job in self._jobs.values() if job.dead]
        for job in dead:
            job.dead, job.receive_count, job.receipt = False, 0, ""
            job.visible_at = self._clock.now()
        return len(dead)

    def _held(self, job: QueuedJob) -> _Job | None:
        found = self._jobs.get(job.id)
        return found if found and not found.dead and found.receipt == job.receipt else None


def _is_visible(job: _Job, now: datetime) -> bool:
    return not job.dead and job.visible_at <= now


def _lease(job_id: str, job: _Job, until: datetime) -> QueuedJob:
    job.receive_count += 1
    job.receipt = str(uuid4())
    job.visible_at = until
    return QueuedJob(id=job_id, receipt=job.receipt, body=job.body, receive_count=job.receive_count)


@dataclass(slots=True)
class _Account:
    user_id: UUID
    profile: Profile
    password: str


@dataclass(slots=True)
class _Session:
    account: _Account
    expires_at: datetime
    used: set[str] = field(default_factory=set)


class InMemoryIdentity:
    def __init__(self, clock: Clock, make_id: Callable[[], UUID] = uuid4) -> None:
        self._clock = clock
        self._make_id = make_id
        self._accounts: dict[str, _Account] = {}
        self._sessions: dict[str, _Session] = {}

    def register(self, profile: Profile, password: str) -> Registration:
        if profile.email.lower() in self._accounts:
            raise EmailTakenError
        account = _Account(self._make_id(), profile, password)
        self._accounts[profile.email.lower()] = account
        return Registration(user_id=account.user_id, verification_required=False)

    def login(self, email: str, password: str, *, address: str = "") -> SignedIn:
        account = self._accounts.get(email.lower())
        if account is None or account.password != password:
            raise InvalidCredentialsError
        return self._sign_in(_Session(account, self._clock.now() + SESSION_LIFETIME))

    def refresh(self, refresh_token: str) -> SignedIn:
        session = self._sessions.get(refresh_token)
        if session is None or self._clock.now() >= session.expires_at:
            raise InvalidRefreshTokenError
        if refresh_token in session.used:
            self._end(session)
            raise InvalidRefreshTokenError
        session.used.add(refresh_token)
        return self._sign_in(session)

    def logout(self, refresh_token: str) -> None:
        session = self._sessions.get(refresh_token)
        if session:
            self._end(session)

    def get_profile(self, user_id: UUID) -> Profile:
        return self._account(user_id).profile

    def update_profile(self, user_id: UUID, profile: Profile) -> None:
        account = self._account(user_id)
        account.profile = replace(profile, email=account.profile.email)

    def delete_account(self, user_id: UUID) -> None:
        account = self._account(user_id)
        del self._accounts[account.profile.email.lower()]
        for session in list(self._sessions.values()):
            if session.account is account:
                self._end(session)

    def _account(self, user_id: UUID) -> _Account:
        for account in self._accounts.values():
            if account.user_id == user_id:
                return account
        raise NotFoundError

    def _end(self, session: _Session) -> None:
        self._sessions = {t: s for t, s in self._sessions.items() if s is not session}

    def _sign_in(self, session: _Session) -> SignedIn:
        account = session.account
        tokens = Tokens(
            access_token=f"access-{uuid4()}",
            id_token=f"id-{uuid4()}",
            refresh_token=f"refresh-{uuid4()}",
            expires_in_seconds=3600,
        )
        self._sessions[tokens.refresh_token] = session
        return SignedIn(user_id=account.user_id, profile=account.profile, tokens=tokens)
