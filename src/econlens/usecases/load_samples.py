"""Give a newcomer something to look at."""

from econlens.domain.portfolio import Portfolio
from econlens.domain.user import Caller
from econlens.ports import UserStore
from econlens.reference.samples import sample_portfolios
from econlens.usecases.assess_risk import assess_risk


def load_samples(store: UserStore, caller: Caller) -> list[Portfolio]:
    """Add the three sample portfolios to the user's own, each analysed, so that lists show its
    score at once."""
    portfolios = [store.add_portfolio(draft) for draft in sample_portfolios()]
    for portfolio in portfolios:
        assess_risk(store, caller, portfolio.id)
    return portfolios
