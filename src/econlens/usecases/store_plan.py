"""Make a plan true."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from econlens.domain.upload import PlannedPortfolio, ReplacedPortfolio, UploadResult
from econlens.ports import PortfolioStore

ScoreOf = Callable[[PlannedPortfolio], float | None]


def store_plan(store: PortfolioStore, result: UploadResult, score_of: ScoreOf) -> UploadResult:
    """The result once it is stored. Raises VersionConflictError if a portfolio has changed since
    the plan was made, NotFoundError if it is gone."""
    new = (each for each in result.planned if each.replaces is None)
    added = iter(store.add_portfolios((each.draft, score_of(each)) for each in new))
    ids = [
        _replace(store, each.replaces, each, score_of(each)) if each.replaces else next(added)
        for each in result.planned
    ]
    return replace(result, portfolio_ids=tuple(ids), planned=())


def _replace(
    store: PortfolioStore, old: ReplacedPortfolio, planned: PlannedPortfolio, score: float | None
) -> UUID:
    stored = store.replace_portfolio(old.id, planned.draft, expected_version=old.version)
    if score is not None:
        store.record_score(stored.id, stored.version, score)
    return stored.id
