"""CSV files that were made to take as much memory as they can; what they list hardly matters.

Each just below the largest that may be uploaded, or with as many lines as may be read.
"""

from collections.abc import Iterable

from bench.files import HEADER, day_of, symbol_of, varied_row

_MOST_LINES = 299_000


def hostile_files() -> dict[str, bytes]:
    """By what they are."""
    return {
        "canonical holdings on two lines each": doubled_rows(82_000),
        "portfolios whose rows take turns": _scattered_rows(85_000),
        "canonical rows of which nothing can be read": _unreadable_rows(120_000),
        "a broker's shortest lines": short_rows(_MOST_LINES),
        "its shortest lines, two of each holding": short_rows(_MOST_LINES, lines_each=2),
        "tables of 300 lines each": _tables(980),
        "purchases of as many securities": _purchases(190_000),
        "transactions in one security": _transactions(200_000),
        "cash in as many portfolios": _cash(198_000),
        "long names, each with one character of four bytes": _long_names(2_500),
        "rows of 900 cells": _wide_rows(3_600),
    }


def doubled_rows(rows: int) -> bytes:
    """Each holding stands on two lines."""
    holdings = (number // 2 for number in range(rows))
    return _file(HEADER, map(varied_row, range(rows), holdings))


def _scattered_rows(rows: int) -> bytes:
    """The next row is always of another portfolio."""
    texts = (varied_row(number, number) for number in range(rows))
    return _file(HEADER, (f"P {at % 200},{row.partition(',')[2]}" for at, row in enumerate(texts)))


def _unreadable_rows(rows: int) -> bytes:
    return _file(
        HEADER,
        (
            f'B {n // 500},B?{n},"Name, {n}",stuck,x{n},y{n},it{n},us{n},z{n},w{n}'
            for n in range(rows)
        ),
    )


def short_rows(rows: int, lines_each: int = 1) -> bytes:
    """Positions in as few letters as they can be written."""
    lines = (_short_row(number, number // lines_each) for number in range(rows))
    return _file("Symbol,Quantity,Price,Market Value", lines)


def _short_row(number: int, holding: int) -> str:
    quantity, cents = 1 + number % 2_999, 100 + number * 7 % 49_999
    return f"{symbol_of(holding)},{quantity},{cents / 100:.2f},{quantity * cents / 100:.2f}"


def _tables(count: int) -> bytes:
    """Each with its account above it."""
    titles = "Account Individual ...{:04d}\nSymbol,Quantity,Price,Market Value"
    return _file(
        "Positions",
        (
            _short_row(at, at) if at % 300 else f"\n{titles.format(at // 300)}"
            for at in range(300 * count)
        ),
    )


def _purchases(rows: int) -> bytes:
    return _file(
        "Date,Type,Symbol,Name,Quantity,Price,Currency",
        (
            f"{day_of(n // 500)},BUY,{symbol_of(n)},No. {n} Inc,{1 + n % 97},{1 + n % 99}.50,USD"
            for n in range(rows)
        ),
    )


def _transactions(rows: int) -> bytes:
    return _file(
        "Date,Type,Symbol,Name,Quantity,Price,Currency",
        (f"{day_of(n)},BUY,AAPL,Apple Inc,{1 + n % 97},{1 + n % 99}.50,USD" for n in range(rows)),
    )


def _cash(rows: int) -> bytes:
    titles = "Portfolio,Symbol,Name,Quantity,Price,Market Value"
    return _file(titles, (f"No. {n},CASH,Cash of customer {n},,,{n}.25" for n in range(rows)))


def _long_names(rows: int) -> bytes:
    """In memory every character of such a text takes as much as its widest."""
    name = "Long name " * 390 + "\N{GRINNING FACE}"
    return _file("Symbol,Name,Quantity,Price,Value", (f"S{n},{name}{n},1,2,2" for n in range(rows)))


def _wide_rows(rows: int) -> bytes:
    """A cell of two letters takes fifty-one bytes."""
    titles = "Symbol,Quantity,Price,Market Value" + ",x" * 900
    return _file(titles, (_short_row(n, n) + ",ab" * 900 for n in range(rows)))


def _file(titles: str, lines: Iterable[str]) -> bytes:
    return "\n".join([titles, *lines]).encode()
