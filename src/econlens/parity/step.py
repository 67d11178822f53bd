"""What a visit is made of."""

from dataclasses import dataclass, field
from uuid import UUID

from econlens.parity.visitor import Reply

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One exchange. expected: the status that the contract promises."""

    name: str
    expected: int
    reply: Reply

    @property
    def kept(self) -> bool:
        return self.reply.status == self.expected


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    email: str
    password: str = field(repr=False)


class SignInError(Exception):
    """The visitor has no account to go on with. The message says what to do."""
