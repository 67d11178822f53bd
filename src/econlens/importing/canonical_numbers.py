"""The number columns of a canonical file; those in which few numbers repeat are kept encoded."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from econlens.importing.canonical_table import CanonicalTable, Texts
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
) -> tuple[dict[Column, Numbers], set[int]]:
    """The columns that state a number, and the rows with one that could not be read."""
    present = {column: table.texts(column) for column in _NUMBER_COLUMNS if table.has(column)}
    cells = {column: texts for column, texts in present.items() if any(texts)}
    read = _read_columns(cells)
    for column, numbers in read.items():
        for at, problem in numbers.problems.items():
            issues.error(
                "INVALID_NUMBER",
                f'"{cells[column][at][:40]}" {problem}.',
                line=table.lines[at],
                field=column.value,
                fix="Write a plain number such as 1250.75.",
            )
    return read, {at for numbers in read.values() for at in numbers.problems}


def _read_columns(cells: Mapping[Column, Texts]) -> dict[Column, Numbers]:
    """All columns the fast way, or all by their settled decimal sign (a point if nothing tells)."""
    plain = {
        column: numbers for column, c in cells.items() if (numbers := _by_block(c, read_plain))
    }
    if len(plain) == len(cells):
        return plain
    signs = settle_signs(cells, fallback=".").signs
    return {
        column: plain[column]
        if column in plain and signs[column] == "."
        else _settled(c, signs[column])
        for column, c in cells.items()
    }


def _settled(cells: Texts, sign: str) -> Numbers:
    numbers = _by_block(cells, lambda block: read_numbers(block, sign))
    if numbers is None:
        raise RuntimeError("A column whose decimal sign is known was not read.")
    return numbers


def _by_block(cells: Texts, read: Callable[[list[str]], Numbers | None]) -> Numbers | None:
    """None if `read` gives none of any block."""
    if not isinstance(cells, Packed):
        return read(cells)
    values: Packed[Decimal | None] = Packed(Decimal | None)  # type: ignore[arg-type]
    problems: dict[int, NumberError] = {}
    may_be_negative = False
    for block in cells.blocks():
        numbers = read(block)
        if numbers is None:
            return None
        problems |= {len(values) + at: problem for at, problem in numbers.problems.items()}
        may_be_negative |= numbers.may_be_negative
        values.extend(numbers.values)
    return Numbers(values, problems, may_be_negative)
