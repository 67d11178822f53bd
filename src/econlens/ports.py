"""What the use cases need from the outside world, by role. adapters/ has the real ones."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import UUID

from econlens.account_ports import RecoveryCodeStore, SessionStore
from econlens.domain.changes import Change, RecordedChange
from econlens.domain.charge import Charge
from econlens.domain.issues import Issue
from econlens.domain.limits import Allowance, Limit
from econlens.domain.portfolio import (
    Portfolio,
    PortfolioDraft,
    PortfolioOrder,
    PortfolioPage,
    ScoredDraft,
)
from econlens.domain.preferences import Preferences
from econlens.domain.prices import PriceSeries
from econlens.domain.rates import Rate
from econlens.domain.sharing import ShareDraft, ShareLink
from econlens.domain.sign_in import NOWHERE, Client, MfaChallenge
from econlens.domain.thresholds import Thresholds
from econlens.domain.upload import (
    FileColumns,
    FileMapping,
    Upload,
    UploadRequest,
    UploadResult,
    UploadStatus,
)
from econlens.domain.user import Profile


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, in UTC."""
        ...


class RateLimiter(Protocol):
    """Buckets shared by every server. A subject names who and what is counted, such as user:42."""

    def take(self, subject: str, limit: Limit) -> Allowance:
        """Count one request; a refused one is not counted. Raises DatabaseUnavailableError."""
        ...

    def refill(self, subject: str) -> None: ...


class PortfolioReader(Protocol):
    """One user's portfolios. Other users' rows do not exist here.

    Methods that name a row raise NotFoundError when the user has no such row.
    """

    def list_portfolios(
        self, *, order: PortfolioOrder, descending: bool, limit: int, offset: int
    ) -> PortfolioPage: ...

    def get_portfolio(self, portfolio_id: UUID) -> Portfolio: ...


class PortfolioStore(PortfolioReader, Protocol):
    """One user's rows, inside one transaction."""

    def add_portfolio(self, draft: PortfolioDraft) -> Portfolio: ...

    def add_portfolios(self, scored: Iterable[ScoredDraft]) -> tuple[UUID, ...]:
        """Many, each with its score, which may be worked out while the ones before are stored."""
        ...

    def replace_portfolio(
        self, portfolio_id: UUID, draft: PortfolioDraft, *, expected_version: int | None = None
    ) -> Portfolio:
        """Write draft over the portfolio; VersionConflictError if it is not expected_version."""
        ...

    def delete_portfolio(self, portfolio_id: UUID, *, expected_version: int | None = None) -> int:
        """Remove the portfolio and its holdings; returns how many holdings went."""
        ...

    def record_score(self, portfolio_id: UUID, version: int, score: float) -> None:
        """Keep the score of this version for lists; does nothing if the portfolio has moved on."""
        ...

    def add_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload: ...

    def get_upload(self, upload_id: UUID, *, lock: bool = False) -> Upload:
        """lock: nobody else may lock it until this transaction ends."""
        ...

    def report_progress(self, upload_id: UUID, status: UploadStatus, percent: int) -> None: ...

    def finish_upload(
        self,
        upload_id: UUID,
        status: UploadStatus,
        *,
        result: UploadResult | None,
        issues: tuple[Issue, ...],
        columns: FileColumns | None = None,
    ) -> None: ...

    def reopen_upload(self, upload_id: UUID, request: UploadRequest) -> Upload:
        """Forget what came of it: its file is to be read again, as request says now."""
        ...


class AccountStore(Protocol):
    """What we keep about one user, inside one transaction."""

    def get_preferences(self) -> Preferences:
        """The defaults until there are others."""
        ...

    def save_preferences(self, preferences: Preferences) -> None: ...

    def record_changes(self, changes: Sequence[Change]) -> None: ...

    def list_changes(self) -> tuple[RecordedChange, ...]:
        """The oldest first."""
        ...

    def list_uploads(self) -> tuple[Upload, ...]:
        """The oldest first."""
        ...

    def delete_user(self) -> None:
        """Everything that the user owns; the account itself is the identity provider's."""
        ...


class ShareStore(Protocol):
    """One user's links, inside one transaction."""

    def add_share(self, draft: ShareDraft) -> ShareLink: ...

    def list_shares(self, portfolio_id: UUID) -> tuple[ShareLink, ...]:
        """The oldest first, expired ones too."""
        ...

    def delete_share(self, share_id: UUID) -> None:
        """Raises NotFoundError."""
        ...


class ImportMemory(Protocol):
    """What one user has told us once for all files, inside one transaction."""

    def list_mappings(self) -> Mapping[str, FileMapping]:
        """By the signature of the titles."""
        ...

    def remember_mapping(self, signature: str, mapping: FileMapping) -> None: ...

    def list_rates(self) -> tuple[Rate, ...]:
        """By their currencies."""
        ...

    def replace_rates(self, rates: Sequence[Rate]) -> None: ...


class PriceHistory(Protocol):
    """Closing prices that have been brought or fetched; the same for every user."""

    def load_prices(self, symbols: Sequence[str]) -> Mapping[str, PriceSeries]:
        """By symbol; one that has no prices is left out."""
        ...


