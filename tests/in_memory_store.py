"""ports.PortfolioStore in dictionaries, for tests of use cases. Held to the real one's contract."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from econlens.domain.assets import AssetType
from econlens.domain.changes import Change, RecordedChange
from econlens.domain.charge import Charge
from econlens.domain.errors import NotFoundError, SessionEndedError, VersionConflictError
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue
from econlens.domain.portfolio import (
    Portfolio,
    PortfolioDraft,
    PortfolioOrder,
    PortfolioPage,
    PortfolioSummary,
    ScoredDraft,
)
from econlens.domain.preferences import Preferences
from econlens.domain.prices import PriceRange, PriceSeries
from econlens.domain.rates import Rate
from econlens.domain.sharing import ShareDraft, ShareLink
from econlens.domain.thresholds import Thresholds
from econlens.domain.upload import (
    FileColumns,
    FileMapping,
    Upload,
    UploadRequest,
    UploadResult,
    UploadStatus,
)
from econlens.ports import Clock, RateLimiter
from tests.in_memory_sessions import InMemorySessionStore, SessionRows

TICKER = re.compile(r"[A-Z0-9][A-Z0-9.-]{0,14}")
UNPRICED = (AssetType.CASH, AssetType.OPTION, AssetType.CRYPTO)


@dataclass
class _Rows(SessionRows):
    portfolios: dict[UUID, Portfolio] = field(default_factory=dict)
    uploads: dict[UUID, Upload] = field(default_factory=dict)
    preferences: Preferences = field(default_factory=Preferences)
    changes: list[RecordedChange] = field(default_factory=list)
    shares: dict[UUID, ShareLink] = field(default_factory=dict)
    mappings: dict[str, FileMapping] = field(default_factory=dict)
    rates: tuple[Rate, ...] = ()


class InMemoryTransactions:
    """ports.Transactions: a transaction that fails leaves everything as it was."""

    def __init__(self, clock: Clock, limiter: RateLimiter | None = None) -> None:
        self._clock = clock
        self._limiter = limiter
        self._rows: dict[UUID, _Rows] = {}
        self._prices: dict[str, tuple[PriceSeries, datetime]] = {}

    @contextmanager
    def shared(self, token_hash: bytes) -> Iterator["InMemorySharedStore"]:
        """ports.SharedPortfolios."""
        for rows in self._rows.values():
            for link in rows.shares.values():
                alive = link.expires_at is None or link.expires_at > self._clock.now()
                if link.token_hash == token_hash and alive:
                    yield InMemorySharedStore(rows, link, self._clock, self._prices)
                    return
        raise NotFoundError

    @contextmanager
    def __call__(
        self, user_id: UUID, charge: Charge | None = None, session_id: UUID | None = None
    ) -> Iterator["InMemoryPortfolioStore"]:
        if charge and self._limiter:
            charge.settle(self._limiter.take(charge.subject, charge.limit))
        rows = deepcopy(self._rows.get(user_id, _Rows()))
        store = InMemoryPortfolioStore(rows, user_id, self._clock, self._prices)
        if session_id and session_id not in {device.id for device in store.list_devices()}:
            raise SessionEndedError
        yield store
        self._rows[user_id] = rows

    reading = __call__  # more than a reader may do, but no test could tell

    @contextmanager
    def prices(self) -> Iterator["InMemoryPriceStore"]:
        """price_ports.Prices."""
        prices = dict(self._prices)
        holdings = [
            holding
            for rows in self._rows.values()
            for portfolio in rows.portfolios.values()
            for holding in portfolio.holdings
        ]
        yield InMemoryPriceStore(prices, holdings, self._clock)
        self._prices = prices


_Prices = dict[str, tuple[PriceSeries, datetime]]


class InMemoryPriceHistory:
    def __init__(self, prices: _Prices) -> None:
        self._prices = prices

    def load_prices(self, symbols: Sequence[str]) -> Mapping[str, PriceSeries]:
        return {symbol: self._prices[symbol][0] for symbol in symbols if symbol in self._prices}


class InMemoryPriceStore(InMemoryPriceHistory):
    def __init__(self, prices: _Prices, holdings: Sequence[Holding], clock: Clock) -> None:
        super().__init__(prices)
        self._holdings = holdings
        self._clock = clock

    def replace_prices(self, prices: Mapping[str, PriceSeries]) -> None:
        for symbol, one in prices.items():
            self._prices[symbol] = (one, self._clock.now())

    def extend_prices(self, prices: Mapping[str, PriceSeries]) -> None:
        for symbol, one in prices.items():
            old = self._prices[symbol][0]
            closes = dict(zip(old.days, old.closes, strict=True))
            closes |= zip(one.days, one.closes, strict=True)
            days = tuple(sorted(closes))
            merged = replace(one, days=days, closes=tuple(closes[day] for day in days))
            self._prices[symbol] = (merged, self._clock.now())

    def list_ranges(self) -> tuple[PriceRange, ...]:
        return tuple(
            PriceRange(
                symbol=symbol,
                first_day=one.days[0],
                last_day=one.days[-1],
                count=len(one.days),
                source=one.source,
                recorded_at=recorded_at,
            )
            for symbol, (one, recorded_at) in sorted(self._prices.items())
        )

    def list_held_symbols(self) -> tuple[str, ...]:
        held = {one.symbol for one in self._holdings if one.asset_type not in UNPRICED}
        return tuple(sorted(filter(TICKER.fullmatch, held)))


class InMemoryPortfolioStore(InMemoryPriceHistory, InMemorySessionStore):
    _rows: _Rows

    def __init__(self, rows: _Rows, user_id: UUID, clock: Clock, prices: _Prices) -> None:
        super().__init__(prices)
        self._rows = rows
        self._user_id = user_id
        self._clock = clock

    def add_portfolio(self, draft: PortfolioDraft) -> Portfolio:
        now = self._clock.now()
        portfolio = _portfolio(draft, uuid4(), version=1, created_at=now, updated_at=now)
        self._rows.portfolios[portfolio.id] = portfolio
        return portfolio

    def add_portfolios(self, scored: Iterable[ScoredDraft]) -> tuple[UUID, ...]:
        added = [(self.add_portfolio(draft), score) for draft, score in scored]
        for portfolio, score in added:
            if score is not None:
                self.record_score(portfolio.id, portfolio.version, score)
        return tuple(portfolio.id for portfolio, _ in added)

    def list_portfolios(
        self, *, order: PortfolioOrder, descending: bool, limit: int, offset: int
    ) -> PortfolioPage:
        summaries = [_summary(p) for p in self._rows.portfolios.values()]
        summaries.sort(key=lambda s: str(s.id))
        summaries.sort(key=lambda s: _sort_key(s, order), reverse=descending)
        page = tuple(summaries[offset : offset + limit])
        return PortfolioPage(portfolios=page, total=len(summaries))

    def get_portfolio(self, portfolio_id: UUID) -> Portfolio:
        if portfolio_id not in self._rows.portfolios:
            raise NotFoundError
        return self._rows.portfolios[portfolio_id]

    def replace_portfolio(
        self, portfolio_id: UUID, draft: PortfolioDraft, *, expected_version: int | None = None
    ) -> Portfolio:
        old = self._expect(portfolio_id, expected_version)
        new = _portfolio(
            draft,
            old.id,
            version=old.version + 1,
            created_at=old.created_at,
            updated_at=self._clock.now(),
        )
        self._rows.portfolios[old.id] = new
        return new

    def delete_portfolio(self, portfolio_id: UUID, *, expected_version: int | None = None) -> int:
        old = self._expect(portfolio_id, expected_version)
        del self._rows.portfolios[portfolio_id]
        for link in self.list_shares(portfolio_id):
            self.delete_share(link.id)
        uploads = self._rows.uploads
        for upload in list(uploads.values()):
            if upload.request.portfolio_id == portfolio_id:
                del uploads[upload.id]
        return len(old.holdings)

    def record_score(self, portfolio_id: UUID, version: int, score: float) -> None:
        portfolio = self._rows.portfolios.get(portfolio_id)
        if portfolio and portfolio.version == version:
            self._rows.portfolios[portfolio_id] = replace(portfolio, risk_score=score)

    def add_upload(self, request: UploadRequest, *, expires_at: datetime) -> Upload:
        now = self._clock.now()
        upload = Upload(
            id=uuid4(),
            user_id=self._user_id,
            request=request,
            status=UploadStatus.PENDING,
            progress_percent=0,
            created_at=now,
            updated_at=now,
            expires_at=expires_at,
        )
        self._rows.uploads[upload.id] = upload
        return upload

    def get_upload(self, upload_id: UUID, *, lock: bool = False) -> Upload:
        if upload_id not in self._rows.uploads:
            raise NotFoundError
        return self._rows.uploads[upload_id]

    def report_progress(self, upload_id: UUID, status: UploadStatus, percent: int) -> None:
        upload = self._rows.uploads[upload_id]
        if upload.status not in (UploadStatus.COMPLETED, UploadStatus.FAILED):
            self._rows.uploads[upload_id] = replace(
                upload, status=status, progress_percent=percent, updated_at=self._clock.now()
            )

    def finish_upload(
        self,
        upload_id: UUID,
        status: UploadStatus,
        *,
        result: UploadResult | None,
        issues: tuple[Issue, ...],
        columns: FileColumns | None = None,
    ) -> None:
        self._rows.uploads[upload_id] = replace(
            self._rows.uploads[upload_id],
            status=status,
            progress_percent=100,
            result=result,
            columns=columns,
            issues=issues,
            updated_at=self._clock.now(),
        )

    def reopen_upload(self, upload_id: UUID, request: UploadRequest) -> Upload:
        self._rows.uploads[upload_id] = replace(
            self.get_upload(upload_id),
            request=request,
            status=UploadStatus.UPLOADED,
            progress_percent=0,
            result=None,
            columns=None,
            issues=(),
            updated_at=self._clock.now(),
        )
        return self._rows.uploads[upload_id]

    def list_mappings(self) -> Mapping[str, FileMapping]:
        return dict(self._rows.mappings)

    def remember_mapping(self, signature: str, mapping: FileMapping) -> None:
        self._rows.mappings[signature] = mapping

    def list_rates(self) -> tuple[Rate, ...]:
        return self._rows.rates

    def replace_rates(self, rates: Sequence[Rate]) -> None:
        self._rows.rates = tuple(
            sorted(rates, key=lambda rate: (rate.from_currency, rate.to_currency))
        )

    def get_preferences(self) -> Preferences:
        return self._rows.preferences

    def save_preferences(self, preferences: Preferences) -> None:
        self._rows.preferences = preferences

    def record_changes(self, changes: Sequence[Change]) -> None:
        now = self._clock.now()
        self._rows.changes += [RecordedChange(change=change, at=now) for change in changes]

    def list_changes(self) -> tuple[RecordedChange, ...]:
        return tuple(self._rows.changes)

    def list_uploads(self) -> tuple[Upload, ...]:
        return tuple(self._rows.uploads.values())

    def delete_user(self) -> None:
        for field_ in fields(_Rows):
            setattr(self._rows, field_.name, getattr(_Rows(), field_.name))

    def add_share(self, draft: ShareDraft) -> ShareLink:
        values = {f.name: getattr(draft, f.name) for f in fields(draft)}
        link = ShareLink(**values, id=uuid4(), created_at=self._clock.now())
        self._rows.shares[link.id] = link
        return link

    def list_shares(self, portfolio_id: UUID) -> tuple[ShareLink, ...]:
        links = self._rows.shares.values()
        return tuple(link for link in links if link.portfolio_id == portfolio_id)

    def delete_share(self, share_id: UUID) -> None:
        if self._rows.shares.pop(share_id, None) is None:
            raise NotFoundError

    def _expect(self, portfolio_id: UUID, version: int | None) -> Portfolio:
        portfolio = self.get_portfolio(portfolio_id)
        if version is not None and portfolio.version != version:
            raise VersionConflictError
        return portfolio


class InMemorySharedStore(InMemoryPriceHistory):
    def __init__(self, rows: _Rows, link: ShareLink, clock: Clock, prices: _Prices) -> None:
        super().__init__(prices)
        self._rows = rows
        self._clock = clock
        self.link = link

    def get_portfolio(self) -> Portfolio:
        return self._rows.portfolios[self.link.portfolio_id]

    def get_thresholds(self) -> Thresholds:
        return self._rows.preferences.thresholds

    def count_view(self) -> None:
        viewed = replace(
            self.link,
            view_count=self.link.view_count + 1,
            last_viewed_at=self._clock.now(),
        )
        self._rows.shares[self.link.id] = viewed


def _portfolio(
    draft: PortfolioDraft,
    portfolio_id: UUID,
    *,
    version: int,
    created_at: datetime,
    updated_at: datetime,
) -> Portfolio:
    return Portfolio(
        id=portfolio_id,
        name=draft.name,
        description=draft.description,
        currency=draft.currency,
        as_of=draft.as_of,
        version=version,
        created_at=created_at,
        updated_at=updated_at,
        holdings=draft.holdings,
    )


def _summary(portfolio: Portfolio) -> PortfolioSummary:
    return PortfolioSummary(
        id=portfolio.id,
        name=portfolio.name,
        description=portfolio.description,
        currency=portfolio.currency,
        total_value=portfolio.total_value,
        asset_count=len(portfolio.holdings),
        risk_score=portfolio.risk_score,
        created_at=portfolio.created_at,
        updated_at=portfolio.updated_at,
    )


def _sort_key(summary: PortfolioSummary, order: PortfolioOrder) -> Any:
    value = getattr(summary, order)
    return value.lower() if isinstance(value, str) else value
