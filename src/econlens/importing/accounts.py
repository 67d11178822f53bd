"""Account numbers are personal data: at most their last four characters are kept."""

from collections import Counter

_KEPT = 4


class AccountNames:
    """Short names for the accounts of one file; two that end alike stay two."""

    def __init__(self) -> None:
        self._short: dict[str, str] = {}
        self._seen: dict[str, str | None] = {}
        self._endings: Counter[str] = Counter()

    def short(self, account: str) -> str | None:
        """ "…1111" of "Z11111111" as "1111"; a second account ending so becomes "1111-2"."""
        if account not in self._seen:
            self._seen[account] = self._shortened(account)
        return self._seen[account]

    def _shortened(self, account: str) -> str | None:
        full = "".join(ch for ch in account.upper() if ch.isalnum())
        if full and full not in self._short:
            self._short[full] = self._unused(full[-_KEPT:])
        return self._short.get(full)

    def _unused(self, ending: str) -> str:
        self._endings[ending] += 1
        number = self._endings[ending]
        return ending if number == 1 else f"{ending}-{number}"
