"""Recovery codes: random, easy to read out, and more than a hundred and thirty bits of chance."""

import secrets
from string import ascii_lowercase, digits
from typing import Final

# None that looks like another.
ALPHABET: Final = "".join(ch for ch in ascii_lowercase + digits if ch not in "il1o0")
LENGTH: Final = 28
GROUP: Final = 4
HOW_MANY: Final = 10


def new_recovery_codes() -> tuple[str, ...]:
    """In groups of four letters, to be shown once."""
    return tuple(_grouped() for _ in range(HOW_MANY))


def plain_recovery_code(code: str) -> str | None:
    """As it was made, however it is typed; None when it cannot be one."""
    plain = "".join(ch for ch in code.lower() if ch in ALPHABET)
    return plain if len(plain) == LENGTH else None


def _grouped() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))
