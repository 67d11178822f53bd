"""account_ports in dictionaries, held to the real ones by contract/ports/test_session_store.py."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from econlens.domain.errors import NotFoundError
from econlens.domain.sign_in import Device
from econlens.ports import Clock

LIFETIME = timedelta(days=30)


@dataclass
class SessionRows:
    """None stands for a session that has ended."""

    devices: dict[UUID, Device | None] = field(default_factory=dict)
    recovery_codes: dict[bytes, bytes] = field(default_factory=dict)


class InMemorySessionStore:
    _rows: SessionRows
    _clock: Clock

    def list_devices(self) -> tuple[Device, ...]:
        alive = [device for device in self._rows.devices.values() if self._is_open(device)]
        return tuple(sorted(filter(None, alive), key=lambda d: d.used_at, reverse=True))

    def end_device(self, device_id: UUID) -> None:
        if not self._is_open(self._rows.devices.get(device_id)):
            raise NotFoundError
        self._rows.devices[device_id] = None

    def note_session(
        self, session_id: UUID, refresh_token: str, *, device: str, at: datetime
    ) -> bool:
        new = Device(id=session_id, name=device, signed_in_at=at, used_at=at)
        known = self._rows.devices.get(session_id, new)
        if known is None:
            return False
        self._rows.devices[session_id] = replace(known, used_at=at)
        return True

    def end_sessions(self) -> None:
        self._rows.devices = dict.fromkeys(self._rows.devices)

    def keep_recovery_codes(self, masked: Mapping[bytes, bytes]) -> None:
        self._rows.recovery_codes = dict(masked)

    def take_recovery_code(self, lookup: bytes) -> bytes | None:
        return self._rows.recovery_codes.pop(lookup, None)

    def _is_open(self, device: Device | None) -> bool:
        return device is not None and device.signed_in_at + LIFETIME > self._clock.now()
