"""What risk does this portfolio hold?"""

from uuid import UUID

from econlens.analysis.report import RiskReport
from econlens.analysis.risk import assess
from econlens.domain.user import Caller
from econlens.domain.weights import symbols_of
from econlens.ports import UserStore


def assess_risk(store: UserStore, caller: Caller, portfolio_id: UUID) -> RiskReport:
    """Analyse a stored portfolio and keep its score for lists. Raises NotFoundError."""
    portfolio = store.get_portfolio(portfolio_id)
    report = assess(
        portfolio.holdings,
        currency=portfolio.currency,
        risk_tolerance=caller.risk_tolerance,
        thresholds=store.get_preferences().thresholds,
        prices=store.load_prices(symbols_of(portfolio.holdings)),
    )
    store.record_score(portfolio.id, portfolio.version, report.score.value)
    return report
