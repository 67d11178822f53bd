"""Account numbers are personal data: at most their last four characters are kept."""

from collections import Counter

from econlens.importing.issue_log import RefusedFileError, refused
from econlens.importing.words import Column

MAX_ACCOUNTS = 5_000
_KEPT = 4
# No bank has longer numbers; what is longer is told apart by its end.
_LONGEST = 100


class AccountNames:
    """Short names for the accounts of one file; two that end alike stay two.

    Refuses a file with more than 5,000 accounts, for so many names would outweigh it.
    """

    def __init__(self) -> None:
        self._short: dict[str, str] = {}
        self._seen: dict[str, str | None] = {}
        self._endings: Counter[str] = Counter()

    def short(self, account: str) -> str | None:
        """ "…1111" of "Z11111111" as "1111"; a second account ending so becomes "1111-2"."""
        account = account[-_LONGEST:]
        if account not in self._seen:
            self._remember(account, self._shortened(account))
        return self._seen[account]

    def kept(self, account: str) -> str | None:
        """The name as it stands, being short already."""
        if account not in self._seen:
            self._remember(account, account)
        return self._seen[account]

    def _remember(self, account: str, short: str | None) -> None:
        if len(self._seen) == MAX_ACCOUNTS:
            raise too_many_accounts()
        self._seen[account] = short

    def _shortened(self, account: str) -> str | None:
        full = "".join(ch for ch in account.upper() if ch.isalnum())
        if full and full not in self._short:
            self._short[full] = self._unused(full[-_KEPT:])
        return self._short.get(full)

    def _unused(self, ending: str) -> str:
        self._endings[ending] += 1
        number = self._endings[ending]
        return ending if number == 1 else f"{ending}-{number}"


def too_many_accounts() -> RefusedFileError:
    return refused(
        "TOO_MANY_ACCOUNTS",
        f"The file names more than {MAX_ACCOUNTS:,} accounts.",
        "Split the file, or leave the column of accounts out.",
        field=Column.ACCOUNT.value,
    )
