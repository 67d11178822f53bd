"""The holdings of a canonical file, which stay columns until somebody asks for them."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, repeat
from typing import Any, overload

from econlens.domain.assets import AssetType
from econlens.importing.canonical_rows import CanonicalRows
from econlens.importing.result import ImportedPosition

_Column = Sequence[Any]


class ColumnPositions(Sequence[ImportedPosition]):
    """The rows that are no cash, each made into a position whenever it is asked for.

    As structs, all of them would take twice the file.
    columns: one for each field of a position, in order; None: the file says nothing of it.
    kinds: what each row is.
    """

    def __init__(
        self, columns: Sequence[_Column | None], kinds: Sequence[AssetType | None]
    ) -> None:
        self._columns = columns
        self._kinds = kinds
        self._has_cash = AssetType.CASH in kinds
        self._places: Sequence[int] = range(len(kinds))
        if self._has_cash:
            self._places = array("L", compress(self._places, self._are_kept()))

    def _are_kept(self) -> Iterator[bool]:
        return (kind is not AssetType.CASH for kind in self._kinds)

    def __len__(self) -> int:
        return len(self._places)

    def __iter__(self) -> Iterator[ImportedPosition]:
        nothing: Iterable[Any] = repeat(None)
        # By position: a call with seventeen names takes four times as long.
        columns = (nothing if column is None else column for column in self._columns)
        positions = map(ImportedPosition, *columns)
        return compress(positions, self._are_kept()) if self._has_cash else positions

    @overload
    def __getitem__(self, at: int) -> ImportedPosition: ...
    @overload
    def __getitem__(self, at: slice) -> list[ImportedPosition]: ...
    def __getitem__(self, at: int | slice) -> ImportedPosition | list[ImportedPosition]:
        chosen = self._places[at]
        return self._made(chosen) if isinstance(chosen, int) else list(map(self._made, chosen))

    def _made(self, at: int) -> ImportedPosition:
        fields: list[Any] = [None if column is None else column[at] for column in self._columns]
        return ImportedPosition(*fields)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return all(one == another for one, another in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]


def positions_of(rows: CanonicalRows) -> ColumnPositions:
    fields: dict[str, _Column] = {
        "symbol": rows.symbols,
        "line": rows.lines,
        "name": rows.names,
        "quantity": rows.shares,
        "price": rows.prices,
        "market_value": rows.amounts,
        "cost_basis": rows.costs,
        "account": rows.accounts,
        "portfolio": rows.portfolios
        if all(rows.portfolios)
        else [portfolio or None for portfolio in rows.portfolios],
        "asset_type": rows.asset_types,
        "category": rows.categories,
        "sector": rows.sectors,
        "region": rows.regions,
        "allocation": rows.allocations,
        "expense_ratio": rows.expense_ratios,
        "dividend_yield": rows.yields,
    }
    columns = [fields.get(name) for name in ImportedPosition.__struct_fields__]
    return ColumnPositions(columns, rows.asset_types)
