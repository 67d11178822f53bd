"""Lambda entry point for portfolios."""

from typing import Any

from msgspec import convert

from econlens import bootstrap
from econlens.api import schemas as s
from econlens.api.http import Answer, Call, detail_of, serve
from econlens.api.portfolio_views import portfolio_response, position_of
from econlens.domain.portfolio import Portfolio
from econlens.ports import PortfolioStore
from econlens.usecases.draft_portfolio import CheckedDraft, draft_portfolio
from econlens.usecases.load_samples import load_samples as load_samples_into


def list_portfolios(call: Call[s.ListPortfoliosQuery], store: PortfolioStore) -> Answer:
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


def create_portfolio(call: Call[s.CreatePortfolioRequest], store: PortfolioStore) -> Answer:
    checked = _draft(call.body)
    portfolio = store.add_portfolio(checked.draft)
    headers = {"Location": f"/v1/portfolios/{portfolio.id}", **_etag(portfolio)}
    return Answer(status=201, body=_saved(portfolio, checked), headers=headers)


def get_portfolio(call: Call[None], store: PortfolioStore) -> Answer:
    portfolio = store.get_portfolio(call.path["id"])
    return Answer(status=200, body=portfolio_response(portfolio), headers=_etag(portfolio))


def update_portfolio(call: Call[s.UpdatePortfolioRequest], store: PortfolioStore) -> Answer:
    checked = _draft(call.body)
    portfolio = store.replace_portfolio(
        call.path["id"], checked.draft, expected_version=call.if_match
    )
    return Answer(status=200, body=_saved(portfolio, checked), headers=_etag(portfolio))


def delete_portfolio(call: Call[None], store: PortfolioStore) -> Answer:
    deleted = store.delete_portfolio(call.path["id"], expected_version=call.if_match)
    return Answer(status=200, body=s.PortfolioDeletedResponse(deleted_holdings=deleted))


def load_samples(_call: Call[None], store: PortfolioStore) -> Answer:
    ids = [portfolio.id for portfolio in load_samples_into(store)]
    return Answer(status=201, body=s.SamplesLoadedResponse(portfolio_ids=ids))


def _draft(body: s.CreatePortfolioRequest | s.UpdatePortfolioRequest) -> CheckedDraft:
    positions = [position_of(index, asset) for index, asset in enumerate(body.assets)]
    return draft_portfolio(body.name, body.description, body.currency, positions)


def _saved(portfolio: Portfolio, checked: CheckedDraft) -> s.PortfolioSavedResponse:
    return s.PortfolioSavedResponse(
        id=portfolio.id,
        version=portfolio.version,
        validation_results=s.ValidationResults(
            allocation_sum=checked.allocation_sum,
            dollar_consistency=checked.dollar_consistency,
            diversification_score=100 * (1 - (portfolio.hhi or 1)),
            warnings=[detail_of(issue) for issue in checked.warnings],
        ),
    )


def _etag(portfolio: Portfolio) -> dict[str, str]:
    return {"ETag": f'"{portfolio.version}"'}


ENDPOINTS: dict[str, Any] = {
    "listPortfolios": list_portfolios,
    "createPortfolio": create_portfolio,
    "getPortfolio": get_portfolio,
    "updatePortfolio": update_portfolio,
    "deletePortfolio": delete_portfolio,
    "loadSamples": load_samples,
}
handler = serve(ENDPOINTS, bootstrap.transaction_scope)
