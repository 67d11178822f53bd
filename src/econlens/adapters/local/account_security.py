"""account_ports.AccountSecurity on our own tables."""

from uuid import UUID

from econlens.adapters.local.database import Pool, transaction
from econlens.adapters.local.second_factor import SecondFactor
from econlens.domain.errors import InvalidCodeError
from econlens.domain.sign_in import TotpSetup


class LocalAccountSecurity:
    def __init__(self, pool: Pool, second_factor: SecondFactor) -> None:
        self._pool = pool
        self._second_factor = second_factor

    def is_mfa_on(self, user_id: UUID) -> bool:
        with transaction(self._pool) as connection:
            return self._second_factor.is_on(connection, user_id)

    def start_totp(self, user_id: UUID, *, access_token: str) -> TotpSetup:
        with transaction(self._pool) as connection:
            return self._second_factor.start(connection, user_id)

    def enable_totp(self, user_id: UUID, code: str, *, access_token: str) -> tuple[str, ...]:
        with transaction(self._pool) as connection:
            recovery_codes = self._second_factor.enable(connection, user_id, code)
        if recovery_codes is None:
            raise InvalidCodeError
        return recovery_codes

    def disable_totp(self, user_id: UUID, code: str, *, access_token: str) -> None:
        with transaction(self._pool) as connection:
            accepted = self._second_factor.disable(connection, user_id, code)
        if not accepted:
            raise InvalidCodeError
