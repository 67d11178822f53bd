"""What a user has changed about their account, for their own record."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """field is a path such as preferences.thresholds.hhi.high_above."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedChange:
    change: Change
    at: datetime


def differences(name: str, before: object, after: object) -> tuple[Change, ...]:
    """Every field in which two dataclasses of one type differ, the nested ones by their path."""
    return tuple(_differences(name, before, after))


def _differences(path: str, before: object, after: object) -> Iterator[Change]:
    if is_dataclass(before):
        for field in fields(before):
            values = getattr(before, field.name), getattr(after, field.name)
            yield from _differences(f"{path}.{field.name}", *values)
    elif before != after:
        yield Change(field=path, before=str(before), after=str(after))
