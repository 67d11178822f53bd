"""The number columns of a canonical file; those in which few numbers repeat are kept encoded."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import partial

from econlens.importing.canonical_table import CanonicalTable, Texts, blocks_of
from econlens.importing.decimal_sign import settle_signs
from econlens.importing.issue_log import IssueLog
from econlens.importing.numbers import NumberError, Numbers, read_numbers, read_plain
from econlens.importing.packed import Packed
from econlens.importing.words import Column

_NUMBER_COLUMNS = (
    *(Column.MARKET_VALUE, Column.ALLOCATION, Column.QUANTITY, Column.UNIT_COST),
    *(Column.EXPENSE_RATIO, Column.DIVIDEND_YIELD, Column.COST_BASIS),
)


def number_columns(
    table: CanonicalTable, issues: IssueLog
) -> tuple[dict[Column, Numbers], bytearray]:
    """The columns that state a number; and for each row 1 if a number of it could not be read.

    Such numbers are told, and are in no column's `problems`.
    """
    unreadable = bytearray(len(table.lines))
    present = {column: table.texts(column) for column in _NUMBER_COLUMNS if table.has(column)}
    cells = {column: texts for column, texts in present.items() if any(texts)}

    def tell(column: Column, at: int, cell: str, problem: NumberError) -> None:
        unreadable[at] = 1
        issues.error(
            "INVALID_NUMBER",
            f'"{cell[:40]}" {problem}.',
            line=table.lines[at],
            field=column.value,
            fix="Write a plain number such as 1250.75.",
        )

    return _read_columns(cells, tell), unreadable


_Tell = Callable[[Column, int, str, NumberError], None]


def _read_columns(cells: Mapping[Column, Texts], tell: _Tell) -> dict[Column, Numbers]:
    """All columns the fast way, or all by their settled decimal sign (a point if nothing tells)."""
    plain = {column: numbers for column, c in cells.items() if (numbers := _plain(c))}
    if len(plain) == len(cells):
        return plain
    signs = settle_signs(cells, fallback=".").signs
    return {
        column: plain[column]
        if column in plain and signs[column] == "."
        else _settled(c, signs[column], partial(tell, column))
        for column, c in cells.items()
    }


def _plain(cells: Texts) -> Numbers | None:
    """None if not every cell can be read the fast way."""
    if not isinstance(cells, Packed):
        return read_plain(cells)
    values = packed_numbers()
    may_be_negative = False
    for block in cells.blocks():
        numbers = read_plain(block)
        if numbers is None:
            return None
        may_be_negative |= numbers.may_be_negative
        values.extend(numbers.values)
    return Numbers(values, may_be_negative=may_be_negative)


def _settled(cells: Texts, sign: str, tell: Callable[[int, str, NumberError], None]) -> Numbers:
    values = packed_numbers()
    may_be_negative = False
    for block in blocks_of(cells):
        numbers = read_numbers(block, sign)
        for at, problem in numbers.problems.items():
            tell(len(values) + at, block[at], problem)
        may_be_negative |= numbers.may_be_negative
        values.extend(numbers.values)
    return Numbers(values, may_be_negative=may_be_negative)


def packed_numbers(values: Iterable[Decimal | None] = ()) -> Packed[Decimal | None]:
    return Packed(Decimal | None, values)  # type: ignore[arg-type]
