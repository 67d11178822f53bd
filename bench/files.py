"""CSV files of any size, all of it valid: canonical ones and such as brokers write."""

from datetime import date, timedelta

HEADER = (
    "Portfolio,Symbol,Name,Asset Type,Allocation %,Dollar Amount,Sector,Region,Shares,Avg Price"
)
ROWS_PER_PORTFOLIO = 500


def rows_file(rows: int) -> bytes:
    """One portfolio of so many equal holdings; rows must divide 100."""
    share = f"{100 / rows:g}"
    return "\n".join(
        [HEADER, *(_row("Benchmark", number, share) for number in range(rows))]
    ).encode()


def canonical_rows(rows: int) -> bytes:
    """So many rows in portfolios of 500; rows must divide by 500."""
    share = f"{100 / ROWS_PER_PORTFOLIO:g}"
    return "\n".join(
        [
            HEADER,
            *(
                _row(f"Benchmark {at // ROWS_PER_PORTFOLIO}", at % ROWS_PER_PORTFOLIO, share)
                for at in range(rows)
            ),
        ]
    ).encode()


def varied_rows(rows: int) -> bytes:
    """Canonical rows of which each has a symbol, a name and amounts of its own."""
    return "\n".join([HEADER, *map(varied_row, range(rows), range(rows))]).encode()


def varied_row(number: int, holding: int) -> str:
    shares, cents = 1 + number, 10_000 + number * 7
    return (
        f'Benchmark {number // ROWS_PER_PORTFOLIO},BNCH{holding},"Benchmark Holding, No. {number}",'
        f"stock,{100 / ROWS_PER_PORTFOLIO:g},{shares * cents / 100:.2f},information_technology,us,"
        f"{shares},{cents / 100:.2f}"
    )


def broker_rows(rows: int) -> bytes:
    """Positions as an American broker writes them, each of another security."""
    titles = "Account Number,Symbol,Description,Quantity,Last Price,Current Value,Cost Basis Total"
    return "\r\n".join([titles, *map(_broker_row, range(rows))]).encode()


def _broker_row(number: int) -> str:
    quantity, cents = 1 + number % 2_999, 100 + number * 7 % 49_999
    price, value = cents / 100, quantity * cents / 100
    amounts = f'"${value:,.2f}","${value * 0.8:,.2f}"'
    return (
        f'Z{number % 7:08d},{symbol_of(number)},"COMPANY NO. {number}, INC",{quantity},'
        f"${price:.2f},{amounts}"
    )


def lot_rows(rows: int) -> bytes:
    """Purchases of 3,000 securities, one line each, with today's price beside the one paid."""
    titles = "Account,Symbol,Name,Current Price,Trade Date,Purchase Price,Quantity,Currency"
    return "\n".join([titles, *map(_lot_row, range(rows))]).encode()


def _lot_row(number: int) -> str:
    paid, now = (100 + number * factor % 49_999 for factor in (7, 11))
    security = number % 3_000
    return (
        f"Z{number % 2:08d},{symbol_of(security)},Company No. {security} Inc,{now / 100:.2f},"
        f"{day_of(number)},{paid / 100:.2f},{1 + number % 997},USD"
    )


def activity_rows(rows: int) -> bytes:
    """Three purchases and a sale of 5,000 securities in turn, over two years."""
    titles = "Date,Type,Symbol,Name,Quantity,Price,Amount,Currency"
    return "\n".join([titles, *map(_activity_row, range(rows))]).encode()


def _activity_row(number: int) -> str:
    security, round_ = number % 5_000, number // 5_000
    kind = "SELL" if round_ % 4 == 3 else "BUY"
    quantity, cents = 10 + security % 97, 100 + number * 7 % 49_999
    amount = quantity * cents / 100
    return (
        f"{day_of(round_ * 20)},{kind},{symbol_of(security)},Company No. {security} Inc,{quantity},"
        f"{cents / 100:.2f},{amount:.2f},USD"
    )


def day_of(number: int) -> str:
    return str(date(2024, 1, 1) + timedelta(days=number % 700))


def symbol_of(number: int) -> str:
    return "".join(chr(65 + number // 26**place % 26) for place in range(4))


def bytes_file(size: int) -> bytes:
    """As many full portfolios as fit into size bytes."""
    lines = [HEADER]
    length = len(HEADER)
    portfolio = 0
    while True:
        name = f"Benchmark {portfolio}"
        share = f"{100 / ROWS_PER_PORTFOLIO:g}"
        rows = [_row(name, number, share) for number in range(ROWS_PER_PORTFOLIO)]
        length += sum(map(len, rows)) + len(rows)
        if length > size:
            return "\n".join(lines).encode()
        lines += rows
        portfolio += 1


def _row(portfolio: str, number: int, share: str) -> str:
    name = f'"Benchmark Holding, No. {number}"'
    return (
        f"{portfolio},BNCH{number},{name},stock,{share},12500.00,information_technology,us,50,250"
    )
