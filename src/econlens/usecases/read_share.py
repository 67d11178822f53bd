"""What a visitor with a link gets to see."""

from dataclasses import replace

from econlens.analysis.report import RiskReport
from econlens.analysis.risk import assess
from econlens.domain.errors import (
    ForbiddenError,
    PassphraseRequiredError,
    RateLimitedError,
    WrongPassphraseError,
)
from econlens.domain.limits import ATTEMPTS_BY_ADDRESS
from econlens.domain.portfolio import Portfolio
from econlens.domain.sharing import HIDDEN_TOTAL, ShareLink, SharePermission, without_amounts
from econlens.domain.weights import symbols_of
from econlens.ports import PassphraseHasher, RateLimiter, SharedStore

AMOUNTS_HIDDEN = (
    f"Amounts are hidden: every amount is stated out of {HIDDEN_TOTAL} of the portfolio's value."
)


def unlock(
    link: ShareLink,
    passphrases: PassphraseHasher,
    limiter: RateLimiter,
    *,
    passphrase: str,
    address: str,
) -> None:
    """Raises PassphraseRequiredError, WrongPassphraseError; RateLimitedError after many tries."""
    if link.passphrase_hash is None:
        return
    if not passphrase:
        raise PassphraseRequiredError
    attempts = f"passphrase:{link.id}:{address}"
    if not (allowance := limiter.take(attempts, ATTEMPTS_BY_ADDRESS)).allowed:
        raise RateLimitedError(allowance, "Too many tries. Wait for the time Retry-After names.")
    if not passphrases.matches(passphrase, link.passphrase_hash):
        raise WrongPassphraseError
    limiter.refill(attempts)


def shared_portfolio(store: SharedStore) -> Portfolio:
    """The portfolio without what the link hides; counted as a view."""
    store.count_view()
    return _visible(store)


def shared_report(store: SharedStore) -> RiskReport:
    """The analysis of what the link shows. Hidden amounts do not reach it, so it cannot tell them.

    Raises ForbiddenError when the link does not include the analysis.
    """
    if store.link.permission is not SharePermission.ANALYZE:
        raise ForbiddenError("This link shows the portfolio but not its analysis.")
    portfolio = _visible(store)
    report = assess(
        portfolio.holdings,
        currency=portfolio.currency,
        risk_tolerance=store.link.risk_tolerance,
        thresholds=store.get_thresholds(),
        prices=store.load_prices(symbols_of(portfolio.holdings)),
    )
    notes = (AMOUNTS_HIDDEN, *report.notes) if store.link.hide_amounts else report.notes
    # A visitor can bring no prices.
    coverage = replace(report.risk.price_coverage, how="")
    return replace(report, notes=notes, risk=replace(report.risk, price_coverage=coverage))


def _visible(store: SharedStore) -> Portfolio:
    """Accounts are nobody's business but the owner's, whatever the link shows."""
    portfolio = store.get_portfolio()
    if store.link.hide_amounts:
        return without_amounts(portfolio)
    holdings = tuple(replace(holding, account=None) for holding in portfolio.holdings)
    return replace(portfolio, holdings=holdings)
