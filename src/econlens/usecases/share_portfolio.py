"""Hand out a read-only link to a portfolio."""

import secrets
from hashlib import sha256
from uuid import UUID

from econlens.domain.errors import InvalidRequestError
from econlens.domain.issues import Issue
from econlens.domain.sharing import ShareDraft, ShareLifetime, ShareLink, SharePermission
from econlens.domain.user import Caller
from econlens.ports import Clock, PassphraseHasher, UserStore

TOKEN_BYTES = 32
SHORTEST_PASSPHRASE = 8


def share_portfolio(
    store: UserStore,
    passphrases: PassphraseHasher,
    clock: Clock,
    caller: Caller,
    portfolio_id: UUID,
    *,
    permission: SharePermission,
    lifetime: ShareLifetime,
    hide_amounts: bool,
    passphrase: str | None,
) -> tuple[ShareLink, str]:
    """The link and its token, which is kept nowhere. Raises NotFoundError, InvalidRequestError."""
    store.get_portfolio(portfolio_id)
    if passphrase is not None and len(passphrase) < SHORTEST_PASSPHRASE:
        raise InvalidRequestError(issues=(_too_short(),))
    token = secrets.token_urlsafe(TOKEN_BYTES)
    draft = ShareDraft(
        portfolio_id=portfolio_id,
        permission=permission,
        hide_amounts=hide_amounts,
        risk_tolerance=caller.risk_tolerance,
        token_hash=hash_of(token),
        passphrase_hash=None if passphrase is None else passphrases.hash(passphrase),
        expires_at=lifetime.ends_at(clock.now()),
    )
    return store.add_share(draft), token


def hash_of(token: str) -> bytes:
    """What is kept of a token. It is random, so a fast hash is enough."""
    return sha256(token.encode()).digest()


def _too_short() -> Issue:
    return Issue(
        code="WEAK_PASSPHRASE",
        field="passphrase",
        message=f"The passphrase has fewer than {SHORTEST_PASSPHRASE} characters.",
        suggested_fix=f"Use at least {SHORTEST_PASSPHRASE} characters, or none at all.",
    )
