"""Make a plan true."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from econlens.domain.upload import PlannedPortfolio, UploadResult
from econlens.ports import PortfolioStore


def store_plan(store: PortfolioStore, result: UploadResult) -> UploadResult:
    """The result once it is stored. Raises VersionConflictError if a portfolio has changed since
    the plan was made, NotFoundError if it is gone."""
    ids = tuple(_store_all(store, result.planned))
    return replace(result, portfolio_ids=ids, planned=())


def _store_all(store: PortfolioStore, planned: Iterable[PlannedPortfolio]) -> Iterable[UUID]:
    for each in planned:
        old = each.replaces
        portfolio = (
            store.add_portfolio(each.draft)
            if old is None
            else store.replace_portfolio(old.id, each.draft, expected_version=old.version)
        )
        store.record_score(portfolio.id, portfolio.version, each.score)
        yield portfolio.id
