"""How do these portfolios differ?"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from econlens.analysis.compare import NamedPortfolio, compare
from econlens.analysis.compare_report import ComparisonReport
from econlens.domain.errors import RuleViolationError
from econlens.domain.holding import Holding
from econlens.domain.issues import Issue
from econlens.domain.prices import PriceSeries
from econlens.domain.weights import symbols_of
from econlens.ports import UserStore


def compare_portfolios(store: UserStore, portfolio_ids: Sequence[UUID]) -> ComparisonReport:
    """In the order of the ids. Raises NotFoundError, and RuleViolationError for an id given twice,
    a portfolio worth nothing, fewer than two or more than ten."""
    repeated = {one for one in portfolio_ids if portfolio_ids.count(one) > 1}
    if repeated:
        raise RuleViolationError(
            "A portfolio cannot be compared with itself.",
            tuple(_repeated(one) for one in sorted(repeated)),
        )
    portfolios = [store.get_portfolio(one) for one in portfolio_ids]
    return compare(
        [
            NamedPortfolio(id=one.id, name=one.name, currency=one.currency, holdings=one.holdings)
            for one in portfolios
        ],
        store.load_prices(symbols_of([held for one in portfolios for held in one.holdings])),
    )


def compare_files(
    files: Sequence[tuple[str, str, tuple[Holding, ...]]], prices: Mapping[str, PriceSeries]
) -> ComparisonReport:
    """Name, currency and holdings of each. Raises RuleViolationError likewise."""
    return compare(
        [
            NamedPortfolio(name=name, currency=currency, holdings=holdings)
            for name, currency, holdings in files
        ],
        prices,
    )


def _repeated(portfolio_id: UUID) -> Issue:
    return Issue(
        code="PORTFOLIO_REPEATED",
        field="portfolioIds",
        message=f"{portfolio_id} is named more than once.",
        suggested_fix="Name each portfolio once.",
    )
