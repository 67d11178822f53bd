"""Lambda entry point for portfolios."""

from typing import TYPE_CHECKING, Any

from msgspec import convert

from econlens import bootstrap
from econlens.api import schemas as s
from econlens.api.http import Answer, Call, detail_of, serve
from econlens.api.portfolio_views import portfolio_response
from econlens.api.routes.portfolios import PORTFOLIOS_ROUTES
from econlens.domain.errors import RuleViolationError
from econlens.domain.portfolio import Portfolio, PortfolioDraft
from econlens.domain.weights import gross_weights, herfindahl

if TYPE_CHECKING:
    from econlens.ports import PortfolioReader, PortfolioStore


def list_portfolios(call: Call[s.ListPortfoliosQuery], store: "PortfolioReader") -> Answer:
    query = call.body
    page = store.list_portfolios(
        order=query.sort_by,
        descending=query.sort_order == "desc",
        limit=query.limit,
        offset=query.offset,
    )
    shown = convert(page.portfolios, list[s.PortfolioSummaryResponse], from_attributes=True)
    pagination = s.Pagination(
        total=page.total,
        limit=query.limit,
        offset=query.offset,
        has_more=query.offset + len(shown) < page.total,
    )
    body = s.PortfolioListResponse(portfolios=shown, pagination=pagination)
    return Answer(status=200, body=body)


def create_portfolio(call: Call[s.CreatePortfolioRequest], store: "PortfolioStore") -> Answer:
    draft, results = _check(call.body)
    portfolio = store.add_portfolio(draft)
    headers = {"Location": f"/v1/portfolios/{portfolio.id}", **_etag(portfolio)}
    return Answer(status=201, body=_saved(portfolio, results), headers=headers)


def get_portfolio(call: Call[None], store: "PortfolioReader") -> Answer:
    portfolio = store.get_portfolio(call.path["id"])
    return Answer(status=200, body=portfolio_response(portfolio), headers=_etag(portfolio))


def update_portfolio(call: Call[s.UpdatePortfolioRequest], store: "PortfolioStore") -> Answer:
    draft, results = _check(call.body)
    portfolio = store.replace_portfolio(call.path["id"], draft, expected_version=call.if_match)
    return Answer(status=200, body=_saved(portfolio, results), headers=_etag(portfolio))


def delete_portfolio(call: Call[None], store: "PortfolioStore") -> Answer:
    deleted = store.delete_portfolio(call.path["id"], expected_version=call.if_match)
    return Answer(status=200, body=s.PortfolioDeletedResponse(deleted_holdings=deleted))


def search_assets(call: Call[s.SearchAssetsQuery], _store: "PortfolioReader") -> Answer:
    from econlens.reference.table import search

    found = search(call.body.q, call.body.limit)
    assets = convert(found, list[s.FoundAssetResponse], from_attributes=True)
    return Answer(status=200, body=s.FoundAssetsResponse(assets=assets))


def _check(
    body: s.CreatePortfolioRequest | s.UpdatePortfolioRequest,
) -> tuple[PortfolioDraft, s.ValidationResults]:
    # Here, since reading has no use for the rules of the importer, which are many modules.
    from econlens.api.asset_rows import field_issue, row_of
    from econlens.usecases.check_assets import check_assets

    try:
        checked = check_assets([row_of(asset) for asset in body.assets])
    except RuleViolationError as error:
        raise RuleViolationError(issues=tuple(map(field_issue, error.issues))) from None
    draft = PortfolioDraft(
        name=body.name,
        description=body.description,
        currency=body.currency,
        holdings=checked.holdings,
    )
    hhi = herfindahl(gross_weights(checked.holdings))
    results = s.ValidationResults(
        allocation_sum=checked.allocation_sum,
        dollar_consistency=True,
        diversification_score=100 * (1 - (1 if hhi is None else hhi)),
        warnings=[detail_of(field_issue(issue)) for issue in checked.warnings],
    )
    return draft, results


def _saved(portfolio: Portfolio, results: s.ValidationResults) -> s.PortfolioSavedResponse:
    return s.PortfolioSavedResponse(
        id=portfolio.id, version=portfolio.version, validation_results=results
    )


def _etag(portfolio: Portfolio) -> dict[str, str]:
    return {"ETag": f'"{portfolio.version}"'}


ENDPOINTS: dict[str, Any] = {
    "listPortfolios": list_portfolios,
    "createPortfolio": create_portfolio,
    "getPortfolio": get_portfolio,
    "updatePortfolio": update_portfolio,
    "deletePortfolio": delete_portfolio,
    "searchAssets": search_assets,
}
handler = serve(
    PORTFOLIOS_ROUTES,
    ENDPOINTS,
    bootstrap.transaction_scope,
    bootstrap.edge,
    reading=bootstrap.reading_scope,
)
