"""An uploaded file on its way from the browser to holdings."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from econlens.domain.holding import Holding
from econlens.domain.issues import Issue

MAX_UPLOAD_BYTES = 10 * 1024 * 1024
UPLOAD_LIFETIME_SECONDS = 300


class UploadStatus(StrEnum):
    PENDING = "pending"
    UPLOADED = "uploaded"
    PROCESSING = "processing"
    COMPLETED = "completed"
    FAILED = "failed"
    EXPIRED = "expired"


# The code of the issue that says that processing itself has failed, not the file.
PROCESSING_FAILED = "PROCESSING_FAILED"


class UploadMode(StrEnum):
    REPLACE = "replace"
    MERGE = "merge"


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadRequest:
    """What the user wants done with a file. portfolio_id None: make a new portfolio of it."""

    file_name: str
    size_bytes: int
    content_type: str
    portfolio_id: UUID | None = None
    mode: UploadMode = UploadMode.REPLACE
    validate_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadResult:
    """What processing a file led to. Nothing is stored, and preview says what would have been,
    when the user asked for validation only."""

    portfolio_ids: tuple[UUID, ...] = ()
    preview: tuple[Holding, ...] | None = None
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
    issues: tuple[Issue, ...] = ()

    @property
    def is_settled(self) -> bool:
        """The file has had its answer. A fault of ours is none: a redrive may still give one."""
        if self.status is UploadStatus.FAILED:
            return all(issue.code != PROCESSING_FAILED for issue in self.issues)
        return self.status is UploadStatus.COMPLETED


def object_key(user_id: UUID, upload_id: UUID) -> str:
    """Where the file lies in the object store: nothing the user typed is part of it."""
    return f"uploads/{user_id}/{upload_id}/source"
