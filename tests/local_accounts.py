"""The local host's accounts by themselves, with passwords that cost little to hash."""

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from cryptography.hazmat.primitives.asymmetric import rsa

from econlens.adapters.local.account_services import LocalAccountServices
from econlens.adapters.local.database import Pool
from econlens.adapters.local.tokens import TokenSigner
from econlens.adapters.passwords import Passwords
from econlens.adapters.postgres.rate_limiter import PostgresRateLimiter
from econlens.ports import Clock


def local_accounts(pool: Pool, clock: Clock) -> LocalAccountServices:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return LocalAccountServices(
        pool,
        signer=TokenSigner(key, issuer="http://x/identity", client_id="web", clock=clock),
        clock=clock,
        passwords=Passwords(PasswordHasher.from_parameters(CHEAPEST)),
        limiter=PostgresRateLimiter(pool.connection, b"key"),
        hash_key=b"key",
        totp_key=bytes(32),
        outbox_page="http://x/outbox",
    )
