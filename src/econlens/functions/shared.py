"""Lambda entry point for the public side of share links."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from msgspec import convert

from econlens import bootstrap
from econlens.api import sharing_schemas as sh
from econlens.api.analysis_schemas import AnalysisResponse
from econlens.api.http import Answer, Call, serve
from econlens.api.portfolio_views import asset_responses, risk_metrics
from econlens.api.routes.sharing import SHARING_ROUTES
from econlens.domain.portfolio import Portfolio
from econlens.domain.sharing import ShareLink
from econlens.function_tools import SharedTools
from econlens.ports import SharedStore
from econlens.usecases.read_share import shared_portfolio, shared_report, unlock
from econlens.usecases.share_portfolio import hash_of


def get_shared(call: Call[None], tools: SharedTools) -> Answer:
    with _opened(call, tools) as store:
        return Answer(status=200, body=_portfolio(store.link, shared_portfolio(store)))


def analyze_shared(call: Call[None], tools: SharedTools) -> Answer:
    with _opened(call, tools) as store:
        report = shared_report(store)
        body = sh.SharedAnalysisResponse(
            amounts_hidden=store.link.hide_amounts,
            analysis=convert(report, AnalysisResponse, from_attributes=True),
        )
        return Answer(status=200, body=body)


@contextmanager
def _opened(call: Call[None], tools: SharedTools) -> Iterator[SharedStore]:
    with tools.open(hash_of(call.token)) as store:
        unlock(
            store.link,
            tools.passphrases,
            tools.limiter,
            passphrase=call.passphrase,
            address=call.address,
        )
        yield store


def _portfolio(link: ShareLink, portfolio: Portfolio) -> sh.SharedPortfolioResponse:
    hidden = link.hide_amounts
    return sh.SharedPortfolioResponse(
        name=portfolio.name,
        description=portfolio.description,
        currency=portfolio.currency,
        as_of=portfolio.as_of,
        updated_at=portfolio.updated_at,
        permissions=link.permission,
        amounts_hidden=hidden,
        expires_at=link.expires_at,
        total_value=None if hidden else portfolio.total_value,
        asset_count=len(portfolio.holdings),
        assets=_assets(portfolio, hidden=hidden),
        risk_metrics=risk_metrics(portfolio),
    )


def _assets(portfolio: Portfolio, *, hidden: bool) -> list[sh.SharedAssetResponse]:
    shown = asset_responses(portfolio.holdings)
    assets = convert(shown, list[sh.SharedAssetResponse], from_attributes=True)
    if hidden:
        for asset in assets:
            asset.dollar_amount = None
    return assets


ENDPOINTS: dict[str, Any] = {"getShared": get_shared, "analyzeShared": analyze_shared}
handler = serve(SHARING_ROUTES, ENDPOINTS, bootstrap.shared_scope, bootstrap.edge)
