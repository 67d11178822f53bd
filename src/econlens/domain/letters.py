"""Mail that we write to users."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    recipient: str
    subject: str
    body: str = field(repr=False)
    written_at: datetime
