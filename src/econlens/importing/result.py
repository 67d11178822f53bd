"""What reading a file gives. The rest of econlens.importing makes these; nothing here reads.

Rows are msgspec structs, not dataclasses: a 10 MB file has some 200,000 of them, and a struct is
made seventeen times as fast.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import chain
from typing import Any

import msgspec
from msgspec import structs

from econlens.domain.assets import AssetType, Category, Region, Sector
from econlens.domain.issues import Issue, Severity
from econlens.domain.rates import Rate


class FileKind(StrEnum):
    CANONICAL = "canonical"
    POSITIONS = "positions"
    LOTS = "lots"
    SNAPSHOTS = "snapshots"
    ACTIVITIES = "activities"
    UNKNOWN = "unknown"


class ImportedPosition(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """One holding as the file states it. None means that the file does not say.

    Money in `currency`, but the price in price_currency where that is another one; allocation,
    expense_ratio and dividend_yield in percent. account keeps at most the last four characters of
    the account number. isin: where the file states one beside the symbol.
    """

    symbol: str
    line: int
    name: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    market_value: Decimal | None = None
    cost_basis: Decimal | None = None
    currency: str | None = None
    price_currency: str | None = None
    account: str | None = None
    portfolio: str | None = None
    asset_type: AssetType | None = None
    category: Category | None = None
    sector: Sector | None = None
    region: Region | None = None
    allocation: Decimal | None = None
    expense_ratio: Decimal | None = None
    dividend_yield: Decimal | None = None
    isin: str | None = None


def with_changes(row: ImportedPosition, **changes: Any) -> ImportedPosition:
    return structs.replace(row, **changes)


class ImportedCash(msgspec.Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """Money lying in an account, or in a money-market fund that its broker treats as money."""

    symbol: str
    amount: Decimal
    line: int
    name: str = ""
    currency: str | None = None
    account: str | None = None
    portfolio: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResult:
    """A file read. `accepted` is False when any issue is an error: then nothing may be stored.

    rates: those that the file states.
    """

    kind: FileKind
    broker: str | None = None
    currency: str | None = None
    as_of: date | None = None
    positions: Sequence[ImportedPosition] = ()
    cash: Sequence[ImportedCash] = ()
    rates: tuple[Rate, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def accepted(self) -> bool:
        return not any(issue.severity is Severity.ERROR for issue in self.issues)

    @property
    def total_value(self) -> Decimal:
        """Sum of every stated market value and cash amount, in mixed currencies if the file is."""
        values = (p.market_value for p in self.positions if p.market_value is not None)
        return sum(chain(values, (c.amount for c in self.cash)), Decimal(0))