class UserStore(
    PortfolioStore,
    AccountStore,
    SessionStore,
    RecoveryCodeStore,
    ShareStore,
    ImportMemory,
    PriceHistory,
    Protocol,
):
    """All of one user's rows, and prices. Ask for the narrower port where that will do."""


class Transactions(Protocol):
    def __call__(
        self, user_id: UUID, charge: Charge | None = None, session_id: UUID | None = None
    ) -> AbstractContextManager[UserStore]:
        """Open a transaction that sees this user's rows only; commits unless an exception leaves.

        charge is settled first and stays counted whatever comes of the transaction. session_id: of
        the tokens that a request came with. Raises RateLimitedError when nothing was left,
        SessionEndedError unless that session is open, DatabaseUnavailableError when the database
        cannot be reached.
        """
        ...


class Readings(Protocol):
    def __call__(
        self, user_id: UUID, charge: Charge | None = None, session_id: UUID | None = None
    ) -> AbstractContextManager[PortfolioReader]:
        """What this user has, for a request that changes nothing: each read is for itself.

        charge is settled when it closes at the latest, so what was read is for nobody before that.
        Reads raise SessionEndedError unless the session is open. Raises DatabaseUnavailableError
        when the database cannot be reached.
        """
        ...


class SharedStore(PriceHistory, Protocol):
    """What one link shows, and prices; nothing else exists here."""

    link: ShareLink

    def get_portfolio(self) -> Portfolio: ...

    def get_thresholds(self) -> Thresholds:
        """Those that the owner measures by."""
        ...

    def count_view(self) -> None: ...


class SharedPortfolios(Protocol):
    def __call__(self, token_hash: bytes) -> AbstractContextManager[SharedStore]:
        """Open what the link with this token shows. Raises NotFoundError when there is no such
        link, or it has expired."""
        ...


class PassphraseHasher(Protocol):
    def hash(self, password: str) -> str: ...

    def matches(self, password: str, known_hash: str | None) -> bool: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    access_token: str
    id_token: str
    refresh_token: str = field(repr=False)
    expires_in_seconds: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    user_id: UUID
    verification_required: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    user_id: UUID
    profile: Profile
    tokens: Tokens


LoginAnswer = SignedIn | MfaChallenge


class IdentityProvider(Protocol):
    """Accounts and tokens; Cognito on AWS, our own tables locally."""

    def register(self, profile: Profile, password: str) -> Registration:
        """Raises EmailTakenError."""
        ...

    def login(self, email: str, password: str, *, client: Client = NOWHERE) -> LoginAnswer:
        """Raises InvalidCredentialsError, the same for a wrong password and an unknown e-mail;
        RateLimitedError after many of them, for a while; EmailNotConfirmedError."""
        ...

    def answer_challenge(self, session: str, code: str, *, client: Client = NOWHERE) -> SignedIn:
        """Raises WrongCodeError; InvalidChallengeError when the session has expired or has had too
        many wrong codes; RateLimitedError."""
        ...

    def refresh(self, refresh_token: str, *, client: Client = NOWHERE) -> SignedIn:
        """Exchange a refresh token, once. Raises InvalidRefreshTokenError; a token used twice
        ends every session descended from the same login."""
        ...

    def logout(self, refresh_token: str) -> None:
        """End the session of this token; an unknown token is no error."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PresignedPost:
    """A form that may be posted once before it expires: fields first, the file last."""

    url: str
    fields: Mapping[str, str]


class ObjectStore(Protocol):
    """Bytes by key; S3 on AWS, a folder locally."""

    def presign_post(
        self, key: str, *, content_type: str, max_bytes: int, expires_at: datetime
    ) -> PresignedPost: ...

    def put(self, key: str, body: bytes) -> None: ...

    def get(self, key: str) -> bytes:
        """Raises NotFoundError."""
        ...

    def delete(self, key: str) -> None: ...


class AnnounceFile(Protocol):
    def __call__(self, key: str) -> None:
        """Have the file of this key processed as if it had just come."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedJob:
    id: str
    receipt: str
    body: str
    receive_count: int


class JobQueue(Protocol):
    """At-least-once delivery; SQS on AWS, a table locally. Three tries, then dead letters."""

    def send(self, body: str) -> str: ...

    def receive(self, *, limit: int, lease_seconds: float) -> list[QueuedJob]: ...

    def complete(self, job: QueuedJob) -> None:
        """Remove the job; does nothing if its lease has passed to somebody else."""
        ...

    def release(self, job: QueuedJob) -> None:
        """Give the job back at once, or to the dead letters after its third try."""
        ...

    def count_waiting(self) -> int:
        """Jobs that nobody works on; about so many, on SQS."""
        ...

    def count_dead(self) -> int: ...

    def redrive(self) -> int:
        """Put every dead letter back into the queue; returns how many."""
        ...


class TrafficSplit(Protocol):
    """Which share of browsers is sent to the serverless origin during a migration."""

    def read(self) -> int:
        """Percent, 0 to 100."""
        ...

    def write(self, percent: int) -> None: ...
