"""Lambda entry point for the owner's side of share links."""

from typing import Any

from econlens import bootstrap
from econlens.api import sharing_schemas as sh
from econlens.api.http import Answer, Call, serve
from econlens.api.routes.sharing import SHARING_ROUTES
from econlens.domain.sharing import ShareLink
from econlens.function_tools import SharingTools
from econlens.usecases.share_portfolio import share_portfolio as share


def share_portfolio(call: Call[sh.ShareRequest], tools: SharingTools) -> Answer:
    link, token = share(
        tools.store,
        tools.passphrases,
        tools.clock,
        call.user,
        call.path["id"],
        permission=call.body.permissions,
        lifetime=call.body.expires_in,
        hide_amounts=call.body.hide_amounts,
        passphrase=call.body.passphrase,
    )
    body = sh.ShareCreatedResponse(token=token, share=_share(link, tools))
    return Answer(status=201, body=body)


def list_shares(call: Call[None], tools: SharingTools) -> Answer:
    tools.store.get_portfolio(call.path["id"])
    links = tools.store.list_shares(call.path["id"])
    return Answer(
        status=200, body=sh.ShareListResponse(shares=[_share(link, tools) for link in links])
    )


def revoke_share(call: Call[None], tools: SharingTools) -> Answer:
    tools.store.delete_share(call.path["id"])
    return Answer(status=204)


def _share(link: ShareLink, tools: SharingTools) -> sh.ShareResponse:
    return sh.ShareResponse(
        id=link.id,
        portfolio_id=link.portfolio_id,
        permissions=link.permission,
        hide_amounts=link.hide_amounts,
        has_passphrase=link.passphrase_hash is not None,
        created_at=link.created_at,
        expires_at=link.expires_at,
        expired=link.expires_at is not None and link.expires_at <= tools.clock.now(),
        view_count=link.view_count,
        last_viewed_at=link.last_viewed_at,
    )


ENDPOINTS: dict[str, Any] = {
    "sharePortfolio": share_portfolio,
    "listShares": list_shares,
    "revokeShare": revoke_share,
}
handler = serve(SHARING_ROUTES, ENDPOINTS, bootstrap.sharing_scope, bootstrap.edge)
