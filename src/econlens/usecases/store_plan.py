"""Make a plan true."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from econlens.domain.upload import PlannedPortfolio, UploadResult
from econlens.ports import PortfolioStore


def store_plan(
    store: PortfolioStore, result: UploadResult, scores: Iterable[float | None] | None = None
) -> UploadResult:
    """The result once it is stored. scores: one for each planned portfolio, where the plan has
    none. Raises VersionConflictError if a portfolio has changed since the plan was made,
    NotFoundError if it is gone."""
    if scores is None:
        scores = [each.score for each in result.planned]
    ids = tuple(_store_all(store, zip(result.planned, scores, strict=True)))
    return replace(result, portfolio_ids=ids, planned=())


def _store_all(
    store: PortfolioStore, planned: Iterable[tuple[PlannedPortfolio, float | None]]
) -> Iterator[UUID]:
    for each, score in planned:
        old = each.replaces
        portfolio = (
            store.add_portfolio(each.draft)
            if old is None
            else store.replace_portfolio(old.id, each.draft, expected_version=old.version)
        )
        if score is not None:
            store.record_score(portfolio.id, portfolio.version, score)
        yield portfolio.id
