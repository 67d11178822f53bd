"""Everything about accounts on one machine, put together."""

from econlens.adapters.local.account_codes import LocalAccountCodes
from econlens.adapters.local.account_security import LocalAccountSecurity
from econlens.adapters.local.accounts import LocalAccounts
from econlens.adapters.local.database import Pool
from econlens.adapters.local.email_codes import EmailCodes
from econlens.adapters.local.external_accounts import ExternalAccounts
from econlens.adapters.local.identity import LocalIdentity
from econlens.adapters.local.outbox import Outbox
from econlens.adapters.local.second_factor import SecondFactor
from econlens.adapters.local.sign_in_guard import SignInGuard
from econlens.adapters.local.tokens import TokenSigner
from econlens.adapters.passwords import Passwords
from econlens.ports import Clock, RateLimiter


class LocalAccountServices:
    """hash_key keys what is stored of codes and addresses, totp_key encrypts one-time secrets.
    outbox_page: where letters are read when no mail server takes them; then nobody can be asked to
    confirm an address either."""

    def __init__(
        self,
        pool: Pool,
        *,
        signer: TokenSigner,
        clock: Clock,
        passwords: Passwords,
        limiter: RateLimiter,
        hash_key: bytes,
        totp_key: bytes,
        outbox_page: str,
    ) -> None:
        second_factor = SecondFactor(totp_key, hash_key, clock)
        codes = EmailCodes(hash_key, clock)
        self.outbox = Outbox(pool, clock, outbox_page)
        self.codes = LocalAccountCodes(pool, codes, self.outbox, limiter, passwords, clock)
        self.accounts = LocalAccounts(pool)
        self.security = LocalAccountSecurity(pool, second_factor)
        self.identity = LocalIdentity(
            pool,
            signer,
            clock,
            passwords,
            guard=SignInGuard(limiter, hash_key),
            second_factor=second_factor,
            confirmations=None if outbox_page else self.codes,
        )
        self.external = ExternalAccounts(pool, self.identity, passwords, clock)
