"""Give a newcomer something to look at."""

from econlens.domain.portfolio import Portfolio
from econlens.ports import PortfolioStore
from econlens.reference.samples import sample_portfolios


def load_samples(store: PortfolioStore) -> list[Portfolio]:
    """Add the three sample portfolios to the user's own."""
    return [store.add_portfolio(draft) for draft in sample_portfolios()]
