"""ports.AccountSecurity on our own tables."""

from uuid import UUID

from econlens.adapters.local.database import Pool, transaction
from econlens.adapters.local.second_factor import SecondFactor
from econlens.domain.errors import InvalidCodeError, NotFoundError
from econlens.domain.sign_in import Device, TotpSetup
from econlens.ports import Clock

LIST_DEVICES = """
SELECT id, device, started_at, used_at FROM local.sessions
WHERE user_id = %s AND expires_at > %s ORDER BY used_at DESC, id
"""
END_DEVICE = "DELETE FROM local.sessions WHERE user_id = %s AND id = %s"


class LocalAccountSecurity:
    def __init__(self, pool: Pool, second_factor: SecondFactor, clock: Clock) -> None:
        self._pool = pool
        self._second_factor = second_factor
        self._clock = clock

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

    def list_devices(self, user_id: UUID) -> tuple[Device, ...]:
        with transaction(self._pool) as connection:
            rows = connection.execute(LIST_DEVICES, [user_id, self._clock.now()]).fetchall()
        return tuple(
            Device(id=row[0], name=row[1], signed_in_at=row[2], used_at=row[3]) for row in rows
        )

    def end_device(self, user_id: UUID, device_id: UUID) -> None:
        with transaction(self._pool) as connection:
            if connection.execute(END_DEVICE, [user_id, device_id]).rowcount == 0:
                raise NotFoundError
