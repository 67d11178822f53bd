"""An uploaded file on its way from the browser to holdings."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from econlens.domain.issues import Issue
from econlens.domain.portfolio import PortfolioDraft
from econlens.domain.rates import UsedRate

MAX_UPLOAD_BYTES = 10 * 1024 * 1024
UPLOAD_LIFETIME_SECONDS = 300
# A file that waits for the user's word is kept so long, so that it need not be sent again.
KEPT_FOR = timedelta(hours=24)


class UploadStatus(StrEnum):
    PENDING = "pending"
    UPLOADED = "uploaded"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"


# The code of the issue that says that processing itself has failed, not the file.
PROCESSING_FAILED = "PROCESSING_FAILED"
RATE_UNKNOWN = "RATE_UNKNOWN"
# Faults that go away without another file.
_CURABLE = frozenset({PROCESSING_FAILED, RATE_UNKNOWN})


class UploadMode(StrEnum):
    REPLACE = "replace"
    MERGE = "merge"


class AccountSplit(StrEnum):
    """All accounts of a file in one portfolio, or one portfolio for each."""

    COMBINE = "combine"
    SEPARATE = "separate"


class ColumnMeaning(StrEnum):
    """What a user may say that a column is; the words on the screen and on the wire."""

    SYMBOL = "Symbol"
    ISIN = "ISIN"
    LOCAL_ID = "CUSIP or WKN"
    NAME = "Name"
    QUANTITY = "Shares"
    PRICE = "Price"
    MARKET_VALUE = "Dollar Amount"
    UNIT_COST = "Avg Price"
    COST_BASIS = "Cost Basis"
    CURRENCY = "Currency"
    ACCOUNT = "Account"
    PORTFOLIO = "Portfolio"
    ASSET_TYPE = "Asset Type"
    EXCHANGE = "Exchange"
    DATE = "Date"
    TRANSACTION = "Transaction Type"


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedColumn:
    """index counts from 0."""

    index: int
    meaning: ColumnMeaning


@dataclass(frozen=True, slots=True, kw_only=True)
class FileMapping:
    """What the user says about a file for all that it does not say itself.

    columns empty: those that EconLens recognises by itself. currency: of amounts that name none.
    """

    columns: tuple[MappedColumn, ...] = ()
    decimal_sign: str | None = None
    currency: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportChoices:
    """How a file is to be read. mapping None: as remembered for such files, else by itself.
    currency None: that of the file, or of the portfolio that the file is merged into."""

    accounts: AccountSplit = AccountSplit.COMBINE
    currency: str | None = None
    mapping: FileMapping | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnSample:
    """A column of a file as the user is shown it. guess: what EconLens takes it for, or None."""

    index: int
    title: str
    samples: tuple[str, ...]
    guess: ColumnMeaning | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileColumns:
    """signature is the same for all files with these titles: mappings are remembered by it."""

    signature: str
    header_line: int | None
    columns: tuple[ColumnSample, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRequest:
    """What the user wants done with a file. portfolio_id None: make a new portfolio of it."""

    file_name: str
    size_bytes: int
    content_type: str
    portfolio_id: UUID | None = None
    mode: UploadMode = UploadMode.REPLACE
    validate_only: bool = False
    choices: ImportChoices = field(default_factory=ImportChoices)


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingChange:
    """One symbol before and after. Values in the currency of the portfolio before and after;
    None: the portfolio has no such holding then, or its quantity is unknown."""

    symbol: str
    name: str
    kind: ChangeKind
    old_quantity: Decimal | None = None
    new_quantity: Decimal | None = None
    old_value: Decimal | None = None
    new_value: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplacedPortfolio:
    """The portfolio that a draft is to be written over, as it was when the plan was made."""

    id: UUID
    version: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedPortfolio:
    """One portfolio as it is to be. replaces None: a new one, and changes stays empty. score None:
    it is worked out while the portfolio is stored, since nobody looks at it before."""

    draft: PortfolioDraft
    score: float | None = None
    replaces: ReplacedPortfolio | None = None
    changes: tuple[HoldingChange, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadResult:
    """What processing a file led to.

    planned: what would be stored, when the user asked for validation only; empty once it is.
    accounts: those that the file names, by their last four characters. rates: those that amounts
    were converted by.
    """

    portfolio_ids: tuple[UUID, ...] = ()
    planned: tuple[PlannedPortfolio, ...] = ()
    accounts: tuple[str, ...] = ()
    rates: tuple[UsedRate, ...] = ()
    holding_count: int
    total_value: Decimal
    currency: str
    broker: str | None = None
    as_of: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    id: UUID
    user_id: UUID
    request: UploadRequest
    status: UploadStatus
    progress_percent: int
    created_at: datetime
    expires_at: datetime
    updated_at: datetime
    result: UploadResult | None = None
    columns: FileColumns | None = None
    issues: tuple[Issue, ...] = ()

    @property
    def is_settled(self) -> bool:
        """The file has had its answer. A fault of ours is none: a redrive may still give one."""
        if self.status is UploadStatus.FAILED:
            return all(issue.code != PROCESSING_FAILED for issue in self.issues)
        return self.status is UploadStatus.COMPLETED

    @property
    def file_kept_until(self) -> datetime | None:
        """The file can be read again with other choices until then; None: it is gone, or is still
        being read."""
        return self.updated_at + KEPT_FOR if self._awaits_the_user else None

    @property
    def _awaits_the_user(self) -> bool:
        if self.status is UploadStatus.COMPLETED:
            return self.result is not None and bool(self.result.planned)
        codes = {issue.code for issue in self.issues}
        curable = self.columns is not None or not codes.isdisjoint(_CURABLE)
        return self.status is UploadStatus.FAILED and curable


def object_key(user_id: UUID, upload_id: UUID) -> str:
    """Where the file lies in the object store: nothing the user typed is part of it."""
    return f"uploads/{user_id}/{upload_id}/source"


def arrival_of(key: str) -> str:
    """What tells the worker that a file lies there: the part of S3's event that it reads."""
    return json.dumps({"Records": [{"s3": {"object": {"key": key}}}]})
