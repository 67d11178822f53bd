"""ports.PortfolioStore in PostgreSQL."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import msgspec
from psycopg import Connection
from psycopg.types.json import Jsonb

from econlens.adapters.postgres import statements as q
from econlens.adapters.postgres.portfolio_reader import PostgresPortfolioReader
from econlens.adapters.postgres.rows import Row, portfolio_of, text_of
from econlens.adapters.postgres.upload_rows import issue_of, upload_of
from econlens.domain.errors import NotFoundError, VersionConflictError
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue
from econlens.domain.portfolio import Portfolio, PortfolioDraft, ScoredDraft
from econlens.domain.upload import (
    FileColumns,
    Upload,
    UploadRequest,
    UploadResult,
    UploadStatus,
)


class PostgresPortfolioStore(PostgresPortfolioReader):
    """One user's rows inside the transaction that is open on connection."""

    _connection: Connection[Row]

    def __init__(self, connection: Connection[Row], user_id: UUID) -> None:
        super().__init__(connection)
        self._user_id = user_id

    def add_portfolio(self, draft: PortfolioDraft) -> Portfolio:
        row = self._one(q.INSERT_PORTFOLIO, {**self._values(draft), "id": uuid4(), "score": None})
        self._insert_holdings(row[0], draft.holdings)
        return portfolio_of(row, draft.holdings)

    def add_portfolios(self, scored: Iterable[ScoredDraft]) -> tuple[UUID, ...]:
        """In pipeline mode: while PostgreSQL writes one portfolio, the next is worked out."""
        with self._connection.pipeline():
            return tuple(self._send(draft, score) for draft, score in scored)

    def _send(self, draft: PortfolioDraft, score: float | None) -> UUID:
        new_id = uuid4()
        values = {**self._values(draft), "id": new_id, "score": score}
        self._connection.execute(q.INSERT_PORTFOLIO, values)
        self._insert_holdings(new_id, draft.holdings)
        return new_id

    def replace_portfolio(
        self, portfolio_id: UUID, draft: PortfolioDraft, *, expected_version: int | None = None
    ) -> Portfolio:
        values = {**self._values(draft), "id": portfolio_id, "expected": expected_version}
        row = self._connection.execute(q.UPDATE_PORTFOLIO, values).fetchone()
        if row is None:
            raise self._why_not(portfolio_id)
        self._connection.execute("DELETE FROM holdings WHERE portfolio_id = %s", [portfolio_id])
        self._insert_holdings(portfolio_id, draft.holdings)
        return portfolio_of(row, draft.holdings)

    def delete_portfolio(self, portfolio_id: UUID, *, expected_version: int | None = None) -> int:
        values = {"id": portfolio_id, "expected": expected_version}
        row = self._connection.execute(q.DELETE_PORTFOLIO, values).fetchone()
        if row is None:
            raise self._why_not(portfolio_id)
        return int(row[0])

    def record_score(self, portfolio_id: UUID, version: int, score: float) -> None:
        values = {"id": portfolio_id, "version": version, "score": score}
        self._connection.execute(q.RECORD_SCORE, values)

    def add_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        values = {
            "user": self._user_id,
            "portfolio": request.portfolio_id,
            "file_name": request.file_name,
            "size": request.size_bytes,
            "content_type": request.content_type,
            "mode": request.mode,
            "validate_only": request.validate_only,
            "expires_at": expires_at,
            "choices": _json(request.choices),
        }
        return upload_of(self._one(q.INSERT_UPLOAD, values), ())

    def get_upload(self, upload_id: UUID, *, lock: bool = False) -> Upload:
        query = q.LOCK_UPLOAD if lock else q.SELECT_UPLOAD
        row = self._connection.execute(query, [upload_id]).fetchone()
        if row is None:
            raise NotFoundError
        issues = self._connection.execute(q.SELECT_ISSUES, [upload_id]).fetchall()
        return upload_of(row, tuple(issue_of(issue) for issue in issues))

    def report_progress(self, upload_id: UUID, status: UploadStatus, percent: int) -> None:
        self._connection.execute(q.REPORT_PROGRESS, [status, percent, upload_id])

    def finish_upload(
        self,
        upload_id: UUID,
        status: UploadStatus,
        *,
        result: UploadResult | None,
        issues: tuple[Issue, ...],
        columns: FileColumns | None = None,
    ) -> None:
        values = [status, _json(result), _json(columns), upload_id]
        self._connection.execute(q.FINISH_UPLOAD, values)
        self._connection.execute(q.DELETE_ISSUES, [upload_id])
        names = ("severity", "code", "message", "line", "field", "suggested_fix")
        arrays = [[getattr(issue, name) for issue in issues] for name in names]
        self._connection.execute(q.INSERT_ISSUES, [upload_id, self._user_id, *arrays])

    def reopen_upload(self, upload_id: UUID, request: UploadRequest) -> Upload:
        values = {"id": upload_id, "mode": request.mode, "choices": _json(request.choices)}
        row = self._connection.execute(q.REOPEN_UPLOAD, values).fetchone()
        if row is None:
            raise NotFoundError
        self._connection.execute(q.DELETE_ISSUES, [upload_id])
        return upload_of(row, ())

    def _insert_holdings(self, portfolio_id: UUID, holdings: tuple[Holding, ...]) -> None:
        if not holdings:
            return
        values = [portfolio_id, self._user_id, text_of(holdings)]
        self._connection.execute(q.INSERT_HOLDINGS, values)

    def _values(self, draft: PortfolioDraft) -> dict[str, Any]:
        return {
            "user": self._user_id,
            "name": draft.name,
            "description": draft.description,
            "currency": draft.currency,
            "as_of": draft.as_of,
            "total": sum(holding.market_value for holding in draft.holdings),
            "count": len(draft.holdings),
        }

    def _why_not(self, portfolio_id: UUID) -> NotFoundError | VersionConflictError:
        """A guarded change touched no row: is the portfolio gone, or has it moved on?"""
        exists = self._connection.execute("SELECT 1 FROM portfolios WHERE id = %s", [portfolio_id])
        return VersionConflictError() if exists.fetchone() else NotFoundError()

    def _one(self, query: bytes, values: dict[str, Any]) -> Row:
        row: Row | None = self._connection.execute(query, values).fetchone()
        if row is None:
            raise RuntimeError("A statement that always answers one row answered none.")
        return row


def _json(value: object) -> Jsonb | None:
    return None if value is None else Jsonb(msgspec.to_builtins(value))
